//! Versions of packages as they are compared and shown.

use std::cmp::Ordering;

use crate::Finding;

/// The version without an epoch of zero, which says nothing: scanners write it in one place and leave it out in
/// another (<https://www.debian.org/doc/debian-policy/ch-controlfields.html#version>).
pub fn without_zero_epoch(version: &str) -> &str {
    version.strip_prefix("0:").unwrap_or(version)
}

/// How a package manager orders versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VersionOrder {
    /// <https://www.debian.org/doc/debian-policy/ch-controlfields.html#version>
    Deb,
    /// <https://rpm-software-management.github.io/rpm/manual/dependencies.html> and `rpmvercmp`.
    Rpm,
    /// Of an operating system, but not known of which: compared where both agree.
    System,
    /// Of a language: compared where the versions are numbers and dots, which all order alike.
    Numbers,
}

impl VersionOrder {
    /// The order that the package of a finding follows.
    pub fn of(finding: &Finding) -> Self {
        let purl = finding.purl.as_deref().unwrap_or_default();
        let manager = finding.package_manager.as_deref().unwrap_or_default();
        let platform = finding.platform.as_deref().unwrap_or_default().to_ascii_lowercase();
        let is = |kind: &str| manager.eq_ignore_ascii_case(kind) || purl.starts_with(&format!("pkg:{kind}/"));
        let runs = |names: &[&str]| names.iter().any(|name| platform.contains(name));
        if is("deb") || is("dpkg") || is("debian") || is("ubuntu") {
            Self::Deb
        } else if is("rpm") {
            Self::Rpm
        } else if !(manager.eq_ignore_ascii_case("os") || manager.is_empty() && purl.is_empty()) {
            Self::Numbers
        } else if runs(&["ubuntu", "debian"]) {
            Self::Deb
        } else if runs(&[
            "amazon", "red hat", "redhat", "rhel", "centos", "rocky", "alma", "oracle", "suse", "fedora",
        ]) {
            Self::Rpm
        } else {
            Self::System
        }
    }

    /// How two versions order; `None` where that is not certain.
    pub fn compare(self, a: &str, b: &str) -> Option<Ordering> {
        let is_one = |version: &str| !version.is_empty() && !version.contains([',', ' ', '|', '<', '>', '*']);
        if !is_one(a) || !is_one(b) {
            return None;
        }
        match self {
            Self::Deb => Some(deb(a, b)),
            Self::Rpm => Some(rpm(a, b)),
            Self::System => Some(deb(a, b)).filter(|order| *order == rpm(a, b)),
            Self::Numbers => {
                let is_number = |version: &str| version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                (is_number(a) && is_number(b)).then(|| rpm(a, b))
            }
        }
    }
}

fn deb(a: &str, b: &str) -> Ordering {
    let (a_epoch, a_rest) = epoch(a);
    let (b_epoch, b_rest) = epoch(b);
    let (a_upstream, a_revision) = a_rest.rsplit_once('-').unwrap_or((a_rest, "0"));
    let (b_upstream, b_revision) = b_rest.rsplit_once('-').unwrap_or((b_rest, "0"));
    number(a_epoch, b_epoch)
        .then_with(|| deb_part(a_upstream, b_upstream))
        .then_with(|| deb_part(a_revision, b_revision))
}

fn rpm(a: &str, b: &str) -> Ordering {
    let (a_epoch, a_rest) = epoch(a);
    let (b_epoch, b_rest) = epoch(b);
    let (a_version, a_release) = a_rest.rsplit_once('-').unwrap_or((a_rest, ""));
    let (b_version, b_release) = b_rest.rsplit_once('-').unwrap_or((b_rest, ""));
    number(a_epoch, b_epoch)
        .then_with(|| rpm_part(a_version, b_version))
        // A version without a release stands for each of its releases.
        .then_with(|| match a_release.is_empty() || b_release.is_empty() {
            true => Ordering::Equal,
            false => rpm_part(a_release, b_release),
        })
}

