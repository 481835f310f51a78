//! The operators of `if` and `Assert`, as schemas.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html>

use serde_json::{Map, Value, json};

use super::{described, reference, text};

/// One comparison: its name, the key that stands beside it, whether it compares numbers, and what it
/// asks. The guide's direction is the reverse of how it reads: `numberLessThan: 2` with `value: 1`
/// holds.
struct Operator(&'static str, Option<&'static str>, bool, &'static str);

const OPERATORS: &[Operator] = &[
    // First, because editors name the first when there is none at all.
    Operator("stringEquals", Some("value"), false, "Whether `value` is this text."),
    Operator("stringIsEmpty", None, false, "Whether this text is empty."),
    Operator("stringIsWhitespace", None, false, "Whether this text has spaces alone."),
    Operator(
        "stringLessThan",
        Some("value"),
        false,
        "Whether `value` comes before this text.",
    ),
    Operator(
        "stringLessThanEquals",
        Some("value"),
        false,
        "Whether `value` comes before this text or is it.",
    ),
    Operator(
        "stringGreaterThan",
        Some("value"),
        false,
        "Whether `value` comes after this text.",
    ),
    Operator(
        "stringGreaterThanEquals",
        Some("value"),
        false,
        "Whether `value` comes after this text or is it.",
    ),
    Operator(
        "patternMatches",
        Some("value"),
        false,
        "Whether `value` matches this regular expression of Go (RE2).",
    ),
    Operator("numberEquals", Some("value"), true, "Whether `value` is this number."),
    Operator(
        "numberLessThan",
        Some("value"),
        true,
        "Whether `value` is less than this number.",
    ),
    Operator(
        "numberLessThanEquals",
        Some("value"),
        true,
        "Whether `value` is at most this number.",
    ),
    Operator(
        "numberGreaterThan",
        Some("value"),
        true,
        "Whether `value` is greater than this number.",
    ),
    Operator(
        "numberGreaterThanEquals",
        Some("value"),
        true,
        "Whether `value` is at least this number.",
    ),
    Operator(
        "binaryExists",
        None,
        false,
        "Whether a program of this name is on the path.",
    ),
    Operator("fileExists", None, false, "Whether there is a file at this path."),
    Operator("folderExists", None, false, "Whether there is a folder at this path."),
    Operator(
        "fileMD5Equals",
        Some("path"),
        false,
        "Whether the file at `path` has this MD5 checksum.",
    ),
    Operator(
        "fileSHA1Equals",
        Some("path"),
        false,
        "Whether the file at `path` has this SHA-1 checksum.",
    ),
    Operator(
        "fileSHA256Equals",
        Some("path"),
        false,
        "Whether the file at `path` has this SHA-256 checksum.",
    ),
    Operator(
        "fileSHA512Equals",
        Some("path"),
        false,
        "Whether the file at `path` has this SHA-512 checksum.",
    ),
];

/// Adds `expression`, `if` and `assertion` to the definitions.
pub(super) fn define(define: &mut impl FnMut(&str, Value) -> Option<Value>) {
    define(
        "expression",
        expression("One comparison, or `and`, `or`, `not` over others.", Map::new()),
    );
    let choice = |about: &str, default: &str| json!({ "description": about, "enum": ["Execute", "Skip", "Abort"], "default": default });
    let mut branches = Map::new();
    branches.insert("then".to_owned(), choice("What happens when it holds.", "Execute"));
    branches.insert("else".to_owned(), choice("What happens when it does not hold.", "Skip"));
    let condition = expression("Decides once, before the step, whether it runs.", branches);
    define("if", one_or_list_of_one(condition));
    let assertion = expression("The step fails unless this holds.", Map::new());
    define("assertion", one_or_list_of_one(assertion));
}

/// Exactly one operator with the key that belongs to it, and what `more` allows.
fn expression(about: &str, more: Map<String, Value>) -> Value {
    let mut properties = more;
    let mut choices = Vec::new();
    let mut dependencies = Map::new();
    for Operator(name, companion, number, about) in OPERATORS {
        let operand = if *number { number_like() } else { text() };
        properties.insert((*name).to_owned(), described(operand, about));
        choices.push(json!({ "required": [name] }));
        if let Some(companion) = companion {
            dependencies.insert((*name).to_owned(), json!([companion]));
        }
    }
    let all = json!({ "type": "array", "minItems": 1, "items": reference("expression") });
    let negated = one_or_list_of_one(reference("expression"));
    let logical = [
        ("and", all.clone(), "Whether all of these hold."),
        ("or", all, "Whether any of these holds."),
        ("not", negated, "Whether this does not hold."),
    ];
    for (name, schema, about) in logical {
        properties.insert(name.to_owned(), described(schema, about));
        choices.push(json!({ "required": [name] }));
    }
    properties.insert(
        "value".to_owned(),
        described(
            text(),
            "What is compared with the operator's own value; may be a reference.",
        ),
    );
    properties.insert(
        "path".to_owned(),
        described(text(), "The file that a checksum is compared with."),
    );
    let names: Vec<String> = properties.keys().cloned().collect();
    json!({
        "description": about,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        // A misspelt operator is one problem, not also the lack of a right one.
        "if": { "propertyNames": { "enum": names } },
        "then": { "oneOf": choices },
        "dependencies": dependencies,
    })
}

/// The guide shows both, a mapping and a list with one mapping.
fn one_or_list_of_one(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "array", "minItems": 1, "maxItems": 1, "items": schema }] })
}

/// A number, a text that AWSTOE converts to one, or a reference.
fn number_like() -> Value {
    json!({
        "anyOf": [
            { "type": "number" },
            { "type": "string", "pattern": r"^[-+]?([0-9]+[.])?[0-9]+$" },
            reference("reference"),
        ],
    })
}
