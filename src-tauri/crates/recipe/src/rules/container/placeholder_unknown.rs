//! `container/placeholder-unknown`

use ingot_component::Fix;
use ingot_component::Severity;
use ingot_component::spelling::{list, shorten, similar};

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

use super::template::{NAMES, Template};

rule! {
    /// Placeholders are those that Image Builder replaces.
    PlaceholderUnknown {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(template) = Template::of(container) else { return };
            for placeholder in template.placeholders().iter().filter(|it| !it.is_known()) {
                let place = template.place_of(placeholder);
                let message = format!("`{}` is no placeholder of Image Builder", shorten(placeholder.text));
                let diagnostic = self.at(place, message);
                found.add(match similar(placeholder.name, NAMES) {
                    Some(meant) => {
                        let text = format!("{{{{{{ imagebuilder:{meant} }}}}}}");
                        let diagnostic = diagnostic.with_help(format!("did you mean `{text}`?"));
                        if place.source().slice(place.span()) == placeholder.text {
                            diagnostic.with_fix(Fix::replace(place.source(), place.span(), format!("write `{text}`"), text))
                        } else {
                            diagnostic
                        }
                    }
                    None => diagnostic.with_help(format!("it replaces {} behind `imagebuilder:`", list(&NAMES))),
                });
            }
        }
    },
    id: "container/placeholder-unknown",
    title: "placeholders are those that Image Builder replaces",
    severity: Severity::Warning,
    reason: "What Image Builder does not know it does not replace, so that braces reach the Dockerfile.",
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
  {{{ imagebuilder:environment }}}
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
