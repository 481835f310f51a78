//! Reports of Inspector that look like real ones: each vulnerability has its description, its score and its references,
//! and is found in many images. The same bytes in every run.

use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde::Deserialize;

const VULNERABILITIES: u64 = 20_000;
const PACKAGES: u64 = 3_000;
const IMAGES: u64 = 200;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// As scans are: 20,000 vulnerabilities, 3,000 packages, 200 images.
    Usual,
    /// Every finding has a vulnerability, a title and a description of its own.
    Distinct,
}

const WORDS: [&str; 48] = [
    "attacker",
    "service",
    "crafted",
    "message",
    "buffer",
    "overflow",
    "kernel",
    "parser",
    "memory",
    "remote",
    "local",
    "privilege",
    "escalation",
    "denial",
    "certificate",
    "validation",
    "header",
    "request",
    "response",
    "integer",
    "truncation",
    "authentication",
    "bypass",
    "token",
    "session",
    "cookie",
    "archive",
    "symlink",
    "traversal",
    "regular",
    "expression",
    "backtracking",
    "decoder",
    "stream",
    "handshake",
    "plugin",
    "template",
    "injection",
    "descriptor",
    "signal",
    "mutex",
    "timeout",
    "cache",
    "poisoning",
    "resolver",
    "namespace",
    "container",
    "firmware",
];
const PREFIXES: [&str; 10] = [
    "openssl",
    "libxml2",
    "linux-aws",
    "python3",
    "glibc",
    "curl",
    "perl",
    "vim",
    "systemd",
    "krb5",
];

/// Writes `findings` findings, beginning with number `from`.
pub fn write_report(path: &Path, shape: Shape, findings: u64, from: u64) {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    let mut text = String::from("{\"findings\": [");
    for number in from..from + findings {
        entry(&mut text, shape, number);
        text.push_str(if number + 1 < from + findings { ",\n" } else { "]}" });
        file.write_all(text.as_bytes()).unwrap();
        text.clear();
    }
    file.flush().unwrap();
}

/// SplitMix64: mixed well, and nothing to depend on.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn entry(text: &mut String, shape: Shape, number: u64) {
    let random = mixed(number);
    // Each finding is of another pair of vulnerability and image.
    let which = match shape {
        Shape::Usual => number % VULNERABILITIES,
        Shape::Distinct => number,
    };
    let image = (number / VULNERABILITIES) % IMAGES;
    let about = mixed(which ^ 0x5555);
    let pick = |values: &[&'static str], random: u64| values[random as usize % values.len()];
    let package_number = about % PACKAGES;
    let package = format!("{}-{package_number}", pick(&PREFIXES, package_number));
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
        about >> 9,
    );
    let fix = pick(&["YES", "YES", "NO"], about >> 17);
    let fixed = if fix == "YES" {
        format!("0:3.{}.2-0ubuntu1.19", about % 50)
    } else {
        "NotAvailable".to_owned()
    };
    let exploit = pick(&["YES", "NO", "NO", "NO", "NO", "NO"], about >> 23);
    let cve = match shape {
        Shape::Usual => format!("CVE-{}-{which}", 2015 + which % 12),
        Shape::Distinct => format!("CVE-{}-{}", 2015 + which % 12, which / 12),
    };
    let mut description = format!("In {package} a flaw {which:x} was found:");
    let mut word = about;
    while description.len() < 900 {
        word = mixed(word);
        for shift in 0..6 {
            description.push(' ');
            description.push_str(pick(&WORDS, word >> (shift * 10)));
        }
        description.push('.');
    }
    write!(
        text,
        r#"{{"awsAccountId":"111122223333","description":"{description}","epss":{{"score":{epss:.5}}},"exploitAvailable":"{exploit}",
"findingArn":"arn:aws:inspector2:eu-central-1:111122223333:finding/{random:016x}{number:016x}","firstObservedAt":"2026-{month:02}-{day:02}T08:30:33.045000+01:00",
"fixAvailable":"{fix}","inspectorScore":{score}.5,"inspectorScoreDetails":{{"adjustedCvss":{{"adjustments":[],"cvssSource":"NVD","score":{score}.5,"scoreSource":"NVD","scoringVector":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H","version":"3.1"}}}},
"lastObservedAt":"2026-10-14T04:03:53.051000+02:00","packageVulnerabilityDetails":{{"cvss":[{{"baseScore":{score}.5,"scoringVector":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H","source":"NVD","version":"3.1"}}],
"referenceUrls":["https://vendor.example/advisories/{cve}"],"relatedVulnerabilities":[],"source":"UBUNTU_CVE","sourceUrl":"https://vendor.example/cve/{cve}","vendorSeverity":"medium","vulnerabilityId":"{cve}",
"vulnerablePackages":[{{"arch":"X86_64","epoch":0,"fixedInVersion":"{fixed}","name":"{package}","packageManager":"OS","release":"0ubuntu1.{release}","remediation":"apt-get update && apt-get upgrade","version":"3.0.2"}}]}},
"remediation":{{"recommendation":{{"text":"None Provided"}}}},"resources":[{{"details":{{"awsEc2Instance":{{"imageId":"ami-{image:017x}","platform":"UBUNTU_22_04"}}}},"id":"i-{image:017x}","partition":"aws","region":"eu-central-1","tags":{{}},"type":"AWS_EC2_INSTANCE"}}],
"severity":"{severity}","status":"ACTIVE","title":"{cve} - {package}","type":"PACKAGE_VULNERABILITY","updatedAt":"2026-10-14T04:03:53.051000+02:00"}}"#,
        epss = (about % 100_000) as f64 / 100_000.0,
        month = 1 + random % 10,
        day = 1 + random % 28,
        score = about % 10,
        release = package_number % 3,
    )
    .unwrap();
}

/// Typed, borrowed, whole file at once: no reader of this format can be much faster.
pub fn parse_alone(path: &Path, findings: u64) {
    #[derive(Deserialize)]
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
    let text = std::fs::read_to_string(path).unwrap();
    let report: Report<'_> = serde_json::from_str(&text).unwrap();
    assert_eq!(report.findings.len() as u64, findings);
    black_box(report);
}
