//! Files of decisions and saved views on disk.
#![allow(clippy::unwrap_used)]

use std::fs;

use ingot_workspace::{SaveError, SavedView, Workspace, vex_path};

fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ingot.yaml"), "kind: Workspace\n").unwrap();
    let workspace = Workspace::open_folder(folder.path()).unwrap();
    (folder, workspace)
}

#[test]
fn the_first_decision_makes_the_folder_and_later_ones_expect_what_was_read() {
    let (_folder, workspace) = workspace();
    assert_eq!(workspace.vex_files(), []);
    let path = vex_path(Some("payments-web"));
    assert_eq!(path, "vex/payments-web.openvex.json");
    workspace.save_vex(&path, "{}", None).unwrap();
    let there = workspace.vex_file(&path).unwrap();
    assert_eq!(there.text.as_deref(), Ok("{}"));
    workspace.save_vex(&path, "{ }", there.hash.as_ref()).unwrap();
    let stale = workspace.save_vex(&path, "{  }", there.hash.as_ref());
    assert!(matches!(stale, Err(SaveError::ChangedOnDisk { .. })));
    assert_eq!(workspace.vex_files().len(), 1);
}

#[test]
fn a_broken_file_of_decisions_does_not_hide_the_others() {
    let (folder, workspace) = workspace();
    fs::create_dir(folder.path().join("vex")).unwrap();
    fs::write(folder.path().join("vex/a.openvex.json"), [0xff, 0xfe]).unwrap();
    fs::write(folder.path().join("vex/b.openvex.json"), "{}").unwrap();
    fs::write(folder.path().join("vex/notes.txt"), "").unwrap();
    fs::create_dir(folder.path().join("vex/c.openvex.json")).unwrap();
    let files = workspace.vex_files();
    let shown: Vec<_> = files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_deref()))
        .collect();
    insta::assert_debug_snapshot!(shown);
}

#[test]
fn no_name_of_an_image_leads_out_of_the_folder() {
    for name in [
        "../../etc/passwd",
        ".git/config",
        "docker.io/library/nginx:1.25",
        "",
        "...",
        "a\0b",
        "ä",
    ] {
        let path = vex_path(Some(name));
        let (_folder, workspace) = workspace();
        workspace.save_vex(&path, "{}", None).unwrap();
        assert_eq!(workspace.vex_files().len(), 1, "{path}");
    }
    let (_folder, workspace) = workspace();
    for path in [
        "vex/../ingot.yaml",
        "vex/a/b.openvex.json",
        "vex/.openvex.json",
        "x.openvex.json",
        "vexx.openvex.json",
    ] {
        assert!(
            matches!(workspace.save_vex(path, "{}", None), Err(SaveError::Outside { .. })),
            "{path}"
        );
    }
}

#[test]
fn saved_views_come_back_and_are_no_resource_of_the_workspace() {
    let (_folder, workspace) = workspace();
    let view = |name: &str| SavedView {
        name: name.into(),
        query: "severity:>=high".into(),
        group: None,
        sort: "epss".into(),
        descending: true,
        columns: Vec::new(),
    };
    assert!(!workspace.remove_view("A").unwrap());
    workspace.save_view(&view("A")).unwrap();
    workspace.save_view(&view("B")).unwrap();
    assert!(workspace.remove_view("A").unwrap());
    let views = workspace.views();
    assert_eq!((views.views, views.problems), (vec![view("B")], vec![]));
    let snapshot = workspace.snapshot();
    let wrong: Vec<_> = snapshot
        .files()
        .flat_map(|file| file.diagnostics())
        .filter(|d| d.file == "scans/views.yaml")
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
