//! `recipe/used-before-installed`

use ingot_component::{Severity, Span};

use crate::catalogue::{Catalogue, ComponentFacts, What};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Programs are installed before they are used.
    UsedBeforeInstalled {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            // Only where all that lies below is known, down to an image of a publisher.
            let known_publisher = site.walk.vendor.as_ref().is_some_and(|vendor| vendor.publisher.is_some());
            if !known_publisher || site.layers.len() != site.known_layers().count() {
                return;
            }
            let mut brought: Vec<&ComponentFacts> = Vec::new();
            for recipe in site.walk.ancestors.iter().filter_map(|generation| generation.recipe) {
                for layer in &recipe.recipe.components {
                    match catalogue.component(&layer.component_arn).found() {
                        Some(facts) => brought.push(facts),
                        None => return,
                    }
                }
            }
            let layers: Vec<_> = site.known_layers().collect();
            for (at, (layer, facts)) in layers.iter().enumerate() {
                for (program, packages) in PROGRAMS.iter().filter(|(program, _)| facts.effects().runs.contains(*program)) {
                    let installs = |facts: &ComponentFacts| {
                        let names = &facts.effects().installs;
                        names.iter().any(|name| packages.iter().any(|package| name.starts_with(package)))
                    };
                    let later = layers.iter().skip(at + 1).find(|(_, facts)| installs(facts));
                    let Some(((_, later), use_)) = later.zip(first_use(facts, program)) else { continue };
                    let earlier = brought.iter().copied().chain(layers.iter().take(at).map(|(_, facts)| *facts));
                    if earlier.into_iter().any(|facts| mentions(facts, program, packages)) {
                        continue;
                    }
                    let message = format!("`{}` runs `{program}`, which `{}` installs later", facts.name, later.name);
                    let mut diagnostic = self
                        .at(layer.place.at("componentArn"), message)
                        .with_help(format!("move `{}` before it", later.name));
                    if let Some(source) = &facts.document_source {
                        diagnostic = diagnostic.with_related(source, use_, "it is run here");
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

/// Programs that images of publishers come without, and how packages with them start.
const PROGRAMS: [(&str, &[&str]); 12] = [
    ("docker", &["docker", "moby"]),
    ("java", &["openjdk", "java-", "default-jre", "default-jdk", "temurin"]),
    ("javac", &["openjdk", "java-", "default-jdk", "temurin"]),
    ("mvn", &["maven"]),
    ("node", &["nodejs"]),
    ("npm", &["nodejs", "npm"]),
    ("nginx", &["nginx"]),
    ("psql", &["postgresql"]),
    ("mysql", &["mysql", "mariadb"]),
    ("php", &["php"]),
    ("ruby", &["ruby"]),
    ("kubectl", &["kubectl"]),
];

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

/// Whether anything in the document of `facts` may bring `program`. An unknown document may.
fn mentions(facts: &ComponentFacts, program: &str, packages: &[&str]) -> bool {
    facts.document_source.as_ref().is_none_or(|source| {
        let text = source.text();
        text.contains(program) || packages.iter().any(|package| text.contains(package))
    })
}
