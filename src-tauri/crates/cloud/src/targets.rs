//! The accounts and organisational units that images can go to.

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::call::{Service, pages};
use crate::error::Warning;
use crate::progress::{OnProgress, Progress};
use crate::time;
use crate::{Cloud, CloudError};

/// What AWS Organizations shows to this account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// Absent when the account belongs to no organisation.
    pub organisation: Option<Organisation>,
    /// In the order of the tree, units before their children.
    pub ous: Vec<OrganisationalUnit>,
    pub accounts: Vec<TargetAccount>,
    /// What could not be read, in words; the rest is still there.
    pub warnings: Vec<Warning>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub id: String,
    pub arn: String,
    pub management_account: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationalUnit {
    pub id: String,
    pub arn: String,
    pub name: String,
    /// Names from the root, e.g. `Root/Workloads/Production`.
    pub path: String,
    pub parent: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetAccount {
    /// Twelve digits.
    pub id: String,
    pub arn: String,
    pub name: String,
    pub email: String,
    /// `ACTIVE`, `SUSPENDED`, `PENDING_ACTIVATION`, `PENDING_CLOSURE` or `CLOSED`.
    pub status: String,
    /// The path of the unit or root that holds it.
    pub ou_path: String,
    /// RFC 3339, UTC.
    pub joined: Option<String>,
}

/// Organizations' own most for one page
/// (<https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html>).
const PAGE: i32 = 20;
/// Organizations nests units five deep; anything deeper is not followed
/// (<https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>).
const DEEPEST: usize = 8;

impl Cloud {
    /// Reads the organisation's tree and accounts, in the order of the tree.
    ///
    /// An account outside any organisation answers itself as the only target. A part that may not be read is a
    /// warning; only when nothing at all can be read is it an error.
    pub async fn targets(&self, progress: OnProgress<'_>, cancel: &CancellationToken) -> Result<Targets, CloudError> {
        let mut targets = Targets::default();
        let describe = self.organizations().describe_organization().send();
        match self
            .call(
                Service::Organizations.operation("DescribeOrganization"),
                cancel,
                describe,
            )
            .await
        {
            Ok(answer) => {
                targets.organisation = answer.organization.map(|organisation| Organisation {
                    id: organisation.id.unwrap_or_default(),
                    arn: organisation.arn.unwrap_or_default(),
                    management_account: organisation.master_account_id.unwrap_or_default(),
                });
            }
            Err(CloudError::NotFound { .. }) => {
                let identity = self.identity(cancel).await?;
                targets.accounts.push(TargetAccount {
                    arn: format!("arn:aws:organizations::{0}:account/{0}", identity.account),
                    name: identity.account.clone(),
                    id: identity.account,
                    email: String::new(),
                    status: "ACTIVE".to_owned(),
                    ou_path: String::new(),
                    joined: None,
                });
                return Ok(targets);
            }
            Err(error) => targets.warnings.push(Warning::unless_fatal(error)?),
        }

        let mut waiting: Vec<Parent> = self.roots(cancel).await?;
        waiting.reverse();
        let mut done = 0;
        while let Some(parent) = waiting.pop() {
            progress(Progress {
                done,
                total: done + 1 + waiting.len(),
                now: format!("reading {}", parent.path),
            });
            match self.accounts_of(&parent, cancel).await {
                Ok(accounts) => targets.accounts.extend(accounts),
                Err(error) => targets.warnings.push(Warning::unless_fatal(error)?),
            }
            match self.units_of(&parent, cancel).await {
                Ok(units) => {
                    for unit in units.iter().rev().filter(|_| parent.depth < DEEPEST) {
                        waiting.push(Parent {
                            id: unit.id.clone(),
                            path: unit.path.clone(),
                            depth: parent.depth + 1,
                        });
                    }
                    targets.ous.extend(units);
                }
                Err(error) => targets.warnings.push(Warning::unless_fatal(error)?),
            }
            done += 1;
        }
        progress(Progress {
            done,
            total: done,
            now: format!("{} accounts", targets.accounts.len()),
        });
        Ok(targets)
    }

    async fn roots(&self, cancel: &CancellationToken) -> Result<Vec<Parent>, CloudError> {
        pages(|token| async {
            let request = self.organizations().list_roots().set_next_token(token).send();
            let page = self
                .call(Service::Organizations.operation("ListRoots"), cancel, request)
                .await?;
            let roots = page.roots.unwrap_or_default().into_iter().map(|root| Parent {
                id: root.id.unwrap_or_default(),
                path: root.name.unwrap_or_else(|| "Root".to_owned()),
                depth: 0,
            });
            Ok((roots.collect(), page.next_token))
        })
        .await
    }

    async fn accounts_of(&self, parent: &Parent, cancel: &CancellationToken) -> Result<Vec<TargetAccount>, CloudError> {
        pages(|token| async {
            let request = self
                .organizations()
                .list_accounts_for_parent()
                .parent_id(&parent.id)
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let page = self
                .call(
                    Service::Organizations.operation("ListAccountsForParent"),
                    cancel,
                    request,
                )
                .await?;
            let accounts = page
                .accounts
                .unwrap_or_default()
                .into_iter()
                .map(|account| TargetAccount {
                    // `Status` is on its way out in favour of `State`; the first is still what every answer has.
                    #[allow(deprecated)]
                    status: account
                        .state
                        .as_ref()
                        .map(|state| state.as_str().to_owned())
                        .or_else(|| account.status.as_ref().map(|status| status.as_str().to_owned()))
                        .unwrap_or_default(),
                    joined: account.joined_timestamp.as_ref().and_then(time::text),
                    id: account.id.unwrap_or_default(),
                    arn: account.arn.unwrap_or_default(),
                    name: account.name.unwrap_or_default(),
                    email: account.email.unwrap_or_default(),
                    ou_path: parent.path.clone(),
                });
            Ok((accounts.collect(), page.next_token))
        })
        .await
    }

    async fn units_of(
        &self,
        parent: &Parent,
        cancel: &CancellationToken,
    ) -> Result<Vec<OrganisationalUnit>, CloudError> {
        pages(|token| async {
            let request = self
                .organizations()
                .list_organizational_units_for_parent()
                .parent_id(&parent.id)
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let operation = Service::Organizations.operation("ListOrganizationalUnitsForParent");
            let page = self.call(operation, cancel, request).await?;
            let units = page.organizational_units.unwrap_or_default().into_iter().map(|unit| {
                let name = unit.name.unwrap_or_default();
                OrganisationalUnit {
                    id: unit.id.unwrap_or_default(),
                    arn: unit.arn.unwrap_or_default(),
                    path: format!("{}/{name}", parent.path),
                    name,
                    parent: Some(parent.id.clone()),
                }
            });
            Ok((units.collect(), page.next_token))
        })
        .await
    }
}

struct Parent {
    id: String,
    path: String,
    depth: usize,
}
