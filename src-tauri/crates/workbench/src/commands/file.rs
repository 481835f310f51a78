//! One authored file: its text, its unsaved edits, undo and save.

use crate::Workbench;
use crate::contract::Error;
use crate::contract::workspace::{FileRequest, FileView, SaveFile, SetText};

/// What typing in a source view is called in the history.
const TYPING: &str = "edit of the source";

pub async fn get(workbench: &Workbench, request: FileRequest) -> Result<FileView, Error> {
    let file = workbench.desk().file(&request.file)?;
    let prepared = workbench.desk().prepared()?;
    let draft = file.draft.as_ref();
    Ok(FileView {
        diagnostics: prepared.of_file(&request.file).cloned().collect(),
        unsaved: draft.is_some_and(|draft| !draft.saved),
        base_text: draft.and_then(|draft| draft.base_text.clone()),
        undo: draft.and_then(|draft| draft.undo.clone()),
        redo: draft.and_then(|draft| draft.redo.clone()),
        edits: draft.map_or(0, |draft| draft.unsaved_edits),
        changed_on_disk: file.changed_on_disk,
        text: file.text.unwrap_or_default(),
        saved_text: file.saved_text,
        file: request.file,
    })
}

pub async fn set_text(workbench: &Workbench, request: SetText) -> Result<FileView, Error> {
    workbench.desk().edit(&request.file, TYPING, &request.text)?;
    get(workbench, FileRequest { file: request.file }).await
}

pub async fn undo(workbench: &Workbench, request: FileRequest) -> Result<FileView, Error> {
    workbench.desk().undo(&request.file)?;
    get(workbench, request).await
}

pub async fn redo(workbench: &Workbench, request: FileRequest) -> Result<FileView, Error> {
    workbench.desk().redo(&request.file)?;
    get(workbench, request).await
}

pub async fn discard(workbench: &Workbench, request: FileRequest) -> Result<FileView, Error> {
    workbench.desk().discard(&request.file)?;
    get(workbench, request).await
}

pub async fn save(workbench: &Workbench, request: SaveFile) -> Result<FileView, Error> {
    workbench.desk().save(&request.file, request.on_conflict)?;
    get(workbench, FileRequest { file: request.file }).await
}
