//! `recipe/empty-components`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// A list of components that is there has components.
    EmptyComponents {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let place = site.authored.at("components");
            if place.node().is_some_and(|node| node.is_sequence() && node.items().is_empty()) {
                let help = "leave `components` out to bake the parent image as it is";
                found.add(self.at(place, "`components` is there but empty").with_help(help));
            }
        }
    },
    id: "recipe/empty-components",
    title: "a list of components has at least one",
    severity: Severity::Error,
    reason: "A recipe without components is allowed, an empty list is not: AWS refuses the request.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components: []
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ComponentConfigurationList` (min 1)",
}
