//! Streams far larger than memory may be.

use std::io::{self, Read};

use ingot_report::read::{self, Entry, Source};
use std::ops::ControlFlow;

/// A text that repeats `unit` `times` times between `before` and `after`, made while it is read.
struct Repeated {
    before: &'static str,
    unit: &'static str,
    times: usize,
    after: &'static str,
}

impl Source for Repeated {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let block = self.unit.repeat(1000);
        let rest = self.times / 1000;
        let blocks = Blocks { block, rest, at: 0 };
        Ok(Box::new(
            self.before.as_bytes().chain(blocks).chain(self.after.as_bytes()),
        ))
    }
}

struct Blocks {
    block: String,
    rest: usize,
    at: usize,
}

impl Read for Blocks {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.rest == 0 {
            return Ok(0);
        }
        let count = (&self.block.as_bytes()[self.at..]).read(into)?;
        self.at += count;
        if self.at == self.block.len() {
            (self.at, self.rest) = (0, self.rest - 1);
        }
        Ok(count)
    }
}

/// The most memory this process ever had, in MiB; `None` where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn counted(source: &dyn Source) -> (u64, u64) {
    let (mut taken, mut rejected) = (0, 0);
    read::read(source, &mut |entry| {
        match entry {
            Entry::Rejected(_) => rejected += 1,
            _ => taken += 1,
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    (taken, rejected)
}

/// The sizes are what an unoptimised build reads in seconds; `cargo bench -p ingot-report` reads a gigabyte.
#[test]
fn a_stream_on_a_single_line_is_read_in_bounded_memory() {
    let findings = Repeated {
        before: r#"{"findings": ["#,
        unit: r#"{"severity": "LOW", "title": "a", "resources": []},"#,
        times: 150_000,
        after: r#"{"severity": "LOW", "title": "b", "resources": []}]}"#,
    };
    assert_eq!(counted(&findings), (150_001, 0));
    let one_entry = Repeated {
        before: r#"{"findings": [{"severity": "LOW", "resources": [], "title": "a"}, {"title": ""#,
        unit: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        times: 1_000_000,
        after: r#""}, {"severity": "LOW", "resources": [], "title": "b"}]}"#,
    };
    assert_eq!(counted(&one_entry), (2, 1));
    let key_before = Repeated {
        before: r#"{"padding": ["#,
        unit: r#"{"a": [1, 2, 3]}, "#,
        times: 250_000,
        after: r#"0], "findings": [{"severity": "LOW", "resources": [], "title": "a"}]}"#,
    };
    assert_eq!(counted(&key_before), (1, 0));
    match peak() {
        Some(peak) => assert!(peak < 300, "{peak} MiB"),
        None => eprintln!("skipped: this system does not tell how much memory was used"),
    }
}
