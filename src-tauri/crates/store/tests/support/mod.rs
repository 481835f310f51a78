//! What the tests of reports share.
#![allow(dead_code)]

use std::path::Path;

use ingot_report::query::{Condition, Query};
use ingot_report::read::ReadError;
use ingot_report::{Finding, FindingStatus, FixAvailable, Scanner, Severity, Timestamp};
use ingot_store::{FindingQuery, ImportOutcome, NewReport, ReportId, ReportSource, Store};

pub const NOW: &str = "2026-11-01T08:00:00.000Z";
pub const IMAGE: &str = "arn:aws:imagebuilder:eu-central-1:111122223333:image/payments-web/1.8.0/3";

pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

pub fn store(folder: &Path) -> Store {
    Store::open(folder).unwrap()
}

pub fn about() -> NewReport {
    NewReport {
        profile: Some("sandbox".into()),
        ..NewReport::of_image(ReportSource::ImageBuilder, IMAGE, NOW, NOW)
    }
}

pub fn finding(number: u32, package: &str, severity: Severity) -> Finding {
    let mut finding = Finding::new(Scanner::Inspector, format!("CVE-2026-{number:04}"), severity);
    finding.title = format!("CVE-2026-{number:04} - {package}");
    finding.package = Some(package.into());
    finding.installed = Some("1.0".into());
    finding.image = Some(IMAGE.into());
    finding
}

pub fn import(store: &Store, findings: &[Finding]) -> ImportOutcome {
    import_as(store, about(), findings)
}

pub fn import_as(store: &Store, about: NewReport, findings: &[Finding]) -> ImportOutcome {
    let outcome = store.writer().import_report(about, |import| {
        for finding in findings {
            assert!(import.findings(vec![finding.clone()]).is_continue());
        }
        Ok::<(), ReadError>(())
    });
    outcome.unwrap()
}

pub fn all(report: ReportId) -> FindingQuery {
    FindingQuery::of(vec![report], now())
}

pub fn where_(condition: Condition, report: ReportId) -> FindingQuery {
    FindingQuery {
        query: Query::Is(condition),
        ..all(report)
    }
}

/// The vulnerabilities a query shows, by their last two digits.
pub fn shown(store: &Store, query: &FindingQuery) -> String {
    let page = store.reader().unwrap().findings(query).unwrap();
    page.rows
        .iter()
        .map(|row| row.vulnerability[11..].to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Ten findings with all kinds of values in all columns.
pub fn mixed(store: &Store) -> ReportId {
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Critical,
        Severity::Low,
        Severity::Untriaged,
    ];
    let findings: Vec<_> = (0..10u32)
        .map(|number| {
            let place = number as usize;
            let mut finding = finding(number, ["zlib", "openssl", "bash"][place % 3], severities[place % 5]);
            finding.fixed = (number % 2 == 0).then(|| "2.0".to_owned());
            finding.fix_available = (number % 4 == 1).then_some(FixAvailable::No);
            finding.epss = (number % 3 != 0).then_some(f64::from(number) / 10.0);
            finding.exploited = [Some(true), Some(false), None][place % 3];
            finding.first_seen = (number > 2).then(|| Timestamp::from_millis(i64::from(number % 4)));
            finding.status = (number > 4).then_some(FindingStatus::Active);
            finding
        })
        .collect();
    import(store, &findings).report
}
