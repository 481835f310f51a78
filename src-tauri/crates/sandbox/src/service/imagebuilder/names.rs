//! Names, ARNs and versions of Image Builder resources.
//!
//! Patterns from botocore imagebuilder/2019-12-02 service-2.json (`ResourceName`, `ImageBuilderArn`); wildcards:
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html>.

use std::fmt;

use serde_json::{Value, json};

use crate::identity::ACCOUNT;
use crate::wire::ApiError;

/// The largest value of a version node, 2^30 - 1.
const MAX_NODE: u32 = 1_073_741_823;

/// A resource name: 3 to 128 letters, digits, `-`, `_`, and spaces inside.
pub(crate) fn check_name(name: &str) -> Result<(), ApiError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let bytes = name.as_bytes();
    let inside = bytes.iter().all(|byte| allowed(*byte) || *byte == b' ');
    let ends = [bytes.first(), bytes.last()]
        .iter()
        .all(|end| end.is_some_and(|byte| allowed(*byte)));
    if (3..=128).contains(&bytes.len()) && inside && ends {
        Ok(())
    } else {
        Err(ApiError::invalid_value(
            "name",
            "A name has 3 to 128 characters out of letters, digits, '-', '_' and, not at its ends, spaces.",
        ))
    }
}

/// The form of a name in ARNs: names that differ only in case, spaces or underscores are one resource.
pub(crate) fn normalized(name: &str) -> String {
    name.to_ascii_lowercase().replace([' ', '_'], "-")
}

/// A concrete version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

