//! `container/order`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

use super::template::Template;

rule! {
    /// Components run behind the settings that they need.
    Order {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(template) = Template::of(container) else { return };
            let placeholders = template.placeholders();
            let first = |name: &str| placeholders.iter().find(|it| it.name == name);
            if let (Some(components), Some(environments)) = (first("components"), first("environments"))
                && components.start < environments.start
            {
                let message = "the components stand before the settings that they need";
                let help = "move `{{{ imagebuilder:environments }}}` in front of `{{{ imagebuilder:components }}}`";
                let other = template.place_of(environments);
                let diagnostic = self.at(template.place_of(components), message).with_help(help);
                found.add(diagnostic.with_related(other.source(), other.span(), "the settings are here"));
            }
        }
    },
    id: "container/order",
    title: "components stand behind their settings",
    severity: Severity::Warning,
    reason: "`{{{ imagebuilder:components }}}` may stand anywhere behind `{{{ imagebuilder:environments }}}`, which sets what the components need.",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
dockerfileTemplateData: |
  FROM {{{ imagebuilder:parentImage }}}
  {{{ imagebuilder:components }}}
  {{{ imagebuilder:environments }}}
targetRepository: {service: ECR, repositoryName: web}
"#,
    good: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
dockerfileTemplateData: |
  FROM {{{ imagebuilder:parentImage }}}
  {{{ imagebuilder:environments }}}
  {{{ imagebuilder:components }}}
targetRepository: {service: ECR, repositoryName: web}
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html",
}
