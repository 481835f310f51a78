//! Saving: whole or not at all, and never over somebody else's work.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use ingot_workspace::{ContentHash, SaveError, Workspace, save};

const RECIPE: &str = "kind: ImageRecipe\nname: golden\n";

fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), RECIPE).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    (folder, workspace)
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_save_is_on_disk_and_in_the_snapshot_and_leaves_nothing_behind() {
    let (folder, workspace) = workspace();
    let expected = workspace.snapshot().file("a.yaml").unwrap().hash().clone();
    let text = "kind: ImageRecipe\nname: silver\n";
    let saved = workspace.save("a.yaml", text, Some(&expected)).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("a.yaml")).unwrap(), text);
    assert_eq!(saved.hash, ContentHash::of(text.as_bytes()));
    assert_eq!(workspace.snapshot().file("a.yaml").unwrap().hash(), &saved.hash);
    assert_eq!(entries(folder.path()), ["a.yaml"]);
    workspace.save("a.yaml", RECIPE, Some(&saved.hash)).unwrap();
}

#[test]
fn a_file_that_changed_on_disk_is_shown_and_not_written_over() {
    let (folder, workspace) = workspace();
    let expected = workspace.snapshot().file("a.yaml").unwrap().hash().clone();
    fs::write(folder.path().join("a.yaml"), "theirs\n").unwrap();
    let Err(SaveError::ChangedOnDisk { theirs, hash, .. }) = workspace.save("a.yaml", "mine\n", Some(&expected)) else {
        panic!("was saved");
    };
    assert_eq!(theirs, "theirs\n");
    assert_eq!(entries(folder.path()), ["a.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.yaml")).unwrap(), "theirs\n");

    let copy = workspace.save_copy("a.yaml", "mine\n").unwrap();
    let second = workspace.save_copy("a.yaml", "mine too\n").unwrap();
    assert_eq!((copy.as_str(), second.as_str()), ("a.yaml.mine", "a.yaml.mine-2"));
    assert_eq!(fs::read_to_string(folder.path().join(copy)).unwrap(), "mine\n");
    assert!(
        workspace.refresh().unwrap().changed == ["a.yaml"],
        "a copy is no second resource"
    );

    workspace.save("a.yaml", "mine\n", Some(&hash)).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("a.yaml")).unwrap(), "mine\n");
}

#[test]
fn a_deleted_file_comes_back_only_when_asked_for() {
    let (folder, workspace) = workspace();
    let expected = workspace.snapshot().file("a.yaml").unwrap().hash().clone();
    fs::remove_file(folder.path().join("a.yaml")).unwrap();
    assert!(matches!(
        workspace.save("a.yaml", "x\n", Some(&expected)),
        Err(SaveError::Deleted { .. })
    ));
    assert_eq!(entries(folder.path()), [""; 0]);
    workspace.save("a.yaml", RECIPE, None).unwrap();
    assert!(matches!(
        workspace.save("a.yaml", "x\n", None),
        Err(SaveError::ChangedOnDisk { .. })
    ));
}

#[test]
fn nothing_is_written_outside_the_workspace() {
    let (_folder, workspace) = workspace();
    for path in ["../evil.yaml", "/etc/evil.yaml", "a/../../evil.yaml", "", "./a.yaml"] {
        assert!(
            matches!(workspace.save(path, "x", None), Err(SaveError::Outside { .. })),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_links_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, workspace) = workspace();
    let real = folder.path().join("a.yaml");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.yaml", folder.path().join("link.yaml")).unwrap();
    let expected = ContentHash::of(RECIPE.as_bytes());
    workspace
        .save("link.yaml", "kind: ImageRecipe\nname: linked\n", Some(&expected))
        .unwrap();
    assert!(folder.path().join("link.yaml").is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "kind: ImageRecipe\nname: linked\n");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

/// Runs itself again where a disk of 64 KB is mounted for it alone.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_called_so_and_the_file_stays_whole() {
    use std::io::Write;
    use std::process::Command;
    const DISK: &str = "INGOT_TEST_FULL_DISK";
    const MOUNT: &str = r#"mount -t tmpfs -o size=64k none "$0" || exit 77
        exec "$1" --exact a_full_disk_is_called_so_and_the_file_stays_whole --nocapture"#;
    if let Ok(disk) = std::env::var(DISK) {
        let disk = Path::new(&disk);
        fs::write(disk.join("a.yaml"), RECIPE).unwrap();
        let workspace = Workspace::open(disk).unwrap();
        let larger = format!("{RECIPE}# {}\n", "x".repeat(128 * 1024));
        let result = workspace.save("a.yaml", &larger, Some(&ContentHash::of(RECIPE.as_bytes())));
        assert!(matches!(result, Err(SaveError::DiskFull { .. })), "{result:?}");
        assert_eq!(fs::read_to_string(disk.join("a.yaml")).unwrap(), RECIPE);
        assert_eq!(entries(disk), ["a.yaml"]);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let ended = Command::new("unshare")
        .args(["--mount", "--map-root-user", "sh", "-c", MOUNT])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .env(DISK, folder.path())
        .output();
    match ended {
        Ok(output) if output.status.success() => {}
        // What a test that failed ends with.
        Ok(output) if output.status.code() == Some(101) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        _ => {
            let _ = writeln!(std::io::stderr(), "skipped: this user may not mount a small disk");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_and_a_read_only_folder_are_called_so() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, workspace) = workspace();
    let file = folder.path().join("a.yaml");
    let expected = ContentHash::of(RECIPE.as_bytes());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    assert!(matches!(
        workspace.save("a.yaml", "x\n", Some(&expected)),
        Err(SaveError::ReadOnly { .. })
    ));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();

    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let binds = fs::File::create(folder.path().join("probe")).is_err();
    if binds {
        let result = workspace.save("a.yaml", "x\n", Some(&expected));
        assert!(matches!(result, Err(SaveError::FolderNotWritable { .. })), "{result:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), RECIPE);
    } else {
        use std::io::Write;
        let _ = writeln!(
            std::io::stderr(),
            "skipped: this user may write into read-only folders (root?)"
        );
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_that_is_gone_loses_nothing_but_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let result = save::save(&folder.path().join("gone/a.yaml"), "x\n", None);
    assert!(matches!(result, Err(SaveError::FolderNotWritable { .. })), "{result:?}");
}
