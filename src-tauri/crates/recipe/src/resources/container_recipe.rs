//! The fields of a container recipe
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateContainerRecipeRequest`).

use std::collections::BTreeMap;

use super::shape::{choice, shape};
use super::{BlockDeviceMapping, ComponentConfiguration, PlatformName, TargetRepository};
use crate::names::Reference;

shape! {
    /// A container recipe.
    pub struct ContainerRecipe as "a container recipe" {
        /// `ResourceName`.
        required "name" => name: String,
        /// A version, or a wildcard for the next free one.
        required "semanticVersion" => semantic_version: String,
        /// `DOCKER`
        required "containerType" => container_type: ContainerType,
        /// What it is for.
        "description" => description: Option<String>,
        /// What the container starts from: an image in a registry, or the ARN of an Image Builder image.
        required "parentImage" => parent_image: Reference,
        /// The layers, in the order in which they run.
        "components" => components: Vec<ComponentConfiguration>,
        /// The template of the Dockerfile, at most 16,000 characters.
        "dockerfileTemplateData" => dockerfile_template_data: Option<String>,
        /// The template in S3, which AWS reads once, when the recipe is made.
        "dockerfileTemplateUri" => dockerfile_template_uri: Option<String>,
        /// Where the components work in the container.
        "workingDirectory" => working_directory: Option<String>,
        /// Where the finished container goes.
        required "targetRepository" => target_repository: Option<TargetRepository>,
        /// The instance that builds and tests it.
        "instanceConfiguration" => instance_configuration: Option<InstanceConfiguration>,
        /// The platform of a parent image of which AWS cannot tell it.
        "platformOverride" => platform_override: Option<PlatformName>,
        /// The operating system with its version, for the same images.
        "imageOsVersionOverride" => image_os_version_override: Option<String>,
        /// The key that encrypts the template.
        "kmsKeyId" => kms_key_id: Option<String>,
        /// Tags of the recipe.
        "tags" => tags: BTreeMap<String, String>,
    }
}

choice! {
    /// The type of a container (`ContainerType`).
    pub enum ContainerType {
        Docker = "DOCKER",
    }
}

shape! {
    /// The instance that builds and tests a container.
    pub struct InstanceConfiguration as "`instanceConfiguration`" {
        /// `ami-…` or `ssm:…`; an AMI optimised for ECS without it.
        "image" => image: Option<String>,
        /// The volumes of the instance, not of the container.
        "blockDeviceMappings" => block_device_mappings: Vec<BlockDeviceMapping>,
    }
}
