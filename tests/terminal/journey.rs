//! The main job in the terminal: from a layered recipe to its scan report, against the sandbox, and then offline.

use serde_json::{Value, json};

use crate::program::Home;

#[test]
fn the_demo_does_the_whole_main_job() {
    let home = Home::new();
    let answer = home.run(&["demo", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}\n{}", answer.stdout, answer.stderr);
    let steps: Vec<Value> = answer
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<_> = steps.iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(names, ["check", "plan", "publish", "launch", "follow", "scan"]);
    assert!(steps.iter().all(|step| step["ok"] == true));
    assert!(steps[5]["findings"].as_u64().unwrap() > steps[5]["critical_with_fix"].as_u64().unwrap());
    assert!(steps[5]["critical_with_fix"].as_u64().unwrap() > 0);
}

#[test]
fn from_a_recipe_to_its_scan_report_and_then_offline() {
    let home = Home::new();
    let workspace = home.sample();
    let workspace = workspace.to_str().unwrap();
    let at = |arguments: &[&'static str]| {
        let mut all: Vec<&str> = arguments.to_vec();
        all.extend(["--workspace", workspace]);
        home.json(&all)
    };

    let (_, shown) = at(&["show", "payments-web"]);
    assert_eq!(shown["recipe"], "payments-web");
    let layers = shown["layers"].as_array().unwrap();
    assert!(layers.iter().any(|layer| layer["inherited"] == true));
    let own: Vec<_> = layers
        .iter()
        .filter(|layer| layer["inherited"] == false)
        .map(|layer| layer["component"].as_str().unwrap())
        .collect();
    assert!(own.contains(&"openjdk-runtime"), "{own:?}");
    assert!(!shown["stages"]["build"].as_array().unwrap().is_empty());
    assert!(!shown["stages"]["test"].as_array().unwrap().is_empty());

    let (code, plan) = at(&["plan", "payments-web"]);
    assert_eq!(code, 3, "a first plan has changes: {plan:#}");
    assert_eq!(plan["problems"], json!([]));
    let starts: Vec<_> = plan["launches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|launch| launch["pipeline"].as_str().unwrap())
        .collect();
    assert_eq!(
        starts,
        ["golden-ubuntu-22-04", "payments-web"],
        "the golden image is built first"
    );

    let (code, _) = at(&["publish", "golden-ubuntu-22-04"]);
    assert_eq!(code, 0);
    let (code, plan) = at(&["plan", "golden-ubuntu-22-04"]);
    assert_eq!(
        (code, &plan["changes"]),
        (0, &json!(0)),
        "publishing twice creates nothing: {plan:#}"
    );

    let (code, run) = at(&["launch", "payments-web", "--follow"]);
    assert_eq!(code, 0, "{run:#}");
    assert_eq!(run["summary"]["status"], "AVAILABLE");
    assert!(!run["outputs"].as_array().unwrap().is_empty());
    let run_id = run["summary"]["run"].as_str().unwrap().to_owned();

    // From here on nothing is called any more.
    let (_, runs) = home.json(&["runs", "--offline"]);
    assert_eq!(runs["runs"].as_array().unwrap().len(), 2, "{runs:#}");
    assert!(runs["as_of"].is_string());
    let report = runs["runs"][0]["report"].as_str().unwrap().to_owned();
    let (_, log) = home.json(&["logs", &run_id, "--offline"]);
    assert!(!log["lines"].as_array().unwrap().is_empty());
    let (_, found) = home.json(&[
        "scan",
        "list",
        &report,
        "--query",
        "severity:critical fix:yes",
        "--limit",
        "200",
        "--offline",
    ]);
    assert!(found["total"].as_u64().unwrap() > 0, "{found:#}");
    let layers: std::collections::BTreeSet<_> =
        home.json(&["scan", "list", &report, "--limit", "10000", "--offline"]).1["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["layer"].as_str().unwrap().to_owned())
            .collect();
    assert_eq!(
        layers.into_iter().collect::<Vec<_>>(),
        ["golden", "overlay"],
        "every finding has its layer"
    );

    let offline = home.run(&["launch", "payments-web", "--offline", "--workspace", workspace]);
    assert_eq!(offline.code, 2);
    assert!(offline.stderr.contains("offline"), "{}", offline.stderr);
}

#[test]
fn a_folder_that_is_no_workspace_is_a_clear_error() {
    let home = Home::new();
    home.write("empty/notes.yaml", "just: notes\n");
    let answer = home.run(&["show", "x", "--workspace", "empty"]);
    assert_eq!(answer.code, 2);
    insta::assert_snapshot!(answer.stderr.replace(home.path("").to_str().unwrap(), "HOME/"));
    let missing = home.run(&["plan", "--workspace", "nowhere"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("nowhere"));
}

#[test]
fn a_recipe_with_a_mistake_is_not_published() {
    let home = Home::new();
    let workspace = home.sample();
    let file = workspace.join("recipes/payments-web.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace("Component/openjdk-runtime", "Component/openjdk-runtme"),
    )
    .unwrap();
    let at = workspace.to_str().unwrap();
    let (code, plan) = home.json(&["plan", "payments-web", "--workspace", at]);
    assert_eq!(code, 1);
    assert_eq!(plan["problems"][0]["rule"], "recipe/component-unknown");
    let answer = home.run(&["launch", "payments-web", "--workspace", at]);
    assert_eq!(answer.code, 2);
    assert!(answer.stderr.contains("openjdk-runtme"), "{}", answer.stderr);
}

#[test]
fn a_version_that_exists_with_other_content_is_never_published_over() {
    let home = Home::new();
    let workspace = home.sample();
    let at = workspace.to_str().unwrap();
    assert_eq!(home.run(&["publish", "golden-ubuntu-22-04", "--workspace", at]).code, 0);
    let document = workspace.join("components/login-banner/document.yaml");
    let text = std::fs::read_to_string(&document).unwrap();
    std::fs::write(&document, text.replacen("name: ", "name: other-", 1)).unwrap();
    let (code, plan) = home.json(&["plan", "golden-ubuntu-22-04", "--workspace", at]);
    assert_eq!(code, 1, "{plan:#}");
    assert!(
        plan["blocked"][0]
            .as_str()
            .unwrap()
            .contains("exists with other content"),
        "{plan:#}"
    );
    assert_eq!(home.run(&["publish", "golden-ubuntu-22-04", "--workspace", at]).code, 1);
}

#[test]
fn an_endpoint_is_never_ignored_for_another_profile() {
    let home = Home::new();
    let answer = home.run(&["sync", "--endpoint", "http://127.0.0.1:9", "--profile", "prod"]);
    assert_eq!(answer.code, 2);
    assert!(
        answer.stderr.contains("--endpoint is for the sandbox"),
        "{}",
        answer.stderr
    );
}

#[test]
fn without_a_display_the_window_says_what_to_do_instead() {
    let home = Home::new();
    let answer = home.run(&[]);
    assert_eq!(answer.code, 2);
    assert!(
        answer.stderr.contains("ingot serve") && answer.stderr.contains("ingot demo"),
        "{}",
        answer.stderr
    );
}
