//! Git's view of a workspace, and the sample in a repository of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use ingot_workspace::sample::{self, SampleError};
use ingot_workspace::{Workspace, git};

const FILES: [(&str, &str); 3] = [
    ("ingot.yaml", "kind: Workspace\nname: sample\n"),
    ("recipes/golden.yaml", "kind: ImageRecipe\nname: golden\n"),
    (
        "recipes/old name.yaml",
        "kind: ImageRecipe\nname: old\nsemanticVersion: 1.0.0\n",
    ),
];

fn has_git() -> bool {
    let has = Command::new("git").arg("--version").output().is_ok();
    if !has {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: there is no `git` program");
    }
    has
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_sample_is_a_clean_repository_with_one_commit_and_a_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("new/sample");
    let written = sample::write(&into, FILES).unwrap();
    assert_eq!(written.files, 3);
    assert_eq!(Workspace::open(&into).unwrap().snapshot().resources().count(), 3);
    if !has_git() {
        return;
    }
    assert!(written.git);
    let state = git::state(&into).unwrap();
    assert_eq!(state.branch.as_deref(), Some("main"));
    assert_eq!(state.changed, [""; 0]);
    assert_eq!(state.top, into.canonicalize().unwrap());
    assert!(state.head.is_some_and(|head| head.len() == 12));
}

#[test]
fn the_sample_is_never_written_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "x").unwrap();
    assert!(matches!(
        sample::write(folder.path(), FILES),
        Err(SampleError::NotEmpty { .. })
    ));
    assert!(matches!(
        sample::write(&folder.path().join("mine.txt"), FILES),
        Err(SampleError::NotEmpty { .. })
    ));
    let into = folder.path().join("new");
    assert!(matches!(
        sample::write(&into, [("../evil.yaml", "x")]),
        Err(SampleError::Outside { .. })
    ));
    assert!(!folder.path().join("evil.yaml").exists());
}

#[test]
fn changes_are_relative_to_the_folder_and_the_head_can_be_read() {
    if !has_git() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    sample::write(&root, FILES).unwrap();
    run(&root, &["mv", "recipes/old name.yaml", "recipes/näme.yaml"]);
    fs::write(root.join("recipes/golden.yaml"), "kind: ImageRecipe\nname: changed\n").unwrap();
    fs::write(root.join("recipes/-rf.yaml"), "x: 1\n").unwrap();
    fs::write(root.join("ingot.yaml"), "kind: Workspace\nname: other\n").unwrap();

    let recipes = git::state(&root.join("recipes")).unwrap();
    assert_eq!(
        recipes.changed,
        ["-rf.yaml", "golden.yaml", "näme.yaml", "old name.yaml"]
    );
    assert_eq!(recipes.top, root);
    assert!(git::state(&root).unwrap().changed.contains(&"ingot.yaml".to_owned()));

    let at_head = |path: &str| git::file_at(&root, "HEAD", path);
    assert_eq!(at_head("recipes/golden.yaml").as_deref(), Some(FILES[1].1));
    assert_eq!(at_head("recipes/old name.yaml").as_deref(), Some(FILES[2].1));
    assert_eq!(
        git::file_at(&root.join("recipes"), "HEAD", "golden.yaml").as_deref(),
        Some(FILES[1].1)
    );
    assert_eq!(at_head("recipes/-rf.yaml"), None);
    for rev in ["", "--output=evil", "-p", "HEAD:", "HEAD --", "no-such-branch"] {
        assert_eq!(git::file_at(&root, rev, "ingot.yaml"), None, "{rev}");
    }
    run(&root, &["checkout", "--quiet", "--detach", "--force"]);
    assert_eq!(git::state(&root).unwrap().branch, None);
}

#[test]
fn asking_git_takes_no_lock_and_runs_nothing() {
    if !has_git() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    sample::write(folder.path(), FILES).unwrap();
    let trap = folder.path().join("trapped");
    run(
        folder.path(),
        &["config", "core.fsmonitor", &format!("touch '{}' #", trap.display())],
    );
    let index = folder.path().join(".git/index");
    // A file with a new time and the old content is what makes `git status` want to write its index.
    fs::write(folder.path().join("ingot.yaml"), FILES[0].1).unwrap();
    let before = fs::read(&index).unwrap();
    assert_eq!(git::state(folder.path()).unwrap().changed, [""; 0]);
    assert_eq!(fs::read(&index).unwrap(), before);
    assert!(!trap.exists());
}

#[test]
fn outside_git_there_is_nothing_to_say() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(git::state(folder.path()), None);
    assert_eq!(git::file_at(folder.path(), "HEAD", "a.yaml"), None);
    assert_eq!(git::state(&folder.path().join("nowhere")), None);
}

#[test]
fn earlier_commits_are_listed_for_the_files_that_matter_and_read_whole() {
    if !has_git() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("repository/in here");
    fs::create_dir_all(&into).unwrap();
    let commit = |message: &str| {
        run(&into, &["add", "-A"]);
        let author = ["-c", "user.name=A B", "-c", "user.email=a@localhost"];
        run(&into, &[&author[..], &["commit", "-q", "-m", message]].concat());
    };
    run(folder.path(), &["init", "-q", "-b", "main", "repository"]);
    fs::write(into.join("a b.yaml"), "kind: ImageRecipe\nname: first\n").unwrap();
    fs::write(into.join("notes.md"), "mine").unwrap();
    commit("begin");
    fs::write(into.join("other.yaml"), "kind: ImageRecipe\nname: other\n").unwrap();
    commit("another file");
    fs::write(into.join("a b.yaml"), "kind: ImageRecipe\nname: second\n").unwrap();
    commit("change\n\nwith a body");

    let all = git::revisions(&into, &[]).unwrap();
    let summaries: Vec<_> = all.iter().map(|revision| revision.summary.as_str()).collect();
    assert_eq!(summaries.len(), 3);
    let of_file = git::revisions(&into, &["a b.yaml"]).unwrap();
    assert_eq!(of_file.len(), 2);
    assert!(of_file[0].id.len() >= 40 && of_file[0].at.contains('T'));

    assert_eq!(git::commit(&into, "HEAD").as_ref(), Some(&all[0].id));
    assert_eq!(git::commit(&into, "HEAD~2").as_ref(), Some(&all[2].id));
    for unknown in ["nowhere", "HEAD~9", "--all", "", "HEAD:a b.yaml", "$(id)"] {
        assert_eq!(git::commit(&into, unknown), None, "{unknown}");
    }
    let first = git::tree(&into, &all[2].id).unwrap();
    assert_eq!(
        first,
        [("a b.yaml".to_owned(), "kind: ImageRecipe\nname: first\n".to_owned())]
    );
    let now = git::tree(&into, &all[0].id).unwrap();
    assert_eq!(now.len(), 2);
    assert_eq!(git::revisions(folder.path(), &[]), None, "no repository");
}
