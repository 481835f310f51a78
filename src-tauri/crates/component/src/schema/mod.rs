//! A JSON Schema of component documents, made from the table of action modules and the fields of the
//! model, so that it cannot drift from what [`crate::rules::check`] knows.
//!
//! It is in draft-07: the language server behind most YAML editors
//! (<https://github.com/redhat-developer/yaml-language-server>) completes and explains `if`/`then`,
//! `dependencies` and `enum` of that draft in every version, and newer drafts only in recent ones. Some
//! words of that server are used besides, which other validators ignore: `defaultSnippets`,
//! `enumDescriptions`, `markdownDescription` and `doNotSuggest`.
//!
//! What it cannot say is left to the rules: names that must be unique, references that lead nowhere,
//! platforms, scripts. It refuses nothing that AWSTOE takes: a reference in double braces fits every
//! input, numbers stand where text may, and inputs that the table does not know are allowed.

mod condition;
mod inputs;

use serde_json::{Map, Value, json};

use crate::actions::{self, ActionModule, InputForm};
use crate::document::{DELIMITERS, OnFailure, Stage};

/// The schema of component documents.
///
/// Facts as in [`crate::document`] and [`crate::actions`].
pub fn component_schema() -> Value {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:ingot:schema:component:1.0",
        "title": "EC2 Image Builder component document",
        "description": "What AWSTOE runs inside an EC2 Image Builder build: phases of steps, each a call of an action \
                        module. https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
        "type": "object",
        "required": ["schemaVersion", "phases"],
        "additionalProperties": false,
        "properties": {
            "name": described(text(), "Free text; not the name of the component resource."),
            "description": described(text(), "What the component does."),
            "schemaVersion": {
                "description": "The version of the language. There is only 1.0.",
                "enum": ["1.0", 1.0, "1"],
                "default": "1.0",
            },
            "parameters": described(declarations("parameter"), "Values that the recipe may set, one name for each \
                item. `{{ Name }}` stands for the value. Values are plain text and appear in CloudTrail: no secrets."),
            "constants": described(declarations("constant"), "Values that never change, one name for each item. \
                `{{ Name }}` stands for the value."),
            "phases": {
                "description": "Named lists of steps, in the order in which they run. Image Builder runs `build` and \
                    `validate` on the build instance, `test` on an instance started from the image, and \
                    `container-host-test` on the host of a container test.",
                "type": "array",
                "minItems": 1,
                "items": reference("phase"),
                "contains": { "type": "object", "properties": { "name": { "enum": Stage::PHASES } } },
            },
        },
        "definitions": definitions(),
    });
    entitle(&mut schema);
    schema
}

fn definitions() -> Value {
    let mut definitions = Map::new();
    let mut define = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    define(
        "reference",
        json!({
            "description": "A reference in double braces, which is replaced before the step runs.",
            "type": "string",
            "pattern": r"\{\{",
        }),
    );
    define(
        "parameter",
        declaration(
            "default",
            "The value when the recipe sets none. Without a default the recipe must set one.",
        ),
    );
    define("constant", declaration("value", "The value."));
    define("phase", phase());
    define("step", step());
    define("loop", the_loop());
    condition::define(&mut define);
    Value::Object(definitions)
}

fn phase() -> Value {
    json!({
        "type": "object",
        "required": ["name", "steps"],
        "additionalProperties": false,
        "properties": {
            "name": {
                "description": "Unique in the document. Phases with other names run in `awstoe run` only; Image \
                    Builder leaves them out.",
                "anyOf": [{ "enum": Stage::PHASES }, { "type": "string", "minLength": 1 }],
            },
            "steps": {
                "description": "What the phase does, in the order in which it runs.",
                "type": "array",
                "items": reference("step"),
            },
        },
        "defaultSnippets": [{
            "label": "phase",
            "description": "A phase with one step",
            "bodyText": "name: ${1|build,validate,test|}\n  steps:\n    - name: ${2:Name}\n      action: $3",
        }],
    })
}

fn step() -> Value {
    let names: Vec<&str> = actions::all().map(|module| module.name).collect();
    let summaries: Vec<String> = actions::all().map(about).collect();
    json!({
        "type": "object",
        "required": ["name", "action"],
        "additionalProperties": false,
        "properties": {
            "name": described(text(), "Unique in its phase. Logs and references speak of the step by this \
                name."),
            "action": {
                "description": "The action module that the step calls.",
                "enum": names,
                "enumDescriptions": summaries,
            },
            "timeoutSeconds": {
                "description": "Seconds until the step fails; for a step with a loop, all iterations together. -1 is \
                    no limit.",
                "anyOf": [
                    { "type": "integer", "minimum": 1 },
                    { "const": -1 },
                    { "type": "string", "pattern": r"^\s*(-1|\+?0*[1-9][0-9]*)\s*$" },
                ],
                "default": 7200,
            },
            "onFailure": {
                "description": "What happens when the step fails.",
                "enum": OnFailure::ALL.map(OnFailure::name),
                "enumDescriptions": OnFailure::ALL.map(|value| sentence(value.about())),
                "default": "Abort",
            },
            "maxAttempts": {
                "description": "How often the step is tried.",
                "anyOf": [
                    { "type": "integer", "minimum": 1 },
                    { "type": "string", "pattern": r"^\s*\+?0*[1-9][0-9]*\s*$" },
                ],
                "default": 1,
            },
            // Each action offers its own; this one is for steps whose action is not known.
            "inputs": {
                "description": "What the action module works on; its form depends on the module.",
                "doNotSuggest": true,
            },
            "loop": reference("loop"),
            "if": reference("if"),
        },
        "allOf": actions::all().map(inputs::rule).collect::<Vec<_>>(),
        "defaultSnippets": actions::all().map(|module| json!({
            "label": module.name,
            // Behind the fields, which are what a step that has begun still needs.
            "sortText": format!("~{}", module.name),
            "description": about(module),
            "bodyText": inputs::snippet(module),
        })).collect::<Vec<_>>(),
    })
}

