//! Exports: what others read, and that nothing in a finding does anything there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_report::export::{
    Column, Coverage, CsvExport, ExportDecision, ExportRow, HtmlExport, HtmlReport, HtmlSource, JsonExport,
    MarkdownExport,
};
use ingot_report::{DecisionState, Layer, Severity, SeverityCounts, Timestamp};
use proptest::prelude::*;

fn plain() -> ExportRow {
    ExportRow {
        id: "1".into(),
        report: "7".into(),
        vulnerability: "CVE-2026-0001".into(),
        severity: "CRITICAL".into(),
        package: "openssl".into(),
        installed: "3.0.2-0ubuntu1.9".into(),
        fixed: Some("3.0.2-0ubuntu1.10".into()),
        fix_available: Some(true),
        epss: Some(0.9412),
        exploited: Some(false),
        kev: None,
        score: Some(9.8),
        image: "payments-web 1.0.0/3".into(),
        layer: Layer::Golden,
        origin: Some("golden-ubuntu-22-04 1.8.0/3".into()),
        first_seen: Some("2026-10-01T08:00:00.000Z".into()),
        status: Some("ACTIVE".into()),
        decision: Some(ExportDecision {
            state: DecisionState::Accepted,
            reason: "the port is closed; see #12".into(),
            expires: Some(Timestamp::from_millis(1_800_000_000_000)),
            expired: false,
        }),
        title: "CVE-2026-0001 - openssl, libssl3".into(),
        description: Some("A flaw.\nIt is \"bad\".".into()),
        path: None,
        package_manager: Some("OS".into()),
        scanner: "inspector".into(),
    }
}

/// The same text in every field that somebody else writes.
fn hostile(text: &str) -> ExportRow {
    let some = || Some(text.to_owned());
    ExportRow {
        id: text.into(),
        report: text.into(),
        vulnerability: text.into(),
        severity: text.into(),
        package: text.into(),
        installed: text.into(),
        fixed: some(),
        image: text.into(),
        origin: some(),
        first_seen: some(),
        status: some(),
        decision: Some(ExportDecision {
            reason: text.into(),
            expires: None,
            expired: true,
            state: DecisionState::InTriage,
        }),
        title: text.into(),
        description: some(),
        path: some(),
        package_manager: some(),
        scanner: text.into(),
        ..plain()
    }
}

const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'--></style><svg/onload=alert(1)>",
    "=HYPERLINK(\"http://x.example\",\"click\")",
    "+1+1|cmd' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1+1",
    "\x1b[31mred\x1b]8;;http://x.example\x07\0",
    "\u{202e}gnp.exe\u{2066}\u{200b}",
    "[click](javascript:alert(1)) `code` | \\| **b** www.x.example me@x.example https://x.example #1",
    "a`b|c\\|d@x.example",
    "&lt;b&gt; &#60; {{ x }} ${x}",
];

fn csv(rows: &[ExportRow], columns: &[Column]) -> String {
    let mut export = CsvExport::begin(Vec::new(), columns).unwrap();
    rows.iter().for_each(|row| export.row(row).unwrap());
    String::from_utf8(export.end().unwrap()).unwrap()
}

fn markdown(rows: &[ExportRow], columns: &[Column]) -> String {
    let mut export = MarkdownExport::begin(Vec::new(), columns).unwrap();
    rows.iter().for_each(|row| export.row(row).unwrap());
    String::from_utf8(export.end().unwrap()).unwrap()
}

fn json(rows: &[ExportRow]) -> String {
    let mut export = JsonExport::begin(Vec::new(), Some("7"), rows.len() as u64).unwrap();
    rows.iter().for_each(|row| export.row(row).unwrap());
    String::from_utf8(export.end().unwrap()).unwrap()
}

fn report(text: &str, critical: u64) -> HtmlReport {
    HtmlReport {
        title: text.into(),
        made: Timestamp::from_millis(1_795_000_000_000),
        query: format!("q {text}"),
        sources: vec![
            HtmlSource {
                title: text.into(),
                image: Some(text.into()),
                source: text.into(),
                as_of: text.into(),
                coverage: Coverage::Partial,
                reason: Some(text.into()),
                total: critical,
            },
            HtmlSource {
                title: "db".into(),
                image: None,
                source: "Image Builder".into(),
                as_of: "2026-11-01".into(),
                coverage: Coverage::NotScanned,
                reason: None,
                total: 0,
            },
        ],
        counts: SeverityCounts {
            critical,
            ..SeverityCounts::default()
        },
    }
}

fn html(rows: &[ExportRow], report: &HtmlReport, columns: &[Column], most: u64) -> String {
    let mut export = HtmlExport::begin(Vec::new(), report, columns, most).unwrap();
    rows.iter().for_each(|row| export.row(row).unwrap());
    String::from_utf8(export.end().unwrap()).unwrap()
}

/// Cells of CSV as RFC 4180 reads them.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                rows.push(vec![String::new()]);
            }
            _ => row.last_mut().unwrap().push(character),
        }
    }
    assert!(!quoted);
    rows.pop();
    rows
}

