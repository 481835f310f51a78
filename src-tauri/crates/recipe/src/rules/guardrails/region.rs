//! `guardrails/region`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::Kind;
use crate::rules::rule;
use crate::rules::site::Found;

use super::usage::Usage;
use super::{finding, some};

rule! {
    /// Images go to the regions that the guardrails allow.
    RegionAllowed {
        fn workspace(&self, catalogue: &Catalogue, found: &mut Found) {
            let asking = || catalogue.guardrails().iter().filter(|guard| guard.allowed_regions.is_some());
            if asking().next().is_none() {
                return;
            }
            let usage = Usage::of(catalogue, Kind::DistributionConfiguration);
            for it in catalogue.distributions().filter(|it| it.is_complete()) {
                for guard in asking().filter(|guard| usage.concerns(guard, it.file(), &it.value.name)) {
                    let Some(allowed) = &guard.allowed_regions else { continue };
                    for (at, distribution) in it.value.distributions.iter().enumerate() {
                        let region = &distribution.region;
                        if region.is_empty() || allowed.is_match(region.to_lowercase()) {
                            continue;
                        }
                        let all: Vec<&str> = guard.guardrail.allowed_regions.0.iter().map(String::as_str).collect();
                        let broken = format!("does not allow `{}`; it allows {}", shorten(region), some(&all));
                        let place = it.at("distributions").item(at).at("region");
                        found.add(finding(self.meta(), guard, "allowedRegions", place, &broken, "remove the region"));
                    }
                }
            }
        }
    },
    id: "guardrails/region",
    title: "images go to the regions that the guardrails allow",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, says to which regions images may go.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    allowedRegions: ["eu-*"]
--- # distribution/web.yaml
kind: DistributionConfiguration
name: web
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
  - region: us-east-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    allowedRegions: ["eu-*"]
--- # distribution/web.yaml
kind: DistributionConfiguration
name: web
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
  - region: eu-west-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    source: "docs/guardrails.md",
}
