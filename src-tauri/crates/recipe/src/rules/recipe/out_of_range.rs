//! `recipe/out-of-range`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{DistributionConfiguration, ImagePipeline, InfrastructureConfiguration, Place, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Numbers are in the ranges of the API.
    OutOfRange {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let mut check = |place: Place<'_>, field: &str, value: Option<i64>, least: i64, most: i64| {
                if let Some(value) = value.filter(|value| !(least..=most).contains(value)) {
                    let message = format!("`{field}` is {value}; AWS takes {least} to {most}");
                    found.add(self.at(place.at(field), message));
                }
            };
            let place = resource.place();
            match resource {
                Resource::InfrastructureConfiguration(it) => infrastructure(&it.value, place, &mut check),
                Resource::DistributionConfiguration(it) => distribution(&it.value, place, &mut check),
                Resource::ImagePipeline(it) => pipeline(&it.value, place, &mut check),
                _ => {}
            }
        }
    },
    id: "recipe/out-of-range",
    title: "numbers are in the ranges of the API",
    severity: Severity::Error,
    reason: "AWS refuses numbers outside the ranges of its API.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: {httpTokens: required, httpPutResponseHopLimit: 100}
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: {httpTokens: required, httpPutResponseHopLimit: 2}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json",
}

type Check<'a> = dyn FnMut(Place<'_>, &str, Option<i64>, i64, i64) + 'a;

fn infrastructure(it: &InfrastructureConfiguration, place: Place<'_>, check: &mut Check<'_>) {
    let hops = it
        .instance_metadata_options
        .as_ref()
        .and_then(|it| it.http_put_response_hop_limit);
    check(
        place.at("instanceMetadataOptions"),
        "httpPutResponseHopLimit",
        hops,
        1,
        64,
    );
    let group = it
        .parent_instance
        .as_ref()
        .and_then(|it| it.auto_scaling_group.as_ref());
    let wait = group.and_then(|it| it.capacity_wait_timeout_seconds);
    check(
        place.at("parentInstance").at("autoScalingGroup"),
        "capacityWaitTimeoutSeconds",
        wait,
        0,
        3_600,
    );
}

fn distribution(it: &DistributionConfiguration, place: Place<'_>, check: &mut Check<'_>) {
    for (at, entry) in it.distributions.iter().enumerate() {
        let entries = place.at("distributions").item(at).at("fastLaunchConfigurations");
        for (at, launch) in entry.fast_launch_configurations.iter().enumerate() {
            let snapshots = launch
                .snapshot_configuration
                .as_ref()
                .and_then(|it| it.target_resource_count);
            check(
                entries.item(at).at("snapshotConfiguration"),
                "targetResourceCount",
                snapshots,
                1,
                10_000,
            );
        }
    }
}

fn pipeline(it: &ImagePipeline, place: Place<'_>, check: &mut Check<'_>) {
    let timeout = it.image_tests_configuration.as_ref().and_then(|it| it.timeout_minutes);
    check(
        place.at("imageTestsConfiguration"),
        "timeoutMinutes",
        timeout,
        60,
        1_440,
    );
    let policy = it.schedule.as_ref().and_then(|it| it.auto_disable_policy.as_ref());
    let failures = policy.and_then(|it| it.failure_count);
    check(
        place.at("schedule").at("autoDisablePolicy"),
        "failureCount",
        failures,
        1,
        10,
    );
}
