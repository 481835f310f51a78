//! The fields of a distribution configuration
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateDistributionConfigurationRequest`).

use std::collections::BTreeMap;

use super::shape::{choice, shape};

shape! {
    /// Where images go.
    pub struct DistributionConfiguration as "a distribution configuration" {
        /// `ResourceName`.
        required "name" => name: String,
        /// What it is for.
        "description" => description: Option<String>,
        /// One entry a region.
        required "distributions" => distributions: Vec<Distribution>,
        /// Tags of the configuration.
        "tags" => tags: BTreeMap<String, String>,
    }
}

shape! {
    /// What happens in one region.
    pub struct Distribution as "an entry of `distributions`" {
        /// The region.
        required "region" => region: String,
        /// The AMI there.
        "amiDistributionConfiguration" => ami_distribution_configuration: Option<AmiDistribution>,
        /// The container image there.
        "containerDistributionConfiguration" => container_distribution_configuration: Option<ContainerDistribution>,
        /// Licence Manager configurations, at most 50.
        "licenseConfigurationArns" => license_configuration_arns: Vec<String>,
        /// Launch templates that get the AMI, at most 100.
        "launchTemplateConfigurations" => launch_template_configurations: Vec<LaunchTemplate>,
        /// Export to S3 as a disk image.
        "s3ExportConfiguration" => s3_export_configuration: Option<S3Export>,
        /// Windows fast launch.
        "fastLaunchConfigurations" => fast_launch_configurations: Vec<FastLaunch>,
        /// SSM parameters that get the AMI's id.
        "ssmParameterConfigurations" => ssm_parameter_configurations: Vec<SsmParameter>,
    }
}

shape! {
    /// The AMI in one region.
    pub struct AmiDistribution as "`amiDistributionConfiguration`" {
        /// 1 to 127 characters, with `{{ imagebuilder:buildDate }}` in it.
        "name" => name: Option<String>,
        /// Description of the AMI.
        "description" => description: Option<String>,
        /// Accounts that get a copy of their own.
        "targetAccountIds" => target_account_ids: Vec<String>,
        /// Tags of the AMI.
        "amiTags" => ami_tags: BTreeMap<String, String>,
        /// The key that encrypts the copies.
        "kmsKeyId" => kms_key_id: Option<String>,
        /// Who may launch it.
        "launchPermission" => launch_permission: Option<LaunchPermission>,
    }
}

shape! {
    /// Who may launch the AMI.
    pub struct LaunchPermission as "`launchPermission`" {
        /// Accounts.
        "userIds" => user_ids: Vec<String>,
        /// `all` makes it public.
        "userGroups" => user_groups: Vec<String>,
        /// Organisations.
        "organizationArns" => organization_arns: Vec<String>,
        /// Organisational units.
        "organizationalUnitArns" => organizational_unit_arns: Vec<String>,
    }
}

shape! {
    /// The container image in one region.
    pub struct ContainerDistribution as "`containerDistributionConfiguration`" {
        /// Description of the image.
        "description" => description: Option<String>,
        /// Its tags.
        "containerTags" => container_tags: Vec<String>,
        /// Where it goes.
        required "targetRepository" => target_repository: Option<TargetRepository>,
    }
}

shape! {
    /// A container repository.
    pub struct TargetRepository as "`targetRepository`" {
        /// `ECR`
        required "service" => service: String,
        /// Its name.
        required "repositoryName" => repository_name: String,
    }
}

shape! {
    /// A launch template that gets the AMI.
    pub struct LaunchTemplate as "an entry of `launchTemplateConfigurations`" {
        /// `lt-…`
        required "launchTemplateId" => launch_template_id: String,
        /// Its account.
        "accountId" => account_id: Option<String>,
        /// `true` without it.
        "setDefaultVersion" => set_default_version: Option<bool>,
    }
}

shape! {
    /// Export to S3 as a disk image.
    pub struct S3Export as "`s3ExportConfiguration`" {
        /// The role that writes.
        required "roleName" => role_name: String,
        /// `VMDK`, `RAW` or `VHD`.
        required "diskImageFormat" => disk_image_format: DiskImageFormat,
        /// The bucket.
        required "s3Bucket" => s3_bucket: String,
        /// What the key starts with.
        "s3Prefix" => s3_prefix: Option<String>,
    }
}

choice! {
    /// The format of an exported disk (`DiskImageFormat`).
    pub enum DiskImageFormat {
        Vmdk = "VMDK",
        Raw = "RAW",
        Vhd = "VHD",
    }
}

shape! {
    /// Windows fast launch in one account.
    pub struct FastLaunch as "an entry of `fastLaunchConfigurations`" {
        /// Whether it is on.
        required "enabled" => enabled: Option<bool>,
        /// How many snapshots are kept ready.
        "snapshotConfiguration" => snapshot_configuration: Option<FastLaunchSnapshots>,
        /// How many instances may launch at once to make them.
        "maxParallelLaunches" => max_parallel_launches: Option<i64>,
        /// The template they launch from.
        "launchTemplate" => launch_template: Option<FastLaunchTemplate>,
        /// The account.
        "accountId" => account_id: Option<String>,
    }
}

shape! {
    /// How many snapshots are kept ready.
    pub struct FastLaunchSnapshots as "`snapshotConfiguration`" {
        /// 1 to 10,000.
        "targetResourceCount" => target_resource_count: Option<i64>,
    }
}

shape! {
    /// The launch template of fast launch.
    pub struct FastLaunchTemplate as "`launchTemplate`" {
        /// `lt-…`
        "launchTemplateId" => launch_template_id: Option<String>,
        /// Its name.
        "launchTemplateName" => launch_template_name: Option<String>,
        /// Its version.
        "launchTemplateVersion" => launch_template_version: Option<String>,
    }
}

shape! {
    /// An SSM parameter that gets the AMI's id.
    pub struct SsmParameter as "an entry of `ssmParameterConfigurations`" {
        /// The account of the AMI; the owner's without it.
        "amiAccountId" => ami_account_id: Option<String>,
        /// Its name.
        required "parameterName" => parameter_name: String,
        /// `aws:ec2:image` is recommended by AWS.
        "dataType" => data_type: Option<SsmDataType>,
    }
}

choice! {
    /// The data type of an SSM parameter (`SsmParameterDataType`).
    pub enum SsmDataType {
        Text = "text",
        Image = "aws:ec2:image",
    }
}
