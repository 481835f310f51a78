//! `lineage/parent-not-visible`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::lineage::{LineageProblem, newest_image};
use crate::names::Reference;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The account sees the parent image.
    ParentNotVisible {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let parent = &site.authored.value.parent_image;
            if !matches!(&site.walk.problem, Some(LineageProblem::NotCached { recipe, .. }) if *recipe == site.facts.name)
                || !is_missing(catalogue, parent)
            {
                return;
            }
            let Reference::Arn(arn) = parent else { return };
            let own = catalogue.is_own(arn);
            let message = match arn.owner.account() {
                Some(account) if !own => format!("`{}` of account {account} is not shared with this account", arn.name),
                _ => format!("`{arn}` resolves to nothing: the account has no such image"),
            };
            let help = if own {
                "check the name and the version, build it, or sync with AWS if it is new"
            } else {
                "have a build of it shared through RAM, and its AMI with launch permission; then sync with AWS"
            };
            found.add(self.at(site.authored.at("parentImage"), message).with_help(help));
        }
    },
    id: "lineage/parent-not-visible",
    title: "the parent image is one that the account can see",
    severity: Severity::Warning,
    reason: "A shared golden image can only be built on when both are granted: its Image Builder image through RAM and its AMI by launch permission. An ARN that resolves to no image visible to the account is refused. It is a warning because the image may be newer than the last sync.",
    bad: r#"--- # inventory

--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/x.x.x
"#,
    good: r#"--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/x.x.x
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources.html",
}

/// Whether `parent` is an ARN for which the account, as last read, has nothing.
pub(super) fn is_missing(catalogue: &Catalogue, parent: &Reference) -> bool {
    match parent {
        Reference::Arn(arn) => catalogue.reads_region_of(arn) && newest_image(catalogue, arn).is_none(),
        _ => false,
    }
}
