//! `configuration/misplaced`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;
use crate::settings::folder_of_configuration;

rule! {
    /// What configures a workspace stands where it is read.
    Misplaced {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::Workspace(workspace) = resource else { return };
            if folder_of_configuration(workspace.file()).is_some() {
                return;
            }
            for field in ["check", "guardrails", "inherit"] {
                let place = workspace.at(field);
                if place.exists() {
                    let message = format!("`{field}` has no effect in a file of this name");
                    let help = format!("rename the file to `ingot.yaml`, or move `{field}` into that one");
                    found.add(self.at(place.key(), message).with_help(help));
                }
            }
        }
    },
    id: "configuration/misplaced",
    title: "rules and guardrails are configured in `ingot.yaml`",
    severity: Severity::Warning,
    reason: "Ingot looks for `check`, `guardrails` and `inherit` in the `ingot.yaml` (or `ingot.yml`) of the folder that a file lies in, and of the folders above. In a file of another name it has no effect.",
    bad: r#"--- # workspace.yaml
kind: Workspace
name: acme-images
check:
  rules:
    phases/never-run: off
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    phases/never-run: off
"#,
    source: "docs/configuration.md",
}
