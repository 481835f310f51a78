//! `recipe/parent-arn-ec2`

use ingot_component::{Fix, Severity};

use crate::catalogue::Catalogue;
use crate::rules::lineage::is_ec2_image;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// AMIs are referred to by id.
    ParentArnEc2 {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let parent = &site.authored.value.parent_image;
            if !is_ec2_image(parent) {
                return;
            }
            let place = site.authored.at("parentImage");
            let text = parent.to_string();
            let mut diagnostic = self
                .at(place, "`parentImage` does not take the ARN of an AMI")
                .with_help("write the AMI's id, or better the SSM parameter that holds the newest");
            if let Some(id) = text.rsplit('/').next().filter(|id| id.starts_with("ami-")) {
                let fix = Fix::replace(place.source(), place.span(), format!("write `{id}`"), id);
                diagnostic = diagnostic.with_fix(fix);
            }
            found.add(diagnostic);
        }
    },
    id: "recipe/parent-arn-ec2",
    title: "the parent image is not the ARN of an AMI",
    severity: Severity::Error,
    reason: "AWS takes an AMI by its id only; an `arn:aws:ec2:…:image/…` is refused.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ami-0123456789abcdef0
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.parentImage`",
}
