//! Tables that are wrong, and other bytes where text should be.

use super::told;

const HEADER: &str = "Severity,Title,Finding ARN,Description\n";

#[test]
fn line_numbers_are_those_of_the_file_though_cells_and_blank_lines_have_line_breaks() {
    let table = format!("\u{feff}{HEADER}\r\n\r\nLOW,a,x,\"one\r\ntwo\nthree\"\r\n\r\nLOW,b,x,\r\nBAD,c,x,\r\n");
    insta::assert_snapshot!(told(table), @r##"
    1, line 4: a x1
    2, line 8: b x1
    3, line 9: rejected: `severity` is "BAD", which is none of Inspector's severities
    whole
    "##);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_entry_and_no_memory() {
    let table = format!("{HEADER}LOW,a,x,\nLOW,b,x,\"never\n{}", "LOW,c,x,\n".repeat(1 << 20));
    insta::assert_snapshot!(told(table), @r##"
    1, line 2: a x1
    2, line 3: rejected: the row is longer than 8 MiB or 4096 cells; a quoted cell may not be closed
    whole
    "##);
}

#[test]
fn a_row_of_very_many_cells_and_a_row_in_another_encoding_are_rejected() {
    let mut table = format!("{HEADER}LOW,a,x,{}\nLOW,caf?,x,\nLOW,d,x,\n", ",".repeat(9 << 20)).into_bytes();
    let at = table.iter().position(|byte| *byte == b'?').unwrap();
    table[at] = 0xe9;
    insta::assert_snapshot!(told(table), @r##"
    1, line 2: rejected: the row is longer than 8 MiB or 4096 cells; a quoted cell may not be closed
    2, line 3: rejected: the row is not UTF-8 text; save the file as UTF-8
    3, line 4: d x1
    whole
    "##);
}

#[test]
fn a_byte_of_zero_costs_nothing() {
    let table = format!("{HEADER}LOW,a,x,\0\nLOW,b\0,x,\n");
    insta::assert_snapshot!(told(table).escape_debug(), @r##"1, line 2: a x1\n2, line 3: b\0 x1\nwhole"##);
}

#[test]
fn hostile_text_is_kept_as_it_is() {
    let title = "=HYPERLINK(\"x\") <script>alert(1)</script> \u{1b}[31m \u{202e}txt.exe \0";
    let json = serde_json::json!({"findings": [{"severity": "LOW", "title": title, "resources": []}]});
    insta::assert_snapshot!(told(json.to_string()).escape_debug(), @r##"1, line 1: =HYPERLINK(\"x\") <script>alert(1)</script> \u{1b}[31m \u{202e}txt.exe \0 x1\nwhole"##);
    let raw = b"{\"findings\": [{\"severity\": \"LOW\", \"title\": \"a\0b\", \"resources\": []}]}";
    insta::assert_snapshot!(told(raw), @r##"
    1, line 1: rejected: control character (\u0000-\u001F) found while parsing a string
    whole
    "##);
}

#[test]
fn numbers_that_are_none_reject_the_entry_with_the_fields_name() {
    let entry = |field: &str| format!(r#"{{"severity": "LOW", "title": "t", "resources": [], {field}}}"#);
    let entries = [
        r#""epss": {"score": NaN}"#,
        r#""epss": {"score": 1e999}"#,
        r#""epss": {"score": -0.1}"#,
        r#""inspectorScore": Infinity"#,
        r#""inspectorScore": 11"#,
        r#""packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-1", "cvss": [{"baseScore": 100}]}"#,
    ]
    .map(entry);
    insta::assert_snapshot!(told(format!("[{}]", entries.join(",\n"))), @r##"
    1, line 1: rejected: `epss.score`: expected value
    2, line 2: rejected: `epss.score`: number out of range
    3, line 3: rejected: `epss.score` is -0.1, outside 0 to 1
    4, line 4: rejected: `inspectorScore`: expected value
    5, line 5: rejected: `score` is 11, outside 0 to 10
    6, line 6: rejected: `score` is 100, outside 0 to 10
    whole
    "##);
    let table = "Severity,Title,Finding ARN,Epss Score\nLOW,a,x,NaN\nLOW,b,x,inf\nLOW,c,x,many\nLOW,d,x,0.5\n";
    insta::assert_snapshot!(told(table), @r##"
    1, line 2: rejected: `epss.score` is NaN, outside 0 to 1
    2, line 3: rejected: `epss.score` is inf, outside 0 to 1
    3, line 4: rejected: `epss score`: "many" is not a number
    4, line 5: d x1
    whole
    "##);
}