impl Version {
    pub(crate) fn parse(text: &str) -> Option<Version> {
        match VersionPattern::parse(text)?.nodes {
            [Some(major), Some(minor), Some(patch)] => Some(Version { major, minor, patch }),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A version whose trailing nodes may be `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VersionPattern {
    nodes: [Option<u32>; 3],
}

impl VersionPattern {
    pub(crate) fn parse(text: &str) -> Option<VersionPattern> {
        let mut nodes = [None; 3];
        let mut parts = text.split('.');
        for at in 0..3 {
            let part = parts.next()?;
            nodes[at] = match part {
                "x" => None,
                // Once a node is a wildcard, all to its right must be.
                _ if at > 0 && nodes[at - 1].is_none() => return None,
                _ if !part.bytes().all(|byte| byte.is_ascii_digit()) => return None,
                _ => Some(part.parse().ok().filter(|node| *node <= MAX_NODE)?),
            };
        }
        parts.next().is_none().then_some(VersionPattern { nodes })
    }

    pub(crate) fn matches(&self, version: Version) -> bool {
        self.nodes
            .iter()
            .zip([version.major, version.minor, version.patch])
            .all(|(node, value)| node.is_none_or(|node| node == value))
    }

    /// The version that a create call with this pattern makes: the given one, or the next that fits.
    ///
    /// That the first wildcard is raised and the rest start at 0, and that the very first version is `1.0.0`, is
    /// our reading of auto-versioning, not confirmed.
    pub(crate) fn next(&self, existing: impl Iterator<Item = Version>) -> Version {
        let newest = existing.filter(|version| self.matches(*version)).max();
        match (self.nodes, newest) {
            ([Some(major), Some(minor), Some(patch)], _) => Version { major, minor, patch },
            ([Some(major), Some(minor), None], newest) => Version {
                major,
                minor,
                patch: newest.map_or(0, |newest| newest.patch + 1),
            },
            ([Some(major), _, _], newest) => Version {
                major,
                minor: newest.map_or(0, |newest| newest.minor + 1),
                patch: 0,
            },
            ([None, _, _], newest) => Version {
                major: newest.map_or(1, |newest| newest.major + 1),
                minor: 0,
                patch: 0,
            },
        }
    }
}

/// An Image Builder ARN, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arn {
    pub region: String,
    /// Twelve digits, or `aws` for what Amazon manages.
    pub owner: String,
    pub kind: String,
    pub name: String,
    pub version: Option<VersionPattern>,
    pub build: Option<u32>,
}

impl Arn {
    pub(crate) fn parse(text: &str) -> Option<Arn> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", partition, "imagebuilder", region, owner, resource] = parts[..] else {
            return None;
        };
        let mut nodes = resource.split('/');
        let (kind, name) = (nodes.next()?, nodes.next()?);
        let (version, build) = (nodes.next(), nodes.next());
        let plain = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
        };
        if nodes.next().is_some()
            || !partition.starts_with("aws")
            || ![region, owner, kind, name].into_iter().all(plain)
        {
            return None;
        }
        Some(Arn {
            region: region.to_owned(),
            owner: owner.to_owned(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            version: match version {
                None => None,
                Some(version) => Some(VersionPattern::parse(version)?),
            },
            build: match build {
                None => None,
                Some(build) => Some(build.parse().ok()?),
            },
        })
    }

    /// Reads an ARN that an operation takes under `parameter`, of one kind.
    pub(crate) fn expect(parameter: &str, text: &str, kind: &str) -> Result<Arn, ApiError> {
        Arn::parse(text).filter(|arn| arn.kind == kind).ok_or_else(|| {
            ApiError::invalid_value(
                parameter,
                format!("'{text}' is not the ARN of a resource of type {kind}."),
            )
        })
    }

    /// Whether this reference, with its wildcards, means the resource `other`.
    pub(crate) fn means(&self, other: &Arn) -> bool {
        self.region == other.region
            && self.owner == other.owner
            && self.kind == other.kind
            && self.name == other.name
            && match (self.version, other.concrete()) {
                (None, None) => true,
                (Some(pattern), Some(version)) => pattern.matches(version),
                _ => false,
            }
            && self.build.is_none_or(|build| other.build == Some(build))
    }

    pub(crate) fn concrete(&self) -> Option<Version> {
        let [Some(major), Some(minor), Some(patch)] = self.version?.nodes else {
            return None;
        };
        Some(Version { major, minor, patch })
    }
}

/// The ARN of a resource of this account.
pub(crate) fn own_arn(region: &str, kind: &str, name: &str) -> String {
    format!("arn:aws:imagebuilder:{region}:{ACCOUNT}:{kind}/{}", normalized(name))
}

/// The newest of the ARNs that a reference means, by version and then build.
pub(crate) fn newest<'a>(reference: &Arn, arns: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    arns.filter_map(|text| Some((Arn::parse(text)?, text)))
        .filter(|(arn, _)| reference.means(arn))
        .max_by_key(|(arn, _)| (arn.concrete(), arn.build))
        .map(|(_, text)| text)
}

/// The ready wildcard ARNs that create and get answers carry.
pub(crate) fn latest_references(arn: &str) -> Value {
    let Some((prefix, version)) = Arn::parse(arn).and_then(|parsed| {
        let (prefix, _) = arn.split_once(&format!("/{}/", parsed.name))?;
        Some((format!("{prefix}/{}", parsed.name), parsed.concrete()?))
    }) else {
        return Value::Null;
    };
    let Version { major, minor, .. } = version;
    json!({
        "latestVersionArn": format!("{prefix}/x.x.x"),
        "latestMajorVersionArn": format!("{prefix}/{major}.x.x"),
        "latestMinorVersionArn": format!("{prefix}/{major}.{minor}.x"),
        "latestPatchVersionArn": format!("{prefix}/{version}"),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect(text)
    }

    #[test]
    fn wildcards_stand_only_at_the_end() {
        for good in [
            "1.2.3",
            "1.2.x",
            "1.x.x",
            "x.x.x",
            "0.0.0",
            "2021.01.01",
            "1073741823.0.0",
        ] {
            assert!(VersionPattern::parse(good).is_some(), "{good}");
        }
        for bad in [
            "x.2.x",
            "1.x.8",
            "1.2",
            "1.2.3.4",
            "1073741824.0.0",
            "-1.0.0",
            "+1.0.0",
            "a.b.c",
            "",
            "..",
        ] {
            assert!(VersionPattern::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_wildcard_in_a_create_call_takes_the_next_version() {
        let existing = ["1.0.0", "1.0.4", "1.2.9", "2.0.0"].map(version);
        let next = |pattern: &str| {
            VersionPattern::parse(pattern)
                .expect(pattern)
                .next(existing.into_iter())
                .to_string()
        };
        assert_eq!(next("1.0.x"), "1.0.5");
        assert_eq!(next("1.x.x"), "1.3.0");
        assert_eq!(next("x.x.x"), "3.0.0");
        assert_eq!(next("4.1.x"), "4.1.0");
        assert_eq!(next("7.7.7"), "7.7.7");
    }

    #[test]
    fn a_reference_means_the_newest_build_of_the_newest_version() {
        let arns: Vec<String> = ["1.0.0/1", "1.0.9/1", "1.0.10/1", "1.0.10/2", "2.0.0/1"]
            .iter()
            .map(|version| format!("arn:aws:imagebuilder:eu-west-1:{ACCOUNT}:component/sshd/{version}"))
            .collect();
        let find = |version: &str| {
            let reference = Arn::parse(&format!(
                "arn:aws:imagebuilder:eu-west-1:{ACCOUNT}:component/sshd/{version}"
            ))
            .expect(version);
            newest(&reference, arns.iter()).map(|arn| arn.rsplit_once("sshd/").expect("version").1)
        };
        assert_eq!(find("1.x.x"), Some("1.0.10/2"));
        assert_eq!(find("1.0.9"), Some("1.0.9/1"));
        assert_eq!(find("x.x.x"), Some("2.0.0/1"));
        assert_eq!(find("3.x.x"), None);
    }

    proptest::proptest! {
        #[test]
        fn versions_survive_being_written_and_read(major in 0..=MAX_NODE, minor in 0..=MAX_NODE, patch in 0..=MAX_NODE) {
            let version = Version { major, minor, patch };
            proptest::prop_assert_eq!(Version::parse(&version.to_string()), Some(version));
        }

        #[test]
        fn any_text_is_an_arn_or_none_without_panic(text in "(arn:aws:imagebuilder:)?[a-zx0-9.:/*-]{0,60}") {
            if let Some(arn) = Arn::parse(&text) {
                proptest::prop_assert!(text.contains(&arn.name));
            }
        }
    }

    #[test]
    fn names_follow_the_services_pattern() {
        for good in ["abc", "Golden Ubuntu_22", "-a-", "a b"] {
            assert!(check_name(good).is_ok(), "{good}");
        }
        for bad in ["ab", " ab", "ab ", "a/b", "ä-b", &"x".repeat(129)] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
        assert_eq!(normalized("Golden Ubuntu_22"), "golden-ubuntu-22");
    }

    #[test]
    fn an_arn_of_another_shape_is_none() {
        for bad in [
            "",
            "arn:aws:ec2:eu-west-1::image/ami-1",
            "arn:aws:imagebuilder:eu-west-1:1:image",
            "arn:aws:imagebuilder:eu-west-1:1:image/a/1.0.0/1/2",
            "arn:aws:imagebuilder:eu-west-1:1:image/A/1.0.0",
            "arn:aws:imagebuilder:eu-west-1:1:image/a/1.0.0/99999999999",
        ] {
            assert_eq!(Arn::parse(bad), None, "{bad}");
        }
    }
}
