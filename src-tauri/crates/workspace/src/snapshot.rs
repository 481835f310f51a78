//! What a workspace says at one moment.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ingot_component::{ComponentDocument, Diagnostic, Position, Range, Severity, Source};
use ingot_recipe::catalogue::Inherited;
use ingot_recipe::{CatalogueBuilder, Resource, Settings};

use crate::configuration::{self, Above};
use crate::file::{Content, WorkspaceFile};
use crate::inherit::{inherited, is_configuration};

/// The files of a workspace at one moment, parsed. Cheap to clone; never changes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    root: PathBuf,
    files: Arc<BTreeMap<String, Arc<WorkspaceFile>>>,
    /// Folders that could not be read.
    problems: Vec<Diagnostic>,
    /// What holds here because a folder above says so.
    above: Option<Arc<Above>>,
    /// What the `ingot.yaml` files inherit.
    inherited: Arc<Vec<Inherited>>,
    /// What the `ingot.yaml` files say about checking.
    settings: Settings,
}

impl Snapshot {
    pub(crate) fn new(
        root: PathBuf,
        files: BTreeMap<String, Arc<WorkspaceFile>>,
        unreadable: &[(String, io::Error)],
    ) -> Self {
        let problems = unreadable
            .iter()
            .map(|(path, error)| unreadable_folder(path, error))
            .collect();
        let above = configuration::above(&root).map(Arc::new);
        let mut snapshot = Self {
            root,
            files: Arc::new(files),
            problems,
            above,
            inherited: Arc::default(),
            settings: Settings::default(),
        };
        snapshot.read_inherited();
        snapshot.read_settings();
        snapshot
    }

    /// What a workspace in `root` would be with exactly these files: path and text.
    pub fn of_texts(root: &Path, texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let files = texts.into_iter().map(|(path, text)| {
            let file = WorkspaceFile::draft(&path, &text);
            (path, Arc::new(file))
        });
        Self::new(root.to_owned(), files.collect(), &[])
    }

    /// The workspace's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every YAML file by path.
    pub fn files(&self) -> impl Iterator<Item = &WorkspaceFile> {
        self.files.values().map(Arc::as_ref)
    }

    /// The file at `path`, relative to the workspace with `/`.
    pub fn file(&self, path: &str) -> Option<&WorkspaceFile> {
        self.files.get(path).map(Arc::as_ref)
    }

    /// Every resource with its text, by path.
    pub fn resources(&self) -> impl Iterator<Item = (&Source, &Resource)> {
        self.files().filter_map(|file| Some((file.source(), file.resource()?)))
    }

    /// Every component document by path. `None` when the file is one but nothing of it could be
    /// read.
    pub fn documents(&self) -> impl Iterator<Item = (&Source, Option<&Arc<ComponentDocument>>)> {
        self.files().filter_map(|file| match file.content() {
            Content::Document(document) => Some((file.source(), document.as_ref())),
            _ => None,
        })
    }

