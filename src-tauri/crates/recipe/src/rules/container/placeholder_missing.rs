//! `container/placeholder-missing`

use ingot_component::Severity;
use ingot_component::spelling::similar;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

use super::template::{NAMES, Template};

rule! {
    /// The template has the placeholders that it needs.
    PlaceholderMissing {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(template) = Template::of(container) else { return };
            let placeholders = template.placeholders();
            let has_components = !container.value.components.is_empty();
            for name in NAMES.into_iter().filter(|name| *name == "parentImage" || has_components) {
                // One with another slip is reported as that.
                let meant = |written: &str| written == name || similar(written, NAMES) == Some(name);
                if placeholders.iter().any(|it| meant(it.name)) {
                    continue;
                }
                let message = format!("the template has no `{{{{{{ imagebuilder:{name} }}}}}}`");
                let help = match name {
                    "parentImage" => "start it with `FROM {{{ imagebuilder:parentImage }}}`",
                    "environments" => "add the line behind `FROM`: it brings the settings that the components need",
                    _ => "add the line where the components are to run, behind `{{{ imagebuilder:environments }}}`",
                };
                found.add(self.at(template.whole(), message).with_help(help));
            }
        }
    },
    id: "container/placeholder-missing",
    title: "a template has the placeholders that it needs",
    severity: Severity::Error,
    reason: "Image Builder puts the parent image, the settings of the components and the components themselves where the placeholders stand. The first is required, the others as soon as the recipe has components.",
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
