//! `ingot check`: what it finds, where, and the exit code a script sees.

use crate::program::Home;

const GOOD: &str = "name: hello\nschemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Greet\n        \
                    action: ExecuteBash\n        inputs:\n          commands:\n            - echo hello\n";

#[test]
fn a_good_document_is_clean() {
    let home = Home::new();
    home.write("hello.yaml", GOOD);
    let answer = home.run(&["check", "hello.yaml"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (0, ""));
    assert_eq!(answer.stdout, "no problems in 1 file\n");
}

#[test]
fn a_mistake_is_named_with_line_column_reason_and_remedy() {
    let home = Home::new();
    home.write("hello.yaml", &GOOD.replace("ExecuteBash", "ExecuteBsh"));
    let (code, checked) = home.json(&["check", "hello.yaml"]);
    assert_eq!(code, 1);
    let found = &checked["diagnostics"][0];
    assert_eq!(found["rule"], "actions/unknown");
    assert_eq!(found["severity"], "error");
    assert_eq!(found["file"], "hello.yaml");
    assert_eq!(found["range"]["start"], serde_json::json!({ "line": 7, "column": 17 }));
    assert_eq!(found["range"]["end"], serde_json::json!({ "line": 7, "column": 27 }));
    assert!(found["help"].as_str().unwrap().contains("ExecuteBash"));
    assert!(found["fix"].is_boolean());
    assert_eq!(
        checked["summary"],
        serde_json::json!({ "files": 1, "errors": 1, "warnings": 0, "infos": 0, "ignored": 0, "fixable": 1 })
    );
    let human = home.run(&["check", "hello.yaml"]).stdout;
    insta::assert_snapshot!(human);
}

#[test]
fn each_kind_of_mistake_of_a_document_is_found_by_its_rule() {
    let home = Home::new();
    let cases = [
        (GOOD.replace("ExecuteBash", "Sleep"), "actions/unknown"),
        (
            GOOD.replace(
                "          commands:\n            - echo hello\n",
                "          command: [echo]\n",
            ),
            "actions/missing-input",
        ),
        (
            GOOD.replace("echo hello", "echo {{ Name }}")
                .replace("- echo", "- 'echo")
                .replace("}}\n", "}}'\n"),
            "reference/undeclared",
        ),
        (GOOD.replace("1.0", "2.0"), "structure/schema-version"),
        (
            GOOD.replace("phases:\n", "phases:\n  - name: build\n    steps: []\n"),
            "names/duplicate-phase",
        ),
        (GOOD.replace("name: hello", "name: \"hello"), "yaml/unreadable"),
    ];
    for (text, rule) in cases {
        home.write("document.yaml", &text);
        let (code, checked) = home.json(&["check", "document.yaml"]);
        let rules: Vec<_> = checked["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["rule"].as_str().unwrap())
            .collect();
        assert!(rules.contains(&rule), "{rule} is not in {rules:?} for\n{text}");
        assert_eq!(code, 1, "{rule}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let home = Home::new();
    home.write("good.yaml", GOOD);
    std::fs::write(home.path("binary.yaml"), [0xff, 0xfe, 0x00, 0x80]).unwrap();
    let huge = std::fs::File::create(home.path("huge.yaml")).unwrap();
    huge.set_len(50 * 1024 * 1024).unwrap();
    let (code, checked) = home.json(&["check", "good.yaml", "binary.yaml", "huge.yaml", "missing.yaml"]);
    assert_eq!(code, 2);
    assert_eq!(checked["summary"]["files"], 4);
    let files: Vec<_> = checked["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            (
                found["file"].as_str().unwrap(),
                found["rule"].as_str().unwrap().split('/').next().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        files,
        [("binary.yaml", "io"), ("huge.yaml", "io"), ("missing.yaml", "io")]
    );
}

#[test]
fn the_sample_workspace_is_clean() {
    let home = Home::new();
    let workspace = home.sample();
    let (code, checked) = home.json(&["check", workspace.to_str().unwrap()]);
    assert_eq!(checked["diagnostics"], serde_json::json!([]));
    assert_eq!(code, 0);
    assert!(checked["summary"]["files"].as_u64().unwrap() > 70);
}

#[test]
fn a_workspace_with_a_broken_file_and_a_recipe_on_itself_is_still_checked() {
    let home = Home::new();
    let workspace = home.sample();
    std::fs::write(workspace.join("components/time-sync/document.yaml"), "name: [\n").unwrap();
    let recipe = workspace.join("recipes/search-api.yaml");
    let text = std::fs::read_to_string(&recipe).unwrap();
    let parent = text
        .lines()
        .find(|line| line.starts_with("parentImage:"))
        .unwrap()
        .to_owned();
    std::fs::write(
        &recipe,
        text.replace(&parent, "parentImage: ImageRecipe/search-api/1.x.x"),
    )
    .unwrap();
    let (code, checked) = home.json(&["check", workspace.to_str().unwrap()]);
    assert_eq!(code, 1);
    let found = |file: &str, rule: &str| {
        checked["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .any(|found| found["file"].as_str().unwrap().ends_with(file) && found["rule"] == rule)
    };
    assert!(
        found("components/time-sync/document.yaml", "yaml/unreadable"),
        "{checked:#}"
    );
    assert!(found("recipes/search-api.yaml", "lineage/cycle"), "{checked:#}");
}

#[test]
fn a_resource_outside_of_any_workspace_is_checked_all_the_same() {
    let home = Home::new();
    for name in [".hidden/recipe.yaml", "recipe.txt"] {
        home.write(name, "kind: ImageRecipe\nname: lonely\nsemanticVersion: 1.0.0\n");
        let (code, checked) = home.json(&["check", name]);
        assert_eq!(code, 1, "{name}: {checked:#}");
        assert_eq!(checked["diagnostics"][0]["rule"], "recipe/missing-field", "{name}");
        assert_eq!(checked["diagnostics"][0]["file"], name);
    }
}

#[test]
fn a_path_without_anything_to_check_does_not_pass() {
    let home = Home::new();
    home.write("empty/readme.txt", "nothing here");
    let (code, checked) = home.json(&["check", "empty"]);
    assert_eq!(
        (code, &checked["diagnostics"][0]["rule"]),
        (2, &serde_json::json!("io/nothing-to-check"))
    );
}
