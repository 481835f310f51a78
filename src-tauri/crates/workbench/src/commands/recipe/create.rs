//! A new recipe, and the components that its palette offers first.

use std::collections::{BTreeMap, BTreeSet};

use ingot_recipe::edit::{FieldChange, FieldValue};
use ingot_recipe::names::{Reference, WrittenVersion, normalised};
use ingot_recipe::{Catalogue, Edit, Kind};

use super::get;
use crate::Workbench;
use crate::contract::recipe::{CreateRecipe, RecipeRequest, RecipeView, SetFavourite};
use crate::contract::{Error, Nothing};
use crate::editing::{self, set};
use crate::failure;

/// Where a workspace says what holds for all of it.
const SETTINGS: &str = "ingot.yaml";

pub async fn create(workbench: &Workbench, request: CreateRecipe) -> Result<RecipeView, Error> {
    let prepared = workbench.desk().prepared()?;
    let name = editing::free_name(&prepared.catalogue, Kind::ImageRecipe, &request.name)?;
    let version = request.version.unwrap_or_else(|| "1.0.0".to_owned());
    version
        .parse::<WrittenVersion>()
        .map_err(|_| Error::invalid(format!("`{version}` is no version: write 1.0.0")))?;
    let parent = request.parent_image.trim();
    parent
        .parse::<Reference>()
        .map_err(|error| Error::invalid(error.to_string()))?;
    if parent.is_empty() {
        return Err(Error::invalid("a recipe needs a parent image").hint("choose a golden image, or a vendor's"));
    }
    let mut fields = vec![set("semanticVersion", &version)];
    fields.extend(text(&request.description).map(|description| set("description", description)));
    fields.push(set("parentImage", parent));
    if !request.components.is_empty() {
        fields.push(FieldChange {
            path: vec!["components".to_owned()],
            value: Some(FieldValue::List(request.components.into_iter().map(layer).collect())),
        });
    }
    fields.extend(text(&request.owner).map(|owner| FieldChange {
        path: vec!["tags".to_owned(), "Owner".to_owned()],
        value: Some(FieldValue::Scalar(owner.to_owned())),
    }));
    let path = editing::new_path(&prepared.catalogue, Kind::ImageRecipe, &name);
    let file = editing::new_file(Kind::ImageRecipe, &name, fields)?;
    workbench.desk().create(&[(path, file)])?;
    let recipe = name.to_string();
    get(workbench, RecipeRequest { recipe }).await
}

fn text(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn layer(reference: String) -> FieldValue {
    let component = ("componentArn".to_owned(), FieldValue::Scalar(reference));
    FieldValue::Mapping(BTreeMap::from([component]))
}

/// The normalised names of the components that `ingot.yaml` offers first.
pub(super) fn favourites(catalogue: &Catalogue) -> BTreeSet<String> {
    written_favourites(catalogue).map_or_else(BTreeSet::new, |(_, names)| {
        names.iter().map(|name| normalised(name)).collect()
    })
}

/// The file with the workspace's settings, and the favourites in it.
fn written_favourites(catalogue: &Catalogue) -> Option<(String, Vec<String>)> {
    let workspace = catalogue.workspace()?;
    let place = workspace.at("favourites");
    let names = place.node().into_iter().flat_map(|node| node.items());
    let names = names.filter_map(|name| name.text().map(str::to_owned)).collect();
    Some((workspace.file().to_owned(), names))
}

pub async fn set_favourite(workbench: &Workbench, request: SetFavourite) -> Result<Nothing, Error> {
    let prepared = workbench.desk().prepared()?;
    let component = normalised(&request.component);
    let Some((file, mut names)) = written_favourites(&prepared.catalogue) else {
        if request.favourite {
            let start = format!("kind: {}\n", Kind::Workspace);
            let text = ingot_workspace::apply(&start, &favourites_edit(vec![request.component]))
                .map_err(|error| failure::edit(&error))?;
            workbench.desk().create(&[(SETTINGS.to_owned(), text)])?;
        }
        return Ok(Nothing {});
    };
    if request.favourite == names.iter().any(|name| normalised(name) == component) {
        return Ok(Nothing {});
    }
    let label = if request.favourite {
        names.push(request.component.clone());
        format!("{} as a favourite", request.component)
    } else {
        names.retain(|name| normalised(name) != component);
        format!("{} as no favourite", request.component)
    };
    editing::apply_as(workbench, &file, &label, &favourites_edit(names))?;
    Ok(Nothing {})
}

fn favourites_edit(names: Vec<String>) -> Edit {
    let list = FieldValue::List(names.into_iter().map(FieldValue::Scalar).collect());
    let empty = matches!(&list, FieldValue::List(names) if names.is_empty());
    Edit::SetFields {
        changes: vec![FieldChange {
            path: vec!["favourites".to_owned()],
            value: (!empty).then_some(list),
        }],
    }
}
