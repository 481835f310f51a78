//! Checking component documents: 1,000 real ones with their scripts, and one of 64 KB as somebody types in it.
//!
//! `cargo bench -p ingot-workbench --bench documents`. The floor is the YAML parser by itself, reading events and keeping
//! nothing; each figure is also given as a multiple of it, which is what stays comparable between machines.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ingot_component::rules::{RuleSettings, check};
use ingot_workbench::Source;
use ingot_workbench::check::check_paths;
use ingot_workbench::shellcheck::Wanted;
use mimalloc::MiMalloc;
use saphyr_parser::Parser;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const DOCUMENTS: usize = 1_000;
/// The most that Image Builder takes: 64 KB (<https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html>).
const LARGEST: usize = 64 * 1024;

fn main() {
    let texts = real_documents();
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = 0;
    for number in 0..DOCUMENTS {
        let text = &texts[number % texts.len()];
        bytes += text.len();
        std::fs::write(folder.path().join(format!("{number:04}.yaml")), text).unwrap();
    }
    let files: Vec<PathBuf> = (0..DOCUMENTS)
        .map(|number| folder.path().join(format!("{number:04}.yaml")))
        .collect();
    let floor = median(5, || {
        for file in &files {
            parse(&std::fs::read_to_string(file).unwrap());
        }
    });
    let one_core = median(5, || {
        for file in &files {
            let source = Source::new("document.yaml", std::fs::read_to_string(file).unwrap());
            black_box(check(&source, &RuleSettings::default()));
        }
    });
    let paths = [folder.path().to_owned()];
    let all = median(5, || drop(black_box(check_paths(&paths, Wanted::Nowhere))));
    println!("{DOCUMENTS} documents, {:.2} MB", bytes as f64 / 1e6);
    tell("floor: read and parse the YAML alone", floor, floor, bytes);
    tell("check, one core", one_core, floor, bytes);
    tell("check as `ingot check` does", all, floor, bytes);

    let text = largest(&texts);
    let floor = median(21, || parse(&text));
    let keystroke = median(21, || {
        let source = Source::new("document.yaml", text.as_str());
        black_box(check(&source, &RuleSettings::default()));
    });
    println!(
        "one document of {:.0} KB, a keystroke in it",
        text.len() as f64 / 1024.0
    );
    tell("floor: parse the YAML alone", floor, floor, text.len());
    tell("read and check", keystroke, floor, text.len());
    println!("peak memory of this run: {}", peak_memory());
}

fn parse(text: &str) {
    for event in Parser::new_from_str(text) {
        if black_box(event).is_err() {
            break;
        }
    }
}

fn tell(name: &str, taken: Duration, floor: Duration, bytes: usize) {
    println!(
        "  {name:<38} {:>8.1?} {:>7.1} MB/s  {:.2} x",
        taken,
        bytes as f64 / 1e6 / taken.as_secs_f64(),
        taken.as_secs_f64() / floor.as_secs_f64()
    );
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken[times / 2]
}

/// Documents of others where they lie beside the repository, else those of the sample.
fn real_documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let corpora = root.join("../shared/corpora");
    let mut folders = if corpora.is_dir() {
        vec![corpora.join("components"), corpora.join("components-embedded")]
    } else {
        vec![root.join("assets/sample-workspace/components")]
    };
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "component.yaml")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                texts.push(text);
            }
        }
    }
    texts
}

/// Steps of the real documents in one, up to what Image Builder takes.
fn largest(texts: &[String]) -> String {
    let mut text = String::from("schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n");
    let mut number = 0;
    while text.len() < LARGEST {
        let script = &texts[number % texts.len()];
        text.push_str(&format!(
            "      - name: Step{number}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              set -euo pipefail\n"
        ));
        for line in script
            .lines()
            .filter(|line| line.trim_start().starts_with("- "))
            .take(20)
        {
            let word: String = line
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == ' ')
                .collect();
            text.push_str(&format!("              echo '{}' >> /var/log/setup.log\n", word.trim()));
        }
        number += 1;
    }
    text.truncate(LARGEST);
    let last = text.rfind('\n').unwrap_or(text.len());
    text.truncate(last + 1);
    text
}

/// As the system counts it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.map_or_else(
        || "unknown".to_owned(),
        |line| line.trim_start_matches("VmHWM:").trim().to_owned(),
    )
}
