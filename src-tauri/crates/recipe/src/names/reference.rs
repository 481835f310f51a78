//! What a workspace writes where AWS wants an ARN or an image.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{ArnError, ImageBuilderArn, Kind, ResourceName, WrittenVersion};

/// A reference as written. `Display` gives back exactly what was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Reference {
    /// `Component/sshd-hardening`, `ImageRecipe/golden-ubuntu-22-04/x.x.x`.
    Local(LocalReference),
    /// An Image Builder ARN.
    Arn(ImageBuilderArn),
    /// `ami-…`
    Ami(String),
    /// `ssm:` and a parameter's name or ARN; the part behind `ssm:`.
    SsmParameter(String),
    /// Anything else AWS may take (a Marketplace product id) or refuse. Empty where a file has
    /// none.
    Other(String),
    /// Text that looks like one of the others and is none; reading the file says why.
    Malformed(String),
}

/// `Kind/name[/version]`: a resource of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalReference {
    /// What is referred to.
    pub kind: Kind,
    /// Its name, as written.
    pub name: ResourceName,
    /// A version, or a wildcard that AWS resolves at build time. Without one: the version that the
    /// workspace has.
    pub version: Option<WrittenVersion>,
}

/// Why text that looks like a reference is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReferenceError {
    /// `component/x`
    #[error("`{written}` is no reference: kinds are written `{kind}`")]
    KindCase {
        /// What was written.
        written: String,
        /// The kind that was meant.
        kind: Kind,
    },
    /// `Component/`
    #[error("`{written}` is no reference: behind `{kind}/` stands the name of {}", kind.one())]
    Name {
        /// What was written.
        written: String,
        /// The kind.
        kind: Kind,
    },
    /// `Component/x/1.2`
    #[error("`{written}` is no reference: `{version}` is no version; write `1.2.0`, `1.2.x` or leave it out")]
    Version {
        /// What was written.
        written: String,
        /// The part that should be a version.
        version: String,
    },
    /// `InfrastructureConfiguration/x/1.0.0`
    #[error("`{written}` is no reference: {} has no version", kind.one())]
    NoVersions {
        /// What was written.
        written: String,
        /// The kind.
        kind: Kind,
    },
    /// An Image Builder ARN that is malformed.
    #[error(transparent)]
    Arn(#[from] ArnError),
}

impl Default for Reference {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl Reference {
    /// The reference, [`Reference::Malformed`] where it cannot be read.
    pub fn lenient(text: &str) -> Self {
        text.parse().unwrap_or_else(|_| Self::Malformed(text.to_owned()))
    }

    /// The local reference, when it is one to a `kind`.
    pub fn local(&self, kind: Kind) -> Option<&LocalReference> {
        match self {
            Self::Local(local) if local.kind == kind => Some(local),
            _ => None,
        }
    }

    /// Whether there is nothing to look up: the field is missing or could not be read, and reading
    /// the file has said so.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Malformed(_)) || matches!(self, Self::Other(text) if text.is_empty())
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(parameter) = text.strip_prefix("ssm:") {
            return Ok(Self::SsmParameter(parameter.to_owned()));
        }
        if text
            .strip_prefix("ami-")
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            return Ok(Self::Ami(text.to_owned()));
        }
        if text.starts_with("arn:") {
            return match text.parse() {
                Ok(arn) => Ok(Self::Arn(arn)),
                Err(ArnError::NotImageBuilder(_)) => Ok(Self::Other(text.to_owned())),
                Err(error) => Err(error.into()),
            };
        }
        let Some((first, rest)) = text.split_once('/') else {
            return Ok(Self::Other(text.to_owned()));
        };
        let written = || text.to_owned();
        let kind = match Kind::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(first))
        {
            None => return Ok(Self::Other(written())),
            Some(kind) if kind.as_str() != first => {
                return Err(ReferenceError::KindCase {
                    written: written(),
                    kind,
                });
            }
            Some(kind) => kind,
        };
        let (name, version) = rest.split_once('/').map_or((rest, None), |(n, v)| (n, Some(v)));
        let name = name.parse().map_err(|_| ReferenceError::Name {
            written: written(),
            kind,
        })?;
        let version = match version {
            None => None,
            Some(_) if !kind.versioned() => {
                return Err(ReferenceError::NoVersions {
                    written: written(),
                    kind,
                });
            }
            Some(version) => Some(version.parse().map_err(|_| ReferenceError::Version {
                written: written(),
                version: version.to_owned(),
            })?),
        };
        Ok(Self::Local(LocalReference { kind, name, version }))
    }
}

impl From<String> for Reference {
    fn from(text: String) -> Self {
        Self::lenient(&text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> String {
        reference.to_string()
    }
}

impl fmt::Display for LocalReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.name)?;
        match &self.version {
            Some(version) => write!(f, "/{version}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(local) => local.fmt(f),
            Self::Arn(arn) => arn.fmt(f),
            Self::Ami(text) | Self::Other(text) | Self::Malformed(text) => f.write_str(text),
            Self::SsmParameter(parameter) => write!(f, "ssm:{parameter}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tells_the_forms_apart() {
        let read = |text: &str| text.parse::<Reference>().unwrap();
        assert!(matches!(
            read("Component/sshd-hardening"),
            Reference::Local(LocalReference { version: None, .. })
        ));
        assert!(matches!(
            read("ImageRecipe/golden/x.x.x"),
            Reference::Local(LocalReference { version: Some(_), .. })
        ));
        assert!(matches!(read("ami-0123456789abcdef0"), Reference::Ami(_)));
        assert!(matches!(read("ssm:/aws/service/x"), Reference::SsmParameter(_)));
        assert!(matches!(
            read("arn:aws:ec2:eu-central-1:1:image/ami-1"),
            Reference::Other(_)
        ));
        assert!(matches!(read("prod-abc"), Reference::Other(_)));
    }

    #[test]
    fn says_what_is_wrong_with_a_reference() {
        let wrong = |text: &str| text.parse::<Reference>().unwrap_err().to_string();
        insta::assert_snapshot!([
            wrong("component/sshd"),
            wrong("Component/"),
            wrong("Component/sshd/1.2"),
            wrong("Component/sshd/x.1.x"),
            wrong("InfrastructureConfiguration/build/1.0.0"),
            wrong("arn:aws:imagebuilder:eu-central-1:123456789012:component/SSHD/1.0.0"),
        ].join("\n"), @r#"
        `component/sshd` is no reference: kinds are written `Component`
        `Component/` is no reference: behind `Component/` stands the name of a component
        `Component/sshd/1.2` is no reference: `1.2` is no version; write `1.2.0`, `1.2.x` or leave it out
        `Component/sshd/x.1.x` is no reference: `x.1.x` is no version; write `1.2.0`, `1.2.x` or leave it out
        `InfrastructureConfiguration/build/1.0.0` is no reference: an infrastructure configuration has no version
        `SSHD` is no name in an ARN: lower-case letters, digits, `-` and `_`
        "#);
    }

    proptest! {
        #[test]
        fn displays_what_was_read(text in prop_oneof![
            "(Component|ImageRecipe)/[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,40}[-_A-Za-z0-9](/[0-9]\\.[0-9]{1,3}\\.[0-9]|/[0-9]\\.x\\.x|/x\\.x\\.x)?",
            "(InfrastructureConfiguration|ImagePipeline)/[a-z][a-z-]{2,30}",
            "ssm:[ -~]{0,40}",
            "ami-[0-9a-f]{8,17}",
            "[ -~]{0,60}",
        ]) {
            prop_assert_eq!(Reference::lenient(&text).to_string(), text);
        }
    }
}
