//! `container/hop-limit`

use std::collections::BTreeMap;

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::{Kind, normalised};
use crate::resources::{Authored, HttpTokens, InfrastructureConfiguration};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Metadata reaches the containers that are built.
    HopLimit {
        fn workspace(&self, catalogue: &Catalogue, found: &mut Found) {
            let mut near: BTreeMap<String, &Authored<InfrastructureConfiguration>> = catalogue
                .infrastructures()
                .filter(|it| it.is_complete() && stops_at_the_host(&it.value))
                .map(|it| (normalised(&it.value.name), it))
                .collect();
            for pipeline in catalogue.pipelines().filter(|it| it.at("containerRecipeArn").exists()) {
                let reference = &pipeline.value.infrastructure_configuration_arn;
                let Some(local) = reference.local(Kind::InfrastructureConfiguration) else { continue };
                let Some(it) = near.remove(&local.name.normalised()) else { continue };
                let options = it.at("instanceMetadataOptions");
                let hops = options.at("httpPutResponseHopLimit");
                let place = if hops.exists() { hops } else { options.at("httpTokens") };
                let message = "instance metadata does not reach the containers that are built here";
                let other = pipeline.at("containerRecipeArn");
                let diagnostic = self
                    .at(place, message)
                    .with_help("write `httpPutResponseHopLimit: 2`, or leave `httpTokens` optional")
                    .with_related(other.source(), other.span(), "this pipeline builds a container with it");
                found.add(diagnostic);
            }
        }
    },
    id: "container/hop-limit",
    title: "instance metadata reaches the containers that are built",
    severity: Severity::Error,
    reason: "Where tokens are required, a container is one hop further away than the one hop that the answers of the metadata service travel by default. Container builds need two.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: {httpTokens: required}
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
containerRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/web/1.0.0
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: {httpTokens: required, httpPutResponseHopLimit: 2}
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
containerRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/web/1.0.0
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `InstanceMetadataOptions.httpPutResponseHopLimit`",
}

fn stops_at_the_host(infrastructure: &InfrastructureConfiguration) -> bool {
    infrastructure
        .instance_metadata_options
        .as_ref()
        .is_some_and(|options| {
            options.http_tokens == Some(HttpTokens::Required) && options.http_put_response_hop_limit.unwrap_or(1) < 2
        })
}
