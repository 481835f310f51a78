//! Publishing: a plan against what AWS holds now, carried out item by item.

use std::sync::Arc;

use ingot_cloud::Outcome;
use ingot_recipe::plan::{Action, Plan};
use ingot_store::Scope;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use crate::contract::{Code, Error};
use crate::jobs::Job;
use crate::prepared::Prepared;
use crate::{Workbench, sync};

/// What a plan rests on.
pub struct Basis {
    pub scope: Scope,
    /// Read from AWS for this plan; otherwise from the cache.
    pub live: bool,
    pub prepared: Arc<Prepared>,
}

/// Reads AWS; where it cannot be reached the cache will do for a plan, not for carrying it out.
pub async fn basis(workbench: &Workbench) -> Result<Basis, Error> {
    let cancel = CancellationToken::new();
    let read = sync::inventory(workbench, &|_| {}, &cancel).await;
    let live = match read {
        Ok(_) => true,
        Err(error) if error.code == Code::Offline => false,
        Err(error) => return Err(error),
    };
    let scope = workbench.scope()?.ok_or_else(|| {
        Error::new(
            Code::Offline,
            "AWS was never read with this profile, so there is nothing to compare with",
        )
        .hint("go online once and sync; after that plans work offline too")
    })?;
    Ok(Basis {
        scope,
        live,
        prepared: workbench.desk().prepared()?,
    })
}

/// The recipes that were named, or all.
pub fn targets(prepared: &Prepared, named: &[String]) -> Result<Vec<String>, Error> {
    if named.is_empty() {
        return Ok(prepared
            .catalogue
            .image_recipes()
            .map(|recipe| recipe.value.name.clone())
            .collect());
    }
    for name in named {
        crate::commands::recipe::authored(&prepared.catalogue, name)?;
    }
    Ok(named.to_vec())
}

pub fn plan(prepared: &Prepared, recipes: &[String], scope: &Scope) -> Result<Plan, Error> {
    let account = scope
        .account
        .parse()
        .map_err(|_| Error::internal(format!("{} is no account id", scope.account)))?;
    let region = scope
        .region
        .parse()
        .map_err(|_| Error::internal(format!("{} is no region", scope.region)))?;
    let plan = ingot_recipe::plan::plan(
        &prepared.catalogue,
        prepared.catalogue.inventory(),
        recipes,
        &account,
        &region,
    );
    plan.map_err(|unknown| {
        let error = Error::not_found(unknown.to_string());
        match unknown.nearest {
            Some(nearest) => error.hint(format!("did you mean {nearest}?")),
            None => error,
        }
    })
}

/// Publishes recipes with all they need.
///
/// # Errors
/// Among others a conflict when the plan is no longer the one of `reviewed`.
pub async fn run(
    workbench: &Workbench,
    job: &Job,
    recipes: &[String],
    dry_run: bool,
    reviewed: Option<&str>,
) -> Result<(), Error> {
    job.progress(0, 0, "reading what AWS holds");
    sync::inventory(workbench, &|now| job.progress(0, 0, now), &job.cancel).await?;
    let scope = workbench.session().scope(&job.cancel).await?;
    let prepared = workbench.desk().prepared()?;
    let recipes = targets(&prepared, recipes)?;
    let plan = plan(&prepared, &recipes, &scope)?;
    require_reviewed(&plan, reviewed)?;
    carry_out(workbench, job, &plan, dry_run).await
}

/// Carries a plan out. A plan with problems is refused whole; one that was cut off can be carried out again.
pub async fn carry_out(workbench: &Workbench, job: &Job, plan: &Plan, dry_run: bool) -> Result<(), Error> {
    refuse_problems(workbench, plan)?;
    if !dry_run && let Some(missing) = plan.needs_build.first() {
        return Err(Error::invalid(format!(
            "{} {} has no image yet, and what stands on it cannot be published",
            missing.recipe, missing.version
        ))
        .hint(format!(
            "launch the pipeline of {} first; launching the overlay's pipeline does that by itself",
            missing.recipe
        )));
    }
    let total = u32::try_from(plan.items.len()).unwrap_or(u32::MAX);
    let mut done = 0;
    let cloud = workbench.session().cloud().await?;
    let mut on_item = |item: &ingot_cloud::Published| {
        done += 1;
        let version = item
            .version
            .as_deref()
            .map(|version| format!(" {version}"))
            .unwrap_or_default();
        let outcome = match item.outcome {
            Outcome::Created => "created",
            Outcome::Updated => "updated",
            Outcome::Unchanged => "unchanged",
            Outcome::Accepted => "accepted",
            Outcome::Unasked => "would be sent",
        };
        job.progress(done, total, format!("{} {}{version} {outcome}", item.kind, item.name));
    };
    let published = cloud.publish(plan, dry_run, &mut on_item, &job.cancel).await;
    if let Err(error) = published {
        let mut failed = workbench.session().failed(&error.source).await;
        if failed.code != Code::Cancelled {
            failed.message = error.to_string();
            failed.hints.push(format!(
                "{} of {total} were done; publishing again goes on from there",
                error.published.len()
            ));
        }
        return Err(failed);
    }
    if !dry_run {
        sync::inventory(workbench, &|now| job.progress(done, total, now), &job.cancel).await?;
    }
    job.progress(total, total, if dry_run { "AWS accepts it" } else { "published" });
    Ok(())
}

/// Of everything that a plan would send to AWS, whatever its order.
pub fn digest(plan: &Plan) -> Result<String, Error> {
    let sent = plan.items.iter().filter(|item| item.action != Action::Unchanged);
    let mut requests = sent
        .map(serde_json::to_string)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Error::internal(error.to_string()))?;
    requests.sort();
    Ok(Sha256::digest(requests.join("\n"))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Nothing is done that was not seen.
pub fn require_reviewed(plan: &Plan, reviewed: Option<&str>) -> Result<(), Error> {
    match reviewed {
        Some(reviewed) if digest(plan)? != reviewed => Err(Error::new(
            Code::Conflict,
            "the plan is no longer the one that was reviewed: files or AWS have changed since",
        )
        .hint("look at the plan again and confirm it")),
        _ => Ok(()),
    }
}

/// Why a plan cannot be carried out, a sentence each. Files are the truth: what is not saved is not published.
pub fn blocked(workbench: &Workbench, plan: &Plan) -> Result<Vec<String>, Error> {
    let unsaved = workbench
        .desk()
        .unsaved_shown()?
        .into_iter()
        .map(|file| format!("{file} has unsaved edits; save it first"));
    let items = plan
        .items
        .iter()
        .filter(|item| item.action == Action::Blocked)
        .map(|item| item.reason.clone());
    let problems = plan.problems.iter().map(|problem| problem.message.clone());
    let mut reasons: Vec<String> = problems.chain(items).chain(unsaved).collect();
    reasons.dedup();
    Ok(reasons)
}

pub fn refuse_problems(workbench: &Workbench, plan: &Plan) -> Result<(), Error> {
    let blocked = blocked(workbench, plan)?;
    let Some(first) = blocked.first() else { return Ok(()) };
    let code = if plan.problems.is_empty() {
        Code::Conflict
    } else {
        Code::Invalid
    };
    let mut error = Error::new(code, first.clone());
    if let Some(problem) = plan.problems.first() {
        if let Some(help) = &problem.help {
            error = error.hint(help.clone());
        }
        error = error.detail(format!(
            "{}:{} {}",
            problem.file, problem.range.start.line, problem.rule
        ));
    }
    if blocked.len() > 1 {
        error = error.hint(format!("{} more reasons stand in the plan", blocked.len() - 1));
    }
    Err(error)
}
