//! One Update request of each kind that can be updated.
//!
//! An update replaces the whole resource: what the request leaves out is cleared
//! (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateImagePipeline.html>). So the whole
//! resource is sent, as the plan showed it. Tags are no part of updates.

use ingot_recipe::resources::{DistributionConfiguration, ImagePipeline, InfrastructureConfiguration};
use tokio_util::sync::CancellationToken;

use super::create::field;
use crate::call::Service;
use crate::token::client_token;
use crate::{Cloud, CloudError};

impl Cloud {
    pub(super) async fn update_infrastructure(
        &self,
        arn: &str,
        infrastructure: &InfrastructureConfiguration,
        token: &str,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let operation = Service::ImageBuilder.operation("UpdateInfrastructureConfiguration");
        let request = self
            .imagebuilder()
            .update_infrastructure_configuration()
            .infrastructure_configuration_arn(arn)
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
            .client_token(token)
            .send();
        self.call(operation, cancel, request).await?;
        Ok(())
    }

    pub(super) async fn update_distribution(
        &self,
        arn: &str,
        distribution: &DistributionConfiguration,
        token: &str,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let operation = Service::ImageBuilder.operation("UpdateDistributionConfiguration");
        let request = self
            .imagebuilder()
            .update_distribution_configuration()
            .distribution_configuration_arn(arn)
            .set_description(distribution.description.clone())
            .set_distributions(field(&distribution.distributions, operation)?)
            .client_token(token)
            .send();
        self.call(operation, cancel, request).await?;
        Ok(())
    }

    pub(super) async fn update_pipeline(
        &self,
        arn: &str,
        pipeline: &ImagePipeline,
        token: &str,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let operation = Service::ImageBuilder.operation("UpdateImagePipeline");
        let request = self
            .imagebuilder()
            .update_image_pipeline()
            .image_pipeline_arn(arn)
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
            .set_image_tags(field(&pipeline.image_tags, operation)?)
            .client_token(token)
            .send();
        self.call(operation, cancel, request).await?;
        Ok(())
    }
}

/// A token for one update. The same content may be wanted again after another update in between, so the state it
/// replaces is part of the intent.
pub(super) fn update_token(arn: &str, date_updated: Option<&str>, content: &impl serde::Serialize) -> String {
    let content = serde_json::to_string(content).unwrap_or_default();
    client_token(&["update", arn, date_updated.unwrap_or_default(), &content])
}
