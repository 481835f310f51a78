//! What several of the tests need.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods, dead_code)]

pub mod corpus;

use std::fmt::Write;

use ingot_component::rules::{RuleSettings, check};
use ingot_component::{Diagnostic, Source};

/// What is wrong with a document, as a person would read it.
pub fn report(text: &str) -> String {
    report_of("", text)
}

/// What the rules of one group (`actions/`; all when empty) say is wrong with a document.
fn report_of(group: &str, text: &str) -> String {
    let source = Source::new("component.yaml", text);
    let mut report = String::new();
    for found in check(&source, &RuleSettings::default()) {
        if found.rule.starts_with(group) {
            write(&mut report, &source, &found).unwrap();
        }
    }
    report
}

fn write(report: &mut String, source: &Source, found: &Diagnostic) -> std::fmt::Result {
    let severity = serde_json::to_value(found.severity).unwrap();
    let place = format!("{}-{}", found.range.start, found.range.end);
    writeln!(
        report,
        "{} {} {place} {}",
        severity.as_str().unwrap(),
        found.rule,
        found.message
    )?;
    if let Some(help) = &found.help {
        writeln!(report, "  help: {help}")?;
    }
    for related in &found.related {
        writeln!(
            report,
            "  {}-{}: {}",
            related.range.start, related.range.end, related.message
        )?;
    }
    if let Some(fix) = &found.fix {
        let mended = fix.apply(source).unwrap();
        let line = fix.edits[0].range.start.line as usize;
        writeln!(
            report,
            "  fix: {} -> {}",
            fix.title,
            mended.lines().nth(line - 1).unwrap()
        )?;
    }
    Ok(())
}

/// A document whose only step is `step`, given from its `action:` on.
pub fn step(step: &str) -> String {
    let mut text = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Step\n".to_owned();
    for line in step.lines() {
        writeln!(text, "        {line}").unwrap();
    }
    text
}

/// What is wrong with each of some inputs, under the inputs, as far as `group` is concerned.
pub fn findings(group: &str, document: impl Fn(&str) -> String, cases: &[&str]) -> String {
    let mut findings = String::new();
    for case in cases {
        writeln!(findings, "{case}\n=>\n{}", report_of(group, &document(case))).unwrap();
    }
    findings
}

/// That `group` complains about none of some inputs.
pub fn assert_clean(group: &str, document: impl Fn(&str) -> String, cases: &[&str]) {
    for case in cases {
        assert_eq!(report_of(group, &document(case)), "", "{case}");
    }
}
