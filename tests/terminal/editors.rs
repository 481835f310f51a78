//! What editors and pre-commit hooks run: `ingot fmt`, `ingot schema`, `ingot lsp`.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::Home;

const UNTIDY: &str = "schemaVersion: 1.0\n\n\n\nphases:\n- name: build # the only one\n  steps:\n  - name: Hello\n    action: ExecuteBash\n    inputs:\n      commands:\n      - |\n          echo  'a   b'\n";
const TIDY: &str = "schemaVersion: 1.0\n\nphases:\n  - name: build # the only one\n    steps:\n      - name: Hello\n        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              echo  'a   b'\n";

#[test]
fn documents_are_formatted_and_a_hook_can_ask_whether_they_are() {
    let home = Home::new();
    let file = home.write("components/a/document.yaml", UNTIDY);
    home.write("components/b/document.yaml", TIDY);
    let other = home.write("components/values.yaml", "a:   1\n");
    assert_eq!(home.run(&["fmt", "components", "--check"]).code, 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), UNTIDY, "--check writes nothing");
    let diff = home.run(&["fmt", "components", "--diff"]);
    assert!(
        diff.stdout.contains("+- name: build") || diff.stdout.contains("+  - name: build"),
        "{}",
        diff.stdout
    );
    assert_eq!(home.run(&["fmt", "components"]).code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), TIDY);
    assert_eq!(
        fs::read_to_string(&other).unwrap(),
        "a:   1\n",
        "somebody else's file is left alone"
    );
    let (code, again) = home.json(&["fmt", "components", "--check"]);
    assert_eq!(code, 0);
    let states: Vec<&str> = again["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["unchanged", "unchanged"]);
}

#[test]
fn a_document_that_cannot_be_read_is_left_alone_and_said() {
    let home = Home::new();
    let broken = "schemaVersion: 1.0\nphases: [\n";
    let file = home.write("document.yaml", broken);
    let answer = home.run(&["fmt", "document.yaml"]);
    assert_eq!(answer.code, 2, "{}{}", answer.stdout, answer.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let home = Home::new();
    let mut child = home
        .command(&["fmt", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(UNTIDY.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    assert_eq!(String::from_utf8(done.stdout).unwrap(), TIDY);
}

#[test]
fn the_schema_of_component_documents_is_a_json_schema() {
    let home = Home::new();
    let answer = home.run(&["schema", "component"]);
    assert_eq!(answer.code, 0);
    let schema: Value = serde_json::from_str(&answer.stdout).unwrap();
    let document = json!({"schemaVersion": 1.0, "phases": [{"name": "build", "steps": [
        {"name": "A", "action": "ExecuteBash", "inputs": {"commands": ["true"]}}]}]});
    assert!(jsonschema::is_valid(&schema, &document));
    let wrong = json!({"schemaVersion": 1.0, "phases": [{"name": "build", "steps": [
        {"name": "A", "action": "ExecuteBsh", "inputs": {"commands": ["true"]}}]}]});
    assert!(!jsonschema::is_valid(&schema, &wrong));
}

#[test]
fn an_editor_is_told_what_is_wrong_with_the_settings_of_the_workspace() {
    let home = Home::new();
    home.write(
        "ingot.yaml",
        "kind: Workspace\nname: here\ncheck:\n  rules:\n    actions/unknown: warning\n",
    );
    let file = home.write("document.yaml", "");
    let uri = format!("file://{}", fs::canonicalize(file).unwrap().display());
    let mut child = home
        .command(&["lsp", "--stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = TIDY.replace("ExecuteBash", "ExecuteBsh");
    let mut stdin = child.stdin.take().unwrap();
    for message in [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
            "textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}}),
    ] {
        let message = message.to_string();
        write!(stdin, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    }
    stdin.flush().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let published = loop {
        let message = next(&mut reader);
        if message["method"] == "textDocument/publishDiagnostics" {
            break message;
        }
    };
    let found = &published["params"]["diagnostics"][0];
    assert_eq!(found["code"], "actions/unknown");
    // 2 is a warning, as the workspace wants it.
    assert_eq!(found["severity"], 2);
    for message in [
        json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}),
        json!({"jsonrpc": "2.0", "method": "exit"}),
    ] {
        let message = message.to_string();
        write!(stdin, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    }
    stdin.flush().unwrap();
    assert!(child.wait().unwrap().success());
}

/// One message of the protocol.
fn next(reader: &mut impl BufRead) -> Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        assert!(reader.read_line(&mut line).unwrap() > 0, "the server went away");
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().unwrap(),
            None if line.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut content = vec![0; length];
    reader.read_exact(&mut content).unwrap();
    serde_json::from_slice(&content).unwrap()
}
