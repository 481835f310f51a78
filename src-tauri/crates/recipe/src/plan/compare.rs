//! What differs between what AWS holds and what would be sent.
//!
//! Both are brought to one form first: without fields that are empty or have the value that AWS
//! gives them when nothing is sent, and with lists whose order means nothing in one order.

use ingot_component::spelling::shorten;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::names::ImageBuilderArn;

/// A field with two values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// `schedule.scheduleExpression`, `distributions[eu-west-1].amiDistributionConfiguration.name`.
    pub field: String,
    /// What AWS holds; `None` when nothing.
    pub from: Option<String>,
    /// What would be sent; `None` when nothing.
    pub to: Option<String>,
}

/// All that differs.
#[derive(Debug, Default)]
pub(super) struct Difference {
    pub changes: Vec<FieldChange>,
    /// Fields that AWS holds and that would not be sent.
    pub clears: Vec<String>,
}

impl Difference {
    pub fn is_none(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What differs between two resources of one type, names, versions, tags and documents aside.
pub(super) fn difference<T: Serialize>(held: &T, sent: &T) -> Difference {
    let mut found = Difference::default();
    // Both are plain structures with text keys, which JSON always takes.
    let form = |value: &T| {
        serde_json::to_value(value)
            .map(|value| normal("", value))
            .unwrap_or_default()
    };
    walk("", &form(held), &form(sent), &mut found);
    found
}

/// The first line that differs; `None` when the texts are the same but for white space at the end.
pub(super) fn document_difference(held: &str, sent: &str) -> Option<FieldChange> {
    let (held, sent) = (held.trim_end(), sent.trim_end());
    if held.lines().eq(sent.lines()) {
        return None;
    }
    let (mut old, mut new) = (held.lines(), sent.lines());
    let mut line = 1;
    loop {
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => line += 1,
            (a, b) => {
                let show = |text: Option<&str>| text.map(|text| format!("line {line}: {}", shorten(text.trim())));
                return Some(FieldChange {
                    field: "data".to_owned(),
                    from: show(a),
                    to: show(b),
                });
            }
        }
    }
}

/// Not content: what identifies the resource, what only one side has, what an update leaves alone.
const ASIDE: [&str; 5] = ["name", "semanticVersion", "tags", "data", "uri"];

/// What AWS answers where nothing was sent (botocore imagebuilder/2019-12-02 service-2.json, the
/// documentation of each field; `workingDirectory`:
/// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-image-recipes.html>).
pub(crate) fn is_default(field: &str, value: &Value) -> bool {
    match field {
        "status" => value == "ENABLED",
        "enhancedImageMetadataEnabled"
        | "imageTestsEnabled"
        | "terminateInstanceOnFailure"
        | "terminateInstanceOnCompletion"
        | "setDefaultVersion" => value == true,
        "imageScanningEnabled" | "uninstallAfterBuild" => value == false,
        "timeoutMinutes" => value == 720,
        "timezone" => value == "UTC",
        "pipelineExecutionStartCondition" => value == "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
        "imageScanningTypes" => *value == json!(["TEST_INSTANCE_CVE"]),
        "workingDirectory" => value == "/tmp" || value == "C:/",
        _ => false,
    }
}

/// Lists whose order AWS does not keep or does not care about.
const SETS: [&str; 7] = [
    "securityGroupIds",
    "targetAccountIds",
    "userIds",
    "userGroups",
    "organizationArns",
    "organizationalUnitArns",
    "licenseConfigurationArns",
];

fn normal(field: &str, value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let top = field.is_empty();
            let mut kept = Map::new();
            for (key, value) in map {
                if top && ASIDE.contains(&key.as_str()) {
                    continue;
                }
                let value = normal(&key, value);
                let empty = match &value {
                    Value::Null => true,
                    Value::Array(items) => items.is_empty(),
                    Value::Object(map) => map.is_empty(),
                    _ => false,
                };
                if !empty && !is_default(&key, &value) {
                    kept.insert(key, value);
                }
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(|item| normal("[]", item)).collect();
            if SETS.contains(&field) {
                items.sort_by_key(|item| item.as_str().map(str::to_owned));
            }
            Value::Array(items)
        }
        Value::String(text) if field == "componentArn" => Value::String(without_build(text)),
        other => other,
    }
}

/// AWS may answer the build that a version stands for.
fn without_build(arn: String) -> String {
    match arn.parse::<ImageBuilderArn>() {
        Ok(parsed) if parsed.build.is_some() => parsed.without_build().to_string(),
        _ => arn,
    }
}

fn walk(path: &str, held: &Value, sent: &Value, found: &mut Difference) {
    match (held, sent) {
        (Value::Object(old), Value::Object(new)) => walk_maps(path, ".", old, new, found),
        (Value::Array(old), Value::Array(new)) if keyed(old).is_some() && keyed(new).is_some() => {
            let (Some(old), Some(new)) = (keyed(old), keyed(new)) else {
                return;
            };
            let moved = old.len() == new.len()
                && old.iter().all(|(key, _)| new.iter().any(|(other, _)| key == other))
                && old.iter().zip(&new).any(|((a, _), (b, _))| a != b);
            if moved && path.ends_with("components") {
                let order = |list: &[(String, Value)]| {
                    Some(list.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(", "))
                };
                found.changes.push(FieldChange {
                    field: path.to_owned(),
                    from: order(&old),
                    to: order(&new),
                });
            }
            let map = |list: Vec<(String, Value)>| -> Map<String, Value> {
                list.into_iter()
                    .map(|(key, value)| (format!("[{key}]"), value))
                    .collect()
            };
            walk_maps(path, "", &map(old), &map(new), found);
        }
        _ if held != sent => found.changes.push(FieldChange {
            field: path.to_owned(),
            from: Some(show(held)),
            to: Some(show(sent)),
        }),
        _ => {}
    }
}

fn walk_maps(path: &str, dot: &str, old: &Map<String, Value>, new: &Map<String, Value>, found: &mut Difference) {
    let join = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}{dot}{key}")
        }
    };
    for (key, value) in old {
        match new.get(key) {
            Some(sent) => walk(&join(key), value, sent, found),
            None => {
                found.clears.push(join(key));
                found.changes.push(FieldChange {
                    field: join(key),
                    from: Some(show(value)),
                    to: None,
                });
            }
        }
    }
    for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        found.changes.push(FieldChange {
            field: join(key),
            from: None,
            to: Some(show(value)),
        });
    }
}

/// The items of a list of structures by what people tell them apart by; `None` when there is no
/// such thing or it is not unique.
fn keyed(items: &[Value]) -> Option<Vec<(String, Value)>> {
    let mut list: Vec<(String, Value)> = Vec::with_capacity(items.len());
    for item in items {
        let text = |field: &str| item.get(field).and_then(Value::as_str);
        let key = match text("componentArn") {
            Some(arn) => arn
                .parse::<ImageBuilderArn>()
                .map_or_else(|_| arn.to_owned(), |arn| arn.name),
            None => [
                "region",
                "deviceName",
                "name",
                "parameterName",
                "launchTemplateId",
                "workflowArn",
            ]
            .iter()
            .find_map(|field| text(field))?
            .to_owned(),
        };
        if list.iter().any(|(other, _)| *other == key) {
            return None;
        }
        list.push((key, item.clone()));
    }
    Some(list)
}

/// Longest value that is shown, in characters; every ARN fits.
const SHOWN: usize = 300;

/// A value on one line.
fn show(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.replace('\n', " ⏎ "),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
