//! What people read when the steps of a document do not fit together, or its declarations and names
//! are not what they seem.
#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write;

use common::{assert_clean, findings, report};
use insta::assert_snapshot;

/// A document with these steps, each given as one line in flow style behind its name.
fn steps(steps: &str) -> String {
    let mut text = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n".to_owned();
    for (at, step) in steps.lines().enumerate() {
        writeln!(text, "      - {{name: S{at}, {step}}}").unwrap();
    }
    text
}

#[test]
fn steps_that_share_no_platform() {
    const BASH: &str = "action: ExecuteBash, inputs: {commands: [ls]}";
    const POWERSHELL: &str = "action: ExecutePowerShell, inputs: {commands: [dir]}";
    let cases = [
        format!("{BASH}\n{POWERSHELL}"),
        format!("{POWERSHELL}\naction: CreateSymlink, inputs: [{{path: /a, target: /b}}]"),
        format!("{BASH}\naction: DeleteFile, inputs: [{{path: 'C:\\a'}}, {{path: '%TEMP%\\a'}}]"),
        format!("{POWERSHELL}\naction: DeleteFile, inputs: [{{path: /etc/a}}]"),
        format!("{POWERSHELL}\naction: CreateFile, inputs: [{{path: a, owner: me}}]"),
        "action: CreateFile, inputs: [{path: 'C:\\a', group: me, permissions: '0644'}]".to_owned(),
        "action: UpdateOS\naction: ExecuteBash, inputs: {commands: [softwareupdate -ia]}".to_owned(),
    ];
    assert_snapshot!(findings("", steps, &cases.each_ref().map(String::as_str)));
    let guard = "if: {stringEquals: Windows, value: '{{ context:osPlatform }}'}";
    let clean = [
        format!("{BASH}\n{POWERSHELL}, {guard}"),
        format!("{BASH}\n{POWERSHELL}, onFailure: Ignore"),
        format!("{BASH}\naction: DeleteFile, inputs: [{{path: 'C:\\a'}}], {guard}"),
        format!("{POWERSHELL}\naction: DeleteFile, inputs: [{{path: /temp/a}}]"),
        "action: CreateFile, inputs: [{path: /a, owner: me, permissions: '0644'}]".to_owned(),
        format!("action: UpdateOS\n{BASH}"),
    ];
    assert_clean("", steps, &clean.each_ref().map(String::as_str));
}

#[test]
fn declarations_and_names_that_yaml_or_people_misread() {
    let document = |head: &str| {
        let names: String = ["Port", "port", "2026"]
            .iter()
            .map(|name| format!("{{{{ {name} }}}} "))
            .collect();
        let steps = format!("[{{name: A, action: ExecuteBash, inputs: {{commands: ['{names}']}}}}]");
        let phases = format!("phases: [{{name: build, steps: {steps}}}]");
        let rest = "constants:\n  - '2026': {type: string, value: a}\n  - port: {type: string, value: b}\n";
        format!("schemaVersion: 1.0\n{rest}parameters:\n  - Port:\n{head}\n{phases}\n")
    };
    assert_snapshot!(findings(
        "",
        document,
        &[
            "      type: string\n      default: 8080",
            "      type: string\n      default: 1.10 # or later",
            "      type: string\n      default: on",
            "      type: string\n      default:",
            "      type: integer",
            "      type: String",
            "      type:",
            "      default: a",
        ],
    ));
}

#[test]
fn names_of_steps_that_only_look_different() {
    assert_snapshot!(findings(
        "",
        |name| format!(
            "{}      - name: {name}\n        action: UpdateOS\n",
            steps("action: UpdateOS")
        ),
        &["' Update'", "\"It's \" # now", "s0"],
    ));
}

#[test]
fn a_folder_that_the_document_creates_is_known() {
    let text = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Make\n        action: CreateFolder\n        inputs:\n          - path: /data/tools/\n            permissions: \"0755\"\n      - name: Fetch\n        action: WebDownload\n        inputs:\n          - source: https://a.com/b\n            destination: /data/tools\n";
    assert!(report(text).contains("`/data/tools` is a folder"));
}
