//! The resources of the workspace, and one of them with its problems.

use std::collections::HashMap;
use std::sync::Arc;

use ingot_recipe::dependants::Dependants;
use ingot_recipe::resources::Component;
use ingot_recipe::{Catalogue, Kind, Resource};

use super::references::used_by;
use super::value::{path_of, value_of};
use crate::Workbench;
use crate::contract::resource::{
    FieldProblem, ResourceKind, ResourceList, ResourceName, ResourceSummary, ResourceView,
};
use crate::contract::workspace::ProblemCounts;
use crate::contract::{Error, Nothing};
use crate::prepared::counts;
use crate::views::small;

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<ResourceList, Error> {
    let prepared = workbench.desk().prepared()?;
    let unsaved = workbench.desk().unsaved()?;
    let mut problems: HashMap<&str, ProblemCounts> = HashMap::new();
    for found in &prepared.diagnostics {
        let counted = counts([found]);
        let sum = problems.entry(found.file.as_str()).or_default();
        sum.errors += counted.errors;
        sum.warnings += counted.warnings;
    }
    let dependants = Dependants::of(&prepared.catalogue);
    let mut resources: Vec<ResourceSummary> = prepared
        .catalogue
        .resources()
        .iter()
        .filter_map(|resource| {
            let kind = ResourceKind::of(resource.kind())?;
            let files = files(resource);
            let sum = |count: fn(&ProblemCounts) -> u32| {
                files
                    .iter()
                    .filter_map(|file| problems.get(file.as_str()))
                    .map(count)
                    .sum()
            };
            Some(ResourceSummary {
                kind,
                name: resource.name().to_owned(),
                version: resource.version().map(str::to_owned),
                description: description(resource),
                file: resource.file().to_owned(),
                errors: sum(|counts| counts.errors),
                warnings: sum(|counts| counts.warnings),
                used_by: small(dependants.on(resource.kind(), resource.name()).len()),
                unsaved: files.iter().any(|file| unsaved.contains(file)),
            })
        })
        .collect();
    resources.sort_by(|left, right| (left.kind, &left.name).cmp(&(right.kind, &right.name)));
    Ok(ResourceList { resources })
}

pub async fn get(workbench: &Workbench, request: ResourceName) -> Result<ResourceView, Error> {
    let prepared = workbench.desk().prepared()?;
    let resource = match named(&prepared.catalogue, &request) {
        Ok(resource) => resource,
        Err(missing) => {
            let present = workbench.desk().present_name(request.kind.known()?, &request.name);
            let name = present.ok_or(missing)?;
            named(
                &prepared.catalogue,
                &ResourceName {
                    name,
                    ..request.clone()
                },
            )?
        }
    };
    let file = workbench.desk().file(resource.file())?;
    let draft = file.draft.as_ref();
    let source = resource.place().source();
    let root = resource.place().node();
    let broken = prepared.broken(resource.file());
    let root = root.filter(|_| broken.is_none());
    let problems = prepared.of_file(resource.file()).map(|found| FieldProblem {
        path: root.map(|root| path_of(source, root, found)).unwrap_or_default(),
        diagnostic: found.clone(),
    });
    Ok(ResourceView {
        kind: request.kind,
        name: resource.name().to_owned(),
        file: resource.file().to_owned(),
        value: value_of(resource),
        complete: broken.is_none() && resource.is_complete(),
        unsaved: draft.is_some_and(|draft| !draft.saved),
        edits: draft.map_or(0, |draft| draft.unsaved_edits),
        undo: draft.and_then(|draft| draft.undo.clone()),
        redo: draft.and_then(|draft| draft.redo.clone()),
        changed_on_disk: file.changed_on_disk,
        broken,
        problems: problems.collect(),
        used_by: used_by(&prepared.catalogue, resource.kind(), resource.name()),
    })
}

/// The resource of that kind and name, as the workspace has it.
pub(super) fn named<'c>(catalogue: &'c Catalogue, wanted: &ResourceName) -> Result<&'c Resource, Error> {
    let kind = wanted.kind.known()?;
    catalogue
        .resources()
        .iter()
        .map(Arc::as_ref)
        .find(|resource| resource.kind() == kind && resource.name() == wanted.name)
        .ok_or_else(|| {
            let missing = Error::not_found(format!("this workspace has no {} {}", kind.in_words(), wanted.name));
            match catalogue.nearest(kind, &wanted.name) {
                Some(nearest) => missing.hint(format!("did you mean {nearest}?")),
                None => missing,
            }
        })
}

/// The files of a resource: its own, and the document beside a component's.
pub(super) fn files(resource: &Resource) -> Vec<String> {
    let mut files = vec![resource.file().to_owned()];
    if let Resource::Component(component) = resource {
        let document = Component::document_path(&component.value)
            .and_then(|uri| ingot_recipe::catalogue::document_path(component.file(), uri));
        files.extend(document);
    }
    files
}

fn description(resource: &Resource) -> Option<String> {
    let node = resource.place().at("description").node()?;
    node.text().map(str::to_owned)
}

impl ResourceKind {
    /// `None` for the workspace itself, which is no resource of AWS.
    pub fn of(kind: Kind) -> Option<Self> {
        serde_json::from_value(kind.as_str().into()).ok()
    }

    /// The kind by its name in files.
    pub fn known(self) -> Result<Kind, Error> {
        let name = match self {
            Self::Component => "Component",
            Self::ImageRecipe => "ImageRecipe",
            Self::ContainerRecipe => "ContainerRecipe",
            Self::InfrastructureConfiguration => "InfrastructureConfiguration",
            Self::DistributionConfiguration => "DistributionConfiguration",
            Self::ImagePipeline => "ImagePipeline",
        };
        name.parse()
            .map_err(|error: ingot_recipe::names::UnknownKind| Error::invalid(error.to_string()))
    }
}
