//! A client's conversation with the server, over a connection in memory. All messages are there
//! before the server starts, so that the order of the answers is always the same.
#![allow(clippy::unwrap_used, clippy::panic)]

use ingot_lsp::{ServeError, Settings, run};
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

const URI: &str = "file:///w/component.yaml";

const DOCUMENT: &str = "schemaVersion: 1.0
parameters:
  - Paket😀: {type: string}
  - Package:
      type: string
phases:
- name: build
  steps:
  - name: Install
    action: ExecuteBsh
    inputs:
      commands:
        - echo \"😀 {{ Package }}\"
";

fn request(id: i32, method: &str, params: Value) -> Message {
    Message::Request(Request::new(RequestId::from(id), method.to_owned(), params))
}

fn notify(method: &str, params: Value) -> Message {
    Message::Notification(Notification::new(method.to_owned(), params))
}

fn open(text: &str) -> Message {
    let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
    notify("textDocument/didOpen", json!({"textDocument": document}))
}

fn at(line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}})
}

/// What the server says to `messages`, with what must come before and behind them.
fn talk_with(capabilities: Value, messages: Vec<Message>) -> Vec<Value> {
    let mut all = vec![
        request(-1, "initialize", json!({"capabilities": capabilities})),
        notify("initialized", json!({})),
    ];
    all.extend(messages);
    all.push(request(-2, "shutdown", Value::Null));
    all.push(notify("exit", Value::Null));
    let (said, result) = raw(all);
    result.unwrap();
    said
}

fn raw(messages: Vec<Message>) -> (Vec<Value>, Result<(), ServeError>) {
    let (server, client) = Connection::memory();
    for message in messages {
        client.sender.send(message).unwrap();
    }
    let Connection { sender, receiver } = client;
    drop(sender);
    let result = run(&server, Settings::default());
    drop(server);
    let said = receiver.iter().map(|message| serde_json::to_value(message).unwrap());
    (said.collect(), result)
}

/// The answer to the request `message`, about `text`.
fn ask(text: &str, method: &str, params: Value) -> Value {
    answer(&talk_with(json!({}), vec![open(text), request(1, method, params)]), 1)
}

fn answer(said: &[Value], id: i32) -> Value {
    let found = said.iter().find(|message| message.get("id") == Some(&json!(id)));
    found
        .unwrap_or_else(|| panic!("no answer to {id} in {said:#?}"))
        .clone()
}

/// The diagnostics that the server sends for a text, without a `shutdown` that would overtake them.
fn diagnostics(text: &str) -> Vec<Value> {
    let (said, _) = raw(vec![request(-1, "initialize", json!({})), open(text)]);
    let sent: Vec<_> = said
        .iter()
        .filter(|message| message["method"] == "textDocument/publishDiagnostics")
        .collect();
    assert_eq!(sent.len(), 1);
    sent[0]["params"]["diagnostics"].as_array().unwrap().clone()
}

#[test]
fn the_server_says_what_it_can_do() {
    let said = talk_with(json!({}), Vec::new());
    let capabilities = &answer(&said, -1)["result"]["capabilities"];
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    for provider in [
        "hover",
        "definition",
        "references",
        "documentSymbol",
        "documentFormatting",
    ] {
        assert_eq!(capabilities[format!("{provider}Provider")], true, "{provider}");
    }
    assert_eq!(answer(&said, -2)["result"], Value::Null);
    let said = talk_with(
        json!({"general": {"positionEncodings": ["utf-32", "utf-8"]}}),
        Vec::new(),
    );
    assert_eq!(answer(&said, -1)["result"]["capabilities"]["positionEncoding"], "utf-8");
}

#[test]
fn mistakes_are_reported_with_their_rule() {
    let found = diagnostics(DOCUMENT);
    let unknown = found.iter().find(|found| found["code"] == "actions/unknown").unwrap();
    assert_eq!(unknown["severity"], 1);
    assert_eq!(unknown["source"], "ingot");
    assert_eq!(
        unknown["range"],
        json!({"start": {"line": 9, "character": 12}, "end": {"line": 9, "character": 22}})
    );
    assert!(
        unknown["message"].as_str().unwrap().contains("ExecuteBash"),
        "{unknown}"
    );
    let twice = diagnostics("schemaVersion: 1.0\nphases:\n  - name: build\n    steps: []\n    name: test\n");
    assert!(
        twice
            .iter()
            .any(|found| found["relatedInformation"][0]["location"]["uri"] == URI),
        "{twice:#?}"
    );
}

