//! What refers to a resource of the workspace, so that a rename can follow and a deletion can be
//! weighed.

use std::collections::BTreeMap;

use ingot_component::yaml::Node;
use ingot_component::{Source, Span};

use crate::catalogue::Catalogue;
use crate::names::{ArnType, ImageBuilderArn, Kind, LocalReference, Reference, ResourceName, normalised};
use crate::resources::layers_of;

/// Fields that refer to other resources, wherever they stand
/// (botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest`,
/// `CreateContainerRecipeRequest`, `CreateImagePipelineRequest`).
const FIELDS: [&str; 6] = [
    "parentImage",
    "componentArn",
    "imageRecipeArn",
    "containerRecipeArn",
    "infrastructureConfigurationArn",
    "distributionConfigurationArn",
];

/// A place that refers to a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependant {
    /// The kind of resource that refers to it.
    pub kind: Kind,
    /// The name of that resource.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Where the reference stands in the file.
    pub span: Span,
    /// Its line, from 1.
    pub line: u32,
    /// Keys from the root, positions of lists in decimal; empty for a layer that is off, whose
    /// reference stands in a comment: there the text at `span` is all there is.
    pub path: Vec<String>,
    /// The same for people: `components[2].componentArn`.
    pub field: String,
    /// The reference as written.
    pub reference: String,
}

/// Every place in a workspace that refers to a resource of it or of the own account.
#[derive(Debug, Default)]
pub struct Dependants {
    on: BTreeMap<(Kind, String), Vec<Dependant>>,
}

impl Dependants {
    /// Of the whole workspace, in one pass over it.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut dependants = Self::default();
        for resource in catalogue.resources() {
            let place = resource.place();
            let Some(root) = place.node() else { continue };
            let mut found = Vec::new();
            collect(place.source(), root, &mut Vec::new(), &mut found);
            collect_off(place.source(), root, &mut found);
            for found in found {
                let Some(target) = target(catalogue, &Reference::lenient(&found.reference)) else {
                    continue;
                };
                dependants.on.entry(target).or_default().push(Dependant {
                    kind: resource.kind(),
                    name: resource.name().to_owned(),
                    file: resource.file().to_owned(),
                    ..found
                });
            }
        }
        dependants
    }

    /// What refers to the `kind` of that name, in whatever version; in the order of the resources.
    pub fn on(&self, kind: Kind, name: &str) -> &[Dependant] {
        self.on.get(&(kind, normalised(name))).map_or(&[], Vec::as_slice)
    }
}

/// What refers to the `kind` of that name, by `Kind/name` or by its ARN in the own account. For
/// more than one resource make [`Dependants`] once.
pub fn dependants(catalogue: &Catalogue, kind: Kind, name: &str) -> Vec<Dependant> {
    Dependants::of(catalogue).on(kind, name).to_vec()
}

/// The reference `old` with another name and the same version; `None` when it is none to a resource
/// that has a name, or the new name is no name. A build belongs to the old name alone.
pub fn renamed_reference(old: &str, new_name: &str) -> Option<String> {
    let name: ResourceName = new_name.parse().ok()?;
    match Reference::lenient(old) {
        Reference::Local(local) => Some(Reference::Local(LocalReference { name, ..local }).to_string()),
        Reference::Arn(arn) => {
            let arn = ImageBuilderArn {
                name: name.normalised(),
                ..arn.without_build()
            };
            Some(arn.to_string())
        }
        _ => None,
    }
}

