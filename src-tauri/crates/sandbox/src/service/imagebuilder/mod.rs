//! EC2 Image Builder: shapes, paths and errors from botocore imagebuilder/2019-12-02 service-2.json, behaviour from
//! <https://docs.aws.amazon.com/imagebuilder/latest/APIReference/Welcome.html>.

use serde_json::Value;

use super::{Answer, Moment, Operation, Run};
use crate::state::State;
use crate::wire::Call;

pub(crate) mod components;
mod configurations;
mod dependents;
mod executions;
mod filters;
pub(crate) mod images;
mod managed;
mod marketplace;
pub(crate) mod names;
mod parents;
mod pipelines;
mod recipes;
mod runs;
mod scans;
pub(crate) use scans::{package_details, recommendation};
mod tags;

const fn reads(
    name: &'static str,
    method: &'static str,
    path: &'static str,
    run: fn(&State, Moment, &Call) -> Answer,
) -> Operation {
    Operation {
        name,
        http: (method, path),
        run: Run::Reads(run),
    }
}

const fn writes(
    name: &'static str,
    method: &'static str,
    path: &'static str,
    run: fn(&mut State, Moment, &Call) -> Answer,
) -> Operation {
    Operation {
        name,
        http: (method, path),
        run: Run::Writes(run),
    }
}

pub(crate) const OPERATIONS: &[Operation] = &[
    writes("CreateComponent", "PUT", "/CreateComponent", components::create),
    reads("GetComponent", "GET", "/GetComponent", components::get),
    reads("ListComponents", "POST", "/ListComponents", components::list),
    reads(
        "ListComponentBuildVersions",
        "POST",
        "/ListComponentBuildVersions",
        components::list_builds,
    ),
    writes("DeleteComponent", "DELETE", "/DeleteComponent", components::delete),
    writes("CreateImageRecipe", "PUT", "/CreateImageRecipe", recipes::create),
    reads("GetImageRecipe", "GET", "/GetImageRecipe", recipes::get),
    reads("ListImageRecipes", "POST", "/ListImageRecipes", recipes::list),
    writes("DeleteImageRecipe", "DELETE", "/DeleteImageRecipe", recipes::delete),
    writes(
        "CreateInfrastructureConfiguration",
        "PUT",
        "/CreateInfrastructureConfiguration",
        configurations::create_infrastructure,
    ),
    reads(
        "GetInfrastructureConfiguration",
        "GET",
        "/GetInfrastructureConfiguration",
        configurations::get_infrastructure,
    ),
    writes(
        "UpdateInfrastructureConfiguration",
        "PUT",
        "/UpdateInfrastructureConfiguration",
        configurations::update_infrastructure,
    ),
    reads(
        "ListInfrastructureConfigurations",
        "POST",
        "/ListInfrastructureConfigurations",
        configurations::list_infrastructures,
    ),
    writes(
        "DeleteInfrastructureConfiguration",
        "DELETE",
        "/DeleteInfrastructureConfiguration",
        configurations::delete_infrastructure,
    ),
    writes(
        "CreateDistributionConfiguration",
        "PUT",
        "/CreateDistributionConfiguration",
        configurations::create_distribution,
    ),
    reads(
        "GetDistributionConfiguration",
        "GET",
        "/GetDistributionConfiguration",
        configurations::get_distribution,
    ),
    writes(
        "UpdateDistributionConfiguration",
        "PUT",
        "/UpdateDistributionConfiguration",
        configurations::update_distribution,
    ),
    reads(
        "ListDistributionConfigurations",
        "POST",
        "/ListDistributionConfigurations",
        configurations::list_distributions,
    ),
    writes(
        "DeleteDistributionConfiguration",
        "DELETE",
        "/DeleteDistributionConfiguration",
        configurations::delete_distribution,
    ),
    writes("CreateImagePipeline", "PUT", "/CreateImagePipeline", pipelines::create),
    reads("GetImagePipeline", "GET", "/GetImagePipeline", pipelines::get),
    writes("UpdateImagePipeline", "PUT", "/UpdateImagePipeline", pipelines::update),
    reads("ListImagePipelines", "POST", "/ListImagePipelines", pipelines::list),
    writes(
        "DeleteImagePipeline",
        "DELETE",
        "/DeleteImagePipeline",
        pipelines::delete,
    ),
    writes(
        "StartImagePipelineExecution",
        "PUT",
        "/StartImagePipelineExecution",
        runs::start,
    ),
    writes("CancelImageCreation", "PUT", "/CancelImageCreation", runs::cancel),
    reads("GetImage", "GET", "/GetImage", images::get),
    reads("ListImages", "POST", "/ListImages", images::list),
    reads(
        "ListImageBuildVersions",
        "POST",
        "/ListImageBuildVersions",
        images::list_builds,
    ),
    reads(
        "ListImagePipelineImages",
        "POST",
        "/ListImagePipelineImages",
        images::list_of_pipeline,
    ),
    writes("DeleteImage", "DELETE", "/DeleteImage", images::delete),
    reads(
        "ListWorkflowExecutions",
        "POST",
        "/ListWorkflowExecutions",
        executions::list_workflows,
    ),
    reads(
        "GetWorkflowExecution",
        "GET",
        "/GetWorkflowExecution",
        executions::get_workflow,
    ),
    reads(
        "ListWorkflowStepExecutions",
        "POST",
        "/ListWorkflowStepExecutions",
        executions::list_steps,
    ),
    reads(
        "GetWorkflowStepExecution",
        "GET",
        "/GetWorkflowStepExecution",
        executions::get_step,
    ),
    reads("ListImagePackages", "POST", "/ListImagePackages", scans::list_packages),
    reads(
        "ListImageScanFindings",
        "POST",
        "/ListImageScanFindings",
        scans::list_findings,
    ),
    reads(
        "ListImageScanFindingAggregations",
        "POST",
        "/ListImageScanFindingAggregations",
        scans::list_aggregations,
    ),
    writes("TagResource", "POST", "/tags/{resourceArn}", tags::tag),
    writes("UntagResource", "DELETE", "/tags/{resourceArn}", tags::untag),
    reads("ListTagsForResource", "GET", "/tags/{resourceArn}", tags::list),
];

/// A page of a list: the items under `key`, and the next token where there is more.
fn listed(call: &Call, key: &str, items: Vec<Value>) -> Answer {
    let (items, next) = crate::wire::paging::page(call, crate::wire::paging::IMAGE_BUILDER, items)?;
    let mut answer = serde_json::json!({ key: items });
    if let Some(next) = next {
        answer["nextToken"] = next.into();
    }
    Ok(answer)
}
