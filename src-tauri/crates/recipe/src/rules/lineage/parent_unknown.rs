//! `lineage/parent-unknown`

use ingot_component::Severity;

use ingot_component::Fix;
use ingot_component::spelling::{list, shorten};

use crate::catalogue::Catalogue;
use crate::lineage::LineageProblem;
use crate::names::{Kind, Reference};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// `parentImage` refers to something.
    ParentUnknown {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let place = site.authored.at("parentImage");
            let parent = &site.authored.value.parent_image;
            match &site.walk.problem {
                Some(LineageProblem::Unknown { recipe, nearest, .. }) if *recipe == site.facts.name => {
                    if is_ec2_image(parent) {
                        return;
                    }
                    let mut diagnostic = self.at(place, message(parent));
                    if let Some(nearest) = nearest {
                        let version = parent.local(Kind::ImageRecipe).and_then(|local| local.version.as_ref());
                        let meant = version.map_or_else(|| nearest.clone(), |version| format!("{nearest}/{version}"));
                        diagnostic = diagnostic
                            .with_help(format!("did you mean `{meant}`?"))
                            .with_fix(Fix::replace(place.source(), place.span(), format!("write `{meant}`"), meant));
                    } else {
                        diagnostic = diagnostic.with_help(
                            "write `ImageRecipe/<name>`, an image's ARN, `ssm:` and a parameter, or an AMI's id",
                        );
                    }
                    found.add(diagnostic);
                }
                Some(LineageProblem::NoSuchVersion { recipe, reference, available }) if *recipe == site.facts.name => {
                    let available: Vec<&str> = available.iter().map(String::as_str).collect();
                    let message = format!("no version fits `{reference}`; there is {}", list(&available));
                    found.add(self.at(place, message).with_help("change the version, or write `x.x.x` for the newest"));
                }
                _ => {}
            }
        }
    },
    id: "lineage/parent-unknown",
    title: "the parent image is known",
    severity: Severity::Error,
    reason: "AWS refuses a recipe whose parent does not exist. A golden image of this workspace is referred to as `ImageRecipe/<name>`.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # recipes/child.yaml
kind: ImageRecipe
name: child
semanticVersion: 1.0.0
parentImage: ImageRecipe/wbe/x.x.x
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

/// `recipe/parent-arn-ec2` says it better.
pub(in crate::rules) fn is_ec2_image(parent: &Reference) -> bool {
    matches!(parent, Reference::Other(text) if text.starts_with("arn:") && text.contains(":ec2:"))
}

fn message(parent: &Reference) -> String {
    match parent {
        Reference::Local(local) if local.kind == Kind::ImageRecipe => {
            format!("there is no recipe `{}` in this workspace or the account", local.name)
        }
        Reference::Local(local) => format!("`{local}` is {}; an image is wanted", local.kind.one()),
        Reference::Arn(arn) => format!("`{arn}` is no image; an image's ARN has `:image/` in it"),
        other => format!("`{}` is no parent image", shorten(&other.to_string())),
    }
}
