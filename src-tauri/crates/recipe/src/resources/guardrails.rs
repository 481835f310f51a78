//! What the recipes of a workspace, and of those that inherit it, must keep to: `guardrails` in
//! `ingot.yaml`.
//!
//! A guardrail that cannot be read does not hold, so whatever is wrong with one is an error.

use globset::{Glob, GlobSet};
use ingot_component::spelling::{shorten, similar};
use ingot_component::yaml::Node;
use ingot_component::{Diagnostic, Severity};
use serde::{Deserialize, Serialize};

use super::shape::{FromNode, Reader, shape};

shape! {
    /// One guardrail.
    pub struct Guardrail as "a guardrail" {
        /// What people call it; each guardrail of a file has its own.
        required "name" => name: String,
        /// Its author's own words, shown where it is broken.
        "message" => message: Option<String>,
        /// How much breaking it matters; an error without it.
        "severity" => severity: Option<GuardrailSeverity>,
        /// Whether a comment in a file may ignore it, as it may ignore a rule.
        "ignorable" => ignorable: Option<bool>,
        /// The recipes it is about; every recipe without it. `!` in front excludes.
        "recipes" => recipes: NamePatterns,
        /// Each fits a component somewhere in the lineage.
        "requiredComponents" => required_components: NamePatterns,
        /// Each fits a component of the recipe itself, and the recipe's pipelines run tests.
        "requiredTests" => required_tests: NamePatterns,
        /// None fits a component of the recipe itself.
        "forbiddenComponents" => forbidden_components: NamePatterns,
        /// None fits an action in the documents of the recipe's own components.
        "forbiddenActions" => forbidden_actions: NamePatterns,
        /// One fits every region of the distribution.
        "allowedRegions" => allowed_regions: NamePatterns,
        /// One fits every instance type of the infrastructure.
        "allowedInstanceTypes" => allowed_instance_types: NamePatterns,
        /// One fits `parentImage` as written.
        "allowedParents" => allowed_parents: NamePatterns,
        /// Largest volume, in GiB.
        "maximumVolumeSize" => maximum_volume_size: Option<i64>,
        /// Whether every volume of the image is encrypted.
        "encryption" => encryption: Option<Encryption>,
    }
}

impl Guardrail {
    /// Its severity.
    pub fn severity(&self) -> Severity {
        self.severity.map_or(Severity::Error, |severity| severity.0)
    }

    /// Whether it asks for anything.
    pub fn asks(&self) -> bool {
        let lists = [
            &self.required_components,
            &self.required_tests,
            &self.forbidden_components,
            &self.forbidden_actions,
            &self.allowed_regions,
            &self.allowed_instance_types,
            &self.allowed_parents,
        ];
        lists.iter().any(|list| !list.0.is_empty()) || self.maximum_volume_size.is_some() || self.encryption.is_some()
    }
}

/// `error`, `warning` or `info`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuardrailSeverity(pub Severity);

impl Default for GuardrailSeverity {
    fn default() -> Self {
        Self(Severity::Error)
    }
}

impl FromNode for GuardrailSeverity {
    const WANTED: &'static str = "`error`, `warning` or `info`";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        match node.text() {
            Some("error") => Self(Severity::Error),
            Some("warning") => Self(Severity::Warning),
            Some("info") => Self(Severity::Info),
            _ => {
                malformed(reader, node, field, Self::WANTED, &["error", "warning", "info"]);
                Self::default()
            }
        }
    }
}

/// `required` is all that can be asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// Every volume of the image is encrypted.
    #[default]
    Required,
}

impl FromNode for Encryption {
    const WANTED: &'static str = "`required`";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        if node.text() != Some("required") {
            malformed(reader, node, field, Self::WANTED, &["required"]);
        }
        Self::Required
    }
}

fn malformed(reader: &mut Reader<'_>, node: &Node, field: &str, wanted: &str, known: &[&str]) {
    let message = match node.text() {
        Some(text) if !text.is_empty() => format!("`{field}` is `{}`; {wanted} is wanted", shorten(text)),
        _ => format!("`{field}` is {}; {wanted} is wanted", node.describe()),
    };
    let meant = node.text().and_then(|text| similar(text, known.iter().copied()));
    let help = meant.map_or_else(
        || format!("write {wanted}, or remove the line"),
        |meant| format!("did you mean `{meant}`?"),
    );
    reader.report(node.span, RULE, message, help);
}

/// Patterns of names: `*` stands for any characters, `?` for one, `{a,b}` for one of several. Case
/// does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamePatterns(pub Vec<String>);

/// Most patterns of one list.
const MOST_PATTERNS: usize = 100;
/// Longest pattern, in bytes; an ARN with a name of the greatest length is shorter.
const LONGEST_PATTERN: usize = 256;
const RULE: &str = "configuration/guardrail";

impl NamePatterns {
    /// The patterns that can be read, to match with names in lower case; `!` in front is left out.
    pub fn globs(&self) -> impl Iterator<Item = (&str, Glob)> {
        let read = self.0.iter().take(MOST_PATTERNS);
        read.filter_map(|pattern| Some((pattern.as_str(), glob(pattern).ok()?)))
    }
}

fn glob(pattern: &str) -> Result<Glob, String> {
    let bare = pattern.strip_prefix('!').unwrap_or(pattern);
    if bare.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if bare.len() > LONGEST_PATTERN {
        return Err(format!("it is longer than {LONGEST_PATTERN} characters"));
    }
    // In lower case, because a set finds names by their hash only where case matters.
    let glob = Glob::new(&bare.to_lowercase()).map_err(|error| error.kind().to_string())?;
    // One whose expression is too large is found out only now.
    let set = GlobSet::builder().add(glob.clone()).build();
    set.map(|_| glob).map_err(|error| error.kind().to_string())
}

impl FromNode for NamePatterns {
    const WANTED: &'static str = "a list";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let before = reader.diagnostics.len();
        let patterns: Vec<String> = Vec::from_node(node, field, reader);
        if reader.diagnostics.len() > before {
            return Self(patterns);
        }
        if patterns.is_empty() {
            let help = "name something, or remove the line";
            reader.report(node.span, RULE, format!("`{field}` is empty"), help.to_owned());
        }
        if let Some(item) = node.items().get(MOST_PATTERNS) {
            let message = format!("`{field}` has more than {MOST_PATTERNS} patterns; the rest does not count");
            let help = "join some with `*`, or write a second guardrail";
            reader.report(item.span, RULE, message, help.to_owned());
        }
        for (item, pattern) in node.items().iter().zip(&patterns).take(MOST_PATTERNS) {
            let problem = match glob(pattern) {
                Err(problem) => problem,
                Ok(_) if pattern.starts_with('!') && field != "recipes" => "`!` excludes only in `recipes`".to_owned(),
                Ok(_) => continue,
            };
            let message = format!("`{}` is no pattern of names: {problem}", shorten(pattern));
            let help = "write a name; `*` stands for any characters, `{a,b}` for one of several";
            let diagnostic = Diagnostic::new(reader.source, item.span, RULE, Severity::Error, message);
            reader.diagnostics.push(diagnostic.with_help(help));
        }
        Self(patterns)
    }
}
