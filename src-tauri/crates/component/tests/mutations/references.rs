//! Faults in references.

use super::site::{Mutant, Site};

/// Rules that say that a reference leads nowhere.
const NOWHERE: &[&str] = &[
    "reference/undeclared",
    "reference/unknown-step",
    "reference/unknown-output",
    "reference/unknown-step-input",
    "reference/unknown-context-key",
    "reference/foreign-template",
    "reference/malformed",
    "reference/loop-outside-loop",
    "reference/index",
];

pub fn all(site: &Site) -> Vec<Mutant> {
    let mut made = Vec::new();
    let text = site.text();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let Some(close) = text[open..].find("}}").map(|at| open + at) else {
            break;
        };
        from = close + 2;
        let inside = &text[open + 2..close];
        let name = inside.trim();
        let line = site.line(open);
        let comment = text[site.line_start(open)..open].trim_start().starts_with('#');
        let ours = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-[]:".contains(c)) && !name.is_empty();
        if comment || !ours || name.starts_with(['.', '$']) || inside.contains('\n') || !is_ours(site, name) {
            continue;
        }
        let mut change = |way: &'static str, new: String, rules: &'static [&'static str]| {
            made.push(site.mutant(way, open, close + 2, &new, line..=line, rules));
        };
        let rules = &[
            "reference/not-closed",
            "reference/malformed",
            "yaml/unreadable",
            "yaml/unquoted-reference",
        ];
        change("reference that is not closed", format!("{{{{ {name} "), rules);
        if let Some((before, _)) = name.split_once("inputs[") {
            let after = name.rsplit_once(']').map_or("", |(_, after)| after);
            change(
                "reference to an item that is not there",
                format!("{{{{ {before}inputs[97]{after} }}}}"),
                NOWHERE,
            );
        }
        if let Some(step) = last_step(site).filter(|_| name.contains(".outputs.")) {
            let rules = &[
                "reference/later-step",
                "reference/unknown-output",
                "reference/across-stages",
            ];
            change(
                "reference to a step that runs later",
                format!("{{{{ {step}.outputs.stdout }}}}"),
                rules,
            );
        }
        let head = name.split(['.', ':']).next().unwrap_or_default();
        if name.contains(".outputs.") || name.contains(".inputs") {
            let mut parts: Vec<String> = name.split('.').map(str::to_owned).collect();
            parts[1].push('q');
            change(
                "reference to a step that does not exist",
                format!("{{{{ {} }}}}", parts.join(".")),
                NOWHERE,
            );
            if name.contains(".outputs.") {
                change(
                    "reference to an output that does not exist",
                    format!("{{{{ {name}q }}}}"),
                    NOWHERE,
                );
            }
        } else if !name.contains(['.', ':']) {
            change(
                "reference to what is not declared",
                format!("{{{{ {name}q }}}}"),
                NOWHERE,
            );
        } else if name == "loop.value" || name == "loop.index" {
            change(
                "reference to what a loop does not have",
                "{{ loop.valeu }}".to_owned(),
                NOWHERE,
            );
        } else if head == "context" {
            change(
                "reference to a key the context does not have",
                format!("{{{{ {name}q }}}}"),
                NOWHERE,
            );
        }
        change(
            "reference with nothing in it",
            "{{ }}".to_owned(),
            &["reference/empty", "reference/malformed"],
        );
    }
    made
}

/// Whether it is a reference that this document resolves, and not one of another language.
fn is_ours(site: &Site, name: &str) -> bool {
    let declared = |name: &str| {
        let document = &site.document;
        document.parameters.iter().any(|it| it.name.value == name)
            || document.constants.iter().any(|it| it.name.value == name)
    };
    let phase = |name: &str| site.document.phases.iter().any(|it| it.name.value == name);
    match name.split_once(['.', ':']) {
        None => declared(name),
        Some((head, _)) => phase(head) || head == "loop" || head == "context",
    }
}

/// The last step of the document as a reference writes it.
fn last_step(site: &Site) -> Option<String> {
    let phase = site.document.phases.last()?;
    Some(format!("{}.{}", phase.name.value, phase.steps.last()?.name.value))
}
