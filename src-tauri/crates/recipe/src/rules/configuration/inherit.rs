//! `configuration/inherit`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::Kind;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// What is inherited is there and can be read.
    InheritRead {
        fn workspace(&self, catalogue: &Catalogue, found: &mut Found) {
            for problem in catalogue.inherit_problems() {
                let file = catalogue.resources().iter().find(|resource| {
                    resource.kind() == Kind::Workspace && resource.file() == problem.by
                });
                let Some(file) = file else { continue };
                let place = file.place().at("inherit").item(problem.entry);
                found.add(self.at(place, problem.message.as_str()).with_help(problem.help.as_str()));
            }
        }
    },
    id: "configuration/inherit",
    title: "inherited files are there and can be read",
    severity: Severity::Error,
    reason: "Guardrails that cannot be read do not hold. In a pipeline that must not pass for a workspace that keeps to them, so a missing submodule is an error.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: payments-images
inherit: [vendor/ccoe/ingot.yaml]
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: payments-images
inherit: [vendor/ccoe/ingot.yaml]
--- # vendor/ccoe/ingot.yaml
kind: Workspace
name: ccoe-images
guardrails:
  - name: audit
    requiredComponents: [audit-rules]
"#,
    source: "docs/guardrails.md",
}
