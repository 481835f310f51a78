//! The workspace's structures in the SDK's types and back.
//!
//! Both sides have the API's field names, so a structure is a list of names; what differs is how each side writes
//! "absent". A field that AWS adds is unknown to both and does not travel.

mod distribution;
mod infrastructure;
mod pipeline;
mod recipe;

use std::collections::{BTreeMap, HashMap};

use aws_smithy_types::error::operation::BuildError;
use ingot_recipe::names::Reference;

/// A structure that travels both ways.
pub(crate) trait Wire: Sized {
    type Sdk;

    fn to_sdk(&self) -> Result<Self::Sdk, BuildError>;
    fn from_sdk(sdk: Self::Sdk) -> Self;
}

/// A field as the SDK's builders take it, which is always an `Option`.
pub(crate) trait ToField<S> {
    fn to_field(&self) -> Result<Option<S>, BuildError>;
}

/// A field as the SDK's structures have it: an `Option`, or the bare value where AWS promises one.
pub(crate) trait FromField<S> {
    fn from_field(field: S) -> Self;
}

/// What the SDK's builders answer: some refuse a missing field, some cannot fail.
pub(crate) trait Built<T> {
    fn built(self) -> Result<T, BuildError>;
}

impl<T> Built<T> for T {
    fn built(self) -> Result<T, BuildError> {
        Ok(self)
    }
}

impl<T> Built<T> for Result<T, BuildError> {
    fn built(self) -> Result<T, BuildError> {
        self
    }
}

/// `structure! { Ours => theirs { setter field, … } }`
macro_rules! structure {
    ($Ours:ty => $Sdk:ty { $($set:ident $field:ident,)* }) => {
        impl $crate::wire::Wire for $Ours {
            type Sdk = $Sdk;

            fn to_sdk(&self) -> Result<$Sdk, aws_smithy_types::error::operation::BuildError> {
                let builder = <$Sdk>::builder()
                    $(.$set($crate::wire::ToField::to_field(&self.$field)?))*;
                $crate::wire::Built::<$Sdk>::built(builder.build())
            }

            fn from_sdk(sdk: $Sdk) -> Self {
                Self { $($field: $crate::wire::FromField::from_field(sdk.$field),)* }
            }
        }
    };
}

/// An enumeration: both sides keep a word they do not know.
macro_rules! words {
    ($($Ours:ty => $Sdk:ty,)*) => {
        $(impl $crate::wire::Wire for $Ours {
            type Sdk = $Sdk;

            fn to_sdk(&self) -> Result<$Sdk, aws_smithy_types::error::operation::BuildError> {
                Ok(<$Sdk>::from(self.as_str()))
            }

            fn from_sdk(sdk: $Sdk) -> Self {
                Self::from(sdk.as_str().to_owned())
            }
        })*
    };
}

pub(crate) use {structure, words};

impl ToField<String> for Option<String> {
    fn to_field(&self) -> Result<Option<String>, BuildError> {
        Ok(self.clone())
    }
}

impl FromField<Option<String>> for Option<String> {
    fn from_field(field: Option<String>) -> Self {
        field
    }
}

/// A required text that a file lacks is left out, so that the SDK or AWS says which.
impl ToField<String> for String {
    fn to_field(&self) -> Result<Option<String>, BuildError> {
        Ok(Some(self.clone()).filter(|text| !text.is_empty()))
    }
}

impl FromField<String> for String {
    fn from_field(field: String) -> Self {
        field
    }
}

impl FromField<Option<String>> for String {
    fn from_field(field: Option<String>) -> Self {
        field.unwrap_or_default()
    }
}

impl ToField<String> for Reference {
    fn to_field(&self) -> Result<Option<String>, BuildError> {
        Ok(Some(self.to_string()).filter(|text| !text.is_empty()))
    }
}

impl ToField<String> for Option<Reference> {
    fn to_field(&self) -> Result<Option<String>, BuildError> {
        self.as_ref().map_or(Ok(None), ToField::to_field)
    }
}

impl FromField<String> for Reference {
    fn from_field(field: String) -> Self {
        Self::lenient(&field)
    }
}

impl FromField<Option<String>> for Option<Reference> {
    fn from_field(field: Option<String>) -> Self {
        field.map(|text| Reference::lenient(&text))
    }
}

impl ToField<bool> for Option<bool> {
    fn to_field(&self) -> Result<Option<bool>, BuildError> {
        Ok(*self)
    }
}

impl FromField<Option<bool>> for Option<bool> {
    fn from_field(field: Option<bool>) -> Self {
        field
    }
}

impl FromField<bool> for Option<bool> {
    fn from_field(field: bool) -> Self {
        Some(field)
    }
}

