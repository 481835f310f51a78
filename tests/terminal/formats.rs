//! The formats of `ingot check` for other programs, and colour.

use serde_json::Value;

use crate::program::Home;

/// An error, a warning with a related place, an ignored error and one with a fix; a name that every
/// format must escape.
const NAME: &str = "größe 100%, a:b.yaml";
const DOCUMENT: &str = "schemaVersion: 1.0\nparameters:\n  - Address:\n      type: string\nphases:\n  - name: build\n    \
                        steps:\n      - name: Same\n        action: ExecuteBash\n        timeoutSeconds: 0 # ingot: ignore \
                        steps/timeout because our fork takes it\n        inputs:\n          commands:\n            \
                        - echo hello\n      - name: Same\n        action: WebDownlod\n        inputs:\n          \
                        - source: {{ Address }}\n            destination: /opt/tool/\n";

fn checked(format: &str) -> (i32, String) {
    let home = Home::new();
    home.write(NAME, DOCUMENT);
    let answer = home.run(&["check", NAME, "--format", format]);
    (answer.code, answer.stdout)
}

#[test]
fn json_has_every_place_and_the_edits_of_a_fix() {
    let (code, text) = checked("json");
    assert_eq!(code, 1);
    insta::assert_snapshot!(text);
}

#[test]
fn github_gets_one_escaped_line_a_problem() {
    let (code, text) = checked("github");
    assert_eq!(code, 1);
    insta::assert_snapshot!(text);
}

#[test]
fn sarif_is_valid_and_has_rules_fixes_related_places_and_suppressions() {
    let (code, text) = checked("sarif");
    assert_eq!(code, 1);
    let log: Value = serde_json::from_str(&text).unwrap();
    // A part of the schema of SARIF 2.1.0, written for this test: what Ingot prints and nothing else is allowed.
    let schema: Value = serde_json::from_str(include_str!("sarif.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(problems, Vec::<String>::new());

    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let of = |rule: &str| results.iter().find(|it| it["ruleId"] == rule).unwrap();
    let place = &of("actions/unknown")["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "gr%C3%B6%C3%9Fe%20100%25,%20a%3Ab.yaml"
    );
    assert_eq!(place["region"]["startLine"], 15);
    assert_eq!(
        of("steps/timeout")["suppressions"][0]["justification"],
        "our fork takes it"
    );
    assert!(of("names/duplicate-step")["relatedLocations"].is_array());
    let fix = &of("yaml/unquoted-reference")["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["insertedContent"]["text"], "\"{{ Address }}\"");
}

#[test]
fn sarif_is_valid_when_nothing_is_found_and_when_nothing_can_be_read() {
    let home = Home::new();
    home.write(
        "good.yaml",
        "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - {name: A, action: Reboot}\n",
    );
    let schema: Value = serde_json::from_str(include_str!("sarif.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (path, succeeded) in [("good.yaml", true), ("missing.yaml", false)] {
        let log: Value = serde_json::from_str(&home.run(&["check", path, "--format", "sarif"]).stdout).unwrap();
        assert!(validator.is_valid(&log), "{log:#}");
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], succeeded);
    }
}

#[test]
fn only_check_prints_what_only_check_has() {
    let home = Home::new();
    for format in ["sarif", "github"] {
        assert_eq!(home.run(&["explain", "--format", format]).code, 2);
    }
}

#[test]
fn there_is_colour_when_it_is_wanted_and_only_then() {
    let home = Home::new();
    home.write("a.yaml", DOCUMENT);
    let coloured = |arguments: &[&str], no_color: bool| {
        let mut command = home.command(&[&["check", "a.yaml"], arguments].concat());
        if no_color {
            command.env("NO_COLOR", "1");
        }
        String::from_utf8(command.output().unwrap().stdout)
            .unwrap()
            .contains('\u{1b}')
    };
    assert!(!coloured(&[], false), "it goes to no terminal");
    assert!(coloured(&["--color", "always"], false));
    assert!(
        coloured(&["--color", "always"], true),
        "what is asked for counts over the environment"
    );
    assert!(!coloured(&["--color", "never"], false));
    assert!(
        !coloured(&["--color", "always", "--format", "json"], false),
        "JSON has none"
    );
}