fn epoch(version: &str) -> (&str, &str) {
    match version.split_once(':') {
        Some((epoch, rest)) if epoch.bytes().all(|byte| byte.is_ascii_digit()) => (epoch, rest),
        _ => ("0", version),
    }
}

/// Digits of any length as numbers.
fn number(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// The digits, or what is none, at the beginning; and the rest.
fn run(text: &str, of: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|character| !of(character)).unwrap_or(text.len()))
}

/// Turns of text and digits: letters sort before other characters, and `~` before everything, even the end.
fn deb_part(mut a: &str, mut b: &str) -> Ordering {
    while !a.is_empty() || !b.is_empty() {
        let (a_text, a_rest) = run(a, |c| !c.is_ascii_digit());
        let (b_text, b_rest) = run(b, |c| !c.is_ascii_digit());
        let weight = |character: Option<char>| match character {
            Some('~') => 0,
            None => 1,
            Some(letter) if letter.is_ascii_alphabetic() => 2 + u32::from(letter),
            Some(other) => 1_000 + u32::from(other),
        };
        let (mut left, mut right) = (a_text.chars(), b_text.chars());
        loop {
            let (x, y) = (left.next(), right.next());
            match weight(x).cmp(&weight(y)) {
                Ordering::Equal if x.is_none() => break,
                Ordering::Equal => {}
                order => return order,
            }
        }
        let (a_digits, a_rest) = run(a_rest, |c| c.is_ascii_digit());
        let (b_digits, b_rest) = run(b_rest, |c| c.is_ascii_digit());
        match number(a_digits, b_digits) {
            Ordering::Equal => (a, b) = (a_rest, b_rest),
            order => return order,
        }
    }
    Ordering::Equal
}

