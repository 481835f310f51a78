//! One Create request of each kind. The token follows from the content, so that a repeated request is the same one.

use aws_smithy_types::error::operation::BuildError;
use ingot_recipe::resources::{
    Component, DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration,
};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::call::{Operation, Service};
use crate::token::client_token;
use crate::wire::{ToField, Wire};
use crate::{Cloud, CloudError};

impl Cloud {
    /// Answers the build version's ARN.
    pub(super) async fn create_component(
        &self,
        component: &Component,
        dry_run: bool,
        cancel: &CancellationToken,
    ) -> Result<String, CloudError> {
        let operation = Service::ImageBuilder.operation("CreateComponent");
        let request = self
            .imagebuilder()
            .create_component()
            .name(&component.name)
            .semantic_version(&component.semantic_version)
            .set_description(component.description.clone())
            .set_change_description(component.change_description.clone())
            .platform(component.platform.to_sdk().map_err(unbuildable(operation))?)
            .set_supported_os_versions(field(&component.supported_os_versions, operation)?)
            .set_data(component.data.clone())
            .set_uri(component.uri.clone().filter(|_| component.data.is_none()))
            .set_kms_key_id(component.kms_key_id.clone())
            .set_tags(field(&component.tags, operation)?)
            .client_token(token(operation, component))
            .dry_run(dry_run)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .component_build_version_arn
            .ok_or_else(|| CloudError::incomplete(operation, "componentBuildVersionArn"))
    }

    pub(super) async fn create_image_recipe(
        &self,
        recipe: &ImageRecipe,
        dry_run: bool,
        cancel: &CancellationToken,
    ) -> Result<String, CloudError> {
        let operation = Service::ImageBuilder.operation("CreateImageRecipe");
        let request = self
            .imagebuilder()
            .create_image_recipe()
            .name(&recipe.name)
            .semantic_version(&recipe.semantic_version)
            .set_description(recipe.description.clone())
            .set_parent_image(field(&recipe.parent_image, operation)?)
            .set_components(field(&recipe.components, operation)?)
            .set_block_device_mappings(field(&recipe.block_device_mappings, operation)?)
            .set_working_directory(recipe.working_directory.clone())
            .set_additional_instance_configuration(field(&recipe.additional_instance_configuration, operation)?)
            .set_ami_tags(field(&recipe.ami_tags, operation)?)
            .set_ami_watermarks(field(&recipe.ami_watermarks, operation)?)
            .set_tags(field(&recipe.tags, operation)?)
            .client_token(token(operation, recipe))
            .dry_run(dry_run)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .image_recipe_arn
            .ok_or_else(|| CloudError::incomplete(operation, "imageRecipeArn"))
    }

    pub(super) async fn create_infrastructure(
        &self,
        infrastructure: &InfrastructureConfiguration,
        dry_run: bool,
        cancel: &CancellationToken,
    ) -> Result<String, CloudError> {
        let operation = Service::ImageBuilder.operation("CreateInfrastructureConfiguration");
        let request = self
            .imagebuilder()
            .create_infrastructure_configuration()
            .name(&infrastructure.name)
            .set_description(infrastructure.description.clone())
            .set_instance_types(field(&infrastructure.instance_types, operation)?)
            .set_instance_profile_name(infrastructure.instance_profile_name.clone())
            .set_security_group_ids(field(&infrastructure.security_group_ids, operation)?)
            .set_subnet_id(infrastructure.subnet_id.clone())
            .set_logging(field(&infrastructure.logging, operation)?)
            .set_key_pair(infrastructure.key_pair.clone())
            .set_terminate_instance_on_failure(infrastructure.terminate_instance_on_failure)
            .set_terminate_instance_on_completion(infrastructure.terminate_instance_on_completion)
            .set_sns_topic_arn(infrastructure.sns_topic_arn.clone())
            .set_resource_tags(field(&infrastructure.resource_tags, operation)?)
            .set_instance_metadata_options(field(&infrastructure.instance_metadata_options, operation)?)
            .set_placement(field(&infrastructure.placement, operation)?)
            .set_parent_instance(field(&infrastructure.parent_instance, operation)?)
            .set_tags(field(&infrastructure.tags, operation)?)
            .client_token(token(operation, infrastructure))
            .dry_run(dry_run)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .infrastructure_configuration_arn
            .ok_or_else(|| CloudError::incomplete(operation, "infrastructureConfigurationArn"))
    }

    pub(super) async fn create_distribution(
        &self,
        distribution: &DistributionConfiguration,
        dry_run: bool,
        cancel: &CancellationToken,
    ) -> Result<String, CloudError> {
        let operation = Service::ImageBuilder.operation("CreateDistributionConfiguration");
        let request = self
            .imagebuilder()
            .create_distribution_configuration()
            .name(&distribution.name)
            .set_description(distribution.description.clone())
            .set_distributions(field(&distribution.distributions, operation)?)
            .set_tags(field(&distribution.tags, operation)?)
            .client_token(token(operation, distribution))
            .dry_run(dry_run)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .distribution_configuration_arn
            .ok_or_else(|| CloudError::incomplete(operation, "distributionConfigurationArn"))
    }

    pub(super) async fn create_pipeline(
        &self,
        pipeline: &ImagePipeline,
        dry_run: bool,
        cancel: &CancellationToken,
    ) -> Result<String, CloudError> {
        let operation = Service::ImageBuilder.operation("CreateImagePipeline");
        let request = self
            .imagebuilder()
            .create_image_pipeline()
            .name(&pipeline.name)
            .set_description(pipeline.description.clone())
            .set_image_recipe_arn(field(&pipeline.image_recipe_arn, operation)?)
            .set_container_recipe_arn(field(&pipeline.container_recipe_arn, operation)?)
            .set_infrastructure_configuration_arn(field(&pipeline.infrastructure_configuration_arn, operation)?)
            .set_distribution_configuration_arn(field(&pipeline.distribution_configuration_arn, operation)?)
            .set_image_tests_configuration(field(&pipeline.image_tests_configuration, operation)?)
            .set_enhanced_image_metadata_enabled(pipeline.enhanced_image_metadata_enabled)
            .set_schedule(field(&pipeline.schedule, operation)?)
            .set_status(field(&pipeline.status, operation)?)
            .set_image_scanning_configuration(field(&pipeline.image_scanning_configuration, operation)?)
            .set_workflows(field(&pipeline.workflows, operation)?)
            .set_execution_role(pipeline.execution_role.clone())
            .set_logging_configuration(field(&pipeline.logging_configuration, operation)?)
            .set_tags(field(&pipeline.tags, operation)?)
            .set_image_tags(field(&pipeline.image_tags, operation)?)
            .client_token(token(operation, pipeline))
            .dry_run(dry_run)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .image_pipeline_arn
            .ok_or_else(|| CloudError::incomplete(operation, "imagePipelineArn"))
    }
}

/// A field in the SDK's form; a required part that is missing is told as AWS would.
pub(super) fn field<S>(ours: &impl ToField<S>, operation: Operation) -> Result<Option<S>, CloudError> {
    ours.to_field().map_err(unbuildable(operation))
}

/// The token of a request with this content.
pub(super) fn token(operation: Operation, content: &impl Serialize) -> String {
    let content = serde_json::to_string(content).unwrap_or_default();
    client_token(&[operation.name, &content])
}

fn unbuildable(operation: Operation) -> impl Fn(BuildError) -> CloudError {
    move |error| CloudError::invalid(operation, error.to_string())
}
