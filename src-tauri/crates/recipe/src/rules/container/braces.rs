//! `container/braces`

use ingot_component::Fix;
use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

use super::template::Template;

rule! {
    /// Placeholders have three braces.
    Braces {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(template) = Template::of(container) else { return };
            let wrong = |it: &&super::template::Placeholder<'_>| it.is_known() && !it.is_well_braced();
            for placeholder in template.placeholders().iter().filter(wrong) {
                let place = template.place_of(placeholder);
                let text = format!("{{{{{{ imagebuilder:{} }}}}}}", placeholder.name);
                let message = format!("`{}` is written with three braces on either side", shorten(placeholder.text));
                let mut diagnostic = self.at(place, message).with_help(format!("write `{text}`"));
                if place.source().slice(place.span()) == placeholder.text {
                    diagnostic = diagnostic.with_fix(Fix::replace(place.source(), place.span(), format!("write `{text}`"), text));
                }
                found.add(diagnostic);
            }
        }
    },
    id: "container/braces",
    title: "placeholders are written with three braces",
    severity: Severity::Error,
    reason: "In the template of a container the placeholders have three braces, unlike those of AMI names and component documents, which have two. With two, the placeholder that is required is not there.",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
dockerfileTemplateData: |
  FROM {{ imagebuilder:parentImage }}
  {{{ imagebuilder:environments }}}
  {{{ imagebuilder:components }}}
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
