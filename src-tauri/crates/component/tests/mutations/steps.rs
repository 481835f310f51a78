//! Faults of phases, of what every step has, and of its loop and condition.

use ingot_component::yaml::Node;

use super::site::{Mutant, Site};

pub fn all(site: &Site) -> Vec<Mutant> {
    let mut made = Vec::new();
    let phases = site.phases();
    for phase in &phases {
        made.extend(site.without(
            "phase without a name or steps",
            phase,
            "name",
            &["structure/missing-field"],
        ));
        made.extend(site.without(
            "phase without a name or steps",
            phase,
            "steps",
            &["structure/missing-field"],
        ));
        made.extend(site.with_line(
            "unknown field of a phase",
            phase,
            "stpes: []",
            &["structure/unknown-field"],
        ));
        if let Some(name) = phase.get("name") {
            // Where no phase is left that runs, the whole list says so.
            let rules = &["phases/never-run", "structure/no-phases"];
            made.extend(
                site.replaced("phase that never runs", name, "biuld", rules)
                    .map(|mut mutant| {
                        let list = site.root.entry("phases").map_or(0, |it| site.line(it.key.span.start));
                        mutant.lines = if phases.len() == 1 {
                            list..=*mutant.lines.end()
                        } else {
                            mutant.lines
                        };
                        mutant
                    }),
            );
        }
    }
    for pair in phases.windows(2) {
        if let (Some(first), Some(second)) = (pair[0].get("name"), pair[1].get("name")) {
            let name = first.text().unwrap_or_default();
            made.extend(site.replaced("phase that is there twice", second, name, &["names/duplicate-phase"]));
        }
    }
    let steps = site.steps();
    for (_, step) in &steps {
        made.extend(of_step(site, step));
        if let Some(of) = step.get("loop") {
            made.extend(of_loop(site, of));
        }
        if let Some(of) = step.get("if") {
            made.extend(of_condition(site, of));
        }
        if step.get("action").and_then(Node::text) == Some("Assert")
            && let Some(of) = step.get("inputs")
        {
            made.extend(of_condition(site, of));
        }
    }
    for pair in steps.windows(2) {
        let [(phase, first), (same, second)] = pair else {
            continue;
        };
        if phase.span == same.span
            && let (Some(first), Some(second)) = (first.get("name"), second.get("name"))
        {
            let name = site.text().get(first.span.start..first.span.end).unwrap_or_default();
            made.extend(site.replaced("step name that is there twice", second, name, &["names/duplicate-step"]));
        }
    }
    made
}

fn of_step(site: &Site, step: &Node) -> Vec<Mutant> {
    let mut made = Vec::new();
    made.extend(site.without(
        "step without a name",
        step,
        "name",
        &["structure/step-name-missing", "structure/missing-field"],
    ));
    made.extend(site.without("step without an action", step, "action", &["structure/missing-field"]));
    if let Some(action) = step.get("action") {
        if let Some(wrong) = site.misspelt(action) {
            made.extend(site.replaced("action that does not exist", action, &wrong, &["actions/unknown"]));
        }
        let lower = action.text().unwrap_or_default().to_lowercase();
        made.extend(site.replaced("action in the wrong case", action, &lower, &["actions/unknown"]));
    }
    let unknown = &["structure/unknown-field"];
    made.extend(site.with_line("unknown field of a step", step, "retries: 3", unknown));
    let settings = [
        ("onFailure", "Stop", "steps/on-failure"),
        ("maxAttempts", "0", "steps/max-attempts"),
        ("maxAttempts", "many", "steps/max-attempts"),
        ("timeoutSeconds", "-5", "steps/timeout"),
        ("timeoutSeconds", "soon", "steps/timeout"),
    ];
    for (field, value, rule) in settings {
        let rules: &[&str] = match rule {
            "steps/on-failure" => &["steps/on-failure"],
            "steps/max-attempts" => &["steps/max-attempts", "structure/wrong-type"],
            _ => &["steps/timeout", "structure/wrong-type"],
        };
        made.extend(match step.get(field) {
            Some(written) => site.replaced("setting of a step with an illegal value", written, value, rules),
            None => site.with_line(
                "setting of a step with an illegal value",
                step,
                &format!("{field}: {value}"),
                rules,
            ),
        });
    }
    made.extend(step.get("name").and_then(|name| {
        site.replaced(
            "name that is no text",
            name,
            "[a]",
            &["structure/wrong-type", "names/number"],
        )
    }));
    made
}

