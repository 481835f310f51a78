//! Unsaved edits outlive the program, and so does the way back through them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_store::{Base, Draft, DraftSummary, HistoryStep, Store};

const W: &str = "/home/ada/golden";
const FILE: &str = "recipes/payments-web.yaml";

fn base() -> Base {
    Base {
        hash: "h0".into(),
        text: "text 0".into(),
    }
}

fn edit(store: &Store, number: u32) {
    let text = format!("text {number}");
    store
        .drafts()
        .edit(
            W,
            FILE,
            &base(),
            &format!("edit {number}"),
            &text,
            &format!("t{number}"),
        )
        .unwrap();
}

fn draft(store: &Store) -> Draft {
    store.drafts().draft(W, FILE).unwrap().unwrap()
}

/// Where the history stands: undo label < text > redo label.
fn stands(store: &Store) -> String {
    let Draft {
        text,
        saved,
        undo,
        redo,
        ..
    } = draft(store);
    let end = "|".to_owned();
    format!(
        "{} < {text}{} > {}",
        undo.unwrap_or(end.clone()),
        if saved { " (saved)" } else { "" },
        redo.unwrap_or(end)
    )
}

#[test]
fn undo_and_redo_walk_the_history_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.drafts().draft(W, FILE).unwrap(), None);
        assert_eq!(store.drafts().undo(W, FILE, "t").unwrap(), None);
        (1..=3).for_each(|number| edit(&store, number));
        assert_eq!(stands(&store), "edit 3 < text 3 > |");
        let back = store.drafts().undo(W, FILE, "t4").unwrap();
        assert_eq!(
            back,
            Some(HistoryStep {
                label: "edit 3".into(),
                text: "text 2".into()
            })
        );
    }
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(stands(&store), "edit 2 < text 2 > edit 3");
    store.drafts().undo(W, FILE, "t5").unwrap();
    let back = store.drafts().undo(W, FILE, "t6").unwrap();
    assert_eq!(
        back,
        Some(HistoryStep {
            label: "edit 1".into(),
            text: "text 0".into()
        })
    );
    assert_eq!(stands(&store), "| < text 0 (saved) > edit 1");
    assert_eq!(store.drafts().undo(W, FILE, "t7").unwrap(), None);
    let forth = store.drafts().redo(W, FILE, "t8").unwrap();
    assert_eq!(
        forth,
        Some(HistoryStep {
            label: "edit 1".into(),
            text: "text 1".into()
        })
    );
    assert_eq!(draft(&store).base_hash, "h0");
    assert_eq!(draft(&store).updated_at, "t8");
}

#[test]
fn an_edit_after_an_undo_forgets_what_was_undone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (1..=3).for_each(|number| edit(&store, number));
    store.drafts().undo(W, FILE, "t").unwrap();
    store.drafts().undo(W, FILE, "t").unwrap();
    edit(&store, 9);
    assert_eq!(stands(&store), "edit 9 < text 9 > |");
    assert_eq!(store.drafts().redo(W, FILE, "t").unwrap(), None);
    store.drafts().undo(W, FILE, "t").unwrap();
    assert_eq!(stands(&store), "edit 1 < text 1 > edit 9");
}

#[test]
fn saving_keeps_the_history_and_knows_its_place_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (1..=2).for_each(|number| edit(&store, number));
    store.drafts().saved(W, FILE, "h2", "t").unwrap();
    assert_eq!(
        (stands(&store), draft(&store).base_hash),
        ("edit 2 < text 2 (saved) > |".into(), "h2".into())
    );
    store.drafts().undo(W, FILE, "t").unwrap();
    assert_eq!(stands(&store), "edit 1 < text 1 > edit 2");
    store.drafts().redo(W, FILE, "t").unwrap();
    assert_eq!(stands(&store), "edit 2 < text 2 (saved) > |");
    store.drafts().undo(W, FILE, "t").unwrap();
    edit(&store, 3);
    assert_eq!(stands(&store), "edit 3 < text 3 > |");
    store.drafts().undo(W, FILE, "t").unwrap();
    store.drafts().undo(W, FILE, "t").unwrap();
    assert_eq!(
        stands(&store),
        "| < text 0 > edit 1",
        "the saved text is no longer part of the history"
    );
}

#[test]
fn drafts_are_listed_and_discarded_file_by_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    edit(&store, 1);
    store.drafts().edit(W, "a.yaml", &base(), "edit", "text", "t1").unwrap();
    store
        .drafts()
        .edit("/home/ada/other", FILE, &base(), "edit", "text", "t1")
        .unwrap();
    store.drafts().saved(W, "a.yaml", "h", "t2").unwrap();
    let listed = store.drafts().drafts(W).unwrap();
    let summary = |file: &str, saved, at: &str| DraftSummary {
        file: file.into(),
        saved,
        updated_at: at.into(),
    };
    assert_eq!(listed, [summary("a.yaml", true, "t2"), summary(FILE, false, "t1")]);
    assert!(store.drafts().discard(W, FILE).unwrap());
    assert!(!store.drafts().discard(W, FILE).unwrap());
    assert_eq!(store.drafts().draft(W, FILE).unwrap(), None);
    assert!(store.drafts().draft("/home/ada/other", FILE).unwrap().is_some());
    edit(&store, 5);
    assert_eq!(
        stands(&store),
        "edit 5 < text 5 > |",
        "nothing of the discarded history comes back"
    );
}

#[test]
fn a_long_history_forgets_its_beginning_and_stays_right() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (1..=503).for_each(|number| edit(&store, number));
    let mut steps = 0;
    while store.drafts().undo(W, FILE, "t").unwrap().is_some() {
        steps += 1;
    }
    assert_eq!(steps, 500);
    assert_eq!(
        stands(&store),
        "| < text 3 > edit 4",
        "not what is on disk, so it does not count as saved"
    );
    store.drafts().redo(W, FILE, "t").unwrap();
    assert_eq!(stands(&store), "edit 4 < text 4 > edit 5");
}

#[test]
fn the_history_of_a_file_that_is_moved_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    edit(&store, 1);
    edit(&store, 2);
    let before = draft(&store);
    let moved = "recipes/web.yaml";
    // What another file left behind there is not this one's.
    store.drafts().edit(W, moved, &base(), "old", "old text", "t0").unwrap();
    store.drafts().rename(W, FILE, moved).unwrap();
    assert_eq!(store.drafts().draft(W, FILE).unwrap(), None);
    assert_eq!(store.drafts().draft(W, moved).unwrap().unwrap(), before);
    store.drafts().undo(W, moved, "t3").unwrap();
    store.drafts().undo(W, moved, "t4").unwrap();
    assert_eq!(store.drafts().undo(W, moved, "t5").unwrap(), None);
    assert_eq!(store.drafts().draft(W, moved).unwrap().unwrap().text, "text 0");
}
