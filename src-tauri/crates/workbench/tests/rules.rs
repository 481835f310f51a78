//! docs/rules.md: made from the catalogues, and true.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use ingot_component::Severity;
use ingot_component::rules::OF_PROGRAMS;
use ingot_workbench::rules::{RuleMeta, example, find, groups};

const BEGINNING: &str = "<!-- Generated from the rules; `make rules` writes it anew. -->\n# The rules\n\n\
    What `ingot check` looks for, in component documents and in the resources of a workspace. `ingot explain RULE` \
    says the\nsame in the terminal. [configuration.md](configuration.md) says how to turn a rule off, change how much it \
    matters, or\nmake an exception. A test runs every example on this page.\n";

/// Longer examples are about size, and are not for reading.
const LONGEST: usize = 4_000;

fn page() -> String {
    let mut page = format!("{BEGINNING}\n");
    for (group, metas) in groups() {
        writeln!(page, "- **{group}**: {}", links(&metas)).unwrap();
    }
    for (group, metas) in groups() {
        writeln!(page, "\n## {group}").unwrap();
        for meta in metas {
            let severity = match meta.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            };
            let source = match meta.source.starts_with("https://") {
                true => format!("<{}>", meta.source),
                false => meta.source.to_owned(),
            };
            let (id, title, reason) = (meta.id, meta.title, meta.reason);
            write!(page, "\n### `{id}`\n\n**{title}** ({severity})\n\n{reason}\n\n").unwrap();
            write!(page, "Bad:\n\n{}", fenced(meta, meta.bad)).unwrap();
            for found in example(meta, meta.bad).diagnostics {
                let help = found
                    .help
                    .map(|help| format!(": {}", one_line(&help)))
                    .unwrap_or_default();
                let place = format!("{}:{}", found.file, found.range.start);
                writeln!(page, "> {place}: {}{help}\n", one_line(&found.message)).unwrap();
            }
            write!(page, "Good:\n\n{}Source: {source}\n", fenced(meta, meta.good)).unwrap();
        }
    }
    page
}

fn links(metas: &[&RuleMeta]) -> String {
    let link = |meta: &&RuleMeta| {
        let name = meta.id.split_once('/').map_or(meta.id, |(_, name)| name);
        format!("[{name}](#{})", meta.id.replace('/', ""))
    };
    metas.iter().map(link).collect::<Vec<_>>().join(", ")
}

fn fenced(meta: &RuleMeta, text: &str) -> String {
    if text.len() > LONGEST {
        return format!("(an example of {} bytes: `ingot explain {}`)\n\n", text.len(), meta.id);
    }
    // Longer than any run of backticks in the example.
    let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}yaml\n{text}{end}{fence}\n\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_writing() -> bool {
    std::env::var_os("INGOT_WRITE_RULES").is_some()
}

fn committed() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../docs/rules.md")
}

/// `INGOT_WRITE_RULES=1` writes it; without it a difference fails.
#[test]
fn the_page_has_the_rules_that_the_program_has() {
    if is_writing() {
        std::fs::write(committed(), page()).unwrap();
    }
    let stale = std::fs::read_to_string(committed()).unwrap_or_default() != page();
    assert!(!stale, "docs/rules.md is stale: run `make rules`");
}

/// The examples as a reader of the page takes them from it.
#[test]
fn every_example_on_the_page_does_what_the_page_says() {
    let page = if is_writing() {
        page()
    } else {
        std::fs::read_to_string(committed()).unwrap()
    };
    let mut run = 0;
    for section in page.split("\n### `").skip(1) {
        let (id, rest) = section.split_once('`').unwrap();
        let meta = find(id).unwrap_or_else(|| panic!("there is no rule {id}"));
        for (heading, expected) in [("Bad:", BTreeSet::from([id.to_owned()])), ("Good:", BTreeSet::new())] {
            let (_, rest) = rest.split_once(&format!("\n{heading}\n\n")).unwrap();
            if rest.starts_with("(an example of") {
                continue;
            }
            let (fence, rest) = rest.split_once("yaml\n").unwrap();
            let (text, _) = rest.split_once(&format!("{fence}\n")).unwrap();
            let found: BTreeSet<String> = example(meta, text).diagnostics.into_iter().map(|it| it.rule).collect();
            if !OF_PROGRAMS.contains(&id) {
                assert_eq!(found, expected, "{id} {heading}");
            }
            run += 1;
        }
    }
    let all: usize = groups().iter().map(|(_, metas)| metas.len()).sum();
    assert!(run >= 2 * all - 6, "only {run} examples of {all} rules are on the page");
}
