//! `ingot diff`: two states of a recipe, and what CI makes of it.

use std::path::Path;
use std::process::Command;

use crate::program::Home;

fn change(workspace: &Path, file: &str, from: &str, to: &str) {
    let path = workspace.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has {from}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// A component, the order of two layers, a parameter, a version and a document.
fn change_much(workspace: &Path) {
    let recipe = "recipes/payments-web.yaml";
    change(workspace, recipe, "semanticVersion: 2.1.0", "semanticVersion: 2.2.0");
    change(workspace, recipe, "          - 4g", "          - 6g");
    change(workspace, recipe, "workingDirectory: /var/tmp\n", "");
    let text = std::fs::read_to_string(workspace.join(recipe)).unwrap();
    let smoke = text.find("\n  - componentArn: Component/payments-smoke").unwrap();
    let end = text
        .find("\n\n# /tmp")
        .or_else(|| text.find("\n\ntags"))
        .unwrap_or(text.len());
    let without = format!("{}{}", &text[..smoke], &text[end..]);
    std::fs::write(workspace.join(recipe), without).unwrap();
    change(
        workspace,
        "components/nginx-tls/document.yaml",
        "description: ",
        "description: Now ",
    );
}

#[test]
fn the_files_are_compared_with_the_last_commit() {
    let home = Home::new();
    let workspace = home.sample();
    let at = workspace.to_str().unwrap();
    let same = home.run(&["diff", "payments-web", "--workspace", at]);
    assert_eq!(same.code, 0, "{}{}", same.stdout, same.stderr);
    assert!(
        same.stdout
            .starts_with("nothing differs between payments-web 2.1.0 at HEAD and payments-web 2.1.0 in the files"),
        "{}",
        same.stdout
    );

    change_much(&workspace);
    let differs = home.run(&["diff", "payments-web", "--workspace", at]);
    assert_eq!(differs.code, 1, "{}", differs.stderr);
    insta::assert_snapshot!(differs.stdout);
    let (code, json) = home.json(&["diff", "payments-web@HEAD", "payments-web", "--workspace", at]);
    assert_eq!(code, 1);
    assert_eq!(json["left"]["at"]["revision"], "HEAD");
    assert_eq!(json["comparison"]["right"]["version"], "2.2.0");
    let removed: Vec<_> = json["comparison"]["layers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|layer| layer["changes"][0] == "removed")
        .map(|layer| layer["component"].as_str().unwrap())
        .collect();
    assert_eq!(removed, ["payments-smoke"]);
    let backwards = home
        .json(&["diff", "payments-web", "payments-web@HEAD", "--workspace", at])
        .1;
    assert_eq!(backwards["comparison"]["left"]["version"], "2.2.0");
}

#[test]
fn two_commits_and_two_recipes_are_compared() {
    let home = Home::new();
    let workspace = home.sample();
    let at = workspace.to_str().unwrap();
    change_much(&workspace);
    let author = ["-c", "user.name=t", "-c", "user.email=t@localhost"];
    let committed = Command::new("git")
        .current_dir(&workspace)
        .args(author)
        .args(["commit", "-qam", "much"])
        .status();
    assert!(committed.unwrap().success());
    let files = home.run(&["diff", "payments-web", "--workspace", at]);
    assert_eq!(files.code, 0, "{}", files.stdout);
    let commits = home.run(&["diff", "payments-web@HEAD~1", "payments-web@main", "--workspace", at]);
    assert_eq!(commits.code, 1, "{}", commits.stderr);
    assert!(commits.stdout.contains("payments-smoke removed"), "{}", commits.stdout);
    let recipes = home.run(&["diff", "payments-web", "search-api", "--workspace", at]);
    assert_eq!(recipes.code, 1, "{}", recipes.stderr);
    assert!(recipes.stdout.contains("openjdk-runtime"), "{}", recipes.stdout);
}

#[test]
fn what_was_published_is_the_same_as_the_files_until_they_change() {
    let home = Home::new();
    let workspace = home.sample();
    let at = workspace.to_str().unwrap();
    assert_eq!(home.run(&["publish", "golden-ubuntu-22-04", "--workspace", at]).code, 0);
    assert_eq!(home.run(&["sync"]).code, 0);
    let golden = [
        "diff",
        "golden-ubuntu-22-04@aws",
        "golden-ubuntu-22-04",
        "--workspace",
        at,
    ];
    let same = home.run(&golden);
    assert_eq!(same.code, 0, "{}{}", same.stdout, same.stderr);
    let file = "recipes/golden-ubuntu-22-04.yaml";
    let text = std::fs::read_to_string(workspace.join(file)).unwrap();
    let without = text.replacen("  - componentArn: Component/time-sync\n", "", 1);
    assert_ne!(text, without);
    std::fs::write(workspace.join(file), without).unwrap();
    let differs = home.run(&golden);
    assert_eq!(differs.code, 1, "{}{}", differs.stdout, differs.stderr);
    assert!(differs.stdout.contains("time-sync"), "{}", differs.stdout);
    // The version is there already, with other content: it is never published over.
    let (code, plan) = home.json(&["plan", "golden-ubuntu-22-04", "--workspace", at]);
    assert_eq!(code, 1, "{plan:#}");
    assert!(plan["blocked"].to_string().contains("golden-ubuntu-22-04"), "{plan:#}");
    assert_eq!(home.run(&["publish", "golden-ubuntu-22-04", "--workspace", at]).code, 1);

    let unknown = home.run(&["diff", "golden-ubuntu-22-04@aws:9.9.9", "--workspace", at]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("versions that it holds"), "{}", unknown.stderr);
}

#[test]
fn what_cannot_be_compared_says_what_to_do_instead() {
    let home = Home::new();
    let workspace = home.sample();
    let at = workspace.to_str().unwrap();
    for (state, words) in [
        (
            "payments-web@no-such-branch",
            "Git knows no commit `no-such-branch` here",
        ),
        ("payments-web@--all", "Git knows no commit"),
        ("payments-web@aws", "AWS holds no recipe payments-web"),
        ("payments-wob", "payments-wob"),
    ] {
        let answer = home.run(&["diff", state, "--workspace", at]);
        assert_eq!(answer.code, 2, "{state}: {}", answer.stdout);
        assert!(answer.stderr.contains(words), "{state}: {}", answer.stderr);
    }
    std::fs::remove_dir_all(workspace.join(".git")).unwrap();
    let answer = home.run(&["diff", "payments-web", "--workspace", at]);
    assert!(answer.stderr.contains("not in a Git repository"), "{}", answer.stderr);
    assert_eq!(answer.code, 2);
}

#[test]
fn check_enforces_what_the_workspace_forbids_in_its_own_words() {
    let home = Home::new();
    let workspace = home.sample();
    let at = workspace.to_str().unwrap();
    let settings = workspace.join("ingot.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let guardrails = "guardrails:\n  - name: no-java\n    message: Java needs a waiver, ask ccoe@acme.example\n    \
                      forbiddenComponents: [\"openjdk-*\"]\n";
    assert!(text.contains("guardrails:\n"));
    std::fs::write(&settings, text.replace("guardrails:\n", guardrails)).unwrap();
    let (code, checked) = home.json(&["check", at]);
    assert_eq!(code, 1, "{checked:#}");
    let found = checked["diagnostics"].as_array().unwrap();
    let of_guardrails = |file: &str| {
        found.iter().any(|it| {
            it["rule"] == "guardrails/forbidden-component"
                && it["file"].as_str().unwrap().ends_with(file)
                && it["message"].as_str().unwrap().contains("Java needs a waiver")
        })
    };
    assert!(of_guardrails("recipes/payments-web.yaml"), "{found:#?}");
    assert!(!of_guardrails("recipes/golden-ubuntu-22-04.yaml"));
}
