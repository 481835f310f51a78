//! Exports, coverage and S3: what outlives a restart, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use aws_sdk_inspector2::Client as Inspector;
use aws_sdk_inspector2::types::{Destination, ExternalReportStatus, ReportFormat};
use serde_json::Value;
use support::{Bench, golden_pipeline, raw, start};

const BUCKET: &str = "sandbox-reports-111122223333";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/5a4db0c5-0000-4000-8000-5a4db0c55a4d";

async fn with_golden() -> (Bench, Inspector, String) {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let image = start(&aws, &golden_pipeline(&aws).await, "run").await;
    bench.advance(100);
    let inspector = Inspector::new(&bench.sdk().await);
    (bench, inspector, image)
}

async fn report(inspector: &Inspector) -> String {
    let destination = Destination::builder()
        .bucket_name(BUCKET)
        .key_prefix("daily")
        .kms_key_arn(KEY)
        .build()
        .expect("a destination");
    inspector
        .create_findings_report()
        .report_format(ReportFormat::Json)
        .s3_destination(destination)
        .send()
        .await
        .expect("a report")
        .report_id
        .expect("an id")
}

/// A signed S3 request without a client.
fn s3(bench: &Bench, method: &str, path: &str, body: &str) -> (u16, String) {
    let signed = "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/s3/aws4_request, Signature=0";
    raw(&bench.endpoint(), method, path, &[("Authorization", signed)], body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_written_a_little_later_and_outlives_a_restart() {
    let (mut bench, inspector, _) = with_golden().await;
    let id = report(&inspector).await;
    let object = format!("/{BUCKET}/daily/{id}.json");
    let looked = inspector.get_findings_report_status().report_id(&id).send();
    let status = looked.await.expect("a status").status.expect("a status");
    assert_eq!(status, ExternalReportStatus::InProgress);
    assert_eq!(s3(&bench, "GET", &object, "").0, 404);
    bench.advance(60);
    bench.restart().await;
    let (status, body) = s3(&bench, "GET", &object, "");
    assert_eq!(status, 200);
    let findings: Value = serde_json::from_str(&body).expect("JSON");
    assert!(findings["findings"].as_array().is_some_and(|all| all.len() > 50));
    let (_, listing) = s3(&bench, "GET", &format!("/{BUCKET}?list-type=2&prefix=daily%2F"), "");
    assert!(listing.contains(&format!("<Key>daily/{id}.json</Key>")), "{listing}");
    assert!(listing.contains(&format!("<Size>{}</Size>", body.len())), "{listing}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_excluded_by_its_tag_is_covered_as_not_scanned_and_has_no_findings() {
    let (bench, inspector, image) = with_golden().await;
    let aws = bench.image_builder().await;
    aws.tag_resource()
        .resource_arn(&image)
        .tags("InspectorEc2Exclusion", "true")
        .send()
        .await
        .expect("tagged");
    let covered = inspector.list_coverage().send().await.expect("coverage");
    let status = covered.covered_resources()[0].scan_status().expect("a status");
    assert_eq!(
        (status.status_code().as_str(), status.reason().as_str()),
        ("INACTIVE", "EXCLUDED_BY_TAG")
    );
    let found = inspector.list_findings().send().await.expect("findings");
    assert!(found.findings().is_empty());
    assert!(
        inspector
            .list_cis_scans()
            .send()
            .await
            .expect("scans")
            .scans()
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_written_before_there_was_s3_still_opens() {
    let (mut bench, _, _) = with_golden().await;
    bench.sandbox.take().expect("running").stop().await;
    let file = bench.folder.path().join("sandbox.json");
    let mut state: Value = serde_json::from_slice(&std::fs::read(&file).expect("a state")).expect("JSON");
    for member in ["buckets", "objects", "exports"] {
        state.as_object_mut().expect("a map").remove(member).expect("a member");
    }
    std::fs::write(&file, state.to_string()).expect("written");
    bench.restart().await;
    let (status, buckets) = s3(&bench, "GET", "/", "");
    assert_eq!(status, 200);
    assert!(buckets.contains(&format!("<Name>{BUCKET}</Name>")), "{buckets}");
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_stay_small_and_buckets_have_names() {
    let bench = Bench::new().await;
    assert_eq!(s3(&bench, "PUT", "/Not_A_Name", "").0, 400);
    assert_eq!(s3(&bench, "PUT", "/own", "").0, 200);
    assert_eq!(s3(&bench, "PUT", "/own", "").0, 409);
    assert_eq!(s3(&bench, "PUT", "/absent/key", "x").0, 404);
    let large = "x".repeat(2_000_000);
    for number in 0..2 {
        assert_eq!(s3(&bench, "PUT", &format!("/own/{number}"), &large).0, 200);
    }
    let (status, body) = s3(&bench, "PUT", "/own/2", &large);
    assert_eq!(status, 400);
    assert!(body.contains("<Code>EntityTooLarge</Code>"), "{body}");
    let (_, first) = s3(&bench, "GET", "/own?list-type=2&max-keys=1", "");
    assert!(first.contains("<IsTruncated>true</IsTruncated>"), "{first}");
    assert_eq!(s3(&bench, "GET", "/own?list-type=2&continuation-token=zz", "").0, 400);
    assert_eq!(
        s3(&bench, "GET", "/own/%3Cscript%3E", "").1.matches("<script>").count(),
        0
    );
}
