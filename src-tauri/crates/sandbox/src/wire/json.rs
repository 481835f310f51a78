//! Small readings of a request's JSON body, with AWS's errors.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ApiError;

pub(crate) type Tags = BTreeMap<String, String>;

pub(crate) fn text<'a>(body: &'a Value, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str)
}

pub(crate) fn owned(body: &Value, key: &str) -> Option<String> {
    text(body, key).map(str::to_owned)
}

pub(crate) fn required<'a>(body: &'a Value, key: &str) -> Result<&'a str, ApiError> {
    match body.get(key) {
        None | Some(Value::Null) => Err(ApiError::missing(key)),
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(_) => Err(ApiError::invalid_value(key, "A non-empty string is expected.")),
    }
}

pub(crate) fn texts(body: &Value, key: &str) -> Vec<String> {
    body.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

pub(crate) fn flag(body: &Value, key: &str) -> Option<bool> {
    body.get(key).and_then(Value::as_bool)
}

/// A `tags` map: at most 50, keys of 1-128 characters without the `aws:` prefix, values up to 256
/// (botocore imagebuilder 2019-12-02 service-2.json, `TagMap`, `TagKey`, `TagValue`).
pub(crate) fn tags(body: &Value, key: &str) -> Result<Tags, ApiError> {
    let Some(given) = body.get(key).filter(|given| !given.is_null()) else {
        return Ok(Tags::new());
    };
    let given = given
        .as_object()
        .ok_or_else(|| ApiError::invalid_value(key, "A map of strings is expected."))?;
    if given.len() > 50 {
        return Err(ApiError::invalid_value(key, "A resource has at most 50 tags."));
    }
    let mut tags = Tags::new();
    for (name, value) in given {
        let value = value
            .as_str()
            .ok_or_else(|| ApiError::invalid_value(key, format!("The tag '{name}' is not a string.")))?;
        let length = name.chars().count();
        if length == 0 || length > 128 || value.chars().count() > 256 {
            return Err(ApiError::invalid_value(
                key,
                format!("The tag '{name}' is out of bounds: 1-128 characters for the key, 0-256 for the value."),
            ));
        }
        if name.to_ascii_lowercase().starts_with("aws:") {
            return Err(ApiError::invalid_value(
                key,
                format!("The tag key '{name}' begins with the reserved prefix 'aws:'."),
            ));
        }
        tags.insert(name.clone(), value.to_owned());
    }
    Ok(tags)
}

/// Drops absent members, as AWS does, at every depth of what the sandbox itself built.
pub(crate) fn compact(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .filter(|(_, member)| !member.is_null())
                .map(|(key, member)| (key, compact(member)))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(compact).collect()),
        other => other,
    }
}

/// The members of `body` that are named and given, for answers that return them as they came.
pub(crate) fn pick(body: &Value, keys: &[&str]) -> Value {
    Value::Object(
        keys.iter()
            .filter_map(|key| {
                body.get(*key)
                    .filter(|value| !value.is_null())
                    .map(|value| ((*key).to_owned(), value.clone()))
            })
            .collect(),
    )
}

/// `base` with the members of `more` over it.
pub(crate) fn merged(mut base: Value, more: Value) -> Value {
    if let (Value::Object(base), Value::Object(more)) = (&mut base, more) {
        base.extend(more);
    }
    base
}
