//! The `filters` and `owner` members of list calls.

use serde_json::Value;

use crate::identity::ACCOUNT;
use crate::wire::{ApiError, Call, json::text};

/// One filter: a name and the values of which one must match.
#[derive(Debug)]
pub(crate) struct Filter {
    pub name: String,
    pub values: Vec<String>,
}

/// Reads `filters`, refusing names the operation does not know.
pub(crate) fn filters(call: &Call, known: &[&str]) -> Result<Vec<Filter>, ApiError> {
    let given = match call.body.get("filters") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(given) => given
            .as_array()
            .ok_or_else(|| ApiError::invalid_value("filters", "A list is expected."))?,
    };
    if given.len() > 10 {
        return Err(ApiError::invalid_value("filters", "At most 10 filters are allowed."));
    }
    given.iter().map(|filter| read(filter, known)).collect()
}

/// Reads one `{"name": …, "values": [...]}`.
pub(crate) fn read(filter: &Value, known: &[&str]) -> Result<Filter, ApiError> {
    let name = text(filter, "name").unwrap_or_default();
    if !known.contains(&name) {
        return Err(ApiError::invalid_value(
            "filters",
            format!("The filter '{name}' is not one of {}.", known.join(", ")),
        ));
    }
    let values = crate::wire::json::texts(filter, "values");
    if values.is_empty() {
        return Err(ApiError::invalid_value(
            "filters",
            format!("The filter '{name}' has no values."),
        ));
    }
    Ok(Filter {
        name: name.to_owned(),
        values,
    })
}

impl Filter {
    /// Whether the resource's value is one of those asked for.
    pub(crate) fn takes(&self, value: Option<&str>) -> bool {
        value.is_some_and(|value| self.values.iter().any(|wanted| wanted == value))
    }
}

/// Keeps the items that pass every filter; the value of a filter is a member of the item, unless `other` knows better.
pub(crate) fn apply(items: Vec<Value>, filters: &[Filter]) -> Vec<Value> {
    items
        .into_iter()
        .filter(|item| filters.iter().all(|filter| filter.takes(value(item, &filter.name))))
        .collect()
}

fn value<'a>(item: &'a Value, name: &str) -> Option<&'a str> {
    text(item, name)
}

/// Whose resources a list shows. Nothing is shared by other accounts in a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Own,
    Amazon,
    Marketplace,
    Nobody,
}

/// Reads `owner`; absent, AWS lists what the account owns
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListComponents.html>).
pub(crate) fn owner(call: &Call) -> Result<Owner, ApiError> {
    match call.body.get("owner") {
        None | Some(Value::Null) => Ok(Owner::Own),
        Some(Value::String(owner)) => match owner.as_str() {
            "Self" => Ok(Owner::Own),
            "Amazon" => Ok(Owner::Amazon),
            "AWSMarketplace" => Ok(Owner::Marketplace),
            "Shared" | "ThirdParty" => Ok(Owner::Nobody),
            _ => Err(unknown_owner()),
        },
        Some(_) => Err(unknown_owner()),
    }
}

fn unknown_owner() -> ApiError {
    ApiError::invalid_value(
        "owner",
        "One of Self, Shared, Amazon, ThirdParty, AWSMarketplace is expected.",
    )
}

/// An ARN of this account and the call's region.
pub(crate) fn is_here(arn: &str, call: &Call) -> bool {
    arn.starts_with(&format!("arn:aws:imagebuilder:{}:{ACCOUNT}:", call.region))
}
