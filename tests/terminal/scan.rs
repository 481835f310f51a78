//! `ingot scan`: importing and listing reports, offline.

use serde_json::{Value, json};

use crate::program::Home;

fn finding(number: u32, severity: &str, fix: &str) -> Value {
    json!({
        "findingArn": format!("arn:aws:inspector2:eu-west-1:111122223333:finding/{number:08}"),
        "awsAccountId": "111122223333",
        "type": "PACKAGE_VULNERABILITY",
        "title": format!("CVE-2099-{number} - libexample"),
        "description": "a finding of the tests",
        "severity": severity,
        "status": "ACTIVE",
        "firstObservedAt": "2026-11-01T08:00:00Z",
        "lastObservedAt": "2026-11-20T08:00:00Z",
        "updatedAt": "2026-11-20T08:00:00Z",
        "fixAvailable": fix,
        "exploitAvailable": "NO",
        "epss": { "score": 0.25 },
        "resources": [{ "id": "i-0123456789abcdef0", "type": "AWS_EC2_INSTANCE",
            "details": { "awsEc2Instance": { "imageId": "ami-0123456789abcdef0", "platform": "UBUNTU_22_04" } } }],
        "packageVulnerabilityDetails": {
            "vulnerabilityId": format!("CVE-2099-{number}"), "source": "UBUNTU_CVE",
            "vulnerablePackages": [{ "name": "libexample", "version": format!("1.{number}"),
                "fixedInVersion": if fix == "YES" { json!(format!("2.{number}")) } else { Value::Null } }]
        },
        "remediation": { "recommendation": { "text": "update it", "Url": "https://example.com/advice" } }
    })
}

