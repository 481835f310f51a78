//! Accounts and resource shares, from the cache.

use crate::Workbench;
use crate::contract::{AccountView, Error, Nothing, ShareList, ShareView, TargetList};

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<TargetList, Error> {
    let profile = workbench.session().state().profile;
    let Some(targets) = workbench.store().reader()?.targets(&profile)? else {
        return Ok(TargetList {
            accounts: Vec::new(),
            as_of: None,
        });
    };
    let accounts = targets
        .accounts
        .into_iter()
        .map(|account| AccountView {
            account: account.id,
            name: account.name,
            email: account.email,
            status: account.status,
            ou_path: account.ou_path,
        })
        .collect();
    Ok(TargetList {
        accounts,
        as_of: Some(targets.as_of),
    })
}

pub async fn shares(workbench: &Workbench, _: Nothing) -> Result<ShareList, Error> {
    let Some(scope) = workbench.scope()? else {
        return Ok(ShareList {
            shares: Vec::new(),
            as_of: None,
        });
    };
    let reader = workbench.store().reader()?;
    let as_of = reader
        .sync_state(&crate::sync::target(&scope, "shares"))?
        .and_then(|state| state.as_of);
    let shares = reader
        .shares(&scope)?
        .into_iter()
        .map(|share| ShareView {
            name: share.name,
            status: share.status,
            principals: share.principals.into_iter().map(|principal| principal.id).collect(),
            resources: share.resources.into_iter().map(|resource| resource.arn).collect(),
            allow_external_principals: share.allow_external,
        })
        .collect();
    Ok(ShareList { shares, as_of })
}