/// Numbers beyond 32 bits are beyond every range of the API: AWS refuses the nearest one too, and says why.
impl ToField<i32> for Option<i64> {
    fn to_field(&self) -> Result<Option<i32>, BuildError> {
        Ok(self.map(|number| i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX })))
    }
}

impl FromField<Option<i32>> for Option<i64> {
    fn from_field(field: Option<i32>) -> Self {
        field.map(i64::from)
    }
}

impl FromField<i32> for Option<i64> {
    fn from_field(field: i32) -> Self {
        Some(i64::from(field))
    }
}

/// Empty lists and maps are left out: the API refuses most of them, and means the same by their absence.
impl ToField<Vec<String>> for Vec<String> {
    fn to_field(&self) -> Result<Option<Vec<String>>, BuildError> {
        Ok((!self.is_empty()).then(|| self.clone()))
    }
}

impl FromField<Option<Vec<String>>> for Vec<String> {
    fn from_field(field: Option<Vec<String>>) -> Self {
        field.unwrap_or_default()
    }
}

impl FromField<Vec<String>> for Vec<String> {
    fn from_field(field: Vec<String>) -> Self {
        field
    }
}

impl ToField<HashMap<String, String>> for BTreeMap<String, String> {
    fn to_field(&self) -> Result<Option<HashMap<String, String>>, BuildError> {
        Ok((!self.is_empty()).then(|| self.clone().into_iter().collect()))
    }
}

impl FromField<Option<HashMap<String, String>>> for BTreeMap<String, String> {
    fn from_field(field: Option<HashMap<String, String>>) -> Self {
        field.unwrap_or_default().into_iter().collect()
    }
}

impl<T: Wire> ToField<T::Sdk> for Option<T> {
    fn to_field(&self) -> Result<Option<T::Sdk>, BuildError> {
        self.as_ref().map(Wire::to_sdk).transpose()
    }
}

impl<T: Wire> FromField<Option<T::Sdk>> for Option<T> {
    fn from_field(field: Option<T::Sdk>) -> Self {
        field.map(T::from_sdk)
    }
}

impl<T: Wire> ToField<Vec<T::Sdk>> for Vec<T> {
    fn to_field(&self) -> Result<Option<Vec<T::Sdk>>, BuildError> {
        if self.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.iter().map(Wire::to_sdk).collect::<Result<_, _>>()?))
    }
}

