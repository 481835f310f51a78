//! The SDK's resources as the inventory keeps them.

use aws_sdk_imagebuilder::types as sdk;
use ingot_recipe::ImageBuilderArn;
use ingot_recipe::inventory::{
    CloudAmi, CloudComponent, CloudDistribution, CloudImage, CloudImageRecipe, CloudInfrastructure, CloudParameter,
    CloudPipeline,
};
use ingot_recipe::resources::{DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration};

use crate::time;
use crate::wire::FromField;

pub(crate) fn cloud_component(component: sdk::Component) -> CloudComponent {
    CloudComponent {
        arn: component.arn.unwrap_or_default(),
        name: component.name.unwrap_or_default(),
        version: component.version.unwrap_or_default(),
        platform: component
            .platform
            .map(|platform| platform.as_str().to_owned())
            .unwrap_or_default(),
        owner: component.owner.unwrap_or_default(),
        publisher: component.publisher.filter(|publisher| !publisher.is_empty()),
        r#type: component.r#type.map(|kind| kind.as_str().to_owned()),
        status: component
            .state
            .and_then(|state| state.status)
            .map(|status| status.as_str().to_owned()),
        description: component.description,
        change_description: component.change_description,
        supported_os_versions: component.supported_os_versions.unwrap_or_default(),
        parameters: component
            .parameters
            .unwrap_or_default()
            .into_iter()
            .map(|parameter| CloudParameter {
                name: parameter.name,
                r#type: parameter.r#type,
                default_value: parameter.default_value.unwrap_or_default(),
                description: parameter.description,
            })
            .collect(),
        // Hidden by its publisher; what comes then is no document that could be read.
        data: component.data.filter(|data| !data.is_empty() && !component.obfuscate),
        product_codes: product_codes(component.product_codes),
        kms_key_id: component.kms_key_id,
        tags: FromField::from_field(component.tags),
        date_created: component.date_created.map(time::normal),
    }
}

/// What a list says of a component, without its details.
pub(super) fn listed_component(component: sdk::ComponentVersion) -> CloudComponent {
    CloudComponent {
        arn: component.arn.unwrap_or_default(),
        name: component.name.unwrap_or_default(),
        version: component.version.unwrap_or_default(),
        platform: component
            .platform
            .map(|platform| platform.as_str().to_owned())
            .unwrap_or_default(),
        owner: component.owner.unwrap_or_default(),
        r#type: component.r#type.map(|kind| kind.as_str().to_owned()),
        status: component.status.map(|status| status.as_str().to_owned()),
        description: component.description,
        supported_os_versions: component.supported_os_versions.unwrap_or_default(),
        date_created: component.date_created.map(time::normal),
        product_codes: product_codes(component.product_codes),
        ..CloudComponent::default()
    }
}

fn product_codes(codes: Option<Vec<sdk::ProductCodeListItem>>) -> Vec<String> {
    let codes = codes.unwrap_or_default().into_iter();
    codes.map(|code| code.product_code_id).collect()
}

pub(crate) fn cloud_recipe(recipe: sdk::ImageRecipe) -> CloudImageRecipe {
    CloudImageRecipe {
        arn: recipe.arn.unwrap_or_default(),
        owner: recipe.owner,
        platform: recipe.platform.map(|platform| platform.as_str().to_owned()),
        date_created: recipe.date_created.map(time::normal),
        recipe: ImageRecipe {
            name: recipe.name.unwrap_or_default(),
            semantic_version: recipe.version.unwrap_or_default(),
            description: recipe.description,
            parent_image: FromField::from_field(recipe.parent_image.unwrap_or_default()),
            components: FromField::from_field(recipe.components),
            block_device_mappings: FromField::from_field(recipe.block_device_mappings),
            working_directory: recipe.working_directory,
            additional_instance_configuration: FromField::from_field(recipe.additional_instance_configuration),
            ami_tags: FromField::from_field(recipe.ami_tags),
            ami_watermarks: FromField::from_field(recipe.ami_watermarks),
            tags: FromField::from_field(recipe.tags),
        },
    }
}

