//! ARNs of Image Builder resources.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{AccountId, Region, WrittenVersion};

/// What an ARN names
/// (botocore imagebuilder/2019-12-02 service-2.json, pattern of `ImageBuilderArn`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArnType {
    /// `component`
    Component,
    /// `image-recipe`
    ImageRecipe,
    /// `container-recipe`
    ContainerRecipe,
    /// `infrastructure-configuration`
    InfrastructureConfiguration,
    /// `distribution-configuration`
    DistributionConfiguration,
    /// `image`
    Image,
    /// `image-pipeline`
    ImagePipeline,
    /// `lifecycle-policy`
    LifecyclePolicy,
    /// `workflow/build`
    BuildWorkflow,
    /// `workflow/test`
    TestWorkflow,
    /// `workflow/distribution`
    DistributionWorkflow,
}

impl ArnType {
    const ALL: [(Self, &'static str); 11] = [
        (Self::Component, "component"),
        (Self::ImageRecipe, "image-recipe"),
        (Self::ContainerRecipe, "container-recipe"),
        (Self::InfrastructureConfiguration, "infrastructure-configuration"),
        (Self::DistributionConfiguration, "distribution-configuration"),
        (Self::Image, "image"),
        (Self::ImagePipeline, "image-pipeline"),
        (Self::LifecyclePolicy, "lifecycle-policy"),
        (Self::BuildWorkflow, "workflow/build"),
        (Self::TestWorkflow, "workflow/test"),
        (Self::DistributionWorkflow, "workflow/distribution"),
    ];

    /// As in the ARN.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(this, _)| *this == self)
            .map_or("", |(_, text)| text)
    }
}

/// Who owns what an ARN names: the field where other services have the account id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// An account.
    Account(AccountId),
    /// `aws`, `aws-…` (Amazon-managed, Marketplace) or `third-party`.
    Managed(String),
}

impl Owner {
    /// The account, when it is one.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Account(account) => Some(account),
            Self::Managed(_) => None,
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Managed(name) => f.write_str(name),
        }
    }
}

/// `arn:<partition>:imagebuilder:<region>:<owner>:<type>/<name>[/<version>[/<build>]]`
/// (botocore imagebuilder/2019-12-02 service-2.json, `ImageBuilderArn`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImageBuilderArn {
    /// `aws`, `aws-cn`, …
    pub partition: String,
    /// Region of the resource.
    pub region: Region,
    /// Account, `aws` or another managed owner.
    pub owner: Owner,
    /// What it names.
    pub r#type: ArnType,
    /// The normalised name: `[a-z0-9-_]+`.
    pub name: String,
    /// `1.2.0`, `1.x.x`; recipes, components, images and workflows have one.
    pub version: Option<WrittenVersion>,
    /// The build of a component or image; only behind a concrete version.
    pub build: Option<u32>,
}

/// Why text is no Image Builder ARN.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArnError {
    /// It does not start with `arn:<partition>:imagebuilder:`.
    #[error("`{0}` is no Image Builder ARN: it starts with `arn:aws:imagebuilder:`")]
    NotImageBuilder(String),
    /// The region is malformed.
    #[error("`{0}` is no region: a region looks like `eu-central-1`")]
    Region(String),
    /// The owner is neither an account id nor a managed owner.
    #[error("`{0}` is no owner in an Image Builder ARN: 12 digits, or `aws` for Amazon-managed resources")]
    Owner(String),
    /// The resource type is unknown.
    #[error("`{0}` names no Image Builder resource: for example `component/<name>/<version>`")]
    Type(String),
    /// The name is not in its normalised form.
    #[error("`{0}` is no name in an ARN: lower-case letters, digits, `-` and `_`")]
    Name(String),
    /// The version or build is malformed.
    #[error("`{0}` is no version in an ARN: `1.2.0`, `1.2.x` or `1.2.0/3`")]
    Version(String),
}

impl ImageBuilderArn {
    /// The same ARN without its build.
    #[must_use]
    pub fn without_build(mut self) -> Self {
        self.build = None;
        self
    }

