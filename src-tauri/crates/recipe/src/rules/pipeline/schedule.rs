//! `pipeline/schedule`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;
use crate::schedule::{self, ScheduleError};

rule! {
    /// The schedule of a pipeline fires.
    Schedule {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            let expression = it.value.schedule.as_ref().and_then(|schedule| schedule.schedule_expression.as_deref());
            let Some(Err(error)) = expression.map(schedule::check) else { return };
            let mut diagnostic = self.at(it.at("schedule").at("scheduleExpression"), error.to_string());
            if error == ScheduleError::Days {
                diagnostic.severity = Severity::Warning;
            }
            let help = match error {
                ScheduleError::Form(_) | ScheduleError::Fields(_) | ScheduleError::Days => {
                    Some("for example `cron(0 6 ? * mon *)`: Mondays at six")
                }
                _ => None,
            };
            diagnostic.help = help.map(str::to_owned);
            found.add(diagnostic);
        }
    },
    id: "pipeline/schedule",
    title: "the schedule of a pipeline is one that AWS takes",
    severity: Severity::Error,
    reason: "A cron expression of Image Builder has six fields, and one of day and day of the week must be `?`. The second is a warning only: examples of AWS do without, and nothing read says what happens then.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
schedule: {scheduleExpression: cron(0 6 ? * mon)}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html",
}
