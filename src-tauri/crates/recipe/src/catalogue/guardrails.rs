//! The guardrails that hold in a workspace: its own, and those that it inherits.

use std::sync::Arc;

use globset::{GlobSet, GlobSetBuilder};
use ingot_component::spelling::shorten;
use ingot_component::{Diagnostic, Source};

use crate::names::normalised;
use crate::resources::{Authored, Guardrail, NamePatterns, Place, Resource, Workspace, read};
use crate::settings::folder_of_configuration;

/// Most guardrails of one file.
pub(crate) const MOST_GUARDRAILS: usize = 100;

/// A file that an `inherit` leads to, as whoever reads files found it.
#[derive(Debug, Clone)]
pub struct Inherited {
    /// The workspace's file with the `inherit`, as it is labelled, and the position of the entry, from
    /// 0, that leads there. `None` for the configuration of a folder above.
    pub by: Option<(String, usize)>,
    /// The text, labelled with its path from the workspace's folder; or why there is none, as the
    /// second half of a sentence.
    pub text: Result<Source, String>,
}

impl Inherited {
    /// Whether it says the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        let same = match (&self.text, &other.text) {
            (Ok(a), Ok(b)) => a.file() == b.file() && a.text() == b.text(),
            (Err(a), Err(b)) => a == b,
            _ => false,
        };
        same && self.by == other.by
    }
}

/// Why nothing, or not everything, is inherited through an entry of `inherit`.
#[derive(Debug, Clone)]
pub(crate) struct InheritProblem {
    pub by: String,
    pub entry: usize,
    pub message: String,
    pub help: String,
}

/// A guardrail with its place, ready to be held against recipes.
#[derive(Debug, Clone)]
pub struct Guard {
    /// What it says.
    pub guardrail: Guardrail,
    file: Arc<Authored<Workspace>>,
    index: usize,
    /// The folders, with `/` at the end, in and below which it holds.
    folders: Vec<String>,
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    /// Each pattern as written.
    pub(crate) required_components: Vec<(String, GlobSet)>,
    pub(crate) required_tests: Vec<(String, GlobSet)>,
    pub(crate) forbidden_components: Option<GlobSet>,
    pub(crate) forbidden_actions: Option<GlobSet>,
    pub(crate) allowed_regions: Option<GlobSet>,
    pub(crate) allowed_instance_types: Option<GlobSet>,
    pub(crate) allowed_parents: Option<GlobSet>,
}

impl Guard {
    fn new(file: &Arc<Authored<Workspace>>, index: usize, guardrail: &Guardrail, folder: &str) -> Self {
        let required = |patterns: &NamePatterns| {
            let each = patterns.globs().filter_map(|(written, glob)| {
                let set = GlobSet::builder().add(glob).build().ok()?;
                Some((written.to_owned(), set))
            });
            each.collect()
        };
        let excludes = |pattern: &str| pattern.starts_with('!');
        let (exclude, include): (Vec<&str>, Vec<&str>) = guardrail
            .recipes
            .0
            .iter()
            .map(String::as_str)
            .partition(|pattern| excludes(pattern));
        Self {
            file: Arc::clone(file),
            index,
            folders: vec![folder.to_owned()],
            include: (!include.is_empty()).then(|| set(&guardrail.recipes, |pattern| !excludes(pattern))),
            exclude: (!exclude.is_empty()).then(|| set(&guardrail.recipes, excludes)),
            required_components: required(&guardrail.required_components),
            required_tests: required(&guardrail.required_tests),
            forbidden_components: limit(&guardrail.forbidden_components),
            forbidden_actions: limit(&guardrail.forbidden_actions),
            allowed_regions: limit(&guardrail.allowed_regions),
            allowed_instance_types: limit(&guardrail.allowed_instance_types),
            allowed_parents: limit(&guardrail.allowed_parents),
            guardrail: guardrail.clone(),
        }
    }

    /// Whether it holds for the recipe `name` of `file`.
    pub(crate) fn holds_for(&self, file: &str, name: &str) -> bool {
        let fits = |set: &GlobSet| fits(set, name);
        self.holds_in(file) && self.include.as_ref().is_none_or(fits) && !self.exclude.as_ref().is_some_and(fits)
    }

    /// Whether it holds for what lies in `file`, whatever it is called.
    pub(crate) fn holds_in(&self, file: &str) -> bool {
        self.folders.iter().any(|folder| file.starts_with(folder.as_str()))
    }

