//! The fields of an infrastructure configuration
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateInfrastructureConfigurationRequest`).

use std::collections::BTreeMap;

use super::shape::{choice, shape};

shape! {
    /// Where builds run.
    pub struct InfrastructureConfiguration as "an infrastructure configuration" {
        /// `ResourceName`.
        required "name" => name: String,
        /// What it is for.
        "description" => description: Option<String>,
        /// Instance types, tried in this order.
        "instanceTypes" => instance_types: Vec<String>,
        /// The profile of the build and test instances. AWS requires it.
        "instanceProfileName" => instance_profile_name: Option<String>,
        /// Needed when `subnetId` is given.
        "securityGroupIds" => security_group_ids: Vec<String>,
        /// The subnet of the build instance.
        "subnetId" => subnet_id: Option<String>,
        /// Where AWSTOE's logs go.
        "logging" => logging: Option<Logging>,
        /// An EC2 key pair for log-in.
        "keyPair" => key_pair: Option<String>,
        /// `true` without it.
        "terminateInstanceOnFailure" => terminate_instance_on_failure: Option<bool>,
        /// `true` without it.
        "terminateInstanceOnCompletion" => terminate_instance_on_completion: Option<bool>,
        /// A standard topic that is told of results.
        "snsTopicArn" => sns_topic_arn: Option<String>,
        /// Tags of the instances.
        "resourceTags" => resource_tags: BTreeMap<String, String>,
        /// The instance metadata service.
        "instanceMetadataOptions" => instance_metadata_options: Option<InstanceMetadataOptions>,
        /// Zone, tenancy, host.
        "placement" => placement: Option<Placement>,
        /// Takes the build instance from an Auto Scaling group.
        "parentInstance" => parent_instance: Option<ParentInstance>,
        /// Tags of the configuration.
        "tags" => tags: BTreeMap<String, String>,
    }
}

shape! {
    /// Where AWSTOE's logs go.
    pub struct Logging as "`logging`" {
        /// A bucket.
        "s3Logs" => s3_logs: Option<S3Logs>,
    }
}

shape! {
    /// A place in S3.
    pub struct S3Logs as "`s3Logs`" {
        /// AWS does not check that it exists.
        "s3BucketName" => s3_bucket_name: Option<String>,
        /// What the keys start with.
        "s3KeyPrefix" => s3_key_prefix: Option<String>,
    }
}

shape! {
    /// The instance metadata service of the build instance.
    pub struct InstanceMetadataOptions as "`instanceMetadataOptions`" {
        /// Whether IMDSv2 is required.
        "httpTokens" => http_tokens: Option<HttpTokens>,
        /// 1 to 64.
        "httpPutResponseHopLimit" => http_put_response_hop_limit: Option<i64>,
    }
}

choice! {
    /// Whether IMDSv2 tokens are required (`HttpTokens`).
    pub enum HttpTokens {
        Optional = "optional",
        Required = "required",
    }
}

shape! {
    /// Where the build instance stands.
    pub struct Placement as "`placement`" {
        /// For example `eu-central-1a`.
        "availabilityZone" => availability_zone: Option<String>,
        /// Shared or dedicated hardware.
        "tenancy" => tenancy: Option<Tenancy>,
        /// A dedicated host.
        "hostId" => host_id: Option<String>,
        /// A group of dedicated hosts.
        "hostResourceGroupArn" => host_resource_group_arn: Option<String>,
    }
}

choice! {
    /// Shared or dedicated hardware (`TenancyType`).
    pub enum Tenancy {
        Default = "default",
        Dedicated = "dedicated",
        Host = "host",
    }
}

shape! {
    /// Takes the build instance from elsewhere (`ParentInstanceConfiguration`).
    pub struct ParentInstance as "`parentInstance`" {
        /// From a warm group.
        required "autoScalingGroup" => auto_scaling_group: Option<AutoScalingGroup>,
    }
}

shape! {
    /// A warm Auto Scaling group.
    pub struct AutoScalingGroup as "`autoScalingGroup`" {
        /// Its name.
        required "name" => name: String,
        /// 0 to 3,600.
        "capacityWaitTimeoutSeconds" => capacity_wait_timeout_seconds: Option<i64>,
    }
}
