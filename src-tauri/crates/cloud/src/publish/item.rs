//! One item of a plan: create it, or recognise that it is there; replace it, all of it.

use ingot_recipe::names::{ArnType, normalised};
use ingot_recipe::plan::{PlanItem, Request};
use ingot_recipe::{ImageBuilderArn, Reference};
use tokio_util::sync::CancellationToken;

use super::Outcome;
use super::existing::covers;
use super::update::update_token;
use crate::call::{Operation, Service};
use crate::{Call, Cloud, CloudError};

/// What AWS has in the place of an item.
struct There {
    arn: String,
    same: bool,
}

impl Cloud {
    pub(super) async fn create(
        &self,
        item: &PlanItem,
        dry_run: bool,
        cancel: &CancellationToken,
    ) -> Result<(Option<String>, Outcome), CloudError> {
        // Image Builder makes a new build of a component version whose content differs, without asking
        // (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html>). So it is looked
        // for first; everything else AWS itself refuses to make twice.
        if let Request::Component(_) = item.request
            && let Some(there) = self.there(item, cancel).await?
        {
            return adopt(item, there);
        }
        let created = match &item.request {
            Request::Component(component) => self.create_component(component, dry_run, cancel).await,
            Request::ImageRecipe(recipe) => self.create_image_recipe(recipe, dry_run, cancel).await,
            Request::InfrastructureConfiguration(infrastructure) => {
                self.create_infrastructure(infrastructure, dry_run, cancel).await
            }
            Request::DistributionConfiguration(distribution) => {
                self.create_distribution(distribution, dry_run, cancel).await
            }
            Request::ImagePipeline(pipeline) => self.create_pipeline(pipeline, dry_run, cancel).await,
        };
        match created {
            Ok(arn) => Ok((Some(arn), Outcome::Created)),
            // The documented answer to a dry run that would succeed.
            Err(CloudError::Other { code: Some(code), .. }) if dry_run && code == "DryRunOperationException" => {
                Ok((item.arn.clone(), Outcome::Accepted))
            }
            Err(CloudError::Conflict { message, call }) => match self.there(item, cancel).await? {
                Some(there) => adopt(item, there),
                None => Err(CloudError::Conflict { message, call }),
            },
            Err(error) => Err(error),
        }
    }

    /// Replaces a configuration or pipeline with the whole of the request; the plan has said what that clears.
    pub(super) async fn update(
        &self,
        item: &PlanItem,
        cancel: &CancellationToken,
    ) -> Result<(Option<String>, Outcome), CloudError> {
        let arn = self.arn_of(item, cancel).await?;
        match &item.request {
            Request::InfrastructureConfiguration(wanted) => {
                let there = self.infrastructure(&arn, cancel).await?;
                let token = update_token(&arn, there.date_updated.as_deref(), wanted);
                self.update_infrastructure(&arn, wanted, &token, cancel).await?;
            }
            Request::DistributionConfiguration(wanted) => {
                let there = self.distribution(&arn, cancel).await?;
                let token = update_token(&arn, there.date_updated.as_deref(), wanted);
                self.update_distribution(&arn, wanted, &token, cancel).await?;
            }
            Request::ImagePipeline(wanted) => {
                let there = self.pipeline(&arn, cancel).await?;
                let token = update_token(&arn, there.date_updated.as_deref(), wanted);
                self.update_pipeline(&arn, wanted, &token, cancel).await?;
            }
            Request::Component(_) | Request::ImageRecipe(_) => {
                let message = "components and recipes never change in AWS; give it a new version";
                return Err(CloudError::invalid(create_operation(&item.request), message));
            }
        }
        Ok((Some(arn), Outcome::Updated))
    }

