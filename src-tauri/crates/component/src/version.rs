//! Versions of Image Builder resources: concrete ones and patterns with `x`.
//!
//! Rules from <https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html>
//! and botocore `imagebuilder/2019-12-02 service-2.json` (`VersionNumber`).

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::spelling::shorten;

/// Largest number a node of a version may have: 2^30 − 1.
pub const MAX_NODE: u32 = (1 << 30) - 1;

/// A concrete version, `<major>.<minor>.<patch>`. The build number that Image Builder appends
/// (`1.0.0/2`) is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct SemanticVersion {
    /// 0 to [`MAX_NODE`].
    pub major: u32,
    /// 0 to [`MAX_NODE`].
    pub minor: u32,
    /// 0 to [`MAX_NODE`].
    pub patch: u32,
}

impl SemanticVersion {
    /// The version `major.minor.patch`; `None` when a node exceeds [`MAX_NODE`].
    pub fn new(major: u32, minor: u32, patch: u32) -> Option<Self> {
        [major, minor, patch]
            .iter()
            .all(|&node| node <= MAX_NODE)
            .then_some(Self { major, minor, patch })
    }

    /// The next patch, `1.2.4` after `1.2.3`; `None` at the end of the numbers.
    pub fn next_patch(self) -> Option<Self> {
        Self::new(self.major, self.minor, self.patch + 1)
    }
}

impl FromStr for SemanticVersion {
    type Err = VersionError;

    /// Leading zeros are read as AWS's own examples write them (`2021.01.01` is 2021.1.1).
    fn from_str(text: &str) -> Result<Self, VersionError> {
        match nodes(text)? {
            [Some(major), Some(minor), Some(patch)] => Ok(Self { major, minor, patch }),
            _ => Err(VersionError::Wildcard(text.to_owned())),
        }
    }
}

impl fmt::Display for SemanticVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Serialize for SemanticVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SemanticVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A version in which the last nodes may be `x`: `1.2.3`, `1.2.x`, `1.x.x`, `x.x.x`. In a
/// reference it means the newest version that fits.
///
/// Ordered by the concrete nodes, `x` after every number: `1.2.3` < `1.2.x` < `1.x.x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub struct VersionPattern {
    /// Concrete nodes come first; after the first `None` there are only `None`s.
    nodes: [Option<u32>; 3],
}

impl VersionPattern {
    /// `x.x.x`, which every version fits.
    pub const ANY: Self = Self { nodes: [None; 3] };

    /// Whether `version` fits.
    pub fn matches(&self, version: SemanticVersion) -> bool {
        self.nodes
            .iter()
            .zip([version.major, version.minor, version.patch])
            .all(|(node, number)| node.is_none_or(|node| node == number))
    }

    /// The version it names when it has no wildcard.
    pub fn concrete(&self) -> Option<SemanticVersion> {
        match self.nodes {
            [Some(major), Some(minor), Some(patch)] => Some(SemanticVersion { major, minor, patch }),
            _ => None,
        }
    }

    /// The newest of `versions` that fits.
    pub fn newest(&self, versions: impl IntoIterator<Item = SemanticVersion>) -> Option<SemanticVersion> {
        versions.into_iter().filter(|&version| self.matches(version)).max()
    }

    fn key(&self) -> [u64; 3] {
        self.nodes.map(|node| node.map_or(u64::MAX, u64::from))
    }
}

impl From<SemanticVersion> for VersionPattern {
    fn from(version: SemanticVersion) -> Self {
        Self {
            nodes: [Some(version.major), Some(version.minor), Some(version.patch)],
        }
    }
}

impl PartialOrd for VersionPattern {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VersionPattern {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl FromStr for VersionPattern {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let nodes = nodes(text)?;
        let concrete = nodes.iter().take_while(|node| node.is_some()).count();
        if nodes.iter().skip(concrete).any(Option::is_some) {
            return Err(VersionError::InnerWildcard(text.to_owned()));
        }
        Ok(Self { nodes })
    }
}

impl fmt::Display for VersionPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, node) in self.nodes.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            match node {
                Some(number) => write!(f, "{number}")?,
                None => f.write_str("x")?,
            }
        }
        Ok(())
    }
}

