//! `container/working-directory`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The working directory is a path from the top.
    WorkingDirectory {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(path) = container.value.working_directory.as_deref() else { return };
            let drive = path.as_bytes().get(1) == Some(&b':');
            if !path.is_empty() && !path.starts_with('/') && !drive {
                let message = format!("`{}` is no path from the top of the file system", shorten(path));
                found.add(self.at(container.at("workingDirectory"), message).with_help("write it with `/` in front, or with a drive on Windows"));
            }
        }
    },
    id: "container/working-directory",
    title: "the working directory is a path from the top",
    severity: Severity::Warning,
    reason: "AWSTOE works in this folder; a path relative to nothing depends on where a build happens to start.",
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
targetRepository: {service: ECR, repositoryName: web}
workingDirectory: opt/build
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
workingDirectory: /opt/build
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateContainerRecipeRequest`, `workingDirectory`",
}
