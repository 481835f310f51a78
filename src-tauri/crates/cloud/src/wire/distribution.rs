//! Parts of distribution configurations.

use aws_sdk_imagebuilder::types as sdk;
use ingot_recipe::resources::{
    AmiDistribution, ContainerDistribution, DiskImageFormat, Distribution, FastLaunch, FastLaunchSnapshots,
    FastLaunchTemplate, LaunchPermission, LaunchTemplate, S3Export, SsmDataType, SsmParameter, TargetRepository,
};

use super::{FromField, ToField, Wire, structure, words};
use aws_smithy_types::error::operation::BuildError;

structure! {
    Distribution => sdk::Distribution {
        set_region region,
        set_ami_distribution_configuration ami_distribution_configuration,
        set_container_distribution_configuration container_distribution_configuration,
        set_license_configuration_arns license_configuration_arns,
        set_launch_template_configurations launch_template_configurations,
        set_s3_export_configuration s3_export_configuration,
        set_fast_launch_configurations fast_launch_configurations,
        set_ssm_parameter_configurations ssm_parameter_configurations,
    }
}

structure! {
    AmiDistribution => sdk::AmiDistributionConfiguration {
        set_name name,
        set_description description,
        set_target_account_ids target_account_ids,
        set_ami_tags ami_tags,
        set_kms_key_id kms_key_id,
        set_launch_permission launch_permission,
    }
}

structure! {
    LaunchPermission => sdk::LaunchPermissionConfiguration {
        set_user_ids user_ids,
        set_user_groups user_groups,
        set_organization_arns organization_arns,
        set_organizational_unit_arns organizational_unit_arns,
    }
}

structure! {
    ContainerDistribution => sdk::ContainerDistributionConfiguration {
        set_description description,
        set_container_tags container_tags,
        set_target_repository target_repository,
    }
}

impl Wire for TargetRepository {
    type Sdk = sdk::TargetContainerRepository;

    fn to_sdk(&self) -> Result<Self::Sdk, BuildError> {
        sdk::TargetContainerRepository::builder()
            .service(sdk::ContainerRepositoryService::from(self.service.as_str()))
            .set_repository_name(self.repository_name.to_field()?)
            .build()
    }

    fn from_sdk(sdk: Self::Sdk) -> Self {
        Self {
            service: sdk.service.as_str().to_owned(),
            repository_name: FromField::from_field(sdk.repository_name),
        }
    }
}

structure! {
    LaunchTemplate => sdk::LaunchTemplateConfiguration {
        set_launch_template_id launch_template_id,
        set_account_id account_id,
        set_set_default_version set_default_version,
    }
}

impl Wire for S3Export {
    type Sdk = sdk::S3ExportConfiguration;

    fn to_sdk(&self) -> Result<Self::Sdk, BuildError> {
        sdk::S3ExportConfiguration::builder()
            .set_role_name(self.role_name.to_field()?)
            .disk_image_format(self.disk_image_format.to_sdk()?)
            .set_s3_bucket(self.s3_bucket.to_field()?)
            .set_s3_prefix(self.s3_prefix.clone())
            .build()
    }

    fn from_sdk(sdk: Self::Sdk) -> Self {
        Self {
            role_name: sdk.role_name,
            disk_image_format: DiskImageFormat::from_sdk(sdk.disk_image_format),
            s3_bucket: sdk.s3_bucket,
            s3_prefix: sdk.s3_prefix,
        }
    }
}

structure! {
    FastLaunch => sdk::FastLaunchConfiguration {
        set_enabled enabled,
        set_snapshot_configuration snapshot_configuration,
        set_max_parallel_launches max_parallel_launches,
        set_launch_template launch_template,
        set_account_id account_id,
    }
}

structure! {
    FastLaunchSnapshots => sdk::FastLaunchSnapshotConfiguration {
        set_target_resource_count target_resource_count,
    }
}

structure! {
    FastLaunchTemplate => sdk::FastLaunchLaunchTemplateSpecification {
        set_launch_template_id launch_template_id,
        set_launch_template_name launch_template_name,
        set_launch_template_version launch_template_version,
    }
}

structure! {
    SsmParameter => sdk::SsmParameterConfiguration {
        set_ami_account_id ami_account_id,
        set_parameter_name parameter_name,
        set_data_type data_type,
    }
}

words! {
    DiskImageFormat => sdk::DiskImageFormat,
    SsmDataType => sdk::SsmParameterDataType,
}
