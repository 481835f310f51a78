//! `recipe/os-mismatch`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Components support the operating system of the image.
    OsMismatch {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(os) = site.walk.os() else { return };
            for (layer, facts) in site.known_layers() {
                let supported = &facts.supported_os_versions;
                if supported.is_empty() || supported.iter().any(|prefix| fits(prefix, &os)) {
                    continue;
                }
                let message = format!("{} is for {}, and the image is {os}", facts.name, supported.join(", "));
                let help = "remove the layer, or add the system to the component's `supportedOsVersions` if it works there";
                found.add_layer(layer.index, self.at(layer.place.at("componentArn"), message).with_help(help));
            }
        }
    },
    id: "recipe/os-mismatch",
    title: "every component supports the operating system of the image",
    severity: Severity::Error,
    reason: "When a recipe is created, AWS compares `supportedOsVersions` as prefixes with the operating system of the base image, and refuses components that do not fit.",
    bad: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
supportedOsVersions: [Ubuntu 22]
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
parentImage: ssm:/imagebuilder/parents/centos-7
components:
  - componentArn: Component/hello
"#,
    good: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
supportedOsVersions: [Ubuntu 22]
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
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateComponentRequest.supportedOsVersions`",
}

/// Whether the image's system can be one that `prefix` names. The image's version is known here
/// only as its reference tells it, which may be longer or shorter than what AWS reports (`Ubuntu
/// 22.04` for `Ubuntu 22`), so either may be the other's prefix.
fn fits(prefix: &str, os: &str) -> bool {
    let (prefix, os) = (prefix.to_lowercase(), os.to_lowercase());
    os.starts_with(&prefix) || prefix.starts_with(&os)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn versions_may_be_longer_or_shorter_than_aws_reports_them() {
        assert!(fits("Ubuntu 22", "Ubuntu 22.04"));
        assert!(fits("Ubuntu 22.04", "Ubuntu 22"));
        assert!(fits("Ubuntu", "Ubuntu 22.04"));
        assert!(!fits("Ubuntu 20", "Ubuntu 22.04"));
        assert!(!fits("CentOS 7", "Ubuntu 22.04"));
    }
}
