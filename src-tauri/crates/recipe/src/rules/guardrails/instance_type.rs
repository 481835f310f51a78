//! `guardrails/instance-type`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::Kind;
use crate::rules::rule;
use crate::rules::site::Found;

use super::usage::Usage;
use super::{finding, some};

rule! {
    /// Builds run on the instance types that the guardrails allow.
    InstanceType {
        fn workspace(&self, catalogue: &Catalogue, found: &mut Found) {
            let asking = || catalogue.guardrails().iter().filter(|guard| guard.allowed_instance_types.is_some());
            if asking().next().is_none() {
                return;
            }
            let usage = Usage::of(catalogue, Kind::InfrastructureConfiguration);
            for it in catalogue.infrastructures().filter(|it| it.is_complete()) {
                for guard in asking().filter(|guard| usage.concerns(guard, it.file(), &it.value.name)) {
                    let Some(allowed) = &guard.allowed_instance_types else { continue };
                    let all: Vec<&str> = guard.guardrail.allowed_instance_types.0.iter().map(String::as_str).collect();
                    let mut report = |place, broken: &str| {
                        let help = format!("take one of {}", some(&all));
                        found.add(finding(self.meta(), guard, "allowedInstanceTypes", place, broken, &help));
                    };
                    let list = it.at("instanceTypes");
                    if it.value.instance_types.is_empty() {
                        let place = if list.exists() { list.key() } else { it.at("name") };
                        report(place, "says which instance types are allowed, and without `instanceTypes` AWS chooses one");
                    }
                    for (at, name) in it.value.instance_types.iter().enumerate() {
                        if !name.is_empty() && !allowed.is_match(name.to_lowercase()) {
                            report(list.item(at), &format!("does not allow `{}`", shorten(name)));
                        }
                    }
                }
            }
        }
    },
    id: "guardrails/instance-type",
    title: "builds run on the instance types that the guardrails allow",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, says on which instance types images are built. AWS chooses one itself where the configuration names none.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    allowedInstanceTypes: ["m7i.*"]
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m7i.large, c5.large]
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    allowedInstanceTypes: ["m7i.*"]
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m7i.large, m7i.xlarge]
"#,
    source: "docs/guardrails.md",
}
