//! Opening a folder, whatever is in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use ingot_workspace::{Content, SaveError, Workspace, WorkspaceError};

const RECIPE: &str = "kind: ImageRecipe\nname: golden\nsemanticVersion: 1.0.0\nparentImage: ami-0123456789abcdef0\n";
const DOCUMENT: &str = "name: sshd\nschemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: A\n        action: ExecuteBash\n        inputs:\n          commands: [echo]\n";

fn put(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn names(workspace: &Workspace) -> Vec<String> {
    workspace
        .snapshot()
        .files()
        .map(|file| file.path().to_owned())
        .collect()
}

fn rules(workspace: &Workspace) -> Vec<String> {
    workspace
        .snapshot()
        .diagnostics()
        .into_iter()
        .map(|it| format!("{} {}", it.file, it.rule))
        .collect()
}

/// A folder outside any Git repository.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn reads_yaml_and_leaves_everything_else_alone() {
    let folder = folder();
    let at = folder.path();
    put(at, "recipes/golden.yaml", RECIPE);
    put(at, "components/sshd.yml", DOCUMENT);
    put(at, "values.YAML", "replicas: 2\n");
    put(at, "deploy.yaml", "apiVersion: v1\nkind: Pod\n");
    put(at, "README.md", "kind: ImageRecipe\n");
    for ignored in [
        ".git/x.yaml",
        "target/x.yaml",
        "a/node_modules/x.yaml",
        ".venv/x.yaml",
        ".hidden.yaml",
    ] {
        put(at, ignored, RECIPE);
    }
    let workspace = Workspace::open(at).unwrap();
    assert_eq!(
        names(&workspace),
        [
            "components/sshd.yml",
            "deploy.yaml",
            "recipes/golden.yaml",
            "values.YAML"
        ]
    );
    let snapshot = workspace.snapshot();
    let resources: Vec<_> = snapshot
        .resources()
        .map(|(source, it)| (source.file(), it.name()))
        .collect();
    assert_eq!(resources, [("recipes/golden.yaml", "golden")]);
    let documents: Vec<_> = snapshot
        .documents()
        .map(|(source, it)| (source.file(), it.is_some()))
        .collect();
    assert_eq!(documents, [("components/sshd.yml", true)]);
    assert_eq!(rules(&workspace), [""; 0]);
    assert!(snapshot.catalogue().build().recipe("golden").is_some());
}

#[test]
fn any_path_inside_leads_to_the_workspace() {
    let folder = folder();
    let root = folder.path().canonicalize().unwrap();
    put(&root, "ingot.yaml", "kind: Workspace\nname: ccoe\n");
    put(&root, "recipes/deep/golden.yaml", RECIPE);
    for inside in ["", "recipes", "recipes/deep", "recipes/deep/golden.yaml", "ingot.yaml"] {
        assert_eq!(Workspace::open(root.join(inside)).unwrap().root(), root, "{inside}");
    }
    assert_eq!(
        Workspace::open_folder(root.join("recipes")).unwrap().root(),
        root.join("recipes")
    );
}

#[test]
fn without_a_marker_the_git_top_level_is_the_workspace_if_it_holds_resources() {
    let folder = folder();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir(root.join(".git")).unwrap();
    put(&root, "images/golden.yaml", RECIPE);
    put(&root, "docs/x.yaml", "a: 1\n");
    assert_eq!(Workspace::open(root.join("images")).unwrap().root(), root);
    assert_eq!(Workspace::open(root.join("docs")).unwrap().root(), root);
    fs::remove_dir(root.join(".git")).unwrap();
    assert_eq!(
        Workspace::open(root.join("images")).unwrap().root(),
        root.join("images")
    );
    assert!(matches!(
        Workspace::open(root.join("docs")),
        Err(WorkspaceError::NotAWorkspace { yaml_files: 1, .. })
    ));
}

#[test]
fn a_folder_that_is_no_workspace_says_what_one_has() {
    let folder = folder();
    put(folder.path(), "a.yaml", "a: 1\n");
    let at = folder.path().canonicalize().unwrap();
    let message = Workspace::open(&at)
        .unwrap_err()
        .to_string()
        .replace(&at.display().to_string(), "<folder>");
    insta::assert_snapshot!(message, @"<folder> is no workspace: no YAML file in it has a `kind` that Ingot knows, such as `kind: ImageRecipe`; run `ingot demo` for a sample to start from");
    let message = Workspace::open(at.join("nowhere")).unwrap_err().to_string();
    insta::assert_snapshot!(message.replace(&at.display().to_string(), "<folder>"), @"there is no folder <folder>/nowhere");
}

