//! `pipeline/hop-limit`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::HttpTokens;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Container builds reach the metadata.
    HopLimit {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let Some(infrastructure) = site.infrastructure.filter(|_| site.authored.at("containerRecipeArn").exists()) else { return };
            let Some(options) = &infrastructure.value.instance_metadata_options else { return };
            if options.http_tokens != Some(HttpTokens::Required) || options.http_put_response_hop_limit != Some(1) {
                return;
            }
            let place = infrastructure.at("instanceMetadataOptions").at("httpPutResponseHopLimit");
            let diagnostic = self
                .at(site.authored.at("infrastructureConfigurationArn"), "a container build needs a hop limit of 2 or more")
                .with_help("write `httpPutResponseHopLimit: 2` in the infrastructure configuration")
                .with_related(place.source(), place.span(), "the limit is here");
            found.add(diagnostic);
        }
    },
    id: "pipeline/hop-limit",
    title: "a container build reaches the instance metadata",
    severity: Severity::Error,
    reason: "What runs in a container is one hop further from the instance metadata. With required tokens and a limit of 1 the build does not get its credentials.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: {httpTokens: required, httpPutResponseHopLimit: 1}
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
containerRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/web/x.x.x
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
containerRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/web/x.x.x
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `InstanceMetadataOptions.httpPutResponseHopLimit`",
}