#[test]
fn a_report_is_imported_listed_filtered_and_imported_again() {
    let home = Home::new();
    let findings = [
        finding(1, "CRITICAL", "YES"),
        finding(2, "CRITICAL", "NO"),
        finding(3, "LOW", "YES"),
    ];
    home.write("report.json", &json!({ "findings": findings }).to_string());
    let (code, imported) = home.json(&["scan", "import", "report.json"]);
    assert_eq!(code, 0);
    let file = &imported["files"][0];
    assert_eq!(
        (&file["entries"], &file["imported"], &file["new"]),
        (&json!(3), &json!(3), &json!(3))
    );
    let report = file["report"].as_str().unwrap().to_owned();

    let (_, listed) = home.json(&["scan", "list", &report, "--query", "severity:critical fix:yes"]);
    assert_eq!(listed["total"], 1);
    let row = &listed["findings"][0];
    assert_eq!(row["vulnerability"], "CVE-2099-1");
    assert_eq!(
        (&row["fixed"], &row["fix_available"], &row["epss"]),
        (&json!("2.1"), &json!(true), &json!(0.25))
    );
    assert_eq!((&row["exploited"], &row["layer"]), (&json!(false), &json!("unknown")));

    // The second is mended, the third is gone, a fourth is new.
    let findings = [
        finding(1, "CRITICAL", "YES"),
        finding(2, "CRITICAL", "YES"),
        finding(4, "HIGH", "NO"),
    ];
    home.write("report.json", &json!({ "findings": findings }).to_string());
    let (_, again) = home.json(&["scan", "import", "report.json"]);
    let file = &again["files"][0];
    assert_eq!(
        (&file["new"], &file["changed"], &file["closed"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(file["report"], json!(report));
}

#[test]
fn one_bad_entry_is_rejected_with_its_place_and_the_rest_is_read() {
    let home = Home::new();
    let text = format!(
        "{{\"findings\": [\n{},\n{{\"severity\": 7}},\n{}\n]}}",
        finding(1, "HIGH", "YES"),
        finding(2, "HIGH", "NO")
    );
    home.write("report.json", &text);
    let (code, imported) = home.json(&["scan", "import", "report.json"]);
    let file = &imported["files"][0];
    assert_eq!(code, 1);
    assert_eq!((&file["entries"], &file["imported"]), (&json!(3), &json!(2)));
    assert_eq!(file["rejected"][0]["entry"], 2);
    assert_eq!(file["rejected"][0]["line"], 3);
}

#[test]
fn what_is_no_report_is_called_so_and_does_not_stop_the_others() {
    let home = Home::new();
    home.write("not.json", "{\"hello\": \"world\"}");
    home.write(
        "report.json",
        &json!({ "findings": [finding(1, "HIGH", "YES")] }).to_string(),
    );
    let (code, imported) = home.json(&["scan", "import", "not.json", "missing.json", "report.json"]);
    assert_eq!(code, 2);
    assert!(
        imported["files"][0]["error"].as_str().unwrap().contains("with `hello`"),
        "{imported:#}"
    );
    assert!(imported["files"][1]["error"].is_string());
    assert_eq!(imported["files"][2]["new"], 1);
}

#[test]
fn a_report_that_is_not_there_does_not_look_like_an_empty_one() {
    let home = Home::new();
    let answer = home.run(&["scan", "list", "999"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("there is no report 999"), "{}", answer.stderr);
}

#[test]
fn a_hostile_report_cannot_drive_the_terminal() {
    let home = Home::new();
    let mut hostile = finding(1, "HIGH", "YES");
    hostile["packageVulnerabilityDetails"]["vulnerablePackages"][0]["name"] = json!("\u{1b}]0;pwned\u{7}evil\u{202e}");
    home.write("report.json", &json!({ "findings": [hostile] }).to_string());
    home.run(&["scan", "import", "report.json"]);
    let listed = home.run(&["scan", "list", "--query", "severity:high"]);
    assert_eq!(listed.code, 0);
    assert!(listed.stdout.contains("evil"));
    assert!(
        !listed.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{:?}",
        listed.stdout
    );
}

#[test]
fn two_reports_are_compared_as_diff_compares_files() {
    let home = Home::new();
    home.write(
        "before.json",
        &json!({ "findings": [finding(1, "HIGH", "YES"), finding(2, "LOW", "NO")] }).to_string(),
    );
    home.write(
        "after.json",
        &json!({ "findings": [finding(1, "CRITICAL", "YES"), finding(3, "LOW", "NO")] }).to_string(),
    );
    let (_, imported) = home.json(&["scan", "import", "before.json", "after.json"]);
    let report = |at: usize| imported["files"][at]["report"].as_str().unwrap().to_owned();
    let (code, compared) = home.json(&["scan", "diff", &report(0), &report(1)]);
    assert_eq!(code, 1);
    let changes: Vec<_> = compared["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["change"])
        .collect();
    assert_eq!(changes.len(), 3);
    for change in ["new", "fixed", "severity_changed"] {
        assert!(changes.contains(&&json!(change)), "{changes:?}");
    }
    let (code, same) = home.json(&["scan", "diff", &report(0), &report(0)]);
    assert_eq!((code, &same["total"]), (0, &json!(0)));
    let shown = home.run(&["scan", "diff", &report(0), &report(1), "--show", "new"]);
    assert!(
        shown.stdout.contains("CVE-2099-3") && !shown.stdout.contains("CVE-2099-2"),
        "{}",
        shown.stdout
    );
}

#[test]
fn an_export_holds_what_the_query_shows_and_no_formula() {
    let home = Home::new();
    let mut hostile = finding(1, "HIGH", "YES");
    hostile["packageVulnerabilityDetails"]["vulnerablePackages"][0]["name"] = json!("=HYPERLINK(\"http://x\")");
    home.write(
        "report.json",
        &json!({ "findings": [hostile, finding(2, "LOW", "NO")] }).to_string(),
    );
    home.run(&["scan", "import", "report.json"]);
    let (code, written) = home.json(&["scan", "export", "--query", "severity:high", "--output", "out.csv"]);
    assert_eq!((code, &written["findings"]), (0, &json!(1)));
    let text = std::fs::read_to_string(home.path("out.csv")).unwrap();
    assert!(text.contains("CVE-2099-1") && !text.contains("CVE-2099-2"));
    assert!(text.contains("'=HYPERLINK"), "{text}");
    let refused = home.run(&["scan", "export", "--output", "out.xyz"]);
    assert_eq!(refused.code, 2);
    let wrong = home.run(&["scan", "export", "--query", "severty:high", "--output", "out.csv"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("severity"), "{}", wrong.stderr);
}

#[test]
fn a_query_that_is_wrong_answers_nothing_that_a_script_could_take_for_findings() {
    let home = Home::new();
    let answer = home.run(&["scan", "list", "--query", "epss:high"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("epss"), "{}", answer.stderr);
}

#[test]
fn a_trivy_report_is_recognised_by_its_content_whatever_its_name() {
    let home = Home::new();
    let report = json!({ "SchemaVersion": 2, "ArtifactName": "app:1", "ArtifactType": "container_image", "Results": [
        { "Target": "app:1 (debian 12)", "Class": "os-pkgs", "Type": "debian" },
        { "Target": "app:1", "Class": "lang-pkgs", "Type": "jar", "Vulnerabilities": [
            { "VulnerabilityID": "CVE-2099-9", "PkgName": "log4j", "InstalledVersion": "2.1", "Severity": "CRITICAL" } ] }
    ]});
    home.write("notes.txt", &report.to_string());
    let (code, imported) = home.json(&["scan", "import", "notes.txt"]);
    let file = &imported["files"][0];
    assert_eq!(
        (code, &file["format"], &file["rows"]),
        (0, &json!("trivy-json"), &json!(1))
    );
    let (_, listed) = home.json(&["scan", "list", "--query", "scanner:trivy"]);
    assert_eq!(listed["findings"][0]["epss"], Value::Null, "absent is not a number");
}
