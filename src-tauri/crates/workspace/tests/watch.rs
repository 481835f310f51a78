//! Changes by other programs are noticed; our own are not news.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use ingot_workspace::{Changed, WatchMode, Watching, Workspace};

const RECIPE: &str = "kind: ImageRecipe\nname: golden\n";
/// A limit for broken tests; working ones never wait that long.
const LIMIT: Duration = Duration::from_secs(20);

struct Watched {
    folder: tempfile::TempDir,
    workspace: Workspace,
    changes: Receiver<Changed>,
    watching: Watching,
}

fn watched(polled: bool) -> Watched {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), RECIPE).unwrap();
    fs::write(folder.path().join("b.yaml"), RECIPE).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let (sender, changes) = channel();
    let on_change = move |changed| sender.send(changed).unwrap();
    let watching = if polled {
        workspace
            .watch_by_polling(Duration::from_millis(20), on_change)
            .unwrap()
    } else {
        workspace.watch(on_change).unwrap()
    };
    Watched {
        folder,
        workspace,
        changes,
        watching,
    }
}

impl Watched {
    fn at(&self, name: &str) -> PathBuf {
        self.workspace.root().join(name)
    }

    /// Waits until `name` is reported; what is reported on the way must be known too.
    fn expect(&self, name: &str) {
        loop {
            let changed = self.changes.recv_timeout(LIMIT).expect("nothing was reported");
            self.workspace.reload(&changed.files).unwrap();
            if changed.files.contains(&self.at(name)) {
                return;
            }
        }
    }

    /// Waits until decisions are reported.
    fn expect_decisions(&self) {
        while !self
            .changes
            .recv_timeout(LIMIT)
            .expect("nothing was reported")
            .decisions
        {}
    }
}

fn replace(file: &Path, text: &str) {
    let beside = file.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, file).unwrap();
}

fn notices_everything(polled: bool) {
    let watched = watched(polled);
    fs::write(watched.at("a.yaml"), "kind: ImageRecipe\nname: written\n").unwrap();
    watched.expect("a.yaml");
    replace(&watched.at("a.yaml"), "kind: ImageRecipe\nname: replaced\n");
    watched.expect("a.yaml");
    replace(&watched.at("a.yaml"), "kind: ImageRecipe\nname: replaced again\n");
    watched.expect("a.yaml");
    fs::create_dir_all(watched.at("deep/er")).unwrap();
    fs::write(watched.at("deep/er/c.yaml"), RECIPE).unwrap();
    watched.expect("deep/er/c.yaml");
    fs::write(watched.at("deep/er/c.yaml"), "kind: ImageRecipe\nname: later\n").unwrap();
    watched.expect("deep/er/c.yaml");
    fs::remove_file(watched.at("b.yaml")).unwrap();
    watched.expect("b.yaml");
    fs::rename(watched.at("deep"), watched.at("moved")).unwrap();
    watched.expect("moved/er/c.yaml");
    let snapshot = watched.workspace.snapshot();
    let names: Vec<_> = snapshot.files().map(|file| file.path()).collect();
    assert!(
        names.starts_with(&["a.yaml"]) && names.contains(&"moved/er/c.yaml") && !names.contains(&"b.yaml"),
        "{names:?}"
    );
    drop(watched.watching);
    drop(watched.folder);
}

#[test]
fn writes_replacements_new_folders_deletions_and_moves_are_noticed() {
    notices_everything(false);
}

#[test]
fn polling_notices_the_same() {
    notices_everything(true);
}

fn notices_decisions(polled: bool) {
    let watched = watched(polled);
    fs::create_dir_all(watched.at("vex")).unwrap();
    fs::write(watched.at("vex/web.openvex.json"), "{}").unwrap();
    watched.expect_decisions();
    replace(&watched.at("vex/web.openvex.json"), "{ }");
    watched.expect_decisions();
    fs::rename(watched.at("vex"), watched.at("old")).unwrap();
    watched.expect_decisions();
    // What lies elsewhere holds no decisions.
    fs::write(watched.at("old/web.openvex.json"), "{  }").unwrap();
    fs::write(watched.at("c.yaml"), RECIPE).unwrap();
    let last = watched
        .changes
        .iter()
        .find(|changed| !changed.files.is_empty())
        .unwrap();
    assert_eq!((last.files, last.decisions), (vec![watched.at("c.yaml")], false));
}

#[test]
fn decisions_that_others_wrote_are_noticed() {
    notices_decisions(false);
}

#[test]
fn polling_notices_decisions_too() {
    notices_decisions(true);
}

#[test]
fn says_how_changes_are_noticed() {
    assert_eq!(watched(false).watching.mode(), WatchMode::Reported);
    assert_eq!(watched(true).watching.mode(), WatchMode::Polled);
}

#[test]
fn our_own_saves_and_other_peoples_files_are_no_news() {
    let watched = watched(false);
    let expected = watched.workspace.snapshot().file("a.yaml").unwrap().hash().clone();
    watched
        .workspace
        .save("a.yaml", "kind: ImageRecipe\nname: ours\n", Some(&expected))
        .unwrap();
    fs::write(watched.at("notes.txt"), "x").unwrap();
    fs::create_dir(watched.at("node_modules")).unwrap();
    fs::write(watched.at("node_modules/x.yaml"), RECIPE).unwrap();
    // The system reports in order, so when this one comes the others would have come as well.
    fs::write(watched.at("b.yaml"), "kind: ImageRecipe\nname: theirs\n").unwrap();
    let changed = watched.changes.recv_timeout(LIMIT).unwrap();
    assert_eq!(changed.files, [watched.at("b.yaml")]);
}
