//! `container/repository`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The target is a repository of ECR.
    Repository {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(target) = &container.value.target_repository else { return };
            let place = container.at("targetRepository");
            if !target.service.is_empty() && target.service != "ECR" {
                let message = format!("`service` is `{}`; AWS takes `ECR`", shorten(&target.service));
                found.add(self.at(place.at("service"), message).with_help("write `ECR`"));
            }
            let name = &target.repository_name;
            let place = place.at("repositoryName");
            if name.contains(".amazonaws.com/") {
                let message = format!("`{}` has the address of the registry in it", shorten(name));
                found.add(self.at(place, message).with_help("write the name of the repository only; the registry is the account's"));
            } else if !name.is_empty() && !is_repository(name) {
                let message = format!("`{}` is no name of a repository", shorten(name));
                let help = "2 to 256 lower-case letters, digits, `.`, `_`, `-` and `/`; tags are `containerTags` of the distribution";
                found.add(self.at(place, message).with_help(help));
            }
        }
    },
    id: "container/repository",
    title: "the target is a repository of ECR",
    severity: Severity::Error,
    reason: "Image Builder puts containers into repositories of ECR. It makes none, and one with such a name cannot exist.",
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
targetRepository: {service: ECR, repositoryName: Web:latest}
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `TargetContainerRepository`; botocore ecr/2015-09-21 service-2.json, `RepositoryName`",
}

fn is_repository(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-' | b'/');
    (2..=256).contains(&name.len())
        && name.bytes().all(allowed)
        && name.split('/').all(|part| {
            part.starts_with(|c: char| c.is_ascii_alphanumeric()) && part.ends_with(|c: char| c.is_ascii_alphanumeric())
        })
}