pub(crate) fn cloud_infrastructure(infrastructure: sdk::InfrastructureConfiguration) -> CloudInfrastructure {
    CloudInfrastructure {
        arn: infrastructure.arn.unwrap_or_default(),
        date_updated: infrastructure
            .date_updated
            .or(infrastructure.date_created)
            .map(time::normal),
        configuration: InfrastructureConfiguration {
            name: infrastructure.name.unwrap_or_default(),
            description: infrastructure.description,
            instance_types: FromField::from_field(infrastructure.instance_types),
            instance_profile_name: infrastructure.instance_profile_name,
            security_group_ids: FromField::from_field(infrastructure.security_group_ids),
            subnet_id: infrastructure.subnet_id,
            logging: FromField::from_field(infrastructure.logging),
            key_pair: infrastructure.key_pair,
            terminate_instance_on_failure: infrastructure.terminate_instance_on_failure,
            terminate_instance_on_completion: infrastructure.terminate_instance_on_completion,
            sns_topic_arn: infrastructure.sns_topic_arn,
            resource_tags: FromField::from_field(infrastructure.resource_tags),
            instance_metadata_options: FromField::from_field(infrastructure.instance_metadata_options),
            placement: FromField::from_field(infrastructure.placement),
            parent_instance: FromField::from_field(infrastructure.parent_instance),
            tags: FromField::from_field(infrastructure.tags),
        },
    }
}

pub(crate) fn cloud_distribution(distribution: sdk::DistributionConfiguration) -> CloudDistribution {
    CloudDistribution {
        arn: distribution.arn.unwrap_or_default(),
        date_updated: distribution
            .date_updated
            .or(distribution.date_created)
            .map(time::normal),
        configuration: DistributionConfiguration {
            name: distribution.name.unwrap_or_default(),
            description: distribution.description,
            distributions: FromField::from_field(distribution.distributions),
            tags: FromField::from_field(distribution.tags),
        },
    }
}

pub(crate) fn cloud_pipeline(pipeline: sdk::ImagePipeline) -> CloudPipeline {
    CloudPipeline {
        arn: pipeline.arn.unwrap_or_default(),
        platform: pipeline.platform.map(|platform| platform.as_str().to_owned()),
        date_updated: pipeline.date_updated.or(pipeline.date_created).map(time::normal),
        date_last_run: pipeline.date_last_run.filter(|date| !date.is_empty()).map(time::normal),
        date_next_run: pipeline.date_next_run.filter(|date| !date.is_empty()).map(time::normal),
        pipeline: ImagePipeline {
            name: pipeline.name.unwrap_or_default(),
            description: pipeline.description,
            image_recipe_arn: FromField::from_field(pipeline.image_recipe_arn),
            container_recipe_arn: FromField::from_field(pipeline.container_recipe_arn),
            infrastructure_configuration_arn: FromField::from_field(
                pipeline.infrastructure_configuration_arn.unwrap_or_default(),
            ),
            distribution_configuration_arn: FromField::from_field(pipeline.distribution_configuration_arn),
            image_tests_configuration: FromField::from_field(pipeline.image_tests_configuration),
            enhanced_image_metadata_enabled: pipeline.enhanced_image_metadata_enabled,
            schedule: FromField::from_field(pipeline.schedule),
            status: FromField::from_field(pipeline.status),
            image_scanning_configuration: FromField::from_field(pipeline.image_scanning_configuration),
            workflows: FromField::from_field(pipeline.workflows),
            execution_role: pipeline.execution_role,
            logging_configuration: FromField::from_field(pipeline.logging_configuration),
            tags: FromField::from_field(pipeline.tags),
            image_tags: FromField::from_field(pipeline.image_tags),
        },
    }
}

