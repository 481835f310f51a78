//! The main job with the real SDK: publish, launch, follow, read findings, packages and logs; and what goes wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use aws_sdk_cloudwatchlogs::Client as Logs;
use aws_sdk_imagebuilder::types::ImageScanFindingsFilter;
use aws_sdk_inspector2::Client as Inspector;
use aws_sdk_inspector2::types::{FilterCriteria, StringComparison, StringFilter};
use support::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_golden_image_is_built_stage_by_stage_and_its_reports_can_be_read() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    let arn = start(&aws, &pipeline, "run-1").await;
    assert_eq!(
        arn,
        "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-ubuntu/1.0.0/1"
    );

    let mut seen = Vec::new();
    for _ in 0..100 {
        let now = status(&aws, &arn).await;
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        bench.advance(1);
    }
    assert_eq!(
        seen,
        [
            "PENDING",
            "CREATING",
            "BUILDING",
            "TESTING",
            "DISTRIBUTING",
            "INTEGRATING"
        ]
    );
    assert_eq!(status(&aws, &arn).await, "AVAILABLE");

    let image = image(&aws, &arn).await;
    let amis = image.output_resources().expect("output").amis();
    let regions: Vec<&str> = amis.iter().filter_map(|ami| ami.region()).collect();
    assert_eq!(regions, ["eu-west-1", "eu-central-1"]);
    assert_eq!(amis[0].name(), Some("Golden Ubuntu-2026-11-23T08-00-00.000Z"));
    assert_eq!(image.os_version(), Some("Ubuntu 22.04"));

    let workflows = aws
        .list_workflow_executions()
        .image_build_version_arn(&arn)
        .send()
        .await
        .expect("workflows");
    let kinds: Vec<(&str, &str)> = workflows
        .workflow_executions()
        .iter()
        .map(|one| {
            (
                one.r#type().expect("type").as_str(),
                one.status().expect("status").as_str(),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("BUILD", "COMPLETED"),
            ("TEST", "COMPLETED"),
            ("DISTRIBUTION", "COMPLETED")
        ]
    );
    let build = workflows.workflow_executions()[0].workflow_execution_id().expect("id");
    let steps = aws
        .list_workflow_step_executions()
        .workflow_execution_id(build)
        .send()
        .await
        .expect("steps");
    let named: Vec<(&str, &str)> = steps
        .steps()
        .iter()
        .map(|step| (step.name().expect("name"), step.status().expect("status").as_str()))
        .collect();
    assert_eq!(
        named,
        [
            ("LaunchBuildInstance", "COMPLETED"),
            ("ApplyBuildComponents", "COMPLETED"),
            ("InventoryCollection", "COMPLETED"),
            ("RunSanitizeScript", "COMPLETED"),
            ("RunSysPrepScript", "SKIPPED"),
            ("CreateOutputAMI", "COMPLETED"),
            ("TerminateBuildInstance", "COMPLETED"),
        ]
    );
    let made = aws
        .get_workflow_step_execution()
        .step_execution_id(steps.steps()[5].step_execution_id().expect("id"))
        .send()
        .await
        .expect("a step");
    let outputs: serde_json::Value = serde_json::from_str(made.outputs().expect("outputs")).expect("JSON");
    assert_eq!(outputs["imageId"].as_str(), amis[0].image());

    let packages: Vec<_> = aws
        .list_image_packages()
        .image_build_version_arn(&arn)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("packages");
    assert!(packages.len() > 200, "{}", packages.len());
    assert!(packages.iter().any(|package| package.package_name() == Some("openssl")));

    let filter = ImageScanFindingsFilter::builder()
        .name("imageBuildVersionArn")
        .values(&arn)
        .build();
    let findings: Vec<_> = aws
        .list_image_scan_findings()
        .filters(filter)
        .max_results(50)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("findings");
    assert!(findings.len() > 100, "{}", findings.len());
    let critical_with_fix = findings
        .iter()
        .filter(|finding| finding.severity() == Some("CRITICAL") && finding.fix_available() == Some("YES"))
        .count();
    assert!(critical_with_fix > 0);

    let inspector = Inspector::new(&bench.sdk().await);
    let equals = |value: &str| {
        StringFilter::builder()
            .comparison(StringComparison::Equals)
            .value(value)
            .build()
            .expect("a filter")
    };
    let of_ami = FilterCriteria::builder()
        .ec2_instance_image_id(equals(amis[0].image().expect("ami")))
        .finding_status(equals("ACTIVE"))
        .build();
    let inspected: Vec<_> = inspector
        .list_findings()
        .filter_criteria(of_ami)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("findings");
    assert_eq!(inspected.len(), findings.len());
    assert!(
        inspected
            .iter()
            .all(|finding| finding.epss().is_some() && finding.exploit_available().is_some())
    );
    let url = inspected[0]
        .remediation()
        .and_then(|remediation| remediation.recommendation())
        .and_then(|text| text.url());
    assert!(url.is_some_and(|url| url.contains(".invalid/")), "{url:?}");

    let logs = Logs::new(&bench.sdk().await);
    let events = logs
        .get_log_events()
        .log_group_name("/aws/imagebuilder/Golden Ubuntu")
        .log_stream_name("1.0.0/1")
        .start_from_head(true)
        .send()
        .await
        .expect("events");
    let text: Vec<&str> = events.events().iter().filter_map(|event| event.message()).collect();
    for expected in [
        "Step WriteConfig",
        "Stdout: writing sshd_config",
        "Step RootIsRefused",
        "ExecuteBash: FINISHED EXECUTION",
    ] {
        assert!(text.contains(&expected), "{expected} is not in {text:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overlay_inherits_every_finding_and_package_of_its_golden_image() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let golden = start(&aws, &golden_pipeline(&aws).await, "golden").await;
    bench.advance(100);
    let nginx = component(&aws, "nginx", "1.0.0", NGINX).await;
    let parent = "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-ubuntu/x.x.x";
    let pipeline = pipeline(&aws, "payments-web", parent, vec![layer(&nginx, &[])]).await;
    let overlay = start(&aws, &pipeline, "overlay").await;
    bench.advance(100);

    let mut ids = Vec::new();
    for arn in [&golden, &overlay] {
        let filter = ImageScanFindingsFilter::builder()
            .name("imageBuildVersionArn")
            .values(arn)
            .build();
        let findings: Vec<_> = aws
            .list_image_scan_findings()
            .filters(filter)
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<_>, _>>()
            .await
            .expect("findings");
        ids.push(
            findings
                .into_iter()
                .map(|finding| finding.package_vulnerability_details.expect("details"))
                .map(|details| format!("{} {:?}", details.vulnerability_id(), details.vulnerable_packages()))
                .collect::<Vec<_>>(),
        );
    }
    assert!(ids[0].iter().all(|id| ids[1].contains(id)));
    let own: Vec<&String> = ids[1].iter().filter(|id| !ids[0].contains(id)).collect();
    assert!(!own.is_empty() && own.iter().all(|id| id.contains("nginx")), "{own:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_was_told_to_fail_fails_once_and_names_its_component() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    let order = r#"{"pipeline": "Golden Ubuntu", "step": "sshd:validate:CheckConfig", "message": "sshd: no hostkeys"}"#;
    assert_eq!(bench.control("POST", "fail", order).0, 200);
    let arn = start(&aws, &pipeline, "run-1").await;
    bench.advance(90);

    let image = image(&aws, &arn).await;
    let state = image.state().expect("state");
    assert_eq!(state.status().expect("status").as_str(), "FAILED");
    assert!(
        state
            .reason()
            .is_some_and(|reason| reason.contains("sshd: no hostkeys")),
        "{:?}",
        state.reason()
    );
    let workflows = aws
        .list_workflow_executions()
        .image_build_version_arn(&arn)
        .send()
        .await
        .expect("workflows");
    assert_eq!(workflows.workflow_executions().len(), 1);
    let build = &workflows.workflow_executions()[0];
    assert_eq!(build.status().expect("status").as_str(), "ROLLBACK_COMPLETED");
    let steps = aws
        .list_workflow_step_executions()
        .workflow_execution_id(build.workflow_execution_id().expect("id"))
        .send()
        .await
        .expect("steps");
    let statuses: Vec<&str> = steps
        .steps()
        .iter()
        .map(|step| step.status().expect("status").as_str())
        .collect();
    assert_eq!(
        statuses,
        [
            "COMPLETED",
            "FAILED",
            "SKIPPED",
            "SKIPPED",
            "SKIPPED",
            "SKIPPED",
            "SKIPPED"
        ]
    );
    assert_eq!(
        steps.steps()[0].rollback_status().expect("rollback").as_str(),
        "COMPLETED"
    );

    let logs = Logs::new(&bench.sdk().await);
    let events = logs
        .get_log_events()
        .log_group_name("/aws/imagebuilder/Golden Ubuntu")
        .log_stream_name("1.0.0/1")
        .send()
        .await
        .expect("events");
    let last: Vec<&str> = events
        .events()
        .iter()
        .rev()
        .take(5)
        .filter_map(|event| event.message())
        .collect();
    assert!(last.contains(&"Stderr: sshd: no hostkeys"), "{last:#?}");

    let again = start(&aws, &pipeline, "run-2").await;
    bench.advance(100);
    assert_eq!(status(&aws, &again).await, "AVAILABLE");
}

#[tokio::test(flavor = "multi_thread")]
async fn get_image_carries_the_failure_context() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    bench.control(
        "POST",
        "fail",
        r#"{"pipeline": "*", "step": "test.RootIsRefused", "message": "root may log in"}"#,
    );
    let arn = start(&aws, &pipeline, "run-1").await;
    bench.advance(100);
    let path = format!("/GetImage?imageBuildVersionArn={arn}");
    let (_, body) = raw(&bench.endpoint(), "GET", &path, &[AUTHORIZATION], "");
    let image: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    let context = &image["image"]["state"]["failureContext"];
    assert_eq!(context["imageStatus"], "TESTING");
    assert_eq!(context["failedStep"], "ApplyTestComponents");
    assert_eq!(
        context["componentFailure"],
        serde_json::json!({
            "componentArn": "arn:aws:imagebuilder:eu-west-1:111122223333:component/sshd-test/1.0.0/1",
            "phaseName": "test",
            "stepName": "RootIsRefused",
            "action": "ExecuteBash",
            "errorMessage": "root may log in",
        })
    );
}

const AUTHORIZATION: (&str, &str) = (
    "Authorization",
    "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0",
);

#[tokio::test(flavor = "multi_thread")]
async fn a_build_goes_on_while_no_server_runs() {
    let mut bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let arn = start(&aws, &golden_pipeline(&aws).await, "run-1").await;
    bench.advance(30);
    assert_eq!(status(&aws, &arn).await, "BUILDING");
    bench.restart().await;
    let aws = bench.image_builder().await;
    assert_eq!(status(&aws, &arn).await, "BUILDING");
    bench.advance(70);
    bench.restart().await;
    let aws = bench.image_builder().await;
    assert_eq!(status(&aws, &arn).await, "AVAILABLE");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_build_stops_where_it_was() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let arn = start(&aws, &golden_pipeline(&aws).await, "run-1").await;
    bench.advance(30);
    let cancel = |token: &str| {
        aws.cancel_image_creation()
            .image_build_version_arn(&arn)
            .client_token(token)
            .send()
    };
    cancel("cancel-1").await.expect("cancelled");
    bench.advance(500);
    assert_eq!(status(&aws, &arn).await, "CANCELLED");
    let workflows = aws
        .list_workflow_executions()
        .image_build_version_arn(&arn)
        .send()
        .await
        .expect("workflows");
    assert_eq!(
        workflows.workflow_executions()[0].status().expect("status").as_str(),
        "CANCELLED"
    );
    let again = cancel("cancel-2").await.expect_err("already cancelled");
    assert!(again.into_service_error().is_invalid_request_exception());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_is_followed_with_forward_tokens_without_losing_or_repeating_lines() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    start(&aws, &golden_pipeline(&aws).await, "run-1").await;
    let logs = Logs::new(&bench.sdk().await);
    let mut followed = Vec::new();
    let mut token: Option<String> = None;
    for _ in 0..100 {
        bench.advance(1);
        let answer = logs
            .get_log_events()
            .log_group_name("/aws/imagebuilder/Golden Ubuntu")
            .log_stream_name("1.0.0/1")
            .start_from_head(true)
            .set_next_token(token.clone())
            .send()
            .await;
        match answer {
            Ok(answer) => {
                followed.extend(
                    answer
                        .events()
                        .iter()
                        .filter_map(|event| event.message())
                        .map(str::to_owned),
                );
                token = answer.next_forward_token().map(str::to_owned);
            }
            Err(error) => assert!(error.into_service_error().is_resource_not_found_exception()),
        }
    }
    let whole = logs
        .filter_log_events()
        .log_group_name("/aws/imagebuilder/Golden Ubuntu")
        .send()
        .await
        .expect("events");
    let whole: Vec<String> = whole
        .events()
        .iter()
        .filter_map(|event| event.message())
        .map(str::to_owned)
        .collect();
    assert_eq!(followed, whole);
    assert!(whole.len() > 20);
}
