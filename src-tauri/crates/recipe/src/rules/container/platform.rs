//! `container/platform`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::Reference;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The platform of a custom image is said.
    PlatformNeeded {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Reference::Other(image) = &container.value.parent_image else { return };
            if image.is_empty() || container.at("platformOverride").exists() {
                return;
            }
            let message = format!("nothing says which platform `{}` is for", shorten(image));
            let mut diagnostic = self
                .at(container.at("parentImage"), message)
                .with_help("add `platformOverride: Linux` or `platformOverride: Windows`");
            if image.starts_with("public.ecr.aws/") {
                diagnostic.severity = Severity::Error;
            }
            found.add(diagnostic);
        }
    },
    id: "container/platform",
    title: "the platform of a custom parent image is said",
    severity: Severity::Warning,
    reason: "Image Builder knows the platform of its own images. For one in a registry it wants `platformOverride`; for one of ECR Public it refuses the recipe without it.",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: public.ecr.aws/amazonlinux/amazonlinux:2023
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
parentImage: public.ecr.aws/amazonlinux/amazonlinux:2023
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
dockerfileTemplateData: |
  FROM {{{ imagebuilder:parentImage }}}
  {{{ imagebuilder:environments }}}
  {{{ imagebuilder:components }}}
targetRepository: {service: ECR, repositoryName: web}
platformOverride: Linux
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateContainerRecipeRequest.platformOverride`; https://github.com/CloudSnorkel/cdk-github-runners/pull/550",
}