/// Consumes the parts of an image that the inventory keeps; its recipe goes by its ARN.
pub(crate) fn cloud_image(image: sdk::Image) -> CloudImage {
    let (version, build) = numbers(image.arn.as_deref(), image.version.as_deref());
    CloudImage {
        arn: image.arn.unwrap_or_default(),
        name: image.name.unwrap_or_default(),
        version,
        build,
        r#type: image.r#type.map(|kind| kind.as_str().to_owned()),
        status: status(image.state.as_ref()),
        reason: image
            .state
            .and_then(|state| state.reason)
            .filter(|reason| !reason.is_empty()),
        platform: image.platform.map(|platform| platform.as_str().to_owned()),
        os_version: image.os_version,
        date_created: image.date_created.map(time::normal),
        build_type: image.build_type.map(|kind| kind.as_str().to_owned()),
        recipe_arn: image
            .image_recipe
            .and_then(|recipe| recipe.arn)
            .or_else(|| image.container_recipe.and_then(|recipe| recipe.arn)),
        pipeline_arn: image.source_pipeline_arn,
        amis: amis(image.output_resources),
        tags: FromField::from_field(image.tags),
    }
}

/// What a list says of an image build, without its recipe and pipeline.
pub(super) fn listed_image(image: sdk::ImageSummary) -> CloudImage {
    let (version, build) = numbers(image.arn.as_deref(), image.version.as_deref());
    CloudImage {
        arn: image.arn.unwrap_or_default(),
        name: image.name.unwrap_or_default(),
        version,
        build,
        r#type: image.r#type.map(|kind| kind.as_str().to_owned()),
        status: status(image.state.as_ref()),
        reason: image
            .state
            .and_then(|state| state.reason)
            .filter(|reason| !reason.is_empty()),
        platform: image.platform.map(|platform| platform.as_str().to_owned()),
        os_version: image.os_version,
        date_created: image.date_created.map(time::normal),
        build_type: image.build_type.map(|kind| kind.as_str().to_owned()),
        recipe_arn: None,
        pipeline_arn: None,
        amis: amis(image.output_resources),
        tags: FromField::from_field(image.tags),
    }
}

fn status(state: Option<&sdk::ImageState>) -> String {
    let status = state.and_then(|state| state.status.as_ref());
    status.map_or_else(|| "PENDING".to_owned(), |status| status.as_str().to_owned())
}

fn amis(outputs: Option<sdk::OutputResources>) -> Vec<CloudAmi> {
    let amis = outputs.and_then(|outputs| outputs.amis).unwrap_or_default();
    amis.into_iter()
        .filter_map(|ami| {
            Some(CloudAmi {
                region: ami.region.unwrap_or_default(),
                account: ami.account_id,
                image: ami.image?,
                name: ami.name,
            })
        })
        .collect()
}

/// Version and build number. The version field of an image is `1.2.0/3` in some answers and `1.2.0` in others; the
/// ARN always has both.
fn numbers(arn: Option<&str>, version: Option<&str>) -> (String, u32) {
    let arn: Option<ImageBuilderArn> = arn.and_then(|arn| arn.parse().ok());
    let written = version.unwrap_or_default();
    let (alone, behind) = written.split_once('/').unwrap_or((written, ""));
    let version = arn
        .as_ref()
        .and_then(|arn| arn.version.as_ref())
        .map_or_else(|| alone.to_owned(), ToString::to_string);
    let build = arn
        .and_then(|arn| arn.build)
        .or_else(|| behind.parse().ok())
        .unwrap_or_default();
    (version, build)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_number_is_found_wherever_aws_writes_it() {
        let arn = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.2.0/7";
        assert_eq!(numbers(Some(arn), Some("1.2.0")), ("1.2.0".to_owned(), 7));
        assert_eq!(numbers(Some("not an arn"), Some("1.2.0/3")), ("1.2.0".to_owned(), 3));
        assert_eq!(numbers(None, None), (String::new(), 0));
    }

    #[test]
    fn an_image_without_any_field_is_still_an_image() {
        let image = cloud_image(sdk::Image::builder().build());
        assert_eq!(
            (image.status.as_str(), image.build, image.amis.len()),
            ("PENDING", 0, 0)
        );
    }
}
