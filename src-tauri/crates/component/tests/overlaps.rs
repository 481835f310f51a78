//! One problem is one finding, though several rules of different groups could speak of it.
#![allow(clippy::unwrap_used)]

mod common;

use common::step;
use ingot_component::Source;
use ingot_component::rules::{RuleSettings, check};

fn rules_with(off: &[&str], text: &str) -> Vec<String> {
    let settings = RuleSettings::without(off.iter().copied());
    check(&Source::new("component.yaml", text), &settings)
        .into_iter()
        .map(|found| found.rule)
        .collect()
}

fn rules(text: &str) -> Vec<String> {
    rules_with(&[], text)
}

/// A step of a phase, given as the text behind its name.
fn document(phase: &str, rest: &str) -> String {
    step(rest).replacen("name: build", &format!("name: {phase}"), 1)
}

const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

#[test]
fn a_value_that_must_change_anyway_is_not_also_a_number_for_yaml() {
    let download = |inputs: &str| {
        step(&format!(
            "action: WebDownload\ninputs:\n  - {inputs}\n    destination: \"/opt/a.sh\""
        ))
    };
    assert_eq!(rules(&download("source: 1.10")), ["actions/web-address"]);
    assert_eq!(
        rules(&download(
            "source: \"https://example.com/a\"\n    algorithm: SHA256\n    checksum: 1.10"
        )),
        ["actions/checksum"]
    );
    assert_eq!(
        rules(&download(&format!(
            "source: \"https://example.com/a\"\n    algorithm: 1.10\n    checksum: {HASH}"
        ))),
        ["actions/not-a-word"]
    );
    let registry = |inputs: &str| step(&format!("action: SetRegistry\ninputs:\n  - name: Name\n    {inputs}"));
    assert_eq!(
        rules(&registry("path: 1.10\n    value: text\n    type: SZ")),
        ["actions/registry-path"]
    );
    assert_eq!(
        rules(&registry(
            "path: 'HKLM:\\SOFTWARE\\A'\n    value: {a: b}\n    type: DWORD"
        )),
        ["actions/wrong-type"]
    );
}

#[test]
fn what_is_no_address_is_nothing_to_fetch_from() {
    let download = |source: &str| {
        step(&format!(
            "action: S3Download\ninputs:\n  - source: {source}\n    destination: \"/opt/a.zip\""
        ))
    };
    assert_eq!(rules(&download("'*'")), ["actions/s3-address"]);
    assert_eq!(rules(&download("s3://own-bucket/folder/")), ["actions/s3-address"]);
    assert_eq!(rules(&download("s3://own-bucket/*.zip")), ["actions/wildcard-place"]);
    let web = step("action: WebDownload\ninputs:\n  - source: s3://own-bucket/a.zip\n    destination: \"/opt/a.zip\"");
    assert_eq!(rules(&web), ["actions/web-address"]);
}

#[test]
fn a_rule_that_is_off_leaves_its_place_to_the_others() {
    let text = step("action: S3Download\ninputs:\n  - source: s3://own-bucket/*.zip\n    destination: \"/opt/a.zip\"");
    assert_eq!(rules_with(&["actions/wildcard-place"], &text), ["iam/bucket"]);
}

#[test]
fn permissions_that_are_none_are_not_also_too_wide() {
    let create = |permissions: &str| {
        step(&format!(
            "action: CreateFolder\ninputs:\n  - path: \"/opt/a\"\n    permissions: {permissions}"
        ))
    };
    assert_eq!(rules(&create("\"7\"")), ["actions/permissions"]);
    // Quotes do not make it less wide: these are two problems.
    assert_eq!(
        rules(&create("0777")),
        ["actions/permissions-number", "security/world-writable"]
    );
}

#[test]
fn a_folder_in_the_place_of_a_file_is_not_also_missing() {
    let text = step(
        "action: S3Download\ninputs:\n  - source: s3://ec2imagebuilder-a/b.zip\n    destination: \"/data/tools/\"",
    );
    assert_eq!(rules(&text), ["actions/destination-folder"]);
}

#[test]
fn a_path_of_the_wrong_platform_is_one_finding() {
    assert_eq!(
        rules(&step("action: ExecutePowerShell\ninputs:\n  file: /tmp/script")),
        ["actions/powershell-file"]
    );
    let text = step(
        "action: WebDownload\ninputs:\n  - source: \"https://example.com/a\"\n    destination: \"/tmp/a\"\n",
    ) + "      - name: Restart\n        action: Reboot\n      - name: Use\n        action: ExecutePowerShell\n        inputs:\n          file: '/tmp/a'\n";
    let found = rules(&text);
    assert!(found.contains(&"platform/unix-path-on-windows".to_owned()), "{found:?}");
    assert!(!found.contains(&"behaviour/tmp-is-emptied".to_owned()), "{found:?}");
}

#[test]
fn updates_in_the_test_stage_are_lost_however_long_they_take() {
    let text = document("test", "action: UpdateOS\ninputs:\n  include: [KB5031234]");
    assert_eq!(rules(&text), ["behaviour/lost-after-test"]);
}

