//! Resources that are made, copied, renamed and deleted.

use ingot_recipe::names::{ResourceName as Name, normalised};
use ingot_recipe::{Catalogue, Edit, Kind, Resource};

use super::get;
use super::references::followed;
use super::view::{files, named};
use crate::Workbench;
use crate::contract::resource::{
    CopyResource, CreateResource, Deleted, DeletedFile, RenameResource, Renamed, ResourceName, ResourceView,
};
use crate::contract::{Code, Error, Nothing};
use crate::editing::{self, set};

pub async fn create(workbench: &Workbench, request: CreateResource) -> Result<ResourceView, Error> {
    let prepared = workbench.desk().prepared()?;
    let kind = request.resource.kind.known()?;
    if kind == Kind::Component {
        return Err(Error::invalid("a component needs a document as well").hint("use component.create"));
    }
    let name = editing::free_name(&prepared.catalogue, kind, &request.resource.name)?;
    let path = editing::new_path(&prepared.catalogue, kind, &name);
    let text = editing::new_file(kind, &name, editing::changes(request.fields))?;
    workbench.desk().create(&[(path, text)])?;
    get(workbench, request.resource).await
}

/// Comments and version stay: a copy is the same resource under another name, for AWS the first of it.
pub async fn copy(workbench: &Workbench, request: CopyResource) -> Result<ResourceView, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let resource = named(catalogue, &request.resource)?;
    let name = editing::free_name(catalogue, resource.kind(), &request.name)?;
    let old = resource.file().to_owned();
    let new = moved_path(resource, &name).unwrap_or_else(|| editing::new_path(catalogue, resource.kind(), &name));
    let mut copies = Vec::new();
    for file in files(resource) {
        let text = workbench.desk().file(&file)?.text.unwrap_or_default();
        if file == old {
            let changes = vec![set("name", name.as_str())];
            let text = ingot_workspace::apply(&text, &Edit::SetFields { changes })
                .map_err(|error| crate::failure::edit(&error))?;
            copies.push((new.clone(), text));
        } else if folder_of(&file) == folder_of(&old) && folder_of(&new) != folder_of(&old) {
            let beside = file.rsplit('/').next().unwrap_or(&file);
            copies.push((join(folder_of(&new), beside), text));
        }
        // A document that lies elsewhere is shared with the copy.
    }
    workbench.desk().create(&copies)?;
    let resource = ResourceName {
        kind: request.resource.kind,
        name: name.to_string(),
    };
    get(workbench, resource).await
}

/// The name, and every reference to it in the workspace: one edit in each file, to be undone and saved like others. A
/// file or folder that was named after the resource is moved at once, where nothing is in its way.
pub async fn rename(workbench: &Workbench, request: RenameResource) -> Result<Renamed, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let resource = named(catalogue, &request.resource)?;
    let same = normalised(&request.name) == normalised(resource.name());
    let name: Name = if same {
        let name = request.name.parse();
        name.map_err(|error: ingot_recipe::names::NameError| Error::invalid(error.to_string()))?
    } else {
        editing::free_name(catalogue, resource.kind(), &request.name)?
    };
    let label = format!("rename of {} to {name}", resource.name());
    let own = resource.file();
    let shown = |file: &str| Ok(workbench.desk().file(file)?.text.unwrap_or_default());
    if let Some(broken) = prepared.broken(own) {
        return Err(editing::refused(&broken));
    }
    let texts = followed(catalogue, resource, &name, shown)?;
    workbench.desk().edit_all(&label, &texts)?;
    let mut files: Vec<String> = texts.into_iter().map(|(file, _)| file).collect();
    if let Some((from, to)) = way(catalogue, resource, &name)
        && workbench.desk().rename(&from, &to).is_ok()
    {
        for file in &mut files {
            if let Some(rest) = file.strip_prefix(&from) {
                *file = format!("{to}{rest}");
            }
        }
    }
    Ok(Renamed {
        resource: ResourceName {
            kind: request.resource.kind,
            name: name.to_string(),
        },
        files,
    })
}

/// What is moved when a resource gets another name: its file, or the folder that is named after it.
fn way(catalogue: &Catalogue, resource: &Resource, name: &Name) -> Option<(String, String)> {
    let old = resource.file();
    let new = moved_path(resource, name)?;
    if folder_of(old) == folder_of(&new) {
        return Some((old.to_owned(), new));
    }
    // Others may lean on what lies in the folder.
    let folder = folder_of(old);
    let inside = |file: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let shared = catalogue
        .resources()
        .iter()
        .filter(|other| other.file() != old)
        .any(|other| files(other).iter().any(|file| inside(file)));
    (!shared).then(|| (folder.to_owned(), folder_of(&new).to_owned()))
}

/// Where the file of a resource goes under another name; `None` when neither it nor its folder is named after it.
fn moved_path(resource: &Resource, name: &Name) -> Option<String> {
    let file = resource.file();
    let after = |text: &str| normalised(text) == normalised(resource.name());
    let (folder, leaf) = file.rsplit_once('/').unwrap_or(("", file));
    let (stem, extension) = leaf.rsplit_once('.')?;
    let new = name.normalised();
    if after(stem) {
        return Some(join(folder, &format!("{new}.{extension}")));
    }
    let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
    let named = resource.kind() == Kind::Component && after(last);
    named.then(|| join(&join(above, &new), leaf))
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn join(folder: &str, leaf: &str) -> String {
    if folder.is_empty() {
        leaf.to_owned()
    } else {
        format!("{folder}/{leaf}")
    }
}

pub async fn delete(workbench: &Workbench, request: ResourceName) -> Result<Deleted, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let resource = named(catalogue, &request)?;
    let own = resource.file();
    let several = prepared
        .of_file(own)
        .any(|found| found.rule == "recipe/several-documents");
    if several {
        return Err(
            Error::new(Code::Conflict, format!("{own} holds more than {}", resource.name()))
                .hint("remove its part of the file in the source"),
        );
    }
    let mut gone = files(resource);
    // A document that another component shares stays.
    gone.retain(|file| {
        let others = catalogue.resources().iter().filter(|other| other.file() != own);
        file == own || others.into_iter().all(|other| !files(other).contains(file))
    });
    gone.retain(|file| prepared.snapshot.file(file).is_some());
    let deleted = workbench.desk().delete(&gone)?;
    Ok(Deleted {
        resource: request,
        files: deleted
            .into_iter()
            .map(|(file, text)| DeletedFile { file, text })
            .collect(),
    })
}

pub async fn restore(workbench: &Workbench, request: Deleted) -> Result<Nothing, Error> {
    let files: Vec<(String, String)> = request.files.into_iter().map(|it| (it.file, it.text)).collect();
    workbench.desk().create(&files)?;
    Ok(Nothing {})
}
