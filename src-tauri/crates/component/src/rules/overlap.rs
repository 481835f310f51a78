//! One problem, one finding: what goes without saying beside another finding at the same place.
//!
//! Rules know nothing of each other, so some of them look at one mistake from several sides. The
//! table here says which side is told. It counts what was found, not which rules there are: when the
//! telling rule is off, the other one speaks.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::text::Range;

/// A rule, and the rules (or groups, with `/` at the end) that add nothing within the place of its
/// findings.
struct Covers(&'static str, &'static [&'static str]);

const TABLE: &[Covers] = &[
    // The value is no address at all, so nothing is to be said about what is fetched from there.
    Covers(
        "actions/s3-address",
        &[
            "actions/wildcard-place",
            "actions/wrong-type",
            "behaviour/thousand-objects",
            "iam/",
        ],
    ),
    Covers(
        "actions/web-address",
        &[
            "actions/wrong-type",
            "security/download-without-checksum",
            "security/http-download",
        ],
    ),
    Covers("actions/wildcard-place", &["behaviour/thousand-objects", "iam/"]),
    // The value must change, and then YAML no longer makes a number of it.
    Covers("actions/checksum", &["actions/wrong-type"]),
    Covers("actions/msi-log", &["actions/wrong-type"]),
    Covers("actions/not-a-word", &["actions/wrong-type"]),
    Covers(
        "actions/powershell-file",
        &["actions/wrong-type", "platform/unix-path-on-windows"],
    ),
    Covers("actions/registry-path", &["actions/wrong-type"]),
    Covers(
        "actions/wrong-type",
        &["actions/registry-value", "security/download-without-checksum"],
    ),
    Covers("actions/permissions", &["security/world-writable"]),
    Covers("actions/destination-folder", &["behaviour/missing-folder"]),
    Covers("platform/unix-path-on-windows", &["behaviour/tmp-is-emptied"]),
    // The step is at the wrong place, or its setting is refused, whatever else that brings about.
    Covers("behaviour/lost-after-test", &["behaviour/windows-update-time"]),
    Covers("steps/max-attempts", &["behaviour/retry-restarts-loop"]),
    // The reference must go, wherever it leads.
    Covers(
        "reference/across-stages",
        &["reference/unknown-output", "reference/unknown-step"],
    ),
    Covers("loops/bounds", &["reference/", "iam/"]),
    Covers("loops/delimiter", &["reference/", "iam/"]),
    Covers("loops/name", &["reference/", "iam/"]),
    Covers("conditions/then-else", &["reference/", "iam/"]),
    // The name must change, and then everything that follows from it does.
    Covers("reference/not-replaced", &["phases/never-run"]),
    Covers(
        "names/parameter-name",
        &[
            "names/number",
            "reference/unused-constant",
            "reference/unused-parameter",
        ],
    ),
    Covers(
        "names/only-case-differs",
        &["reference/unused-constant", "reference/unused-parameter"],
    ),
];

/// Leaves out the findings that another one covers. Nothing covers what matters more than itself.
pub(super) fn reduce(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places: HashMap<&'static str, Vec<(Range, usize)>> = HashMap::new();
    for (at, finding) in found.iter().enumerate() {
        if let Some(Covers(rule, _)) = TABLE.iter().find(|Covers(rule, _)| *rule == finding.rule) {
            places.entry(rule).or_default().push((finding.range, at));
        }
    }
    if places.is_empty() {
        return found;
    }
    places.values_mut().for_each(|places| places.sort_unstable());
    let is_covered = |finding: &Diagnostic| {
        TABLE.iter().any(|Covers(rule, covered)| {
            let names = |name: &&str| finding.rule == *name || (name.ends_with('/') && finding.rule.starts_with(*name));
            let Some(places) = places.get(rule).filter(|_| covered.iter().any(names)) else {
                return false;
            };
            // Findings of one rule do not lie within each other: the last that starts here or before.
            let behind = places.partition_point(|(range, _)| range.start <= finding.range.start);
            behind
                .checked_sub(1)
                .and_then(|last| places.get(last))
                .is_some_and(|(range, at)| {
                    finding.range.end <= range.end
                        && found.get(*at).is_some_and(|other| other.severity <= finding.severity)
                })
        })
    };
    let keep: Vec<bool> = found.iter().map(|finding| !is_covered(finding)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::rules::catalogue;
    use crate::text::{Source, Span};

    #[test]
    fn the_table_names_rules_and_groups_that_exist() {
        for Covers(rule, covered) in TABLE {
            for name in [rule].into_iter().chain(covered.iter()) {
                let exists = |id: &str| id == *name || (name.ends_with('/') && id.starts_with(name));
                assert!(catalogue().iter().any(|meta| exists(meta.id)), "{name}");
            }
            assert_eq!(
                TABLE.iter().filter(|Covers(other, _)| other == rule).count(),
                1,
                "{rule}"
            );
        }
    }

    #[test]
    fn only_what_lies_within_and_does_not_matter_more_is_covered() {
        let source = Source::new("a", "0123456789");
        let finding =
            |rule: &str, start, end, severity| Diagnostic::new(&source, Span::new(start, end), rule, severity, "");
        let left = |other: Diagnostic| {
            let bounds = [
                finding("loops/bounds", 0, 1, Severity::Error),
                finding("loops/bounds", 2, 6, Severity::Warning),
            ];
            reduce(bounds.into_iter().chain([other]).collect()).len() - 2
        };
        assert_eq!(left(finding("reference/undeclared", 2, 6, Severity::Warning)), 0);
        assert_eq!(left(finding("reference/undeclared", 3, 5, Severity::Info)), 0);
        assert_eq!(left(finding("reference/undeclared", 3, 5, Severity::Error)), 1);
        assert_eq!(left(finding("reference/undeclared", 3, 7, Severity::Warning)), 1);
        assert_eq!(left(finding("reference/undeclared", 7, 8, Severity::Warning)), 1);
        assert_eq!(left(finding("sizes/quota", 3, 5, Severity::Warning)), 1);
    }
}
