//! `recipe/used-before-installed`

use ingot_component::{Severity, Span};

use crate::catalogue::{Catalogue, ComponentFacts, PROGRAMS, What};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Programs are installed before they are used.
    UsedBeforeInstalled {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            // Only where all that lies below is known, down to an image of a publisher.
            let known_publisher = site.walk.vendor.as_ref().is_some_and(|vendor| vendor.publisher.is_some());
            if !known_publisher || site.layers.len() != site.known_layers().count() {
                return;
            }
            if site.below.iter().any(|(_, _, component)| component.found().is_none()) {
                return;
            }
            let below = || site.below.iter().filter_map(|(_, _, component)| component.found().copied());
            let layers: Vec<_> = site.known_layers().collect();
            for (at, (layer, facts)) in layers.iter().enumerate() {
                for &number in &facts.hints().programs {
                    let Some((program, packages)) = PROGRAMS.get(number) else { continue };
                    let installs = |facts: &ComponentFacts| {
                        let names = || facts.effects().installs.iter();
                        facts.hints().packages.contains(&number)
                            && names().any(|name| packages.iter().any(|package| name.starts_with(package)))
                    };
                    let mut behind = layers.iter().skip(at + 1);
                    let Some((_, later)) = behind.find(|(_, facts)| installs(facts)) else { continue };
                    let Some(span) = first_use(facts, program) else { continue };
                    let mut earlier = below().chain(layers.iter().take(at).map(|(_, facts)| *facts));
                    if earlier.any(|facts| may_bring(facts, number)) {
                        continue;
                    }
                    let message = format!("`{}` runs `{program}`, which `{}` installs later", facts.name, later.name);
                    let mut diagnostic = self
                        .at(layer.place.at("componentArn"), message)
                        .with_help(format!("move `{}` before it", later.name));
                    if let Some(source) = &facts.document_source {
                        diagnostic = diagnostic.with_related(source, span, "it is run here");
                    }
                    found.add_layer(layer.index, diagnostic);
                }
            }
        }
    },
    id: "recipe/used-before-installed",
    title: "no layer runs a program that a later layer installs",
    severity: Severity::Warning,
    reason: "Components run in the order of the recipe. What a later layer installs is not there yet, and the image of the publisher does not have it.",
    bad: r#"--- # components/app.yaml
kind: Component
name: app
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["java -version"]}
--- # components/runtime.yaml
kind: Component
name: runtime
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["apt-get install -y openjdk-21-jre-headless"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/app
  - componentArn: Component/runtime
"#,
    good: r#"--- # components/app.yaml
kind: Component
name: app
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["java -version"]}
--- # components/runtime.yaml
kind: Component
name: runtime
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["apt-get install -y openjdk-21-jre-headless"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/runtime
  - componentArn: Component/app
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html",
}

/// Where `facts` runs `program` when nothing before that in its own document can have brought it.
fn first_use(facts: &ComponentFacts, program: &str) -> Option<Span> {
    let source = facts.document_source.as_ref()?;
    let first = facts
        .effects()
        .build
        .iter()
        .find(|effect| source.slice(effect.span).contains(program))?;
    matches!(&first.what, What::Runs(runs) if runs == program).then_some(first.span)
}

/// Whether anything in the document of `facts` may bring the program of that number. An unknown
/// document may.
fn may_bring(facts: &ComponentFacts, number: usize) -> bool {
    let hints = facts.hints();
    facts.document.is_none() || hints.programs.contains(&number) || hints.packages.contains(&number)
}
