//! `pipeline/workflow`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::{ArnType, ImageBuilderArn};
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Workflows are ones, and settings of tests are theirs.
    WorkflowSettings {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            for (at, workflow) in it.value.workflows.iter().enumerate().filter(|(_, workflow)| !workflow.workflow_arn.is_empty()) {
                let place = it.at("workflows").item(at);
                let arn = workflow.workflow_arn.parse::<ImageBuilderArn>().ok();
                let r#type = arn.map(|arn| arn.r#type);
                if !matches!(r#type, Some(ArnType::BuildWorkflow | ArnType::TestWorkflow | ArnType::DistributionWorkflow)) {
                    let message = format!("`{}` is no ARN of a workflow", shorten(&workflow.workflow_arn));
                    let help = "write `arn:aws:imagebuilder:<region>:<account>:workflow/build/<name>/x.x.x`, or with `test` or `distribution`";
                    found.add(self.at(place.at("workflowArn"), message).with_help(help));
                    continue;
                };
                for (field, given) in [("onFailure", workflow.on_failure.is_some()), ("parallelGroup", workflow.parallel_group.is_some())] {
                    if given && r#type != Some(ArnType::TestWorkflow) {
                        let message = format!("`{field}` is for test workflows only");
                        found.add(self.at(place.at(field).key(), message).with_help("remove it"));
                    }
                }
            }
        }
    },
    id: "pipeline/workflow",
    title: "workflows are named by their ARN, and only tests go on after a failure",
    severity: Severity::Error,
    reason: "AWS takes ARNs of workflows, and takes `onFailure` and `parallelGroup` for test workflows only.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
executionRole: ImageBuilderWorkflows
workflows:
  - workflowArn: arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image/x.x.x
    onFailure: CONTINUE
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
executionRole: ImageBuilderWorkflows
workflows:
  - workflowArn: arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image/x.x.x
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `WorkflowConfiguration`",
}
