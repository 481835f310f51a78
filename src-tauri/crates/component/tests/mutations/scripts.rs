//! Faults in the scripts of steps.

use ingot_component::yaml::Node;

use super::site::{Mutant, Site};

pub fn all(site: &Site) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (_, step) in site.steps() {
        let rules: &[&str] = match step.get("action").and_then(Node::text) {
            Some("ExecuteBash") => &["scripts/syntax"],
            Some("ExecutePowerShell") => &["scripts/powershell-syntax"],
            _ => continue,
        };
        let Some(commands) = step.get("inputs").and_then(|inputs| inputs.get("commands")) else {
            continue;
        };
        let script = site
            .text()
            .get(commands.span.start..commands.span.end)
            .unwrap_or_default();
        // Where quotes and braces nest deeply, the line of a fault is a matter of opinion.
        if script.contains("<<") || script.contains("@'") || script.contains("@\"") || script.contains("{{") {
            continue;
        }
        let first = site.line(commands.span.start);
        let last = site.line(commands.span.end.min(site.text().len()));
        let mut at = commands.span.start;
        for line in script.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let word = line.trim();
            let closes = matches!(word, "fi" | "done" | "esac");
            if closes && rules[0] == "scripts/syntax" {
                let end = start + line.trim_end().len();
                let begin = end - word.len();
                made.push(site.mutant(
                    "compound command that is not closed",
                    begin,
                    end,
                    "",
                    first..=last,
                    &["scripts/syntax"],
                ));
            }
            if word == "}" && rules[0] == "scripts/powershell-syntax" {
                let end = start + line.trim_end().len();
                let rules = &["scripts/powershell-syntax"];
                made.push(site.mutant("block that is not closed", end - 1, end, "", first..=last, rules));
            }
        }
    }
    made
}
