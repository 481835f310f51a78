//! How the files of a workspace are checked: which rules run where, and how much they matter.

use std::collections::BTreeMap;

use globset::{Glob, GlobBuilder};
use ingot_component::rules::ignore::NEVER;
use ingot_component::spelling::{list, shorten, similar};
use ingot_component::yaml::Node;
use ingot_component::{Diagnostic, Fix, Severity, Span};
use serde::{Deserialize, Serialize};

use super::shape::{FromNode, Reader, shape};
use crate::rules::all_rules;
use crate::rules::guardrails::GROUP;

shape! {
    /// `check` in `ingot.yaml`.
    pub struct CheckConfiguration as "`check`" {
        /// For every file.
        "rules" => rules: RuleLevels,
        /// For some files; of several entries that fit a file the later ones count.
        "paths" => paths: Vec<PathRules>,
        /// Whether `ingot check` has scripts checked by shellcheck too.
        "shellcheck" => shellcheck: Option<bool>,
    }
}

shape! {
    /// Levels for the files that fit one of the patterns.
    pub struct PathRules as "an entry of `paths`" {
        /// Patterns of paths relative to the folder of `ingot.yaml`, with `/`.
        required "files" => files: Vec<Pattern>,
        /// What holds there.
        required "rules" => rules: RuleLevels,
    }
}

/// Levels by rule (`scripts/sudo`) or by group (`scripts/*`); a rule's own counts over its group's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleLevels(pub BTreeMap<String, Level>);

/// What a configuration makes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs, with its own severity, whatever was said before.
    Default,
    /// It runs, and breaking it is an error.
    Error,
    /// It runs, and breaking it is a warning.
    Warning,
    /// It runs, and breaking it is worth knowing.
    Info,
}

impl Level {
    const ALL: [(&'static str, Self); 5] = [
        ("off", Self::Off),
        ("info", Self::Info),
        ("warning", Self::Warning),
        ("error", Self::Error),
        ("default", Self::Default),
    ];
    const NAMES: [&'static str; 5] = ["off", "info", "warning", "error", "default"];
}

/// A pattern of paths as globset reads it: `*` and `?` within a name, `**` for any folders, `{a,b}`,
/// `[ab]`; a `/` at the end means everything in the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pattern(pub String);

impl Pattern {
    /// The pattern to match with.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn glob(&self) -> Result<Glob, globset::Error> {
        let pattern = self.0.strip_prefix("./").unwrap_or(&self.0);
        let folder = pattern.strip_suffix('/').map(|folder| format!("{folder}/**"));
        GlobBuilder::new(folder.as_deref().unwrap_or(pattern))
            .literal_separator(true)
            .build()
    }
}

impl FromNode for Pattern {
    const WANTED: &'static str = "text";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let pattern = Self(String::from_node(node, field, reader));
        if let Err(error) = pattern.glob() {
            let message = format!("`{}` is no pattern of paths: {}", shorten(&pattern.0), error.kind());
            let help = "write a path relative to this file; `*` stands for any name, `**` for any folders";
            warn(reader, node.span, "configuration/pattern", message, help.to_owned());
        }
        pattern
    }
}

impl FromNode for RuleLevels {
    const WANTED: &'static str = "a mapping";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let mut levels = Self::default();
        if !node.is_mapping() {
            reader.not_a_mapping(node, field);
            return levels;
        }
        for entry in node.entries() {
            let written = entry.key.text().unwrap_or("");
            if written.starts_with(GROUP) {
                let message = format!("`{}` is not configured here", shorten(written));
                let help = "how much a guardrail matters is its author's decision: `severity` of the guardrail";
                warn(
                    reader,
                    entry.key.span,
                    "configuration/fixed-rule",
                    message,
                    help.to_owned(),
                );
                continue;
            }
            let known = is_known(written);
            if !known {
                unknown_rule(&entry.key, written, reader);
            }
            let Some(level) = level(&entry.value, reader) else {
                continue;
            };
            if level == Level::Off && NEVER.contains(&written) {
                let message = format!("`{written}` cannot be turned off");
                let help = "nothing behind such a place is checked; mend the file, or move it out of the workspace";
                warn(
                    reader,
                    entry.key.span,
                    "configuration/fixed-rule",
                    message,
                    help.to_owned(),
                );
            } else if known {
                levels.0.insert(written.to_owned(), level);
            }
        }
        levels
    }
}