/// `Appends to a file that exists. Linux, Windows, macOS.`
fn about(module: &ActionModule) -> String {
    let platforms: Vec<&str> = module.platforms.iter().map(|platform| platform.name()).collect();
    format!("{} {}.", sentence(module.summary), platforms.join(", "))
}

/// `for` with bounds, or `forEach` over a list or over a text that a delimiter splits.
///
/// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html>
fn the_loop() -> Value {
    let number = json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": r"^\s*[-+]?[0-9]+\s*$" }] });
    json!({
        "description": "Runs the step once for each value. `{{ loop.index }}` counts from 0, `{{ loop.value }}` is the \
            value.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "name": described(text(), "A name for references, instead of `loop`; unique in the phase."),
            "for": {
                "description": "Counts from `start` to `end`, both included.",
                "type": "object",
                "required": ["start", "end", "updateBy"],
                "additionalProperties": false,
                "properties": {
                    "start": described(number.clone(), "The first value."),
                    "end": described(number.clone(), "The last value, if the steps meet it."),
                    "updateBy": described(number, "What is added after each iteration; not 0."),
                },
            },
            "forEach": {
                "description": "A list of values, or a text with a delimiter.",
                "anyOf": [
                    { "type": "array", "items": text() },
                    {
                        "type": "object",
                        "required": ["list"],
                        "additionalProperties": false,
                        "properties": {
                            "list": described(text(), "The values in one text."),
                            "delimiter": {
                                "description": "The one character between the values.",
                                "enum": delimiters(),
                                "default": ",",
                            },
                        },
                    },
                    reference("reference"),
                ],
            },
        },
        "oneOf": [{ "required": ["for"] }, { "required": ["forEach"] }],
    })
}

/// The characters, and those two as they look in single quotes.
fn delimiters() -> Vec<&'static str> {
    let characters = DELIMITERS.iter().map(|(character, ..)| *character);
    characters.chain(["\\n", "\\t"]).collect()
}

/// A list of mappings with one key each: `- Name: {type: string, …}`.
fn declarations(kind: &str) -> Value {
    json!({
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": { "pattern": "^[A-Za-z0-9_-]{3,128}$" },
            "additionalProperties": reference(kind),
        },
    })
}

fn declaration(field: &str, about: &str) -> Value {
    let required: &[&str] = if field == "value" { &["value"] } else { &[] };
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": {
            "type": {
                "description": "AWS documents `string` alone.",
                "anyOf": [{ "enum": ["string"] }, text()],
                "default": "string",
            },
            field: described(text(), about),
            "description": described(text(), "What the value is for."),
        },
    })
}

/// A pointer to a definition.
fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// Text; numbers and flags are taken as they are written. Written out wherever it is needed, and text
/// first, because editors complete `name: ` only where they see what follows.
fn text() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "type": ["number", "boolean"] }] })
}

/// `schema`, which is no pointer, with a description.
fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}

/// Gives every field and definition its own name as its title, because editors show the title above
/// the description, and without one they show that of the whole schema. And says again in Markdown
/// what is described with names in backticks, which they would escape otherwise.
fn entitle(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return;
    };
    let marked = keywords
        .get("description")
        .filter(|text| text.as_str().is_some_and(|text| text.contains('`')));
    if let Some(text) = marked.cloned() {
        keywords.insert("markdownDescription".to_owned(), text);
    }
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("properties" | "definitions", Value::Object(named)) => {
                for (name, schema) in named {
                    if schema.get("$ref").is_none() && schema.get("title").is_none() {
                        schema["title"] = name.as_str().into();
                    }
                    entitle(schema);
                }
            }
            ("anyOf" | "allOf", Value::Array(schemas)) => schemas.iter_mut().for_each(entitle),
            ("items" | "then" | "additionalProperties", schema) => entitle(schema),
            _ => {}
        }
    }
}

/// A summary of the table as a sentence.
fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}

/// Whether a step of `module` must have `inputs`.
fn needs_inputs(module: &ActionModule) -> bool {
    module.form != InputForm::OptionalMapping
}
