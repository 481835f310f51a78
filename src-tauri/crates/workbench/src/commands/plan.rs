//! What a publish or launch would do, and doing it.

use crate::Workbench;
use crate::contract::{
    Error, JobKind, JobStarted, LaunchRequest, LeftOut, PlanAction, PlanItem, PlanRequest, PlanView, PublishRequest,
};
use crate::jobs::Resume;
use crate::launch::Launch;
use crate::publish::{self, Basis};

pub async fn make(workbench: &Workbench, request: PlanRequest) -> Result<PlanView, Error> {
    let Basis { scope, live, prepared } = publish::basis(workbench).await?;
    let recipes = publish::targets(&prepared, &request.recipes)?;
    let plan = publish::plan(&prepared, &recipes, &scope)?;
    Ok(PlanView {
        profile: scope.profile,
        account: scope.account,
        region: scope.region,
        changes: u32::try_from(plan.changes()).unwrap_or(u32::MAX),
        blocked: publish::blocked(workbench, &plan)?,
        digest: publish::digest(&plan)?,
        launches: crate::launch::order_of_recipes(&prepared, &plan, &recipes),
        items: plan.items.iter().map(item).collect(),
        left_out: if request.recipes.is_empty() {
            let left_out = ingot_recipe::plan::left_out(&prepared.catalogue).into_iter();
            left_out.map(passed_over).collect()
        } else {
            Vec::new()
        },
        problems: plan.problems,
        as_of: prepared.catalogue.inventory().as_of.clone(),
        live,
    })
}

pub async fn publish(workbench: &Workbench, request: PublishRequest) -> Result<JobStarted, Error> {
    let title = match request.recipes.as_slice() {
        [] => "publish the workspace".to_owned(),
        recipes => format!("publish {}", recipes.join(", ")),
    };
    let publishing = workbench.clone();
    let resume = (!request.dry_run).then(|| Resume::Publish {
        recipes: request.recipes.clone(),
    });
    let job = workbench
        .jobs()
        .start(JobKind::Publish, title, resume, move |job| async move {
            publish::run(
                &publishing,
                &job,
                &request.recipes,
                request.dry_run,
                request.digest.as_deref(),
            )
            .await
        });
    Ok(JobStarted { job })
}

pub async fn launch(workbench: &Workbench, request: LaunchRequest) -> Result<JobStarted, Error> {
    let launch = Launch::new(request.pipelines, request.digest)?;
    if request.dry_run {
        let title = format!("validate {}", launch.pipelines().join(", "));
        let validating = workbench.clone();
        let job = workbench
            .jobs()
            .start(JobKind::Launch, title, None, move |job| async move {
                launch.validate(&validating, &job).await
            });
        return Ok(JobStarted { job });
    }
    Ok(JobStarted {
        job: start(workbench, launch),
    })
}

/// Starts or takes up a launch.
pub fn start(workbench: &Workbench, launch: Launch) -> String {
    let title = format!("launch {}", launch.pipelines().join(", "));
    let launching = workbench.clone();
    let resume = Resume::Launch(launch.clone());
    workbench
        .jobs()
        .start(JobKind::Launch, title, Some(resume), move |job| async move {
            launch.run(&launching, &job).await
        })
}

fn passed_over(it: ingot_recipe::plan::LeftOut) -> LeftOut {
    LeftOut {
        kind: it.kind.as_str().to_owned(),
        name: it.name,
        file: it.file,
        reason: it.reason,
    }
}

fn item(item: &ingot_recipe::plan::PlanItem) -> PlanItem {
    use ingot_recipe::plan::Action;
    PlanItem {
        action: match item.action {
            Action::Create => PlanAction::Create,
            Action::Update => PlanAction::Update,
            Action::Unchanged => PlanAction::Unchanged,
            Action::Blocked => PlanAction::Blocked,
        },
        kind: item.kind.as_str().to_owned(),
        name: item.name.clone(),
        version: item.version.clone(),
        reason: item.reason.clone(),
        clears: item.clears.clone(),
        changes: item
            .changes
            .iter()
            .map(|change| crate::contract::FieldChange {
                field: change.field.clone(),
                from: change.from.clone(),
                to: change.to.clone(),
            })
            .collect(),
    }
}
