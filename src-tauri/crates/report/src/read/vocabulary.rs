//! What scanners other than Inspector say in words and numbers of their own, in the words of [`Finding`].

use crate::{Finding, Score, Severity};

/// The kind of finding that a vulnerable package is, in Inspector's word.
pub(super) const PACKAGE_VULNERABILITY: &str = "PACKAGE_VULNERABILITY";

/// The severity that a scanner's word names. `None` and "unknown" are untriaged; "negligible" and "none" are as low
/// as it goes.
pub(super) fn severity(word: Option<&str>) -> Option<Severity> {
    let Some(word) = word else {
        return Some(Severity::Untriaged);
    };
    let known = [
        ("critical", Severity::Critical),
        ("high", Severity::High),
        ("important", Severity::High),
        ("medium", Severity::Medium),
        ("moderate", Severity::Medium),
        ("low", Severity::Low),
        ("informational", Severity::Informational),
        ("info", Severity::Informational),
        ("negligible", Severity::Informational),
        ("none", Severity::Informational),
        ("unknown", Severity::Untriaged),
        ("untriaged", Severity::Untriaged),
        ("", Severity::Untriaged),
    ];
    let word = word.trim();
    known
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|(_, severity)| severity)
}

/// The severity that a word names, and the word itself if it is none that is known: an unknown grade is not guessed.
pub(super) fn graded(word: Option<&str>) -> (Severity, Option<String>) {
    match severity(word) {
        Some(severity) => (severity, None),
        None => (Severity::Untriaged, word.map(str::to_owned)),
    }
}

/// A number between 0 and `most`, else the reason to reject the entry.
pub(super) fn within(number: f64, most: f64, field: impl FnOnce() -> String) -> Result<f64, String> {
    if (0.0..=most).contains(&number) {
        Ok(number)
    } else {
        Err(format!("`{}` is {number}, outside 0 to {most}", field()))
    }
}

/// The version of CVSS that a vector names: `CVSS:3.1/AV:N/…`.
pub(super) fn cvss_version(vector: &str) -> Option<&str> {
    let version = vector.strip_prefix("CVSS:")?.split('/').next()?;
    (!version.is_empty()).then_some(version)
}

/// Makes the best of the scores the finding's own: the first of version 3 or 4, else the first of all. The caller has
/// put those it trusts most first.
pub(super) fn choose_score(finding: &mut Finding) {
    let modern = |score: &&Score| {
        score.score.is_some() && !score.version.as_deref().is_some_and(|version| version.starts_with('2'))
    };
    let chosen = finding
        .scores
        .iter()
        .find(modern)
        .or_else(|| finding.scores.iter().find(|score| score.score.is_some()));
    if let Some(chosen) = chosen {
        finding.score = chosen.score;
        finding.score_vector = chosen.vector.clone();
    }
}

/// The text of a cell, unless it is empty or stands for nothing (`-`, `N/A`).
pub(super) fn said(text: &str) -> Option<&str> {
    let text = text.trim();
    let nothing = matches!(text, "" | "-" | "'-" | "N/A" | "n/a" | "null" | "None");
    (!nothing).then_some(text)
}

