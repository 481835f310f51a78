//! Nothing slips through: correct documents are broken in every way the language can be broken, one fault at a time,
//! and the fault is reported at its line by a rule that is about it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;
mod declarations;
mod inputs;
mod references;
mod scripts;
mod site;
mod steps;
mod text;

use std::collections::BTreeMap;

use ingot_component::rules::{self, RuleSettings, check};
use ingot_component::{Severity, Source};

use site::{Mutant, Site};

/// Of a hundred faults, how many must be reported at the right line by the right rule.
const WANTED: f64 = 98.0;

/// Every way of breaking a document.
const WAYS: &[fn(&Site) -> Vec<Mutant>] = &[
    declarations::all,
    steps::all,
    inputs::all,
    references::all,
    scripts::all,
    text::all,
];

#[test]
fn what_is_broken_in_documents_of_this_repository_is_reported() {
    let mut documents = vec![
        include_str!("whole.yaml").to_owned(),
        include_str!("windows.yaml").to_owned(),
    ];
    documents.extend(rules::catalogue().iter().map(|rule| rule.good.to_owned()));
    measure(&documents);
}

#[test]
fn what_is_broken_in_documents_of_others_is_reported() {
    let Some(documents) = common::corpus::documents() else {
        return;
    };
    let texts: Vec<String> = documents.into_iter().map(|(_, text)| text).collect();
    measure(&texts);
}

#[derive(Default)]
struct Tally {
    made: usize,
    found: usize,
    /// The first that nobody reported.
    missed: Vec<String>,
}

fn measure(documents: &[String]) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for text in documents {
        let source = Source::new("document.yaml", text.as_str());
        let settings = RuleSettings::default();
        let correct = check(&source, &settings)
            .iter()
            .all(|it| it.severity != Severity::Error);
        let Some(site) = Site::of(text).filter(|_| correct) else {
            continue;
        };
        for mutant in WAYS.iter().flat_map(|way| way(&site)) {
            let tally = tallies.entry(mutant.way).or_default();
            tally.made += 1;
            let source = Source::new("document.yaml", mutant.text.as_str());
            let found = check(&source, &settings);
            let reported = found.iter().any(|it| {
                let line = it.range.start.line as usize;
                mutant.rules.contains(&&*it.rule) && mutant.lines.contains(&line)
            });
            if reported {
                tally.found += 1;
            } else if tally.missed.len() < 3 {
                let said: Vec<String> = found
                    .iter()
                    .map(|it| format!("{}:{}", it.range.start.line, it.rule))
                    .collect();
                let lines = mutant.text.lines().collect::<Vec<_>>();
                let start = mutant.lines.start().saturating_sub(2);
                let around = lines.iter().skip(start).take(6).copied().collect::<Vec<_>>().join("\n");
                tally
                    .missed
                    .push(format!("lines {:?}, said {said:?}\n{around}", mutant.lines));
            }
        }
    }
    let (mut made, mut found) = (0, 0);
    for (way, tally) in &tallies {
        println!("{way:<40} {:>6} of {:>6}", tally.found, tally.made);
        for missed in &tally.missed {
            println!("    {}", missed.replace('\n', "\n    "));
        }
        made += tally.made;
        found += tally.found;
    }
    let share = 100.0 * found as f64 / made as f64;
    println!("all: {found} of {made}, {share:.2} %");
    assert!(made > 1_000, "only {made} faults could be made");
    assert!(share >= WANTED, "{share:.2} % of {made} faults were reported");
    let weak: Vec<&str> = tallies
        .iter()
        .filter(|(_, tally)| tally.found * 10 < tally.made * 9)
        .map(|(way, _)| *way)
        .collect();
    assert!(weak.is_empty(), "ways that slip through: {weak:?}");
}
