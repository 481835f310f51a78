//! Visual edits: from what was asked for to the smallest change of a file's text, as one step of its history.

use ingot_recipe::Edit;
use ingot_recipe::edit::{FieldChange, FieldValue};
use ingot_recipe::names::{Reference, ResourceName, normalised};
use ingot_recipe::{Catalogue, Kind};

use crate::Workbench;
use crate::contract::resource::{Broken, FieldEdit};
use crate::contract::{Code, Error};
use crate::failure;

/// Applies an edit to the text of `file` as it is shown. The file on disk stays as it is until it is saved. `layers`
/// are the recipe's references by slot, for the name of the edit.
pub fn apply(workbench: &Workbench, file: &str, layers: &[Reference], edit: &Edit) -> Result<(), Error> {
    apply_as(workbench, file, &edit.label(layers), edit)
}

/// The same under a name of its own.
pub fn apply_as(workbench: &Workbench, file: &str, label: &str, edit: &Edit) -> Result<(), Error> {
    if let Some(broken) = workbench.desk().prepared()?.broken(file) {
        return Err(refused(&broken));
    }
    let text = workbench.desk().file(file)?.text.unwrap_or_default();
    let text = ingot_workspace::apply(&text, edit).map_err(|error| failure::edit(&error))?;
    workbench.desk().edit(file, label, &text)
}

/// Why a file whose text cannot be read takes no edit.
pub fn refused(broken: &Broken) -> Error {
    let message = format!("line {}: {}; mend it in the source first", broken.line, broken.message);
    Error::invalid(message)
}

/// The contract's changes as the edit knows them.
pub fn changes(fields: Vec<FieldEdit>) -> Vec<FieldChange> {
    let change = |field: FieldEdit| FieldChange {
        path: field.path,
        value: field.value,
    };
    fields.into_iter().map(change).collect()
}

/// One scalar field.
pub fn set(field: &str, value: &str) -> FieldChange {
    FieldChange {
        path: vec![field.to_owned()],
        value: Some(FieldValue::Scalar(value.to_owned())),
    }
}

/// The text of a new resource file.
pub fn new_file(kind: Kind, name: &ResourceName, fields: Vec<FieldChange>) -> Result<String, Error> {
    let mut changes = vec![set("name", name.as_str())];
    changes.extend(fields);
    let start = format!("kind: {kind}\n");
    ingot_workspace::apply(&start, &Edit::SetFields { changes }).map_err(|error| failure::edit(&error))
}

/// A name that a new resource of that kind can have.
pub fn free_name(catalogue: &Catalogue, kind: Kind, name: &str) -> Result<ResourceName, Error> {
    let name: ResourceName = name
        .parse()
        .map_err(|error: ingot_recipe::names::NameError| Error::invalid(error.to_string()))?;
    if catalogue.has(kind, name.as_str()) {
        let taken = format!("the workspace has {} {} already", kind.one(), name.as_str());
        return Err(Error::new(Code::Conflict, taken)
            .hint("choose another name; names that differ only in case, spaces or underscores are the same to AWS"));
    }
    Ok(name)
}

/// Where a new resource of that kind goes: beside most of its kind.
pub fn new_path(catalogue: &Catalogue, kind: Kind, name: &ResourceName) -> String {
    let mut folders: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for resource in catalogue.resources().iter().filter(|resource| resource.kind() == kind) {
        let folder = resource.file().rsplit_once('/').map_or("", |(folder, _)| folder);
        *folders.entry(folder).or_default() += 1;
    }
    let usual = folders
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(folder, _)| folder);
    let folder = usual.unwrap_or(match kind.as_str() {
        "InfrastructureConfiguration" => "infrastructure",
        "DistributionConfiguration" => "distribution",
        "ImagePipeline" => "pipelines",
        _ => "recipes",
    });
    let file = format!("{}.yaml", normalised(name.as_str()));
    if folder.is_empty() {
        file
    } else {
        format!("{folder}/{file}")
    }
}
