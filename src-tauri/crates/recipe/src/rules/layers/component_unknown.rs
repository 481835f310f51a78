//! `recipe/component-unknown`

use ingot_component::Severity;

use ingot_component::Fix;
use ingot_component::spelling::{list, shorten};

use crate::catalogue::{Catalogue, Resolution};
use crate::names::{Kind, Reference};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Every layer refers to a component.
    ComponentUnknown {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for layer in &site.layers {
                let reference = &layer.configuration.component_arn;
                let place = layer.place.at("componentArn");
                match &layer.component {
                    Resolution::Unknown { nearest } if !reference.is_unreadable() => {
                        let mut diagnostic = self.at(place, message(reference));
                        if let Some(nearest) = nearest {
                            let version = reference.local(Kind::Component).and_then(|local| local.version.as_ref());
                            let meant = version.map_or_else(|| nearest.clone(), |version| format!("{nearest}/{version}"));
                            diagnostic = diagnostic
                                .with_help(format!("did you mean `{meant}`?"))
                                .with_fix(Fix::replace(place.source(), place.span(), format!("write `{meant}`"), meant));
                        } else {
                            diagnostic = diagnostic.with_help("write `Component/<name>` or a component's ARN");
                        }
                        found.add_layer(layer.index, diagnostic);
                    }
                    Resolution::NoSuchVersion { available } => {
                        let available: Vec<&str> = available.iter().map(String::as_str).collect();
                        let message = format!("no version fits `{reference}`; there is {}", list(&available));
                        let help = "change the version, or leave it out for the workspace's own";
                        found.add_layer(layer.index, self.at(place, message).with_help(help));
                    }
                    _ => {}
                }
            }
        }
    },
    id: "recipe/component-unknown",
    title: "every layer refers to a component that exists",
    severity: Severity::Error,
    reason: "AWS refuses a recipe with a component that does not exist. A component of this workspace is referred to as `Component/<name>`.",
    bad: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/helo
"#,
    good: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ComponentConfiguration.componentArn`",
}

fn message(reference: &Reference) -> String {
    match reference {
        Reference::Local(local) if local.kind == Kind::Component => {
            format!(
                "there is no component `{}` in this workspace or the account",
                local.name
            )
        }
        Reference::Local(local) => format!("`{local}` is {}; a component is wanted", local.kind.one()),
        Reference::Arn(arn) => format!("`{arn}` is no component; a component's ARN has `:component/` in it"),
        other => format!("`{}` is no reference to a component", shorten(&other.to_string())),
    }
}