#[test]
fn attempts_that_are_refused_restart_no_loop() {
    let text = step(
        "action: ExecuteDocument\nmaxAttempts: 2\nloop:\n  forEach: ['a.yaml', 'b.yaml']\ninputs:\n  document: '{{ loop.value }}'",
    );
    assert_eq!(rules(&text), ["steps/max-attempts"]);
}

#[test]
fn where_no_reference_can_stand_it_does_not_matter_where_it_leads() {
    let looping = |fields: &str| {
        step(&format!(
            "action: ExecuteBash\nloop:\n  {fields}\ninputs:\n  commands:\n    - echo \"{{{{ loop.value }}}}\""
        ))
    };
    for reference in [
        "{{ Nothing }}",
        "{{ build.Nothing.outputs.stdout }}",
        "{{ aws:ssm:/a/password }}",
    ] {
        let bounds = format!("for: {{start: 1, end: '{reference}', updateBy: 1}}");
        assert_eq!(rules(&looping(&bounds)), ["loops/bounds"], "{reference}");
        let delimiter = format!("forEach: {{list: 'a b', delimiter: '{reference}'}}");
        assert_eq!(rules(&looping(&delimiter)), ["loops/delimiter"], "{reference}");
    }
    let text =
        step("action: UpdateOS\nif:\n  stringEquals: a\n  value: '{{ context:osName }}'\n  then: '{{ Nothing }}'");
    assert_eq!(rules(&text), ["conditions/then-else"]);
}

#[test]
fn a_loop_over_nothing_is_not_also_unused() {
    let text = step("action: ExecuteBash\nloop:\n  forEach: []\ninputs:\n  commands:\n    - echo hello");
    assert_eq!(rules(&text), ["loops/empty-list"]);
}

#[test]
fn a_reference_into_the_other_stage_is_one_finding() {
    for reference in ["build.Nothing.outputs.stdout", "build.Step.outputs.nothing"] {
        let commands = format!("action: ExecuteBash\ninputs:\n  commands:\n    - echo \"{{{{ {reference} }}}}\"");
        let text =
            step("action: UpdateOS") + &document("test", &commands).replacen("schemaVersion: 1.0\nphases:\n", "", 1);
        assert_eq!(rules(&text), ["reference/across-stages"], "{reference}");
    }
}

#[test]
fn a_phase_that_never_runs_is_not_also_empty_or_full_of_braces() {
    let more = |phase: &str| step("action: UpdateOS") + &format!("  - name: {phase}\n    steps: []\n");
    assert_eq!(rules(&more("verify")), ["phases/never-run"]);
    assert_eq!(rules(&more("validate")), ["structure/empty-steps"]);
    assert_eq!(
        rules(&more("'{{ build.Step.outputs.stdout }}'")),
        ["reference/not-replaced"]
    );
}

#[test]
fn a_name_that_must_change_is_not_also_unused() {
    let with = |name: &str| {
        step("action: UpdateOS").replacen(
            "phases:",
            &format!("parameters:\n  - {name}:\n      type: string\nphases:"),
            1,
        )
    };
    assert_eq!(rules(&with("OS")), ["names/parameter-name"]);
    assert_eq!(rules(&with("1")), ["names/parameter-name"]);
    assert_eq!(rules(&with("Edition")), ["reference/unused-parameter"]);
}

#[test]
fn a_marker_that_only_the_condition_reads_is_not_also_a_reboot_loop() {
    let text = step(
        "action: ExecuteBash\nif:\n  not:\n    fileExists: /var/tmp/restarted\ninputs:\n  commands:\n    - |\n      set -euo pipefail\n      touch /var/tmp/restarted\n      exit 194",
    );
    assert_eq!(rules(&text), ["behaviour/if-across-reboots"]);
}

#[test]
fn metadata_of_the_instance_is_no_insecure_download() {
    let text = step(
        "action: ExecuteBash\ninputs:\n  commands:\n    - curl -fsS http://169.254.169.254/latest/meta-data/instance-id",
    );
    assert_eq!(rules(&text), ["behaviour/imds-without-token"]);
}

#[test]
fn a_document_is_too_long_once() {
    let long = |bytes: usize| format!("{}# {}\n", step("action: UpdateOS\n"), "x".repeat(bytes));
    assert_eq!(rules(&long(15_600)), ["sizes/near-limit"]);
    assert_eq!(rules(&long(20_000)), ["sizes/inline-limit"]);
    assert_eq!(rules(&long(70_000)), ["sizes/quota"]);
    assert_eq!(rules(&long(9_000_000)), ["yaml/too-large"]);
}

#[test]
fn conditions_and_inputs_of_an_assertion_are_one_matter() {
    for (inputs, rule) in [
        ("", "actions/no-inputs"),
        ("inputs: {}", "actions/no-inputs"),
        ("inputs: text", "conditions/form"),
        ("inputs:\n  stringEqual: a\n  value: b", "conditions/unknown-operator"),
        (
            "inputs:\n  stringEquals: '{{ context:osName }}'",
            "conditions/missing-value",
        ),
    ] {
        assert_eq!(rules(&step(&format!("action: Assert\n{inputs}"))), [rule], "{inputs}");
    }
}
