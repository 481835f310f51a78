//! `ingot check --fix` and `--diff`: what is mended, and what is never touched.

use std::fs;

use crate::program::Home;

/// A comment and a reference that can be mended, and an action of which nobody knows what it should be.
const BROKEN: &str = "schemaVersion: 1.0\nparameters:\n  - Address:\n      type: string\nphases:\n  - name: build\n    \
                      steps:\n      - name: Fetch # ingot: ignore steps/timeout because of old times\n        \
                      action: Retrieve\n        inputs:\n          - source: {{ Address }}\n            \
                      destination: /opt/tool/\n";

fn mended() -> String {
    BROKEN
        .replace(" # ingot: ignore steps/timeout because of old times", "")
        .replace("{{ Address }}", "\"{{ Address }}\"")
}

#[test]
fn a_diff_shows_what_fix_would_do_and_writes_nothing() {
    let home = Home::new();
    let file = home.write("components/a/document.yaml", BROKEN);
    let answer = home.run(&["check", "components", "--diff"]);
    insta::assert_snapshot!(answer.stdout);
    assert_eq!(answer.code, 1, "there are errors in the files as they are");
    assert_eq!(fs::read_to_string(&file).unwrap(), BROKEN);
    // Git takes the diff as it is printed.
    let patch = home.write("change.patch", &answer.stdout);
    let applied = std::process::Command::new("git")
        .current_dir(home.path("."))
        .args(["apply", "--unsafe-paths", patch.to_str().unwrap()])
        .status()
        .unwrap();
    assert!(applied.success());
    assert_eq!(home.run(&["check", "components", "--diff"]).stdout, "");
}

#[test]
fn fixes_are_written_in_rounds_and_what_is_left_is_said() {
    let home = Home::new();
    let file = home.write("document.yaml", &BROKEN.replace('\n', "\r\n"));
    let answer = home.run(&["check", "document.yaml", "--fix"]);
    insta::assert_snapshot!(answer.stdout);
    assert_eq!(answer.code, 1, "the unknown action is left");
    assert_eq!(fs::read_to_string(&file).unwrap(), mended().replace('\n', "\r\n"));
    let again = home.run(&["check", "document.yaml", "--fix"]);
    assert!(!again.stdout.contains("fixed"), "{}", again.stdout);
    let (_, checked) = home.json(&["check", "document.yaml", "--fix"]);
    assert_eq!(checked["fixed"], serde_json::json!([]));
}

#[test]
fn a_resource_is_mended_with_its_workspace_at_hand() {
    let home = Home::new();
    let workspace = home.sample();
    let recipe = workspace.join("recipes/payments-web.yaml");
    let text = fs::read_to_string(&recipe).unwrap();
    let line = text
        .lines()
        .find(|line| line.contains("componentArn: Component/"))
        .unwrap()
        .to_owned();
    let name = line.split('/').nth(1).unwrap();
    let slip = text.replacen(name, &format!("{name}x"), 1);
    fs::write(&recipe, &slip).unwrap();
    let (code, checked) = home.json(&["check", "--fix", recipe.to_str().unwrap()]);
    assert_eq!(
        (code, &checked["fixed"][0]["error"]),
        (0, &serde_json::Value::Null),
        "{checked:#}"
    );
    let after = fs::read_to_string(&recipe).unwrap();
    let changed: Vec<_> = after
        .lines()
        .zip(slip.lines())
        .filter(|(new, old)| new != old)
        .collect();
    assert_eq!((changed.len(), after.lines().count()), (1, slip.lines().count()));
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_alone_and_the_others_are_mended() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let locked = home.write("a.yaml", BROKEN);
    let open = home.write("b.yaml", BROKEN);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).unwrap();
    let answer = home.run(&["check", "--fix", "a.yaml", "b.yaml"]);
    assert_eq!(answer.code, 2);
    assert!(
        answer.stderr.contains("not fixed") && answer.stderr.contains("read-only"),
        "{}",
        answer.stderr
    );
    assert_eq!(fs::read_to_string(&locked).unwrap(), BROKEN);
    assert_eq!(fs::read_to_string(&open).unwrap(), mended());
    let mode = fs::metadata(&locked).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o444);
}

#[test]
fn what_cannot_be_mended_together_is_refused() {
    let home = Home::new();
    home.write("a.yaml", BROKEN);
    assert_eq!(home.run(&["check", "--fix", "--diff", "a.yaml"]).code, 2);
    assert_eq!(home.run(&["check", "--diff", "--format", "json", "a.yaml"]).code, 2);
}
