//! `lineage/cycle`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::lineage::LineageProblem;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// No recipe stands on itself.
    Cycle {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(LineageProblem::Cycle { path }) = &site.walk.problem else { return };
            let name = &site.facts.name;
            let message = match path.as_slice() {
                [only, _] if only == name => format!("`{name}` is its own parent"),
                [first, ..] if first == name => format!("`{name}` stands on itself: {}", path.join(" on ")),
                _ => format!("`{name}` stands on a circle: {}", path.join(" on ")),
            };
            let place = site.authored.at("parentImage");
            found.add(self.at(place, message).with_help("give one of them the image of a vendor as parent, such as `ssm:/aws/service/…`"));
        }
    },
    id: "lineage/cycle",
    title: "no recipe stands on itself",
    severity: Severity::Error,
    reason: "A recipe whose parent is, in the end, its own image can never be built for the first time.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/web
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-image-recipes.html",
}
