//! Pipelines as authored, with what AWS last said of them.

use ingot_recipe::names::{Kind, Reference, normalised};
use ingot_recipe::resources::PipelineStatus;

use crate::Workbench;
use crate::contract::pipeline::{PipelineList, PipelineView};
use crate::contract::{Error, Nothing};

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<PipelineList, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let inventory = catalogue.inventory();
    let runs = super::run::summaries(workbench)?;
    let left_out = ingot_recipe::plan::left_out(catalogue);
    let mut pipelines: Vec<PipelineView> = catalogue
        .pipelines()
        .map(|authored| {
            let pipeline = &authored.value;
            let named = |reference: &Reference| match reference {
                Reference::Local(local) => local.name.to_string(),
                other => other.to_string(),
            };
            let infrastructure = named(&pipeline.infrastructure_configuration_arn);
            let distribution = pipeline.distribution_configuration_arn.as_ref().map(named);
            let schedule = pipeline.schedule.as_ref();
            let tests = pipeline
                .image_tests_configuration
                .as_ref()
                .and_then(|tests| tests.image_tests_enabled);
            let scanning = pipeline
                .image_scanning_configuration
                .as_ref()
                .and_then(|scanning| scanning.image_scanning_enabled);
            PipelineView {
                name: pipeline.name.clone(),
                description: pipeline.description.clone(),
                recipe: catalogue
                    .pipeline_recipe(pipeline)
                    .map(|recipe| recipe.name.clone())
                    .or_else(|| pipeline.image_recipe_arn.as_ref().map(named)),
                regions: catalogue
                    .distributions()
                    .filter(|candidate| Some(&candidate.value.name) == distribution.as_ref())
                    .flat_map(|candidate| {
                        candidate
                            .value
                            .distributions
                            .iter()
                            .map(|target| target.region.to_string())
                    })
                    .collect(),
                instance_types: catalogue
                    .infrastructures()
                    .filter(|candidate| candidate.value.name == infrastructure)
                    .flat_map(|candidate| candidate.value.instance_types.iter().cloned())
                    .collect(),
                infrastructure: Some(infrastructure).filter(|name| !name.is_empty()),
                distribution,
                schedule: schedule.and_then(|schedule| schedule.schedule_expression.clone()),
                timezone: schedule.and_then(|schedule| schedule.timezone.clone()),
                enabled: pipeline.status != Some(PipelineStatus::Disabled),
                // Both as AWS takes an absent field: tests are on, scanning is off
                // (botocore imagebuilder/2019-12-02 service-2.json, ImageTestsConfiguration, ImageScanningConfiguration).
                tests: tests.unwrap_or(true),
                scanning: scanning.unwrap_or(false),
                file: authored.file().to_owned(),
                left_out: left_out
                    .iter()
                    .find(|it| it.kind == Kind::ImagePipeline && it.file == authored.file())
                    .map(|it| it.reason.clone()),
                published: inventory.as_of.as_ref().map(|_| {
                    inventory
                        .pipelines
                        .iter()
                        .any(|cloud| normalised(&cloud.pipeline.name) == normalised(&pipeline.name))
                }),
                last_run: runs
                    .iter()
                    .find(|run| {
                        run.pipeline
                            .as_ref()
                            .is_some_and(|name| normalised(name) == normalised(&pipeline.name))
                    })
                    .cloned(),
            }
        })
        .collect();
    pipelines.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(PipelineList {
        pipelines,
        as_of: inventory.as_of.clone(),
    })
}
