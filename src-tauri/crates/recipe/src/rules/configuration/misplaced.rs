//! `configuration/misplaced`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;
use crate::settings::folder_of_configuration;

rule! {
    /// `check` stands where it is read.
    Misplaced {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::Workspace(workspace) = resource else { return };
            let place = workspace.at("check");
            if place.exists() && folder_of_configuration(workspace.file()).is_none() {
                let message = "`check` has no effect in a file of this name";
                found.add(self.at(place.key(), message).with_help("rename the file to `ingot.yaml`, or move `check` into that one"));
            }
        }
    },
    id: "configuration/misplaced",
    title: "rules are configured in `ingot.yaml`",
    severity: Severity::Warning,
    reason: "Ingot looks for `check` in the `ingot.yaml` (or `ingot.yml`) of the folder that a file lies in, and of the folders above. In a file of another name it has no effect.",
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