    /// The same ARN with another version and no build.
    #[must_use]
    pub fn with_version(mut self, version: WrittenVersion) -> Self {
        self.version = Some(version);
        self.build = None;
        self
    }

    /// Whether both name the same resource, whatever version or build.
    pub fn same_resource(&self, other: &Self) -> bool {
        self.r#type == other.r#type
            && self.name == other.name
            && self.owner == other.owner
            && self.region == other.region
            && self.partition == other.partition
    }
}

impl FromStr for ImageBuilderArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut fields = text.splitn(6, ':');
        let mut next = || fields.next().unwrap_or("");
        let (arn, partition, service, region, owner, resource) = (next(), next(), next(), next(), next(), next());
        if arn != "arn" || !partition.starts_with("aws") || service != "imagebuilder" {
            return Err(ArnError::NotImageBuilder(text.to_owned()));
        }
        let region = region.parse().map_err(|_| ArnError::Region(region.to_owned()))?;
        let managed = owner == "third-party"
            || owner == "aws"
            || owner
                .strip_prefix("aws-")
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        let owner = if managed {
            Owner::Managed(owner.to_owned())
        } else {
            Owner::Account(owner.parse().map_err(|_| ArnError::Owner(owner.to_owned()))?)
        };
        let (r#type, rest) = ArnType::ALL
            .iter()
            .find_map(|(r#type, prefix)| {
                resource
                    .strip_prefix(prefix)?
                    .strip_prefix('/')
                    .map(|rest| (*r#type, rest))
            })
            .ok_or_else(|| ArnError::Type(resource.to_owned()))?;
        let (name, version) = rest.split_once('/').map_or((rest, None), |(n, v)| (n, Some(v)));
        let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
        if name.is_empty() || name.len() > 128 || !name.bytes().all(lower) {
            return Err(ArnError::Name(name.to_owned()));
        }
        let (version, build) = version.map_or(Ok((None, None)), |written| {
            version_and_build(written).ok_or_else(|| ArnError::Version(written.to_owned()))
        })?;
        let (partition, name) = (partition.to_owned(), name.to_owned());
        Ok(Self {
            partition,
            region,
            owner,
            r#type,
            name,
            version,
            build,
        })
    }
}

fn version_and_build(written: &str) -> Option<(Option<WrittenVersion>, Option<u32>)> {
    let (version, build) = written.split_once('/').map_or((written, None), |(v, b)| (v, Some(b)));
    let version: WrittenVersion = version.parse().ok()?;
    let build = match build {
        None => None,
        Some(digits) if version.concrete().is_some() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Some(digits.parse().ok()?)
        }
        Some(_) => return None,
    };
    Some((Some(version), build))
}

impl fmt::Display for ImageBuilderArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            region,
            owner,
            r#type,
            name,
            version,
            build,
        } = self;
        write!(
            f,
            "arn:{partition}:imagebuilder:{region}:{owner}:{}/{name}",
            r#type.as_str()
        )?;
        if let Some(version) = version {
            write!(f, "/{version}")?;
        }
        if let Some(build) = build {
            write!(f, "/{build}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for ImageBuilderArn {
    type Error = ArnError;

    fn try_from(text: String) -> Result<Self, ArnError> {
        text.parse()
    }
}

impl From<ImageBuilderArn> for String {
    fn from(arn: ImageBuilderArn) -> String {
        arn.to_string()
    }
}

/// The ARN of a component: type `component`, and always with a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ComponentArn(ImageBuilderArn);

impl ComponentArn {
    /// The ARN in its parts.
    pub fn parts(&self) -> &ImageBuilderArn {
        &self.0
    }
}

impl FromStr for ComponentArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let arn: ImageBuilderArn = text.parse()?;
        if arn.r#type != ArnType::Component {
            return Err(ArnError::Type(text.to_owned()));
        }
        if arn.version.is_none() {
            return Err(ArnError::Version(String::new()));
        }
        Ok(Self(arn))
    }
}

