//! 100,000 findings: how long import, first page and facets take, against the floor of parsing the file at all.
//!
//! `cargo bench -p ingot-store`. The last lines give each figure as a multiple of the floor measured in the same
//! run, which is what stays comparable between machines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ingot_report::Severity;
use ingot_store::{FindingQuery, LARGEST_PAGE, NewReport, SortKey, Store};
use serde::Deserialize;

const FINDINGS: u64 = 100_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("findings.json");
    write_report(&report);
    let store = Store::open(&folder.path().join("store")).unwrap();
    import(&store, &report);

    let floor = median(3, || parse_alone(&report));
    let size = std::fs::metadata(&report).unwrap().len();
    println!(
        "\nfloor: parsing {} MB alone takes {floor:.0?}; as multiples of it:",
        size / 1_000_000
    );
    let tell = |name: &str, time: Duration| {
        println!(
            "{:>9.3} x  {time:>8.1?}  {name}",
            time.as_secs_f64() / floor.as_secs_f64()
        );
    };
    tell(
        "import into an empty store",
        median(3, || import_anew(tempfile::tempdir().unwrap().path(), &report)),
    );
    tell("import again", median(3, || import(&store, &report)));
    for (name, query) in queries() {
        let page = median(9, || drop(black_box(store.reader().unwrap().findings(&query).unwrap())));
        tell(&format!("page: {name}"), page);
        let facets = median(9, || drop(black_box(store.reader().unwrap().facets(&query).unwrap())));
        tell(&format!("facets: {name}"), facets);
    }
}

fn queries() -> Vec<(&'static str, FindingQuery)> {
    let worst = FindingQuery {
        sort: SortKey::Severity,
        descending: true,
        limit: LARGEST_PAGE,
        ..Default::default()
    };
    let of = |query: FindingQuery| FindingQuery {
        report: "1".parse().ok(),
        ..query
    };
    vec![
        ("worst first", of(worst.clone())),
        ("worst first, all reports", worst.clone()),
        (
            "worst first, offset 90,000",
            of(FindingQuery {
                offset: 90_000,
                ..worst.clone()
            }),
        ),
        (
            "critical with a fix",
            of(FindingQuery {
                severity: vec![Severity::Critical],
                fix: Some(true),
                ..worst.clone()
            }),
        ),
        (
            "by package",
            of(FindingQuery {
                sort: SortKey::Package,
                descending: false,
                ..worst.clone()
            }),
        ),
        (
            "by EPSS",
            of(FindingQuery {
                sort: SortKey::Epss,
                ..worst.clone()
            }),
        ),
        (
            "by first seen",
            of(FindingQuery {
                sort: SortKey::FirstSeen,
                ..worst.clone()
            }),
        ),
        (
            "two words",
            of(FindingQuery {
                text: Some("openssl 2026-00".into()),
                ..worst
            }),
        ),
    ]
}

/// Typed, borrowed, whole file at once: no reader of this format can be much faster.
fn parse_alone(report: &Path) {
    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Report<'a> {
        #[serde(borrow)]
        findings: Vec<Entry<'a>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Entry<'a> {
        severity: &'a str,
        title: &'a str,
        description: &'a str,
        first_observed_at: &'a str,
        #[serde(borrow)]
        package_vulnerability_details: Details<'a>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Details<'a> {
        vulnerability_id: &'a str,
        #[serde(borrow)]
        vulnerable_packages: Vec<Package<'a>>,
    }
    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Package<'a> {
        name: &'a str,
        version: &'a str,
    }
    let text = std::fs::read_to_string(report).unwrap();
    let report: Report<'_> = serde_json::from_str(&text).unwrap();
    assert_eq!(report.findings.len() as u64, FINDINGS);
    black_box(report);
}

fn import_anew(folder: &Path, report: &Path) {
    import(&Store::open(folder).unwrap(), report);
}

