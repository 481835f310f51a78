//! Checking files and folders without a window, a cache or a network: what `ingot check` does.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use ingot_component::rules::RuleSettings;
use ingot_component::{Diagnostic, Position, Range, Severity, Source};
use ingot_recipe::Inventory;
use ingot_workspace::{Content, Workspace, WorkspaceError, WorkspaceFile, read_file};

use crate::prepared::Prepared;

/// What was found, and in what.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// By file and place; files are named as the caller named them, or below the folder that was named.
    pub diagnostics: Vec<Diagnostic>,
    pub files: u32,
    /// Something that was asked for could not be read.
    pub unreadable: bool,
    /// The texts, for excerpts.
    pub sources: BTreeMap<String, Source>,
}

/// Checks component documents, resource files with their workspace, and folders with all that is in them.
pub fn check_paths(paths: &[PathBuf]) -> CheckReport {
    let mut report = CheckReport::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        // The same path twice is checked once.
        if seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())) {
            check_path(path, &mut report);
        }
    }
    Diagnostic::sort(&mut report.diagnostics);
    report.diagnostics.dedup();
    report.unreadable |= report
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.rule.starts_with("io/"));
    report
}

fn check_path(path: &Path, report: &mut CheckReport) {
    if path.is_dir() {
        return check_folder(path, report);
    }
    let label = path.to_string_lossy().replace('\\', "/");
    let Some(file) = read_file(path, &label) else {
        report.files += 1;
        report
            .diagnostics
            .push(unreadable(&label, "there is no such file", "check the path"));
        return;
    };
    match file.content() {
        // A resource means something only together with what it refers to.
        Content::Resource(_) => check_in_workspace(path, &file, &label, report),
        Content::Document(_) => {
            report.files += 1;
            report.diagnostics.extend(file.diagnostics().iter().cloned());
            report
                .diagnostics
                .extend(ingot_component::rules::check(file.source(), &RuleSettings::default()));
            report.sources.insert(label, file.source().clone());
        }
        Content::Other => {
            report.files += 1;
            if !file.diagnostics().is_empty() {
                report.diagnostics.extend(file.diagnostics().iter().cloned());
            } else {
                // Named by hand, it is meant to be a component document: its own rules say what is missing.
                report
                    .diagnostics
                    .extend(ingot_component::rules::check(file.source(), &RuleSettings::default()));
            }
            report.sources.insert(label, file.source().clone());
        }
    }
}

/// One resource file: its own problems only, found with its whole workspace at hand.
fn check_in_workspace(path: &Path, file: &WorkspaceFile, label: &str, report: &mut CheckReport) {
    report.files += 1;
    // A resource that is in no workspace is checked with what stands beside it.
    let workspace = match Workspace::open(path).or_else(|_| Workspace::open_folder(path)) {
        Ok(workspace) => workspace,
        Err(error) => {
            report.diagnostics.push(cannot_open(label, &error));
            return;
        }
    };
    let inside = std::fs::canonicalize(path)
        .ok()
        .and_then(|path| {
            Some(
                path.strip_prefix(workspace.root())
                    .ok()?
                    .to_string_lossy()
                    .replace('\\', "/"),
            )
        })
        .unwrap_or_else(|| label.to_owned());
    let snapshot = workspace.snapshot();
    // Named by hand it is looked at, though its folder or its ending would keep it out of the workspace.
    let unlisted = match snapshot.file(&inside) {
        Some(_) => HashMap::new(),
        None => HashMap::from([(inside.clone(), file.text().to_owned())]),
    };
    let prepared = Prepared::new(&snapshot, &unlisted, Inventory::default(), None);
    let name = |file: &str| {
        if file == inside {
            label.to_owned()
        } else {
            file.to_owned()
        }
    };
    report.diagnostics.extend(
        prepared
            .of_file(&inside)
            .cloned()
            .map(|diagnostic| renamed(diagnostic, name)),
    );
    report.sources.insert(label.to_owned(), Source::new(label, file.text()));
}

fn check_folder(folder: &Path, report: &mut CheckReport) {
    let label = folder.to_string_lossy().replace('\\', "/");
    let opened = match Workspace::open_folder(folder) {
        Ok(workspace) => workspace,
        Err(error) => {
            report.diagnostics.push(cannot_open(&label, &error));
            return;
        }
    };
    let prepared = Prepared::new(&opened.snapshot(), &HashMap::new(), Inventory::default(), None);
    let prefix = match label.trim_end_matches('/') {
        "." | "" => String::new(),
        label => format!("{label}/"),
    };
    let name = |file: &str| format!("{prefix}{file}");
    let before = report.files;
    for file in prepared.snapshot.files() {
        let ours = !matches!(file.content(), Content::Other) || !file.diagnostics().is_empty();
        report.files += u32::from(ours);
        if ours {
            report
                .sources
                .insert(name(file.path()), Source::new(name(file.path()), file.text()));
        }
    }
    report.diagnostics.extend(
        prepared
            .diagnostics
            .iter()
            .cloned()
            .map(|diagnostic| renamed(diagnostic, name)),
    );
    // A mistyped path in a pipeline must not pass as a clean one.
    if report.files == before && prepared.diagnostics.is_empty() {
        let message = "there is nothing to check: no resource file and no component document";
        report.diagnostics.push(Diagnostic {
            rule: "io/nothing-to-check".to_owned(),
            ..unreadable(&label, message, "check the path")
        });
    }
}

fn renamed(mut diagnostic: Diagnostic, name: impl Fn(&str) -> String) -> Diagnostic {
    diagnostic.file = name(&diagnostic.file);
    for related in &mut diagnostic.related {
        related.file = name(&related.file);
    }
    diagnostic
}

fn cannot_open(label: &str, error: &WorkspaceError) -> Diagnostic {
    unreadable(
        label,
        &error.to_string(),
        "check the path; the other paths were checked",
    )
}

fn unreadable(label: &str, message: &str, help: &str) -> Diagnostic {
    let start = Position { line: 1, column: 1 };
    Diagnostic {
        rule: "io/unreadable".to_owned(),
        severity: Severity::Error,
        message: message.to_owned(),
        help: Some(help.to_owned()),
        file: label.to_owned(),
        range: Range { start, end: start },
        related: Vec::new(),
        fix: None,
    }
}
