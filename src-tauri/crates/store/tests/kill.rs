//! The program is killed a hundred times while it imports: the database opens, the earlier state is whole, and the
//! import can be repeated.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod support;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ingot_report::read::ReadError;
use ingot_report::{Finding, Severity};
use ingot_store::{FindingQuery, Import, NewReport, Store};
use support::{NOW, finding, now, store};

const KILLS: u32 = 100;
const FINDINGS: u32 = 6_000;
/// Entries between two moments at which the program says how far it is.
const STEP: u32 = 400;
/// A program is killed at most so many microseconds after it said how far it is.
const LONGEST_WAIT: u64 = 30_000;
/// Tells the program that is to be killed where its store is, and which import it makes.
const PLACE: &str = "INGOT_TEST_KILL";

/// Finding number `number` as import `round` has it: texts of its own, another severity in every round, and others than
/// the last round at the end.
fn of(round: u32, number: u32) -> Finding {
    let severity = Severity::ALL[(round + number) as usize % Severity::ALL.len()];
    let number = if number.is_multiple_of(10) {
        number + round * FINDINGS
    } else {
        number
    };
    let mut finding = finding(number, &format!("package-{}", number % 300), severity);
    finding.description = Some(format!("Finding {number} can be reached over the network. ").repeat(12));
    finding
}

fn import(store: &Store, round: u32, mut told: impl FnMut(u32)) {
    let about = NewReport::of_file("/reports/killed.json", NOW, NOW);
    let feed = |import: &mut Import| {
        for number in 0..FINDINGS {
            if import.findings(vec![of(round, number)]).is_break() {
                break;
            }
            if number.is_multiple_of(STEP) {
                told(number);
            }
        }
        told(FINDINGS);
        Ok::<(), ReadError>(())
    };
    assert_eq!(
        store.writer().import_report(about, feed).unwrap().rows,
        u64::from(FINDINGS)
    );
}

/// What is in the store, in a number: every row of every list, and what is searched.
fn state(store: &Store) -> (u64, u64, u64) {
    let reader = store.reader().unwrap();
    let mut query = FindingQuery::of(Vec::new(), now());
    let ids = reader.finding_ids(&query, usize::MAX).unwrap();
    query.limit = 50;
    let page = reader.findings(&query).unwrap();
    let whole: Vec<_> = page
        .rows
        .iter()
        .map(|row| reader.finding(row.id).unwrap().unwrap())
        .collect();
    query.query = ingot_report::query::Query::Is(ingot_report::query::Condition::Words("reached".into()));
    let found = reader.findings(&query).unwrap().total;
    let reports = reader.reports().unwrap();
    let facets = reader.facets(&query, 50).unwrap();
    let hasher = std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default();
    (
        ids.len() as u64,
        found,
        hasher.hash_one(format!("{ids:?} {page:?} {whole:?} {reports:?} {facets:?}")),
    )
}

/// Imports until it is killed, and says how far it is. Does nothing in an ordinary run of the tests.
#[test]
fn the_program_that_is_killed() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let (folder, round) = place.rsplit_once('@').unwrap();
    let store = store(Path::new(folder));
    import(&store, round.parse().unwrap(), |number| {
        // In one piece, so that a line that is there is true.
        std::io::stdout()
            .write_all(format!("\n@{number}\n").as_bytes())
            .unwrap();
    });
    std::io::stdout().write_all(b"\n@done\n").unwrap();
}

#[test]
fn an_import_that_is_killed_at_any_moment_leaves_the_earlier_state_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut round = 1;
    let opened = store(folder.path());
    import(&opened, round, |_| {});
    let mut before = state(&opened);
    drop(opened);
    let (mut kept, mut done) = (0, 0);
    for kill in 0..KILLS {
        let mut program = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_program_that_is_killed", "--nocapture"])
            .env(PLACE, format!("{}@{}", folder.path().display(), round + 1))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let random = RandomState::new().hash_one(kill);
        let steps = u64::from(FINDINGS / STEP) + 2;
        let lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let mut said: Vec<String> = Vec::new();
        let mut lines = lines.map_while(Result::ok).filter(|line| line.starts_with('@'));
        said.extend(lines.by_ref().take((random % steps) as usize));
        std::thread::sleep(Duration::from_micros(random / 64 % LONGEST_WAIT));
        program.kill().unwrap();
        program.wait().unwrap();
        said.extend(lines);

        let opened = store(folder.path());
        assert!(opened.notices().is_empty(), "after kill {kill}: {:?}", opened.notices());
        let after = state(&opened);
        if after == before {
            kept += 1;
            assert!(
                !said.contains(&"@done".to_owned()),
                "a finished import is lost after kill {kill}"
            );
        } else {
            // It had come to its end: then all of it is there.
            assert!(
                said.contains(&format!("@{FINDINGS}")),
                "half an import after kill {kill}"
            );
            done += 1;
            round += 1;
            let repeated = {
                import(&opened, round, |_| {});
                state(&opened)
            };
            assert_eq!((repeated.0, repeated.1), (after.0, after.1), "after kill {kill}");
            before = repeated;
        }
    }
    assert!(kept > KILLS / 2, "{kept} kills hit an import, {done} came too late");
    let opened = store(folder.path());
    import(&opened, round + 1, |_| {});
    assert_eq!(state(&opened).0, u64::from(FINDINGS), "and it can be repeated");
}