#[test]
fn other_yaml_is_left_alone() {
    for text in ["services:\n  web: {\n", "kind: Component\nphases: 1\n", "name: x\n", ""] {
        assert_eq!(diagnostics(text), Vec::<Value>::new(), "{text}");
    }
    let compose = "services:\n  \n";
    assert_eq!(ask(compose, "textDocument/completion", at(1, 2))["result"], Value::Null);
    assert_eq!(
        ask(
            compose,
            "textDocument/formatting",
            json!({"textDocument": {"uri": URI}, "options": {"tabSize": 2, "insertSpaces": true}})
        )["result"],
        Value::Null
    );
}

#[test]
fn many_edits_make_one_report_about_the_last_of_them() {
    let change = |version: i32, changes: Value| {
        notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": URI, "version": version}, "contentChanges": changes}),
        )
    };
    let range = |line: u32, start: u32, end: u32| json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}});
    let (said, result) = raw(vec![
        request(-1, "initialize", json!({})),
        open(DOCUMENT),
        change(2, json!([{"range": range(2, 4, 11), "text": "Name"}])),
        change(
            3,
            json!([
                {"range": range(9, 12, 22), "text": "ExecuteBash"},
                {"range": range(12, 18, 20), "text": "é"},
            ]),
        ),
    ]);
    assert!(matches!(result, Err(ServeError::Abandoned)));
    let sent: Vec<_> = said
        .iter()
        .filter(|message| message["method"] == "textDocument/publishDiagnostics")
        .collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["params"]["version"], 3);
    let errors = sent[0]["params"]["diagnostics"].as_array().unwrap();
    assert!(errors.iter().all(|found| found["severity"] != 1), "{errors:#?}");
}

#[test]
fn closing_a_text_takes_its_diagnostics_away() {
    let said = talk_with(
        json!({}),
        vec![
            open(DOCUMENT),
            notify("textDocument/didClose", json!({"textDocument": {"uri": URI}})),
        ],
    );
    let sent: Vec<_> = said.iter().filter(|message| message.get("method").is_some()).collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["params"]["diagnostics"], json!([]));
}

#[test]
fn completion_replaces_what_was_typed() {
    let found = ask(DOCUMENT, "textDocument/completion", at(9, 19));
    let items = found["result"].as_array().unwrap();
    let bash = items.iter().find(|item| item["label"] == "ExecuteBash").unwrap();
    assert_eq!(bash["textEdit"]["newText"], "ExecuteBash");
    assert_eq!(bash["textEdit"]["range"]["start"]["character"], 12);
    assert_eq!(bash["insertTextMode"], 1);
    assert!(bash["documentation"]["value"].as_str().unwrap().contains("commands"));
    let empty = ask("", "textDocument/completion", at(0, 0));
    assert_eq!(empty["result"][0]["label"], "schemaVersion");
}

#[test]
fn columns_are_those_the_client_counts() {
    for (capabilities, character) in [
        (json!({}), 23),
        (json!({"general": {"positionEncodings": ["utf-8"]}}), 25),
    ] {
        let said = talk_with(
            capabilities,
            vec![
                open(DOCUMENT),
                request(1, "textDocument/hover", at(12, character)),
                request(2, "textDocument/definition", at(12, character)),
            ],
        );
        let hover = &answer(&said, 1)["result"];
        assert!(
            hover["contents"]["value"]
                .as_str()
                .unwrap()
                .contains("Parameter **Package**"),
            "{hover}"
        );
        assert_eq!(hover["range"]["start"]["character"], character - 4);
        assert_eq!(
            answer(&said, 2)["result"]["range"]["start"],
            json!({"line": 3, "character": 4})
        );
    }
}

#[test]
fn fixes_are_offered_where_the_mistake_is() {
    let action = |start: u32, end: u32, only: Value| {
        let range = json!({"start": {"line": 9, "character": start}, "end": {"line": 9, "character": end}});
        let params =
            json!({"textDocument": {"uri": URI}, "range": range, "context": {"diagnostics": [], "only": only}});
        ask(DOCUMENT, "textDocument/codeAction", params)["result"].clone()
    };
    let found = action(14, 14, Value::Null);
    assert_eq!(found[0]["kind"], "quickfix");
    assert_eq!(found[0]["diagnostics"][0]["code"], "actions/unknown");
    assert_eq!(
        found[0]["edit"]["documentChanges"][0]["edits"][0]["newText"],
        "ExecuteBash"
    );
    assert_eq!(action(0, 3, Value::Null), json!([]));
    assert_eq!(action(14, 14, json!(["refactor"])), json!([]));
    assert_eq!(action(14, 14, json!(["quickfix"])), found);
}

