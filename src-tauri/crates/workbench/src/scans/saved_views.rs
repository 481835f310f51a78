//! Ways to look at findings, between the contract and the workspace's file.

use ingot_workspace::{SavedView as Stored, ViewError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::contract::scan::{FindingSort, SavedView, ViewList};
use crate::contract::{Code, Error, Event};
use crate::{Workbench, failure};

/// Longest name of a view, in characters.
const LONGEST_NAME: usize = 80;

pub fn read(workbench: &Workbench) -> Result<ViewList, Error> {
    if !workbench.has_workspace() {
        return Ok(ViewList {
            views: Vec::new(),
            problem: None,
        });
    }
    let stored = workbench.desk().with_workspace(ingot_workspace::Workspace::views)?;
    Ok(ViewList {
        views: stored.views.into_iter().map(shown).collect(),
        problem: (!stored.problems.is_empty()).then(|| stored.problems.join("; ")),
    })
}

pub fn put(workbench: &Workbench, view: SavedView) -> Result<ViewList, Error> {
    let name = view.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid(format!(
            "a view's name has 1 to {LONGEST_NAME} characters on one line"
        )));
    }
    let stored = Stored {
        name: name.to_owned(),
        query: view.query,
        group: view.group.as_ref().and_then(word),
        sort: word(&view.sort).unwrap_or_default(),
        descending: view.descending,
        columns: view.columns,
    };
    workbench
        .desk()
        .with_workspace(|workspace| workspace.save_view(&stored))?
        .map_err(|error| failed(&error))?;
    changed(workbench)
}

pub fn delete(workbench: &Workbench, name: &str) -> Result<ViewList, Error> {
    let removed = workbench
        .desk()
        .with_workspace(|workspace| workspace.remove_view(name))?
        .map_err(|error| failed(&error))?;
    if !removed {
        return Err(Error::not_found(format!("there is no view {name}")));
    }
    changed(workbench)
}

fn changed(workbench: &Workbench) -> Result<ViewList, Error> {
    workbench.tell(Event::Cache {
        topic: crate::contract::Topic::Scans,
    });
    read(workbench)
}

/// A sort or group that this program does not know is left out: the rest of the view still serves.
fn shown(stored: Stored) -> SavedView {
    SavedView {
        name: stored.name,
        query: stored.query,
        group: stored.group.as_deref().and_then(meant),
        sort: meant(&stored.sort).unwrap_or(FindingSort::Severity),
        descending: stored.descending,
        columns: stored.columns,
    }
}

/// The word of a value in the contract.
fn word<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn meant<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

fn failed(error: &ViewError) -> Error {
    match error {
        ViewError::Save(error) => failure::save(error),
        ViewError::Unreadable(_) => Error::new(Code::Conflict, error.to_string()),
    }
}
