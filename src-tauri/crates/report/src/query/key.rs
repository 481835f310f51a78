//! The keys of a query: their names, and what their values may be.

use super::{Field, Status};
use crate::{DecisionState, FindingStatus, FixAvailable, Layer, Scanner, Severity};

/// What a term is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Severity,
    Fix,
    Kev,
    Exploit,
    Epss,
    Score,
    Age,
    Layer,
    Status,
    Scanner,
    Text(Field),
}

struct Entry {
    key: Key,
    name: &'static str,
    aliases: &'static [&'static str],
    /// In a sentence: "`severity` is critical".
    label: &'static str,
    help: &'static str,
}

const fn entry(
    key: Key,
    name: &'static str,
    aliases: &'static [&'static str],
    label: &'static str,
    help: &'static str,
) -> Entry {
    Entry {
        key,
        name,
        aliases,
        label,
        help,
    }
}

/// In the order in which they are offered.
const KEYS: &[Entry] = &[
    entry(
        Key::Severity,
        "severity",
        &["sev"],
        "severity",
        "critical, high … or >=high",
    ),
    entry(
        Key::Fix,
        "fix",
        &["fixable"],
        "fix available",
        "yes, no, partial, or ? where the source does not say",
    ),
    entry(
        Key::Kev,
        "kev",
        &[],
        "known exploited (CISA)",
        "yes, no, or ? where nothing says so",
    ),
    entry(
        Key::Exploit,
        "exploit",
        &["exploited"],
        "exploit known",
        "yes, no, or ? where the source does not say",
    ),
    entry(
        Key::Epss,
        "epss",
        &[],
        "EPSS",
        "chance of exploitation within 30 days: >0.5, >50%",
    ),
    entry(
        Key::Score,
        "score",
        &["cvss"],
        "score",
        "the scanner's score from 0 to 10: >=7, 7..9",
    ),
    entry(
        Key::Age,
        "age",
        &[],
        "age",
        "since it was first seen: >30d, >2w, >6m, >1y",
    ),
    entry(Key::Layer, "layer", &[], "layer", "golden, overlay or unknown"),
    entry(
        Key::Text(Field::Origin),
        "origin",
        &[],
        "origin",
        "the golden build or component that brought it in",
    ),
    entry(
        Key::Status,
        "status",
        &["state"],
        "status",
        "open, accepted, not_affected, suppressed …",
    ),
    entry(
        Key::Text(Field::Package),
        "pkg",
        &["package"],
        "package",
        "part of a name, =exact, or with * for any text",
    ),
    entry(
        Key::Text(Field::Vulnerability),
        "id",
        &["cve", "vuln", "vulnerability"],
        "vulnerability",
        "CVE-2026-*, GHSA-…, aliases too",
    ),
    entry(
        Key::Text(Field::Installed),
        "version",
        &["installed"],
        "installed version",
        "as the source writes it",
    ),
    entry(
        Key::Text(Field::Fixed),
        "fixed",
        &[],
        "fixed version",
        "as the source writes it",
    ),
    entry(
        Key::Text(Field::PackageManager),
        "type",
        &["manager"],
        "package type",
        "OS, PYTHONPKG, JAR …",
    ),
    entry(
        Key::Text(Field::Path),
        "path",
        &["file"],
        "path",
        "the file that holds the package",
    ),
    entry(Key::Text(Field::Image), "image", &[], "image", "name, AMI or build"),
    entry(
        Key::Text(Field::Resource),
        "resource",
        &["instance"],
        "resource",
        "what was scanned: an instance, an image",
    ),
    entry(Key::Text(Field::Account), "account", &[], "account", "12 digits"),
    entry(Key::Text(Field::Region), "region", &[], "region", "eu-central-1 …"),
    entry(Key::Text(Field::Cwe), "cwe", &[], "weakness", "CWE-79"),
    entry(
        Key::Text(Field::FindingType),
        "kind",
        &[],
        "kind of finding",
        "PACKAGE_VULNERABILITY, CIS_CHECK …",
    ),
    entry(Key::Scanner, "scanner", &[], "scanner", "inspector, qualys, trivy …"),
];

