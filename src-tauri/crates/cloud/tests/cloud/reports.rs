//! Findings, exports and CIS results of what runs in the sandbox.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use ingot_cloud::{CoverageExtent, ExportDestination, FindingsReportFormat, LogCursor, ReportCriteria, SbomFormat};
use ingot_report::read::Entry;
use ingot_report::{Finding, FindingKey, FindingStatus, Severity};
use tokio_util::sync::CancellationToken;

use crate::exports::Files;
use crate::sandbox::{Aws, QUICK};
use crate::workspace::{WORKSPACE, plan_of};

/// A golden image that is AVAILABLE, with its AMI of this region.
async fn golden() -> (Aws, String) {
    let aws = Aws::start(QUICK).await;
    let plan = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    aws.publish(&plan).await.unwrap();
    let run = aws.launch("golden-ubuntu").await;
    let state = aws.follow(&run, LogCursor::default()).await.0.unwrap();
    let own = state
        .outputs
        .iter()
        .find(|output| output.region == "eu-west-1")
        .unwrap();
    let ami = own.image.clone();
    (aws, ami)
}

fn destination() -> ExportDestination {
    ExportDestination {
        bucket: "sandbox-reports-111122223333".into(),
        prefix: Some("ingot".into()),
        kms_key: "arn:aws:kms:eu-west-1:111122223333:key/5a4db0c5-0000-4000-8000-5a4db0c55a4d".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ami_s_findings_come_page_by_page_with_details_and_coverage() {
    let (aws, ami) = golden().await;
    let cancel = CancellationToken::new();
    let mut pages: Vec<Vec<Finding>> = Vec::new();
    let scan = aws
        .cloud
        .ami_findings(&ami, &mut |page| pages.push(page), &|_| {}, &cancel)
        .await
        .unwrap();
    assert_eq!(scan.warnings, []);
    assert_eq!(
        (scan.coverage.extent, scan.coverage.reason.as_str()),
        (CoverageExtent::Scanned, "its one instance is scanned")
    );
    assert!(pages.len() > 2);
    let findings: Vec<Finding> = pages.concat();
    assert_eq!(findings.len(), scan.findings);
    let keys: BTreeSet<FindingKey> = findings.iter().map(FindingKey::of).collect();
    assert_eq!(keys.len(), findings.len(), "no finding comes twice");
    for finding in &findings {
        assert_eq!(finding.image.as_deref(), Some(ami.as_str()));
        assert!(finding.epss.is_some() && finding.exploited.is_some() && finding.status.is_some());
        assert_eq!(
            !finding.cwes.is_empty(),
            finding.severity >= Severity::High,
            "{finding:?}"
        );
    }
    assert!(findings.iter().any(|finding| finding.kev == Some(true)));
    assert!(findings.iter().all(|finding| finding.kev != Some(false)));

    let unknown = aws
        .cloud
        .ami_findings(
            "ami-00000000000000000",
            &mut |_| panic!("no findings"),
            &|_| {},
            &cancel,
        )
        .await
        .unwrap();
    assert_eq!(unknown.coverage.extent, CoverageExtent::NotScanned);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_report_has_the_findings_that_inspector_lists() {
    let (aws, ami) = golden().await;
    let cancel = CancellationToken::new();
    let files = Files::default();
    let criteria = ReportCriteria {
        ami: Some(ami.clone()),
        statuses: vec![FindingStatus::Active],
    };
    for format in [FindingsReportFormat::Json, FindingsReportFormat::Csv] {
        let exported = aws
            .cloud
            .findings_report(
                &criteria,
                format,
                &destination(),
                &|key| files.open(key),
                &|_| {},
                &cancel,
            )
            .await
            .unwrap();
        assert_eq!(exported.objects.len(), 1);
    }
    let [(json_key, json), (csv_key, csv)] = files.all().try_into().unwrap();
    assert!(json_key.starts_with("ingot/") && csv_key.ends_with(".csv"));
    let report: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let exported = report["findings"].as_array().unwrap().len();
    assert!(exported > 50);
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), exported + 1);
    let mut read = BTreeSet::new();
    let summary = ingot_report::read::read(&json.as_slice(), &mut |entry| {
        if let Entry::Findings { findings, .. } = entry {
            read.extend(findings.iter().map(FindingKey::of));
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!((summary.imported, summary.rejected), (exported as u64, 0));
    let mut listed = BTreeSet::new();
    let mut on_findings = |page: Vec<Finding>| listed.extend(page.iter().map(FindingKey::of));
    aws.cloud
        .ami_findings(&ami, &mut on_findings, &|_| {}, &cancel)
        .await
        .unwrap();
    assert_eq!(listed, read, "asking and reading the file give the same findings");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inventory_is_exported_in_both_formats() {
    let (aws, ami) = golden().await;
    let cancel = CancellationToken::new();
    let files = Files::default();
    for format in [SbomFormat::Cyclonedx, SbomFormat::Spdx] {
        let exported = aws
            .cloud
            .sbom(
                Some(&ami),
                format,
                &destination(),
                &|key| files.open(key),
                &|_| {},
                &cancel,
            )
            .await
            .unwrap();
        assert_eq!((exported.objects.len(), exported.warnings.len()), (1, 0));
    }
    let documents: Vec<serde_json::Value> = files
        .all()
        .iter()
        .map(|(_, content)| serde_json::from_slice(content).unwrap())
        .collect();
    assert_eq!(documents[0]["specVersion"], "1.4");
    assert_eq!(documents[1]["spdxVersion"], "SPDX-2.3");
    assert_eq!(
        documents[0]["components"].as_array().unwrap().len(),
        documents[1]["packages"].as_array().unwrap().len()
    );
    let nothing = aws
        .cloud
        .sbom(
            Some("ami-00000000000000000"),
            SbomFormat::Spdx,
            &destination(),
            &|key| files.open(key),
            &|_| {},
            &cancel,
        )
        .await
        .unwrap_err();
    assert!(nothing.to_string().contains("not scanned"), "{nothing}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cis_checks_are_findings_that_stand_as_they_ended() {
    let (aws, _) = golden().await;
    let mut results = Vec::new();
    let reading = aws
        .cloud
        .cis_results(
            &mut |target, findings| results.push((target, findings)),
            &|_| {},
            &CancellationToken::new(),
        )
        .await
        .unwrap();
    assert_eq!((reading.scans, reading.targets, reading.warnings.len()), (1, 1, 0));
    let (target, findings) = &results[0];
    assert_eq!((target.level.as_deref(), &target.not_scanned), (Some("LEVEL_1"), &None));
    assert!(!findings.is_empty());
    for finding in findings {
        assert_eq!(finding.finding_type.as_deref(), Some("CIS_CHECK"));
        assert_eq!(finding.severity, Severity::Untriaged);
        assert_eq!(finding.resource.as_deref(), Some(target.resource.as_str()));
        let skipped = finding.status == Some(FindingStatus::Suppressed);
        assert_eq!(finding.status_reason.is_some(), skipped, "{finding:?}");
    }
    for status in [FindingStatus::Active, FindingStatus::Suppressed, FindingStatus::Closed] {
        assert!(
            findings.iter().any(|finding| finding.status == Some(status)),
            "{status:?}"
        );
    }
}
