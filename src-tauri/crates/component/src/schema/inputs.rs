//! What the table of action modules says about `inputs`, as schemas.

use serde_json::{Map, Value, json};

use super::{described, needs_inputs, reference, sentence, text};
use crate::actions::{ActionModule, Input, InputForm, Need, Shape, Takes};

/// If the step calls `module`, then its inputs are as the table says.
pub(super) fn rule(module: &ActionModule) -> Value {
    let mut then = json!({ "properties": { "inputs": inputs(module) } });
    if module.name == "ExecuteDocument" {
        // It neither retries nor times out, and refuses other values:
        // https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
        then["properties"]["timeoutSeconds"] = json!({ "enum": [-1, "-1"] });
        then["properties"]["maxAttempts"] = json!({ "enum": [1, "1"] });
    }
    if needs_inputs(module) {
        then["required"] = json!(["inputs"]);
    }
    // "Not a step without this action" rather than "a step with this action": while completing,
    // editors take a step without any action for one with every action otherwise.
    let others = json!({ "properties": { "action": { "not": { "const": module.name } } } });
    json!({ "if": { "not": others }, "then": then })
}

/// A step that calls `module`, as the text behind `- `, with a place to fill in for each input that
/// must be there. As a text, because in JSON the order of the fields would be lost.
pub(super) fn snippet(module: &ActionModule) -> String {
    let mut fields = Vec::new();
    for input in module.inputs {
        let first_of_two = matches!(input.need, Need::Either(other) if input.name < other);
        if input.need != Need::Required && !first_of_two {
            continue;
        }
        let (name, stop) = (input.name, fields.len() + 2);
        fields.push(match input.takes {
            Takes::Texts => format!("{name}:\n      - ${stop}"),
            Takes::Word(words) | Takes::AnyCaseWord(words) => format!("{name}: ${{{stop}|{}|}}", words.join(",")),
            _ => format!("{name}: ${stop}"),
        });
    }
    let inputs = match module.form {
        InputForm::Mapping => format!("\n  inputs:\n    {}", fields.join("\n    ")),
        InputForm::List => format!("\n  inputs:\n    - {}", fields.join("\n      ")),
        InputForm::Condition => "\n  inputs:\n    stringEquals: $2\n    value: $3".to_owned(),
        InputForm::OptionalMapping => String::new(),
    };
    format!("name: ${{1:Name}}\n  action: {}{inputs}", module.name)
}

fn inputs(module: &ActionModule) -> Value {
    let list = match module.form {
        InputForm::Mapping => return call(module),
        InputForm::OptionalMapping => {
            let mut call = call(module);
            call["type"] = json!(["object", "null"]);
            return call;
        }
        InputForm::Condition => return reference("assertion"),
        InputForm::List => call(module),
    };
    let about = format!("What `{}` works on; one item for each call.", module.name);
    json!({ "title": "inputs", "description": about, "type": "array", "minItems": 1, "items": list })
}

/// One mapping of inputs.
fn call(module: &ActionModule) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut dependencies = Map::new();
    let mut choices = Vec::new();
    for input in module.inputs {
        properties.insert(input.name.to_owned(), property(input));
        match input.need {
            Need::Required => required.push(input.name),
            Need::Optional => {}
            Need::With(other) => {
                dependencies.insert(input.name.to_owned(), json!([other]));
            }
            Need::Either(other) if input.name < other => {
                let either = json!([{ "required": [input.name] }, { "required": [other] }]);
                choices.push(json!({ "oneOf": either }));
            }
            Need::Either(_) => {}
        }
    }
    let mut call = json!({
        "title": format!("{} inputs", module.name),
        "description": format!("The inputs of `{}`.", module.name),
        "type": "object",
        "properties": properties,
        "required": required,
    });
    if !dependencies.is_empty() {
        call["dependencies"] = Value::Object(dependencies);
    }
    if !choices.is_empty() {
        call["allOf"] = Value::Array(choices);
    }
    call
}

fn property(input: &Input) -> Value {
    let mut property = described(takes(input.takes), &about(input));
    if let Some(default) = input.default {
        property["default"] = match input.takes {
            Takes::Flag => json!(default == "true"),
            Takes::Number => default.parse::<i64>().map_or(json!(default), |number| json!(number)),
            _ => json!(default),
        };
    }
    property
}

/// The hover text of an input.
fn about(input: &Input) -> String {
    let need = match input.need {
        Need::Required => "Required".to_owned(),
        Need::Optional => "Optional".to_owned(),
        Need::Either(other) => format!("Either this or `{other}`"),
        Need::With(other) => format!("Only together with `{other}`"),
    };
    let takes = input.takes.describe();
    match input.default {
        None | Some("") => format!("{} {need}: {takes}.", sentence(input.about)),
        Some(default) => format!("{} {need}: {takes}. Without it: `{default}`.", sentence(input.about)),
    }
}

/// The schema of a value.
fn takes(takes: Takes) -> Value {
    if let Takes::Word(words) | Takes::AnyCaseWord(words) = takes {
        return or_reference(json!({
            "anyOf": [{ "enum": words }, { "type": "string", "pattern": any_case(words) }],
        }));
    }
    match takes.shape() {
        Shape::Text => text(),
        Shape::Flag => or_reference(json!({
            "anyOf": [{ "type": "boolean" }, { "type": "string", "pattern": any_case(&["true", "false"]) }],
        })),
        Shape::Number => or_reference(json!({
            "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": r"^\s*[-+]?[0-9]+\s*$" }],
        })),
        Shape::Texts => or_reference(json!({ "type": "array", "items": text() })),
        Shape::Mappings => or_reference(json!({ "type": "array", "items": { "type": "object" } })),
        Shape::Mapping => or_reference(json!({ "type": "object" })),
        Shape::Any => or_reference(json!({ "anyOf": [text(), { "type": "array" }] })),
    }
}

fn or_reference(schema: Value) -> Value {
    let mut choices = match &schema["anyOf"] {
        Value::Array(choices) => choices.clone(),
        _ => vec![schema],
    };
    choices.push(reference("reference"));
    json!({ "anyOf": choices })
}

/// A pattern that is one of `words`, whatever the case of their letters.
fn any_case(words: &[&str]) -> String {
    let mut pattern = "^(".to_owned();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            pattern.push('|');
        }
        for letter in word.chars() {
            if letter.is_ascii_alphabetic() {
                pattern.extend(['[', letter.to_ascii_uppercase(), letter.to_ascii_lowercase(), ']']);
            } else {
                // The words of the table have letters, digits, `-`, `_` and `.`.
                pattern.extend(['[', letter, ']']);
            }
        }
    }
    pattern.push_str(")$");
    pattern
}
