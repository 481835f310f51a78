//! The kinds of resource a workspace file can hold.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use ingot_component::spelling::similar;

/// What a workspace file holds, in its `kind` field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// The workspace's own settings (`ingot.yaml`); nothing of AWS.
    Workspace,
    /// A component.
    Component,
    /// An image recipe.
    ImageRecipe,
    /// A container recipe.
    ContainerRecipe,
    /// An infrastructure configuration.
    InfrastructureConfiguration,
    /// A distribution configuration.
    DistributionConfiguration,
    /// An image pipeline.
    ImagePipeline,
}

/// Text that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{written}` is no kind that Ingot reads")]
pub struct UnknownKind {
    /// What was written.
    pub written: String,
    /// The kind that was probably meant.
    pub nearest: Option<Kind>,
}

impl Kind {
    /// Every kind, in the order in which resources depend on each other.
    pub const ALL: [Self; 7] = [
        Self::Workspace,
        Self::Component,
        Self::ImageRecipe,
        Self::ContainerRecipe,
        Self::InfrastructureConfiguration,
        Self::DistributionConfiguration,
        Self::ImagePipeline,
    ];

    /// As it is written in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Workspace => "Workspace",
            Self::Component => "Component",
            Self::ImageRecipe => "ImageRecipe",
            Self::ContainerRecipe => "ContainerRecipe",
            Self::InfrastructureConfiguration => "InfrastructureConfiguration",
            Self::DistributionConfiguration => "DistributionConfiguration",
            Self::ImagePipeline => "ImagePipeline",
        }
    }

    /// In a sentence: `recipe`.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Component => "component",
            Self::ImageRecipe => "recipe",
            Self::ContainerRecipe => "container recipe",
            Self::InfrastructureConfiguration => "infrastructure configuration",
            Self::DistributionConfiguration => "distribution configuration",
            Self::ImagePipeline => "pipeline",
        }
    }

    /// In a sentence, with its article: `an infrastructure configuration`.
    pub fn one(self) -> String {
        let article = if self == Self::InfrastructureConfiguration {
            "an"
        } else {
            "a"
        };
        format!("{article} {}", self.in_words())
    }

    /// Whether resources of this kind carry a version in their ARN.
    pub fn versioned(self) -> bool {
        matches!(self, Self::Component | Self::ImageRecipe | Self::ContainerRecipe)
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownKind {
                written: text.to_owned(),
                nearest: similar(text, Self::ALL.iter().map(|kind| kind.as_str()))
                    .and_then(|name| Self::ALL.into_iter().find(|kind| kind.as_str() == name)),
            })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_kind_names_the_one_that_was_meant() {
        let error = "imageRecipes".parse::<Kind>();
        assert!(matches!(
            error,
            Err(UnknownKind {
                nearest: Some(Kind::ImageRecipe),
                ..
            })
        ));
        assert!(matches!(
            "Deployment".parse::<Kind>(),
            Err(UnknownKind { nearest: None, .. })
        ));
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
