//! Who AWS says we are.

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::call::Service;
use crate::{Cloud, CloudError};

/// The account and principal behind the credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Twelve digits.
    pub account: String,
    /// The user or assumed role, e.g. `arn:aws:sts::111122223333:assumed-role/Builder/session`.
    pub arn: String,
    pub user_id: String,
    pub region: String,
    /// The account's alias. No service among Ingot's clients tells it (it is IAM's), so it is filled only where
    /// another source knows a name for the account.
    pub alias: Option<String>,
}

impl Cloud {
    /// Asks STS who we are; every principal may.
    pub async fn identity(&self, cancel: &CancellationToken) -> Result<Identity, CloudError> {
        let operation = Service::Sts.operation("GetCallerIdentity");
        let answer = self
            .call(operation, cancel, self.sts().get_caller_identity().send())
            .await?;
        Ok(Identity {
            account: answer
                .account
                .ok_or_else(|| CloudError::incomplete(operation, "account"))?,
            arn: answer.arn.unwrap_or_default(),
            user_id: answer.user_id.unwrap_or_default(),
            region: self.profile().region.clone(),
            alias: None,
        })
    }
}
