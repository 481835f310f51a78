//! Qualys' tables: scan and asset reports, PCI and HackerGuardian exports, VMDR exports by CVE and by QID, and the host
//! detection list as the API writes it in CSV.

use super::detection::{Detection, Host};
use crate::read::csv::{self, Beginning, Layout, Row};
use crate::read::moment::{Slashes, moment};
use crate::read::out::Out;
use crate::read::{Format, ReadError, Source};

/// What each kind of table has that no other has.
const KINDS: [(Format, &[&str]); 4] = [
    (Format::QualysPciCsv, &["IP", "QID", "VULN TITLE", "Q_SEVERITY"]),
    (Format::QualysVmdrCsv, &["QID", "Title", "KB Severity", "Type Detected"]),
    (
        Format::QualysDetectionsCsv,
        &["Host ID", "QID", "Type", "First Found Datetime"],
    ),
    (Format::QualysScanCsv, &["IP", "QID", "Title", "Type", "Severity"]),
];

pub(super) fn recognise(table: &Beginning) -> Option<(Format, Layout)> {
    KINDS
        .iter()
        .find_map(|(format, columns)| Some((*format, table.header(columns)?)))
}

pub(super) fn read(format: Format, table: &Beginning, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let Some((_, layout)) = recognise(table) else {
        return Ok(());
    };
    // Exports of PCI follow the exporter's locale, all others the American notation.
    let slashes = match format {
        Format::QualysPciCsv => Slashes::Unknown,
        _ => Slashes::MonthFirst,
    };
    out.subject.tool = Some("Qualys".to_owned());
    let preamble = table.rows(layout).iter().take(layout.preamble);
    out.subject.written = preamble.flatten().find_map(|cell| moment(cell, slashes));
    let mut gaps = Gaps::default();
    csv::rows(source, layout, &mut |line, row| {
        let row = match row {
            Ok(row) => row,
            Err(reason) => return out.findings(line, Err(reason)),
        };
        if is_frame(row) {
            out.more_pages |= row.cell(0).is_some_and(|cell| cell == "1980");
            return Ok(());
        }
        match row.get("QID") {
            None if row.has("IP Status") && row.get("IP Status").is_some() => {
                gaps.add(row);
                Ok(())
            }
            _ => out.findings(line, detection(row).into_findings(&host(row), slashes)),
        }
    })?;
    out.subject.gap = gaps.in_words();
    Ok(())
}

/// The lines that the API puts around its table, and what it says there: they stand in one or three cells.
fn is_frame(row: &Row<'_>) -> bool {
    let first = row.cell(0).unwrap_or_default();
    first.starts_with("----BEGIN_")
        || first.starts_with("----END_")
        || (row.cells().0 <= 3 && (matches!(first, "CODE" | "Status Message" | "Finished" | "WARNING" | "1980")))
}

/// Hosts without a row of their own to be found: those that could not be scanned.
#[derive(Default)]
struct Gaps {
    named: Vec<String>,
    more: u64,
}

impl Gaps {
    /// How many are named.
    const NAMED: usize = 5;

    fn add(&mut self, row: &Row<'_>) {
        let status = row.get("IP Status").unwrap_or_default();
        // "host scanned, no vuln" is covered.
        if status.to_ascii_lowercase().starts_with("host scanned") {
            return;
        }
        if self.named.len() < Self::NAMED {
            self.named
                .push(format!("{}: {status}", row.get("IP").unwrap_or("a host")));
        } else {
            self.more += 1;
        }
    }

    fn in_words(self) -> Option<String> {
        let mut words = self.named.join("; ");
        if self.more > 0 {
            words = format!("{words}; and {} more", self.more);
        }
        (!words.is_empty()).then_some(words)
    }
}

/// The first of the columns that has something in it.
fn first<'a>(row: &Row<'a>, columns: &[&str]) -> Option<&'a str> {
    columns.iter().find_map(|column| row.get(column))
}

fn host(row: &Row<'_>) -> Host {
    let text = |columns: &[&str]| {
        let text = crate::read::vocabulary::said(first(row, columns)?)?;
        // Asset names and addresses may be lists; the first is the one it goes by.
        Some(text.split(',').next().unwrap_or(text).trim().to_owned())
    };
    let os = first(row, &["OS", "Operating System"]).and_then(crate::read::vocabulary::said);
    Host {
        ip: text(&["IP", "IP Address", "Asset IPV4", "Asset IPV6"]),
        dns: text(&["DNS", "DNS Name", "HOSTNAME", "Asset Name"]),
        netbios: text(&["NetBIOS"]).or_else(|| text(&["Netbios Name"])),
        os: os.map(str::to_owned),
        instance: text(&["EC2 Instance ID", "Cloud Resource ID"]).filter(|id| id.starts_with("i-")),
        ..Host::default()
    }
}

fn detection<'a>(row: &Row<'a>) -> Detection<'a> {
    let by_cve = row.has("CVE");
    Detection {
        qid: row.get("QID"),
        cve: row.get("CVE"),
        cves: first(row, &["CVE ID", "CVEID"]).into_iter().collect(),
        title: first(row, &["Title", "VULN TITLE"]),
        kind: first(row, &["Type Detected", "Type"]),
        level: first(row, &["Q_SEVERITY", "Severity", "KB Severity"]),
        other_severity: match row.has("Q_SEVERITY") {
            true => row.get("SEVERITY"),
            false => first(row, &["QDS Severity", "CVSS Rating Labels"]),
        },
        risk: first(row, &["QDS", "QVS Score"]),
        status: first(row, &["Vuln Status", "Status"]),
        ignored: row.get("Ignored"),
        disabled: row.get("Disabled"),
        disputed: row.get("FALSE POSITIVE STATUS"),
        port: row.get("Port"),
        protocol: row.get("Protocol"),
        first: first(row, &["First Detected", "First Found Datetime"]),
        last: first(row, &["Last Detected", "Last Found Datetime", "LAST SCAN"]),
        updated: row.get("Last Update Datetime"),
        published: row.get("Published Date"),
        threat: if by_cve {
            row.get("CVE-Description")
        } else {
            row.get("Threat")
        },
        impact: if by_cve { row.get("Threat") } else { row.get("Impact") },
        solution: row.get("Solution"),
        results: first(row, &["Results", "Result"]),
        cvss3: first(row, &["CVSSv3.1 Base (nvd)", "CVSS3.1 Base", "CVSS3 Base"]),
        cvss2: first(row, &["CVSSv2 Base (nvd)", "CVSS Base", "CVSS_BASE"]),
        scored_by: row.has("CVSSv3.1 Base (nvd)").then_some("NVD"),
        threats: row.get("RTI"),
        exploits: row.get("Exploitability").is_some(),
        ..Detection::default()
    }
}
