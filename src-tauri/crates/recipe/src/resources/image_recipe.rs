//! The fields of an image recipe
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest`).

use std::collections::BTreeMap;

use super::shape::{choice, shape};
use crate::names::Reference;

shape! {
    /// An image recipe.
    pub struct ImageRecipe as "an image recipe" {
        /// `ResourceName`.
        required "name" => name: String,
        /// A version, or a wildcard for the next free one.
        required "semanticVersion" => semantic_version: String,
        /// What it is for.
        "description" => description: Option<String>,
        /// What the image starts from.
        required "parentImage" => parent_image: Reference,
        /// The layers, in the order in which they run.
        "components" => components: Vec<ComponentConfiguration>,
        /// The volumes of the image.
        "blockDeviceMappings" => block_device_mappings: Vec<BlockDeviceMapping>,
        /// Where AWSTOE works: `/tmp`, on Windows `C:/`, without it.
        "workingDirectory" => working_directory: Option<String>,
        /// Agent and user data of the build instance.
        "additionalInstanceConfiguration" => additional_instance_configuration: Option<AdditionalInstanceConfiguration>,
        /// Tags of the AMI that the build stage makes.
        "amiTags" => ami_tags: BTreeMap<String, String>,
        /// Up to 5 marks that follow copies of the AMI.
        "amiWatermarks" => ami_watermarks: Vec<String>,
        /// Tags of the recipe.
        "tags" => tags: BTreeMap<String, String>,
    }
}

shape! {
    /// One layer of a recipe.
    pub struct ComponentConfiguration as "an entry of `components`" {
        /// The component.
        required "componentArn" => component_arn: Reference,
        /// Values for its parameters.
        "parameters" => parameters: Vec<ComponentParameter>,
    }
}

shape! {
    /// A value for one parameter of a component.
    pub struct ComponentParameter as "an entry of `parameters`" {
        /// The parameter.
        required "name" => name: String,
        /// Its value; the API wants a list, components take one string.
        required "value" => value: Vec<String>,
    }
}

shape! {
    /// One device of the image.
    pub struct BlockDeviceMapping as "an entry of `blockDeviceMappings`" {
        /// `/dev/sda1`
        "deviceName" => device_name: Option<String>,
        /// The EBS volume.
        "ebs" => ebs: Option<EbsBlockDevice>,
        /// `ephemeral0`
        "virtualName" => virtual_name: Option<String>,
        /// The empty text removes the device of the parent image.
        "noDevice" => no_device: Option<String>,
    }
}

shape! {
    /// An EBS volume (`EbsInstanceBlockDeviceSpecification`).
    pub struct EbsBlockDevice as "`ebs`" {
        /// Whether the image's own snapshot is encrypted.
        "encrypted" => encrypted: Option<bool>,
        /// Whether the volume goes with the instance.
        "deleteOnTermination" => delete_on_termination: Option<bool>,
        /// 100 to 64,000.
        "iops" => iops: Option<i64>,
        /// The key that encrypts it.
        "kmsKeyId" => kms_key_id: Option<String>,
        /// The snapshot it starts from.
        "snapshotId" => snapshot_id: Option<String>,
        /// GiB, 1 to 16,000.
        "volumeSize" => volume_size: Option<i64>,
        /// The type.
        "volumeType" => volume_type: Option<VolumeType>,
        /// MiB/s, 125 to 1,000, gp3 only.
        "throughput" => throughput: Option<i64>,
    }
}

choice! {
    /// The type of an EBS volume (`EbsVolumeType`).
    pub enum VolumeType {
        Standard = "standard",
        Io1 = "io1",
        Io2 = "io2",
        Gp2 = "gp2",
        Gp3 = "gp3",
        Sc1 = "sc1",
        St1 = "st1",
    }
}

shape! {
    /// Agent and user data of the build instance.
    pub struct AdditionalInstanceConfiguration as "`additionalInstanceConfiguration`" {
        /// What happens to the SSM agent.
        "systemsManagerAgent" => systems_manager_agent: Option<SystemsManagerAgent>,
        /// Base64; replaces the user data that Image Builder would use.
        "userDataOverride" => user_data_override: Option<String>,
    }
}

shape! {
    /// What happens to the SSM agent.
    pub struct SystemsManagerAgent as "`systemsManagerAgent`" {
        /// Whether it is removed before the image is made.
        "uninstallAfterBuild" => uninstall_after_build: Option<bool>,
    }
}
