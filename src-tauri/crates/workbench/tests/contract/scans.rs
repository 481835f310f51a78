//! Reports from files: what a person who reads, decides and exports relies on.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ingot_workbench::contract::scan::{
    CompareReports, CopyFindings, CopyFormat, DecideRequest, DecisionRequest, DecisionState, ExportFindings,
    ExportFormat, ExportScope, FindingChange, FindingDetailRequest, FindingPage, FindingRequest, FindingScope,
    FindingSort, GroupBy, GroupRequest, GroupSort, ImportRequest, ImportSummary, Justification, QueryRequest,
    ReportRequest, SavedView, TrendRequest, ViewName, Which,
};
use ingot_workbench::contract::{Code, Event, JobRequest, JobState, Nothing, Topic};
use ingot_workbench::{Workbench, commands};
use serde_json::{Value, json};

use crate::on_sample;

fn finding(number: u32, severity: &str, package: &str, fixed: Option<&str>) -> Value {
    json!({
        "findingArn": format!("arn:aws:inspector2:eu-west-1:111122223333:finding/{number:08}"),
        "awsAccountId": "111122223333",
        "type": "PACKAGE_VULNERABILITY",
        "title": format!("CVE-2099-{number} - {package}"),
        "description": format!("A flaw number {number} of the tests."),
        "severity": severity,
        "status": "ACTIVE",
        "firstObservedAt": "2026-01-01T08:00:00Z",
        "lastObservedAt": "2026-11-20T08:00:00Z",
        "updatedAt": "2026-11-20T08:00:00Z",
        "fixAvailable": if fixed.is_some() { "YES" } else { "NO" },
        "resources": [{ "id": "i-0123456789abcdef0", "type": "AWS_EC2_INSTANCE",
            "details": { "awsEc2Instance": { "imageId": "ami-0123456789abcdef0" } } }],
        "packageVulnerabilityDetails": {
            "vulnerabilityId": format!("CVE-2099-{number}"), "source": "UBUNTU_CVE",
            "vulnerablePackages": [{ "name": package, "version": "1.0", "fixedInVersion": fixed }]
        }
    })
}

fn write(folder: &Path, name: &str, findings: &[Value]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, json!({ "findings": findings }).to_string()).unwrap();
    path.to_string_lossy().into_owned()
}

async fn import(workbench: &Workbench, files: Vec<String>) -> ImportSummary {
    let started = commands::scan::import(workbench, ImportRequest { files })
        .await
        .unwrap();
    let job = workbench.jobs().wait(&started.job).await.unwrap();
    assert_eq!((job.state, job.error), (JobState::Succeeded, None));
    commands::scan::imported(workbench, JobRequest { job: started.job })
        .await
        .unwrap()
}

/// The report of three findings.
async fn imported(workbench: &Workbench, folder: &Path) -> String {
    let findings = [
        finding(1, "CRITICAL", "openssl", Some("1.1")),
        finding(2, "HIGH", "curl", None),
        finding(3, "LOW", "openssl", Some("1.2")),
    ];
    let summary = import(workbench, vec![write(folder, "first.json", &findings)]).await;
    assert_eq!((summary.files[0].entries, summary.files[0].new), (3, 3));
    summary.files[0].report.clone().unwrap()
}

fn scope(report: &str, query: &str) -> FindingScope {
    FindingScope {
        reports: vec![report.to_owned()],
        query: query.to_owned(),
    }
}

async fn page(workbench: &Workbench, scope: FindingScope) -> FindingPage {
    let request = FindingRequest {
        scope,
        sort: FindingSort::Severity,
        descending: true,
        offset: 0,
        limit: 200,
    };
    commands::scan::page(workbench, request).await.unwrap()
}

async fn ids(workbench: &Workbench, report: &str, query: &str) -> Vec<String> {
    let page = page(workbench, scope(report, query)).await;
    page.findings.into_iter().map(|row| row.vulnerability).collect()
}

