//! What this account shares through AWS Resource Access Manager.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use aws_sdk_ram::types::ResourceOwner;

use crate::call::{Service, pages};
use crate::time;
use crate::{Cloud, CloudError};

/// A resource share of this account and region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub name: String,
    pub arn: String,
    /// `ACTIVE`, `PENDING`, `FAILED`, `DELETING` or `DELETED`.
    pub status: String,
    /// Account ids, organisation ARNs, unit ARNs.
    pub principals: Vec<SharePrincipal>,
    pub resources: Vec<SharedResource>,
    /// Whether accounts outside the organisation may be added; AWS's default is that they may.
    pub allow_external: bool,
    /// RFC 3339, UTC.
    pub created: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharePrincipal {
    pub id: String,
    /// Outside the organisation.
    pub external: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedResource {
    pub arn: String,
    /// RAM's type, e.g. `imagebuilder:Image`.
    pub kind: String,
    /// `AVAILABLE`, `UNAVAILABLE`, `PENDING` …; absent where RAM says nothing.
    pub status: Option<String>,
}

impl Cloud {
    /// The shares that this account owns, with what is in them and who may see it.
    pub async fn shares(&self, cancel: &CancellationToken) -> Result<Vec<Share>, CloudError> {
        let (mut shares, resources, principals) = futures::try_join!(
            self.own_shares(cancel),
            self.shared_resources(cancel),
            self.share_principals(cancel)
        )?;
        let mut by_arn: HashMap<String, usize> = HashMap::new();
        for (index, share) in shares.iter().enumerate() {
            by_arn.insert(share.arn.clone(), index);
        }
        for (share, resource) in resources {
            if let Some(share) = by_arn.get(&share).and_then(|index| shares.get_mut(*index)) {
                share.resources.push(resource);
            }
        }
        for (share, principal) in principals {
            if let Some(share) = by_arn.get(&share).and_then(|index| shares.get_mut(*index)) {
                share.principals.push(principal);
            }
        }
        Ok(shares)
    }

    async fn own_shares(&self, cancel: &CancellationToken) -> Result<Vec<Share>, CloudError> {
        pages(|token| async {
            let request = self
                .ram()
                .get_resource_shares()
                .resource_owner(ResourceOwner::SelfValue)
                .set_next_token(token)
                .send();
            let page = self
                .call(Service::Ram.operation("GetResourceShares"), cancel, request)
                .await?;
            let shares = page.resource_shares.unwrap_or_default().into_iter().map(|share| Share {
                created: share.creation_time.as_ref().and_then(time::text),
                name: share.name.unwrap_or_default(),
                arn: share.resource_share_arn.unwrap_or_default(),
                status: share
                    .status
                    .map(|status| status.as_str().to_owned())
                    .unwrap_or_default(),
                principals: Vec::new(),
                resources: Vec::new(),
                allow_external: share.allow_external_principals.unwrap_or(true),
            });
            Ok((shares.collect(), page.next_token))
        })
        .await
    }

    async fn shared_resources(&self, cancel: &CancellationToken) -> Result<Vec<(String, SharedResource)>, CloudError> {
        pages(|token| async {
            let request = self
                .ram()
                .list_resources()
                .resource_owner(ResourceOwner::SelfValue)
                .set_next_token(token)
                .send();
            let page = self
                .call(Service::Ram.operation("ListResources"), cancel, request)
                .await?;
            let resources = page.resources.unwrap_or_default().into_iter().map(|resource| {
                let shared = SharedResource {
                    arn: resource.arn.unwrap_or_default(),
                    kind: resource.r#type.unwrap_or_default(),
                    status: resource.status.map(|status| status.as_str().to_owned()),
                };
                (resource.resource_share_arn.unwrap_or_default(), shared)
            });
            Ok((resources.collect(), page.next_token))
        })
        .await
    }

    async fn share_principals(&self, cancel: &CancellationToken) -> Result<Vec<(String, SharePrincipal)>, CloudError> {
        pages(|token| async {
            let request = self
                .ram()
                .list_principals()
                .resource_owner(ResourceOwner::SelfValue)
                .set_next_token(token)
                .send();
            let page = self
                .call(Service::Ram.operation("ListPrincipals"), cancel, request)
                .await?;
            let principals = page.principals.unwrap_or_default().into_iter().map(|principal| {
                let id = principal.id.unwrap_or_default();
                (
                    principal.resource_share_arn.unwrap_or_default(),
                    SharePrincipal {
                        id,
                        external: principal.external.unwrap_or(false),
                    },
                )
            });
            Ok((principals.collect(), page.next_token))
        })
        .await
    }
}
