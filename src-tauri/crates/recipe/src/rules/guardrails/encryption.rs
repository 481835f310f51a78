//! `guardrails/encryption`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::BlockDeviceMapping;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::{Depth, finding, guards, unsure};

rule! {
    /// The volumes of the image are encrypted where a guardrail asks for it.
    EncryptionRequired {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut asking = guards(catalogue, site).filter(|guard| guard.guardrail.encryption.is_some()).peekable();
            if asking.peek().is_none() {
                return;
            }
            let below = Below::of(site);
            let devices = &site.authored.value.block_device_mappings;
            let certain = below.depth == Depth::Known;
            let volumes = || devices.iter().enumerate().filter_map(|(at, device)| Some((at, device, device.ebs.as_ref()?)));
            for guard in asking {
                let mut report = |place, broken: &str, certain: bool| {
                    let help = "write `encrypted: true` for every volume, the one the system starts from included";
                    let make = if certain { finding } else { unsure };
                    found.add(make(self.meta(), guard, "encryption", place, broken, help));
                };
                for (at, device, ebs) in volumes() {
                    let place = site.authored.at("blockDeviceMappings").item(at);
                    match ebs.encrypted {
                        Some(true) => {}
                        Some(false) => report(place.at("ebs").at("encrypted"), "wants every volume encrypted", true),
                        None if below.encrypts(device) => {}
                        None => report(place.head(), "wants every volume encrypted, and nothing says that of this one", certain),
                    }
                }
                if below.encrypts_anything || volumes().any(|(_, device, _)| is_root(device)) {
                    continue;
                }
                let place = site.authored.at("blockDeviceMappings");
                let place = if place.exists() { place.key() } else { site.authored.at("name") };
                report(place, "wants every volume encrypted, and nothing says that of the one the system starts from", certain);
            }
        }
    },
    id: "guardrails/encryption",
    title: "volumes are encrypted where a guardrail asks for it",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, wants the volumes of images encrypted. What an image below encrypts stays encrypted; a volume of which nothing says so is not.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    encryption: required
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
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/hello
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 30}
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    encryption: required
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
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/hello
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 30, encrypted: true}
"#,
    source: "docs/guardrails.md",
}

/// Whether the system starts from the device
/// (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html>).
fn is_root(device: &BlockDeviceMapping) -> bool {
    matches!(device.device_name.as_deref(), Some("/dev/sda1" | "/dev/xvda"))
}

/// What the images below encrypt.
struct Below {
    /// Devices whose nearest mapping says that they are encrypted.
    devices: Vec<String>,
    encrypts_anything: bool,
    depth: Depth,
}

impl Below {
    fn of(site: &RecipeSite<'_>) -> Self {
        let recipes = site.walk.ancestors.iter().filter_map(|generation| generation.recipe);
        let encrypted = recipes
            .flat_map(|recipe| &recipe.recipe.block_device_mappings)
            .filter(|device| {
                let ebs = device.ebs.as_ref();
                ebs.and_then(|ebs| ebs.encrypted) == Some(true)
            });
        let devices: Vec<String> = encrypted
            .map(|device| device.device_name.clone().unwrap_or_default())
            .collect();
        Self {
            encrypts_anything: !devices.is_empty(),
            devices,
            depth: Depth::of(site),
        }
    }

    /// EC2 makes no unencrypted volume of an encrypted snapshot
    /// (<https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html>).
    fn encrypts(&self, device: &BlockDeviceMapping) -> bool {
        let name = device.device_name.as_deref().unwrap_or_default();
        self.devices.iter().any(|known| known == name)
    }
}
