//! What runs, in which order, when a recipe's image is built.
//!
//! The build stage runs the phases `build` and `validate` of the recipe's components, the test
//! stage the phase `test` of every component, build components included
//! (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html>).
//! Components run in the order of the recipe, phases in the order of the document
//! (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>). Layers of
//! golden images do not run again: what they did is in the parent image, and their tests ran on
//! instances of that image.

use ingot_component::document::{Phase, Step};
use ingot_component::expression::{self, Reference as Expression};
use ingot_component::yaml::{Node, Value};
use serde::Serialize;

use crate::catalogue::{Catalogue, ComponentFacts, RecipeFacts};
use crate::lineage::walk;
use crate::resources::ComponentParameter;

/// The steps of one build, by stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RunOrder {
    /// What ran for the ancestors, then what runs on the build instance.
    pub build: Vec<RunStep>,
    /// What runs on an instance started from the new image.
    pub test: Vec<RunStep>,
    /// Layers whose steps are not known, because nothing was read of their documents:
    /// recipe and reference.
    pub unknown: Vec<(String, String)>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunStep {
    /// The recipe that the layer belongs to.
    pub recipe: String,
    /// Position of the layer in that recipe's `components`.
    pub layer: usize,
    /// The component.
    pub component: String,
    /// Its version now.
    pub version: String,
    /// The phase.
    pub phase: String,
    /// The step.
    pub step: String,
    /// Its action module.
    pub action: String,
    /// Whether it ran when a parent image was built.
    pub inherited: bool,
    /// The document's file in the workspace, or the ARN of the component it was read from.
    pub file: Option<String>,
    /// The step's line in the document, from 1.
    pub line: Option<u32>,
    /// Its inputs with parameters and constants filled in, on one line, at most 200 characters.
    pub inputs: String,
}

/// What runs for the recipe `name`; `None` when there is no such recipe.
pub fn run_order(catalogue: &Catalogue, name: &str) -> Option<RunOrder> {
    let walk = walk(catalogue, catalogue.recipe(name)?);
    let mut order = RunOrder::default();
    for ancestor in walk.ancestors.iter().filter_map(|generation| generation.recipe) {
        add_recipe(catalogue, ancestor, true, &mut order);
    }
    add_recipe(catalogue, walk.recipe, false, &mut order);
    Some(order)
}

fn add_recipe(catalogue: &Catalogue, recipe: &RecipeFacts, inherited: bool, order: &mut RunOrder) {
    for (layer, configuration) in recipe.recipe.components.iter().enumerate() {
        let component = catalogue.component(&configuration.component_arn);
        let Some((facts, document)) = component
            .found()
            .and_then(|facts| Some((*facts, facts.document.as_deref()?)))
        else {
            order
                .unknown
                .push((recipe.name.clone(), configuration.component_arn.to_string()));
            continue;
        };
        let values = Values {
            set: &configuration.parameters,
            facts,
        };
        for phase in &document.phases {
            let stage = match phase.name.value.as_str() {
                "build" | "validate" => &mut order.build,
                // `container-host-test` belongs to container builds only.
                "test" if !inherited => &mut order.test,
                _ => continue,
            };
            let steps = phase.steps.iter().map(|step| RunStep {
                recipe: recipe.name.clone(),
                layer,
                inherited,
                ..run_step(facts, phase, step, &values)
            });
            stage.extend(steps);
        }
    }
}

fn run_step(facts: &ComponentFacts, phase: &Phase, step: &Step, values: &Values<'_>) -> RunStep {
    let source = facts.document_source.as_ref();
    RunStep {
        recipe: String::new(),
        layer: 0,
        component: facts.name.clone(),
        version: facts
            .version
            .map_or_else(|| facts.written_version.clone(), |version| version.to_string()),
        phase: phase.name.value.clone(),
        step: step.name.value.clone(),
        action: step.action.value.clone(),
        inherited: false,
        file: facts.document_file.clone().or_else(|| facts.arn.clone()),
        line: source.map(|source| source.position(step.span.start).line),
        inputs: summary(step.inputs.as_ref(), values),
    }
}

/// Longest summary, in characters.
const SUMMARY: usize = 200;

/// What references in a layer's document stand for.
struct Values<'a> {
    set: &'a [ComponentParameter],
    facts: &'a ComponentFacts,
}

impl Values<'_> {
    fn of(&self, name: &str) -> Option<&str> {
        let set = self
            .set
            .iter()
            .find(|it| it.name == name)
            .and_then(|it| it.value.first());
        let constant = || {
            let constants = &self.facts.document.as_deref()?.constants;
            constants.iter().find(|it| it.name.value == name)?.value.as_deref()
        };
        let default = || {
            self.facts
                .parameters
                .iter()
                .find(|it| it.name == name)?
                .default
                .as_deref()
        };
        set.map(String::as_str).or_else(default).or_else(constant)
    }
}