fn import(store: &Store, report: &Path) {
    let about = NewReport::of_file("findings.json", "2026-11-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z");
    let file = File::open(report).unwrap();
    let (outcome, _) = store.writer().import_file(about, None, file, &|| false).unwrap();
    assert_eq!(outcome.rows, FINDINGS);
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

/// About 2 KB an entry, the same bytes in every run.
fn write_report(path: &PathBuf) {
    let mut file = std::io::BufWriter::new(File::create(path).unwrap());
    let mut text = String::from("{\"findings\": [");
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for number in 0..FINDINGS {
        // xorshift64: mixed enough, and nothing to depend on.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        entry(&mut text, number, random);
        text.push_str(if number + 1 < FINDINGS { "," } else { "]}" });
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        text.clear();
    }
}

fn entry(text: &mut String, number: u64, random: u64) {
    let pick = |values: &[&'static str], shift: u32| values[(random >> shift) as usize % values.len()];
    let package = format!(
        "{}{}",
        pick(&["openssl", "libxml2-", "linux-aws-", "python3-", "glibc-", "curl-"], 3),
        random % 397
    );
    let severity = pick(
        &[
            "CRITICAL",
            "HIGH",
            "HIGH",
            "MEDIUM",
            "MEDIUM",
            "MEDIUM",
            "LOW",
            "LOW",
            "INFORMATIONAL",
            "UNTRIAGED",
        ],
        9,
    );
    let fix = pick(&["YES", "YES", "NO"], 17);
    let fixed = if fix == "YES" {
        "0:3.0.2-0ubuntu1.19"
    } else {
        "NotAvailable"
    };
    let exploit = pick(&["YES", "NO", "NO", "NO", "NO", "NO"], 23);
    let cve = format!("CVE-{}-{:05}", 2015 + random % 12, (random >> 11) % 40_000);
    let description =
        "An attacker who can reach the service may send a crafted message that is copied past the end of a buffer. "
            .repeat(9);
    write!(
        text,
        r#"{{"awsAccountId":"111122223333","description":"{description}","epss":{{"score":{epss:.5}}},"exploitAvailable":"{exploit}",
"findingArn":"arn:aws:inspector2:eu-central-1:111122223333:finding/{random:016x}{number:016x}","firstObservedAt":"2026-{month:02}-{day:02}T08:30:33.045000+01:00",
"fixAvailable":"{fix}","inspectorScore":{score}.5,"inspectorScoreDetails":{{"adjustedCvss":{{"adjustments":[],"cvssSource":"NVD","score":5.5,"scoreSource":"NVD","scoringVector":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H","version":"3.1"}}}},
"lastObservedAt":"2026-10-14T04:03:53.051000+02:00","packageVulnerabilityDetails":{{"cvss":[{{"baseScore":5.5,"scoringVector":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H","source":"NVD","version":"3.1"}}],
"referenceUrls":["https://vendor.example/advisories/{cve}"],"relatedVulnerabilities":[],"source":"UBUNTU_CVE","sourceUrl":"https://vendor.example/cve/{cve}","vendorSeverity":"medium","vulnerabilityId":"{cve}",
"vulnerablePackages":[{{"arch":"X86_64","epoch":0,"fixedInVersion":"{fixed}","name":"{package}","packageManager":"OS","release":"0ubuntu1.{number}","remediation":"apt-get update && apt-get upgrade","version":"3.0.2"}}]}},
"remediation":{{"recommendation":{{"text":"None Provided"}}}},"resources":[{{"details":{{"awsEc2Instance":{{"imageId":"ami-0123456789abcdef0","platform":"UBUNTU_22_04"}}}},"id":"i-0123456789abcdef0","partition":"aws","region":"eu-central-1","tags":{{}},"type":"AWS_EC2_INSTANCE"}}],
"severity":"{severity}","status":"ACTIVE","title":"{cve} - {package}","type":"PACKAGE_VULNERABILITY","updatedAt":"2026-10-14T04:03:53.051000+02:00"}}"#,
        epss = (random % 100_000) as f64 / 100_000.0,
        month = 1 + random % 10,
        day = 1 + random % 28,
        score = random % 10,
    )
    .unwrap();
}