/// Which resource a reference names.
fn target(catalogue: &Catalogue, reference: &Reference) -> Option<(Kind, String)> {
    match reference {
        Reference::Local(local) => Some((local.kind, local.name.normalised())),
        Reference::Arn(arn) if catalogue.is_own(arn) => Some((kind_of(arn.r#type)?, arn.name.clone())),
        _ => None,
    }
}

/// The kind of file that something in AWS is published from; an image from its recipe.
fn kind_of(r#type: ArnType) -> Option<Kind> {
    match r#type {
        ArnType::Component => Some(Kind::Component),
        ArnType::ImageRecipe | ArnType::Image => Some(Kind::ImageRecipe),
        ArnType::ContainerRecipe => Some(Kind::ContainerRecipe),
        ArnType::InfrastructureConfiguration => Some(Kind::InfrastructureConfiguration),
        ArnType::DistributionConfiguration => Some(Kind::DistributionConfiguration),
        ArnType::ImagePipeline => Some(Kind::ImagePipeline),
        _ => None,
    }
}

/// The references in `node`, as deep as the reader of YAML lets a text be.
fn collect(source: &Source, node: &Node, path: &mut Vec<String>, found: &mut Vec<Dependant>) {
    for (at, item) in node.items().iter().enumerate() {
        path.push(at.to_string());
        collect(source, item, path, found);
        path.pop();
    }
    for entry in node.entries() {
        let Some(key) = entry.key.text() else { continue };
        path.push(key.to_owned());
        match entry.value.text() {
            Some(text) if FIELDS.contains(&key) => found.push(Dependant {
                kind: Kind::Workspace,
                name: String::new(),
                file: String::new(),
                span: entry.value.span,
                line: source.position(entry.value.span.start).line,
                field: field(path),
                path: path.clone(),
                reference: text.to_owned(),
            }),
            _ => collect(source, &entry.value, path, found),
        }
        path.pop();
    }
}

/// The references of layers that are off: a rename has to follow them, or they are lost when they
/// are switched on again.
fn collect_off(source: &Source, root: &Node, found: &mut Vec<Dependant>) {
    let layers = layers_of(source, root).into_iter().enumerate();
    for (slot, layer) in layers.filter(|(_, layer)| !layer.enabled()) {
        let reference = layer.component.component_arn.to_string();
        let Some(at) = source.slice(layer.span).find(&reference) else {
            continue;
        };
        let start = layer.span.start + at;
        found.push(Dependant {
            kind: Kind::Workspace,
            name: String::new(),
            file: String::new(),
            span: Span::new(start, start + reference.len()),
            line: source.position(start).line,
            field: format!("layer {}, which is off", slot + 1),
            path: Vec::new(),
            reference,
        });
    }
}

fn field(path: &[String]) -> String {
    let mut field = String::new();
    for part in path {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            field += &format!("[{part}]");
        } else {
            if !field.is_empty() {
                field.push('.');
            }
            field += part;
        }
    }
    field
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::testing::{OVERLAY, files, with_inventory};

    fn told(dependants: &[Dependant]) -> String {
        let line = |it: &Dependant| {
            let (kind, name, file, line) = (it.kind, &it.name, &it.file, it.line);
            format!(
                "{kind}/{name} {file}:{line} {} = {} ({})",
                it.field,
                it.reference,
                it.path.join(" ")
            )
        };
        dependants.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_place_that_refers_to_a_resource_is_found() {
        let dependants = Dependants::of(&files(OVERLAY).catalogue);
        let all = [
            (Kind::Component, "sshd"),
            (Kind::ImageRecipe, "golden"),
            (Kind::InfrastructureConfiguration, "build"),
            (Kind::DistributionConfiguration, "web"),
            (Kind::ImagePipeline, "web"),
        ];
        let told: Vec<String> = all
            .iter()
            .map(|(kind, name)| told(dependants.on(*kind, name)))
            .collect();
        insta::assert_snapshot!(told.join("\n--\n"), @r#"
        ImageRecipe/golden recipes/golden.yaml:6 components[0].componentArn = Component/sshd (components 0 componentArn)
        --
        ImageRecipe/web recipes/web.yaml:4 parentImage = ImageRecipe/golden/1.x.x (parentImage)
        ImagePipeline/golden pipelines/golden.yaml:3 imageRecipeArn = ImageRecipe/golden (imageRecipeArn)
        --
        ImagePipeline/golden pipelines/golden.yaml:4 infrastructureConfigurationArn = InfrastructureConfiguration/build (infrastructureConfigurationArn)
        ImagePipeline/web pipelines/web.yaml:4 infrastructureConfigurationArn = InfrastructureConfiguration/build (infrastructureConfigurationArn)
        --
        ImagePipeline/web pipelines/web.yaml:5 distributionConfigurationArn = DistributionConfiguration/web (distributionConfigurationArn)
        --
        "#);
    }

    #[test]
    fn a_layer_that_is_off_refers_to_its_component_all_the_same() {
        let text = OVERLAY.replace(
            "  - componentArn: Component/sshd\n",
            "  # - componentArn: Component/sshd/1.x.x # while the bug lasts\n",
        );
        let catalogue = files(&text).catalogue;
        let found = dependants(&catalogue, Kind::Component, "sshd");
        assert_eq!(
            told(&found),
            "ImageRecipe/golden recipes/golden.yaml:6 layer 1, which is off = Component/sshd/1.x.x ()"
        );
        let file = catalogue
            .resources()
            .iter()
            .find(|it| it.file() == "recipes/golden.yaml")
            .unwrap();
        assert_eq!(file.place().source().slice(found[0].span), "Component/sshd/1.x.x");
    }

    #[test]
    fn names_that_are_one_in_aws_are_one_here() {
        let catalogue = files(&OVERLAY.replace("ImageRecipe/golden/1.x.x", "ImageRecipe/Golden/1.x.x")).catalogue;
        assert_eq!(dependants(&catalogue, Kind::ImageRecipe, "golden").len(), 2);
    }

    #[test]
    fn an_arn_counts_when_it_is_of_the_own_account_and_region() {
        let own = "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.x.x";
        let count = |arn: &str| {
            let text = OVERLAY.replace("ImageRecipe/golden/1.x.x", arn);
            let catalogue = with_inventory(&text, crate::testing::synced()).catalogue;
            dependants(&catalogue, Kind::ImageRecipe, "golden").len()
        };
        assert_eq!(count(own), 2);
        assert_eq!(count(&own.replace("123456789012", "999999999999")), 1);
        assert_eq!(count(&own.replace("eu-central-1", "eu-west-1")), 1);
    }

    #[test]
    fn a_rename_keeps_the_version_of_a_reference() {
        let renamed = |old: &str| renamed_reference(old, "Corp Base");
        assert_eq!(
            renamed("ImageRecipe/golden/1.x.x").as_deref(),
            Some("ImageRecipe/Corp Base/1.x.x")
        );
        assert_eq!(renamed("Component/sshd").as_deref(), Some("Component/Corp Base"));
        assert_eq!(
            renamed("arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0/3").as_deref(),
            Some("arn:aws:imagebuilder:eu-central-1:123456789012:image/corp-base/1.2.0")
        );
        assert_eq!(renamed("ami-0123"), None);
        assert_eq!(renamed_reference("Component/sshd", "a/b"), None);
    }
}
