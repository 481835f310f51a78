//! The JSON Schema of component documents: it takes what works and refuses what does not.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use ingot_component::document::Stage;
use ingot_component::rules::{self, RuleSettings, check};
use ingot_component::schema::component_schema;
use ingot_component::yaml::{self, Node, ScalarKind};
use ingot_component::{Severity, Source, actions};
use jsonschema::Validator;
use serde_json::{Value, json};

fn validator() -> Validator {
    jsonschema::draft7::new(&component_schema()).unwrap()
}

/// What an editor's YAML parser hands to the schema.
fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Sequence(items) => items.iter().map(value).collect(),
        yaml::Value::Mapping(entries) => entries
            .iter()
            .map(|entry| (entry.key.text().unwrap_or_default().to_owned(), value(&entry.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        yaml::Value::Scalar(scalar) => match node.kind().unwrap() {
            ScalarKind::Null => Value::Null,
            ScalarKind::Bool(flag) => json!(flag),
            ScalarKind::Int(number) => json!(number),
            ScalarKind::Float(number) => json!(number),
            ScalarKind::Text => json!(scalar.text),
        },
    }
}

fn problems(validator: &Validator, text: &str) -> Vec<String> {
    let parsed = yaml::parse(&Source::new("component.yaml", text));
    let document = parsed.documents.first().map_or(Value::Null, value);
    validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn step(text: &str) -> String {
    let mut document = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Step\n".to_owned();
    for line in text.lines() {
        document.push_str(&format!("        {line}\n"));
    }
    document
}

#[test]
fn it_is_a_valid_schema_of_draft_07() {
    assert!(jsonschema::draft7::meta::is_valid(&component_schema()));
}

#[test]
fn every_good_example_of_the_rules_fits() {
    let validator = validator();
    for meta in rules::catalogue()
        .iter()
        .filter(|meta| !meta.id.starts_with("workflow/"))
    {
        assert_eq!(problems(&validator, meta.good), Vec::<String>::new(), "{}", meta.id);
    }
}

#[test]
fn every_valid_document_of_the_corpora_fits() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora");
    if !corpora.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return;
    }
    let mut files = Vec::new();
    for folder in ["components", "components-embedded", "components-from-guide"] {
        collect(&corpora.join(folder), &mut files);
    }
    let validator = validator();
    let mut fitting = 0;
    let mut wrong = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let found = check(&Source::new("component.yaml", text.clone()), &RuleSettings::default());
        if found.iter().any(|found| found.severity == Severity::Error) {
            continue;
        }
        match problems(&validator, &text) {
            problems if problems.is_empty() => fitting += 1,
            problems => wrong.push((path, problems)),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(fitting > 100, "only {fitting} valid documents found");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files)
        } else {
            files.push(path)
        }
    }
}

