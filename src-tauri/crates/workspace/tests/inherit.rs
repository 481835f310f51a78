//! What a workspace inherits, wherever it lies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use ingot_recipe::{Settings, check};
use ingot_workspace::{Snapshot, Workspace};

const CCOE: &str = "kind: Workspace\nname: ccoe\nguardrails:\n  - name: audit\n    message: Audit is law.\n    \
                    allowedParents: [\"ImageRecipe/golden-*\"]\n";
const RECIPE: &str = "kind: ImageRecipe\nname: web\nsemanticVersion: 1.0.0\nparentImage: ami-0123456789abcdef0\n";

fn put(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A team's workspace in `team`, with `inherit` as given.
fn team(inherit: &str) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "team/ingot.yaml",
        &format!("kind: Workspace\ninherit: [{inherit}]\n"),
    );
    put(folder.path(), "team/recipes/web.yaml", RECIPE);
    let workspace = Workspace::open(folder.path().join("team")).unwrap();
    (folder, workspace)
}

fn said(snapshot: &Snapshot) -> Vec<String> {
    let catalogue = snapshot.catalogue().build();
    let found = check(&catalogue, &Settings::default()).found.into_iter();
    let own = found.filter(|it| it.diagnostic.rule.contains("guardrails/") || it.diagnostic.rule.contains("inherit"));
    own.map(|it| it.diagnostic.message).collect()
}

#[test]
fn guardrails_beside_and_in_the_workspace_hold() {
    for path in [
        "../ccoe/ingot.yaml",
        "vendor/ccoe/ingot.yaml",
        ".vendor/ingot.yml",
        "./vendor/../vendor/ccoe/ingot.yaml",
    ] {
        let (folder, workspace) = team(path);
        assert_eq!(
            said(&workspace.snapshot()),
            [format!("`{}` is not there", path.replace("./vendor/../", ""))],
            "{path}"
        );
        put(
            &folder.path().join("team"),
            path.strip_prefix("./vendor/../").unwrap_or(path),
            CCOE,
        );
        workspace.refresh().unwrap();
        assert_eq!(said(&workspace.snapshot()), ["Audit is law."], "{path}");
    }
}

#[test]
fn an_inherited_file_inherits() {
    let (folder, workspace) = team("../ccoe/ingot.yaml");
    put(
        folder.path(),
        "ccoe/ingot.yaml",
        "kind: Workspace\ninherit: [../group/ingot.yaml, ../ccoe/ingot.yaml]\n",
    );
    workspace.refresh().unwrap();
    assert_eq!(
        said(&workspace.snapshot()),
        ["`../ccoe/ingot.yaml` inherits a file that is not read: `../group/ingot.yaml` is not there"]
    );
    put(folder.path(), "group/ingot.yaml", CCOE);
    workspace.refresh().unwrap();
    assert_eq!(said(&workspace.snapshot()), ["Audit is law."]);
}

#[test]
fn a_draft_of_the_configuration_counts() {
    let (folder, workspace) = team("");
    put(folder.path(), "ccoe/ingot.yaml", CCOE);
    assert_eq!(said(&workspace.snapshot()), Vec::<String>::new());
    let draft = "kind: Workspace\ninherit: [../ccoe/ingot.yaml]\n".to_owned();
    let drafts = HashMap::from([("ingot.yaml".to_owned(), draft)]);
    assert_eq!(said(&workspace.snapshot().with_overlay(&drafts)), ["Audit is law."]);
    let own = HashMap::from([("ingot.yaml".to_owned(), CCOE.to_owned())]);
    assert_eq!(said(&workspace.snapshot().with_overlay(&own)), ["Audit is law."]);
}

#[test]
fn a_folder_in_a_workspace_has_the_workspaces_guardrails() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "ingot.yaml", CCOE);
    put(folder.path(), "teams/web/recipes/web.yaml", RECIPE);
    let inside = Workspace::open_folder(folder.path().join("teams/web")).unwrap();
    assert_eq!(said(&inside.snapshot()), ["Audit is law."]);
}

#[test]
fn no_other_file_is_ever_read() {
    for path in [
        "/etc/passwd",
        "../secrets.yaml",
        "\"C:/ingot.yaml\"",
        "\"a\\\\ingot.yaml\"",
        "\"\"",
        "../../..",
    ] {
        let (folder, workspace) = team(path);
        put(folder.path(), "secrets.yaml", CCOE);
        workspace.refresh().unwrap();
        let said = said(&workspace.snapshot());
        assert_eq!(said.len(), 1, "{path}");
        assert!(
            said[0].contains("is no path") || said[0].contains("only files called"),
            "{said:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_lead_to_no_other_file() {
    let (folder, workspace) = team("../ccoe/ingot.yaml, vendor/ingot.yaml");
    put(folder.path(), "secrets.yaml", CCOE);
    fs::create_dir_all(folder.path().join("ccoe")).unwrap();
    fs::create_dir_all(folder.path().join("team/vendor")).unwrap();
    std::os::unix::fs::symlink(
        folder.path().join("secrets.yaml"),
        folder.path().join("ccoe/ingot.yaml"),
    )
    .unwrap();
    std::os::unix::fs::symlink(
        folder.path().join("secrets.yaml"),
        folder.path().join("team/vendor/ingot.yaml"),
    )
    .unwrap();
    workspace.refresh().unwrap();
    assert_eq!(
        said(&workspace.snapshot()),
        [
            "`../ccoe/ingot.yaml` is a link to a file that is not called `ingot.yaml`",
            "`vendor/ingot.yaml` is a link that leads out of the workspace"
        ]
    );
}

#[test]
fn endless_chains_and_files_of_another_kind_are_told() {
    let (folder, workspace) = team("../c0/ingot.yaml, ../other/ingot.yaml");
    for at in 0..40 {
        let next = at + 1;
        put(
            folder.path(),
            &format!("c{at}/ingot.yaml"),
            &format!("kind: Workspace\ninherit: [../c{next}/ingot.yaml]\n"),
        );
    }
    put(folder.path(), "other/ingot.yaml", "hello: world\n");
    workspace.refresh().unwrap();
    assert_eq!(
        said(&workspace.snapshot()),
        [
            "`../c0/ingot.yaml` leads to more than 16 files",
            "`../other/ingot.yaml` is no workspace"
        ]
    );
}
