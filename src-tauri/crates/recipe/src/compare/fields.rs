//! The fields of a recipe other than its layers, under the names that the API gives them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::FieldDifference;
use super::side::{Side, same_parent};
use super::user_data::{decoded, line_that_differs};
use crate::plan::is_default;
use crate::resources::{BlockDeviceMapping, ImageRecipe};

/// What identifies the recipe, and its layers.
const ASIDE: [&str; 4] = ["name", "semanticVersion", "parentImage", "components"];

const USER_DATA: &str = "additionalInstanceConfiguration.userDataOverride";

/// The fields that differ: the parent, then the others by name.
pub(super) fn differences(left: &Side<'_>, right: &Side<'_>) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    if !same_parent(left, right) {
        let written = |side: &Side<'_>| Some(side.recipe.recipe.parent_image.to_string()).filter(|it| !it.is_empty());
        found.push(FieldDifference {
            field: "parentImage".to_owned(),
            left: written(left),
            right: written(right),
        });
    }
    // AWS answers its defaults where a file leaves them out.
    let defaults = left.is_cloud() == right.is_cloud();
    let mut old = flat(&left.recipe.recipe, defaults);
    let new = flat(&right.recipe.recipe, defaults);
    let mut both: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
    for (field, value) in new {
        let before = old.remove(&field);
        both.insert(field, (before, Some(value)));
    }
    both.extend(old.into_iter().map(|(field, value)| (field, (Some(value), None))));
    for (field, (left, right)) in both {
        if left == right {
            continue;
        }
        let (left, right) = if field == USER_DATA {
            readable(left.as_deref(), right.as_deref())
        } else {
            (left, right)
        };
        found.push(FieldDifference { field, left, right });
    }
    found
}

/// User data as its first line that differs: whole it is a script of kilobytes in base64.
fn readable(left: Option<&str>, right: Option<&str>) -> (Option<String>, Option<String>) {
    let text = |side: Option<&str>| side.map(|data| decoded(data).unwrap_or_else(|| data.to_owned()));
    line_that_differs(text(left).as_deref(), text(right).as_deref())
}

/// Every value that is written, by its path: devices by their name, tags by their key.
fn flat(recipe: &ImageRecipe, defaults: bool) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    // A plain structure with text keys, which JSON always takes.
    let Ok(Value::Object(map)) = serde_json::to_value(recipe) else {
        return found;
    };
    let devices = device_names(&recipe.block_device_mappings);
    let mut flat = Flat {
        defaults,
        found: &mut found,
    };
    for (key, value) in map {
        match (key.as_str(), value) {
            (key, _) if ASIDE.contains(&key) => {}
            ("blockDeviceMappings", Value::Array(items)) => {
                for (device, mut item) in devices.iter().zip(items) {
                    if let Value::Object(map) = &mut item
                        && map.get("deviceName").and_then(Value::as_str) == Some(device)
                    {
                        // It stands in the path.
                        map.remove("deviceName");
                    }
                    flat.add(format!("blockDeviceMappings[{device}]"), "", item);
                }
            }
            ("amiWatermarks", Value::Array(mut marks)) => {
                marks.sort_by_key(|mark| mark.as_str().map(str::to_owned));
                flat.add(key, "amiWatermarks", Value::Array(marks));
            }
            (_, value) => {
                let name = key.clone();
                flat.add(key, &name, value);
            }
        }
    }
    found
}

/// The devices as people call them: by name, by position where there is none or it is not the
/// only one.
pub(super) fn device_names(mappings: &[BlockDeviceMapping]) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in mappings.iter().filter_map(|it| it.device_name.as_deref()) {
        *count.entry(name).or_default() += 1;
    }
    let name = |(at, mapping): (usize, &BlockDeviceMapping)| match mapping.device_name.as_deref() {
        Some(name) if count.get(name) == Some(&1) => name.to_owned(),
        _ => at.to_string(),
    };
    mappings.iter().enumerate().map(name).collect()
}

struct Flat<'f> {
    /// Whether values count that AWS takes anyway.
    defaults: bool,
    found: &'f mut BTreeMap<String, String>,
}

impl Flat<'_> {
    /// As deep as the recipe's structures are.
    fn add(&mut self, path: String, key: &str, value: Value) {
        match value {
            Value::Null => {}
            Value::Object(map) => {
                for (key, value) in map {
                    self.add(format!("{path}.{key}"), &key, value);
                }
            }
            Value::Array(items) if items.is_empty() => {}
            Value::Array(items) => {
                let texts: Vec<String> = items.iter().map(text).collect();
                self.found.insert(path, texts.join(", "));
            }
            value if !self.defaults && is_default(key, &value) => {}
            value => {
                self.found.insert(path, text(&value));
            }
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