impl fmt::Display for ComponentArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for ComponentArn {
    type Error = ArnError;

    fn try_from(text: String) -> Result<Self, ArnError> {
        text.parse()
    }
}

impl From<ComponentArn> for String {
    fn from(arn: ComponentArn) -> String {
        arn.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_the_arns_people_meet() {
        let arn: ImageBuilderArn = "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x"
            .parse()
            .unwrap();
        assert_eq!(arn.owner, Owner::Managed("aws".into()));
        assert!(arn.version.is_some_and(|version| version.concrete().is_none()));
        let arn: ImageBuilderArn = "arn:aws-cn:imagebuilder:cn-north-1:123456789012:image/web/1.2.0/7"
            .parse()
            .unwrap();
        assert_eq!((arn.r#type, arn.build), (ArnType::Image, Some(7)));
        let arn: ImageBuilderArn = "arn:aws:imagebuilder:us-east-1:aws:workflow/build/build-image/1.0.2/1"
            .parse()
            .unwrap();
        assert_eq!((arn.r#type, arn.name.as_str()), (ArnType::BuildWorkflow, "build-image"));
    }

    #[test]
    fn says_which_part_is_wrong() {
        let wrong = |text: &str| text.parse::<ImageBuilderArn>().unwrap_err().to_string();
        insta::assert_snapshot!([
            wrong("arn:aws:ec2:eu-central-1:123456789012:image/ami-1"),
            wrong("arn:aws:imagebuilder:europe:123456789012:image/web"),
            wrong("arn:aws:imagebuilder:eu-central-1:12345:image/web"),
            wrong("arn:aws:imagebuilder:eu-central-1:123456789012:picture/web"),
            wrong("arn:aws:imagebuilder:eu-central-1:123456789012:image/Web"),
            wrong("arn:aws:imagebuilder:eu-central-1:123456789012:image/web/1.2"),
            wrong("arn:aws:imagebuilder:eu-central-1:123456789012:image/web/1.x.x/2"),
        ].join("\n"), @r#"
        `arn:aws:ec2:eu-central-1:123456789012:image/ami-1` is no Image Builder ARN: it starts with `arn:aws:imagebuilder:`
        `europe` is no region: a region looks like `eu-central-1`
        `12345` is no owner in an Image Builder ARN: 12 digits, or `aws` for Amazon-managed resources
        `picture/web` names no Image Builder resource: for example `component/<name>/<version>`
        `Web` is no name in an ARN: lower-case letters, digits, `-` and `_`
        `1.2` is no version in an ARN: `1.2.0`, `1.2.x` or `1.2.0/3`
        `1.x.x/2` is no version in an ARN: `1.2.0`, `1.2.x` or `1.2.0/3`
        "#);
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again(
            r#type in prop::sample::select(ArnType::ALL.to_vec()),
            name in "[a-z0-9_-]{1,60}",
            owner in "([0-9]{12}|aws|aws-marketplace|third-party)",
            version in prop::option::of("(0|[1-9][0-9]{0,6})\\.(0|[1-9][0-9]{0,6})\\.(0|[1-9][0-9]{0,6})(/(0|[1-9][0-9]{0,6}))?|x\\.x\\.x|[0-9]\\.x\\.x"),
        ) {
            let mut text = format!("arn:aws:imagebuilder:eu-central-1:{owner}:{}/{name}", r#type.1);
            if let Some(version) = version {
                text = format!("{text}/{version}");
            }
            prop_assert_eq!(text.parse::<ImageBuilderArn>().unwrap().to_string(), text);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}", tail in "[a-z0-9/:.x-]{0,60}") {
            let _ = text.parse::<ImageBuilderArn>();
            let _ = format!("arn:aws:imagebuilder:{tail}").parse::<ImageBuilderArn>();
            let _ = format!("arn:aws:imagebuilder:eu-central-1:aws:{tail}").parse::<ComponentArn>();
        }
    }
}
