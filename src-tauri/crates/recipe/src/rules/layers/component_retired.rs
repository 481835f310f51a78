//! `recipe/component-retired`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Layers are active components.
    ComponentRetired {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (layer, facts) in site.known_layers() {
                let Some(status) = catalogue.retired(facts) else { continue };
                let message = format!("`{}` {} is {} in AWS", facts.name, facts.written_version, status.to_lowercase());
                let help = "take a version that is active, or another component";
                found.add_layer(layer.index, self.at(layer.place.at("componentArn"), message).with_help(help));
            }
        }
    },
    id: "recipe/component-retired",
    title: "layers are components that AWS still takes",
    severity: Severity::Error,
    reason: "AWS refuses a new recipe with a component whose status is DEPRECATED or DISABLED.",
    bad: r#"--- # inventory
{"components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1", "name": "update-linux", "version": "1.0.2", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "DEPRECATED"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2
"#,
    good: r#"--- # inventory
{"components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.3/1", "name": "update-linux", "version": "1.0.3", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.3
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.components`",
}
