//! Who refers to a resource, and the texts that follow when it gets another name.

use ingot_component::yaml::Node;
use ingot_recipe::dependants::Dependants;
use ingot_recipe::edit::{FieldChange, FieldValue};
use ingot_recipe::names::{ResourceName, normalised};
use ingot_recipe::{Catalogue, Edit, Kind, Resource};

use crate::contract::Error;
use crate::contract::resource::{Dependant, ResourceKind};
use crate::failure;

/// The places of the workspace that refer to the resource.
pub(super) fn used_by(catalogue: &Catalogue, kind: Kind, name: &str) -> Vec<Dependant> {
    let dependants = Dependants::of(catalogue);
    let on = dependants.on(kind, name).iter();
    on.filter_map(|it| {
        Some(Dependant {
            kind: ResourceKind::of(it.kind)?,
            name: it.name.clone(),
            file: it.file.clone(),
            line: it.line,
            field: it.field.clone(),
        })
    })
    .collect()
}

/// The files that change when `renamed` is called `name`, with their new texts: its own first. ARNs stay: what is in
/// AWS keeps its name. `text` gives a file's text as it is shown.
pub(super) fn followed(
    catalogue: &Catalogue,
    renamed: &Resource,
    name: &ResourceName,
    text: impl Fn(&str) -> Result<String, Error>,
) -> Result<Vec<(String, String)>, Error> {
    let (kind, old, own) = (renamed.kind(), renamed.name(), renamed.file());
    let refused = |file: &str, error: ingot_workspace::EditError| {
        failure::edit(&error).hint(format!("{file} cannot be edited as it is; nothing was renamed"))
    };
    let before = text(own)?;
    let after = ingot_workspace::rename(&before, name).map_err(|error| refused(own, error))?;
    let after = ingot_workspace::rename_references(&after, kind, old, name).map_err(|error| refused(own, error))?;
    let mut files = vec![(own.to_owned(), after)];
    let mentioned = normalised(old);
    for resource in catalogue.resources().iter().filter(|it| it.file() != own) {
        let file = resource.file();
        let before = text(file)?;
        // Most files do not mention it at all.
        if !normalised(&before).contains(&mentioned) {
            continue;
        }
        let after = ingot_workspace::rename_references(&before, kind, old, name);
        let mut after = after.map_err(|error| refused(file, error))?;
        if kind == Kind::Component
            && let Resource::Workspace(settings) = &**resource
            && let Some(root) = settings.place().node()
        {
            let changes = named_in_settings(root, &mentioned, name);
            if !changes.is_empty() {
                let edit = Edit::SetFields { changes };
                after = ingot_workspace::apply(&after, &edit).map_err(|error| refused(file, error))?;
            }
        }
        if after != before {
            files.push((file.to_owned(), after));
        }
    }
    Ok(files)
}

/// Where `ingot.yaml` calls a component by its name: among the favourites and in guardrails.
fn named_in_settings(root: &Node, old: &str, new: &ResourceName) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut look = |list: Option<&Node>, path: &[&str]| {
        let items = list.map_or(&[][..], Node::items).iter().enumerate();
        for (at, _) in items.filter(|(_, item)| item.text().is_some_and(|text| normalised(text) == old)) {
            let steps = path.iter().map(|step| (*step).to_owned());
            changes.push(FieldChange {
                path: steps.chain([at.to_string()]).collect(),
                value: Some(FieldValue::Scalar(new.to_string())),
            });
        }
    };
    look(root.get("favourites"), &["favourites"]);
    let guardrails = root.get("guardrails").map_or(&[][..], Node::items);
    for (at, guardrail) in guardrails.iter().enumerate() {
        for list in ["requiredComponents", "requiredTests", "forbiddenComponents"] {
            look(guardrail.get(list), &["guardrails", &at.to_string(), list]);
        }
    }
    changes
}
