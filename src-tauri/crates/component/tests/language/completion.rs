use ingot_component::language::{Completion, CompletionKind, complete};

use super::{apply, cursor};

fn offers(text: &str) -> Vec<Completion> {
    let (source, position) = cursor(text);
    complete(&source, position)
}

fn labels(text: &str) -> Vec<String> {
    offers(text).into_iter().map(|offer| offer.label).collect()
}

/// The text after choosing `label`.
fn chosen(text: &str, label: &str) -> String {
    let (source, position) = cursor(text);
    let offer = complete(&source, position)
        .into_iter()
        .find(|offer| offer.label == label);
    let offer = offer.unwrap_or_else(|| panic!("{label} is not offered: {:?}", labels(text)));
    assert!(
        offer.edit.range.start <= position && position <= offer.edit.range.end,
        "the edit holds the cursor"
    );
    apply(&source, vec![offer.edit])
}

const HEAD: &str = "schemaVersion: 1.0
parameters:
  - Package:
      type: string
      default: nginx
constants:
  - Root:
      type: string
      value: /srv
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
      - name: Fetch
        action: WebDownload
        inputs:
          - source: https://example.com/a
            destination: /tmp/a
";

fn with(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

#[test]
fn the_keys_of_a_document_are_offered_required_ones_first() {
    assert_eq!(
        labels("‸"),
        [
            "schemaVersion",
            "phases",
            "name",
            "description",
            "parameters",
            "constants"
        ]
    );
    assert_eq!(
        labels("schemaVersion: 1.0\nph‸"),
        ["phases", "name", "description", "parameters", "constants"]
    );
    assert_eq!(chosen("ph‸", "phases"), "phases:\n  - ");
    assert_eq!(chosen("ph‸: x", "phases"), "phases: x");
    assert_eq!(chosen("schema‸", "schemaVersion"), "schemaVersion: ");
}

#[test]
fn the_fields_of_declarations_phases_and_loops_are_offered() {
    assert_eq!(
        labels("parameters:\n  - Name:\n      ‸"),
        ["type", "default", "description"]
    );
    assert_eq!(
        labels("constants:\n  - Name:\n      type: string\n      ‸"),
        ["value", "description"]
    );
    assert_eq!(
        labels("parameters:\n  - Name: {type: string, ‸}"),
        ["default", "description"]
    );
    assert_eq!(labels("parameters:\n  - Name:\n      type: ‸"), ["string"]);
    assert_eq!(labels("phases:\n  - ‸"), ["name", "steps"]);
    assert_eq!(
        labels("phases:\n  - name: ‸"),
        ["build", "validate", "test", "container-host-test"]
    );
    let step = "phases:\n  - name: build\n    steps:\n      - name: A\n        action: ReadFile\n        ";
    assert_eq!(labels(&format!("{step}loop:\n          ‸")), ["for", "forEach", "name"]);
    assert_eq!(
        labels(&format!("{step}loop:\n          forEach: [a]\n          ‸")),
        ["name"]
    );
    assert_eq!(
        labels(&format!("{step}loop:\n          for:\n            ‸")),
        ["start", "end", "updateBy"]
    );
    assert_eq!(
        labels(&format!("{step}loop:\n          forEach:\n            ‸")),
        ["list", "delimiter"]
    );
    assert_eq!(
        chosen(
            &format!("{step}loop:\n          forEach:\n            delimiter:‸"),
            "','"
        ),
        format!("{step}loop:\n          forEach:\n            delimiter: ','")
    );
}

#[test]
fn the_keys_of_a_step_are_offered_unless_they_are_there() {
    let found = labels(&with(
        "      - name: X\n        ‸\n        inputs:\n          commands: []\n",
    ));
    assert_eq!(
        found,
        ["action", "onFailure", "timeoutSeconds", "maxAttempts", "loop", "if"]
    );
    assert_eq!(labels(&with("      - ‸"))[..2], ["name", "action"]);
    assert_eq!(labels(&with("      - na‸"))[..2], ["name", "action"]);
    assert_eq!(
        chosen(&with("      ‸"), "- name"),
        with("      - name: \n        action: ")
    );
}

#[test]
fn actions_come_with_the_inputs_they_need() {
    let actions = offers(&with("      - name: X\n        action: ‸"));
    assert_eq!(actions.len(), 30);
    assert!(
        actions
            .iter()
            .all(|offer| offer.kind == CompletionKind::Action && !offer.documentation.is_empty())
    );
    let start = "      - name: X\n        action: ";
    assert_eq!(
        chosen(&with(&format!("{start}Exec‸")), "ExecuteBash"),
        with(&format!(
            "{start}ExecuteBash\n        inputs:\n          commands:\n            - "
        ))
    );
    assert_eq!(
        chosen(&with(&format!("{start}‸\n")), "S3Download"),
        with(&format!(
            "{start}S3Download\n        inputs:\n          - source: \n            destination: \n"
        ))
    );
    assert_eq!(
        chosen(&with(&format!("{start}‸")), "Reboot"),
        with(&format!("{start}Reboot"))
    );
    // The quotes stay, and inputs that are there already are not written again.
    assert_eq!(
        chosen(&with(&format!("{start}\"Exec‸\"\n")), "ExecuteBash"),
        with(&format!("{start}\"ExecuteBash\"\n"))
    );
    let rest = "\n        inputs:\n          commands: []\n";
    assert_eq!(
        chosen(&with(&format!("{start}E‸{rest}")), "ExecuteBash"),
        with(&format!("{start}ExecuteBash{rest}"))
    );
    assert_eq!(
        chosen(&with("      - name: X\n        action:‸"), "Reboot"),
        with("      - name: X\n        action: Reboot")
    );
}

#[test]
fn the_inputs_of_the_action_are_offered_missing_ones_first() {
    let step = "      - name: X\n        action: WebDownload\n        inputs:\n";
    let inputs = labels(&with(&format!("{step}          - ‸")));
    assert_eq!(inputs[..2], ["source", "destination"]);
    assert!(inputs.contains(&"checksum".to_owned()));
    let inputs = labels(&with(&format!(
        "{step}          - source: a\n            ‸\n            checksum: b\n"
    )));
    assert_eq!(inputs[..2], ["destination", "algorithm"]);
    assert!(!inputs.contains(&"source".to_owned()));
    assert_eq!(
        chosen(&with(&format!("{step}          ‸")), "- "),
        with(&format!("{step}          - source: \n            destination: "))
    );
    let bash = "      - name: X\n        action: ExecuteBash\n        ";
    assert_eq!(
        chosen(&with(&format!("{bash}inp‸")), "inputs"),
        with(&format!("{bash}inputs:\n          commands:\n            - "))
    );
    assert_eq!(
        chosen(&with(&format!("{bash}inputs:\n          co‸")), "commands"),
        with(&format!("{bash}inputs:\n          commands:\n            - "))
    );
    let powershell =
        "      - name: X\n        action: ExecutePowerShell\n        inputs:\n          file: a\n          ‸";
    assert_eq!(labels(&with(powershell)), Vec::<String>::new());
}

#[test]
fn the_words_of_a_field_or_input_are_offered() {
    assert_eq!(
        labels(&with("      - name: X\n        onFailure: ‸")),
        ["Abort", "Continue", "Ignore"]
    );
    let step = "      - name: X\n        action: WebDownload\n        inputs:\n          - source: a\n";
    assert_eq!(
        labels(&with(&format!("{step}            algorithm: ‸"))),
        ["MD5", "SHA1", "SHA256", "SHA512"]
    );
    assert_eq!(
        labels(&with(&format!("{step}            overwrite: tr‸"))),
        ["true", "false"]
    );
    assert_eq!(
        labels(&with(
            "      - name: X\n        if:\n          fileExists: /a\n          then: ‸"
        ))
        .len(),
        3
    );
}

#[test]
fn operators_are_offered_the_right_way_round_and_one_at_a_time() {
    let step = "      - name: X\n        action: Reboot\n        if:\n";
    let offered = offers(&with(&format!("{step}          ‸")));
    let less = offered.iter().find(|offer| offer.label == "numberLessThan").unwrap();
    assert_eq!(less.detail, "value < operand");
    assert!(offered.iter().any(|offer| offer.label == "then"));
    let beside = labels(&with(&format!("{step}          numberLessThan: 2\n          ‸")));
    assert_eq!(beside, ["value", "then", "else"]);
    let hash = labels(&with(&format!("{step}          fileSHA256Equals: abc\n          ‸")));
    assert_eq!(hash[0], "path");
    let nested = labels(&with(&format!("{step}          and:\n            - ‸")));
    assert_eq!(nested.len(), 23);
    let assert = labels(&with(
        "      - name: X\n        action: Assert\n        inputs:\n          ‸",
    ));
    assert_eq!(assert.len(), 23);
}

#[test]
fn references_that_are_valid_here_are_offered() {
    let found = labels(&with(
        "      - name: Use\n        action: ExecuteBash\n        inputs:\n          commands:\n            - echo \"{{ ‸ }}\"\n      - name: Later\n        action: ReadFile\n        inputs:\n          - path: /a\n",
    ));
    assert_eq!(
        found[..5],
        [
            "Package",
            "Root",
            "build.Fetch.outputs.destination",
            "build.Install.outputs.stdout",
            "build.Fetch.inputs[0].destination"
        ]
    );
    assert!(
        !found
            .iter()
            .any(|label| label.contains("Later") || label.contains("build.Use") || label.contains("loop"))
    );
    for label in [
        "context:region",
        "env:IMAGE_PHASE",
        "aws:imds:instance-id",
        "aws:ssm:/",
        "aws:ssm:resolve(Package)",
    ] {
        assert!(found.iter().any(|found| found == label), "{label}");
    }
}

#[test]
fn steps_of_the_other_stage_are_not_offered() {
    let tests = |phase: &str| {
        labels(&with(&format!(
            "  - name: {phase}\n    steps:\n      - name: Use\n        action: ExecuteBash\n        inputs:\n          commands:\n            - echo {{{{ bu‸"
        )))
    };
    assert!(
        tests("validate")
            .iter()
            .any(|label| label == "build.Install.outputs.stdout")
    );
    assert!(!tests("test").iter().any(|label| label.starts_with("build.")));
}

#[test]
fn a_loop_offers_its_value_to_its_own_step() {
    let found = labels(&with(
        "      - name: X\n        action: ReadFile\n        loop:\n          name: Files\n          forEach: [a]\n        inputs:\n          - path: '/{{ ‸'\n",
    ));
    assert_eq!(found[..4], ["Files.value", "loop.value", "Files.index", "loop.index"]);
}

#[test]
fn references_are_not_offered_where_they_are_not_replaced() {
    for text in [
        with("      - name: '{{ ‸ }}'\n"),
        with("      - name: X\n        timeoutSeconds: '{{ ‸'\n"),
        with("      - name: X\n        loop:\n          for:\n            start: '{{ ‸'\n"),
        "description: '{{ ‸ }}'\n".to_owned(),
        format!("# {{{{ ‸\n{HEAD}"),
    ] {
        assert_eq!(labels(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn references_are_closed_when_they_are_open_and_only_then() {
    let line = |text: &str| {
        let step = "      - name: X\n        action: ExecuteBash\n        inputs:\n          commands:\n            - ";
        let after = chosen(&with(&format!("{step}{text}\n")), "Package");
        after
            .lines()
            .last()
            .unwrap()
            .trim_start_matches("            - ")
            .to_owned()
    };
    assert_eq!(line("echo \"{{‸\""), "echo \"{{ Package }}\"");
    assert_eq!(line("echo \"{{ ‸\""), "echo \"{{ Package }}\"");
    assert_eq!(line("echo \"{{‸}}\""), "echo \"{{ Package }}\"");
    assert_eq!(
        line("echo \"{{ Pa‸ck }} {{ Root }}\""),
        "echo \"{{ Package }} {{ Root }}\""
    );
    assert_eq!(
        line("echo {{ Root }} {{ P‸ {{ Root }}"),
        "echo {{ Root }} {{ Package }} {{ Root }}"
    );
}

#[test]
fn references_are_offered_inside_scripts() {
    let found = labels(&with(
        "      - name: X\n        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              key: {{ Root }}\n              - echo {{ ‸\n              more: text\n",
    ));
    assert_eq!(found[..2], ["Package", "Root"]);
}

#[test]
fn half_typed_documents_are_understood() {
    // A quote that is not closed, a bracket that is not closed, tabs, a mistake further up or down.
    let step = "      - name: X\n        action: CreateFile\n        inputs:\n          - path: \"/a\n            ‸\n";
    assert!(labels(&with(step)).iter().any(|label| label == "content"));
    let flow = "      - {name: X, action: CreateFile, inputs: [{path: /a, ‸\n";
    assert!(labels(&with(flow)).iter().any(|label| label == "content"));
    let flow = "      - name: X\n        action: ExecuteBinary\n        inputs: {pa‸\n        onFailure: Abort\n";
    assert_eq!(labels(&with(flow)), ["path", "arguments"]);
    let below =
        "      - name: X\n        on‸\n      - name: Y\n        action: \"ExecuteBash\n  - name: test\n    steps: [\n";
    assert!(labels(&with(below)).iter().any(|label| label == "onFailure"));
    let above = format!(
        "name: [\ndescription: 'x\n{}",
        with(
            "      - name: X\n        action: ExecuteBash\n        inputs:\n          commands:\n            - '{{ ‸'\n"
        )
    );
    assert!(
        labels(&above).iter().any(|label| label == "Package"),
        "{:?}",
        labels(&above)
    );
    let no_indent = "phases:\n- name: build\n  steps:\n  - name: A\n    action: Reboot\n    ‸\n- name: test\n";
    assert!(labels(no_indent).iter().any(|label| label == "inputs"));
    let windows = "phases:\r\n  - name: build\r\n    steps:\r\n      - name: A\r\n        action: Cre‸\r\n";
    assert!(chosen(windows, "CreateFile").contains("CreateFile\r\n        inputs:\r\n          - path: "));
}

#[test]
fn json_is_completed_too() {
    let text =
        r#"{"schemaVersion": "1.0", "phases": [{"name": "build", "steps": [{"name": "A", "action": "ReadFile", ‸}]}]}"#;
    assert!(labels(text).iter().any(|label| label == "inputs"), "{:?}", labels(text));
    let text = "{\n  \"phases\": [\n    {\"name\": \"‸\"}\n  ]\n}\n";
    assert_eq!(labels(text)[0], "build");
}

#[test]
fn nothing_is_offered_in_comments_and_in_free_text() {
    for text in [
        "# ph‸",
        "name: ‸",
        "name: x # ‸",
        "description: |\n  ph‸\n",
        "x:\n  y:\n    ‸",
    ] {
        assert_eq!(labels(text), Vec::<String>::new(), "{text}");
    }
}
