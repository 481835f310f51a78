//! Launching: publishing what a pipeline needs, building the golden images it waits for, starting it.

use std::collections::{BTreeMap, HashMap};

use ingot_recipe::names::normalised;
use ingot_recipe::plan::Plan;
use ingot_workspace::Snapshot;

use crate::contract::{Code, Error, PlannedLaunch};
use crate::jobs::{Job, Resume};
use crate::prepared::Prepared;
use crate::{Workbench, clock, commands, follow, publish, sync};

/// A launch and what it has started so far; taken up again, it starts nothing twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    pipelines: Vec<String>,
    /// Runs by pipeline.
    started: BTreeMap<String, String>,
    /// Of the plan that was reviewed; looked at once, before anything is done.
    reviewed: Option<String>,
    /// The profile it was begun with: taken up again under another one it would go on in another account.
    profile: Option<String>,
    /// Makes this launch's client tokens its own: the same launch never starts a second run, another one does.
    nonce: String,
}

impl Launch {
    /// `reviewed`: the digest of the plan that was confirmed.
    pub fn new(pipelines: Vec<String>, reviewed: Option<String>) -> Result<Self, Error> {
        if pipelines.is_empty() {
            return Err(Error::invalid("no pipeline was chosen"));
        }
        Ok(Self {
            pipelines,
            started: BTreeMap::new(),
            reviewed,
            profile: None,
            nonce: clock::now(),
        })
    }

    pub fn pipelines(&self) -> &[String] {
        &self.pipelines
    }

    /// Asks AWS whether it would accept what the launch would publish.
    pub async fn validate(&self, workbench: &Workbench, job: &Job) -> Result<(), Error> {
        let prepared = workbench.desk().prepared()?;
        let recipes = self.recipes(&prepared)?;
        publish::run(workbench, job, &recipes, true, self.reviewed.as_deref()).await
    }

    /// The job's subject is the run of the last pipeline that was asked for; following it is a job of its own.
    pub async fn run(mut self, workbench: &Workbench, job: &Job) -> Result<(), Error> {
        let profile = workbench.session().state().profile;
        if self.profile.get_or_insert_with(|| profile.clone()) != &profile {
            return Err(Error::invalid("this launch was begun with another profile")
                .hint("choose that profile again, or start a new launch"));
        }
        job.resume_with(Resume::Launch(self.clone()));
        job.progress(0, 0, "reading what AWS holds");
        sync::inventory(workbench, &|now| job.progress(0, 0, now), &job.cancel).await?;
        let scope = workbench.session().scope(&job.cancel).await?;
        let prepared = workbench.desk().prepared()?;
        let recipes = self.recipes(&prepared)?;
        let whole = publish::plan(&prepared, &recipes, &scope)?;
        publish::require_reviewed(&whole, self.reviewed.take().as_deref())?;
        publish::refuse_problems(workbench, &whole)?;
        job.resume_with(Resume::Launch(self.clone()));
        // What is edited while a golden image is being built is not part of this launch.
        let files = prepared.snapshot.clone();
        let order = order(&prepared, &whole, &self.pipelines)?;
        let total = u32::try_from(order.len()).unwrap_or(u32::MAX);
        for (done, launch) in (0..).zip(&order) {
            let run = match self.started.get(&launch.pipeline) {
                Some(run) => run.clone(),
                None => {
                    let running = if self.pipelines.contains(&launch.pipeline) {
                        None
                    } else {
                        running(workbench, launch)?
                    };
                    let run = match running {
                        Some(run) => run,
                        None => self.start(workbench, job, launch, &files).await?,
                    };
                    self.started.insert(launch.pipeline.clone(), run.clone());
                    job.resume_with(Resume::Launch(self.clone()));
                    run
                }
            };
            job.subject(&run);
            job.progress(done, total, format!("{} runs", launch.pipeline));
            if done + 1 < total {
                let ended = follow::run(workbench, job, &run).await?;
                if ended.status != "AVAILABLE" {
                    // Taken up again, it is built anew.
                    self.started.remove(&launch.pipeline);
                    job.resume_with(Resume::Launch(self.clone()));
                    let reason = ended.reason.unwrap_or_default();
                    return Err(Error::new(
                        Code::RunFailed,
                        format!("{} ended {}: {reason}", launch.pipeline, ended.status),
                    )
                    .hint("open its run to see what failed; what stands on it was not started"));
                }
            } else {
                // The launch is over when the last run has started; its job does not wait for a build.
                let state = workbench.session().cloud().await?.read_run(&run, &job.cancel).await;
                match state {
                    Ok(state) => follow::store_state(workbench, &scope, &run, &state, true)?,
                    Err(error) => return Err(workbench.session().failed(&error).await),
                }
                commands::run::start_following(workbench, run);
            }
        }
        job.progress(total, total, "started");
        Ok(())
    }

