//! `pipeline/reference-not-found`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::{ArnType, Kind, Reference};
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The ARNs of a pipeline lead to something.
    ReferenceNotFound {
        fn pipeline(&self, catalogue: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let pipeline = &site.authored.value;
            let recipe = pipeline.image_recipe_arn.as_ref();
            let infrastructure = Some(&pipeline.infrastructure_configuration_arn);
            let distribution = pipeline.distribution_configuration_arn.as_ref();
            let found_recipe = |reference: &Reference| catalogue.recipe_reference(reference).found().is_some();
            let has = |kind: Kind, reference: &Reference| match reference {
                Reference::Arn(arn) => catalogue.has(kind, &arn.name) || catalogue.account_has(kind, &arn.name),
                _ => true,
            };
            let references = [
                ("imageRecipeArn", recipe, recipe.is_some_and(found_recipe)),
                (
                    "infrastructureConfigurationArn",
                    infrastructure,
                    infrastructure.is_some_and(|it| has(Kind::InfrastructureConfiguration, it)),
                ),
                (
                    "distributionConfigurationArn",
                    distribution,
                    distribution.is_some_and(|it| has(Kind::DistributionConfiguration, it)),
                ),
            ];
            for (field, reference, known) in references {
                let Some(Reference::Arn(arn)) = reference.filter(|_| !known) else { continue };
                if catalogue.reads_region_of(arn) && catalogue.is_own(arn) && fits(field, arn.r#type) {
                    let message = format!("`{arn}` resolves to nothing: the account has no such {}", arn.r#type.as_str().replace('-', " "));
                    let help = "check the name and the version, or sync with AWS if it is new";
                    found.add(self.at(site.authored.at(field), message).with_help(help));
                }
            }
        }
    },
    id: "pipeline/reference-not-found",
    title: "the ARNs in a pipeline lead to something",
    severity: Severity::Warning,
    reason: "AWS refuses a pipeline that names a recipe or a configuration which does not exist. It is a warning because what is named may be newer than the last sync.",
    bad: r#"--- # inventory

--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/1.x.x
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    good: r#"--- # inventory

--- # recipes/web.yaml
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
imageRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/1.x.x
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImagePipeline.html",
}

/// `pipeline/reference-unknown` tells what is of another type.
fn fits(field: &str, r#type: ArnType) -> bool {
    match field {
        "imageRecipeArn" => r#type == ArnType::ImageRecipe,
        "infrastructureConfigurationArn" => r#type == ArnType::InfrastructureConfiguration,
        _ => r#type == ArnType::DistributionConfiguration,
    }
}
