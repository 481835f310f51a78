//! A million findings: how long import, lists, facets, groups, search and comparison take, and how much memory, against
//! the floor of parsing the file at all.
//!
//! `cargo bench -p ingot-store --bench findings`. `INGOT_BENCH_FINDINGS` is how many (1,000,000 unless set).
//! `INGOT_BENCH_ONLY=import` stops after the import and leaves the report in the folder `INGOT_BENCH_KEEP`
//! for others to read; `INGOT_BENCH_ONLY=distinct` measures the worst case alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "findings/report.rs"]
mod report;

use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ingot_report::query::{Comparison, Condition, Field, Pattern, Query, Status};
use ingot_report::read::{EpssEntry, Source};
use ingot_report::{Decision, DecisionState, Severity, Timestamp};
use ingot_store::{
    CompareQuery, FindingQuery, GroupBy, GroupSort, ImportError, ImportOutcome, NewReport, ReportId, SortKey, Store,
};
use mimalloc::MiMalloc;
use report::{Shape, write_report};

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Findings of each of the two reports that are compared.
const COMPARED: u64 = 100_000;

fn main() {
    let findings: u64 = std::env::var("INGOT_BENCH_FINDINGS").map_or(1_000_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::var("INGOT_BENCH_KEEP").map(PathBuf::from);
    let place = kept.unwrap_or_else(|_| folder.path().to_owned());
    println!(
        "{findings} findings, on {} cores",
        std::thread::available_parallelism().unwrap()
    );
    if !only("distinct") {
        let Some((store, outcome)) = import_of(&place, Shape::Usual, findings) else {
            return;
        };
        questions(&store, outcome.report, findings);
    }
    let distinct = findings / 5;
    println!("\nthe worst case: {distinct} findings with every text another");
    if let Some((store, outcome)) = import_of(&place, Shape::Distinct, distinct) {
        page("worst first", &store, &of(outcome.report, Query::everything()));
        page("words: overflow", &store, &of(outcome.report, words("overflow")));
    }
}

/// Writes a report, parses it alone, imports it twice, and cancels a third import.
fn import_of(folder: &Path, shape: Shape, findings: u64) -> Option<(Store, ImportOutcome)> {
    let path = folder.join(format!("findings-{shape:?}-{findings}.json").to_lowercase());
    write_report(&path, shape, findings, 0);
    let size = std::fs::metadata(&path).unwrap().len();
    println!("{} MB of JSON, {} bytes a finding", size / 1_000_000, size / findings);
    let store = Store::open(&folder.join(format!("store-{shape:?}-{findings}"))).unwrap();
    let before = peak();
    let (start, worked) = (Instant::now(), cpu());
    let outcome = import(&store, &path);
    let (taken, worked) = (start.elapsed(), cpu() - worked);
    assert_eq!(outcome.rows, findings);
    println!(
        "import            {taken:>9.2?}  {:>9.0} findings/s  {worked:.1} s of both cores  peak memory {} MB ({} MB before)",
        findings as f64 / taken.as_secs_f64(),
        peak() / 1024,
        before / 1024,
    );
    if only("import") {
        return None;
    }
    let start = Instant::now();
    report::parse_alone(&path, findings);
    let floor = start.elapsed();
    println!(
        "parse alone       {floor:>9.2?}  the import takes {:.2} times as long",
        ratio(taken, floor)
    );
    let start = Instant::now();
    let again = import(&store, &path);
    println!(
        "import again      {:>9.2?}  {} new, {} changed",
        start.elapsed(),
        again.new,
        again.changed
    );
    cancel(&store, &path);
    std::fs::remove_file(&path).unwrap();
    Some((store, outcome))
}

fn only(what: &str) -> bool {
    std::env::var("INGOT_BENCH_ONLY").as_deref() == Ok(what)
}

fn import(store: &Store, path: &Path) -> ImportOutcome {
    let about = NewReport::of_file(
        path.to_string_lossy(),
        "2026-11-01T00:00:00.000Z",
        "2026-11-01T00:00:00.000Z",
    );
    let (outcome, _) = store
        .writer()
        .import_file(about, &Whole(path), &mut |_| {}, &|| false)
        .unwrap();
    outcome
}

/// Cancels an import at several moments; the slowest to take effect counts.
fn cancel(store: &Store, path: &Path) {
    let slowest = [100, 400, 900, 1_700]
        .into_iter()
        .map(|millis| {
            let cancelled = AtomicBool::new(false);
            std::thread::scope(|scope| {
                let canceller = scope.spawn(|| {
                    std::thread::sleep(Duration::from_millis(millis));
                    cancelled.store(true, Ordering::Relaxed);
                    Instant::now()
                });
                let about = NewReport::of_file("cancelled", "", "");
                let ended = store
                    .writer()
                    .import_file(about, &Whole(path), &mut |_| {}, &|| cancelled.load(Ordering::Relaxed));
                let end = Instant::now();
                assert!(matches!(ended, Err(ImportError::Feed(_)) | Ok(_)));
                end.saturating_duration_since(canceller.join().unwrap())
            })
        })
        .max();
    println!(
        "cancel            {:>9.2?}  until the import has ended, at worst",
        slowest.unwrap()
    );
}

fn questions(store: &Store, report: ReportId, findings: u64) {
    let start = Instant::now();
    let opened = store
        .reader()
        .unwrap()
        .findings(&of(report, Query::everything()))
        .unwrap();
    println!("open the columns  {:>9.2?}  {} findings", start.elapsed(), opened.total);
    for (sort, descending) in [
        (SortKey::Severity, true),
        (SortKey::Severity, false),
        (SortKey::Vulnerability, false),
        (SortKey::Package, false),
        (SortKey::Installed, true),
        (SortKey::Fixed, false),
        (SortKey::Epss, true),
        (SortKey::Score, true),
        (SortKey::FirstSeen, false),
        (SortKey::Status, false),
        (SortKey::Image, true),
    ] {
        let query = FindingQuery {
            sort,
            descending,
            ..of(report, Query::everything())
        };
        page(&format!("everything by {sort:?}"), store, &query);
    }
    for (name, query) in filters() {
        let one = of(report, query.clone());
        page(name, store, &one);
        facets(name, store, &one);
        let all = FindingQuery {
            reports: Vec::new(),
            ..one
        };
        page(&format!("{name}, all reports"), store, &all);
    }
    let far = FindingQuery {
        offset: findings * 9 / 10,
        ..of(report, Query::everything())
    };
    page("nine tenths down, first time", store, &far);
    page("nine tenths down, then", store, &far);
    for by in [GroupBy::Package, GroupBy::Vulnerability, GroupBy::Image, GroupBy::Layer] {
        let query = of(report, Query::everything());
        let time = median(5, || {
            let groups = store.reader().unwrap().groups(&query, by, GroupSort::Severity, true);
            drop(black_box(groups.unwrap()));
        });
        tell("groups", time, &format!("{by:?}"));
    }
    let first = opened.rows[0].id;
    let now = now();
    tell(
        "one finding",
        median(9, || drop(store.reader().unwrap().finding(first).unwrap())),
        "",
    );
    let elsewhere = median(9, || {
        drop(store.reader().unwrap().elsewhere(first, 50, &[], now).unwrap())
    });
    tell("elsewhere", elsewhere, "");
    let values = median(9, || {
        drop(store.reader().unwrap().values(Field::Package, "lib", 20).unwrap())
    });
    tell("completion", values, "");
    compare(store);
    let start = Instant::now();
    let scores = (0..300_000).map(|number| EpssEntry {
        vulnerability: format!("CVE-{}-{}", 1999 + number / 12_000, number % 12_000),
        score: f64::from(number) / 300_000.0,
        percentile: None,
    });
    store.writer().put_epss("2026-11-01", "epss.csv", scores).unwrap();
    tell("load EPSS", start.elapsed(), "300,000 scores, joined with every report");
}

fn compare(store: &Store) {
    let folder = tempfile::tempdir().unwrap();
    let reports = [0, COMPARED / 10].map(|from| {
        let path = folder.path().join(format!("compared-{from}.json"));
        write_report(&path, Shape::Distinct, COMPARED, from);
        import(store, &path).report
    });
    let query = CompareQuery {
        before: reports[0],
        after: reports[1],
        query: Query::everything(),
        show: None,
        decisions: Arc::new([]),
        now: now(),
        offset: 0,
        limit: 200,
    };
    let comparison = store.reader().unwrap().compare(&query).unwrap();
    let told = comparison.counts.iter().map(|count| count.counts.total().to_string());
    let told = told.collect::<Vec<_>>().join(", ");
    let time = median(9, || drop(black_box(store.reader().unwrap().compare(&query).unwrap())));
    tell("compare", time, &format!("two reports of {COMPARED}: {told}"));
}

fn filters() -> Vec<(&'static str, Query)> {
    let is = Query::Is;
    let package = Condition::Text(Field::Package, vec![Pattern::Part("ssl".into())]);
    let glob = Condition::Text(Field::Vulnerability, vec![Pattern::Glob("CVE-2024-1*".into())]);
    vec![
        ("everything", Query::everything()),
        (
            "critical with a fix",
            Query::All(vec![
                is(Condition::Severity(vec![Severity::Critical])),
                is(Condition::Fix(vec![Some(ingot_report::FixAvailable::Yes)])),
            ]),
        ),
        ("open", is(Condition::Status(vec![Status::Open]))),
        ("a package", is(package.clone())),
        ("an id or a package", Query::Any(vec![is(glob), is(package)])),
        (
            "likely and old",
            Query::All(vec![
                is(Condition::Epss(Comparison::Above(0.5))),
                is(Condition::Age(Comparison::Above(30.0))),
            ]),
        ),
        ("words: overflow", words("overflow")),
        ("words: two words", words("crafted message")),
        ("words: begun", words("authen")),
    ]
}

fn words(words: &str) -> Query {
    Query::Is(Condition::Words(words.into()))
}

fn of(report: ReportId, query: Query) -> FindingQuery {
    let decided = Decision {
        vulnerability: "CVE-2024-100".into(),
        package: None,
        version: None,
        image: None,
        state: DecisionState::Accepted,
        justification: None,
        reason: "known".into(),
        author: None,
        decided: now(),
        expires: None,
    };
    FindingQuery {
        query,
        decisions: Arc::new([decided]),
        ..FindingQuery::of(vec![report], now())
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000)
}

fn page(name: &str, store: &Store, query: &FindingQuery) {
    let times = if name.ends_with("first time") { 1 } else { 9 };
    let mut total = 0;
    let time = median(times, || total = store.reader().unwrap().findings(query).unwrap().total);
    tell("page", time, &format!("{name}: {total}"));
}

fn facets(name: &str, store: &Store, query: &FindingQuery) {
    let time = median(5, || {
        drop(black_box(store.reader().unwrap().facets(query, 20).unwrap()))
    });
    tell("facets", time, name);
}

fn tell(what: &str, time: Duration, of: &str) {
    println!("{what:<17} {:>8.2} ms  {of}", time.as_secs_f64() * 1_000.0);
}

fn median(times: usize, mut run: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken[times / 2]
}

fn ratio(time: Duration, floor: Duration) -> f64 {
    time.as_secs_f64() / floor.as_secs_f64()
}

/// The most memory that the process has had, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Seconds of processors that the process has used, in hundredths; 0 where the system does not tell.
fn cpu() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = told.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let times = behind_name.split(' ').skip(11).take(2);
    times.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

struct Whole<'a>(&'a Path);

impl Source for Whole<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(BufReader::with_capacity(1 << 20, File::open(self.0)?)))
    }
}
