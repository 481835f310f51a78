//! `recipe/version-invalid`

use ingot_component::Severity;

use ingot_component::{SemanticVersion, VersionPattern};

use crate::catalogue::Catalogue;
use crate::names::Kind;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Components have a concrete version, recipes may leave the end open.
    VersionInvalid {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let place = resource.place().at("semanticVersion");
            let Some(written) = resource.version().filter(|_| place.node().is_some_and(|node| node.text().is_some())) else {
                return;
            };
            let error = match resource.kind() {
                Kind::Component => written.parse::<SemanticVersion>().err(),
                _ => written.parse::<VersionPattern>().err(),
            };
            if let Some(error) = error {
                found.add(self.at(place, error.to_string()));
            }
        }
    },
    id: "recipe/version-invalid",
    title: "versions are three numbers; wildcards stand at the end, and only in recipes",
    severity: Severity::Error,
    reason: "AWS refuses other versions. In a recipe, `1.2.x` asks AWS for the next free number; a component needs a concrete version, and once a node is `x` every node to its right must be `x`.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.x.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.x
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html",
}
