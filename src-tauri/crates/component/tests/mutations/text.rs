//! Faults of the YAML.

use super::site::{Mutant, Site};

/// Rules that say that the text cannot be read, or not as it was meant.
const UNREADABLE: &[&str] = &["yaml/unreadable"];

pub fn all(site: &Site) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (_, step) in site.steps() {
        if site.is_flow(step) {
            continue;
        }
        let Some(name) = step.get("name") else { continue };
        let line = site.line(name.span.start);
        // What an open quote swallows ends at the next quote, wherever that is.
        let rest = &site.text()[name.span.end..];
        let quote = if rest.contains('"') { None } else { Some("\"open") };
        if let Some(quote) = quote {
            let last = site.text().matches('\n').count() + 1;
            if let Some(mut mutant) = site.replaced("quote that is not closed", name, quote, UNREADABLE) {
                mutant.lines = line..=last;
                made.push(mutant);
            }
        }
        made.extend(
            site.replaced("bracket that is not closed", name, "[open", UNREADABLE)
                .map(|mut mutant| {
                    mutant.lines = line..=line + 1;
                    mutant
                }),
        );
        if let Some(action) = step.entry("action") {
            let start = site.line_start(action.key.span.start);
            let indentation = &site.text()[start..action.key.span.start];
            if indentation.trim().is_empty() && !indentation.is_empty() {
                let line = site.line(start);
                let tab = site.mutant(
                    "tab as indentation",
                    start,
                    action.key.span.start,
                    "\t",
                    line..=line,
                    UNREADABLE,
                );
                made.push(tab);
                let again = format!("{indentation}action: {}\n", action.value.text().unwrap_or_default());
                let twice = &["yaml/duplicate-key"];
                made.push(site.mutant("key that is there twice", start, start, &again, line..=line + 1, twice));
            }
        }
    }
    made
}
