//! Recipes, infrastructure and distribution configurations, pipelines.

use aws_sdk_imagebuilder::types::Ownership;
use ingot_recipe::inventory::{CloudDistribution, CloudImageRecipe, CloudInfrastructure, CloudPipeline};
use tokio_util::sync::CancellationToken;

use super::convert::{cloud_distribution, cloud_infrastructure, cloud_pipeline, cloud_recipe};
use super::{PAGE, Reader};
use crate::call::{Service, pages};
use crate::{Cloud, CloudError};

impl Cloud {
    /// One image recipe.
    pub(crate) async fn image_recipe(
        &self,
        arn: &str,
        cancel: &CancellationToken,
    ) -> Result<CloudImageRecipe, CloudError> {
        let operation = Service::ImageBuilder.operation("GetImageRecipe");
        let request = self.imagebuilder().get_image_recipe().image_recipe_arn(arn).send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .image_recipe
            .map(cloud_recipe)
            .ok_or_else(|| CloudError::incomplete(operation, "imageRecipe"))
    }

    /// One infrastructure configuration.
    pub(crate) async fn infrastructure(
        &self,
        arn: &str,
        cancel: &CancellationToken,
    ) -> Result<CloudInfrastructure, CloudError> {
        let operation = Service::ImageBuilder.operation("GetInfrastructureConfiguration");
        let request = self
            .imagebuilder()
            .get_infrastructure_configuration()
            .infrastructure_configuration_arn(arn)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .infrastructure_configuration
            .map(cloud_infrastructure)
            .ok_or_else(|| CloudError::incomplete(operation, "infrastructureConfiguration"))
    }

    /// One distribution configuration.
    pub(crate) async fn distribution(
        &self,
        arn: &str,
        cancel: &CancellationToken,
    ) -> Result<CloudDistribution, CloudError> {
        let operation = Service::ImageBuilder.operation("GetDistributionConfiguration");
        let request = self
            .imagebuilder()
            .get_distribution_configuration()
            .distribution_configuration_arn(arn)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .distribution_configuration
            .map(cloud_distribution)
            .ok_or_else(|| CloudError::incomplete(operation, "distributionConfiguration"))
    }

    /// One pipeline.
    pub(crate) async fn pipeline(&self, arn: &str, cancel: &CancellationToken) -> Result<CloudPipeline, CloudError> {
        let operation = Service::ImageBuilder.operation("GetImagePipeline");
        let request = self.imagebuilder().get_image_pipeline().image_pipeline_arn(arn).send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .image_pipeline
            .map(cloud_pipeline)
            .ok_or_else(|| CloudError::incomplete(operation, "imagePipeline"))
    }
}

impl Reader<'_> {
    pub(super) async fn image_recipes(&self) -> Result<Vec<CloudImageRecipe>, CloudError> {
        let mut arns = Vec::new();
        for (owner, whose) in [
            (Ownership::SelfValue, "own recipes"),
            (Ownership::Shared, "recipes shared with this account"),
        ] {
            let owner = &owner;
            let list = pages(|token| async move {
                let request = self
                    .cloud
                    .imagebuilder()
                    .list_image_recipes()
                    .owner(owner.clone())
                    .max_results(PAGE)
                    .set_next_token(token)
                    .send();
                let operation = Service::ImageBuilder.operation("ListImageRecipes");
                let page = self.cloud.call(operation, self.cancel, request).await?;
                let recipes = page.image_recipe_summary_list.unwrap_or_default();
                Ok((
                    recipes.into_iter().filter_map(|recipe| recipe.arn).collect(),
                    page.next_token,
                ))
            });
            arns.extend(self.attempt(whose, list).await?);
        }
        self.details(arns, |arn: String| {
            let what = format!("recipe {}", resource(&arn));
            (what, async move {
                self.cloud.image_recipe(&arn, self.cancel).await.map(Some)
            })
        })
        .await
    }

    pub(super) async fn infrastructures(&self) -> Result<Vec<CloudInfrastructure>, CloudError> {
        let list = pages(|token| async {
            let request = self
                .cloud
                .imagebuilder()
                .list_infrastructure_configurations()
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let operation = Service::ImageBuilder.operation("ListInfrastructureConfigurations");
            let page = self.cloud.call(operation, self.cancel, request).await?;
            let summaries = page.infrastructure_configuration_summary_list.unwrap_or_default();
            Ok((
                summaries.into_iter().filter_map(|summary| summary.arn).collect(),
                page.next_token,
            ))
        });
        let arns = self.attempt("infrastructure configurations", list).await?;
        self.details(arns, |arn: String| {
            let what = format!("infrastructure configuration {}", resource(&arn));
            (what, async move {
                self.cloud.infrastructure(&arn, self.cancel).await.map(Some)
            })
        })
        .await
    }

    pub(super) async fn distributions(&self) -> Result<Vec<CloudDistribution>, CloudError> {
        let list = pages(|token| async {
            let request = self
                .cloud
                .imagebuilder()
                .list_distribution_configurations()
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let operation = Service::ImageBuilder.operation("ListDistributionConfigurations");
            let page = self.cloud.call(operation, self.cancel, request).await?;
            let summaries = page.distribution_configuration_summary_list.unwrap_or_default();
            Ok((
                summaries.into_iter().filter_map(|summary| summary.arn).collect(),
                page.next_token,
            ))
        });
        let arns = self.attempt("distribution configurations", list).await?;
        self.details(arns, |arn: String| {
            let what = format!("distribution configuration {}", resource(&arn));
            (what, async move {
                self.cloud.distribution(&arn, self.cancel).await.map(Some)
            })
        })
        .await
    }

    /// The list has pipelines whole.
    pub(super) async fn pipelines(&self) -> Result<Vec<CloudPipeline>, CloudError> {
        let list = pages(|token| async {
            let request = self
                .cloud
                .imagebuilder()
                .list_image_pipelines()
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let operation = Service::ImageBuilder.operation("ListImagePipelines");
            let page = self.cloud.call(operation, self.cancel, request).await?;
            let pipelines = page
                .image_pipeline_list
                .unwrap_or_default()
                .into_iter()
                .map(cloud_pipeline);
            Ok((pipelines.collect(), page.next_token))
        });
        self.attempt("pipelines", list).await
    }
}

/// The part of an ARN that a person recognises: `web/1.0.0`.
fn resource(arn: &str) -> &str {
    arn.split_once('/').map_or(arn, |(_, name)| name)
}
