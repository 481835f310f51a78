//! What things are called: resource names, accounts, regions, kinds, ARNs and the references that
//! stand in a workspace where AWS wants an ARN.

mod arn;
mod kind;
mod reference;
mod version;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use arn::{ArnError, ArnType, ComponentArn, ImageBuilderArn, Owner};
pub use kind::{Kind, UnknownKind};
pub use reference::{LocalReference, Reference, ReferenceError};
pub use version::WrittenVersion;

/// Why a name, account id or region is not one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    /// Not a `ResourceName`.
    #[error("`{0}` is no resource name: 3 to 128 letters, digits, `-`, `_` and spaces, no space first or last")]
    Resource(String),
    /// Not an account id.
    #[error("`{0}` is no account id: an account id is 12 digits")]
    Account(String),
    /// Not a region name.
    #[error("`{0}` is no region: a region looks like `eu-central-1`")]
    Region(String),
}

/// The name of an Image Builder resource: 3 to 128 characters,
/// `^[-_A-Za-z-0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z-0-9]$`
/// (botocore imagebuilder/2019-12-02 service-2.json, `ResourceName`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResourceName(String);

impl ResourceName {
    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that stands in the ARN, see [`normalised`].
    pub fn normalised(&self) -> String {
        normalised(&self.0)
    }
}

impl FromStr for ResourceName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let fits = (3..=128).contains(&text.len())
            && text.chars().all(inner)
            && !text.starts_with(' ')
            && !text.ends_with(' ');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError::Resource(text.to_owned()))
        }
    }
}

/// The form of a resource name that Image Builder puts into the ARN: names that differ only in
/// case, spaces or underscores are the same resource (botocore imagebuilder/2019-12-02
/// service-2.json, `CreateComponentRequest.name`). That spaces and underscores both become `-` is
/// inferred from ARNs in AWS's documentation; nothing read says it in so many words.
pub fn normalised(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.contains([' ', '_']) {
        lower.replace([' ', '_'], "-")
    } else {
        lower
    }
}

/// An AWS account id: 12 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(String);

impl AccountId {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError::Account(text.to_owned()))
        }
    }
}

/// A region name such as `eu-central-1`. Only its form is checked: regions are added faster than
/// programs are released.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(String);

impl Region {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that ARNs of this region name
    /// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>); regions of other
    /// partitions than the three listed there are taken for `aws`.
    pub fn partition(&self) -> &'static str {
        if self.0.starts_with("cn-") {
            "aws-cn"
        } else if self.0.starts_with("us-gov-") {
            "aws-us-gov"
        } else {
            "aws"
        }
    }
}

impl FromStr for Region {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('-').collect();
        let fits = text.len() <= 32
            && parts.len() >= 3
            && parts.iter().enumerate().all(|(at, part)| {
                let last = at + 1 == parts.len();
                !part.is_empty()
                    && part.bytes().all(|b| {
                        if last {
                            b.is_ascii_digit()
                        } else {
                            b.is_ascii_lowercase()
                        }
                    })
            });
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError::Region(text.to_owned()))
        }
    }
}

macro_rules! text_newtype {
    ($($Name:ident),*) => {$(
        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $Name {
            type Error = NameError;
            fn try_from(text: String) -> Result<Self, NameError> {
                text.parse()
            }
        }
        impl From<$Name> for String {
            fn from(name: $Name) -> String {
                name.0
            }
        }
    )*};
}
text_newtype!(ResourceName, AccountId, Region);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_follow_the_pattern_of_the_api() {
        for good in ["abc", "golden-ubuntu-22-04", "My Component_1", "___"] {
            assert!(good.parse::<ResourceName>().is_ok(), "{good}");
        }
        let long = "a".repeat(129);
        for bad in ["", "ab", " abc", "abc ", "a.b.c", "grün", long.as_str(), "a/b/c"] {
            assert!(bad.parse::<ResourceName>().is_err(), "{bad}");
        }
    }

    #[test]
    fn names_that_differ_in_case_spaces_or_underscores_are_one() {
        assert_eq!(normalised("Golden Ubuntu_22"), "golden-ubuntu-22");
    }

    #[test]
    fn accounts_and_regions_are_checked() {
        assert!("012345678901".parse::<AccountId>().is_ok());
        assert!("12345678901".parse::<AccountId>().is_err());
        for good in ["eu-central-1", "us-gov-west-1", "ap-southeast-12", "us-iso-east-1"] {
            assert!(good.parse::<Region>().is_ok(), "{good}");
        }
        for bad in ["", "eu", "eu-1", "eu-central", "EU-CENTRAL-1", "eu--1", "eu-central-1a"] {
            assert!(bad.parse::<Region>().is_err(), "{bad}");
        }
        assert_eq!("cn-north-1".parse::<Region>().unwrap().partition(), "aws-cn");
    }

    proptest! {
        #[test]
        fn every_accepted_name_has_a_name_in_arns(text in "[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]") {
            let name: ResourceName = text.parse().unwrap();
            prop_assert!(name.normalised().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert_eq!(String::from(name), text);
        }
    }
}
