//! A version or wildcard as it was written.

use std::fmt;
use std::str::FromStr;

use ingot_component::version::VersionError;
use ingot_component::{SemanticVersion, VersionPattern};
use serde::{Deserialize, Serialize};

/// A version or wildcard that keeps its text: AWS's own ARNs have leading zeros (`2021.01.01`), and
/// an ARN without them names something else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WrittenVersion {
    pattern: VersionPattern,
    text: String,
}

impl WrittenVersion {
    /// `x.x.x`
    pub fn any() -> Self {
        VersionPattern::ANY.into()
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it means.
    pub fn pattern(&self) -> VersionPattern {
        self.pattern
    }

    /// The version, when it is no wildcard.
    pub fn concrete(&self) -> Option<SemanticVersion> {
        self.pattern.concrete()
    }

    /// Whether `x` stands anywhere in it.
    pub fn is_wildcard(&self) -> bool {
        self.concrete().is_none()
    }

    /// Whether a resource of the version `have`, itself perhaps a wildcard that AWS resolves when
    /// it is created, can be what this refers to.
    pub fn admits(&self, have: &Self) -> bool {
        match have.concrete() {
            Some(version) => self.pattern.matches(version),
            None => self.pattern == have.pattern || self.pattern == VersionPattern::ANY,
        }
    }
}

impl FromStr for WrittenVersion {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self {
            pattern: text.parse()?,
            text: text.to_owned(),
        })
    }
}

impl From<VersionPattern> for WrittenVersion {
    fn from(pattern: VersionPattern) -> Self {
        Self {
            pattern,
            text: pattern.to_string(),
        }
    }
}

impl From<SemanticVersion> for WrittenVersion {
    fn from(version: SemanticVersion) -> Self {
        VersionPattern::from(version).into()
    }
}

impl TryFrom<String> for WrittenVersion {
    type Error = VersionError;

    fn try_from(text: String) -> Result<Self, VersionError> {
        text.parse()
    }
}

impl From<WrittenVersion> for String {
    fn from(version: WrittenVersion) -> String {
        version.text
    }
}

impl fmt::Display for WrittenVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
