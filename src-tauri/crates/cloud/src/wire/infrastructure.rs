//! Parts of infrastructure configurations.

use aws_sdk_imagebuilder::types as sdk;
use ingot_recipe::resources::{
    AutoScalingGroup, HttpTokens, InstanceMetadataOptions, Logging, ParentInstance, Placement, S3Logs, Tenancy,
};

use super::{structure, words};

structure! {
    Logging => sdk::Logging {
        set_s3_logs s3_logs,
    }
}

structure! {
    S3Logs => sdk::S3Logs {
        set_s3_bucket_name s3_bucket_name,
        set_s3_key_prefix s3_key_prefix,
    }
}

structure! {
    InstanceMetadataOptions => sdk::InstanceMetadataOptions {
        set_http_tokens http_tokens,
        set_http_put_response_hop_limit http_put_response_hop_limit,
    }
}

structure! {
    Placement => sdk::Placement {
        set_availability_zone availability_zone,
        set_tenancy tenancy,
        set_host_id host_id,
        set_host_resource_group_arn host_resource_group_arn,
    }
}

structure! {
    ParentInstance => sdk::ParentInstanceConfiguration {
        set_auto_scaling_group auto_scaling_group,
    }
}

structure! {
    AutoScalingGroup => sdk::AutoScalingGroupConfiguration {
        set_name name,
        set_capacity_wait_timeout_seconds capacity_wait_timeout_seconds,
    }
}

words! {
    HttpTokens => String,
    Tenancy => sdk::TenancyType,
}
