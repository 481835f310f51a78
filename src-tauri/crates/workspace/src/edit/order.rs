//! The fields of the API's structures: their order, and what they hold
//! (botocore imagebuilder/2019-12-02 service-2.json, the requests that create components, recipes,
//! configurations and pipelines).

use ingot_component::yaml::Node;
use ingot_recipe::resources as api;

use super::document::Document;

/// `CreateContainerRecipeRequest` and what only it holds.
const CONTAINER_RECIPE: &[&str] = &[
    "name",
    "semanticVersion",
    "description",
    "containerType",
    "parentImage",
    "components",
    "instanceConfiguration",
    "dockerfileTemplateData",
    "dockerfileTemplateUri",
    "platformOverride",
    "imageOsVersionOverride",
    "workingDirectory",
    "targetRepository",
    "kmsKeyId",
    "tags",
];
const INSTANCE_CONFIGURATION: &[&str] = &["image", "blockDeviceMappings"];

/// Fields that hold numbers or booleans; a number written into any other field is a text and gets
/// quotes.
const TYPED: [&str; 20] = [
    "capacityWaitTimeoutSeconds",
    "deleteOnTermination",
    "enabled",
    "encrypted",
    "enhancedImageMetadataEnabled",
    "failureCount",
    "fixAvailable",
    "httpPutResponseHopLimit",
    "imageScanningEnabled",
    "imageTestsEnabled",
    "iops",
    "maxParallelLaunches",
    "setDefaultVersion",
    "targetResourceCount",
    "terminateInstanceOnCompletion",
    "terminateInstanceOnFailure",
    "throughput",
    "timeoutMinutes",
    "uninstallAfterBuild",
    "volumeSize",
];

/// Fields that hold lists; a position below one of them makes the list when it is not there yet.
const LISTS: [&str; 20] = [
    "amiWatermarks",
    "blockDeviceMappings",
    "components",
    "containerTags",
    "distributions",
    "fastLaunchConfigurations",
    "imageScanningTypes",
    "instanceTypes",
    "launchTemplateConfigurations",
    "licenseConfigurationArns",
    "organizationArns",
    "organizationalUnitArns",
    "parameters",
    "securityGroupIds",
    "ssmParameterConfigurations",
    "supportedOsVersions",
    "targetAccountIds",
    "userGroups",
    "userIds",
    "workflows",
];

/// Fields that hold texts under keys of the user's own choice.
const FREE: [&str; 4] = ["amiTags", "imageTags", "resourceTags", "tags"];

/// Whether the field at `path` holds a number or a boolean.
pub(super) fn is_typed(path: &[&str]) -> bool {
    match path {
        [.., parent, _] if FREE.contains(parent) => false,
        [.., field] => TYPED.contains(field),
        [] => false,
    }
}

/// Whether a position below the missing field `key` means a list.
pub(super) fn is_list(key: &str) -> bool {
    LISTS.contains(&key)
}

/// The fields of the whole file, in order.
pub(super) fn of_root(document: &Document) -> &'static [&'static str] {
    match document.root.get("kind").and_then(Node::text) {
        Some("Component") => api::Component::FIELDS,
        Some("ContainerRecipe") => CONTAINER_RECIPE,
        Some("InfrastructureConfiguration") => api::InfrastructureConfiguration::FIELDS,
        Some("DistributionConfiguration") => api::DistributionConfiguration::FIELDS,
        Some("ImagePipeline") => api::ImagePipeline::FIELDS,
        Some("Workspace") => api::Workspace::FIELDS,
        _ => api::ImageRecipe::FIELDS,
    }
}

/// The fields of the mapping at `path`, in order; none where the keys are the user's own.
pub(super) fn of(document: &Document, path: &[&str]) -> &'static [&'static str] {
    let mut named = path.iter().rev().filter(|step| step.parse::<usize>().is_err());
    let Some(name) = named.next() else {
        return of_root(document);
    };
    match *name {
        "additionalInstanceConfiguration" => api::AdditionalInstanceConfiguration::FIELDS,
        "amiDistributionConfiguration" => api::AmiDistribution::FIELDS,
        "autoDisablePolicy" => api::AutoDisable::FIELDS,
        "autoScalingGroup" => api::AutoScalingGroup::FIELDS,
        "blockDeviceMappings" => api::BlockDeviceMapping::FIELDS,
        "components" => api::ComponentConfiguration::FIELDS,
        "containerDistributionConfiguration" => api::ContainerDistribution::FIELDS,
        "distributions" => api::Distribution::FIELDS,
        "ebs" => api::EbsBlockDevice::FIELDS,
        "ecrConfiguration" => api::EcrScanning::FIELDS,
        "fastLaunchConfigurations" => api::FastLaunch::FIELDS,
        "imageScanningConfiguration" => api::ImageScanning::FIELDS,
        "imageTestsConfiguration" => api::ImageTests::FIELDS,
        "instanceConfiguration" => INSTANCE_CONFIGURATION,
        "instanceMetadataOptions" => api::InstanceMetadataOptions::FIELDS,
        "launchPermission" => api::LaunchPermission::FIELDS,
        "launchTemplate" => api::FastLaunchTemplate::FIELDS,
        "launchTemplateConfigurations" => api::LaunchTemplate::FIELDS,
        "logging" => api::Logging::FIELDS,
        "loggingConfiguration" => api::PipelineLogging::FIELDS,
        // A recipe's and a workflow's parameters have the same fields.
        "parameters" => api::ComponentParameter::FIELDS,
        "parentInstance" => api::ParentInstance::FIELDS,
        "placement" => api::Placement::FIELDS,
        "s3ExportConfiguration" => api::S3Export::FIELDS,
        "s3Logs" => api::S3Logs::FIELDS,
        "scanResultCondition" => api::ScanCondition::FIELDS,
        "schedule" => api::Schedule::FIELDS,
        "snapshotConfiguration" => api::FastLaunchSnapshots::FIELDS,
        "ssmParameterConfigurations" => api::SsmParameter::FIELDS,
        "systemsManagerAgent" => api::SystemsManagerAgent::FIELDS,
        "targetRepository" => api::TargetRepository::FIELDS,
        "workflows" => api::Workflow::FIELDS,
        _ => &[],
    }
}

/// The place of `key` in `order`; names that the API does not know come last, as they are.
pub(super) fn rank(order: &[&str], key: &str) -> usize {
    order.iter().position(|name| *name == key).unwrap_or(order.len())
}
