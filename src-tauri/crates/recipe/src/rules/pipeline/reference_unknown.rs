//! `pipeline/reference-unknown`

use ingot_component::Severity;

use ingot_component::Fix;
use ingot_component::spelling::{list, shorten};

use crate::catalogue::{Catalogue, Resolution};
use crate::names::{ArnType, Kind, Reference};
use crate::resources::{Place, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// What a pipeline refers to exists.
    ReferenceUnknown {
        fn resource(&self, catalogue: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            let pipeline = &it.value;
            let references = [
                ("imageRecipeArn", pipeline.image_recipe_arn.as_ref(), Kind::ImageRecipe, ArnType::ImageRecipe),
                (
                    "containerRecipeArn",
                    pipeline.container_recipe_arn.as_ref(),
                    Kind::ContainerRecipe,
                    ArnType::ContainerRecipe,
                ),
                (
                    "infrastructureConfigurationArn",
                    Some(&pipeline.infrastructure_configuration_arn),
                    Kind::InfrastructureConfiguration,
                    ArnType::InfrastructureConfiguration,
                ),
                (
                    "distributionConfigurationArn",
                    pipeline.distribution_configuration_arn.as_ref(),
                    Kind::DistributionConfiguration,
                    ArnType::DistributionConfiguration,
                ),
            ];
            for (field, reference, kind, r#type) in references {
                let Some(reference) = reference.filter(|reference| !reference.is_unreadable()) else { continue };
                let place = it.at(field);
                if let Some((message, meant)) = problem(catalogue, reference, kind, r#type) {
                    let mut diagnostic = self.at(place, message);
                    diagnostic = match meant {
                        Some(meant) => did_you_mean(diagnostic, place, meant),
                        None => diagnostic.with_help(format!("write `{kind}/<name>` or an ARN")),
                    };
                    found.add(diagnostic);
                }
            }
        }
    },
    id: "pipeline/reference-unknown",
    title: "a pipeline refers to a recipe and configurations that exist",
    severity: Severity::Error,
    reason: "AWS refuses a pipeline that refers to what does not exist.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/wep
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImagePipelineRequest`",
}

/// What is wrong with a reference, and what was probably meant.
fn problem(
    catalogue: &Catalogue,
    reference: &Reference,
    kind: Kind,
    r#type: ArnType,
) -> Option<(String, Option<String>)> {
    let unknown = |name: &str, meant| {
        (
            format!(
                "there is no {} `{name}` in this workspace or the account",
                kind.in_words()
            ),
            meant,
        )
    };
    match reference {
        Reference::Local(local) if local.kind != kind => Some((
            format!("`{local}` is {}; {} is wanted", local.kind.one(), kind.one()),
            None,
        )),
        Reference::Local(local) if kind == Kind::ImageRecipe => match catalogue.recipe_reference(reference) {
            Resolution::Unknown { nearest } => {
                let version = local
                    .version
                    .as_ref()
                    .map(|version| format!("/{version}"))
                    .unwrap_or_default();
                Some(unknown(local.name.as_str(), nearest.map(|nearest| nearest + &version)))
            }
            Resolution::NoSuchVersion { available } => {
                let available: Vec<&str> = available.iter().map(String::as_str).collect();
                Some((
                    format!("no version fits `{local}`; there is {}", list(&available)),
                    None,
                ))
            }
            _ => None,
        },
        Reference::Local(local) => {
            let known = catalogue.has(kind, local.name.as_str()) || catalogue.account_has(kind, local.name.as_str());
            (!known).then(|| unknown(local.name.as_str(), catalogue.nearest(kind, local.name.as_str())))
        }
        Reference::Arn(arn) if arn.r#type != r#type => Some((format!("`{arn}` is no {}", kind.in_words()), None)),
        Reference::Arn(_) => None,
        other => {
            let written = other.to_string();
            let message = format!("`{}` is no reference to {}", shorten(&written), kind.one());
            Some((message, catalogue.nearest(kind, &written)))
        }
    }
}

fn did_you_mean(
    diagnostic: ingot_component::Diagnostic,
    place: Place<'_>,
    meant: String,
) -> ingot_component::Diagnostic {
    diagnostic
        .with_help(format!("did you mean `{meant}`?"))
        .with_fix(Fix::replace(
            place.source(),
            place.span(),
            format!("write `{meant}`"),
            meant,
        ))
}