/// Segments of digits or letters between anything else; `~` sorts before the end, `^` after it but before a segment.
fn rpm_part(mut a: &str, mut b: &str) -> Ordering {
    let is_between = |c: char| !c.is_ascii_alphanumeric() && c != '~' && c != '^';
    loop {
        a = a.trim_start_matches(is_between);
        b = b.trim_start_matches(is_between);
        match (a.strip_prefix('~'), b.strip_prefix('~')) {
            (Some(a_rest), Some(b_rest)) => {
                (a, b) = (a_rest, b_rest);
                continue;
            }
            (Some(_), None) => return Ordering::Less,
            (None, Some(_)) => return Ordering::Greater,
            (None, None) => {}
        }
        match (a.strip_prefix('^'), b.strip_prefix('^')) {
            (Some(a_rest), Some(b_rest)) => {
                (a, b) = (a_rest, b_rest);
                continue;
            }
            (Some(_), None) => {
                return if b.is_empty() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
            }
            (None, Some(_)) => {
                return if a.is_empty() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
            }
            (None, None) => {}
        }
        if a.is_empty() || b.is_empty() {
            return a.len().cmp(&b.len());
        }
        let is_digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let order = match (is_digits(a), is_digits(b)) {
            (true, true) => {
                let (a_segment, a_rest) = run(a, |c| c.is_ascii_digit());
                let (b_segment, b_rest) = run(b, |c| c.is_ascii_digit());
                (a, b) = (a_rest, b_rest);
                number(a_segment, b_segment)
            }
            (false, false) => {
                let (a_segment, a_rest) = run(a, |c| c.is_ascii_alphabetic());
                let (b_segment, b_rest) = run(b, |c| c.is_ascii_alphabetic());
                (a, b) = (a_rest, b_rest);
                a_segment.cmp(b_segment)
            }
            // "A numeric segment is newer than an alphabetic one."
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
        };
        if order.is_ne() {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_an_epoch_of_zero_is_left_out() {
        assert_eq!(without_zero_epoch("0:3.0.2-1"), "3.0.2-1");
        assert_eq!(without_zero_epoch("2:3.0.2-1"), "2:3.0.2-1");
        assert_eq!(without_zero_epoch("10:1"), "10:1");
    }

    fn ascending(order: VersionOrder, versions: &[&str]) {
        for (i, a) in versions.iter().enumerate() {
            for (j, b) in versions.iter().enumerate() {
                assert_eq!(order.compare(a, b), Some(i.cmp(&j)), "{order:?}: {a} and {b}");
            }
        }
    }

    /// The examples of the Debian policy, and versions of Ubuntu's security notices.
    #[test]
    fn debian_versions_order_as_dpkg_orders_them() {
        ascending(VersionOrder::Deb, &["1~~", "1~~a", "1~", "1", "1a", "1+b", "1.0"]);
        ascending(
            VersionOrder::Deb,
            &[
                "3.0.2-0ubuntu1.9",
                "3.0.2-0ubuntu1.10",
                "3.0.2-1",
                "3.0.10~rc1-1",
                "3.0.10-1",
                "1:1.0-1",
            ],
        );
        assert_eq!(VersionOrder::Deb.compare("1.0", "1.0-0"), Some(Ordering::Equal));
        assert_eq!(VersionOrder::Deb.compare("0:1.00-1", "1.0-01"), Some(Ordering::Equal));
        assert_eq!(VersionOrder::Deb.compare("1.2-3-4", "1.2-3-5"), Some(Ordering::Less));
    }

    /// Cases of rpm's own tests of `rpmvercmp` (<https://github.com/rpm-software-management/rpm>, `tests/rpmvercmp.at`).
    #[test]
    fn rpm_versions_order_as_rpm_orders_them() {
        ascending(
            VersionOrder::Rpm,
            &[
                "1.0~rc1", "1.0~rc2", "1.0", "1.0^", "1.0^git1", "1.0.1", "2.0", "2.0.1", "2.0.1a",
            ],
        );
        ascending(
            VersionOrder::Rpm,
            &["5.5p1", "5.5p2", "5.5p10", "5.6p1", "6.5p1", "10xyz", "10.1xyz"],
        );
        ascending(VersionOrder::Rpm, &["xyz10", "xyz10.1", "8", "20101121", "20101122"]);
        ascending(VersionOrder::Rpm, &["1.0~rc1^git1", "1.0^git1~pre", "1.0^git1"]);
        for (a, b) in [
            ("2_0", "2.0"),
            ("2.0", "2+0"),
            ("xyz.4", "xyz_4"),
            ("1.05", "1.5"),
            ("1.1.1k", "1.1.1k-9.el8"),
        ] {
            assert_eq!(VersionOrder::Rpm.compare(a, b), Some(Ordering::Equal), "{a} and {b}");
        }
        ascending(VersionOrder::Rpm, &["1.1.1k-9.el8_7", "1.1.1k-12.el8_9", "1:1.1.1c-1"]);
    }

    #[test]
    fn what_is_not_certain_is_not_compared() {
        assert_eq!(VersionOrder::System.compare("3.0.2-1", "3.0.2-2"), Some(Ordering::Less));
        assert_eq!(VersionOrder::System.compare("1.0", "1_0"), None);
        assert_eq!(VersionOrder::Numbers.compare("2.10.1", "2.9"), Some(Ordering::Greater));
        assert_eq!(VersionOrder::Numbers.compare("1.0.0-rc1", "1.0.0"), None);
        assert_eq!(VersionOrder::Deb.compare("1.0", "1.0, 2.0"), None);
    }

    proptest! {
        #[test]
        fn any_two_versions_order_one_way_round(a in "[0-9a-c.~^+:-]{1,9}", b in "[0-9a-c.~^+:-]{1,9}", c in "[0-9a-c.~^+:-]{1,9}") {
            for order in [VersionOrder::Deb, VersionOrder::Rpm] {
                let of = |x: &str, y: &str| order.compare(x, y).unwrap_or(Ordering::Equal);
                prop_assert_eq!(of(&a, &b), of(&b, &a).reverse());
                // A missing release makes rpm's order one of versions only, so this holds for Debian's alone.
                if order == VersionOrder::Deb && of(&a, &b).is_le() && of(&b, &c).is_le() {
                    prop_assert!(of(&a, &c).is_le());
                }
            }
        }
    }
}
