//! Profile, connection and sync.

use ingot_cloud::ProfileKind as Kind;

use crate::Workbench;
use crate::contract::session::{FailNextRun, ProfileKind, ProfileView, SessionView, SetOffline, UseProfile};
use crate::contract::{Error, JobKind, JobStarted, Nothing};
use crate::jobs::Resume;
use crate::session::{SANDBOX, SANDBOX_REGION};
use crate::sync;

pub async fn get(workbench: &Workbench, _: Nothing) -> Result<SessionView, Error> {
    let state = workbench.session().state();
    let scope = workbench.scope()?;
    let reader = workbench.store().reader()?;
    let last_sync = match &scope {
        Some(scope) => reader
            .sync_state(&sync::target(scope, "all"))?
            .and_then(|state| state.as_of),
        None => None,
    };
    let account = scope.as_ref().map(|scope| scope.account.clone());
    let account_name = match &account {
        Some(account) => reader.targets(&state.profile)?.and_then(|targets| {
            targets
                .accounts
                .into_iter()
                .find(|known| known.id == *account)
                .map(|known| known.name)
        }),
        None => None,
    };
    let mut profiles = vec![ProfileView {
        name: SANDBOX.to_owned(),
        kind: ProfileKind::Sandbox,
        region: Some(SANDBOX_REGION.to_owned()),
    }];
    profiles.extend(
        ingot_cloud::aws_profiles()
            .await
            .into_iter()
            .filter(|profile| profile.name != SANDBOX)
            .map(|profile| ProfileView {
                name: profile.name,
                kind: ProfileKind::Aws,
                region: profile.region,
            }),
    );
    Ok(SessionView {
        kind: match workbench.session().kind() {
            Kind::Sandbox => ProfileKind::Sandbox,
            Kind::Aws => ProfileKind::Aws,
        },
        region: workbench.session().region().unwrap_or_default(),
        account,
        account_name,
        principal: state.identity.as_ref().map(|identity| principal(&identity.arn)),
        connection: state.connection,
        last_sync,
        profiles,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_dir: workbench.dirs().data().to_string_lossy().into_owned(),
        notices: workbench.notices(),
        profile: state.profile,
    })
}

pub async fn use_profile(workbench: &Workbench, request: UseProfile) -> Result<SessionView, Error> {
    workbench.jobs().cancel_what_calls_aws();
    workbench
        .session()
        .use_profile(request.profile.clone(), request.region.clone())
        .await;
    workbench.desk().inventory_changed(workbench.inventory()?);
    workbench.change_settings(|settings| {
        settings.profile = request.profile;
        settings.region = request.region;
    })?;
    get(workbench, Nothing {}).await
}

pub async fn set_offline(workbench: &Workbench, request: SetOffline) -> Result<SessionView, Error> {
    if request.offline {
        workbench.jobs().cancel_what_calls_aws();
    }
    workbench.session().set_offline(request.offline).await;
    workbench.change_settings(|settings| settings.offline = request.offline)?;
    get(workbench, Nothing {}).await
}

/// Tells the sandbox to fail the next run of a pipeline, to see what a failed run looks like.
pub async fn fail_next_run(workbench: &Workbench, request: FailNextRun) -> Result<Nothing, Error> {
    if workbench.session().kind() != Kind::Sandbox {
        return Err(Error::invalid("only the sandbox can be told to fail a run"));
    }
    workbench
        .session()
        .fail_next_run(&request.pipeline, &request.step)
        .await?;
    Ok(Nothing {})
}

pub async fn sync(workbench: &Workbench, _: Nothing) -> Result<JobStarted, Error> {
    let syncing = workbench.clone();
    let title = format!("sync {}", workbench.session().state().profile);
    let job = workbench
        .jobs()
        .start(JobKind::Sync, title, Some(Resume::Sync), move |job| async move {
            sync::run(&syncing, &job).await
        });
    Ok(JobStarted { job })
}

/// `assumed-role/Admin/anna` of an STS or IAM ARN.
fn principal(arn: &str) -> String {
    arn.splitn(6, ':').last().unwrap_or(arn).to_owned()
}