async fn on_reports(home: &Path) -> (Workbench, String) {
    let workbench = on_sample(home, None).await;
    let report = imported(&workbench, home).await;
    (workbench, report)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_narrows_a_report_and_its_facets_count_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    assert_eq!(
        ids(&workbench, &report, "pkg:openssl fix:yes").await,
        ["CVE-2099-1", "CVE-2099-3"]
    );
    assert_eq!(
        ids(&workbench, &report, "-severity:low (curl or id:=CVE-2099-1)").await,
        ["CVE-2099-1", "CVE-2099-2"]
    );
    assert_eq!(ids(&workbench, &report, "kev:?").await.len(), 3);
    assert_eq!(ids(&workbench, &report, "\"flaw number 2\"").await, ["CVE-2099-2"]);

    let facets = commands::scan::facets(&workbench, scope(&report, "severity:critical"))
        .await
        .unwrap();
    assert_eq!(facets.total, 1);
    let severity = facets.facets.iter().find(|facet| facet.key == "severity").unwrap();
    let counts: Vec<(&str, u32)> = severity
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.count))
        .collect();
    assert_eq!(counts, [("critical", 1), ("high", 1), ("low", 1)]);

    let group = GroupRequest {
        scope: scope(&report, ""),
        by: GroupBy::Package,
        sort: GroupSort::Total,
        descending: true,
        offset: 0,
        limit: 50,
    };
    let groups = commands::scan::groups(&workbench, group).await.unwrap().groups;
    assert_eq!(
        (groups[0].name.as_deref(), groups[0].total, groups[0].fixable),
        (Some("openssl"), 2, 2)
    );
    assert_eq!(
        ids(&workbench, &report, &groups[0].query).await,
        ["CVE-2099-1", "CVE-2099-3"]
    );
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_is_wrong_is_explained_and_never_acted_on() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let request = QueryRequest {
        scope: scope(&report, "severty:critical openssl"),
        cursor: Some(3),
    };
    let view = commands::scan::query(&workbench, request).await.unwrap();
    let error = view.error.unwrap();
    assert_eq!((error.start, error.end), (0, 7));
    assert!(error.hint.unwrap().contains("severity"));
    assert!(
        view.completions
            .iter()
            .any(|completion| completion.text.starts_with("severity"))
    );
    // What is right of it is still shown.
    assert_eq!(ids(&workbench, &report, "severty:critical openssl").await.len(), 2);
    let decided = commands::scan::decide(
        &workbench,
        DecideRequest {
            which: Which::Scope(scope(&report, "severty:critical openssl")),
            every_image: true,
            ..accepting("2030-01-31")
        },
    )
    .await;
    assert_eq!(decided.unwrap_err().code, Code::Invalid);
    workbench.close().await;
}

fn accepting(expires: &str) -> DecideRequest {
    DecideRequest {
        which: Which::Findings(Vec::new()),
        state: DecisionState::Accepted,
        justification: None,
        reason: "the host has no network".to_owned(),
        expires: Some(expires.to_owned()),
        every_image: true,
        this_version: false,
    }
}

