//! `recipe/removed-too-early`

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::{Severity, Source, Span};

use crate::catalogue::{Catalogue, ComponentFacts, Effect, What};
use crate::rules::site::{Found, LayerSite, RecipeSite};
use crate::rules::{Rule, rule};

rule! {
    /// Programs are there when they are used.
    RemovedTooEarly {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let below = site.below.iter().map(|(_, _, component)| (None, component));
            let own = site.layers.iter().map(|layer| (Some(layer), &layer.component));
            let layers = below.chain(own).map(|(layer, component)| (layer, component.found().copied()));
            let layers: Vec<_> = layers.collect();
            // Nearly always nothing is removed that anybody runs.
            let removing = layers.iter().filter_map(|(_, facts)| *facts).filter(|facts| facts.hints().removes);
            let removed: BTreeSet<&String> = removing.flat_map(|facts| &facts.effects().removes).collect();
            let missed = |facts: &ComponentFacts| {
                let text = facts.document_source.as_ref().map_or("", |source| source.text());
                removed.iter().any(|name| text.contains(name.as_str()) && facts.effects().runs.contains(*name))
            };
            if !site.known_layers().any(|(_, facts)| missed(facts)) {
                return;
            }
            let mut gone: BTreeMap<&str, Removal<'_>> = BTreeMap::new();
            for (layer, facts) in &layers {
                match facts.filter(|facts| facts.document.is_some()) {
                    Some(facts) => self.follow(*layer, facts, &facts.effects().build, &mut gone, found),
                    // What nobody has read may install anything.
                    None => gone.clear(),
                }
            }
            for (layer, facts) in site.known_layers() {
                self.follow(Some(layer), facts, &facts.effects().test, &mut gone, found);
            }
        }
    },
    id: "recipe/removed-too-early",
    title: "no layer runs a program that an earlier layer removed",
    severity: Severity::Warning,
    reason: "Layers build on each other: a program that a hardening component removes is not there any more for the components behind it, for overlays on the image and for tests.",
    bad: r#"--- # components/slim.yaml
kind: Component
name: slim
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["apt-get purge -y wget"]}
--- # components/fetch.yaml
kind: Component
name: fetch
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["wget -q https://example.com/tool.tar.gz"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/slim
  - componentArn: Component/fetch
"#,
    good: r#"--- # components/slim.yaml
kind: Component
name: slim
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["apt-get purge -y wget"]}
--- # components/fetch.yaml
kind: Component
name: fetch
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["wget -q https://example.com/tool.tar.gz"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/fetch
  - componentArn: Component/slim
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html",
}

/// Which component removed a package, and where.
struct Removal<'c> {
    by: &'c ComponentFacts,
    source: &'c Source,
    span: Span,
}

impl RemovedTooEarly {
    /// Follows the effects of one component. `layer` is `None` for what an ancestor laid: its own
    /// recipe is told.
    fn follow<'c>(
        &self,
        layer: Option<&LayerSite<'_>>,
        facts: &'c ComponentFacts,
        effects: &'c [Effect],
        gone: &mut BTreeMap<&'c str, Removal<'c>>,
        found: &mut Found,
    ) {
        let Some(source) = &facts.document_source else { return };
        for effect in effects {
            match &effect.what {
                What::Installs { all_known: false, .. } => gone.clear(),
                What::Removes(names) => gone.extend(names.iter().map(|name| {
                    let span = effect.span;
                    (
                        name.as_str(),
                        Removal {
                            by: facts,
                            source,
                            span,
                        },
                    )
                })),
                What::Runs(program) if gone.contains_key(program.as_str()) => {
                    let removal = gone.remove(program.as_str());
                    if let (Some(layer), Some(removal)) = (layer, removal)
                        && removal.by.name != facts.name
                    {
                        let message = format!("`{}` runs `{program}`, which `{}` removed", facts.name, removal.by.name);
                        let diagnostic = self
                            .at(layer.place.at("componentArn"), message)
                            .with_help("move the layer before the one that removes it, or keep the package")
                            .with_related(source, effect.span, "it is run here")
                            .with_related(removal.source, removal.span, "it is removed here");
                        found.add_layer(layer.index, diagnostic);
                    }
                }
                // Whatever names it may bring it back: `docker-ce` for `docker`, a download, a link.
                What::Installs { .. } | What::Runs(_) | What::Other => {
                    gone.retain(|name, _| !source.slice(effect.span).contains(name))
                }
            }
        }
    }
}
