//! `recipe/user-data-agent`

use ingot_component::Severity;

use crate::catalogue::{AGENT, Catalogue};
use crate::rules::recipe::user_data::{decode, user_data};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// User data installs the agent that the parent image lacks.
    UserDataAgent {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(script) = user_data(site).and_then(decode) else { return };
            let Some(parent) = site.walk.ancestors.last().and_then(|generation| generation.recipe) else { return };
            let instance = parent.recipe.additional_instance_configuration.as_ref();
            let agent = instance.and_then(|instance| instance.systems_manager_agent.as_ref());
            let uninstalled = agent.and_then(|agent| agent.uninstall_after_build) == Some(true);
            let removed = uninstalled
                || parent.recipe.components.iter().any(|layer| {
                    let component = catalogue.component(&layer.component_arn);
                    component.found().is_some_and(|facts| facts.hints().agent && facts.effects().removes.contains(AGENT))
                });
            if removed && !script.to_ascii_lowercase().contains("ssm") {
                let message = format!("`{}` has no Systems Manager agent, and this user data installs none", parent.name);
                let help = "install the agent in the user data, or leave `userDataOverride` out: Image Builder then installs it";
                let place = site.authored.at("additionalInstanceConfiguration").at("userDataOverride");
                found.add(self.at(place, message).with_help(help));
            }
        }
    },
    id: "recipe/user-data-agent",
    title: "user data installs the agent where the parent image has none",
    severity: Severity::Warning,
    reason: "Image Builder reaches the build instance through the Systems Manager agent and installs it where it is missing, but not where `userDataOverride` takes the place of its own user data. A golden image built with `uninstallAfterBuild` has no agent; the build waits for it until it gives up.",
    bad: r#"--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  systemsManagerAgent: {uninstallAfterBuild: true}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden
additionalInstanceConfiguration:
  userDataOverride: IyEvYmluL2Jhc2gKdG91Y2ggcGVyZm9ybV9jbGVhbnVwCg==
"#,
    good: r#"--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  systemsManagerAgent: {uninstallAfterBuild: true}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AdditionalInstanceConfiguration.userDataOverride`",
}