#[test]
fn broken_files_are_diagnosed_and_the_rest_is_usable() {
    let folder = folder();
    let at = folder.path();
    put(at, "good.yaml", RECIPE);
    put(at, "broken.yaml", "kind: ImageRecipe\nname: [\n");
    put(at, "latin1.yaml", b"kind: Component\nname: caf\xe9\n");
    fs::File::create(at.join("huge.yaml"))
        .unwrap()
        .set_len(50 * 1024 * 1024)
        .unwrap();
    let workspace = Workspace::open(at).unwrap();
    let rules = rules(&workspace);
    assert!(rules.contains(&"broken.yaml yaml/unreadable".to_owned()), "{rules:?}");
    let io: Vec<_> = rules.iter().filter(|rule| rule.contains(" io/")).collect();
    assert_eq!(io, ["huge.yaml io/too-large", "latin1.yaml io/not-utf8"]);
    let snapshot = workspace.snapshot();
    assert_eq!(
        snapshot
            .resources()
            .filter(|(source, _)| source.file() == "good.yaml")
            .count(),
        1
    );
    assert_eq!(snapshot.file("huge.yaml").unwrap().text(), "");
    insta::assert_snapshot!(
        snapshot.diagnostics().iter().filter(|it| it.rule.starts_with("io/")).map(|it| it.message.clone()).collect::<Vec<_>>().join("\n"),
        @r"
        `huge.yaml` is too large to read: 50 MiB, and 8 MiB is the most
        `latin1.yaml` is not UTF-8 text: line 2 has other bytes
        "
    );
}

#[test]
fn a_workspace_of_nothing_but_a_broken_recipe_is_still_a_workspace() {
    let folder = folder();
    put(folder.path(), "golden.yaml", "kind: ImageRecipe\nname: [\n");
    let workspace = Workspace::open(folder.path()).unwrap();
    assert!(matches!(
        workspace.snapshot().file("golden.yaml").unwrap().content(),
        Content::Resource(_)
    ));
}

#[cfg(unix)]
#[test]
fn links_inside_the_workspace_are_read_and_those_that_lead_out_reach_nothing() {
    use std::os::unix::fs::symlink;
    let elsewhere = folder();
    put(elsewhere.path(), "secret.yaml", RECIPE);
    let folder = folder();
    let at = folder.path();
    put(at, "own.yaml", RECIPE);
    symlink("own.yaml", at.join("linked.yaml")).unwrap();
    symlink(elsewhere.path().join("secret.yaml"), at.join("leak.yaml")).unwrap();
    symlink(at, at.join("loop")).unwrap();
    symlink("/nowhere/at/all.yaml", at.join("dangling.yaml")).unwrap();
    symlink("/dev/zero", at.join("zero.yaml")).unwrap();
    let workspace = Workspace::open(at).unwrap();
    assert_eq!(names(&workspace), ["linked.yaml", "own.yaml"]);
    let told: Vec<_> = workspace
        .snapshot()
        .diagnostics()
        .into_iter()
        .map(|found| (found.file, found.rule))
        .collect();
    let unreadable = |file: &str| (file.to_owned(), "io/unreadable".to_owned());
    assert_eq!(told, [unreadable("leak.yaml"), unreadable("zero.yaml")]);
    assert!(matches!(
        workspace.save("leak.yaml", "kind: ImageRecipe\n", None),
        Err(SaveError::Outside { .. })
    ));
    workspace.reload(["leak.yaml"]).unwrap();
    assert!(workspace.snapshot().file("leak.yaml").is_none());
    assert_eq!(
        fs::read_to_string(elsewhere.path().join("secret.yaml")).unwrap(),
        RECIPE
    );
}

#[test]
fn drafts_stand_over_the_disk_without_touching_it() {
    let folder = folder();
    put(folder.path(), "golden.yaml", RECIPE);
    let workspace = Workspace::open(folder.path()).unwrap();
    let renamed = RECIPE.replace("golden", "platinum");
    let drafts = HashMap::from([
        ("golden.yaml".to_owned(), renamed),
        ("new.yaml".to_owned(), RECIPE.to_owned()),
    ]);
    let snapshot = workspace.snapshot();
    let overlaid = snapshot.with_overlay(&drafts);
    let names: Vec<_> = overlaid.resources().map(|(_, it)| it.name().to_owned()).collect();
    assert_eq!(names, ["platinum", "golden"]);
    assert!(overlaid.file("golden.yaml").unwrap().is_draft());
    assert_eq!(
        snapshot.file("golden.yaml").unwrap().resource().unwrap().name(),
        "golden"
    );
    let same = snapshot.with_overlay(&HashMap::from([("golden.yaml".to_owned(), RECIPE.to_owned())]));
    assert!(!same.file("golden.yaml").unwrap().is_draft());
}

