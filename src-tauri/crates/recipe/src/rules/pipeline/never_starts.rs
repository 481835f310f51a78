//! `pipeline/never-starts`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::{Reference, WrittenVersion};
use crate::resources::{PipelineStatus, StartCondition};
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A schedule has something to wait for.
    NeverStarts {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let pipeline = &site.authored.value;
            let (Some(schedule), Some(recipe)) = (&pipeline.schedule, site.recipe) else { return };
            let waits = !matches!(schedule.pipeline_execution_start_condition, Some(StartCondition::Always | StartCondition::Other(_)));
            let enabled = pipeline.status != Some(PipelineStatus::Disabled) && schedule.schedule_expression.is_some();
            let pinned = is_pinned_parent(&recipe.recipe.parent_image, pipeline.execution_role.is_some())
                && recipe.recipe.components.iter().all(|layer| is_pinned(&layer.component_arn));
            if !(waits && enabled && pinned) {
                return;
            }
            let place = site.authored.at("schedule");
            let condition = place.at("pipelineExecutionStartCondition");
            let place = if condition.exists() { condition } else { place.at("scheduleExpression") };
            let message = format!("the schedule waits for updates, and `{}` has every version pinned", recipe.name);
            let help = "refer to the parent or a component with a wildcard, or write `pipelineExecutionStartCondition: EXPRESSION_MATCH_ONLY`";
            found.add(self.at(place, message).with_help(help));
        }
    },
    id: "pipeline/never-starts",
    title: "a schedule that waits for updates has something to wait for",
    severity: Severity::Warning,
    reason: "Without `EXPRESSION_MATCH_ONLY` a scheduled pipeline builds only when a parent image or a component that its recipe refers to with a wildcard has a newer version, or a parameter with the parent image has changed. With all versions pinned, or a parameter that Image Builder may not read, it never builds.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ami-0123456789abcdef0
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
schedule: {scheduleExpression: cron(0 6 ? * mon *)}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ami-0123456789abcdef0
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
schedule: {scheduleExpression: cron(0 6 ? * mon *), pipelineExecutionStartCondition: EXPRESSION_MATCH_ONLY}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `Schedule.pipelineExecutionStartCondition`",
}

/// Whether nothing new can come of a reference. A component of the workspace without a version is
/// pinned when it is published.
fn is_pinned(reference: &Reference) -> bool {
    let version = match reference {
        Reference::Local(local) => local.version.as_ref(),
        Reference::Arn(arn) => arn.version.as_ref(),
        _ => return false,
    };
    !version.is_some_and(WrittenVersion::is_wildcard)
}

/// Parameters outside of these are read with the role of the pipeline, if it has one.
fn is_pinned_parent(parent: &Reference, role: bool) -> bool {
    match parent {
        Reference::Ami(_) => true,
        Reference::SsmParameter(parameter) => {
            let name = parameter
                .split_once(":parameter")
                .map_or(parameter.as_str(), |(_, name)| name);
            let read = ["/aws/service/", "/imagebuilder/"]
                .iter()
                .any(|folder| name.starts_with(folder));
            !read && !role
        }
        // One without a version takes what the workspace has, and that moves.
        Reference::Local(local) => local.version.as_ref().is_some_and(|version| !version.is_wildcard()),
        other => is_pinned(other),
    }
}
