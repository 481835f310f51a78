//! The operators of `if` and `Assert`, as schemas.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html>

use serde_json::{Map, Value, json};

use super::{described, reference, sentence, text};
use crate::document::StepAction;
use crate::document::operator::{LOGICAL, OPERATORS, Operand};

/// Adds `expression`, `if` and `assertion` to the definitions.
pub(super) fn define(define: &mut impl FnMut(&str, Value) -> Option<Value>) {
    define(
        "expression",
        expression("One comparison, or `and`, `or`, `not` over others.", Map::new()),
    );
    let choice = |about: &str, default: StepAction| {
        json!({
            "description": about,
            "enum": StepAction::ALL.map(StepAction::name),
            "enumDescriptions": StepAction::ALL.map(|action| sentence(action.about())),
            "default": default.name(),
        })
    };
    let mut branches = Map::new();
    branches.insert(
        "then".to_owned(),
        choice("What happens when it holds.", StepAction::Execute),
    );
    branches.insert(
        "else".to_owned(),
        choice("What happens when it does not hold.", StepAction::Skip),
    );
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
    for operator in OPERATORS {
        let operand = match operator.takes {
            Operand::Number => number_like(),
            _ => text(),
        };
        properties.insert(operator.name.to_owned(), described(operand, &sentence(operator.about)));
        choices.push(json!({ "required": [operator.name] }));
        if let Some(companion) = operator.companion() {
            dependencies.insert(operator.name.to_owned(), json!([companion]));
        }
    }
    let all = json!({ "type": "array", "minItems": 1, "items": reference("expression") });
    let negated = one_or_list_of_one(reference("expression"));
    for (name, about) in LOGICAL {
        let operand = if *name == "not" { &negated } else { &all };
        properties.insert((*name).to_owned(), described(operand.clone(), &sentence(about)));
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
