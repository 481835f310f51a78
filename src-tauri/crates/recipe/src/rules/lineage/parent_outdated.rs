//! `lineage/parent-outdated`

use ingot_component::{Fix, SemanticVersion, Severity};

use crate::catalogue::Catalogue;
use crate::lineage::LineageProblem;
use crate::names::{ArnType, Kind, Reference, WrittenVersion};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The parent image is the newest of its kind.
    ParentOutdated {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let parent = &site.authored.value.parent_image;
            let Some((name, version, local)) = written(parent) else { return };
            if matches!(&site.walk.problem, Some(LineageProblem::NoSuchVersion { recipe, .. }) if *recipe == site.facts.name) {
                return;
            }
            let newest = newest(catalogue, parent, name, local);
            let Some(newest) = newest.filter(|newest| !version.pattern().matches(*newest)) else { return };
            let pinned = version.concrete();
            if pinned.is_some_and(|pinned| pinned >= newest) || wildcard_is_newer(version, newest) {
                return;
            }
            let place = site.authored.at("parentImage");
            let message = format!("`{name}` {version} is outdated; there is {newest}");
            let help = match pinned {
                Some(_) => "stand on the newer version, or write a wildcard to follow it",
                None => "the wildcard does not reach it; write a wildcard of the newer version when you have looked at what changed",
            };
            let mut diagnostic = self.at(place, message).with_help(help);
            if pinned.is_none() {
                diagnostic.severity = Severity::Info;
            }
            let text = parent.to_string();
            if let (Some(_), Some(at)) = (pinned, text.rfind(&format!("/{version}"))) {
                let rest = text.get(at + 1 + version.as_str().len()..).unwrap_or_default();
                if rest.is_empty() {
                    let text = format!("{}/{newest}", text.get(..at).unwrap_or_default());
                    diagnostic = diagnostic.with_fix(Fix::replace(place.source(), place.span(), format!("write `{text}`"), text));
                }
            }
            found.add(diagnostic);
        }
    },
    id: "lineage/parent-outdated",
    title: "the golden image below is its newest version",
    severity: Severity::Warning,
    reason: "An overlay that is pinned to a version of its golden image gets nothing of what was mended since, and no schedule rebuilds it for that. Where a wildcard stops short of a newer version it is only worth knowing: a new major version may need work.",
    bad: r#"--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.3.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}, {"arn": "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.3.0/1", "name": "golden", "version": "1.3.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}], "image_recipes": [{"arn": "arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0", "recipe": {"name": "golden", "semanticVersion": "1.2.0", "parentImage": "ami-0123456789abcdef0"}}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden/1.2.0
"#,
    good: r#"--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.3.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}, {"arn": "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.3.0/1", "name": "golden", "version": "1.3.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden/1.x.x
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html",
}

/// The name and the version that a parent is referred to by, and whether it is the workspace's way
/// of writing.
fn written(parent: &Reference) -> Option<(&str, &WrittenVersion, bool)> {
    match parent {
        Reference::Arn(arn) if arn.r#type == ArnType::Image => Some((&arn.name, arn.version.as_ref()?, false)),
        other => {
            let local = other.local(Kind::ImageRecipe)?;
            Some((local.name.as_str(), local.version.as_ref()?, true))
        }
    }
}

/// The newest version that there is of a parent: in the workspace, or as an image to build on.
fn newest(catalogue: &Catalogue, parent: &Reference, name: &str, local: bool) -> Option<SemanticVersion> {
    let images = catalogue
        .images_named(name)
        .filter(|(arn, image)| {
            let same = match parent {
                Reference::Arn(wanted) => arn.same_resource(wanted),
                _ => catalogue.is_own(arn),
            };
            same && image.is_available()
        })
        .filter_map(|(arn, _)| arn.version.as_ref()?.concrete());
    let own = catalogue
        .named(Kind::ImageRecipe, name)
        .filter(|_| local)
        .filter_map(|recipe| recipe.version()?.parse().ok());
    images.chain(own).max()
}

/// Whether every version that the wildcard admits is newer than `newest`.
fn wildcard_is_newer(wildcard: &WrittenVersion, newest: SemanticVersion) -> bool {
    let lowest = wildcard.as_str().replace('x', "0");
    lowest.parse::<SemanticVersion>().is_ok_and(|lowest| lowest > newest)
}
