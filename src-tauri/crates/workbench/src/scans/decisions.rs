//! What the workspace decided about findings: its OpenVEX files, read when they are asked for.

use std::sync::Arc;

use ingot_report::vex::{self, DecisionId, Statement};
use ingot_report::{Decision, Timestamp};
use ingot_workspace::{ContentHash, vex_path};

use crate::contract::{Code, Error, Event, Topic};
use crate::{Workbench, failure};

/// All decisions of the workspace.
#[derive(Debug, Default)]
pub struct Book {
    /// Each by every name of its vulnerability.
    decisions: Arc<[Decision]>,
    /// For each of `decisions`, the place of its entry.
    entry_of: Vec<usize>,
    pub entries: Vec<Entry>,
    /// What could not be read, each with its place.
    pub problems: Vec<String>,
}

/// A decision as it stands in a file.
#[derive(Debug, Clone)]
pub struct Entry {
    pub file: String,
    pub id: DecisionId,
    pub statement: Statement,
}

impl Entry {
    /// Names it in the contract: two files may decide about the same.
    pub fn name(&self) -> String {
        format!("{}#{}", self.file, self.id)
    }
}

impl Book {
    pub fn decisions(&self) -> Arc<[Decision]> {
        self.decisions.clone()
    }

    /// The entry that a place in [`Book::decisions`] is of.
    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.entries.get(*self.entry_of.get(index)?)
    }
}

/// The decisions of the open workspace; none without one.
pub fn book(workbench: &Workbench) -> Result<Arc<Book>, Error> {
    if !workbench.has_workspace() {
        return Ok(Arc::default());
    }
    let files = workbench.desk().with_workspace(ingot_workspace::Workspace::vex_files)?;
    let stamp: Vec<(String, Option<ContentHash>)> = files
        .iter()
        .map(|file| (file.path.clone(), file.hash.clone()))
        .collect();
    let kept = workbench.book();
    if let Some((_, book)) = kept.as_ref().filter(|(of, _)| *of == stamp) {
        return Ok(book.clone());
    }
    drop(kept);
    let mut book = Book::default();
    let mut decisions = Vec::new();
    for file in files {
        let text = match file.text {
            Ok(text) => text,
            Err(reason) => {
                book.problems.push(format!("{}: {reason}", file.path));
                continue;
            }
        };
        let (statements, problems) = vex::read(&text);
        book.problems
            .extend(problems.iter().map(|problem| format!("{}, {problem}", file.path)));
        for (id, statement) in statements {
            for decision in statement.by_every_name() {
                decisions.push(decision);
                book.entry_of.push(book.entries.len());
            }
            book.entries.push(Entry {
                file: file.path.clone(),
                id,
                statement,
            });
        }
    }
    book.decisions = decisions.into();
    let book = Arc::new(book);
    *workbench.book() = Some((stamp, book.clone()));
    Ok(book)
}

/// Adds statements to the files they belong in and answers these files.
pub fn add(
    workbench: &Workbench,
    statements: &[Statement],
    author: &str,
    now: Timestamp,
) -> Result<Vec<String>, Error> {
    let mut files: Vec<(String, Vec<Statement>)> = Vec::new();
    for statement in statements {
        let path = vex_path(statement.decision.image.as_deref());
        match files.iter_mut().find(|(file, _)| *file == path) {
            Some((_, of_file)) => of_file.push(statement.clone()),
            None => files.push((path, vec![statement.clone()])),
        }
    }
    for (path, statements) in &files {
        change(workbench, path, |text| {
            vex::add(text, statements, author, now)
                .map(Some)
                .map_err(|problem| unreadable(path, &problem))
        })?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Takes a decision out of its file.
pub fn withdraw(workbench: &Workbench, entry: &Entry, now: Timestamp) -> Result<(), Error> {
    change(workbench, &entry.file, |text| match text {
        None => Ok(None),
        Some(text) => vex::withdraw(text, &entry.id, now).map_err(|problem| unreadable(&entry.file, &problem)),
    })
}

/// Rewrites a file, unless it changes meanwhile or `edit` leaves it.
fn change(
    workbench: &Workbench,
    path: &str,
    edit: impl FnOnce(Option<&str>) -> Result<Option<String>, Error>,
) -> Result<(), Error> {
    let file = workbench.desk().with_workspace(|workspace| workspace.vex_file(path))?;
    let (text, hash) = match file {
        None => (None, None),
        Some(file) => match file.text {
            Ok(text) => (Some(text), file.hash),
            Err(reason) => {
                return Err(Error::new(Code::Io, format!("cannot read {path}: {reason}"))
                    .hint("it is left as it is; mend it by hand first"));
            }
        },
    };
    if let Some(text) = edit(text.as_deref())? {
        workbench
            .desk()
            .with_workspace(|workspace| workspace.save_vex(path, &text, hash.as_ref()))?
            .map_err(|error| failure::save(&error))?;
        workbench.tell(Event::Cache { topic: Topic::Scans });
    }
    Ok(())
}

fn unreadable(path: &str, problem: &vex::Problem) -> Error {
    Error::invalid(format!("cannot change {path}: {problem}")).hint("it is left as it is; mend it by hand first")
}
