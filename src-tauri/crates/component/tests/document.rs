//! The model of a component document and the questions it answers.
#![allow(clippy::unwrap_used)]

use ingot_component::document::{ComponentDocument, OnFailure, Stage};
use ingot_component::{ComponentType, Source, read};

const DOCUMENT: &str = "name: Web server
description: Installs and starts nginx
schemaVersion: 1.0
parameters:
  - Port:
      type: string
      description: where it listens
  - Package:
      type: string
      default: nginx
  - Empty:
      type: string
      default: ''
constants:
  - Root:
      type: string
      value: /srv/www
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        timeoutSeconds: 600
        maxAttempts: 3
        onFailure: Continue
        inputs:
          commands:
            - apt-get install -y {{ Package }}
            - echo {{Package}} {{ Port }}
      - name: Restart
        action: Reboot
  - name: validate
    steps:
      - name: Listens
        action: ExecuteBash
        if:
          stringIsEmpty: '{{ Port }}'
        loop:
          forEach: ['{{ Root }}']
        inputs:
          commands: [curl localhost]
";

fn document(text: &str) -> ComponentDocument {
    let reading = read(&Source::new("component.yaml", text));
    assert_eq!(reading.diagnostics, []);
    reading.document.unwrap()
}

#[test]
fn a_document_is_read_with_all_its_parts() {
    let source = Source::new("component.yaml", DOCUMENT);
    let document = document(DOCUMENT);
    assert_eq!(document.name.as_ref().unwrap().value, "Web server");
    assert_eq!(document.schema_version.as_ref().unwrap().value, "1.0");
    assert_eq!(document.phase_names().collect::<Vec<_>>(), ["build", "validate"]);
    assert_eq!(document.constants[0].value.as_deref(), Some("/srv/www"));
    assert_eq!(document.parameters[0].description.as_deref(), Some("where it listens"));
    let install = &document.phases[0].steps[0];
    assert_eq!(source.slice(install.action.span), "ExecuteBash");
    assert!(source.slice(install.span).starts_with("name: Install"));
    assert!(source.slice(install.span).ends_with("{{ Port }}"));
    assert_eq!(install.timeout_seconds.as_ref().unwrap().value, Some(600));
    assert_eq!(install.max_attempts.as_ref().unwrap().value, Some(3));
    assert_eq!(install.on_failure.as_ref().unwrap().value, Some(OnFailure::Continue));
    assert_eq!(
        install.inputs.as_ref().unwrap().get("commands").unwrap().items().len(),
        2
    );
    assert_eq!(document.phases[0].steps[1].inputs, None);
}

#[test]
fn parameters_without_a_default_are_required() {
    let required: Vec<_> = document(DOCUMENT)
        .required_parameters()
        .map(|parameter| parameter.name.value.clone())
        .collect();
    assert_eq!(required, ["Port"]);
}

#[test]
fn uses_of_a_name_are_counted_by_step_wherever_they_stand() {
    let document = document(DOCUMENT);
    assert_eq!(document.parameter_uses("Package"), 1);
    assert_eq!(document.parameter_uses("Port"), 2);
    assert_eq!(document.parameter_uses("Root"), 1);
    assert_eq!(document.parameter_uses("Empty"), 0);
}

#[test]
fn only_a_lone_test_phase_makes_a_test_component() {
    let of = |phases: &[&str]| {
        let phases: String = phases
            .iter()
            .map(|name| format!("  - name: {name}\n    steps: []\n"))
            .collect();
        document(&format!("schemaVersion: 1.0\nphases:\n{phases}")).component_type()
    };
    assert_eq!(of(&["test"]), ComponentType::Test);
    assert_eq!(of(&["build"]), ComponentType::Build);
    assert_eq!(of(&["build", "test"]), ComponentType::Build);
    assert_eq!(of(&["test", "container-host-test"]), ComponentType::Build);
}

#[test]
fn phases_belong_to_stages() {
    assert_eq!(Stage::of_phase("validate"), Some(Stage::Build));
    assert_eq!(Stage::of_phase("container-host-test"), Some(Stage::Test));
    assert_eq!(Stage::of_phase("verify"), None);
}

#[test]
fn a_document_being_typed_still_has_its_steps() {
    let cut = DOCUMENT.find("      - name: Restart").unwrap();
    let text = format!("{}      - name: \"Resta\n", &DOCUMENT[..cut]);
    let reading = read(&Source::new("component.yaml", text));
    assert!(!reading.complete);
    assert_eq!(
        reading
            .diagnostics
            .iter()
            .map(|found| found.rule.as_str())
            .collect::<Vec<_>>(),
        ["yaml/unreadable"]
    );
    let document = reading.document.unwrap();
    assert_eq!(document.parameters.len(), 3);
    assert_eq!(document.phases[0].steps[0].name.value, "Install");
}
