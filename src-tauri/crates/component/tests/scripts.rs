//! Scripts inside documents: whatever is in them, reading them ends, and what is found is where it
//! says it is.
#![allow(clippy::unwrap_used)]

use ingot_component::rules::{RuleSettings, check};
use ingot_component::script::{self, Script, imbalance, unclosed};
use ingot_component::{Diagnostic, Source, read};
use proptest::prelude::*;

fn document(action: &str, script: &str) -> String {
    let mut text = format!(
        "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: a\n        action: {action}\n        inputs:\n          commands:\n            - |2\n"
    );
    for line in script.lines() {
        text += &format!("              {line}\n");
    }
    text
}

fn findings(action: &str, script: &str) -> (Source, Vec<Diagnostic>) {
    let source = Source::new("a", document(action, script));
    let found = check(&source, &RuleSettings::default());
    (source, found)
}

/// What must hold for any script in either language.
fn examine(script: &str) {
    for lack in [imbalance(script), unclosed(script)].into_iter().flatten() {
        assert!(script.get(lack.range.clone()).is_some(), "{lack:?}");
    }
    for action in ["ExecuteBash", "ExecutePowerShell"] {
        let source = Source::new("a", document(action, script));
        let Some(document) = read(&source).document else {
            continue;
        };
        for step in document.phases.iter().flat_map(|phase| &phase.steps) {
            if let Some(script) = Script::of_step(&source, step) {
                assert_eq!(script.masked().len(), script.text.len());
                for command in script.commands() {
                    let words = command.arguments.iter().chain([&command.name]);
                    for range in words.map(|word| &word.range).chain([&command.range]) {
                        assert!(script.text.get(range.clone()).is_some(), "{command:?}");
                        let span = script.span(range.clone());
                        assert!(source.text().get(span.start..span.end).is_some(), "{command:?}");
                    }
                }
            }
        }
        for found in check(&source, &RuleSettings::default()) {
            assert!(found.message.len() < 1000, "{found:?}");
            assert!(found.fix.iter().all(|fix| fix.apply(&source).is_some()), "{found:?}");
        }
    }
}

#[test]
fn nesting_without_end_is_read() {
    for piece in [
        "(",
        "$(",
        "{ ",
        "if ",
        "\"$(",
        "${x:-",
        "((",
        "a && ",
        "! ",
        "a | ",
        "case x in (",
        "<(",
        "`",
        "\n",
        "@(",
        "x=(",
    ] {
        examine(&piece.repeat(10_000));
    }
    examine(&format!("{}a{}", "( ".repeat(10_000), " )".repeat(10_000)));
    examine(&"cat <<EOF\n".repeat(10_000));
    examine(&format!("cat {}\n", "<<E ".repeat(400)));
    examine(&format!("cat {}\n{}", "<<E ".repeat(400), "a\nE\n".repeat(400)));
    examine(&format!("cat <<{0} <<{0}\na $(b)\n{0}\n{0}\n", "E".repeat(3_000)));
    examine(&format!(
        "cat <<{0}\na $(cat <<{0}\n$x\n{0}\n)\n{0}\nb\n",
        "E".repeat(600)
    ));
    examine(&format!("{}$x\n{}", "cat <<E$(\n".repeat(300), ")E\n".repeat(300)));
    examine(&"echo {é {1..\u{10ffff}} {\u{1f600}..2}\n".repeat(200));
    examine(&"rm -rf $X/; curl -o a http://b.example/c | tee d; apt-get install e\n".repeat(2_000));
}

#[test]
fn scripts_that_are_too_large_are_not_parsed() {
    let large = "reboot\n".repeat(script::MAX_BYTES / 7 + 1);
    let (_, found) = findings("ExecuteBash", &large);
    assert!(
        found.iter().all(|found| !found.rule.starts_with("scripts/")),
        "{:?}",
        found.first()
    );
}

#[test]
fn a_finding_in_a_block_is_at_its_line() {
    let (source, found) = findings(
        "ExecuteBash",
        "set -euo pipefail\n\n  # é\n  curl -k https://é.example {{ X }}\nfi",
    );
    let places: Vec<_> = found
        .iter()
        .filter(|found| found.rule.starts_with("scripts/"))
        .map(|found| {
            let (start, end) = (source.offset(found.range.start), source.offset(found.range.end));
            (
                found.rule.as_str(),
                found.range.start.line,
                source.text().get(start..end).unwrap(),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            ("scripts/certificate-check-off", 13, "-k"),
            ("scripts/syntax", 14, "fi")
        ]
    );
}

#[test]
fn what_a_reference_stands_for_is_not_judged() {
    let (_, found) = findings(
        "ExecuteBash",
        "set -euo pipefail\n{{ Command }}\nif [ {{ Count }} -gt 1 ]; then\n  {{ build.a.outputs.stdout }} --flag\nfi",
    );
    assert!(
        found.iter().all(|found| !found.rule.starts_with("scripts/")),
        "{found:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_script(text in any::<String>()) {
        examine(&text);
    }

    #[test]
    fn any_punctuation_is_a_script(
        text in "([$(){}\\[\\]<>|&;\"'`\\\\#!=@ \n\ta-cé]|if |then |fi\n|do |done|for x in |case x in|esac|;;|<<E|\nE\n|\\{\\{ X \\}\\}|\\$\\(|\\$\\{|rm -rf \\$X/|sudo |env A=1 |@'\n|'@|\\{1..|<<'E'|<<-E|\u{1f600}|-Confirm:\\$x|curl -ok http://a.b){0,40}"
    ) {
        examine(&text);
    }
}
