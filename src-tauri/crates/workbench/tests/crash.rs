//! The program is killed two hundred times while it edits and saves: every file stays whole, and the draft is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::BuildHasher;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ingot_workbench::contract::workspace::{FileRequest, SaveFile, SetText};
use ingot_workbench::{Options, Workbench, commands};

const KILLS: u32 = 200;
/// A program is killed after it said up to so many things, however fast the machine is,
const MOST_SAID: usize = 17;
/// and at most so many microseconds later, so that every moment between two of them is hit.
const LONGEST_WAIT: u64 = 6_000;
const FILES: [&str; 2] = ["recipes/one.yaml", "recipes/two.yaml"];
/// Tells the program that is to be killed where it works and at which edit it begins.
const PLACE: &str = "INGOT_TEST_CRASH";

/// The file after edit number `edit`: so long that it is not written in one piece, and every line says which edit it
/// is of.
fn text(edit: u64) -> String {
    let mut text = format!("kind: ImageRecipe\nname: crash\nsemanticVersion: 1.0.0\nparentImage: ami-{edit:017x}\n");
    for line in 0..400 {
        writeln!(
            text,
            "# line {line} of edit {edit}, as it was typed by somebody who would miss it"
        )
        .unwrap();
    }
    text
}

/// Which edit a text is of; `None` for one that is mixed or cut short.
fn edit_of(found: &str) -> Option<u64> {
    let id = found.lines().nth(3)?.strip_prefix("parentImage: ami-")?;
    let edit = u64::from_str_radix(id, 16).ok()?;
    (found == text(edit)).then_some(edit)
}

fn options(home: &Path) -> Options {
    Options {
        home: Some(home.to_owned()),
        workspace: Some(home.join("workspace")),
        offline: true,
        ..Options::default()
    }
}

fn file(file: &str) -> FileRequest {
    FileRequest { file: file.to_owned() }
}

/// Edits and saves until it is killed, and says what it has done. Does nothing in an ordinary run of the tests.
#[tokio::test]
async fn the_program_that_is_killed() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let (home, first) = place.rsplit_once('@').unwrap();
    let workbench = Workbench::start(options(Path::new(home))).unwrap();
    let say = |what: String| {
        // In one piece, so that a line that is there is true.
        std::io::stdout().write_all(format!("\n@{what}\n").as_bytes()).unwrap();
    };
    say("ready".to_owned());
    for edit in first.parse::<u64>().unwrap().. {
        let at = usize::from(edit % 3 == 0);
        say(format!("editing {at} {edit}"));
        let set = SetText {
            file: FILES[at].to_owned(),
            text: text(edit),
        };
        commands::file::set_text(&workbench, set).await.unwrap();
        say(format!("edited {at} {edit}"));
        if edit % 2 == 0 {
            say(format!("saving {at} {edit}"));
            let save = SaveFile {
                file: FILES[at].to_owned(),
                on_conflict: None,
            };
            commands::file::save(&workbench, save).await.unwrap();
            say(format!("saved {at} {edit}"));
        }
    }
}

/// What is known of one file from what the killed program said.
#[derive(Clone, Copy, Default)]
struct Known {
    edited: u64,
    /// An edit that was begun, and perhaps made.
    editing: u64,
    saved: u64,
    saving: u64,
}

#[tokio::test]
async fn nothing_is_lost_when_the_program_is_killed_at_any_moment() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join("workspace/recipes")).unwrap();
    for name in FILES {
        std::fs::write(home.path().join("workspace").join(name), text(0)).unwrap();
    }
    let mut known = [Known::default(); FILES.len()];
    let (mut drafts, mut saves) = (0, 0);
    for kill in 0..KILLS {
        let next = known.iter().map(|it| it.editing).max().unwrap_or(0) + 1;
        let mut program = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_program_that_is_killed", "--nocapture"])
            .env(PLACE, format!("{}@{next}", home.path().display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(program.stdout.take().unwrap()).lines();
        let ready = said.by_ref().any(|line| line.unwrap() == "@ready");
        if !ready {
            let output = program.wait_with_output().unwrap();
            panic!(
                "did not start after kill {kill}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let random = RandomState::new().hash_one(kill);
        let mut lines: Vec<String> = said
            .by_ref()
            .take(random as usize % MOST_SAID)
            .map_while(Result::ok)
            .collect();
        std::thread::sleep(Duration::from_micros(random / 64 % LONGEST_WAIT));
        program.kill().unwrap();
        program.wait().unwrap();
        lines.extend(said.map_while(Result::ok));
        for line in lines {
            let words: Vec<&str> = line.trim_start_matches('@').split(' ').collect();
            let [what, at, edit] = words[..] else { continue };
            let (Ok(at), Ok(edit)) = (at.parse::<usize>(), edit.parse::<u64>()) else {
                continue;
            };
            match what {
                "editing" => known[at].editing = edit,
                "edited" => known[at].edited = edit,
                "saving" => known[at].saving = edit,
                "saved" => known[at].saved = edit,
                _ => {}
            }
        }
        let workbench = Workbench::start(options(home.path())).unwrap();
        for (at, name) in FILES.iter().enumerate() {
            let view = commands::file::get(&workbench, file(name)).await.unwrap();
            let shown = edit_of(&view.text).unwrap_or_else(|| panic!("kill {kill}: {name} is shown mixed"));
            let disk = std::fs::read_to_string(home.path().join("workspace").join(name)).unwrap();
            let disk = edit_of(&disk).unwrap_or_else(|| panic!("kill {kill}: {name} is not whole"));
            let it = &mut known[at];
            assert!(
                shown == it.edited || shown == it.editing,
                "kill {kill}: {name} shows {shown}, not {}",
                it.edited
            );
            assert!(
                disk == it.saved || disk == it.saving,
                "kill {kill}: {name} holds {disk}, not {}",
                it.saved
            );
            assert!(!view.changed_on_disk, "kill {kill}: nobody else changed {name}");
            assert_eq!(
                view.unsaved,
                shown != disk,
                "kill {kill}: {name} shows {shown}, holds {disk}"
            );
            drafts += u32::from(view.unsaved);
            saves += u32::from(!view.unsaved);
            *it = Known {
                edited: shown,
                editing: it.editing,
                saved: disk,
                saving: disk,
            };
        }
        let left: Vec<String> = std::fs::read_dir(home.path().join("workspace/recipes"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        assert_eq!(left.len(), FILES.len(), "kill {kill}: {left:?}");
    }
    assert!(
        drafts > 20 && saves > 20,
        "kills hit {drafts} drafts and {saves} saved files"
    );
}
