//! `configuration/guardrail`

use std::collections::BTreeMap;

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::{Catalogue, MOST_GUARDRAILS};
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Guardrails say what they ask for; what reading does not report already.
    GuardrailForm {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::Workspace(workspace) = resource else { return };
            let list = workspace.at("guardrails");
            if workspace.value.guardrails.len() > MOST_GUARDRAILS {
                let message = format!("there are more than {MOST_GUARDRAILS} guardrails; the rest does not count");
                found.add(self.at(list.item(MOST_GUARDRAILS).head(), message).with_help("join some, or move some into a file that this one inherits"));
            }
            let mut first: BTreeMap<&str, usize> = BTreeMap::new();
            for (at, guardrail) in workspace.value.guardrails.iter().enumerate() {
                let place = list.item(at);
                let name = shorten(&guardrail.name);
                if let Some(earlier) = first.get(guardrail.name.as_str()).filter(|_| !name.is_empty()) {
                    let other = list.item(*earlier).at("name");
                    let diagnostic = self
                        .at(place.at("name"), format!("there are two guardrails `{name}`"))
                        .with_help("give each a name of its own, by which people can ask about it")
                        .with_related(other.source(), other.span(), "the first one is here");
                    found.add(diagnostic);
                }
                first.entry(&guardrail.name).or_insert(at);
                if let Some(size) = guardrail.maximum_volume_size.filter(|size| *size < 1) {
                    let message = format!("`maximumVolumeSize` is {size}; a size in GiB from 1 is wanted");
                    found.add(self.at(place.at("maximumVolumeSize"), message).with_help("a volume has at least 1 GiB"));
                }
                // A field that could not be read is there all the same.
                let only_says_whom = place.node().is_some_and(|node| {
                    node.entries().iter().all(|entry| matches!(entry.key.text(), Some("name" | "message" | "severity" | "ignorable" | "recipes")))
                });
                if !guardrail.asks() && only_says_whom {
                    let message = format!("the guardrail `{name}` asks for nothing");
                    found.add(self.at(place.head(), message).with_help("add what it wants, such as `requiredComponents:`, or remove it"));
                }
            }
        }
    },
    id: "configuration/guardrail",
    title: "guardrails can be read and ask for something",
    severity: Severity::Error,
    reason: "A guardrail that cannot be read does not hold, though its author believes that it does.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: audit
    severity: eror
    requiredComponents: [audit-rules]
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: audit
    severity: error
    requiredComponents: [audit-rules]
"#,
    source: "docs/guardrails.md",
}
