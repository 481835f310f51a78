//! `recipe/component-twice`

use ingot_component::Severity;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::catalogue::{Catalogue, Origin};
use crate::names::{Owner, Reference, normalised};
use crate::rules::rule;
use crate::rules::site::{Found, LayerSite, RecipeSite};
use crate::stack::written_name;

rule! {
    /// Each component is laid once.
    ComponentTwice {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut first: HashMap<(Option<&Owner>, Cow<'_, str>), &LayerSite<'_>> = HashMap::new();
            for layer in site.layers.iter().filter(|layer| !layer.configuration.component_arn.is_unreadable()) {
                let name = match layer.component.found() {
                    Some(facts) => Cow::Borrowed(facts.normalised_name.as_str()),
                    None => Cow::Owned(normalised(&written_name(&layer.configuration.component_arn))),
                };
                let key = (owner(layer), name);
                let Some(earlier) = first.get(&key) else {
                    first.insert(key, layer);
                    continue;
                };
                let message = format!("`{}` is laid twice", layer.name());
                let place = earlier.place.at("componentArn");
                let diagnostic = self
                    .at(layer.place.at("componentArn"), message)
                    .with_help("remove one of the two; to run something twice, make a second component")
                    .with_related(place.source(), place.span(), "the first one is here");
                found.add_layer(layer.index, diagnostic);
            }
        }
    },
    id: "recipe/component-twice",
    title: "each component stands in a recipe at most once",
    severity: Severity::Error,
    reason: "AWS refuses a recipe that names a component twice, in whatever version.",
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
  - componentArn: Component/hello
  - componentArn: Component/hello
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.components`",
}

/// Whose component: equal names of different owners are different components.
fn owner<'c>(layer: &LayerSite<'c>) -> Option<&'c Owner> {
    let own = layer
        .component
        .found()
        .is_some_and(|it| matches!(it.origin, Origin::Workspace | Origin::Account));
    match &layer.configuration.component_arn {
        Reference::Arn(arn) if !own => Some(&arn.owner),
        _ => None,
    }
}
