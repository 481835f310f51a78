//! Carrying out a plan: creating and updating what it names, in its order.

mod create;
mod existing;
mod item;
mod update;

use ingot_recipe::ImageBuilderArn;
use ingot_recipe::plan::{Action, Plan, PlanItem};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use self::item::{create_operation, refers};
use crate::{Call, Cloud, CloudError};

/// What became of one item of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// `Component`, `ImageRecipe` …
    pub kind: String,
    pub name: String,
    pub version: Option<String>,
    /// As AWS answered it, with the build for components; after a dry run the one it would probably get.
    pub arn: Option<String>,
    pub outcome: Outcome,
}

/// How one item ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Created,
    Updated,
    /// It was there already, with this content.
    Unchanged,
    /// Dry run: AWS would accept the request.
    Accepted,
    /// Dry run: AWS cannot be asked, because updates have no dry run, or because the request refers to something that
    /// would only be created before it.
    Unasked,
}

impl Published {
    /// Whether this publish made it.
    pub fn created(&self) -> bool {
        self.outcome == Outcome::Created
    }
}

/// A publish that ended early. Publishing the same plan again continues it: what is there is recognised.
#[derive(Debug, thiserror::Error)]
#[error("cannot publish {name}{}: {source}", version.as_deref().map(|version| format!(" {version}")).unwrap_or_default())]
pub struct PublishError {
    pub kind: String,
    pub name: String,
    pub version: Option<String>,
    /// What was done before.
    pub published: Vec<Published>,
    pub source: CloudError,
}

impl Cloud {
    /// Carries out a plan item by item; each goes to `on_item` when it is done.
    ///
    /// A plan with a blocked item, or one made for another account or region, is refused before anything is sent.
    /// Requests carry tokens made from their content, so repeating a publish never makes anything twice. With `dry_run`
    /// nothing changes: AWS is asked whether it would accept each creation.
    ///
    /// AWS takes a recipe only when its parent image exists, so the golden images of [`Plan::needs_build`] are to be
    /// published and built by a plan of their own before.
    ///
    /// # Errors
    /// The first item that cannot be published, with everything that was published before it.
    pub async fn publish(
        &self,
        plan: &Plan,
        dry_run: bool,
        on_item: &mut (dyn FnMut(&Published) + Send),
        cancel: &CancellationToken,
    ) -> Result<Vec<Published>, Box<PublishError>> {
        let mut published: Vec<Published> = Vec::new();
        if let Some(item) = plan.items.iter().find(|item| item.action == Action::Blocked) {
            let call = Call {
                operation: create_operation(&item.request).name,
                request_id: None,
            };
            let message = item
                .reason
                .strip_prefix(&refusal(item))
                .unwrap_or(&item.reason)
                .to_owned();
            return Err(failed(item, published, CloudError::Conflict { message, call }));
        }
        if let Some(item) = plan.items.iter().find(|item| item.action != Action::Unchanged) {
            self.same_place(plan, cancel)
                .await
                .map_err(|error| failed(item, Vec::new(), error))?;
        }
        for item in &plan.items {
            let waiting = published
                .iter()
                .filter(|done| matches!(done.outcome, Outcome::Accepted | Outcome::Unasked));
            let dangling = waiting
                .filter_map(|done| done.arn.as_deref())
                .any(|arn| refers(&item.request, arn));
            let ended = match item.action {
                Action::Unchanged | Action::Blocked => Ok((item.arn.clone(), Outcome::Unchanged)),
                Action::Create if dry_run && dangling => Ok((item.arn.clone(), Outcome::Unasked)),
                Action::Update if dry_run => Ok((item.arn.clone(), Outcome::Unasked)),
                Action::Create => self.create(item, dry_run, cancel).await,
                Action::Update => self.update(item, cancel).await,
            };
            let (arn, outcome) = match ended {
                Ok(ended) => ended,
                Err(error) => return Err(failed(item, published, error)),
            };
            let done = Published {
                kind: item.kind.as_str().to_owned(),
                name: item.name.clone(),
                version: item.version.clone(),
                arn,
                outcome,
            };
            on_item(&done);
            published.push(done);
        }
        Ok(published)
    }

    /// Refuses a plan that was made for another account or region than the one we are connected to.
    async fn same_place(&self, plan: &Plan, cancel: &CancellationToken) -> Result<(), CloudError> {
        let identity = self.identity(cancel).await?;
        for item in &plan.items {
            let Some(arn) = item.arn.as_deref().and_then(|arn| arn.parse::<ImageBuilderArn>().ok()) else {
                continue;
            };
            let (account, region) = (arn.owner.to_string(), arn.region.to_string());
            if account != identity.account || region != identity.region {
                let message = format!(
                    "the plan is for account {account} in {region}, and this profile is account {} in {}; make a new plan",
                    identity.account, identity.region
                );
                return Err(CloudError::invalid(create_operation(&item.request), message));
            }
        }
        Ok(())
    }
}

fn failed(item: &PlanItem, published: Vec<Published>, source: CloudError) -> Box<PublishError> {
    Box::new(PublishError {
        kind: item.kind.as_str().to_owned(),
        name: item.name.clone(),
        version: item.version.clone(),
        published,
        source,
    })
}

/// How a plan's own sentence about a blocked item begins, and how [`PublishError`] begins too.
fn refusal(item: &PlanItem) -> String {
    let version = item
        .version
        .as_deref()
        .map(|version| format!(" {version}"))
        .unwrap_or_default();
    format!("cannot publish {}{version}: ", item.name)
}