impl Key {
    /// Every key, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.iter().map(|entry| entry.key)
    }

    /// The key of that name or alias, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let is_it = |known: &&str| known.eq_ignore_ascii_case(name);
        KEYS.iter()
            .find(|entry| is_it(&entry.name) || entry.aliases.iter().any(is_it))
            .map(|entry| entry.key)
    }

    /// As it is written in a query.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// Other names that mean the same.
    pub fn aliases(self) -> &'static [&'static str] {
        self.entry().map_or(&[], |entry| entry.aliases)
    }

    /// As it is called in a sentence.
    pub fn label(self) -> &'static str {
        self.entry().map_or("", |entry| entry.label)
    }

    /// What may stand behind it, in a line.
    pub fn help(self) -> &'static str {
        self.entry().map_or("", |entry| entry.help)
    }

    /// The words that its values are, with what each means where that is not plain; empty for numbers and texts.
    pub fn words(self) -> Vec<(&'static str, &'static str)> {
        let plain = |words: &[&'static str]| words.iter().map(|&word| (word, "")).collect();
        match self {
            Self::Severity => Severity::ALL.iter().map(|&one| (severity_word(one), "")).collect(),
            Self::Fix => fix_words().iter().map(|&(word, _)| (word, absent(word))).collect(),
            Self::Kev | Self::Exploit => YES_NO.iter().map(|&(word, _)| (word, absent(word))).collect(),
            Self::Layer => plain(&["golden", "overlay", "unknown"]),
            Self::Status => STATUSES.iter().map(|&(word, _, help)| (word, help)).collect(),
            Self::Scanner => Scanner::ALL.iter().map(|scanner| (scanner.name(), "")).collect(),
            Self::Epss | Self::Score | Self::Age | Self::Text(_) => Vec::new(),
        }
    }

    fn entry(self) -> Option<&'static Entry> {
        KEYS.iter().find(|entry| entry.key == self)
    }
}

/// Every name a key may be written by.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYS.iter()
        .flat_map(|entry| std::iter::once(entry.name).chain(entry.aliases.iter().copied()))
}

fn absent(word: &str) -> &'static str {
    if word == "?" { "not in this source" } else { "" }
}

pub(super) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Informational => "informational",
        Severity::Untriaged => "untriaged",
    }
}

pub(super) fn severity(word: &str) -> Option<Severity> {
    match word {
        "crit" => Some(Severity::Critical),
        "moderate" | "med" => Some(Severity::Medium),
        "info" => Some(Severity::Informational),
        "?" => Some(Severity::Untriaged),
        _ => Severity::from_name(word),
    }
}

pub(super) const YES_NO: [(&str, Option<bool>); 3] = [("yes", Some(true)), ("no", Some(false)), ("?", None)];

pub(super) fn yes_no(word: &str) -> Option<Option<bool>> {
    let word = match word {
        "true" | "y" => "yes",
        "false" | "n" => "no",
        _ => word,
    };
    YES_NO.iter().find(|&&(name, _)| name == word).map(|&(_, value)| value)
}

pub(super) fn fix_words() -> [(&'static str, Option<FixAvailable>); 4] {
    [
        ("yes", Some(FixAvailable::Yes)),
        ("no", Some(FixAvailable::No)),
        ("partial", Some(FixAvailable::Partial)),
        ("?", None),
    ]
}

pub(super) fn fix(word: &str) -> Option<Option<FixAvailable>> {
    let word = match word {
        "true" | "y" => "yes",
        "false" | "n" => "no",
        _ => word,
    };
    fix_words()
        .iter()
        .find(|&&(name, _)| name == word)
        .map(|&(_, value)| value)
}

pub(super) fn layer(word: &str) -> Option<Layer> {
    match word {
        "inherited" => Some(Layer::Golden),
        "own" => Some(Layer::Overlay),
        "?" => Some(Layer::Unknown),
        _ => Layer::ALL.into_iter().find(|layer| layer.name() == word),
    }
}

pub(super) const STATUSES: [(&str, Status, &str); 9] = [
    (
        "open",
        Status::Open,
        "active, and no decision holds but one that is in triage",
    ),
    (
        "in_triage",
        Status::Decided(DecisionState::InTriage),
        "somebody looks into it",
    ),
    (
        "not_affected",
        Status::Decided(DecisionState::NotAffected),
        "decided: it cannot be exploited here",
    ),
    (
        "false_positive",
        Status::Decided(DecisionState::FalsePositive),
        "decided: the scanner is wrong",
    ),
    (
        "accepted",
        Status::Decided(DecisionState::Accepted),
        "decided: the risk is borne until it expires",
    ),
    ("expired", Status::Expired, "a decision about it no longer holds"),
    ("active", Status::Scanner(FindingStatus::Active), "the scanner's word"),
    (
        "suppressed",
        Status::Scanner(FindingStatus::Suppressed),
        "the scanner's word",
    ),
    ("closed", Status::Scanner(FindingStatus::Closed), "the scanner's word"),
];

pub(super) fn status(word: &str) -> Option<Status> {
    let word = word.replace('-', "_");
    let word = if word == "triage" { "in_triage" } else { word.as_str() };
    STATUSES
        .iter()
        .find(|&&(name, ..)| name == word)
        .map(|&(_, status, _)| status)
}

pub(super) fn scanner(word: &str) -> Option<Scanner> {
    if word == "securityhub" {
        return Some(Scanner::SecurityHub);
    }
    Scanner::from_name(word)
}
