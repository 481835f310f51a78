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
    bad: text(&long()),
    good: SHORT,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `InlineDockerFileTemplate`",
}

/// Characters of `InlineDockerFileTemplate`.
const LIMIT: usize = 16_000;

const SHORT: &str = r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
targetRepository: {service: ECR, repositoryName: web}
dockerfileTemplateData: |
  FROM {{{ imagebuilder:parentImage }}}
"#;

/// [`SHORT`] with lines of comment behind it.
const fn long() -> [u8; LIMIT + 1_000] {
    const LINE: &[u8] = b"  # what follows are notes that nobody has moved elsewhere yet\n";
    let mut bytes = [b'\n'; LIMIT + 1_000];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = if at < SHORT.len() {
            SHORT.as_bytes()[at]
        } else {
            LINE[(at - SHORT.len()) % LINE.len()]
        };
        at += 1;
    }
    bytes
}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