/// The text of a field, unless it is missing or blank. Unlike in [`said`], a dash is a text: npm has a package `-`.
pub(super) fn stated(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// Whether the file is one in which the system's package manager keeps what it knows of a package: it tells that the
/// package is installed, not where it lies.
pub(super) fn of_package_database(path: &str) -> bool {
    const FOLDERS: [&str; 9] = [
        "var/lib/dpkg/",
        "usr/share/doc/",
        "var/lib/rpm/",
        "usr/lib/sysimage/rpm/",
        "usr/share/rpm/",
        "lib/apk/db/",
        "usr/lib/apk/db/",
        "var/lib/pacman/",
        "var/db/pkg/",
    ];
    let path = path.trim_start_matches('/');
    FOLDERS.iter().any(|folder| path.starts_with(folder))
}

/// Adds a text once. Lists come from reports that repeat themselves; a long one is not searched over and over.
pub(super) fn add_once(list: &mut Vec<String>, text: String) {
    const SEARCHED: usize = 200;
    if list.len() > SEARCHED || !list.contains(&text) {
        list.push(text);
    }
}

/// Whether an entry may become that many rows like this one: each has all its texts.
pub(super) fn affordable(finding: &Finding, rows: usize) -> Result<(), String> {
    let texts = [&finding.description, &finding.remediation, &finding.status_reason];
    let lists = [&finding.aliases, &finding.references, &finding.cwes];
    // A text of its own costs memory beyond its length.
    let bytes: usize = texts
        .into_iter()
        .flatten()
        .chain(lists.into_iter().flatten())
        .map(|text| text.len() + 32)
        .sum();
    repeatable(rows, bytes + finding.scores.len() * 128)
}

/// Whether an entry may become that many rows which each repeat so many bytes of it: an entry of a few megabytes must
/// not become gigabytes.
pub(super) fn repeatable(rows: usize, bytes: usize) -> Result<(), String> {
    const MOST_ROWS: usize = 10_000;
    const MOST_BYTES: usize = 64 << 20;
    if rows > MOST_ROWS {
        return Err(format!("the entry stands for {rows} findings, more than {MOST_ROWS}"));
    }
    match rows.saturating_mul(bytes) {
        0..=MOST_BYTES => Ok(()),
        _ => Err(format!(
            "the entry stands for {rows} findings and is too long to be repeated for each"
        )),
    }
}

/// The ids of vulnerabilities (`CVE-…`, `GHSA-…`) in a text, in their order, each once.
pub(super) fn ids_in(text: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    for word in words {
        let upper = word.to_ascii_uppercase();
        if is_cve(&upper) {
            add_once(&mut ids, upper);
        } else if is_ghsa(&upper) {
            // The four-letter groups are written in lower case
            // (https://docs.github.com/en/code-security/security-advisories/working-with-global-security-advisories-from-the-github-advisory-database/about-the-github-advisory-database#about-ghsa-ids).
            add_once(
                &mut ids,
                format!("GHSA{}", upper.get(4..).unwrap_or_default().to_ascii_lowercase()),
            );
        }
    }
    ids
}

/// `CVE-` year `-` four digits or more (<https://www.cve.org/About/Process>).
pub(super) fn is_cve(word: &str) -> bool {
    let mut parts = word.split('-');
    let digits = |part: Option<&str>, least: usize| {
        part.is_some_and(|part| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    parts.next() == Some("CVE") && digits(parts.next(), 4) && digits(parts.next(), 4) && parts.next().is_none()
}

fn is_ghsa(word: &str) -> bool {
    let mut parts = word.split('-');
    parts.next() == Some("GHSA")
        && parts.clone().count() == 3
        && parts.all(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn severities_are_never_invented() {
        assert_eq!(severity(None), Some(Severity::Untriaged));
        assert_eq!(severity(Some("UNKNOWN")), Some(Severity::Untriaged));
        assert_eq!(severity(Some("Negligible")), Some(Severity::Informational));
        assert_eq!(severity(Some("Moderate")), Some(Severity::Medium));
        assert_eq!(severity(Some("catastrophic")), None);
    }

    #[test]
    fn ids_are_found_inside_addresses() {
        assert_eq!(
            ids_in("https://example.com/a/cve-2024-10001?x=GHSA-JFH8-c2jp-5v3q,CVE-2024-10001 CVE-24-1"),
            ["CVE-2024-10001", "GHSA-jfh8-c2jp-5v3q"]
        );
        assert!(ids_in("https://example.com/advisories/no-identifier-here").is_empty());
    }

    #[test]
    fn a_score_outside_its_range_is_refused_with_its_field() {
        assert_eq!(
            within(f64::NAN, 1.0, || "epss".into()).unwrap_err(),
            "`epss` is NaN, outside 0 to 1"
        );
        assert!(within(10.0, 10.0, String::new).is_ok());
        assert!(within(-0.1, 10.0, String::new).is_err());
    }
}