#[test]
fn what_awstoe_takes_in_several_ways_fits_in_all_of_them() {
    let validator = validator();
    let fitting = [
        "schemaVersion: \"1.0\"\nphases: [{name: test, steps: []}]\n",
        "schemaVersion: 1\nparameters:\nphases: [{name: validate, steps: []}, {name: verify, steps: []}]\n",
        &step("action: UpdateOS\n"),
        &step("action: Reboot\ninputs:\n  delaySeconds: '{{ Delay }}'\n"),
        &step("action: ExecuteBash\ntimeoutSeconds: '60'\nmaxAttempts: '2'\ninputs:\n  commands: ['ls', 5, true]\n"),
        &step("action: CreateFile\ninputs:\n  - {path: /a, permissions: 644, overwrite: 'False', encoding: UTF-8}\n"),
        &step(
            "action: CreateFile\ninputs:\n  - {path: '{{ A }}', overwrite: '{{ B }}', encoding: '{{ C }}', new: [1]}\n",
        ),
        &step("action: Assert\ninputs:\n  not:\n    - {stringEquals: a, value: b}\n"),
        &step("action: UpdateOS\nif: {numberLessThan: '1.5', value: '{{ N }}', then: Skip, else: Abort}\n"),
        &step("action: UpdateOS\nif: [{and: [{fileExists: /a}, {fileMD5Equals: x, path: /a}]}]\n"),
        &step(
            "action: DeleteFile\nloop: {name: L, for: {start: 1, end: '3', updateBy: 1}}\ninputs: [{path: '{{ L.value }}'}]\n",
        ),
        &step(
            "action: DeleteFile\nloop: {forEach: {list: 'a,b', delimiter: ','}}\ninputs: [{path: '{{ loop.value }}'}]\n",
        ),
    ];
    for text in fitting {
        assert_eq!(problems(&validator, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_awstoe_refuses_does_not_fit() {
    let validator = validator();
    let wrong = [
        "",
        "- a\n",
        "phases: [{name: test, steps: []}]\n",
        "schemaVersion: 2.0\nphases: [{name: test, steps: []}]\n",
        "schemaVersion: 1.0\n",
        "schemaVersion: 1.0\nphases: []\n",
        "schemaVersion: 1.0\nphases: [{name: verify, steps: []}]\n",
        "schemaVersion: 1.0\nphases: [{name: test}]\n",
        "schemaVersion: 1.0\nphases: [{name: test, step: []}]\n",
        "schemaVersion: 1.0\nparameters: {Name: {type: string}}\nphases: [{name: test, steps: []}]\n",
        "schemaVersion: 1.0\nparameters: [{Name: {type: string}, Other: {type: string}}]\nphases: [{name: test, steps: []}]\n",
        "schemaVersion: 1.0\nparameters: [{OS: {type: string}}]\nphases: [{name: test, steps: []}]\n",
        "schemaVersion: 1.0\nconstants: [{Name: {type: string}}]\nphases: [{name: test, steps: []}]\n",
        &step("inputs: {commands: [ls]}\n"),
        &step("action: ExecuteBsh\ninputs: {commands: [ls]}\n"),
        &step("action: RunCommand\n"),
        &step("action: ExecuteBash\n"),
        &step("action: ExecuteBash\ninputs: {command: [ls]}\n"),
        &step("action: ExecuteBash\ninputs: {commands: ls}\n"),
        &step("action: ExecuteBash\ninputs: [{commands: [ls]}]\n"),
        &step("action: ExecutePowerShell\ninputs: {commands: [dir], file: a.ps1}\n"),
        &step("action: ExecutePowerShell\ninputs: {}\n"),
        &step("action: S3Download\ninputs: []\n"),
        &step("action: S3Download\ninputs: {source: s3://a/b, destination: /b}\n"),
        &step("action: DeleteFile\ninputs: [{path: }]\n"),
        &step("action: WebDownload\ninputs: [{source: 'https://a/b', destination: /b, checksum: abc}]\n"),
        &step("action: WebDownload\ninputs: [{source: 'https://a/b', destination: /b, checksum: a, algorithm: CRC}]\n"),
        &step("action: DeleteFolder\ninputs: [{path: /a, force: perhaps}]\n"),
        &step("action: Reboot\ninputs: {delaySeconds: soon}\n"),
        &step("action: UpdateOS\ntimeoutSeconds: 0\n"),
        &step("action: UpdateOS\ntimeoutSeconds: -2\n"),
        &step("action: UpdateOS\nmaxAttempts: 0\n"),
        &step("action: ExecuteDocument\nmaxAttempts: 2\ninputs: {document: /a.yaml}\n"),
        &step("action: UpdateOS\nonFailure: abort\n"),
        &step("action: UpdateOS\ntimeoutSecond: 1\n"),
        &step("action: UpdateOS\nif: {packageInstalled: a}\n"),
        &step("action: UpdateOS\nif: {stringEquals: a}\n"),
        &step("action: UpdateOS\nif: {fileMD5Equals: a, value: /b}\n"),
        &step("action: UpdateOS\nif: {stringEquals: a, numberEquals: 1, value: b}\n"),
        &step("action: UpdateOS\nif: {stringEquals: a, value: b, then: Run}\n"),
        &step("action: UpdateOS\nif: {numberEquals: many, value: 1}\n"),
        &step("action: UpdateOS\nif: {and: {fileExists: /a}}\n"),
        &step("action: UpdateOS\nif: {or: [{fileExist: /a}]}\n"),
        &step("action: UpdateOS\nloop: {name: a}\n"),
        &step("action: UpdateOS\nloop: {for: {start: a, end: 2}}\n"),
        &step("action: UpdateOS\nloop: {for: {start: 1, end: 2}, forEach: [a]}\n"),
        &step("action: UpdateOS\nloop: {forEach: {list: 'a', delimiter: '||'}}\n"),
    ];
    let taken: Vec<_> = wrong
        .iter()
        .filter(|text| problems(&validator, text).is_empty())
        .collect();
    assert!(taken.is_empty(), "{taken:#?}");
}

/// Every module is there with all its inputs, and what an editor shows for them is not empty.
#[test]
fn editors_can_explain_every_action_and_input() {
    let schema = component_schema();
    let step = &schema["definitions"]["step"];
    for (at, module) in actions::all().enumerate() {
        assert_eq!(step["properties"]["action"]["enum"][at], module.name);
        assert!(
            step["properties"]["action"]["enumDescriptions"][at]
                .as_str()
                .unwrap()
                .len()
                > 10
        );
        let rule = &step["allOf"][at];
        assert_eq!(rule["if"]["not"]["properties"]["action"]["not"]["const"], module.name);
        let inputs = &rule["then"]["properties"]["inputs"];
        let call = if inputs["type"] == "array" {
            &inputs["items"]
        } else {
            inputs
        };
        for input in module.inputs {
            let property = &call["properties"][input.name];
            assert!(
                property["description"].as_str().unwrap().len() > 10,
                "{} {}",
                module.name,
                input.name
            );
            assert_eq!(property.get("default").is_some(), input.default.is_some());
        }
    }
}

/// The fields that reading a document knows, as it names them when it meets another.
fn fields(document: &str) -> Vec<String> {
    let found = check(&Source::new("component.yaml", document), &RuleSettings::default());
    let unknown = found
        .iter()
        .find(|found| found.rule == "structure/unknown-field")
        .unwrap();
    let help = unknown.help.as_deref().unwrap();
    let mut fields: Vec<String> = help.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    fields.sort();
    fields
}

#[test]
fn it_has_the_fields_that_reading_knows() {
    let schema = component_schema();
    let tail = "phases: [{name: test, steps: []}]\n";
    let cases = [
        ("", format!("qqqqqqqqqqqq: 1\nschemaVersion: 1.0\n{tail}")),
        (
            "/definitions/phase",
            "schemaVersion: 1.0\nphases: [{name: test, steps: [], qqqqqqqqqqqq: 1}]\n".to_owned(),
        ),
        ("/definitions/step", step("action: UpdateOS\nqqqqqqqqqqqq: 1\n")),
        (
            "/definitions/parameter",
            format!("schemaVersion: 1.0\nparameters: [{{Name: {{qqqqqqqqqqqq: 1}}}}]\n{tail}"),
        ),
        (
            "/definitions/constant",
            format!("schemaVersion: 1.0\nconstants: [{{Name: {{value: a, qqqqqqqqqqqq: 1}}}}]\n{tail}"),
        ),
    ];
    for (place, document) in cases {
        let properties = schema.pointer(place).unwrap()["properties"].as_object().unwrap();
        assert_eq!(
            properties.keys().cloned().collect::<Vec<_>>(),
            fields(&document),
            "{place}"
        );
    }
    let phases = schema
        .pointer("/definitions/phase/properties/name/anyOf/0/enum")
        .unwrap()
        .as_array()
        .unwrap();
    assert!(
        phases
            .iter()
            .all(|phase| Stage::of_phase(phase.as_str().unwrap()).is_some())
    );
}

/// A snippet, with its places filled in, is a step that fits.
#[test]
fn snippets_are_steps_that_fit() {
    let schema = component_schema();
    let validator = validator();
    let snippets = schema["definitions"]["step"]["defaultSnippets"].as_array().unwrap();
    assert_eq!(snippets.len(), actions::all().count());
    for snippet in snippets {
        let body = snippet["bodyText"].as_str().unwrap();
        let mut filled = String::new();
        // `${2|a,b|}` is a choice, `${1:Name}` a text to replace, `$3` a place to fill in.
        for (at, part) in body.split("${").enumerate() {
            match part.split_once('}').filter(|_| at > 0) {
                Some((place, rest)) => {
                    filled.push_str(place.split(['|', ':', ',']).nth(1).unwrap());
                    filled.push_str(rest);
                }
                None => filled.push_str(part),
            }
        }
        let document = format!(
            "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - {}\n",
            filled.replace('\n', "\n      ")
        );
        assert_eq!(problems(&validator, &document), Vec::<String>::new(), "{document}");
    }
}
