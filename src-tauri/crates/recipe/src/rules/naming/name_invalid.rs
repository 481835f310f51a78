//! `recipe/name-invalid`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::{Kind, ResourceName};
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Names follow `ResourceName`.
    NameInvalid {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let place = resource.place().at("name");
            if resource.kind() == Kind::Workspace || !place.exists() || place.node().is_some_and(|node| node.text().is_none()) {
                return;
            }
            if let Err(error) = resource.name().parse::<ResourceName>() {
                found.add(self.at(place, error.to_string()));
            }
        }
    },
    id: "recipe/name-invalid",
    title: "names have 3 to 128 letters, digits, `-`, `_` and spaces",
    severity: Severity::Error,
    reason: "AWS refuses other names. A name is also part of the ARN, so it cannot be mended later without making a new resource.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web.server
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web-server
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ResourceName`",
}