#[test]
fn reload_takes_what_changed_appeared_and_went() {
    let folder = folder();
    let at = folder.path();
    put(at, "a.yaml", RECIPE);
    put(at, "old/b.yaml", RECIPE);
    put(at, "old/c.yaml", RECIPE);
    let workspace = Workspace::open(at).unwrap();
    put(at, "a.yaml", RECIPE.replace("golden", "silver"));
    put(at, "fresh/d.yaml", RECIPE);
    put(at, "fresh/target/e.yaml", RECIPE);
    fs::remove_dir_all(at.join("old")).unwrap();
    let changes = workspace
        .reload(["a.yaml", "old", "fresh", "../outside.yaml", "none.yaml"])
        .unwrap();
    assert_eq!(changes.changed, ["a.yaml", "fresh/d.yaml"]);
    assert_eq!(changes.removed, ["old/b.yaml", "old/c.yaml"]);
    assert_eq!(names(&workspace), ["a.yaml", "fresh/d.yaml"]);
    assert_eq!(
        workspace.snapshot().file("a.yaml").unwrap().resource().unwrap().name(),
        "silver"
    );
    assert!(workspace.refresh().unwrap().is_empty());
    fs::remove_file(at.join("fresh/d.yaml")).unwrap();
    assert_eq!(workspace.refresh().unwrap().removed, ["fresh/d.yaml"]);
}

#[test]
fn a_snapshot_never_changes() {
    let folder = folder();
    put(folder.path(), "a.yaml", RECIPE);
    let workspace = Workspace::open(folder.path()).unwrap();
    let before = workspace.snapshot();
    put(folder.path(), "a.yaml", "kind: ImageRecipe\nname: other\n");
    workspace.reload(["a.yaml"]).unwrap();
    assert_eq!(before.file("a.yaml").unwrap().text(), RECIPE);
}

#[test]
fn the_nearest_ingot_yaml_says_which_rules_hold() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "ingot.yaml",
        "kind: Workspace\ncheck:\n  paths:\n    - files: [old/**]\n      rules: {steps/timeout: off}\n  shellcheck: true\n",
    );
    write("old/parts/a.yaml", "phases: []\n");
    write("new/ingot.yaml", "kind: Workspace\n");
    write("new/a.yaml", "phases: []\n");

    let whole = Workspace::open(folder.path()).unwrap().snapshot().settings();
    assert!(!whole.of("old/parts/a.yaml").runs("steps/timeout"));
    assert!(whole.of("new/a.yaml").runs("steps/timeout"));
    let part = Workspace::open_folder(folder.path().join("old"))
        .unwrap()
        .snapshot()
        .settings();
    assert!(!part.of("parts/a.yaml").runs("steps/timeout"));
    assert_eq!(part.shellcheck("parts/a.yaml"), Some(true));

    let (alone, shellcheck) = ingot_workspace::settings_for(&folder.path().join("old/parts/a.yaml"));
    assert_eq!((alone.runs("steps/timeout"), shellcheck), (false, Some(true)));
    let (other, shellcheck) = ingot_workspace::settings_for(&folder.path().join("new/a.yaml"));
    assert_eq!((other.runs("steps/timeout"), shellcheck), (true, None));

    let draft = "kind: Workspace\ncheck: {rules: {steps/timeout: off}}\n".to_owned();
    let drafts = std::collections::HashMap::from([("new/ingot.yaml".to_owned(), draft)]);
    let edited = Workspace::open(folder.path()).unwrap().snapshot().with_overlay(&drafts);
    assert!(!edited.settings().of("new/a.yaml").runs("steps/timeout"));
}

#[test]
fn a_file_is_removed_and_moved_without_touching_what_others_changed() {
    let folder = tempfile::tempdir().unwrap();
    let text = "kind: ImageRecipe\nname: web\n";
    fs::create_dir(folder.path().join("recipes")).unwrap();
    fs::write(folder.path().join("recipes/web.yaml"), text).unwrap();
    fs::write(folder.path().join("api.yaml"), text).unwrap();
    let workspace = Workspace::open_folder(folder.path()).unwrap();
    let hash = workspace.snapshot().file("api.yaml").unwrap().hash().clone();

    assert!(
        workspace.rename("api.yaml", "recipes/web.yaml").is_err(),
        "something is there"
    );
    fs::write(folder.path().join("recipes/web.yaml"), "theirs: 1\n").unwrap();
    assert!(matches!(
        workspace.remove("recipes/web.yaml", &hash),
        Err(SaveError::ChangedOnDisk { .. })
    ));
    for outside in ["../api.yaml", "/api.yaml", ""] {
        assert!(workspace.rename("api.yaml", outside).is_err(), "{outside}");
        assert!(workspace.remove(outside, &hash).is_err(), "{outside}");
    }
    fs::write(folder.path().join("recipes/web.yaml"), text).unwrap();
    workspace.remove("recipes/web.yaml", &hash).unwrap();
    assert!(
        !folder.path().join("recipes").exists(),
        "an empty folder goes with its last file"
    );
    workspace.rename("api.yaml", "web.yaml").unwrap();
    assert!(workspace.snapshot().file("web.yaml").is_some() && workspace.snapshot().file("api.yaml").is_none());
    workspace.remove("web.yaml", &hash).unwrap();
    assert!(folder.path().exists(), "but never the workspace itself");
}
