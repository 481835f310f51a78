//! `container/template-size`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

use super::template::Template;

rule! {
    /// An inline template has at most 16,000 characters.
    TemplateSize {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(template) = Template::of(container) else { return };
            let characters = template.text.chars().count();
            if characters > LIMIT {
                let message = format!("the template has {characters} characters; AWS takes {LIMIT} inline");
                let help = "put files and scripts into components, or the template into S3 and its address into `dockerfileTemplateUri`";
                found.add(self.at(template.whole(), message).with_help(help));
            }
        }
    },
    id: "container/template-size",
    title: "an inline template has at most 16,000 characters",
    severity: Severity::Error,
    reason: "AWS refuses a longer one. One in S3 may be longer.",
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
  {{{ imagebuilder:components }}}
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
  ENV NAME="a long value that is written into the template again and again instead of into a component a long value that is written into the template again and again instead of into a component "
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `InlineDockerFileTemplate`",
}

/// Characters of `InlineDockerFileTemplate`.
const LIMIT: usize = 16_000;
