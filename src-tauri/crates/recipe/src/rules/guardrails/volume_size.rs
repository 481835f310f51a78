//! `guardrails/volume-size`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::{finding, guards};

rule! {
    /// No volume is larger than the guardrails allow.
    VolumeSize {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for guard in guards(catalogue, site) {
                let Some(most) = guard.guardrail.maximum_volume_size else { continue };
                for (at, device) in site.authored.value.block_device_mappings.iter().enumerate() {
                    let size = device.ebs.as_ref().and_then(|ebs| ebs.volume_size);
                    if let Some(size) = size.filter(|size| *size > most) {
                        let broken = format!("allows volumes of at most {most} GiB; this one has {size}");
                        let place = site.authored.at("blockDeviceMappings").item(at).at("ebs").at("volumeSize");
                        let help = "make it smaller";
                        found.add(finding(self.meta(), guard, "maximumVolumeSize", place, &broken, help));
                    }
                }
            }
        }
    },
    id: "guardrails/volume-size",
    title: "no volume is larger than the guardrails allow",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, says how large a volume of an image may be.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    maximumVolumeSize: 100
--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 200}
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    maximumVolumeSize: 100
--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 100}
"#,
    source: "docs/guardrails.md",
}