    /// Whether it is about some recipes only.
    pub(crate) fn is_selective(&self) -> bool {
        !self.guardrail.recipes.0.is_empty()
    }

    /// Its field `key` in its file.
    pub(crate) fn place(&self, key: &str) -> Place<'_> {
        self.file.at("guardrails").item(self.index).at(key)
    }

    /// Label of the file it stands in.
    pub fn file(&self) -> &str {
        self.file.file()
    }

    /// Whether it is what `diagnostic`, one of a rule `guardrails/…`, is about.
    pub(crate) fn made(&self, diagnostic: &Diagnostic) -> bool {
        let whole = self.file.at("guardrails").item(self.index);
        let range = whole.source().range(whole.span());
        diagnostic.related.iter().any(|related| {
            related.file == self.file() && range.start <= related.range.start && related.range.end <= range.end
        })
    }
}

/// Whether a name fits as written or as AWS writes it in ARNs.
pub(crate) fn fits(set: &GlobSet, name: &str) -> bool {
    set.is_match(name.to_lowercase()) || set.is_match(normalised(name))
}

fn limit(patterns: &NamePatterns) -> Option<GlobSet> {
    (!patterns.0.is_empty()).then(|| set(patterns, |_| true))
}

fn set(patterns: &NamePatterns, wanted: impl Fn(&str) -> bool) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for (_, glob) in patterns.globs().filter(|(pattern, _)| wanted(pattern)) {
        set.add(glob);
    }
    // Patterns too large to be compiled together fit nothing.
    set.build().unwrap_or_default()
}

/// The guardrails of the workspace's own files and of `inherited` ones.
pub(super) fn collect(files: &[Arc<Resource>], inherited: Vec<Inherited>) -> (Vec<Guard>, Vec<InheritProblem>) {
    let (mut guards, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        if let Resource::Workspace(file) = &**file
            && let Some(folder) = folder_of_configuration(file.file())
        {
            add(&mut guards, &Arc::new(file.clone()), folder);
            for (entry, written) in file.value.inherit.iter().enumerate() {
                if !inherited.iter().any(|it| is_by(it, file.file(), entry)) {
                    problems.push(InheritProblem {
                        by: file.file().to_owned(),
                        entry,
                        message: format!("`{}` was not read", shorten(written)),
                        help: "its guardrails do not hold here".to_owned(),
                    });
                }
            }
        }
    }
    for Inherited { by, text } in inherited {
        let folder = by.as_ref().and_then(|(file, _)| folder_of_configuration(file));
        let folder = folder.unwrap_or("").to_owned();
        let mut report = |message: String, help: &str| {
            // What is wrong above is said where that folder is checked.
            let Some((by, entry)) = &by else { return };
            problems.push(InheritProblem {
                by: by.clone(),
                entry: *entry,
                message,
                help: help.to_owned(),
            });
        };
        let source = match text {
            Ok(source) => source,
            Err(why) => {
                let help =
                    "check the path, and that the submodule or copy is there; until then its guardrails do not hold";
                report(why, help);
                continue;
            }
        };
        let reading = read(&source);
        match reading.resource {
            Some(Resource::Workspace(file)) => {
                if let Some(first) = reading.diagnostics.first() {
                    let message = format!("`{}` has a problem: {}", source.file(), first.message);
                    let help = "what cannot be read of it does not hold; tell its owner, or use another version of it";
                    report(message, help);
                }
                add(&mut guards, &Arc::new(file), &folder);
            }
            _ => {
                let message = format!("`{}` is no workspace", source.file());
                report(message, "name an `ingot.yaml` with `kind: Workspace`");
            }
        }
    }
    (guards, problems)
}

fn is_by(inherited: &Inherited, file: &str, entry: usize) -> bool {
    let by = inherited.by.as_ref();
    by.is_some_and(|(by, at)| by == file && *at == entry)
}

/// Adds the guardrails of `file` for what lies in and below `folder`.
fn add(guards: &mut Vec<Guard>, file: &Arc<Authored<Workspace>>, folder: &str) {
    let known = guards.iter_mut().filter(|guard| guard.file() == file.file());
    let mut again = false;
    for guard in known {
        again = true;
        if !guard.folders.iter().any(|known| known == folder) {
            guard.folders.push(folder.to_owned());
        }
    }
    if !again {
        let all = file.value.guardrails.iter().take(MOST_GUARDRAILS).enumerate();
        guards.extend(all.map(|(index, guardrail)| Guard::new(file, index, guardrail, folder)));
    }
}
