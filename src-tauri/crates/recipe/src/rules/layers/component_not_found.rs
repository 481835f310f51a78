//! `recipe/component-not-found`

use ingot_component::Severity;

use crate::catalogue::{Catalogue, Resolution};
use crate::names::{ArnType, Owner, Reference, WrittenVersion};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The ARN of a component leads to something.
    ComponentNotFound {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for layer in &site.layers {
                let Reference::Arn(arn) = &layer.configuration.component_arn else { continue };
                if arn.r#type != ArnType::Component
                    || !matches!(layer.component, Resolution::NotCached)
                    || !catalogue.lists_components_like(arn)
                {
                    continue;
                }
                let place = layer.place.at("componentArn");
                let wildcard = arn.version.as_ref().is_none_or(WrittenVersion::is_wildcard);
                let message = if wildcard {
                    format!("`{}` resolves to nothing: the account sees no such component", arn.name)
                } else {
                    format!("the account sees no component `{arn}`")
                };
                // Only what the account has subscribed to is listed
                // (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/component-details.html>).
                let help = if arn.owner == Owner::Managed("aws-marketplace".to_owned()) {
                    "subscribe to the product on AWS Marketplace and sync with AWS, or check the name and the version"
                } else {
                    "check the name and the version, or sync with AWS if the component is new"
                };
                found.add_layer(layer.index, self.at(place, message).with_help(help));
            }
        }
    },
    id: "recipe/component-not-found",
    title: "the ARN of a component leads to a component",
    severity: Severity::Warning,
    reason: "AWS refuses a recipe with a component that does not exist, and a wildcard has to resolve to something. It is a warning because the component may be newer than the last sync.",
    bad: r#"--- # inventory
{"components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1", "name": "update-linux", "version": "1.0.2", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/2.x.x
"#,
    good: r#"--- # inventory
{"components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1", "name": "update-linux", "version": "1.0.2", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.x.x
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html",
}
