//! Faults of what action modules are given.

use ingot_component::actions::{ActionModule, InputForm, Need, Takes, find};
use ingot_component::yaml::Node;

use super::site::{Mutant, Site};

/// Rules that say that an input is of the wrong kind.
const WRONG: &[&str] = &[
    "actions/wrong-type",
    "actions/input-form",
    "actions/command-is-mapping",
    "structure/wrong-type",
];

pub fn all(site: &Site) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (_, step) in site.steps() {
        let Some(module) = step.get("action").and_then(Node::text).and_then(find) else {
            continue;
        };
        if module.form == InputForm::Condition {
            continue;
        }
        let Some(inputs) = step.get("inputs") else { continue };
        let missing = &["actions/no-inputs", "actions/missing-input"];
        if module.inputs.iter().any(|input| input.need == Need::Required) {
            made.extend(site.without("action without its inputs", step, "inputs", missing));
        }
        let calls: Vec<&Node> = if inputs.is_sequence() {
            inputs.items().iter().collect()
        } else {
            vec![inputs]
        };
        for call in calls {
            made.extend(of_call(site, module, call));
        }
        if inputs.is_mapping() && !site.is_flow(inputs) && module.form == InputForm::Mapping {
            made.extend(as_text(site, step, inputs));
        }
    }
    made
}

/// The inputs as a text.
fn as_text(site: &Site, step: &Node, inputs: &Node) -> Option<Mutant> {
    let key = &step.entry("inputs")?.key;
    let line = site.line(key.span.start);
    let end = site.line_end(inputs.span.end);
    Some(site.mutant(
        "inputs that are a text",
        key.span.end,
        end,
        ": nothing\n",
        line..=line,
        WRONG,
    ))
}

fn of_call(site: &Site, module: &ActionModule, call: &Node) -> Vec<Mutant> {
    let mut made = Vec::new();
    for entry in call.entries() {
        let Some(input) = entry.key.text().and_then(|name| module.input(name)) else {
            continue;
        };
        if input.need == Need::Required {
            let rules = &["actions/missing-input"];
            made.extend(site.without("required input that is not there", call, input.name, rules));
        }
        if let Some(wrong) = site.misspelt(&entry.key) {
            let rules = &["actions/unknown-input"];
            made.extend(site.replaced("input that does not exist", &entry.key, &wrong, rules));
        }
        let value = &entry.value;
        match input.takes {
            Takes::Flag => {
                let rules = &["actions/wrong-type", "actions/not-a-word"];
                made.extend(site.replaced("truth value that is none", value, "maybe", rules));
            }
            Takes::Number => {
                let rules = &["actions/wrong-type", "actions/reboot-delay"];
                made.extend(site.replaced("number that is none", value, "soon", rules));
            }
            Takes::Texts | Takes::Mappings => {
                for item in value.items() {
                    made.extend(site.replaced("item of a list that is a mapping or list", item, "[[a]]", WRONG));
                }
            }
            Takes::Word(_) | Takes::AnyCaseWord(_) => {
                let rules = &["actions/not-a-word"];
                made.extend(site.replaced("word that is not among those", value, "sideways", rules));
            }
            Takes::WebAddress => {
                let rules = &["actions/web-address"];
                made.extend(site.replaced("address that is none", value, "\"ftp:/example\"", rules));
            }
            Takes::S3Address(_) => {
                let rules = &["actions/s3-address"];
                made.extend(site.replaced("address that is none", value, "\"s3:/bucket\"", rules));
            }
            Takes::Checksum => {
                let rules = &["actions/checksum"];
                made.extend(site.replaced("checksum that is none", value, "\"zz11\"", rules));
            }
            Takes::Permissions => {
                let rules = &["actions/permissions"];
                made.extend(site.replaced("permissions that are none", value, "\"0999\"", rules));
            }
            Takes::AccountId => {
                let rules = &["actions/account-id"];
                made.extend(site.replaced("account that is none", value, "\"1234\"", rules));
            }
            Takes::RegistryPath => {
                let rules = &["actions/registry-path"];
                made.extend(site.replaced("registry key that is none", value, "\"Software/Example\"", rules));
            }
            _ => {}
        }
        let takes_mapping = matches!(input.takes, Takes::Mapping | Takes::Mappings | Takes::RegistryValue);
        if !takes_mapping && value.scalar().is_some() {
            made.extend(site.replaced("input of the wrong type", value, "{a: b}", WRONG));
        }
    }
    made
}
