//! Filling the cache from AWS: the inventory, runs, scan findings, accounts and shares, each stored as soon as it is
//! read, so that a sync that is cut off keeps what it has.

use ingot_cloud::{Progress, Warning};
use ingot_store::{Account, OrganisationalUnit, Scope, Share, SharePrincipal, ShareResource, Targets};

use tokio_util::sync::CancellationToken;

use crate::contract::{Code, Error, Event, Topic};
use crate::jobs::Job;
use crate::{Workbench, clock, follow, scans};

/// The name under which the freshness of one kind of facts is kept.
pub fn target(scope: &Scope, kind: &str) -> String {
    format!("{}/{}/{}/{kind}", scope.profile, scope.account, scope.region)
}

/// Image builds whose run and findings are read again by a sync: those that changed or were never read.
const RUNS_PER_SYNC: usize = 40;

pub async fn run(workbench: &Workbench, job: &Job) -> Result<(), Error> {
    let mut warnings: Vec<Warning> = Vec::new();
    job.progress(0, 4, "asking who we are");
    let scope = workbench.session().scope(&job.cancel).await?;

    let read = inventory(workbench, &|now| job.progress(0, 4, now), &job.cancel).await?;
    warnings.extend(read);

    runs(workbench, job, &scope, &mut warnings).await?;

    job.progress(2, 4, "reading the organisation");
    let cloud = workbench.session().cloud().await?;
    match cloud.targets(&|_: Progress| {}, &job.cancel).await {
        Ok(targets) => {
            warnings.extend(targets.warnings.iter().cloned());
            let targets = stored_targets(targets, clock::now());
            workbench.write(|writer| writer.put_targets(&scope.profile, &targets))?;
            workbench.tell(Event::Cache { topic: Topic::Targets });
        }
        Err(error) => skip(workbench, &mut warnings, error).await?,
    }

    job.progress(3, 4, "reading resource shares");
    match cloud.shares(&job.cancel).await {
        Ok(shares) => {
            let shares: Vec<Share> = shares.into_iter().map(stored_share).collect();
            workbench.write(|writer| {
                writer.put_shares(&scope, &shares)?;
                writer.synced(&target(&scope, "shares"), &clock::now())
            })?;
            workbench.tell(Event::Cache { topic: Topic::Targets });
        }
        Err(error) => skip(workbench, &mut warnings, error).await?,
    }

    workbench.write(|writer| writer.synced(&target(&scope, "all"), &clock::now()))?;
    workbench.tell(Event::Session);
    let summary = match warnings.first() {
        None => format!("read {} in {}", scope.account, scope.region),
        Some(first) => format!(
            "read {} in {}; {} parts could not be read: {}",
            scope.account,
            scope.region,
            warnings.len(),
            first.message
        ),
    };
    job.progress(4, 4, summary);
    Ok(())
}

/// Reads what AWS holds and stores it; answers what could not be read.
pub async fn inventory(
    workbench: &Workbench,
    told: &(dyn Fn(String) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<Vec<Warning>, Error> {
    let scope = workbench.session().scope(cancel).await?;
    let cloud = workbench.session().cloud().await?;
    let read = match cloud
        .read_inventory(&|progress: Progress| told(progress.now), cancel)
        .await
    {
        Ok(read) => read,
        Err(error) => return Err(workbench.session().failed(&error).await),
    };
    workbench.session().told(true);
    let as_of = clock::now();
    let mut inventory = read.inventory;
    inventory.as_of = Some(as_of.clone());
    workbench.write(|writer| {
        writer.put_inventory(&scope, &as_of, &inventory)?;
        writer.synced(&target(&scope, "inventory"), &as_of)
    })?;
    workbench.desk().inventory_changed(inventory);
    workbench.tell(Event::Cache {
        topic: Topic::Inventory,
    });
    Ok(read.warnings)
}

/// Reads runs that the cache does not know to have ended, and the findings of those that have no report yet.
async fn runs(workbench: &Workbench, job: &Job, scope: &Scope, warnings: &mut Vec<Warning>) -> Result<(), Error> {
    let inventory = workbench.inventory()?;
    let mut images: Vec<_> = inventory
        .images
        .iter()
        .filter(|image| image.arn.split(':').nth(4) == Some(scope.account.as_str()))
        .collect();
    images.sort_by(|left, right| right.date_created.cmp(&left.date_created));
    images.truncate(RUNS_PER_SYNC);
    // Oldest first: what a finding of an overlay came from is told by its parent's packages.
    images.reverse();
    for image in images {
        job.progress(
            1,
            4,
            format!("reading {} {}/{}", image.name, image.version, image.build),
        );
        let known = workbench.store().reader()?.run(&image.arn)?;
        let cloud = workbench.session().cloud().await?;
        if known.is_none_or(|run| run.status != image.status) {
            match cloud.read_run(&image.arn, &job.cancel).await {
                Ok(state) => follow::store_state(workbench, scope, &image.arn, &state, false)?,
                Err(error) => skip(workbench, warnings, error).await?,
            }
        }
        if image.is_available()
            && !scans::is_final(workbench, &image.arn)?
            && let Err(error) = scans::collect(workbench, scope, &image.arn, job).await
        {
            if matches!(error.code, Code::Offline | Code::SignIn | Code::Cancelled) {
                return Err(error);
            }
            warnings.push(Warning {
                message: error.message,
                hint: error.hints.into_iter().next(),
            });
        }
    }
    Ok(())
}

/// A part that may be missing is a warning; being cut off, signed out or cancelled ends the sync.
async fn skip(workbench: &Workbench, warnings: &mut Vec<Warning>, error: ingot_cloud::CloudError) -> Result<(), Error> {
    use ingot_cloud::CloudError::{Cancelled, Credentials, Offline};
    if matches!(error, Offline { .. } | Credentials { .. } | Cancelled) {
        return Err(workbench.session().failed(&error).await);
    }
    warnings.push(Warning {
        message: error.to_string(),
        hint: error.hint(),
    });
    Ok(())
}

fn stored_targets(targets: ingot_cloud::Targets, as_of: String) -> Targets {
    Targets {
        organisation: targets.organisation.map(|organisation| organisation.id),
        accounts: targets
            .accounts
            .into_iter()
            .map(|account| Account {
                id: account.id,
                name: account.name,
                email: Some(account.email).filter(|email| !email.is_empty()),
                status: account.status,
                ou_path: account.ou_path,
            })
            .collect(),
        units: targets
            .ous
            .into_iter()
            .map(|unit| OrganisationalUnit {
                id: unit.id,
                name: unit.name,
                path: unit.path,
                parent: unit.parent,
            })
            .collect(),
        as_of,
    }
}

fn stored_share(share: ingot_cloud::Share) -> Share {
    Share {
        arn: share.arn,
        name: share.name,
        status: share.status,
        allow_external: share.allow_external,
        principals: share
            .principals
            .into_iter()
            .map(|principal| SharePrincipal {
                id: principal.id,
                external: principal.external,
            })
            .collect(),
        resources: share
            .resources
            .into_iter()
            .map(|resource| ShareResource {
                arn: resource.arn,
                kind: resource.kind,
                status: resource.status,
            })
            .collect(),
    }
}
