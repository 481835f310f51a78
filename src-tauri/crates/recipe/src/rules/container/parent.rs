//! `container/parent`

use ingot_component::Severity;
use ingot_component::spelling::shorten;
use ingot_component::{Diagnostic, Fix};

use crate::catalogue::Catalogue;
use crate::names::{ArnType, Kind, Reference};
use crate::resources::{Place, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A container starts from a container image.
    Parent {
        fn resource(&self, catalogue: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let place = container.at("parentImage");
            let problem = match &container.value.parent_image {
                Reference::Local(local) if local.kind == Kind::ContainerRecipe => {
                    let name = local.name.as_str();
                    if catalogue.has(Kind::ContainerRecipe, name) {
                        return;
                    }
                    let diagnostic = self.at(place, format!("there is no container recipe `{name}` in this workspace"));
                    let meant = catalogue.nearest(Kind::ContainerRecipe, name);
                    found.add(meant.map_or_else(|| diagnostic.clone(), |meant| did_you_mean(diagnostic.clone(), place, meant)));
                    return;
                }
                Reference::Local(local) => format!("`{local}` is {}", local.kind.one()),
                Reference::Arn(arn) if arn.r#type != ArnType::Image => format!("`{arn}` is no image"),
                Reference::Ami(ami) => format!("`{}` is an AMI", shorten(ami)),
                Reference::SsmParameter(_) => "a parameter of SSM names an AMI".to_owned(),
                _ => return,
            };
            let help = "name an image in a registry, such as `public.ecr.aws/amazonlinux/amazonlinux:2023`, the ARN of a container image, or `ContainerRecipe/<name>`";
            found.add(self.at(place, format!("{problem}; a container starts from a container image")).with_help(help));
        }
    },
    id: "container/parent",
    title: "a container starts from a container image",
    severity: Severity::Error,
    reason: "AWS takes an image in a registry or a container image of Image Builder; an AMI is for the instance that builds (`instanceConfiguration.image`).",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: ami-0123456789abcdef0
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
dockerfileTemplateData: |
  FROM {{{ imagebuilder:parentImage }}}
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateContainerRecipeRequest`, `parentImage`",
}

fn did_you_mean(diagnostic: Diagnostic, place: Place<'_>, meant: String) -> Diagnostic {
    let fix = Fix::replace(place.source(), place.span(), format!("write `{meant}`"), meant.as_str());
    diagnostic.with_help(format!("did you mean `{meant}`?")).with_fix(fix)
}
