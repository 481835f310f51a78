//! `recipe/name-collision`

use ingot_component::Severity;

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::names::{Kind, normalised};
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Resources of a kind are told apart by their normalised names.
    NameCollision {
        fn workspace(&self, catalogue: &Catalogue, found: &mut Found) {
            let mut first: HashMap<(Kind, String), Vec<&Resource>> = HashMap::new();
            for resource in catalogue.resources() {
                let inherited = resource.kind() == Kind::Workspace && catalogue.is_inherited(resource.file());
                if inherited || resource.name().is_empty() && resource.kind() != Kind::Workspace {
                    continue;
                }
                // There is one workspace, whatever its name.
                let name = if resource.kind() == Kind::Workspace { String::new() } else { normalised(resource.name()) };
                let earlier = first.entry((resource.kind(), name)).or_default();
                let same = earlier.iter().find(|other| {
                    !resource.kind().versioned() || other.version() == resource.version() || other.name() != resource.name()
                });
                if let Some(other) = same {
                    let kind = resource.kind().in_words();
                    let message = if resource.name() == other.name() || resource.kind() == Kind::Workspace {
                        let version = resource.version().map(|version| format!(" {version}")).unwrap_or_default();
                        format!("there are two of the {kind} `{}`{version}", resource.name())
                    } else {
                        format!("`{}` and `{}` are the same name to AWS", resource.name(), other.name())
                    };
                    let place = other.place().at("name").key();
                    let diagnostic = self
                        .at(resource.place().at("name"), message)
                        .with_help(match resource.kind() {
                            Kind::Workspace => "keep one of the two files",
                            _ => "rename one of them, or remove it",
                        })
                        .with_related(place.source(), place.span(), "the other one is here");
                    found.add(diagnostic);
                }
                earlier.push(resource);
            }
        }
    },
    id: "recipe/name-collision",
    title: "no two resources of a kind have the same name to AWS",
    severity: Severity::Error,
    reason: "AWS makes the ARN from the name in lower case with `-` for spaces and underscores. Two resources whose names differ only in that are one resource there, and references between them mean either.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # recipes/copy.yaml
kind: ImageRecipe
name: Web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # recipes/copy.yaml
kind: ImageRecipe
name: web-two
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateComponentRequest.name`",
}
