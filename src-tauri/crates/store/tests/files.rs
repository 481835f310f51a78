//! The two files: made, shared between threads and processes, refused when newer, mended when damaged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::path::Path;

use ingot_recipe::Inventory;
use ingot_store::{Base, ImagePackage, Scope, Store, StoreError};

const NOW: &str = "2026-11-01T08:00:00.000Z";

fn scope() -> Scope {
    Scope {
        profile: "sandbox".into(),
        account: "111122223333".into(),
        region: "eu-central-1".into(),
    }
}

fn keep_a_draft(store: &Store) {
    let base = Base {
        hash: "h0".into(),
        text: "old".into(),
    };
    store
        .drafts()
        .edit("/w", "recipes/a.yaml", &base, "move of auditd", "new", NOW)
        .unwrap();
}

fn set_version(file: &Path, version: u32) {
    rusqlite::Connection::open(file)
        .unwrap()
        .pragma_update(None, "user_version", version)
        .unwrap();
}

#[test]
fn a_store_is_made_where_there_is_none_and_opened_where_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("deep/down");
    {
        let store = Store::open(&folder).unwrap();
        assert_eq!(store.notices(), []);
        let inventory = Inventory {
            account: Some("111122223333".into()),
            ..Inventory::default()
        };
        store.writer().put_inventory(&scope(), NOW, &inventory).unwrap();
        keep_a_draft(&store);
    }
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.notices(), []);
    let reader = store.reader().unwrap();
    assert_eq!(
        reader.inventory(&scope()).unwrap().unwrap().account.as_deref(),
        Some("111122223333")
    );
    assert_eq!(reader.inventory_scopes("sandbox").unwrap(), [(scope(), NOW.to_owned())]);
    assert_eq!(
        reader
            .inventory(&Scope {
                profile: "production".into(),
                ..scope()
            })
            .unwrap(),
        None
    );
    assert_eq!(
        store.drafts().draft("/w", "recipes/a.yaml").unwrap().unwrap().text,
        "new"
    );
}

#[test]
fn deleting_the_cache_loses_no_draft() {
    let folder = tempfile::tempdir().unwrap();
    keep_a_draft(&Store::open(folder.path()).unwrap());
    for file in fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if file.file_name().unwrap().to_str().unwrap().starts_with("cache.sqlite") {
            fs::remove_file(file).unwrap();
        }
    }
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.reader().unwrap().inventory(&scope()).unwrap(), None);
    assert!(store.drafts().draft("/w", "recipes/a.yaml").unwrap().is_some());
}

#[test]
fn files_of_a_newer_ingot_are_refused_and_left_alone() {
    for name in ["cache.sqlite", "drafts.sqlite"] {
        let folder = tempfile::tempdir().unwrap();
        drop(Store::open(folder.path()).unwrap());
        let file = folder.path().join(name);
        set_version(&file, 9_000);
        let refused = Store::open(folder.path()).unwrap_err();
        assert!(matches!(refused, StoreError::Newer { found: 9_000, .. }), "{refused:?}");
        let message = refused.to_string().replace(folder.path().to_str().unwrap(), "~");
        assert_eq!(
            message,
            format!(
                "cannot open ~/{name}: a newer Ingot wrote it (format 9000, this one knows up to 1); \
                 update Ingot, or move the file away"
            )
        );
        set_version(&file, 1);
        drop(Store::open(folder.path()).unwrap());
    }
}

#[test]
fn a_damaged_cache_is_set_aside_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    keep_a_draft(&Store::open(folder.path()).unwrap());
    for number in 1..=2 {
        fs::write(
            folder.path().join("cache.sqlite"),
            "this is no database, and long enough to be sure of it",
        )
        .unwrap();
        let store = Store::open(folder.path()).unwrap();
        let [notice] = store.notices() else {
            panic!("one notice, not {:?}", store.notices())
        };
        let aside = folder.path().join(format!("cache.sqlite.broken-{number}"));
        assert!(notice.message.contains(aside.to_str().unwrap()), "{}", notice.message);
        assert!(fs::read_to_string(aside).unwrap().starts_with("this is no database"));
        store
            .writer()
            .put_inventory(&scope(), NOW, &Inventory::default())
            .unwrap();
        assert!(store.drafts().draft("/w", "recipes/a.yaml").unwrap().is_some());
    }
}

#[test]
fn damaged_drafts_are_an_error_that_names_the_file_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("drafts.sqlite");
    fs::write(&file, "this is no database, and long enough to be sure of it").unwrap();
    let refused = Store::open(folder.path()).unwrap_err();
    assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused:?}");
    assert!(refused.to_string().contains(file.to_str().unwrap()), "{refused}");
    assert!(fs::read_to_string(&file).unwrap().starts_with("this is no database"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    fs::write(&file, "").unwrap();
    let refused = Store::open(&file.join("store")).unwrap_err();
    assert!(matches!(refused, StoreError::Folder { .. }), "{refused:?}");
}

/// Several stores on one folder are what several processes are.
#[test]
fn many_may_open_an_empty_folder_at_once_and_write_to_it() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|threads| {
        for number in 0..6 {
            let folder = folder.path();
            threads.spawn(move || {
                let store = Store::open(folder).unwrap();
                for round in 0..10 {
                    let image = format!("image-{number}-{round}");
                    let package = ImagePackage {
                        name: "openssl".into(),
                        version: "3.0.2".into(),
                    };
                    store.writer().put_image_packages(&image, NOW, &[package]).unwrap();
                    assert!(store.reader().unwrap().image_packages(&image).unwrap().is_some());
                }
            });
        }
    });
    let store = Store::open(folder.path()).unwrap();
    let reader = store.reader().unwrap();
    for number in 0..6 {
        assert_eq!(
            reader
                .image_packages(&format!("image-{number}-9"))
                .unwrap()
                .unwrap()
                .len(),
            1
        );
    }
}