#[test]
fn the_outline_nests_steps_in_phases() {
    let found = ask(
        DOCUMENT,
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": URI}}),
    );
    let names: Vec<_> = found["result"]
        .as_array()
        .unwrap()
        .iter()
        .map(|symbol| &symbol["name"])
        .collect();
    assert_eq!(names, ["Paket😀", "Package", "build"]);
    assert_eq!(found["result"][2]["children"][0]["name"], "Install");
}

#[test]
fn formatting_is_an_edit_or_a_reason() {
    let params = json!({"textDocument": {"uri": URI}, "options": {"tabSize": 4, "insertSpaces": true}});
    let found = ask(DOCUMENT, "textDocument/formatting", params.clone());
    assert!(
        found["result"][0]["newText"]
            .as_str()
            .unwrap()
            .contains("  - name: build\n    steps:\n      - name")
    );
    let refused = ask("schemaVersion: 1.0\nphases: [\n", "textDocument/formatting", params);
    assert_eq!(
        refused["error"]["message"],
        "cannot format: the file cannot be read as YAML; mend it first"
    );
}

#[test]
fn names_are_found_and_renamed() {
    let mut params = at(12, 23);
    params["context"] = json!({"includeDeclaration": true});
    assert_eq!(
        ask(DOCUMENT, "textDocument/references", params.clone())["result"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    params["context"] = json!({"includeDeclaration": false});
    assert_eq!(
        ask(DOCUMENT, "textDocument/references", params)["result"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let prepared = ask(DOCUMENT, "textDocument/prepareRename", at(12, 23));
    assert_eq!(prepared["result"]["placeholder"], "Package");
    let mut params = at(12, 23);
    params["newName"] = json!("Software");
    let renamed = ask(DOCUMENT, "textDocument/rename", params.clone());
    assert_eq!(
        renamed["result"]["documentChanges"][0]["edits"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    params["newName"] = json!("no name");
    let refused = ask(DOCUMENT, "textDocument/rename", params);
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("cannot be the name"),
        "{refused}"
    );
}

#[test]
fn cancelled_requests_are_not_answered_and_later_ones_are() {
    let said = talk_with(
        json!({}),
        vec![
            open(DOCUMENT),
            request(1, "textDocument/hover", at(0, 0)),
            request(2, "textDocument/hover", at(0, 0)),
            notify("$/cancelRequest", json!({"id": 1})),
            notify("$/cancelRequest", json!({"id": "unknown"})),
            notify("$/cancelRequest", json!({"id": {}})),
        ],
    );
    assert_eq!(answer(&said, 1)["error"]["code"], -32800);
    assert!(answer(&said, 2)["error"].is_null());
}

#[test]
fn what_the_client_gets_wrong_is_answered_with_an_error() {
    let said = talk_with(
        json!(7),
        vec![
            request(1, "textDocument/hover", json!({"position": "here"})),
            request(2, "textDocument/nonsense", Value::Null),
            request(3, "initialize", json!({})),
            request(4, "textDocument/hover", at(0, 0)),
            notify("textDocument/didOpen", json!([])),
            notify(
                "textDocument/didChange",
                json!({"textDocument": {"uri": "x y", "version": 1}, "contentChanges": []}),
            ),
            notify("$/nonsense", json!(1)),
            open("é"),
            notify(
                "textDocument/didChange",
                json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": [
                    {"range": {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}}, "text": "x"},
                ]}),
            ),
            request(5, "textDocument/completion", at(u32::MAX, u32::MAX)),
        ],
    );
    let codes: Vec<_> = (1..=5).map(|id| answer(&said, id)["error"]["code"].clone()).collect();
    assert_eq!(
        codes,
        [json!(-32602), json!(-32601), json!(-32600), Value::Null, Value::Null]
    );
}

#[test]
fn the_order_of_the_protocol_is_kept() {
    let (said, result) = raw(vec![
        request(1, "textDocument/hover", at(0, 0)),
        open(DOCUMENT),
        request(2, "initialize", json!({})),
        request(3, "shutdown", Value::Null),
        request(4, "textDocument/hover", at(0, 0)),
        notify("exit", Value::Null),
    ]);
    assert_eq!(answer(&said, 1)["error"]["code"], -32002);
    assert_eq!(answer(&said, 4)["error"]["code"], -32600);
    assert!(result.is_ok());
    assert!(matches!(
        raw(vec![notify("exit", Value::Null)]).1,
        Err(ServeError::Abandoned)
    ));
    assert!(matches!(raw(Vec::new()).1, Err(ServeError::Abandoned)));
}