impl<T: Wire> FromField<Option<Vec<T::Sdk>>> for Vec<T> {
    fn from_field(field: Option<Vec<T::Sdk>>) -> Self {
        field.unwrap_or_default().into_iter().map(T::from_sdk).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::fmt::Debug;

    use ingot_recipe::resources::{
        AdditionalInstanceConfiguration, BlockDeviceMapping, ComponentConfiguration, Distribution, ImageScanning,
        ImageTests, InstanceMetadataOptions, Logging, ParentInstance, PipelineLogging, Placement, Schedule, Workflow,
    };
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    /// `full` names every field of the structure; all of them must survive the way to AWS and back.
    fn travels<T: Wire + Serialize + DeserializeOwned + PartialEq + Debug>(fields: &[&str], full: Value) {
        for field in fields {
            assert!(full.get(field).is_some(), "the example has no {field}");
        }
        let ours: T = serde_json::from_value(full.clone()).unwrap();
        let back = T::from_sdk(ours.to_sdk().unwrap());
        assert_eq!(back, ours);
        assert_eq!(serde_json::to_value(back).unwrap(), full);
    }

    #[test]
    fn every_field_of_a_recipe_reaches_aws() {
        travels::<ComponentConfiguration>(
            ComponentConfiguration::FIELDS,
            json!({
                "componentArn": "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x",
                "parameters": [{"name": "Level", "value": ["1", "2"]}],
            }),
        );
        travels::<BlockDeviceMapping>(
            BlockDeviceMapping::FIELDS,
            json!({
                "deviceName": "/dev/sda1",
                "ebs": {
                    "encrypted": true, "deleteOnTermination": false, "iops": 3000, "kmsKeyId": "alias/golden",
                    "snapshotId": "snap-1", "volumeSize": 20, "volumeType": "gp3", "throughput": 125,
                },
                "virtualName": "ephemeral0",
                "noDevice": "",
            }),
        );
        travels::<AdditionalInstanceConfiguration>(
            AdditionalInstanceConfiguration::FIELDS,
            json!({"systemsManagerAgent": {"uninstallAfterBuild": true}, "userDataOverride": "IyEvYmluL3No"}),
        );
    }

    #[test]
    fn every_field_of_an_infrastructure_reaches_aws() {
        travels::<Logging>(
            Logging::FIELDS,
            json!({"s3Logs": {"s3BucketName": "logs", "s3KeyPrefix": "builds"}}),
        );
        travels::<InstanceMetadataOptions>(
            InstanceMetadataOptions::FIELDS,
            json!({"httpTokens": "required", "httpPutResponseHopLimit": 2}),
        );
        travels::<Placement>(
            Placement::FIELDS,
            json!({
                "availabilityZone": "eu-west-1a", "tenancy": "host", "hostId": "h-1",
                "hostResourceGroupArn": "arn:aws:resource-groups:eu-west-1:111122223333:group/hosts",
            }),
        );
        travels::<ParentInstance>(
            ParentInstance::FIELDS,
            json!({"autoScalingGroup": {"name": "warm", "capacityWaitTimeoutSeconds": 60}}),
        );
    }

    #[test]
    fn every_field_of_a_distribution_reaches_aws() {
        travels::<Distribution>(
            Distribution::FIELDS,
            json!({
                "region": "eu-west-1",
                "amiDistributionConfiguration": {
                    "name": "web-{{ imagebuilder:buildDate }}", "description": "web",
                    "targetAccountIds": ["012345678901"], "amiTags": {"Owner": "payments"}, "kmsKeyId": "alias/golden",
                    "launchPermission": {
                        "userIds": ["012345678901"], "userGroups": ["all"],
                        "organizationArns": ["arn:aws:organizations::111122223333:organization/o-abcdefghij"],
                        "organizationalUnitArns": ["arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-abcdefgh"],
                    },
                },
                "containerDistributionConfiguration": {
                    "description": "web", "containerTags": ["latest"],
                    "targetRepository": {"service": "ECR", "repositoryName": "web"},
                },
                "licenseConfigurationArns": ["arn:aws:license-manager:eu-west-1:111122223333:license-configuration:lic-1"],
                "launchTemplateConfigurations": [
                    {"launchTemplateId": "lt-0123456789abcdef0", "accountId": "012345678901", "setDefaultVersion": false},
                ],
                "s3ExportConfiguration": {
                    "roleName": "export", "diskImageFormat": "VMDK", "s3Bucket": "images", "s3Prefix": "web/",
                },
                "fastLaunchConfigurations": [{
                    "enabled": true, "snapshotConfiguration": {"targetResourceCount": 5}, "maxParallelLaunches": 6,
                    "launchTemplate": {
                        "launchTemplateId": "lt-0123456789abcdef0", "launchTemplateName": "web",
                        "launchTemplateVersion": "3",
                    },
                    "accountId": "012345678901",
                }],
                "ssmParameterConfigurations": [
                    {"amiAccountId": "012345678901", "parameterName": "/imagebuilder/web", "dataType": "aws:ec2:image"},
                ],
            }),
        );
    }

    #[test]
    fn every_field_of_a_pipeline_reaches_aws() {
        travels::<ImageTests>(
            ImageTests::FIELDS,
            json!({"imageTestsEnabled": false, "timeoutMinutes": 90}),
        );
        travels::<Schedule>(
            Schedule::FIELDS,
            json!({
                "scheduleExpression": "cron(0 6 ? * mon *)", "timezone": "Europe/Berlin",
                "pipelineExecutionStartCondition": "EXPRESSION_MATCH_ONLY", "autoDisablePolicy": {"failureCount": 3},
            }),
        );
        travels::<ImageScanning>(
            ImageScanning::FIELDS,
            json!({
                "imageScanningEnabled": true,
                "ecrConfiguration": {"repositoryName": "web", "containerTags": ["latest"]},
                "imageScanningTypes": ["TEST_INSTANCE_CVE"],
                "scanResultCondition": {"maximumSeverityLabel": "HIGH", "fixAvailable": true},
            }),
        );
        travels::<Workflow>(
            Workflow::FIELDS,
            json!({
                "workflowArn": "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/1.0.2/1",
                "parameters": [{"name": "terminate", "value": ["true"]}],
                "parallelGroup": "one", "onFailure": "ABORT",
            }),
        );
        travels::<PipelineLogging>(
            PipelineLogging::FIELDS,
            json!({"imageLogGroupName": "/aws/imagebuilder/web", "pipelineLogGroupName": "/aws/imagebuilder/pipeline/web"}),
        );
    }

    #[test]
    fn a_word_that_aws_invents_later_is_kept() {
        let scanning: ImageScanning = serde_json::from_value(json!({"imageScanningTypes": ["QUANTUM"]})).unwrap();
        assert_eq!(ImageScanning::from_sdk(scanning.to_sdk().unwrap()), scanning);
    }

    #[test]
    fn a_required_field_that_is_missing_is_told_before_anything_is_sent() {
        assert!(ComponentConfiguration::default().to_sdk().is_err());
        assert!(Distribution::default().to_sdk().is_err());
    }
}
