//! Files whose text cannot be read for the moment, shown as they last could be.

use std::sync::Arc;

use ingot_component::{Diagnostic, Position, Range, Severity};
use ingot_recipe::{Kind, Resource};

use crate::file::{Content, WorkspaceFile};
use crate::inherit::is_configuration;
use crate::snapshot::Snapshot;

impl WorkspaceFile {
    /// The resource in it, if all of it could be read and it has a name.
    pub fn whole_resource(&self) -> Option<&Arc<Resource>> {
        self.shared_resource().filter(|resource| {
            resource.is_complete() && (resource.kind() == Kind::Workspace || !resource.name().is_empty())
        })
    }

    /// Why it is shown as it was; `None` when it is shown as it is.
    pub fn why_stale(&self) -> Option<&Diagnostic> {
        self.diagnostics()
            .iter()
            .find(|found| found.severity == Severity::Error)
            .filter(|_| self.is_stale())
    }
}

impl Snapshot {
    /// Files that hold a resource which cannot be read, and unsaved ones that hold no resource: `kind` may be being
    /// typed.
    pub fn unreadable_resources(&self) -> Vec<String> {
        let unreadable = self.files().filter(|file| match file.content() {
            Content::Resource(_) => file.whole_resource().is_none(),
            Content::Document(Some(_)) | Content::Workflow => false,
            _ => file.is_draft() || file.diagnostics().iter().any(|found| found.rule.starts_with("io/")),
        });
        unreadable.map(|file| file.path().to_owned()).collect()
    }

    /// Shows the file `path` as `resource`, which it held when it last could be read. Its text and what is wrong with
    /// it stay.
    pub fn show_as_it_was(&mut self, path: &str, resource: &Arc<Resource>) {
        let Some(file) = self.files_mut().get_mut(path) else {
            return;
        };
        let start = Position { line: 1, column: 1 };
        let gone = Diagnostic {
            rule: "recipe/missing-field".to_owned(),
            severity: Severity::Error,
            message: format!("`kind` is missing; this was {}", resource.kind().one()),
            help: Some(format!("add `kind: {}`", resource.kind())),
            file: path.to_owned(),
            range: Range { start, end: start },
            related: Vec::new(),
            fix: None,
        };
        *file = Arc::new(file.shown_as(Arc::clone(resource), gone));
        if is_configuration(path) {
            self.read_settings();
        }
    }
}
