//! `pipeline/time-zone`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Time zones are ones.
    TimeZone {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            let zone = it.value.schedule.as_ref().and_then(|schedule| schedule.timezone.as_deref());
            let Some(zone) = zone.filter(|zone| !is_zone(zone)) else { return };
            let message = format!("`{}` is no time zone", shorten(zone));
            found.add(self.at(it.at("schedule").at("timezone"), message).with_help("write it as IANA does, such as `Europe/Berlin` or `Etc/UTC`"));
        }
    },
    id: "pipeline/time-zone",
    title: "the time zone of a schedule is one of IANA",
    severity: Severity::Error,
    reason: "AWS takes names of the IANA time zone database only.",
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
schedule: {scheduleExpression: cron(0 6 ? * mon *), timezone: Berlin}
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
schedule: {scheduleExpression: cron(0 6 ? * mon *), timezone: Europe/Berlin}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `Schedule.timezone`, `Timezone`; https://www.iana.org/time-zones",
}

/// The names in front of the first `/`. Places are added to them, areas are not.
const AREAS: [&str; 16] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Etc",
    "Europe",
    "Indian",
    "Mexico",
    "Pacific",
    "US",
];

/// Names without a `/`.
const SINGLE: [&str; 45] = [
    "CET",
    "CST6CDT",
    "Cuba",
    "EET",
    "EST",
    "EST5EDT",
    "Egypt",
    "Eire",
    "GB",
    "GB-Eire",
    "GMT",
    "GMT+0",
    "GMT-0",
    "GMT0",
    "Greenwich",
    "HST",
    "Hongkong",
    "Iceland",
    "Iran",
    "Israel",
    "Jamaica",
    "Japan",
    "Kwajalein",
    "Libya",
    "MET",
    "MST",
    "MST7MDT",
    "NZ",
    "NZ-CHAT",
    "Navajo",
    "PRC",
    "PST8PDT",
    "Poland",
    "Portugal",
    "ROC",
    "ROK",
    "Singapore",
    "Turkey",
    "UCT",
    "UTC",
    "Universal",
    "W-SU",
    "WET",
    "Zulu",
    "Factory",
];

fn is_zone(zone: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_+".contains(c));
    match zone.split_once('/') {
        Some((area, place)) => zone.len() <= 100 && AREAS.contains(&area) && place.split('/').all(part),
        None => SINGLE.contains(&zone),
    }
}
