//! Which rules hold where: `check` in `ingot.yaml`, and comments that ignore with a reason.

use serde_json::json;

use crate::program::Home;

/// A document whose phase `inspect` nobody runs (a warning) and whose step has no time (an error).
const DOCUMENT: &str = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Greet\n        \
                        action: ExecuteBash\n        timeoutSeconds: 0\n        inputs:\n          commands:\n            \
                        - echo hello\n  - name: inspect\n    steps:\n      - name: Look\n        action: ExecuteBash\n        \
                        inputs:\n          commands:\n            - ls\n";

/// Rules with severities, by file.
fn found(checked: &serde_json::Value) -> Vec<String> {
    let mut found: Vec<String> = checked["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {} {}", it["file"], it["severity"], it["rule"]).replace('"', ""))
        .collect();
    found.sort();
    found
}

#[test]
fn a_workspace_turns_rules_off_and_changes_what_they_matter_by_path() {
    let home = Home::new();
    home.write(
        "ingot.yaml",
        "kind: Workspace\nname: acme\ncheck:\n  rules:\n    phases/never-run: error\n  paths:\n    - files: [vendor/]\n      \
         rules:\n        \"phases/*\": off\n        steps/timeout: info\n",
    );
    home.write("mine/document.yaml", DOCUMENT);
    home.write("vendor/tool/document.yaml", DOCUMENT);
    let mine = ["error phases/never-run", "error steps/timeout"];
    let (code, checked) = home.json(&["check"]);
    let expected = [
        format!("mine/document.yaml {}", mine[0]),
        format!("mine/document.yaml {}", mine[1]),
        "vendor/tool/document.yaml info steps/timeout".to_owned(),
    ];
    assert_eq!((code, found(&checked)), (1, expected.to_vec()));
    // The same holds for a part of the workspace and for one file of it.
    let (code, folder) = home.json(&["check", "vendor"]);
    assert_eq!((code, found(&folder)), (0, vec![expected[2].clone()]));
    let (code, file) = home.json(&["check", "vendor/tool/document.yaml"]);
    assert_eq!((code, found(&file)), (0, vec![expected[2].clone()]));
    let summary = home.run(&["check", "vendor/tool/document.yaml"]).stdout;
    assert!(summary.contains("1 note in 1 file"), "{summary}");
}

#[test]
fn a_configuration_that_says_nothing_sensible_is_said_at_its_place() {
    let home = Home::new();
    home.write(
        "ingot.yaml",
        "kind: Workspace\ncheck:\n  rules:\n    phases/neverrun: off\n    phases/never-run: warn\n    yaml/unreadable: off\n  \
         paths:\n    - files: [\"a[\"]\n      rules: {}\n  rule: {}\n",
    );
    home.write("document.yaml", DOCUMENT);
    let human = home.run(&["check"]).stdout;
    insta::assert_snapshot!(human);
}

#[test]
fn an_exception_is_a_comment_with_a_reason_and_is_counted() {
    let home = Home::new();
    let excused = DOCUMENT
        .replace(
            "timeoutSeconds: 0",
            "timeoutSeconds: 0 # ingot: ignore steps/timeout because our fork takes it",
        )
        .replace(
            "  - name: inspect",
            "  # ingot: ignore phases/never-run because our own runner starts it\n  - name: inspect",
        );
    home.write("document.yaml", &excused);
    let (code, checked) = home.json(&["check", "document.yaml"]);
    assert_eq!((code, found(&checked)), (0, vec![]));
    assert_eq!(checked["summary"]["ignored"], 2);
    assert_eq!(checked["ignored"][0]["rule"], "steps/timeout");
    assert_eq!(checked["ignored"][0]["reason"], "our fork takes it");
    assert_eq!(
        home.run(&["check", "document.yaml"]).stdout,
        "no problems in 1 file, 2 ignored\n"
    );
}

#[test]
fn an_ignore_without_reason_or_use_or_rule_is_reported() {
    let home = Home::new();
    let text = DOCUMENT
        .replace("timeoutSeconds: 0", "timeoutSeconds: 0 # ingot: ignore steps/timeout")
        .replace(
            "- echo hello",
            "- echo hello # ingot: ignore steps/on-failure because of old times",
        )
        .replace(
            "            - ls",
            "            - |\n              # ingot: ignore steps/time-out because of a slip\n              ls",
        );
    home.write("document.yaml", &text);
    let (_, checked) = home.json(&["check", "document.yaml"]);
    let expected = [
        "ignores/no-reason",
        "ignores/unknown-rule",
        "ignores/unused",
        "phases/never-run",
    ];
    assert_eq!(
        found(&checked),
        expected.map(|rule| format!("document.yaml warning {rule}"))
    );
    // Unless the workspace does not mind.
    home.write("ingot.yaml", "kind: Workspace\ncheck: {rules: {\"ignores/*\": off}}\n");
    let (_, checked) = home.json(&["check", "document.yaml"]);
    assert_eq!(found(&checked), ["document.yaml warning phases/never-run"]);
}

#[test]
fn a_plan_is_not_blocked_by_what_the_workspace_excuses() {
    let home = Home::new();
    let workspace = home.sample();
    let document = workspace.join("components/time-sync/document.yaml");
    let text = std::fs::read_to_string(&document).unwrap();
    let broken = text.replacen("timeoutSeconds: 900", "timeoutSeconds: 0", 1);
    assert_ne!(text, broken);
    let folder = workspace.to_str().unwrap();
    let blocked = || {
        let (_, plan) = home.json(&["plan", "--workspace", folder]);
        plan["problems"] != json!([])
    };
    std::fs::write(&document, &broken).unwrap();
    assert!(blocked());
    let reason = "timeoutSeconds: 0 # ingot: ignore steps/timeout because our fork takes it";
    std::fs::write(&document, broken.replace("timeoutSeconds: 0", reason)).unwrap();
    assert!(!blocked());
    std::fs::write(&document, &broken).unwrap();
    let configuration = workspace.join("ingot.yaml");
    let before = std::fs::read_to_string(&configuration).unwrap();
    std::fs::write(
        &configuration,
        format!("{before}check: {{rules: {{steps/timeout: warning}}}}\n"),
    )
    .unwrap();
    assert!(!blocked());
}
