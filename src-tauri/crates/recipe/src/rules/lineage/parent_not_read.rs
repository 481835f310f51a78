//! `lineage/parent-not-read`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::lineage::LineageProblem;
use crate::rules::lineage::parent_not_visible::is_missing;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Says why the strata of an unread parent are missing.
    ParentNotRead {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            if let Some(LineageProblem::NotCached { recipe, reference }) = &site.walk.problem
                && *recipe == site.facts.name
                && !is_missing(catalogue, &site.facts.recipe.parent_image)
            {
                let message = format!("nothing was read of `{reference}` yet, so its layers are not shown or checked");
                let help = "sync with AWS; the image and its recipe must be shared with this account";
                found.add(self.at(site.authored.at("parentImage"), message).with_help(help));
            }
        }
    },
    id: "lineage/parent-not-read",
    title: "the parent image was read from AWS",
    severity: Severity::Info,
    reason: "Which layers an image inherits, and whether they fit, can only be told once the image and its recipe have been read from AWS.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/x.x.x
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources.html",
}
