//! What a finding of Security Hub is about, in Inspector's words.

use serde::Deserialize;

use crate::read::inspector::shape::Place;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Resource {
    id: Option<String>,
    #[serde(rename = "Type")]
    resource_type: Option<String>,
    region: Option<String>,
    details: Option<ResourceDetails>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ResourceDetails {
    aws_ec2_instance: Option<Ec2Instance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Ec2Instance {
    image_id: Option<String>,
}

impl Resource {
    /// In Inspector's words: an instance by its id, not its ARN.
    pub fn place(&self) -> Place {
        let instance = self.resource_type.as_deref() == Some("AwsEc2Instance");
        let container = self.resource_type.as_deref() == Some("AwsEcrContainerImage");
        let id = self.id.as_deref().map(|arn| match arn.rsplit(['/', ':']).next() {
            Some(id) if instance && id.starts_with("i-") => id,
            _ => arn,
        });
        let details = self
            .details
            .as_ref()
            .and_then(|details| details.aws_ec2_instance.as_ref());
        Place {
            resource: id.map(str::to_owned),
            resource_type: if instance {
                Some("AWS_EC2_INSTANCE".into())
            } else if container {
                Some("AWS_ECR_CONTAINER_IMAGE".into())
            } else {
                self.resource_type.clone()
            },
            region: self.region.clone(),
            image: if container {
                self.id.clone()
            } else {
                details.and_then(|instance| instance.image_id.clone())
            },
            platform: None,
        }
    }
}