    /// What stands at the item's ARN, if anything.
    async fn there(&self, item: &PlanItem, cancel: &CancellationToken) -> Result<Option<There>, CloudError> {
        let arn = self.arn_of(item, cancel).await?;
        let there = match &item.request {
            Request::Component(wanted) => self.component(&arn, cancel).await.map(|there| There {
                same: wanted.data.is_some()
                    && covers(&wanted.data, &there.data)
                    && wanted.description == there.description
                    && wanted.platform.as_str() == there.platform
                    && wanted.supported_os_versions == there.supported_os_versions,
                arn: there.arn,
            }),
            Request::ImageRecipe(wanted) => self.image_recipe(&arn, cancel).await.map(|there| There {
                same: covers(wanted, &there.recipe),
                arn: there.arn,
            }),
            Request::InfrastructureConfiguration(wanted) => {
                self.infrastructure(&arn, cancel).await.map(|there| There {
                    same: covers(wanted, &there.configuration),
                    arn: there.arn,
                })
            }
            Request::DistributionConfiguration(wanted) => self.distribution(&arn, cancel).await.map(|there| There {
                same: covers(wanted, &there.configuration),
                arn: there.arn,
            }),
            Request::ImagePipeline(wanted) => self.pipeline(&arn, cancel).await.map(|there| There {
                same: covers(wanted, &there.pipeline),
                arn: there.arn,
            }),
        };
        match there {
            Ok(there) => Ok(Some(there)),
            // Reading may need a permission that creating does not; then creating shows what is there.
            Err(CloudError::NotFound { .. } | CloudError::Invalid { .. } | CloudError::Denied { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The ARN that the plan foretold, or the one that follows from who we are; never with a build.
    async fn arn_of(&self, item: &PlanItem, cancel: &CancellationToken) -> Result<String, CloudError> {
        if let Some(arn) = item.arn.as_deref().and_then(|arn| arn.parse::<ImageBuilderArn>().ok()) {
            return Ok(arn.without_build().to_string());
        }
        let identity = self.identity(cancel).await?;
        let partition = identity.arn.split(':').nth(1).unwrap_or("aws");
        let resource = match item.request {
            Request::Component(_) => ArnType::Component,
            Request::ImageRecipe(_) => ArnType::ImageRecipe,
            Request::InfrastructureConfiguration(_) => ArnType::InfrastructureConfiguration,
            Request::DistributionConfiguration(_) => ArnType::DistributionConfiguration,
            Request::ImagePipeline(_) => ArnType::ImagePipeline,
        };
        let version = item
            .version
            .as_deref()
            .map(|version| format!("/{version}"))
            .unwrap_or_default();
        let (region, account, name) = (&identity.region, &identity.account, normalised(&item.name));
        Ok(format!(
            "arn:{partition}:imagebuilder:{region}:{account}:{}/{name}{version}",
            resource.as_str()
        ))
    }
}

/// Takes what is there for the item's own, or says that it is something else.
fn adopt(item: &PlanItem, there: There) -> Result<(Option<String>, Outcome), CloudError> {
    if there.same {
        return Ok((Some(there.arn), Outcome::Unchanged));
    }
    let message = match &item.version {
        Some(_) => "the version exists with other content; give it a new version",
        None => "it exists with other settings; read AWS again and make a new plan",
    };
    let call = Call {
        operation: create_operation(&item.request).name,
        request_id: None,
    };
    Err(CloudError::Conflict {
        message: message.to_owned(),
        call,
    })
}

/// Whether a request refers to `arn`, whatever the build.
pub(super) fn refers(request: &Request, arn: &str) -> bool {
    let Ok(arn) = arn.parse::<ImageBuilderArn>() else {
        return false;
    };
    let arn = arn.without_build();
    let means = |reference: &Reference| matches!(reference, Reference::Arn(written) if *written == arn);
    match request {
        Request::ImageRecipe(recipe) => recipe.components.iter().any(|layer| means(&layer.component_arn)),
        Request::ImagePipeline(pipeline) => [
            pipeline.image_recipe_arn.as_ref(),
            Some(&pipeline.infrastructure_configuration_arn),
            pipeline.distribution_configuration_arn.as_ref(),
        ]
        .into_iter()
        .flatten()
        .any(means),
        Request::Component(_) | Request::InfrastructureConfiguration(_) | Request::DistributionConfiguration(_) => {
            false
        }
    }
}

pub(super) fn create_operation(request: &Request) -> Operation {
    Service::ImageBuilder.operation(match request {
        Request::Component(_) => "CreateComponent",
        Request::ImageRecipe(_) => "CreateImageRecipe",
        Request::InfrastructureConfiguration(_) => "CreateInfrastructureConfiguration",
        Request::DistributionConfiguration(_) => "CreateDistributionConfiguration",
        Request::ImagePipeline(_) => "CreateImagePipeline",
    })
}
