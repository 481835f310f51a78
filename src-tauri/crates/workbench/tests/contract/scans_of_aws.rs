//! Reports of AWS, from the sandbox: whose the findings of a build are, and what else can be asked for.

use std::time::Duration;

use ingot_sandbox::{Pace, Sandbox, SandboxConfig};
use ingot_workbench::contract::run::RunRequest;
use ingot_workbench::contract::scan::{
    AwsReportFormat, Coverage, FetchReport, FindingLayer, FindingRequest, FindingScope, FindingSort, ReportRequest,
    SbomFormat,
};
use ingot_workbench::contract::{JobKind, JobState, LaunchRequest, Nothing};
use ingot_workbench::{Workbench, commands};

use crate::on_sample;

/// What the sandbox has from the start.
const BUCKET: &str = "sandbox-reports-111122223333";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/5a4db0c5-0000-4000-8000-5a4db0c55a4d";

/// A workbench whose overlay and golden image were built, with the run of the overlay.
async fn built(home: &std::path::Path) -> (Workbench, Sandbox, String) {
    let config = SandboxConfig {
        pace: Pace {
            build: Duration::from_secs(1),
        },
        ..SandboxConfig::new(home.join("sandbox"))
    };
    let served = Sandbox::start(config).await.unwrap();
    let workbench = on_sample(home, Some(served.endpoint())).await;
    let request = LaunchRequest {
        pipelines: vec!["payments-web".to_owned()],
        dry_run: false,
        digest: None,
    };
    let launched = commands::plan::launch(&workbench, request).await.unwrap();
    workbench.jobs().wait(&launched.job).await.unwrap();
    let follow = workbench
        .jobs()
        .list()
        .into_iter()
        .find(|job| job.kind == JobKind::Follow);
    let followed = workbench.jobs().wait(&follow.unwrap().job).await.unwrap();
    assert_eq!((followed.state, followed.error), (JobState::Succeeded, None));
    let run = commands::run::list(&workbench, Nothing {})
        .await
        .unwrap()
        .runs
        .remove(0);
    assert_eq!(run.recipe, "payments-web");
    (workbench, served, run.run)
}

async fn fetch(workbench: &Workbench, what: FetchReport) {
    let started = commands::scan::fetch(workbench, what).await.unwrap();
    let job = workbench.jobs().wait(&started.job).await.unwrap();
    assert_eq!((job.state, job.error), (JobState::Succeeded, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_findings_of_a_build_are_told_apart_by_layer_with_what_to_do_about_them() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, served, run) = built(home.path()).await;
    let view = commands::run::get(&workbench, RunRequest { run }).await.unwrap();
    let report = view.summary.report.expect("the run has a report");
    let page = |query: &str| FindingRequest {
        scope: FindingScope {
            reports: vec![report.clone()],
            query: query.to_owned(),
        },
        sort: FindingSort::Severity,
        descending: true,
        offset: 0,
        limit: 200,
    };
    let golden = commands::scan::page(&workbench, page("layer:golden")).await.unwrap();
    let overlay = commands::scan::page(&workbench, page("layer:overlay")).await.unwrap();
    assert!(
        golden.total > 0 && overlay.total > 0,
        "{} {}",
        golden.total,
        overlay.total
    );
    assert!(golden.findings.iter().all(|row| row.layer == FindingLayer::Golden));
    let origin = golden.findings[0].origin.as_deref().unwrap();
    assert!(origin.starts_with("golden-ubuntu-22-04 1.8.0/"), "{origin}");

    let whose = commands::scan::whose(&workbench, ReportRequest { report: report.clone() })
        .await
        .unwrap();
    assert_eq!(whose.golden[0].name, "golden-ubuntu-22-04");
    assert_eq!(whose.golden[0].build, "1.8.0/1");
    assert!(whose.golden[0].newer.is_none() && whose.golden[0].note.is_some());
    let own: u32 = whose.own.iter().map(|share| share.share.total).sum();
    let inherited: u32 = whose.golden.iter().map(|share| share.share.total).sum();
    let open = commands::scan::page(&workbench, page("status:open"))
        .await
        .unwrap()
        .total;
    assert_eq!(
        own + inherited + whose.unknown.total,
        open,
        "every open finding is somebody's, or said not to be known"
    );
    for share in whose
        .own
        .iter()
        .map(|own| &own.share)
        .chain(whose.golden.iter().map(|golden| &golden.share))
    {
        let shown = commands::scan::page(&workbench, page(&share.query))
            .await
            .unwrap()
            .total;
        assert_eq!(shown, share.total, "{}", share.query);
    }
    workbench.close().await;
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_is_asked_of_inspector_and_lands_among_the_reports() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, served, run) = built(home.path()).await;
    let view = commands::run::get(&workbench, RunRequest { run: run.clone() })
        .await
        .unwrap();
    let ami = view.outputs[0].ami.clone();
    let reports = || async { commands::scan::list(&workbench, Nothing {}).await.unwrap().reports };
    let before = reports().await.len();

    fetch(&workbench, FetchReport::ImageBuild { image: run }).await;
    assert_eq!(reports().await.len(), before, "the same build is the same report");

    fetch(&workbench, FetchReport::Ami { ami: ami.clone() }).await;
    let of_ami = reports()
        .await
        .into_iter()
        .find(|report| report.image.as_deref() == Some(&ami))
        .unwrap();
    assert_ne!(of_ami.coverage, Coverage::Unknown);
    assert_eq!(of_ami.image_name.as_deref(), Some("payments-web"));

    let destination = (BUCKET.to_owned(), Some("ingot".to_owned()), KEY.to_owned());
    for format in [AwsReportFormat::Json, AwsReportFormat::Csv] {
        let (bucket, prefix, kms_key) = destination.clone();
        let ami = Some(ami.clone());
        let what = FetchReport::FindingsReport {
            ami,
            format,
            bucket,
            prefix,
            kms_key,
        };
        fetch(&workbench, what).await;
    }
    for format in [SbomFormat::Cyclonedx, SbomFormat::Spdx] {
        let (bucket, prefix, kms_key) = destination.clone();
        let what = FetchReport::Sbom {
            ami: None,
            format,
            bucket,
            prefix,
            kms_key,
        };
        fetch(&workbench, what).await;
    }
    let formats: Vec<String> = reports().await.into_iter().filter_map(|report| report.format).collect();
    for wanted in [
        "inspector-findings-json",
        "inspector-findings-csv",
        "cyclonedx-json",
        "spdx-json",
    ] {
        assert!(formats.iter().any(|format| format == wanted), "{wanted} of {formats:?}");
    }
    fetch(&workbench, FetchReport::Cis).await;
    workbench.close().await;
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_not_there_is_said_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let (workbench, served, _) = built(home.path()).await;
    let what = FetchReport::FindingsReport {
        ami: None,
        format: AwsReportFormat::Json,
        bucket: "no-such-bucket".to_owned(),
        prefix: None,
        kms_key: KEY.to_owned(),
    };
    let started = commands::scan::fetch(&workbench, what).await.unwrap();
    let job = workbench.jobs().wait(&started.job).await.unwrap();
    assert_eq!(job.state, JobState::Failed);
    let error = job.error.unwrap();
    assert!(!error.hints.is_empty(), "{error:?}");
    workbench.close().await;
    served.stop().await;
}
