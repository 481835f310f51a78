//! The sandbox as a neighbour: one owner of a folder, no strangers, nothing lost, nothing silently wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use ingot_sandbox::{Attached, Sandbox, SandboxConfig, SandboxError, attach};
use support::*;

const SIGNED: (&str, &str) = (
    "Authorization",
    "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0",
);

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_has_one_owner_and_a_second_process_attaches_to_it() {
    let bench = Bench::new().await;
    match Sandbox::start(bench.config()).await {
        Err(SandboxError::InUse { endpoint, .. }) => assert_eq!(endpoint, Some(bench.endpoint())),
        other => panic!("{other:?}"),
    }
    match attach(bench.config()).await {
        Ok(Attached::Elsewhere { endpoint }) => assert_eq!(endpoint, bench.endpoint()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_endpoint_file_does_not_fool_anybody() {
    let other = Bench::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    // It names a sandbox that answers, but serves another folder.
    std::fs::copy(
        other.folder.path().join("sandbox.endpoint"),
        folder.path().join("sandbox.endpoint"),
    )
    .expect("copied");
    match attach(SandboxConfig::new(folder.path())).await {
        Ok(Attached::Serving(sandbox)) => {
            assert_ne!(sandbox.endpoint(), other.endpoint());
            sandbox.stop().await;
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_free_again_after_a_stop_or_a_drop() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = Sandbox::start(SandboxConfig::new(folder.path()))
        .await
        .expect("a sandbox");
    first.stop().await;
    let second = Sandbox::start(SandboxConfig::new(folder.path()))
        .await
        .expect("a sandbox");
    drop(second);
    let third = Sandbox::start(SandboxConfig::new(folder.path()))
        .await
        .expect("a sandbox");
    third.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_state_file_is_named_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sandbox.json");
    for broken in ["{ not json", r#"{"format": 99}"#, ""] {
        std::fs::write(&file, broken).expect("written");
        let error = Sandbox::start(SandboxConfig::new(folder.path()))
            .await
            .expect_err("an error")
            .to_string();
        assert!(error.contains("sandbox.json is not readable"), "{error}");
        assert!(error.contains("move it away to start with an empty sandbox"), "{error}");
        assert_eq!(std::fs::read_to_string(&file).expect("kept"), broken);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn web_pages_and_strange_hosts_are_refused() {
    let bench = Bench::new().await;
    let at = bench.endpoint();
    let page = raw(
        &at,
        "GET",
        "/_sandbox/state",
        &[("x-ingot-sandbox", "1"), ("Origin", "https://evil.example")],
        "",
    );
    assert_eq!(page.0, 403);
    let rebound = raw(
        &at,
        "GET",
        "/_sandbox/state",
        &[("x-ingot-sandbox", "1"), ("Host", "evil.example:80")],
        "",
    );
    assert_eq!(rebound.0, 403);
    let unmarked = raw(&at, "POST", "/_sandbox/reset", &[], "");
    assert_eq!(unmarked.0, 403);
    let unsigned = raw(&at, "POST", "/ListComponents", &[], "{}");
    assert_eq!(
        unsigned,
        (403, r#"{"message":"Missing Authentication Token"}"#.to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_served_is_said_never_answered_empty() {
    let bench = Bench::new().await;
    let at = bench.endpoint();
    let (status, body) = raw(&at, "PUT", "/CreateLifecyclePolicy", &[SIGNED], "{}");
    assert_eq!(status, 501);
    assert!(body.contains("CreateLifecyclePolicy"), "{body}");
    let signed = |service: &str| {
        format!("AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/{service}/aws4_request, Signature=0")
    };
    let (status, body) = raw(&at, "POST", "/", &[("Authorization", &signed("kms"))], "{}");
    assert_eq!(status, 501);
    assert!(body.contains("no service 'kms'"), "{body}");
    let (status, body) = raw(&at, "DELETE", "/bucket", &[("Authorization", &signed("s3"))], "");
    assert_eq!(status, 501);
    assert!(body.contains("<Code>NotImplemented</Code>"), "{body}");
    let (status, body) = raw(&at, "POST", "/ListComponents", &[SIGNED], "[1,");
    assert_eq!(status, 400);
    assert!(body.contains("not a JSON object"), "{body}");
    let (status, _) = raw(&at, "POST", "/ListComponents", &[SIGNED], &"[".repeat(100_000));
    assert_eq!(status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_that_names_no_step_of_the_run_is_not_lost() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    bench.control(
        "POST",
        "fail",
        r#"{"pipeline": "Golden Ubuntu", "step": "NoSuchStep", "message": "boom"}"#,
    );
    let arn = start(&aws, &pipeline, "run").await;
    bench.advance(100);
    let image = image(&aws, &arn).await;
    let reason = image.state().and_then(|state| state.reason()).expect("a reason");
    assert!(
        reason.contains("'NoSuchStep', which this run does not have"),
        "{reason}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pace_reset_and_state_steer_the_sandbox() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    assert_eq!(bench.control("POST", "pace", r#"{"buildSeconds": 10}"#).0, 200);
    let arn = start(&aws, &pipeline, "run").await;
    bench.advance(10);
    assert_eq!(status(&aws, &arn).await, "AVAILABLE");
    assert_eq!(bench.control("POST", "pace", r#"{"buildSeconds": -1}"#).0, 400);
    let (_, state) = bench.control("GET", "state", "");
    let state: serde_json::Value = serde_json::from_str(&state).expect("JSON");
    assert_eq!(state["pipelines"], 1);
    assert_eq!(state["region"], "eu-west-1");
    assert_eq!(state["images"][0]["status"], "AVAILABLE");
    assert_eq!(bench.control("POST", "reset", "").0, 200);
    let (_, state) = bench.control("GET", "state", "");
    assert!(state.contains(r#""pipelines":0"#), "{state}");
}
