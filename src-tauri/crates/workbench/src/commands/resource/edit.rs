//! Edits of a resource's fields. What is on disk stays as it is until it is saved.

use ingot_recipe::Edit;
use ingot_recipe::edit::{FieldChange, FieldValue};

use super::get;
use super::view::named;
use crate::Workbench;
use crate::contract::Error;
use crate::contract::resource::{MoveItem, ResourceName, ResourceView, SetFields};
use crate::editing;

pub async fn set(workbench: &Workbench, request: SetFields) -> Result<ResourceView, Error> {
    let changes = editing::changes(request.changes);
    let name = new_name(&changes);
    apply(workbench, &request.resource, &Edit::SetFields { changes })?;
    let resource = ResourceName {
        name: name.unwrap_or(request.resource.name),
        ..request.resource
    };
    get(workbench, resource).await
}

pub async fn move_item(workbench: &Workbench, request: MoveItem) -> Result<ResourceView, Error> {
    let edit = Edit::MoveItem {
        path: request.path,
        from: request.from as usize,
        to: request.to as usize,
    };
    apply(workbench, &request.resource, &edit)?;
    get(workbench, request.resource).await
}

fn apply(workbench: &Workbench, resource: &ResourceName, edit: &Edit) -> Result<(), Error> {
    let prepared = workbench.desk().prepared()?;
    let resource = named(&prepared.catalogue, resource)?;
    editing::apply(workbench, resource.file(), &[], edit)
}

fn new_name(changes: &[FieldChange]) -> Option<String> {
    changes
        .iter()
        .rev()
        .find_map(|change| match (&change.path[..], &change.value) {
            ([field], Some(FieldValue::Scalar(name))) if field == "name" => Some(name.clone()),
            _ => None,
        })
}