/// The ids that `name`, a rule or `group/*`, stands for.
pub(crate) fn rules_of(name: &str) -> impl Iterator<Item = &'static str> {
    let group = name.strip_suffix('*').filter(|group| group.ends_with('/'));
    all_rules().map(|meta| meta.id).filter(move |id| match group {
        // A group holds what may be off, and nothing else.
        Some(group) => id.starts_with(group) && !NEVER.contains(id) && !id.starts_with(GROUP),
        None => *id == name,
    })
}

fn is_known(name: &str) -> bool {
    rules_of(name).next().is_some()
}

fn level(node: &Node, reader: &mut Reader<'_>) -> Option<Level> {
    let written = node.text().unwrap_or("");
    if let Some((_, level)) = Level::ALL.iter().find(|(name, _)| *name == written) {
        return Some(*level);
    }
    let message = match node.text() {
        Some(text) if !text.is_empty() => format!("`{}` is no level of a rule", shorten(text)),
        _ => format!("the level of a rule cannot be {}", node.describe()),
    };
    // YAML 1.1 writes booleans so, and other linters take them.
    let meant = match written.to_ascii_lowercase().as_str() {
        "false" | "no" | "none" | "ignore" | "disable" | "disabled" => Some("off"),
        "true" | "yes" | "on" | "enable" | "enabled" => Some("default"),
        "warn" => Some("warning"),
        "note" | "hint" => Some("info"),
        other => similar(other, Level::NAMES),
    };
    let mut diagnostic = Diagnostic::new(
        reader.source,
        node.span,
        "configuration/level",
        Severity::Warning,
        message,
    );
    diagnostic = match meant {
        Some(meant) if !node.span.is_empty() => {
            diagnostic
                .with_help(format!("did you mean `{meant}`?"))
                .with_fix(Fix::replace(
                    reader.source,
                    node.span,
                    format!("write `{meant}`"),
                    meant,
                ))
        }
        _ => diagnostic.with_help(format!("it takes {}", list(&Level::NAMES))),
    };
    reader.diagnostics.push(diagnostic);
    None
}

fn unknown_rule(key: &Node, written: &str, reader: &mut Reader<'_>) {
    let group = written.strip_suffix("/*");
    let meant = match group {
        Some(group) => {
            let groups = all_rules().filter_map(|meta| Some(meta.id.split_once('/')?.0));
            similar(group, groups).map(|group| format!("{group}/*"))
        }
        None => similar(written, all_rules().map(|meta| meta.id)).map(str::to_owned),
    };
    let what = if group.is_some() { "group of rules" } else { "rule" };
    let message = format!("there is no {what} `{}`", shorten(written));
    let mut diagnostic = Diagnostic::new(
        reader.source,
        key.span,
        "configuration/unknown-rule",
        Severity::Warning,
        message,
    );
    diagnostic = match meant {
        Some(meant) => diagnostic
            .with_help(format!("did you mean `{meant}`?"))
            .with_fix(Fix::replace(reader.source, key.span, format!("write `{meant}`"), meant)),
        None if written.starts_with("io/") => diagnostic.with_help("what cannot be read is always said"),
        None => diagnostic.with_help("`ingot explain` lists all rules"),
    };
    reader.diagnostics.push(diagnostic);
}

fn warn(reader: &mut Reader<'_>, span: Span, rule: &str, message: String, help: String) {
    let diagnostic = Diagnostic::new(reader.source, span, rule, Severity::Warning, message);
    reader.diagnostics.push(diagnostic.with_help(help));
}
