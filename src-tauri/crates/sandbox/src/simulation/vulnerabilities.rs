//! The vulnerabilities of an image: a function of its operating system and software, so that an overlay has exactly
//! what its golden image has, and its own besides.
//!
//! Ids are of the years 2098 and 2099 and every text says that it is the sandbox's, so that nobody takes one for a
//! real advisory.

use super::catalog::{Package, SOURCES};
use super::os::Os;
use super::software::{SOFTWARE, Severity, by_key};
use crate::identity::number;

/// One vulnerability in the packages of one image.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vulnerability {
    pub id: String,
    pub title: String,
    pub description: String,
    pub severity: Severity,
    /// CVSS 3.1 base score, 0.1-10.
    pub score: f64,
    pub vector: &'static str,
    pub source: &'static str,
    pub packages: Vec<VulnerablePackage>,
    pub fix: FixAvailable,
    pub exploit: bool,
    /// Probability of exploitation in the next 30 days, 0-1.
    pub epss: f64,
    /// Milliseconds since the epoch.
    pub published: i64,
    /// In CISA's catalogue of exploited vulnerabilities.
    pub known_exploited: bool,
    pub cwe: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VulnerablePackage {
    pub package: Package,
    pub fixed_in: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FixAvailable {
    Yes,
    No,
    Partial,
}

impl FixAvailable {
    pub(crate) fn name(self) -> &'static str {
        match self {
            FixAvailable::Yes => "YES",
            FixAvailable::No => "NO",
            FixAvailable::Partial => "PARTIAL",
        }
    }
}

/// Everything wrong with an image, the system's first.
pub(crate) fn vulnerabilities(os: Os, software: &[String]) -> Vec<Vulnerability> {
    let mut found = Vec::new();
    for (place, source) in SOURCES.iter().enumerate() {
        let packages: Vec<Package> = source.packages(os).collect();
        let count = (source.findings * os.exposure_percent()).div_ceil(100);
        let worst = match source.findings {
            _ if source.critical => Severity::Critical,
            3.. => Severity::High,
            _ => Severity::Medium,
        };
        for index in 0..count {
            found.push(one(os, source.name, place, index, worst, &packages));
        }
    }
    for key in software {
        let Some(software) = by_key(key) else { continue };
        let place = SOURCES.len() + SOFTWARE.iter().position(|known| known.key == key).unwrap_or_default();
        let packages: Vec<Package> = software
            .packages
            .iter()
            .map(|(name, version)| Package {
                name: (*name).to_owned(),
                version: (*version).to_owned(),
                release: None,
            })
            .collect();
        for index in 0..software.findings {
            found.push(one(os, software.key, place, index, software.worst, &packages));
        }
    }
    found
}

/// The `index`th vulnerability of a source; `place` is the source's number, which makes ids unique.
fn one(os: Os, source: &str, place: usize, index: u64, worst: Severity, packages: &[Package]) -> Vulnerability {
    let roll = |what: &str, sides: u64| number(&[what, source, &index.to_string()]) % sides;
    let first = index == 0;
    let severity = if first {
        worst
    } else {
        match roll("severity", 100) {
            0..2 if worst == Severity::Critical => Severity::Critical,
            0..22 if worst > Severity::Medium => Severity::High,
            0..72 => Severity::Medium,
            _ => Severity::Low,
        }
    };
    // The worst of each source can be mended, except in the kernel, where the fix is still awaited.
    let fix = match roll("fix", 100) {
        _ if first && source == "linux" => FixAvailable::No,
        _ if first => FixAvailable::Yes,
        0..58 => FixAvailable::Yes,
        58..66 if packages.len() > 1 => FixAvailable::Partial,
        _ => FixAvailable::No,
    };
    let score = match severity {
        Severity::Critical => 9.0 + roll("score", 10) as f64 / 10.0,
        Severity::High => 7.0 + roll("score", 20) as f64 / 10.0,
        Severity::Medium => 4.0 + roll("score", 30) as f64 / 10.0,
        Severity::Low => 1.0 + roll("score", 30) as f64 / 10.0,
    };
    let exploit = (first && severity == Severity::Critical) || (severity >= Severity::High && roll("exploit", 9) == 0);
    let epss = {
        let luck = roll("epss", 10_000) as f64 / 10_000.0;
        let base = luck.powi(6);
        let raised = if exploit { 0.5 + base / 2.0 } else { base };
        (raised * 100_000.0).round() / 100_000.0
    };
    let year = if roll("year", 3) == 0 { 2098 } else { 2099 };
    let id = format!("CVE-{year}-{}", 10_000 + place as u64 * 200 + index);
    let packages: Vec<VulnerablePackage> = packages
        .iter()
        .enumerate()
        .map(|(place, package)| VulnerablePackage {
            package: package.clone(),
            fixed_in: match fix {
                FixAvailable::Yes => Some(fixed(package, roll("fixed", 4) + 1)),
                FixAvailable::Partial if place == 0 => Some(fixed(package, roll("fixed", 4) + 1)),
                _ => None,
            },
        })
        .collect();
    let names: Vec<&str> = packages.iter().map(|affected| affected.package.name.as_str()).collect();
    let (flaw, cwe, vector) = FLAWS[usize::try_from(roll("flaw", FLAWS.len() as u64)).unwrap_or_default()];
    Vulnerability {
        title: format!("{id} - {} (sandbox finding)", names.join(", ")),
        description: format!(
            "Sandbox finding, not a real advisory: {flaw} in {source} could be used against {}.",
            names.first().copied().unwrap_or(source)
        ),
        severity,
        score,
        vector,
        source: os.vulnerability_source(),
        fix,
        exploit,
        epss,
        // From 2025-01-01 over 600 days.
        published: 1_735_689_600_000 + i64::try_from(roll("published", 600)).unwrap_or_default() * 86_400_000,
        known_exploited: exploit && severity == Severity::Critical,
        cwe,
        packages,
        id,
    }
}

