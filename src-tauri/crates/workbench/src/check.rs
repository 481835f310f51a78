//! Checking files and folders without a window, a cache or a network: what `ingot check` does.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use ingot_component::rules::Ignored;
use ingot_component::{Diagnostic, Position, Range, Severity, Source};
use ingot_recipe::Inventory;
use ingot_workspace::{
    Content, Snapshot, Workspace, WorkspaceError, WorkspaceFile, read_file, settings_for, unsaved_file,
};

use crate::prepared::{Prepared, check_document, sort_ignored};
use crate::shellcheck::{Scripts, Wanted};

/// What was found, and in what.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// By file and place; files are named as the caller named them, or below the folder that was named.
    pub diagnostics: Vec<Diagnostic>,
    pub files: u32,
    /// Something that was asked for could not be read.
    pub unreadable: bool,
    /// What comments in the files ignore, by file and place.
    pub ignored: Vec<Ignored>,
    /// Why shellcheck, though wanted, did not look at every script.
    pub notices: Vec<String>,
    /// The texts, for excerpts.
    pub sources: BTreeMap<String, Source>,
    /// Where the files lie, by name.
    pub places: BTreeMap<String, PathBuf>,
}

/// Checks component documents, resource files with their workspace, and folders with all that is in them.
pub fn check_paths(paths: &[PathBuf], shellcheck: Wanted) -> CheckReport {
    let scripts = Scripts::new(shellcheck);
    let mut report = check_texts(paths, &BTreeMap::new(), &scripts);
    report.notices = scripts.problems();
    report
}

/// [`check_paths`] as if the files at the paths in `texts` (absolute, without links) held these texts.
pub(crate) fn check_texts(paths: &[PathBuf], texts: &BTreeMap<PathBuf, String>, scripts: &Scripts) -> CheckReport {
    let mut report = CheckReport::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        // The same path twice is checked once.
        if seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())) {
            check_path(path, texts, scripts, &mut report);
        }
    }
    Diagnostic::sort(&mut report.diagnostics);
    report.diagnostics.dedup();
    sort_ignored(&mut report.ignored);
    report.ignored.dedup();
    report.unreadable |= report
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.rule.starts_with("io/"));
    report
}

fn check_path(path: &Path, texts: &BTreeMap<PathBuf, String>, scripts: &Scripts, report: &mut CheckReport) {
    if path.is_dir() {
        return check_folder(path, texts, scripts, report);
    }
    let label = path.to_string_lossy().replace('\\', "/");
    let text = std::fs::canonicalize(path).ok().and_then(|real| texts.get(&real));
    let file = match text {
        Some(text) => Some(unsaved_file(&label, text)),
        None => read_file(path, &label),
    };
    report.files += 1;
    let Some(file) = file else {
        report
            .diagnostics
            .push(unreadable(&label, "there is no such file", "check the path"));
        return;
    };
    match file.content() {
        // A resource means something only together with what it refers to.
        Content::Resource(_) => return check_in_workspace(path, &file, &label, texts, report),
        Content::Other if !file.diagnostics().is_empty() => {
            report.diagnostics.extend(file.diagnostics().iter().cloned());
        }
        // Named by hand, any other file is meant to be a component document: its own rules say what is missing.
        Content::Document(_) | Content::Workflow | Content::Other => {
            let (settings, shellcheck) = settings_for(path);
            let said = scripts.check(file.source(), shellcheck);
            let checked = check_document(file.source(), &settings, said);
            report.diagnostics.extend(file.diagnostics().iter().cloned());
            report.diagnostics.extend(checked.diagnostics);
            report.ignored.extend(checked.ignored);
        }
    }
    report.add_text(label, path.to_owned(), file.text());
}

/// One resource file: its own problems only, found with its whole workspace at hand.
fn check_in_workspace(
    path: &Path,
    file: &WorkspaceFile,
    label: &str,
    texts: &BTreeMap<PathBuf, String>,
    report: &mut CheckReport,
) {
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
        .and_then(|path| below(workspace.root(), &path))
        .unwrap_or_else(|| label.to_owned());
    let snapshot = workspace.snapshot();
    let mut drafts = drafts(&snapshot, texts);
    // Named by hand it is looked at, though its folder or its ending would keep it out of the workspace.
    if snapshot.file(&inside).is_none() {
        drafts.insert(inside.clone(), file.text().to_owned());
    }
    let prepared = Prepared::new(&snapshot, &drafts, Inventory::default(), None);
    let name = |file: &str| {
        if file == inside {
            label.to_owned()
        } else {
            file.to_owned()
        }
    };
    let own = prepared.of_file(&inside).cloned();
    report
        .diagnostics
        .extend(own.map(|diagnostic| renamed(diagnostic, name)));
    let ignored = prepared.ignored.iter().filter(|it| it.diagnostic.file == inside);
    report.ignored.extend(ignored.map(|it| renamed_ignored(it, name)));
    report.add_text(label.to_owned(), path.to_owned(), file.text());
}

fn check_folder(folder: &Path, texts: &BTreeMap<PathBuf, String>, scripts: &Scripts, report: &mut CheckReport) {
    let label = folder.to_string_lossy().replace('\\', "/");
    let opened = match Workspace::open_folder(folder) {
        Ok(workspace) => workspace,
        Err(error) => {
            report.diagnostics.push(cannot_open(&label, &error));
            return;
        }
    };
    let snapshot = opened.snapshot();
    let drafts = drafts(&snapshot, texts);
    let ask = |source: &Source, configured: Option<bool>| scripts.check(source, configured);
    let prepared = Prepared::with_programs(&snapshot, &drafts, Inventory::default(), None, &ask);
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
            report.add_text(name(file.path()), folder.join(file.path()), file.text());
        }
    }
    let all = prepared.diagnostics.iter().cloned();
    report
        .diagnostics
        .extend(all.map(|diagnostic| renamed(diagnostic, name)));
    report
        .ignored
        .extend(prepared.ignored.iter().map(|it| renamed_ignored(it, name)));
    // A mistyped path in a pipeline must not pass as a clean one.
    if report.files == before && prepared.diagnostics.is_empty() {
        let message = "there is nothing to check: no resource file and no component document";
        report.diagnostics.push(Diagnostic {
            rule: "io/nothing-to-check".to_owned(),
            ..unreadable(&label, message, "check the path")
        });
    }
}

impl CheckReport {
    fn add_text(&mut self, name: String, place: PathBuf, text: &str) {
        self.sources.insert(name.clone(), Source::new(name.clone(), text));
        self.places.insert(name, place);
    }
}

/// The texts of files that lie in the folder of `snapshot`, by their paths in it.
fn drafts(snapshot: &Snapshot, texts: &BTreeMap<PathBuf, String>) -> HashMap<String, String> {
    texts
        .iter()
        .filter_map(|(path, text)| Some((below(snapshot.root(), path)?, text.clone())))
        .collect()
}

/// `path` relative to `root`, with `/`.
fn below(root: &Path, path: &Path) -> Option<String> {
    Some(path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"))
}

fn renamed_ignored(ignored: &Ignored, name: impl Fn(&str) -> String) -> Ignored {
    Ignored {
        diagnostic: renamed(ignored.diagnostic.clone(), name),
        reason: ignored.reason.clone(),
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