    /// Which rules hold for which file: what the `ingot.yaml` files say, drafts of them included.
    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }

    /// What is wrong with single files, as it was found, without regard to settings: those that could not be read, and the resource files'
    /// own problems. Component documents are for `ingot_component`'s `check`.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let files = self.files().flat_map(WorkspaceFile::diagnostics);
        let mut all: Vec<Diagnostic> = self.problems.iter().chain(files).cloned().collect();
        Diagnostic::sort(&mut all);
        all
    }

    /// A catalogue of these files, to which the caller adds the inventory and the problems it
    /// found by checking.
    pub fn catalogue(&self) -> CatalogueBuilder {
        let resources = self.files().filter_map(WorkspaceFile::shared_resource);
        let builder = resources
            .fold(CatalogueBuilder::new(), |builder, resource| {
                builder.resource(Arc::clone(resource))
            })
            .settings(self.settings());
        let builder = self
            .inherited
            .iter()
            .cloned()
            .fold(builder, CatalogueBuilder::inherited);
        self.documents().fold(builder, |builder, (source, document)| {
            builder.document(source.clone(), document.cloned())
        })
    }

    /// The same with unsaved texts in place of what is on disk, by path. Only the files whose draft
    /// differs are parsed; a draft of a file that is not there adds it.
    #[must_use]
    pub fn with_overlay(&self, drafts: &HashMap<String, String>) -> Self {
        self.overlaid(drafts, |_| None)
    }

    /// [`Self::with_overlay`], with what `before` has of the same drafts in place of parsing them again.
    #[must_use]
    pub fn with_overlay_after(&self, drafts: &HashMap<String, String>, before: &Self) -> Self {
        let mut overlaid = self.overlaid(drafts, |path| {
            // One that is shown as it was is not what its text says.
            before
                .files
                .get(path)
                .filter(|file| file.is_draft() && !file.is_stale())
        });
        if overlaid.is_configured_as(before) {
            overlaid.settings = before.settings.clone();
        }
        overlaid
    }

    fn overlaid<'b>(
        &self,
        drafts: &HashMap<String, String>,
        known: impl Fn(&str) -> Option<&'b Arc<WorkspaceFile>>,
    ) -> Self {
        let mut overlaid = self.clone();
        let mut configured = false;
        for (path, text) in drafts {
            if self.file(path).is_none_or(|file| file.text() != text) {
                let file = match known(path).filter(|file| file.text() == text) {
                    Some(file) => Arc::clone(file),
                    None => Arc::new(WorkspaceFile::draft(path, text)),
                };
                overlaid.files_mut().insert(path.clone(), file);
                configured |= is_configuration(path);
            }
        }
        if configured {
            overlaid.read_inherited();
            overlaid.read_settings();
        }
        overlaid
    }

    /// Whether the very same files say how `other` is checked.
    fn is_configured_as(&self, other: &Self) -> bool {
        let files = |snapshot: &'_ Self| {
            let all = snapshot.files.values().filter(|file| is_configuration(file.path()));
            all.map(Arc::as_ptr).collect::<Vec<_>>()
        };
        let above = |snapshot: &Self| snapshot.above.as_ref().map(Arc::as_ptr);
        above(self) == above(other) && files(self) == files(other)
    }

    /// Whether any file is a resource of a kind that Ingot knows, readable or not.
    pub(crate) fn has_resources(&self) -> bool {
        self.files().any(|file| matches!(file.content(), Content::Resource(_)))
    }

    pub(crate) fn files_mut(&mut self) -> &mut BTreeMap<String, Arc<WorkspaceFile>> {
        Arc::make_mut(&mut self.files)
    }

    /// Reads what the `ingot.yaml` files inherit, which may lie outside of the workspace.
    pub(crate) fn read_inherited(&mut self) {
        let above = self.above.as_deref().map(Above::file);
        self.inherited = Arc::new(inherited(&self.root, &self.files, above));
    }

    /// Reads what the `ingot.yaml` files say about checking.
    pub(crate) fn read_settings(&mut self) {
        let above = self.above.as_deref().map(Above::as_parts);
        self.settings = Settings::new(self.resources().map(|(_, resource)| resource), above);
    }

    /// Replaces what is known about unreadable folders below `folder` (relative; empty for all).
    pub(crate) fn set_unreadable(&mut self, folder: &str, unreadable: &[(String, io::Error)]) {
        self.problems.retain(|problem| !is_below(&problem.file, folder));
        self.problems
            .extend(unreadable.iter().map(|(path, error)| unreadable_folder(path, error)));
    }
}

/// Whether `path` is `folder` or below it; everything is below the empty one.
pub(crate) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn unreadable_folder(path: &str, error: &io::Error) -> Diagnostic {
    let start = Position { line: 1, column: 1 };
    Diagnostic {
        rule: "io/unreadable".to_owned(),
        severity: Severity::Error,
        message: format!("cannot read `{path}`: {error}"),
        help: Some("check who may read it; the rest of the workspace is not affected".to_owned()),
        file: path.to_owned(),
        range: Range { start, end: start },
        related: Vec::new(),
        fix: None,
    }
}
