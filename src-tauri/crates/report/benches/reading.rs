//! How fast reports are read: entries a second and MB a second, of streams that are made while they are read.
//!
//! `cargo bench -p ingot-report`. The floor is parsing the same bytes with serde_json without keeping anything.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark looks at the clock"
)]

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::time::Instant;

use ingot_report::read::{self, Source};
use mimalloc::MiMalloc;
use serde::de::IgnoredAny;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let entry = finding();
    println!("entries of {} bytes", entry.len());
    let floor = {
        let text = format!("[{}]", vec![entry.as_str(); 20_000].join(","));
        let start = Instant::now();
        serde_json::from_str::<Vec<IgnoredAny>>(&text).unwrap();
        20_000.0 / start.elapsed().as_secs_f64()
    };
    println!("{floor:>12.0} entries/s  floor: serde_json, nothing kept");
    let findings = Repeated {
        before: r#"{"findings": ["#,
        unit: entry + ",",
        times: 200_000,
        after: r#"{"severity": "LOW", "resources": [], "title": "last"}]}"#,
    };
    measure("Inspector findings", &findings);
    let padding = Repeated {
        before: r#"{"padding": ""#,
        unit: "x".repeat(1000),
        times: 1_000_000,
        after: r#"", "findings": [{"severity": "LOW", "resources": [], "title": "last"}]}"#,
    };
    measure("a gigabyte on one line before the first entry", &padding);
    let scores = Repeated {
        before: "#model_version:v2025.03.14,score_date:2026-11-20T00:00:00Z\ncve,epss,percentile\n",
        unit: "CVE-2026-12345,0.00043,0.08123\n".into(),
        times: 500_000,
        after: "",
    };
    measure("EPSS scores", &scores);
}

fn measure(name: &str, source: &dyn Source) {
    let start = Instant::now();
    let summary = read::read(source, &mut |_| ControlFlow::Continue(())).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(summary.rejected, 0);
    println!(
        "{:>12.0} entries/s  {name}: {} in {seconds:.2} s; at most {} MiB so far",
        summary.entries as f64 / seconds,
        summary.entries,
        peak()
    );
}

/// One finding as Inspector writes it, about 2 KB.
fn finding() -> String {
    serde_json::json!({
        "findingArn": "arn:aws:inspector2:eu-central-1:111122223333:finding/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "awsAccountId": "111122223333", "type": "PACKAGE_VULNERABILITY", "severity": "HIGH", "status": "ACTIVE",
        "title": "CVE-2026-1001 - openssl, libssl3",
        "description": "A record that is too long is read past its end. ".repeat(14),
        "firstObservedAt": "2026-02-03T04:05:06.789000+01:00", "lastObservedAt": 1_770_166_800.5, "updatedAt": "2026-02-04T00:00:00Z",
        "inspectorScore": 7.1, "fixAvailable": "YES", "exploitAvailable": "NO", "epss": {"score": 0.42},
        "inspectorScoreDetails": {"adjustedCvss": {"score": 7.1, "scoringVector": "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "version": "3.1", "scoreSource": "UBUNTU_CVE"}},
        "remediation": {"recommendation": {"text": "None Provided"}},
        "packageVulnerabilityDetails": {
            "vulnerabilityId": "CVE-2026-1001", "source": "UBUNTU_CVE", "sourceUrl": "https://vendor.example/CVE-2026-1001",
            "vendorSeverity": "medium", "vendorCreatedAt": "2026-01-10T08:00:00Z",
            "cvss": [{"baseScore": 7.5, "scoringVector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "version": "3.1", "source": "NVD"}],
            "referenceUrls": ["https://reference.example/1", "https://reference.example/2"],
            "vulnerablePackages": [{"name": "openssl", "version": "3.0.2", "release": "0ubuntu1.18", "epoch": 0, "arch": "X86_64",
                "packageManager": "OS", "fixedInVersion": "0:3.0.2-0ubuntu1.19", "remediation": "apt-get update && apt-get upgrade"}]
        },
        "resources": [{"type": "AWS_EC2_INSTANCE", "id": "i-0aaaabbbbccccdddd", "region": "eu-central-1", "tags": {"Name": "web"},
            "details": {"awsEc2Instance": {"imageId": "ami-0123456789abcdef0", "platform": "UBUNTU_22_04", "vpcId": "vpc-1"}}}]
    })
    .to_string()
}

/// The most memory this process ever had, in MiB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

struct Repeated {
    before: &'static str,
    unit: String,
    times: usize,
    after: &'static str,
}

impl Source for Repeated {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let middle = Middle {
            unit: self.unit.as_bytes(),
            rest: self.times,
            at: 0,
        };
        Ok(Box::new(
            self.before.as_bytes().chain(middle).chain(self.after.as_bytes()),
        ))
    }
}

struct Middle<'a> {
    unit: &'a [u8],
    rest: usize,
    at: usize,
}

impl Read for Middle<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while self.rest > 0 && done < into.len() {
            let count = (&self.unit[self.at..]).read(&mut into[done..])?;
            (self.at, done) = (self.at + count, done + count);
            if self.at == self.unit.len() {
                (self.at, self.rest) = (0, self.rest - 1);
            }
        }
        Ok(done)
    }
}