/// The version that mends a package: a later release, or for vendors' software a later patch.
fn fixed(package: &Package, later: u64) -> String {
    match &package.release {
        Some(release) => match release
            .rsplit_once('.')
            .map(|(mark, count)| (mark, count.parse::<u64>()))
        {
            Some((mark, Ok(count))) => format!("0:{}-{mark}.{}", package.version, count + later),
            _ => format!("0:{}-{release}.{later}", package.version),
        },
        None => format!("{}+{later}", package.version),
    }
}

/// What is wrong, its weakness and a CVSS vector.
const FLAWS: &[(&str, &str, &str)] = &[
    (
        "a heap buffer overflow",
        "CWE-122",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    ),
    (
        "a use after free",
        "CWE-416",
        "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
    ),
    (
        "an out-of-bounds read",
        "CWE-125",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:N/A:H",
    ),
    (
        "an integer overflow",
        "CWE-190",
        "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H",
    ),
    (
        "a missing check of a certificate",
        "CWE-295",
        "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:L/A:N",
    ),
    (
        "a race condition",
        "CWE-362",
        "CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:H/A:N",
    ),
    (
        "an uncontrolled use of memory",
        "CWE-400",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    ),
    (
        "an improper handling of links",
        "CWE-59",
        "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N",
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_in_an_image_and_never_those_of_real_advisories() {
        let software: Vec<String> = SOFTWARE.iter().map(|software| software.key.to_owned()).collect();
        for os in Os::ALL {
            let found = vulnerabilities(os, &software);
            let ids: BTreeSet<&str> = found.iter().map(|one| one.id.as_str()).collect();
            assert_eq!(ids.len(), found.len(), "{os:?}");
            assert!(
                found
                    .iter()
                    .all(|one| one.id.starts_with("CVE-2098-") || one.id.starts_with("CVE-2099-"))
            );
            assert!(found.iter().all(|one| one.description.starts_with("Sandbox finding")));
        }
    }

    #[test]
    fn the_spread_is_believable_and_systems_out_of_support_are_worse() {
        let count = |os: Os, severity: Severity| {
            vulnerabilities(os, &[])
                .iter()
                .filter(|one| one.severity == severity)
                .count()
        };
        let total = |os: Os| vulnerabilities(os, &[]).len();
        assert!((100..150).contains(&total(Os::Ubuntu2204)), "{}", total(Os::Ubuntu2204));
        assert!(total(Os::CentOs7) > 2 * total(Os::Ubuntu2204));
        assert!((3..12).contains(&count(Os::Ubuntu2204, Severity::Critical)));
        assert!(count(Os::Ubuntu2204, Severity::Medium) > count(Os::Ubuntu2204, Severity::High));
        let found = vulnerabilities(Os::Ubuntu2204, &[]);
        for fix in [FixAvailable::Yes, FixAvailable::No, FixAvailable::Partial] {
            assert!(found.iter().any(|one| one.fix == fix), "{fix:?}");
        }
        let criticals = || found.iter().filter(|one| one.severity == Severity::Critical);
        assert!(criticals().any(|one| one.fix == FixAvailable::Yes));
        assert!(criticals().any(|one| one.fix == FixAvailable::No));
    }

    #[test]
    fn an_overlay_inherits_every_finding_of_its_parent_unchanged() {
        let golden = vulnerabilities(Os::Ubuntu2204, &["auditd".to_owned()]);
        let overlay = vulnerabilities(Os::Ubuntu2204, &["auditd".to_owned(), "nginx".to_owned()]);
        assert_eq!(overlay[..golden.len()], golden[..]);
        assert_eq!(overlay.len(), golden.len() + 6);
    }
}