    /// Publishes what one pipeline needs and starts it.
    async fn start(
        &self,
        workbench: &Workbench,
        job: &Job,
        launch: &PlannedLaunch,
        files: &Snapshot,
    ) -> Result<String, Error> {
        let scope = workbench.session().scope(&job.cancel).await?;
        let prepared = Prepared::new(files, &HashMap::new(), workbench.inventory()?, None);
        let plan = publish::plan(&prepared, std::slice::from_ref(&launch.recipe), &scope)?;
        if plan.changes() > 0 {
            publish::carry_out(workbench, job, &plan, false).await?;
        }
        let arn = workbench
            .inventory()?
            .pipelines
            .into_iter()
            .find(|cloud| normalised(&cloud.pipeline.name) == normalised(&launch.pipeline))
            .map(|cloud| cloud.arn)
            .ok_or_else(|| Error::not_found(format!("AWS has no pipeline {} after publishing it", launch.pipeline)))?;
        job.progress(0, 0, format!("starting {}", launch.pipeline));
        let token = ingot_cloud::client_token(&["launch", &arn, &self.nonce]);
        match workbench
            .session()
            .cloud()
            .await?
            .start_pipeline(&arn, &token, &job.cancel)
            .await
        {
            Ok(run) => Ok(run),
            Err(error) => Err(workbench.session().failed(&error).await),
        }
    }

    fn recipes(&self, prepared: &Prepared) -> Result<Vec<String>, Error> {
        self.pipelines
            .iter()
            .map(|pipeline| recipe_of(prepared, pipeline))
            .collect()
    }
}

/// A build of a golden image that is on its way already, from an earlier launch or by somebody else: it is waited for,
/// not started again.
fn running(workbench: &Workbench, launch: &PlannedLaunch) -> Result<Option<String>, Error> {
    let ended = |status: &str| {
        matches!(
            status,
            "AVAILABLE" | "FAILED" | "CANCELLED" | "DEPRECATED" | "DISABLED" | "DELETED"
        )
    };
    Ok(workbench
        .inventory()?
        .images
        .into_iter()
        .filter(|image| normalised(&image.name) == normalised(&launch.recipe) && image.version == launch.version)
        .find(|image| !ended(&image.status))
        .map(|image| image.arn))
}

fn recipe_of(prepared: &Prepared, pipeline: &str) -> Result<String, Error> {
    let catalogue = &prepared.catalogue;
    let authored = catalogue
        .pipelines()
        .find(|authored| authored.value.name == pipeline)
        .ok_or_else(|| {
            let error = Error::not_found(format!("this workspace has no pipeline {pipeline}"));
            match catalogue.nearest(ingot_recipe::Kind::ImagePipeline, pipeline) {
                Some(nearest) => error.hint(format!("did you mean {nearest}?")),
                None => error,
            }
        })?;
    catalogue
        .pipeline_recipe(&authored.value)
        .filter(|recipe| recipe.file.is_some())
        .map(|recipe| recipe.name.clone())
        .ok_or_else(|| Error::invalid(format!("pipeline {pipeline} builds no recipe of this workspace")))
}

/// What launching these pipelines starts, parents first.
fn order(prepared: &Prepared, plan: &Plan, pipelines: &[String]) -> Result<Vec<PlannedLaunch>, Error> {
    let mut order: Vec<PlannedLaunch> = Vec::new();
    for missing in &plan.needs_build {
        if let Some(pipeline) = pipeline_for(prepared, &missing.recipe)
            && !pipelines.contains(&pipeline)
        {
            order.push(PlannedLaunch {
                pipeline,
                recipe: missing.recipe.clone(),
                version: missing.version.clone(),
                reason: format!("{} {} has no image yet", missing.recipe, missing.version),
            });
        } else if !pipelines
            .iter()
            .any(|pipeline| recipe_of(prepared, pipeline).is_ok_and(|recipe| recipe == missing.recipe))
        {
            return Err(Error::invalid(format!(
                "{} {} has no image yet, and no pipeline builds it",
                missing.recipe, missing.version
            ))
            .hint("add a pipeline for it, or ask its owner to share a build"));
        }
    }
    let mut asked: Vec<(usize, PlannedLaunch)> = Vec::new();
    for pipeline in pipelines {
        let recipe = recipe_of(prepared, pipeline)?;
        let version = prepared
            .catalogue
            .recipe(&recipe)
            .map(|facts| facts.recipe.semantic_version.clone())
            .unwrap_or_default();
        let depth =
            ingot_recipe::lineage::resolve(&prepared.catalogue, &recipe).map_or(0, |lineage| lineage.ancestors.len());
        asked.push((
            depth,
            PlannedLaunch {
                pipeline: pipeline.clone(),
                recipe,
                version,
                reason: "asked for".to_owned(),
            },
        ));
    }
    asked.sort_by_key(|(depth, _)| *depth);
    order.extend(asked.into_iter().map(|(_, launch)| launch));
    Ok(order)
}

/// What launching the pipelines of these recipes would start; empty where one has none.
pub fn order_of_recipes(prepared: &Prepared, plan: &Plan, recipes: &[String]) -> Vec<PlannedLaunch> {
    let pipelines: Vec<String> = recipes
        .iter()
        .filter_map(|recipe| pipeline_for(prepared, recipe))
        .collect();
    order(prepared, plan, &pipelines).unwrap_or_default()
}

/// The pipeline that builds a recipe: the one of its name where there are several.
fn pipeline_for(prepared: &Prepared, recipe: &str) -> Option<String> {
    let pipelines: Vec<&str> = prepared
        .catalogue
        .pipelines_of(recipe)
        .map(|pipeline| pipeline.value.name.as_str())
        .collect();
    pipelines
        .iter()
        .find(|name| **name == recipe)
        .or(pipelines.first())
        .map(|name| (*name).to_owned())
}
