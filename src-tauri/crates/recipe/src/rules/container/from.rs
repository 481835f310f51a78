//! `container/from`

use std::collections::BTreeSet;

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

use super::template::{Stage, Template};

rule! {
    /// The finished stage starts from the parent image.
    From {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let Some(template) = Template::of(container) else { return };
            let stages = template.stages();
            let Some(last) = stages.last() else {
                let help = "start it with `FROM {{{ imagebuilder:parentImage }}}`";
                let mut diagnostic = self.at(template.whole(), "the template has no `FROM`").with_help(help);
                diagnostic.severity = Severity::Error;
                if template.text.contains("imagebuilder:parentImage") {
                    found.add(diagnostic);
                }
                return;
            };
            if template.text.contains("imagebuilder:parentImage") && !starts_from_parent(&stages) {
                let message = format!("the finished image starts from `{}` instead of the parent image", shorten(last.image));
                let help = "write `FROM {{{ imagebuilder:parentImage }}}`; other images serve the stages before it";
                let nth = template.text.matches(last.image).count().saturating_sub(1);
                found.add(self.at(template.locate(last.image, nth), message).with_help(help));
            }
        }
    },
    id: "container/from",
    title: "the finished image starts from the parent image",
    severity: Severity::Warning,
    reason: "The last `FROM` makes the image. When it names another image, `parentImage` counts for nothing, and the components run on something else.",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x
dockerfileTemplateData: |
  FROM {{{ imagebuilder:parentImage }}} AS base
  {{{ imagebuilder:environments }}}
  {{{ imagebuilder:components }}}
  FROM amazonlinux:2023
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
    source: "https://docs.docker.com/reference/dockerfile/#from",
}

/// Whether the last stage starts from the parent image, or from a stage that does.
fn starts_from_parent(stages: &[Stage<'_>]) -> bool {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut last = false;
    for stage in stages {
        last = stage.image.contains("imagebuilder:") || known.contains(&stage.image.to_ascii_lowercase());
        if let Some(alias) = stage.alias {
            let alias = alias.to_ascii_lowercase();
            if last {
                known.insert(alias);
            } else {
                known.remove(&alias);
            }
        }
    }
    last
}