#[test]
fn each_form_says_what_is_known_and_leaves_open_what_is_not() {
    let nothing = ExportRow {
        fixed: None,
        fix_available: None,
        epss: None,
        exploited: None,
        score: None,
        origin: None,
        first_seen: None,
        status: None,
        decision: None,
        description: None,
        package_manager: None,
        layer: Layer::Unknown,
        ..plain()
    };
    let rows = [plain(), nothing];
    insta::assert_snapshot!("csv", csv(&rows, &[]));
    insta::assert_snapshot!("json", json(&rows));
    insta::assert_snapshot!("markdown", markdown(&rows, &[]));
    insta::assert_snapshot!("html", html(&rows, &report("Findings of payments-web", 2), &[], 10));
}

#[test]
fn a_page_that_is_cut_says_so_before_its_rows() {
    let page = html(&[plain(), plain(), plain()], &report("a", 3), &[], 2);
    let said = page.find("The first 2 of 3 findings are listed here.").unwrap();
    assert!(said < page.find(">CVE-2026-0001</td>").unwrap());
    assert_eq!(page.matches(">CVE-2026-0001</td>").count(), 2);
}

#[test]
fn a_page_may_load_and_run_nothing() {
    let page = html(&[plain()], &report("a", 1), &[], 10);
    let policy = "default-src 'none'; style-src 'sha256-";
    assert!(page.contains(policy) && page.find(policy).unwrap() < page.find("<style>").unwrap());
    for never in [
        "unsafe-inline",
        "<script",
        "<link",
        "<a ",
        "src=",
        "href=",
        "url(",
        "@import",
        " style=",
    ] {
        assert!(!page.contains(never), "{never}");
    }
}

/// Tags of a page as a browser would see them, texts left out.
fn tags(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
        .collect()
}

#[test]
fn nothing_in_a_finding_becomes_markup_of_a_page() {
    let harmless = tags(&html(&[hostile("a")], &report("a", 1), &Column::ALL, 10)).join("\n");
    for text in HOSTILE {
        let page = html(&[hostile(text)], &report(text, 1), &Column::ALL, 10);
        assert_eq!(tags(&page).join("\n"), harmless, "{text}");
        assert!(
            page.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()),
            "{text:?}"
        );
        assert!(
            !page.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\0', '\x1b']),
            "{text:?}"
        );
    }
}

#[test]
fn nothing_in_a_finding_becomes_a_formula() {
    for text in HOSTILE {
        let rows = cells(&csv(&[hostile(text)], &[]));
        assert_eq!(rows.len(), 2, "{text:?}");
        assert_eq!(rows[1].len(), Column::ALL.len());
        for cell in &rows[1] {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
            assert!(
                !cell.starts_with(['\t', '\r', '\n']) && !cell.contains(['\0', '\x1b', '\r', '\u{202e}']),
                "{cell:?}"
            );
        }
    }
}

#[test]
fn nothing_in_a_finding_breaks_a_table_of_markdown() {
    insta::assert_snapshot!(markdown(&HOSTILE.map(hostile), &[Column::Title, Column::Package]));
}

#[test]
fn json_gives_back_every_character_and_hides_none() {
    for text in HOSTILE {
        let written = json(&[hostile(text)]);
        assert!(!written.contains(['\u{202e}', '\u{200b}', '\0', '\x1b']), "{text:?}");
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        for field in ["title", "description", "package", "severity", "scanner"] {
            assert_eq!(read["findings"][0][field], *text);
        }
    }
    assert_eq!(json(&[]), "{\"report\": \"7\", \"total\": 0, \"findings\": [\n]}\n");
}

#[test]
fn every_column_has_a_key_of_its_own_that_is_documented() {
    let page = include_str!("../../../../docs/exports.md");
    for column in Column::ALL {
        assert!(page.contains(&format!("`{}`", column.key())), "{}", column.key());
        assert_eq!(Column::from_key(column.key()), Some(column));
    }
    for severity in Severity::ALL {
        let row = ExportRow {
            severity: severity.name().into(),
            ..plain()
        };
        assert!(html(&[row], &report("a", 1), &[Column::Severity], 1).contains(&severity.name().to_lowercase()));
    }
}

proptest! {
    #[test]
    fn any_text_stays_in_its_cell(text in "[\\PC\\x00-\\x20=+@|,;\"'<>&`\\\\-]{0,20}") {
        let rows = [hostile(&text), plain()];
        let read = cells(&csv(&rows, &[]));
        prop_assert_eq!(read.len(), 3);
        prop_assert!(read.iter().all(|row| row.len() == Column::ALL.len()));
        let table = markdown(&rows, &Column::ALL);
        prop_assert_eq!(table.lines().count(), 4);
        for line in table.lines() {
            // A bar ends a cell unless a backslash, itself not escaped, stands before it.
            let (mut bars, mut escaped) = (0, false);
            for character in line.chars() {
                bars += usize::from(character == '|' && !escaped);
                escaped = character == '\\' && !escaped;
            }
            prop_assert_eq!(bars, Column::ALL.len() + 1, "{}", line);
        }
        let written: serde_json::Value = serde_json::from_str(&json(&rows)).unwrap();
        prop_assert_eq!(written["findings"][0]["title"].as_str(), Some(text.as_str()));
        let page = html(&rows, &report(&text, 2), &Column::ALL, 10);
        let calm = html(&[hostile("a"), plain()], &report("a", 2), &Column::ALL, 10);
        prop_assert_eq!(tags(&page).len(), tags(&calm).len());
    }
}