fn of_loop(site: &Site, of: &Node) -> Vec<Mutant> {
    let mut made = Vec::new();
    let form = &["loops/form"];
    made.extend(site.with_line("unknown field of a loop", of, "until: 3", form));
    if let Some(name) = of.get("name") {
        made.extend(site.replaced("illegal name of a loop", name, "\"a.b\"", &["loops/name"]));
    }
    if of.get("forEach").is_some() {
        made.extend(of.entry("forEach").and_then(|entry| {
            let start = site.line_start(entry.key.span.start);
            let indentation = &site.text()[start..entry.key.span.start];
            let again = format!("{indentation}for: {{start: 1, end: 2, updateBy: 1}}\n");
            let line = site.line(start);
            let blank = indentation.trim().is_empty();
            blank.then(|| site.mutant("loop of both kinds", start, start, &again, line - 1..=line + 1, form))
        }));
    }
    if let Some(range) = of.get("for") {
        made.extend(site.without("loop without a bound", range, "start", &["loops/form", "loops/bounds"]));
        made.extend(site.without("loop without a bound", range, "end", &["loops/form", "loops/bounds"]));
        if let Some(by) = range.get("updateBy") {
            made.extend(site.replaced("loop that never ends", by, "0", &["loops/step-zero"]));
        }
        if let (Some(start), Some(end)) = (range.get("start"), range.get("end")) {
            made.extend(site.replaced("bound of a loop that is no number", start, "one", &["loops/bounds"]));
            made.extend(site.replaced("bound of a loop that is no number", end, "1.5", &["loops/bounds"]));
        }
    }
    if let Some(each) = of.get("forEach") {
        if each.is_mapping() {
            made.extend(site.without("loop over a text without its list", each, "list", &["loops/form"]));
            if let Some(delimiter) = each.get("delimiter") {
                made.extend(site.replaced(
                    "delimiter that is none",
                    delimiter,
                    "\"::\"",
                    &["loops/delimiter", "loops/one-piece"],
                ));
            }
        }
        for item in each.items() {
            made.extend(site.replaced("value of a loop that is no text", item, "{a: b}", &["loops/value-type"]));
        }
    }
    made
}

fn of_condition(site: &Site, of: &Node) -> Vec<Mutant> {
    let mut made = Vec::new();
    let mut left = vec![of];
    while let Some(condition) = left.pop() {
        left.extend(condition.items());
        for entry in condition.entries() {
            let key = entry.key.text().unwrap_or_default();
            match key {
                "and" | "or" | "not" => left.push(&entry.value),
                "then" | "else" => {
                    let rules = &["conditions/then-else"];
                    made.extend(site.replaced("then or else that is none", &entry.value, "Perhaps", rules));
                }
                "value" => {
                    let rules = &["conditions/missing-value"];
                    made.extend(site.without("condition without its value", condition, "value", rules));
                }
                _ => {
                    if let Some(wrong) = site.misspelt(&entry.key) {
                        let rules = &["conditions/unknown-operator", "conditions/unexpected-key"];
                        made.extend(site.replaced("operator that does not exist", &entry.key, &wrong, rules));
                    }
                }
            }
            if key.starts_with("number") {
                let rules = &["conditions/not-a-number"];
                made.extend(site.replaced("comparison of what is no number", &entry.value, "\"many\"", rules));
            }
        }
    }
    made
}
