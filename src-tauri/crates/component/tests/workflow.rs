//! Workflow documents: those of others that work have no error, and every way to break one is found.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use ingot_component::rules::RuleSettings;
use ingot_component::workflow::{self, Kind, actions};
use ingot_component::{Diagnostic, Severity, Source, yaml};
use insta::assert_snapshot;
use proptest::prelude::*;

/// Documents with errors, by the end of their path, with the rules they break.
const BROKEN: &[(&str, &[&str])] = &[
    // Tests and an example of the CDK that are never created: `RunCommand` without a document, and
    // steps without the instance.
    ("readme.inline-workflow.yaml", &["workflow/missing-input"]),
    (
        "workflow.test.test-workflow.yaml",
        &[
            "workflow/missing-input",
            "workflow/missing-input",
            "workflow/missing-input",
        ],
    ),
];

fn check(text: &str) -> Vec<Diagnostic> {
    workflow::check(&Source::new("workflow.yaml", text), &RuleSettings::default())
}

fn corpus(folder: &str) -> Option<Vec<PathBuf>> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora");
    if !corpora.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return None;
    }
    let mut files = Vec::new();
    collect(&corpora.join(folder), &mut files);
    Some(files)
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
fn valid_workflows_of_others_have_no_error() {
    let Some(files) = corpus("workflows") else { return };
    assert!(files.len() >= 6, "only {} workflows found", files.len());
    let mut wrong = BTreeMap::new();
    for path in &files {
        let text = fs::read_to_string(path).unwrap();
        let errors: Vec<_> = check(&text)
            .into_iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        let rules: Vec<&str> = errors.iter().map(|found| found.rule.as_str()).collect();
        let expected = BROKEN.iter().find(|(end, _)| path.ends_with(end));
        if rules != expected.map_or(&[][..], |(_, rules)| rules) {
            wrong.insert(path, errors);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn is_workflow(text: &str) -> bool {
    let parsed = yaml::parse(&Source::new("a.yaml", text));
    parsed.documents.first().is_some_and(workflow::is_workflow)
}

#[test]
fn workflows_and_components_are_told_apart_by_their_content() {
    if let (Some(workflows), Some(components)) = (corpus("workflows"), corpus("components")) {
        for path in workflows {
            assert!(is_workflow(&fs::read_to_string(&path).unwrap()), "{path:?}");
        }
        for path in components {
            assert!(!is_workflow(&fs::read_to_string(&path).unwrap()), "{path:?}");
        }
    }
    assert!(is_workflow("steps: [{action: WaitForAction}]\n"));
    assert!(is_workflow("schemaVersion: 1.0\nsteps: [{action: WaitForActoin}]\n"));
    assert!(!is_workflow("schemaVersion: 1.0\nsteps: [{action: ExecuteBash}]\n"));
    assert!(!is_workflow("steps: [{run: make}]\n"));
    assert!(!is_workflow("phases: []\nsteps: [{action: WaitForAction}]\n"));
    assert!(!is_workflow("- steps\n"));
}

/// A document in the ways in which AWS's guide and samples write it.
const FULL: &str = r#"name: release
description: Releases a tested image after somebody has agreed.
schemaVersion: "1.0"
parameters:
  - name: topicArn
    type: string
    description: where the question is published
  - name: accounts
    type: stringList
    default: []
  - name: limit
    type: integer
    default: "16"
  - name: rollback
    type: boolean
    default: true
steps:
  - name: Agree
    description: A person decides.
    action: WaitForAction
    timeoutSeconds: 604800
    rollbackEnabled: $.parameters.rollback
    inputs:
      snsTopicArn.$: "$.parameters.topicArn"
      payload: 'image {{ $.workflowOutputs.ImageId }} of {{ $.imagebuilder.imageName }}'
  - name: Validate
    action: ExecuteStateMachine
    inputs:
      stateMachineArn: arn:aws:states:us-east-1:111122223333:stateMachine:validate
      input.$: |
        {"limit": "{{ $.parameters.limit }}", "said": "{{ $.stepOutputs.Agree.reason }}"}
  - name: Copy
    action: DistributeImage
    inputs:
      distributions:
        - region: us-east-1
          name: 'release-{{ imagebuilder:buildDate }}'
          amiTags: {Release: approved}
  - name: Share
    action: ModifyImageAttributes
    if:
      not:
        - stringEquals: ''
          value: $.parameters.accounts
    inputs:
      distributedImages.$: $.stepOutputs.Copy.distributedImages
      attributes:
        - region: us-east-1
          launchPermission:
            userIds.$: $.parameters.accounts
  - name: Publish
    action: ApplyImageConfigurations
    onFailure: Continue
    if:
      - and:
          - booleanEquals: true
            value: $.imagebuilder.collectImageMetadata
          - or:
              - numberGreaterThan: '3'
                value: $.parameters.limit
              - not:
                  stringEquals: Linux
                  value: $.imagebuilder.platform
    inputs:
      distributedImages.$: $.stepOutputs.Copy.distributedImages
outputs:
  - name: Images
    value: $.stepOutputs.Copy.distributedImages
"#;

#[test]
fn a_workflow_in_full_is_read_and_clean() {
    assert_eq!(check(FULL), []);
    let reading = workflow::read(&Source::new("workflow.yaml", FULL));
    let workflow = reading.workflow.unwrap();
    assert_eq!(workflow.kinds(), [Kind::Distribution]);
    assert_eq!(workflow.steps.len(), 5);
    assert_eq!(
        workflow.step("Agree").unwrap().timeout_seconds.as_ref().unwrap().value,
        Some(604_800)
    );
    assert_eq!(workflow.required_parameters().count(), 1);
    assert_eq!(workflow.outputs[0].name.value, "Images");
}

/// Each change breaks [`FULL`] in one way, which the rule must find at that line, or at
/// the line beside it where something is gone.
#[test]
fn every_way_to_break_a_workflow_is_found_at_its_line() {
    let changes = [
        (
            "schemaVersion: \"1.0\"",
            "schemaVersion: 1.1",
            "workflow/schema-version",
        ),
        ("type: string\n", "type: text\n", "workflow/parameter-type"),
        ("default: []", "default: none", "workflow/parameter-type"),
        ("default: \"16\"", "default: many", "workflow/parameter-type"),
        (
            "description: A person decides.",
            "about: A person decides.",
            "workflow/unknown-field",
        ),
        ("name: Agree\n", "name: Agree to this\n", "workflow/step-name"),
        (
            "action: WaitForAction",
            "action: WaitForActions",
            "workflow/unknown-action",
        ),
        (
            "action: WaitForAction",
            "action: ExecuteBash",
            "workflow/unknown-action",
        ),
        ("timeoutSeconds: 604800", "timeoutSeconds: 604801", "workflow/timeout"),
        ("timeoutSeconds: 604800", "timeoutSeconds: 0", "workflow/timeout"),
        ("timeoutSeconds: 604800", "timeoutSeconds: a week", "workflow/timeout"),
        (
            "rollbackEnabled: $.parameters.rollback",
            "rollbackEnabled: $.parameters.rolback",
            "workflow/undeclared-parameter",
        ),
        ("snsTopicArn.$:", "snsTopic.$:", "workflow/unknown-input"),
        ("snsTopicArn.$:", "snsTopicArn:", "workflow/chaining-indicator"),
        (
            "\"$.parameters.topicArn\"",
            "\"$.parameter.topicArn\"",
            "workflow/unknown-variable",
        ),
        (
            "$.imagebuilder.imageName",
            "$.imagebuilder.imagesName",
            "workflow/unknown-variable",
        ),
        ("stateMachineArn:", "machineArn:", "workflow/missing-input"),
        (
            "stepOutputs.Agree.reason",
            "stepOutputs.Agreed.reason",
            "workflow/unknown-step",
        ),
        (
            "stepOutputs.Agree.reason",
            "stepOutputs.Copy.distributedImages",
            "workflow/step-order",
        ),
        (
            "stepOutputs.Agree.reason",
            "stepOutputs.Validate.output",
            "workflow/step-order",
        ),
        (
            "stepOutputs.Agree.reason",
            "stepOutputs.Agree.reasons",
            "workflow/unknown-output",
        ),
        ("name: Copy\n", "name: Agree\n", "workflow/duplicate-name"),
        (
            "action: DistributeImage",
            "action: DistributeContainerImage",
            "workflow/missing-input",
        ),
        (
            "distributions:\n",
            "distributions: all\n      ignored:\n",
            "workflow/input-value",
        ),
        ("stringEquals: ''", "stringEqual: ''", "workflow/condition"),
        (
            "value: $.parameters.accounts",
            "than: $.parameters.accounts",
            "workflow/condition",
        ),
        ("onFailure: Continue", "onFailure: continue", "workflow/on-failure"),
        ("booleanEquals: true", "booleanEquals: 1", "workflow/condition"),
        (
            "numberGreaterThan: '3'",
            "numberGreaterThan: three",
            "workflow/condition",
        ),
        ("- or:", "- xor:", "workflow/condition"),
        (
            "value: $.stepOutputs.Copy.distributedImages",
            "value: $.stepOutputs.Copies.distributedImages",
            "workflow/unknown-step",
        ),
        (
            "    value: $.stepOutputs.Copy.distributedImages\n",
            "    values: $.stepOutputs.Copy.distributedImages\n",
            "workflow/unknown-field",
        ),
        (
            "    value: $.stepOutputs.Copy.distributedImages\n",
            "",
            "workflow/missing-field",
        ),
        ("  - name: Images\n", "  - ", "workflow/missing-field"),
    ];
    for (right, wrong, rule) in changes {
        let at = FULL.find(right).unwrap();
        let text = format!("{}{wrong}{}", &FULL[..at], &FULL[at + right.len()..]);
        let line = u32::try_from(FULL[..at].matches('\n').count() + 1).unwrap();
        let found = check(&text);
        let hit = found
            .iter()
            .any(|found| found.rule == rule && found.range.start.line.abs_diff(line) <= 1);
        assert!(hit, "{wrong}: no {rule} at line {line} in {found:#?}");
    }
}

fn report(documents: &[&str]) -> String {
    let mut report = String::new();
    for text in documents {
        writeln!(report, "{}\n=>", text.trim_end()).unwrap();
        let source = Source::new("workflow.yaml", *text);
        for found in workflow::check(&source, &RuleSettings::default()) {
            let place = format!("{}-{}", found.range.start, found.range.end);
            writeln!(report, "{:?} {} {place} {}", found.severity, found.rule, found.message).unwrap();
            if let Some(help) = &found.help {
                writeln!(report, "  help: {help}").unwrap();
            }
            for related in &found.related {
                writeln!(
                    report,
                    "  {}-{}: {}",
                    related.range.start, related.range.end, related.message
                )
                .unwrap();
            }
            if let Some(fix) = &found.fix {
                let mended = fix.apply(&source).unwrap();
                let line = mended.lines().nth(fix.edits[0].range.start.line as usize - 1).unwrap();
                writeln!(report, "  fix: {} -> {line}", fix.title).unwrap();
            }
        }
        report.push('\n');
    }
    report
}

#[test]
fn what_people_read_about_structure() {
    let reports = report(&[
        "",
        "just text\n",
        "{}\n",
        "schemaVersion: 1.0\nsteps:\n",
        "schemaVersion: 1.0\nsteps: [WaitForAction, {}, {name: [], action: WaitForAction, inputs: []}]\n",
        "schemaversion: 1.0\nstep: []\n",
        "schemaVersion: 1.0\nparameters: {a: 1}\nsteps: [{name: Approve, action: WaitForAction}]\noutputs: [{}]\n---\na: 1\n",
        "schemaVersion: 1.0\nsteps:\n  - name: 1st\n    action: WaitForAction\n  - name: ab\n    action: WaitForAction\n  - name: a b\n    action: WaitForAction\n",
    ]);
    assert_snapshot!(reports);
}

#[test]
fn what_people_read_about_steps() {
    let reports = report(&[
        "schemaVersion: 1.0\nsteps:\n  - name: Launch\n    action: LaunchInstance\n  - name: Run\n    action: RunCommand\n    inputs:\n      instance.$: $.stepOutputs.Lunch.instanceID\n      documentName.$: AWS-RunShellScript\n      parameters:\n        commands: ls\n",
        "schemaVersion: 1.0\nsteps:\n  - name: Launch\n    action: LaunchInstance\n    timeoutSeconds: 50000\n    onFailure: Ignore\n    inputs:\n      waitFor: agent\n      healthCheck: STATUS_CHECKS_PASSED\n      instanceTypesOverride: t3.medium\n  - name: Register\n    action: RegisterImage\n    inputs: {enaSupport: maybe, description: [a]}\n  - name: Stop\n    action: TerminateInstance\n    inputs: {instanceId: i-1}\n    if: {booleanEquals: true, value: '$.stepOutputs.Stop'}\n",
        "schemaVersion: 1.0\nsteps:\n  - name: Copy\n    action: DistributeContainerImage\n    inputs: {instanceId: i-1}\n  - name: Share\n    action: DistributeImage\n",
        "schemaVersion: 1.0\nsteps:\n  - name: Approve\n    action: WaitForAction\n    if: {value: 1}\n  - name: Twice\n    action: WaitForAction\n    if: {stringEquals: a, numberEquals: 1, value: a}\n  - name: Deep\n    action: WaitForAction\n    if: {and: [{and: [{and: [{not: {stringEquals: a, value: a}}]}]}]}\n  - name: Empty\n    action: WaitForAction\n    if: {or: []}\n  - name: List\n    action: WaitForAction\n    if: [{stringEquals: a, value: a}, {stringEquals: a, value: a}]\n  - name: Case\n    action: WaitForAction\n    if: {stringEquals: Linux, value: $.imagebuilder.Platform}\n",
    ]);
    assert_snapshot!(reports);
}

#[test]
fn fixes_keep_the_quotes_that_json_needs() {
    let text = r#"{"schemaVersion":"1.0","steps":[{"name":"Stop","action":"TerminateInstances","onFailur":"continue","inputs":{"instance":"$.parameters.id"}}],"parameters":[{"name":"id","type":"String"}]}"#;
    let mut text = text.to_owned();
    for _ in 0..10 {
        let source = Source::new("workflow.json", text.clone());
        let found = workflow::check(&source, &RuleSettings::default());
        match found.iter().find_map(|found| found.fix.as_ref()) {
            Some(fix) => text = fix.apply(&source).unwrap(),
            None => break,
        }
    }
    assert_eq!(check(&text), []);
    assert_eq!(
        text,
        r#"{"schemaVersion":"1.0","steps":[{"name":"Stop","action":"TerminateInstance","onFailure":"Continue","inputs":{"instanceId.$":"$.parameters.id"}}],"parameters":[{"name":"id","type":"string"}]}"#
    );
}

#[test]
fn text_that_only_looks_like_a_reference_is_text() {
    let text = "schemaVersion: 1.0\nsteps:\n  - name: Approve\n    action: WaitForAction\n    inputs:\n      payload: $.50 more\n";
    assert_eq!(check(text), []);
}

#[test]
fn every_step_action_has_an_entry_for_its_documented_limits() {
    let wait = actions::find("WaitForAction").unwrap();
    assert_eq!((wait.default_timeout, wait.max_timeout), (259_200, 604_800));
    let image = actions::find("CreateImage").unwrap();
    assert_eq!((image.default_timeout, image.max_timeout), (43_200, 259_200));
    assert_eq!(
        actions::find("ExecuteComponents").unwrap().kinds,
        [Kind::Build, Kind::Test]
    );
}

fn inside(text: &str) {
    let source = Source::new("hostile.yaml", text);
    let end = source.position(source.text().len());
    for found in workflow::check(&source, &RuleSettings::default()) {
        for range in std::iter::once(found.range).chain(found.related.iter().map(|related| related.range)) {
            assert!(range.start <= range.end && range.end <= end, "{found:?}");
        }
        if let Some(fix) = &found.fix {
            assert!(fix.apply(&source).is_some(), "{fix:?}");
        }
    }
    let parsed = yaml::parse(&source);
    parsed.documents.iter().for_each(|root| {
        workflow::is_workflow(root);
    });
}

#[test]
fn hostile_documents_are_checked_in_bounds() {
    let step =
        "  - {name: A, action: WaitForAction, inputs: {x.$: $.stepOutputs.B.c, payload: '{{ $.parameters.p }}'}}\n";
    inside(&format!("schemaVersion: 1.0\nsteps:\n{}", step.repeat(5000)));
    inside(&format!(
        "schemaVersion: 1.0\nsteps:\n  - name: A\n    action: WaitForAction\n    if: {}",
        "{not: ".repeat(90)
    ));
    inside(&format!(
        "steps: [{{action: WaitForAction, if: {}a: 1{}}}]",
        "{and: [".repeat(40),
        "]}".repeat(40)
    ));
}

proptest! {
    #[test]
    fn any_damage_to_a_workflow_is_survived(
        at in any::<prop::sample::Index>(),
        length in 0..40_usize,
        new in "([a-zA-Z$.{}\\[\\]:,'\"|>\n é-]|\\$\\.|\\{\\{ \\$\\.){0,12}",
    ) {
        let mut start = at.index(FULL.len());
        while !FULL.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (start + length).min(FULL.len());
        while !FULL.is_char_boundary(end) {
            end += 1;
        }
        inside(&format!("{}{new}{}", &FULL[..start], &FULL[end..]));
    }
}