fn summary(inputs: Option<&Node>, values: &Values<'_>) -> String {
    let mut text = String::new();
    if let Some(inputs) = inputs {
        match inputs.get("commands").filter(|_| inputs.entries().len() == 1) {
            // Nearly every step is this one, and its key says nothing.
            Some(commands) => write_node(commands, values, &mut text),
            None => write_node(inputs, values, &mut text),
        }
    }
    let mut characters = text.char_indices();
    match characters.nth(SUMMARY - 1) {
        Some((end, _)) if characters.next().is_some() => format!("{}…", &text[..end]),
        _ => text,
    }
}

/// Writes until there is more than enough; the tree's depth is bounded by the YAML reader.
fn write_node(node: &Node, values: &Values<'_>, text: &mut String) {
    if text.len() > 8 * SUMMARY {
        return;
    }
    match &node.value {
        Value::Scalar(scalar) => write_scalar(&scalar.text, values, text),
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push_str("; ");
                }
                write_node(item, values, text);
            }
        }
        Value::Mapping(entries) => {
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                text.push_str(entry.key.text().unwrap_or(""));
                text.push_str(": ");
                write_node(&entry.value, values, text);
            }
        }
    }
}

/// On one line, with the variables that are known filled in; everything else in braces is only
/// known while the build runs and stays as it is written.
fn write_scalar(scalar: &str, values: &Values<'_>, text: &mut String) {
    let end = scalar
        .char_indices()
        .nth(2 * SUMMARY)
        .map_or(scalar.len(), |(end, _)| end);
    let scalar = &scalar[..end];
    let mut filled = String::new();
    let mut done = 0;
    for found in expression::find(scalar) {
        if let Expression::Variable(name) = found.reference
            && let Some(value) = values.of(name)
        {
            filled.push_str(&scalar[done..found.span.start]);
            filled.extend(value.chars().take(SUMMARY));
            done = found.span.end;
        }
    }
    filled.push_str(&scalar[done..]);
    let lines = filled.lines().map(str::trim).filter(|line| !line.is_empty());
    for (at, line) in lines.enumerate() {
        if at > 0 {
            text.push_str(" ⏎ ");
        }
        text.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::testing::{OVERLAY, files};

    fn lines(steps: &[RunStep]) -> String {
        let line = |step: &RunStep| {
            let inherited = if step.inherited { " (inherited)" } else { "" };
            let (file, line) = (step.file.as_deref().unwrap_or("-"), step.line.unwrap_or(0));
            format!(
                "{} {} {} {}/{} {}{inherited} {file}:{line}\n    {}\n",
                step.recipe, step.component, step.version, step.phase, step.step, step.action, step.inputs
            )
        };
        steps.iter().map(line).collect()
    }

    #[test]
    fn golden_layers_ran_before_and_only_own_tests_run() {
        let order = run_order(&files(OVERLAY).catalogue, "web").unwrap();
        assert_eq!(order.unknown, []);
        insta::assert_snapshot!(format!("build\n{}test\n{}", lines(&order.build), lines(&order.test)), @r#"
        build
        golden sshd 1.4.0 build/Configure ExecuteBash (inherited) components/sshd/document.yaml:12
            set -e ⏎ echo "Port 22" >> /etc/ssh/sshd_config
        golden sshd 1.4.0 build/Restart Reboot (inherited) components/sshd/document.yaml:19
            
        golden sshd 1.4.0 validate/Syntax ExecuteBash (inherited) components/sshd/document.yaml:23
            sshd -t -f /etc/ssh/sshd_config
        web openjdk 21.0.1 build/Install ExecuteBash components/openjdk/document.yaml:7
            apt-get install -y openjdk-21-jre; echo 4g > /etc/heap
        web openjdk 21.0.1 build/Fetch S3Download components/openjdk/document.yaml:10
            source: s3://bucket/{{ build.Install.outputs.stdout }}, destination: /opt/app.jar
        test
        web openjdk 21.0.1 test/Runs ExecuteBash components/openjdk/document.yaml:17
            java -version
        "#);
    }

    #[test]
    fn a_layer_without_document_is_named_not_left_out_silently() {
        let text = OVERLAY.replace(
            "Component/openjdk/21.x.x",
            "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x",
        );
        let order = run_order(&files(&text).catalogue, "web").unwrap();
        let reference = "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x";
        assert_eq!(order.unknown, [("web".to_owned(), reference.to_owned())]);
    }

    #[test]
    fn long_inputs_are_cut() {
        let text = OVERLAY.replace("ss -tln | grep :22", &"é".repeat(5000));
        let order = run_order(&files(&text).catalogue, "golden").unwrap();
        assert_eq!(order.test[0].inputs.chars().count(), SUMMARY);
    }
}
