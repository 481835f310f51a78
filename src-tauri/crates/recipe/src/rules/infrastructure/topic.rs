//! `infrastructure/topic`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Messages go to a standard topic.
    Topic {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            let Some(topic) = it.value.sns_topic_arn.as_deref() else { return };
            let place = it.at("snsTopicArn");
            if topic.ends_with(".fifo") {
                found.add(self.at(place, "Image Builder does not send to FIFO topics").with_help("make a standard topic"));
            } else if !is_topic(topic) {
                let message = format!("`{}` is no ARN of a topic", shorten(topic));
                found.add(self.at(place, message).with_help("write `arn:aws:sns:<region>:<account>:<name>`"));
            }
        }
    },
    id: "infrastructure/topic",
    title: "messages go to a standard SNS topic",
    severity: Severity::Error,
    reason: "AWS takes the ARN of a standard topic and refuses FIFO topics.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
snsTopicArn: arn:aws:sns:eu-central-1:123456789012:builds.fifo
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
snsTopicArn: arn:aws:sns:eu-central-1:123456789012:builds
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `SnsTopicArn`",
}

fn is_topic(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", partition, "sns", region, account, name] => {
            partition.starts_with("aws")
                && !region.is_empty()
                && account.len() == 12
                && account.bytes().all(|b| b.is_ascii_digit())
                && (1..=256).contains(&name.len())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        }
        _ => false,
    }
}