fn vex_of_every_image(home: &Path) -> PathBuf {
    home.join("data/acme-images/vex/every-image.openvex.json")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_a_file_of_the_workspace_and_outlives_a_reimport() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let decided = commands::scan::decide(
        &workbench,
        DecideRequest {
            which: Which::Scope(scope(&report, "pkg:openssl")),
            ..accepting("2030-01-31")
        },
    )
    .await
    .unwrap();
    assert_eq!(
        (decided.statements, decided.file.as_str()),
        (2, "vex/every-image.openvex.json")
    );
    let document: Value = serde_json::from_slice(&std::fs::read(vex_of_every_image(home.path())).unwrap()).unwrap();
    assert_eq!(document["statements"].as_array().unwrap().len(), 2);
    assert_eq!(ids(&workbench, &report, "-status:accepted").await, ["CVE-2099-2"]);

    let again = [finding(1, "HIGH", "openssl", Some("1.1"))];
    let summary = import(&workbench, vec![write(home.path(), "first.json", &again)]).await;
    assert_eq!((summary.files[0].changed, summary.files[0].closed), (1, 2));
    let row = page(&workbench, scope(&report, "")).await.findings.remove(0);
    assert_eq!(row.decision.as_ref().unwrap().state, DecisionState::Accepted);
    let detail = commands::scan::finding(&workbench, FindingDetailRequest { id: row.id })
        .await
        .unwrap();
    assert_eq!(detail.history[0].what, "severity CRITICAL became HIGH");
    assert_eq!(detail.decision.unwrap().reason, "the host has no network");

    let listed = commands::scan::decisions(&workbench, Nothing {}).await.unwrap();
    assert_eq!(listed.decisions.len(), 2);
    let decision = row.decision.unwrap().decision;
    commands::scan::withdraw(&workbench, DecisionRequest { decision })
        .await
        .unwrap();
    assert_eq!(ids(&workbench, &report, "status:open").await, ["CVE-2099-1"]);
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_expired_leaves_the_finding_open() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let which = Which::Scope(scope(&report, "id:=CVE-2099-1"));
    commands::scan::decide(
        &workbench,
        DecideRequest {
            which,
            ..accepting("2030-01-31")
        },
    )
    .await
    .unwrap();
    assert!(
        !ids(&workbench, &report, "status:open")
            .await
            .contains(&"CVE-2099-1".to_owned())
    );
    // Somebody's edit in Git: the date has passed.
    let file = vex_of_every_image(home.path());
    let text = std::fs::read_to_string(&file).unwrap();
    let mut told = workbench.events();
    std::fs::write(&file, text.replace("2030-01-31", "2026-02-01")).unwrap();
    assert!(
        ids(&workbench, &report, "status:open")
            .await
            .contains(&"CVE-2099-1".to_owned())
    );
    assert_eq!(ids(&workbench, &report, "status:expired").await, ["CVE-2099-1"]);
    // What shows findings is told to ask again.
    let stale = async { while !matches!(told.recv().await.unwrap(), Event::Cache { topic: Topic::Scans }) {} };
    tokio::time::timeout(Duration::from_secs(20), stale).await.unwrap();
    assert!(
        commands::scan::decisions(&workbench, Nothing {})
            .await
            .unwrap()
            .decisions[0]
            .expired
    );
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_without_its_reason_justification_or_date_is_not_taken() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let which = || Which::Scope(scope(&report, "id:=CVE-2099-1"));
    let wrong = [
        DecideRequest {
            which: which(),
            reason: " ".into(),
            ..accepting("2030-01-31")
        },
        DecideRequest {
            which: which(),
            expires: None,
            ..accepting("2030-01-31")
        },
        DecideRequest {
            which: which(),
            ..accepting("2026-01-31")
        },
        DecideRequest {
            which: which(),
            ..accepting("soon")
        },
        DecideRequest {
            which: which(),
            state: DecisionState::NotAffected,
            ..accepting("2030-01-31")
        },
        DecideRequest {
            which: which(),
            every_image: false,
            ..accepting("2030-01-31")
        },
    ];
    for request in wrong {
        let error = commands::scan::decide(&workbench, request).await.unwrap_err();
        assert_eq!(error.code, Code::Invalid, "{error}");
    }
    assert!(!vex_of_every_image(home.path()).exists());
    let right = DecideRequest {
        which: which(),
        state: DecisionState::NotAffected,
        justification: Some(Justification::VulnerableCodeNotInExecutePath),
        expires: None,
        ..accepting("2030-01-31")
    };
    commands::scan::decide(&workbench, right).await.unwrap();
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_reports_are_compared_and_what_weakens_it_is_said() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, before) = on_reports(home.path()).await;
    let later = [
        finding(1, "HIGH", "openssl", Some("1.1")),
        finding(2, "HIGH", "curl", None),
        finding(4, "MEDIUM", "bash", None),
    ];
    let summary = import(&workbench, vec![write(home.path(), "second.json", &later)]).await;
    let after = summary.files[0].report.clone().unwrap();
    let request = |show| CompareReports {
        before: before.clone(),
        after: after.clone(),
        query: String::new(),
        show,
        offset: 0,
        limit: 200,
    };
    let compared = commands::scan::compare(&workbench, request(None)).await.unwrap();
    let counts: Vec<(FindingChange, u32)> = compared
        .counts
        .iter()
        .map(|count| (count.change, count.total))
        .collect();
    assert_eq!(
        counts,
        [
            (FindingChange::New, 1),
            (FindingChange::Fixed, 1),
            (FindingChange::Unchanged, 1),
            (FindingChange::SeverityChanged, 1),
            (FindingChange::FixChanged, 0),
        ]
    );
    assert_eq!(compared.total, 3);
    let fixed = commands::scan::compare(&workbench, request(Some(FindingChange::Fixed)))
        .await
        .unwrap();
    assert_eq!(fixed.rows[0].before.as_ref().unwrap().vulnerability, "CVE-2099-3");
    let same = CompareReports {
        after: before.clone(),
        ..request(None)
    };
    let same = commands::scan::compare(&workbench, same).await.unwrap();
    assert_eq!(
        (same.total, same.notes),
        (0, vec!["both sides are the same report".to_owned()])
    );
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trend_counts_what_is_older_than_the_workspace_allows() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let settings = home.path().join("data/acme-images/ingot.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(
        &settings,
        format!("{text}scan:\n  fixWithinDays: {{critical: 15, low: 3650}}\n"),
    )
    .unwrap();
    let trend = loop {
        let request = TrendRequest { report: report.clone() };
        let trend = commands::scan::trend(&workbench, request).await.unwrap();
        // The watcher notices by itself.
        if trend.sla[0].days.is_some() {
            break trend;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!(trend.points.len(), 1);
    let sla: Vec<_> = trend
        .sla
        .iter()
        .map(|row| (row.severity.as_str(), row.days, row.open, row.overdue))
        .collect();
    assert_eq!(
        sla,
        [
            ("CRITICAL", Some(15), 1, 1),
            ("HIGH", None, 1, 0),
            ("MEDIUM", None, 0, 0),
            ("LOW", Some(3650), 1, 0)
        ]
    );
    assert_eq!(ids(&workbench, &report, &trend.sla[0].query).await, ["CVE-2099-1"]);
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn views_are_kept_in_the_workspace_by_name() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let view = SavedView {
        name: "Fixable now".to_owned(),
        query: "severity:>=high fix:yes".to_owned(),
        group: Some(GroupBy::Package),
        sort: FindingSort::Epss,
        descending: true,
        columns: vec!["severity".to_owned(), "package".to_owned()],
    };
    commands::scan::save_view(&workbench, view.clone()).await.unwrap();
    let replaced = SavedView {
        query: "fix:yes".to_owned(),
        ..view
    };
    let listed = commands::scan::save_view(&workbench, replaced.clone()).await.unwrap();
    assert_eq!((listed.views.as_slice(), listed.problem), ([replaced].as_slice(), None));
    assert!(home.path().join("data/acme-images/scans/views.yaml").exists());
    let name = "Fixable now".to_owned();
    let left = commands::scan::delete_view(&workbench, ViewName { name: name.clone() })
        .await
        .unwrap();
    assert!(left.views.is_empty());
    let gone = commands::scan::delete_view(&workbench, ViewName { name }).await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_is_exported_whole_and_copied() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let export = |format, name: &str| ExportFindings {
        scope: ExportScope {
            reports: vec![report.clone()],
            query: "pkg:openssl".to_owned(),
            sort: FindingSort::Severity,
            descending: true,
        },
        format,
        file: home.path().join(name).to_string_lossy().into_owned(),
    };
    for (format, name) in [
        (ExportFormat::Csv, "out.csv"),
        (ExportFormat::Json, "out.json"),
        (ExportFormat::Html, "out.html"),
    ] {
        let started = commands::scan::export(&workbench, export(format, name)).await.unwrap();
        let job = workbench.jobs().wait(&started.job).await.unwrap();
        assert_eq!((job.state, job.error), (JobState::Succeeded, None));
        let text = std::fs::read_to_string(home.path().join(name)).unwrap();
        assert!(text.contains("CVE-2099-1") && text.contains("CVE-2099-3"), "{name}");
        assert!(!text.contains("CVE-2099-2"), "{name}");
    }
    let out: Value = serde_json::from_slice(&std::fs::read(home.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(
        (&out["total"], &out["findings"][0]["fixed"]),
        (&json!(2), &json!("1.1"))
    );

    let nowhere = ExportFindings {
        file: home.path().join("missing/out.csv").to_string_lossy().into_owned(),
        ..export(ExportFormat::Csv, "x")
    };
    let started = commands::scan::export(&workbench, nowhere).await.unwrap();
    let job = workbench.jobs().wait(&started.job).await.unwrap();
    assert_eq!((job.state, job.error.unwrap().code), (JobState::Failed, Code::Io));

    let copy = CopyFindings {
        which: Which::Scope(scope(&report, "pkg:curl")),
        format: CopyFormat::Markdown,
        columns: vec!["vulnerability".to_owned(), "package".to_owned()],
    };
    let copied = commands::scan::copy(&workbench, copy).await.unwrap();
    assert_eq!((copied.findings, copied.cut), (1, false));
    assert!(copied.text.contains("| CVE-2099-2 | curl |"), "{}", copied.text);
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn snapshots_of_cisa_and_first_are_joined_where_the_source_does_not_tell() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    let kev = home.path().join("any-name.json");
    let catalog = json!({
        "title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": "2026.11.20",
        "dateReleased": "2026-11-20T15:00:00.0000Z", "count": 1,
        "vulnerabilities": [{ "cveID": "CVE-2099-2", "vendorProject": "Example", "product": "curl",
            "vulnerabilityName": "Example", "dateAdded": "2026-11-02", "shortDescription": "x",
            "requiredAction": "update", "dueDate": "2026-11-23", "knownRansomwareCampaignUse": "Unknown", "notes": "" }]
    });
    std::fs::write(&kev, catalog.to_string()).unwrap();
    let epss = home.path().join("scores");
    std::fs::write(
        &epss,
        "#model_version:v2025.03.14,score_date:2026-11-21T00:00:00+0000\ncve,epss,percentile\nCVE-2099-1,0.42,0.97\n",
    )
    .unwrap();
    let files = [kev, epss].map(|path| path.to_string_lossy().into_owned()).to_vec();
    let summary = import(&workbench, files).await;
    assert!(
        summary
            .files
            .iter()
            .all(|file| file.error.is_none() && file.imported == 1),
        "{summary:?}"
    );
    assert_eq!(ids(&workbench, &report, "kev:yes").await, ["CVE-2099-2"]);
    assert_eq!(ids(&workbench, &report, "epss:>0.4").await, ["CVE-2099-1"]);
    let row = page(&workbench, scope(&report, "kev:yes")).await.findings.remove(0);
    let detail = commands::scan::finding(&workbench, FindingDetailRequest { id: row.id })
        .await
        .unwrap();
    assert_eq!(detail.kev_due.as_deref(), Some("2026-11-23T00:00:00.000Z"));
    assert!(detail.kev_as_of.unwrap().starts_with("2026-11-20"));
    assert_eq!(
        (detail.kev_name.as_deref(), detail.kev_ransomware),
        (Some("Example"), None)
    );
    let snapshots = commands::scan::list(&workbench, Nothing {}).await.unwrap().snapshots;
    assert_eq!(
        (snapshots.kev.unwrap().entries, snapshots.epss.unwrap().entries),
        (1, 1)
    );
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_is_forgotten_is_gone_with_its_findings_and_can_be_imported_again() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, report) = on_reports(home.path()).await;
    commands::scan::delete(&workbench, ReportRequest { report: report.clone() })
        .await
        .unwrap();
    let request = FindingRequest {
        scope: scope(&report, ""),
        sort: FindingSort::Severity,
        descending: true,
        offset: 0,
        limit: 1,
    };
    assert_eq!(
        commands::scan::page(&workbench, request).await.unwrap_err().code,
        Code::NotFound
    );
    assert_ne!(imported(&workbench, home.path()).await, report);
    workbench.close().await;
}