impl Serialize for VersionPattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VersionPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Why a text is no version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// Not three nodes.
    #[error("`{0}` is not a version; write three numbers, such as 1.0.0")]
    Shape(String),
    /// A node that is neither a number nor `x`.
    #[error("`{node}` in version `{text}` is not a whole number; write three numbers, such as 1.0.0")]
    Node {
        /// The whole text.
        text: String,
        /// The node.
        node: String,
    },
    /// A node over [`MAX_NODE`].
    #[error("`{node}` in version `{text}` is too large; the largest number is {MAX_NODE}")]
    TooLarge {
        /// The whole text.
        text: String,
        /// The node.
        node: String,
    },
    /// A wildcard where only a concrete version can stand.
    #[error("`{0}` has a wildcard; write a concrete version here, such as 1.0.0")]
    Wildcard(String),
    /// A number behind a wildcard.
    #[error("`{0}` has a number behind an `x`; once a node is `x`, all nodes to its right must be `x`")]
    InnerWildcard(String),
}

fn nodes(text: &str) -> Result<[Option<u32>; 3], VersionError> {
    let mut parts = text.split('.');
    let (Some(major), Some(minor), Some(patch), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(VersionError::Shape(shorten(text)));
    };
    Ok([node(text, major)?, node(text, minor)?, node(text, patch)?])
}

fn node(text: &str, node: &str) -> Result<Option<u32>, VersionError> {
    if node == "x" {
        return Ok(None);
    }
    if node.is_empty() || !node.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(VersionError::Node {
            text: shorten(text),
            node: shorten(node),
        });
    }
    match node.parse::<u32>() {
        Ok(number) if number <= MAX_NODE => Ok(Some(number)),
        _ => Err(VersionError::TooLarge {
            text: shorten(text),
            node: shorten(node),
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn version(text: &str) -> SemanticVersion {
        text.parse().unwrap()
    }

    fn refusal(text: &str) -> String {
        text.parse::<VersionPattern>().unwrap_err().to_string()
    }

    #[test]
    fn versions_are_ordered_as_numbers() {
        assert!(version("1.10.0") > version("1.9.9"));
        assert_eq!(version("2021.01.01").to_string(), "2021.1.1");
    }

    #[test]
    fn a_pattern_finds_the_newest_version_that_fits() {
        let versions = ["1.0.0", "1.2.9", "1.2.10", "2.0.0"].map(version);
        let newest = |pattern: &str| pattern.parse::<VersionPattern>().unwrap().newest(versions);
        assert_eq!(newest("1.2.x"), Some(version("1.2.10")));
        assert_eq!(newest("1.x.x"), Some(version("1.2.10")));
        assert_eq!(newest("x.x.x"), Some(version("2.0.0")));
        assert_eq!(newest("1.0.0"), Some(version("1.0.0")));
        assert_eq!(newest("3.x.x"), None);
    }

    #[test]
    fn refusals_say_what_to_write() {
        assert_eq!(
            refusal("1.0"),
            "`1.0` is not a version; write three numbers, such as 1.0.0"
        );
        assert_eq!(
            refusal("1.0.0-beta"),
            "`0-beta` in version `1.0.0-beta` is not a whole number; write three numbers, such as 1.0.0"
        );
        assert_eq!(
            refusal("x.2.x"),
            "`x.2.x` has a number behind an `x`; once a node is `x`, all nodes to its right must be `x`"
        );
        assert_eq!(
            refusal("1.1073741824.0"),
            "`1073741824` in version `1.1073741824.0` is too large; the largest number is 1073741823"
        );
        assert_eq!(
            "1.x.x".parse::<SemanticVersion>().unwrap_err().to_string(),
            "`1.x.x` has a wildcard; write a concrete version here, such as 1.0.0"
        );
    }

    proptest! {
        #[test]
        fn what_is_displayed_reads_back(major in 0..=MAX_NODE, minor in 0..=MAX_NODE, patch in 0..=MAX_NODE, concrete in 0..=3_usize) {
            let version = SemanticVersion { major, minor, patch };
            prop_assert_eq!(version.to_string().parse::<SemanticVersion>().unwrap(), version);
            let mut pattern = VersionPattern::from(version);
            pattern.nodes[concrete..].fill(None);
            prop_assert_eq!(pattern.to_string().parse::<VersionPattern>().unwrap(), pattern);
            prop_assert!(pattern.matches(version));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = text.parse::<SemanticVersion>();
            let _ = text.parse::<VersionPattern>();
        }
    }
}
