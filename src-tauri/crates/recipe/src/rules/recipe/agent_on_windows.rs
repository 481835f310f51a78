//! `recipe/agent-on-windows`

use ingot_component::{Platform, Severity};

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Settings of the agent are for Linux and macOS.
    AgentOnWindows {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let instance = site.authored.value.additional_instance_configuration.as_ref();
            if instance.is_some_and(|it| it.systems_manager_agent.is_some()) && site.walk.platform() == Some(Platform::Windows) {
                let place = site.authored.at("additionalInstanceConfiguration").at("systemsManagerAgent");
                let message = "`systemsManagerAgent` is for Linux and macOS, and this image is Windows";
                found.add(self.at(place.key(), message).with_help("remove it"));
            }
        }
    },
    id: "recipe/agent-on-windows",
    title: "a Windows image has no settings of the agent",
    severity: Severity::Error,
    reason: "AWS refuses `systemsManagerAgent` in a recipe with a Windows base image.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base
additionalInstanceConfiguration:
  systemsManagerAgent: {uninstallAfterBuild: true}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  systemsManagerAgent: {uninstallAfterBuild: true}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `SystemsManagerAgent`",
}
