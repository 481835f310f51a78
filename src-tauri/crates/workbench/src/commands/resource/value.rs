//! A resource's fields as a form sees them: under the API's own names, and only those that the file writes.

use ingot_component::yaml::{Node, Value as Written};
use ingot_component::{Diagnostic, Source};
use ingot_recipe::Resource;
use serde::Serialize;
use serde_json::{Map, Value};

/// The fields that the file of `resource` writes, typed as the API has them.
pub(super) fn value_of(resource: &Resource) -> Value {
    macro_rules! fields {
        ($($Kind:ident),*) => {
            match resource {
                $(Resource::$Kind(authored) => typed(&authored.value),)*
            }
        };
    }
    let typed = fields!(
        Workspace,
        Component,
        ImageRecipe,
        ContainerRecipe,
        InfrastructureConfiguration,
        DistributionConfiguration,
        ImagePipeline
    );
    let written = resource.place().node().and_then(|node| written(typed, node));
    written.unwrap_or_else(|| Value::Object(Map::new()))
}

fn typed(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// What of `typed`, which has every field, stands in `node`. `None` for what could not be read.
fn written(typed: Value, node: &Node) -> Option<Value> {
    match (typed, &node.value) {
        (Value::Object(mut fields), Written::Mapping(entries)) => {
            let kept = entries.iter().filter_map(|entry| {
                let key = entry.key.text()?;
                Some((key.to_owned(), written(fields.remove(key)?, &entry.value)?))
            });
            Some(Value::Object(kept.collect()))
        }
        (Value::Array(items), Written::Sequence(nodes)) => {
            let kept = items.into_iter().zip(nodes);
            // Positions stay those of the file.
            Some(
                kept.map(|(item, node)| written(item, node).unwrap_or_default())
                    .collect(),
            )
        }
        (Value::Null | Value::Object(_) | Value::Array(_), _) => None,
        (scalar, Written::Scalar(_)) => Some(scalar),
        (_, _) => None,
    }
}

/// The field at which a diagnostic stands: keys from the root, positions of lists in decimal.
pub(super) fn path_of(source: &Source, root: &Node, diagnostic: &Diagnostic) -> Vec<String> {
    let mut path = Vec::new();
    let start = source.offset(diagnostic.range.start);
    let end = source.offset(diagnostic.range.end).max(start);
    let within = |from: usize, to: usize| from <= start && end <= to;
    let mut at = root;
    loop {
        let next = match &at.value {
            Written::Mapping(entries) => entries
                .iter()
                .find(|entry| within(entry.key.span.start, entry.value.span.end.max(entry.key.span.end)))
                .map(|entry| (entry.key.text().unwrap_or_default().to_owned(), &entry.value)),
            Written::Sequence(items) => items
                .iter()
                .enumerate()
                .find(|(_, item)| within(item.span.start, item.span.end))
                .map(|(position, item)| (position.to_string(), item)),
            Written::Scalar(_) => None,
        };
        let Some((key, node)) = next else { return path };
        path.push(key);
        at = node;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ingot_component::Severity;

    use super::*;

    const FILE: &str = "kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ami-1
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs:
      volumeSize: 30
      encrypted: nonsense
tags:
  Number: 012
";

    #[test]
    fn a_form_gets_the_written_fields_with_the_types_of_the_api() {
        let source = Source::new("web.yaml", FILE);
        let resource = ingot_recipe::read(&source).resource.unwrap();
        assert_eq!(
            value_of(&resource),
            serde_json::json!({
                "name": "web",
                "semanticVersion": "1.0.0",
                "parentImage": "ami-1",
                "blockDeviceMappings": [{"deviceName": "/dev/sda1", "ebs": {"volumeSize": 30}}],
                "tags": {"Number": "012"},
            })
        );
    }

    #[test]
    fn a_problem_stands_at_its_field() {
        let source = Source::new("web.yaml", FILE);
        let reading = ingot_recipe::read(&source);
        let resource = reading.resource.unwrap();
        let root = resource.place().node().unwrap();
        let paths: Vec<_> = reading
            .diagnostics
            .iter()
            .map(|found| path_of(&source, root, found).join("."))
            .collect();
        assert_eq!(paths, ["blockDeviceMappings.0.ebs.encrypted"]);
        let whole = Diagnostic::new(&source, root.span, "x/y", Severity::Error, "all of it");
        assert!(path_of(&source, root, &whole).is_empty());
    }
}
