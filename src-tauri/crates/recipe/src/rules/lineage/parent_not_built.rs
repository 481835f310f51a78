//! `lineage/parent-not-built`

use ingot_component::Severity;

use crate::catalogue::{Catalogue, Origin, RecipeFacts};
use crate::rules::lineage::parent_retired::retired;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// A golden parent of the own account has an image.
    ParentNotBuilt {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(parent) = site.walk.ancestors.last().and_then(|generation| generation.recipe) else { return };
            let own = matches!(parent.origin, Origin::Workspace | Origin::Account);
            if catalogue.inventory().as_of.is_none() || !own || has_image(catalogue, parent) || retired(catalogue, site).is_some() {
                return;
            }
            let version = parent.version.as_ref().map(ToString::to_string).unwrap_or_default();
            let message = format!("`{}` {version} has no image yet; it must be built first", parent.name);
            found.add(self.at(site.authored.at("parentImage"), message));
        }
    },
    id: "lineage/parent-not-built",
    title: "the golden parent has an image",
    severity: Severity::Info,
    reason: "A recipe can only be built on an image that exists. A launch builds missing parents first, which takes its time.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # recipes/child.yaml
kind: ImageRecipe
name: child
semanticVersion: 1.0.0
parentImage: ImageRecipe/web/x.x.x
--- # inventory
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # recipes/child.yaml
kind: ImageRecipe
name: child
semanticVersion: 1.0.0
parentImage: ImageRecipe/web/x.x.x
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.parentImage`",
}

/// Whether the account holds an image of `recipe` that others can be built on.
fn has_image(catalogue: &Catalogue, recipe: &RecipeFacts) -> bool {
    catalogue.images_named(&recipe.name).any(|(arn, image)| {
        let version = match (&recipe.version, &arn.version) {
            (Some(wanted), Some(have)) => wanted.admits(have),
            _ => false,
        };
        image.is_available() && catalogue.is_own(arn) && version
    })
}
