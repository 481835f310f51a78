//! `container/template-given`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A container recipe has one template.
    TemplateGiven {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let (data, uri) = (container.at("dockerfileTemplateData"), container.at("dockerfileTemplateUri"));
            match (data.exists(), uri.exists()) {
                (false, false) => {
                    let help = "add `dockerfileTemplateData: |` with the template below it";
                    found.add(self.at(container.at("name"), "the container recipe has no Dockerfile template").with_help(help));
                }
                (true, true) => {
                    let message = "the template is both in the recipe and in S3";
                    found.add(self.at(uri.key(), message).with_help("keep one of `dockerfileTemplateData` and `dockerfileTemplateUri`"));
                }
                (false, true) => {
                    let written = container.value.dockerfile_template_uri.as_deref().unwrap_or("");
                    if !written.is_empty() && !written.starts_with("s3://") {
                        let message = "`dockerfileTemplateUri` is no `s3://` address";
                        let help = "AWS reads the template from S3; a template in this workspace goes into `dockerfileTemplateData`";
                        found.add(self.at(uri, message).with_help(help));
                    }
                }
                (true, false) => {}
            }
        }
    },
    id: "container/template-given",
    title: "a container recipe has exactly one Dockerfile template",
    severity: Severity::Error,
    reason: "AWS takes the template inline or from S3, and not both. Without one there is nothing to build.",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateContainerRecipeRequest`, `dockerfileTemplateData`, `dockerfileTemplateUri`",
}
