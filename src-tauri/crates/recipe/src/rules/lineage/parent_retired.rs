//! `lineage/parent-retired`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::inventory::CloudImage;
use crate::names::{Kind, Reference, WrittenVersion};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The parent image is not retired.
    ParentRetired {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            if let Some(image) = retired(catalogue, site) {
                let message = format!("the image `{}` {} is {}", image.name, image.version, image.status.to_lowercase());
                let help = "stand on a newer version of it, or ask its owner what takes its place";
                found.add(self.at(site.authored.at("parentImage"), message).with_help(help));
            }
        }
    },
    id: "lineage/parent-retired",
    title: "the parent image is neither deprecated nor disabled",
    severity: Severity::Warning,
    reason: "The owner of a golden image deprecates or disables what should not be built on any more. Its AMI may be gone at the next build, and nobody mends what is found in it.",
    bad: r#"--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "DEPRECATED", "platform": "Linux"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0
"#,
    good: r#"--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ImageStatus`",
}

/// The newest build that the parent's reference means, where none of them is available and that one
/// is retired.
pub(super) fn retired<'c>(catalogue: &'c Catalogue, site: &RecipeSite<'_>) -> Option<&'c CloudImage> {
    let parent = &site.facts.recipe.parent_image;
    if let Reference::Ami(id) = parent {
        return catalogue.image_of_ami(id).filter(|image| is_retired(image));
    }
    let (name, version) = match parent {
        Reference::Arn(arn) => (arn.name.clone(), arn.version.clone()),
        // What the workspace holds is the version that the account is asked for.
        other => {
            let local = other.local(Kind::ImageRecipe)?;
            let golden = site.walk.ancestors.last()?.recipe?;
            (local.name.as_str().to_owned(), golden.version.clone())
        }
    };
    let version = version.unwrap_or_else(WrittenVersion::any);
    let fitting = || {
        catalogue.images_named(&name).filter(|(arn, _)| {
            let same = match parent {
                Reference::Arn(wanted) => {
                    arn.same_resource(wanted) && (wanted.build.is_none() || wanted.build == arn.build)
                }
                _ => catalogue.is_own(arn),
            };
            same && arn.version.as_ref().is_some_and(|have| version.admits(have))
        })
    };
    if fitting().any(|(_, image)| image.is_available()) {
        return None;
    }
    let newest = fitting().max_by(|(a, _), (b, _)| (&a.version, a.build).cmp(&(&b.version, b.build)));
    newest.map(|(_, image)| image).filter(|image| is_retired(image))
}

fn is_retired(image: &CloudImage) -> bool {
    matches!(image.status.as_str(), "DEPRECATED" | "DISABLED" | "DELETED")
}
