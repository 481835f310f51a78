//! Following a run through what can happen on the way.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::{Answer, FakeAws, Request};
use ingot_cloud::{Cloud, CloudError, LogCursor, Profile, RunState, RunUpdate};
use tokio_util::sync::CancellationToken;

const RUN: &str = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1";

fn image(status: &str, context: &str) -> Answer {
    Answer::ok(&format!(
        r#"{{"image":{{"arn":"{RUN}","name":"Web","version":"1.0.0","state":{{"status":"{status}"{context}}}}}}}"#
    ))
}

fn log(lines: &[&str], token: &str) -> Answer {
    let events: Vec<String> = lines
        .iter()
        .map(|line| format!(r#"{{"timestamp":1700000000000,"message":"{line}"}}"#))
        .collect();
    Answer::ok(&format!(
        r#"{{"events":[{}],"nextForwardToken":"{token}"}}"#,
        events.join(",")
    ))
}

fn token(request: &Request) -> Option<&str> {
    request.body.split_once(r#""nextToken":""#)?.1.split('"').next()
}

struct Followed {
    result: Result<RunState, CloudError>,
    statuses: Vec<String>,
    lines: Vec<String>,
    cursor: LogCursor,
}

async fn follow(aws: &FakeAws, resume: LogCursor) -> Followed {
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let (mut statuses, mut lines, mut cursor) = (Vec::new(), Vec::new(), resume.clone());
    let mut on_update = |update: RunUpdate| match update {
        RunUpdate::State(state) => statuses.push(state.status.clone()),
        RunUpdate::Log { lines: new, cursor: at } => {
            lines.extend(new.into_iter().map(|line| line.message));
            cursor = at;
        }
    };
    let result = cloud
        .follow(
            RUN,
            resume,
            &|_| Duration::from_millis(1),
            &mut on_update,
            &CancellationToken::new(),
        )
        .await;
    Followed {
        result,
        statuses,
        lines,
        cursor,
    }
}

#[tokio::test]
async fn changes_and_new_lines_are_told_once_until_the_end() {
    let looks = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&looks);
    let aws = FakeAws::start(move |_, request| match request.operation() {
        "GetImage" => image(
            ["PENDING", "BUILDING", "BUILDING", "AVAILABLE"][looks.fetch_add(1, Ordering::SeqCst).min(3)],
            "",
        ),
        "ListWorkflowExecutions" => Answer::ok(r#"{"workflowExecutions":[]}"#),
        "GetLogEvents" => match token(request) {
            None => log(&["one", "two"], "t2"),
            Some("t2") if seen.load(Ordering::SeqCst) > 3 => log(&["three"], "t3"),
            Some(other) => log(&[], other),
        },
        other => panic!("{other}"),
    });
    let followed = follow(&aws, LogCursor::default()).await;
    assert_eq!(followed.result.unwrap().status, "AVAILABLE");
    assert_eq!(followed.statuses, ["PENDING", "BUILDING", "AVAILABLE"]);
    assert_eq!(followed.lines, ["one", "two", "three"]);
    assert_eq!(
        followed.cursor,
        LogCursor {
            token: Some("t3".into()),
            lines: 3
        }
    );
}

#[tokio::test]
async fn following_again_tells_only_what_is_new_even_when_the_token_has_expired() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "GetImage" => image("AVAILABLE", ""),
        "ListWorkflowExecutions" => Answer::ok("{}"),
        "GetLogEvents" => match token(request) {
            Some("yesterday") => Answer::error(400, "InvalidParameterException", "The specified nextToken is invalid."),
            None => log(&["one", "two", "three"], "t3"),
            Some(other) => log(&[], other),
        },
        other => panic!("{other}"),
    });
    let followed = follow(
        &aws,
        LogCursor {
            token: Some("yesterday".into()),
            lines: 2,
        },
    )
    .await;
    assert!(followed.result.is_ok(), "{:?}", followed.result);
    assert_eq!(followed.lines, ["three"]);
    assert_eq!(followed.cursor.lines, 3);
}

#[tokio::test]
async fn a_run_can_be_followed_without_leave_to_read_its_log() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "GetImage" => image("CANCELLED", ""),
        "ListWorkflowExecutions" => Answer::ok("{}"),
        "GetLogEvents" => Answer::error(400, "AccessDeniedException", "no"),
        other => panic!("{other}"),
    });
    let followed = follow(&aws, LogCursor::default()).await;
    assert_eq!(followed.result.unwrap().status, "CANCELLED");
}

#[tokio::test]
async fn a_failed_run_names_the_component_and_its_step() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "GetImage" => image(
            "FAILED",
            r#","reason":"Workflow failed","failureContext":{"workflowExecutionId":"wf-1","failedStep":"ApplyBuildComponents","componentFailure":{"componentArn":"arn:aws:imagebuilder:eu-west-1:111122223333:component/sshd-hardening/1.0.0/1","phaseName":"build","stepName":"Restart","action":"ExecuteBash","errorMessage":"sshd did not start"}}"#,
        ),
        "ListWorkflowExecutions" => Answer::ok(
            r#"{"workflowExecutions":[{"workflowExecutionId":"wf-2","type":"TEST","status":"SKIPPED"},{"workflowExecutionId":"wf-1","type":"BUILD","status":"FAILED","startTime":"2026-01-31T08:00:00.000Z"}]}"#,
        ),
        "ListWorkflowStepExecutions" if request.body.contains("wf-1") => Answer::ok(
            r#"{"steps":[{"stepExecutionId":"s-2","name":"ApplyBuildComponents","action":"ExecuteComponents","status":"FAILED","startTime":"2026-01-31T08:01:00Z","message":"failed"},{"stepExecutionId":"s-1","name":"LaunchBuildInstance","action":"LaunchInstance","status":"COMPLETED","startTime":"2026-01-31T08:00:10Z"}]}"#,
        ),
        "ListWorkflowStepExecutions" => Answer::ok(r#"{"steps":[]}"#),
        "GetLogEvents" => log(&[], "t"),
        other => panic!("{other}"),
    });
    let run = follow(&aws, LogCursor::default()).await.result.unwrap();
    let kinds: Vec<_> = run.workflows.iter().map(|workflow| workflow.kind.as_str()).collect();
    assert_eq!(kinds, ["BUILD", "TEST"]);
    let steps: Vec<_> = run.workflows[0].steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(steps, ["LaunchBuildInstance", "ApplyBuildComponents"]);
    let failure = run.failure.unwrap();
    assert_eq!(failure.workflow.as_deref(), Some("BUILD"));
    assert_eq!(failure.step.as_deref(), Some("ApplyBuildComponents"));
    assert_eq!(failure.message, "sshd did not start");
    let component = failure.component.unwrap();
    assert_eq!(
        (
            component.name.as_str(),
            component.phase.as_str(),
            component.step.as_str()
        ),
        ("sshd-hardening", "build", "Restart")
    );
    assert_eq!(run.log.group, "/aws/imagebuilder/Web");
}

#[tokio::test]
async fn without_a_failure_context_the_failed_step_speaks() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "GetImage" => image("FAILED", r#","reason":"Workflow failed""#),
        "ListWorkflowExecutions" => {
            Answer::ok(r#"{"workflowExecutions":[{"workflowExecutionId":"wf-1","type":"TEST","status":"FAILED"}]}"#)
        }
        "ListWorkflowStepExecutions" => {
            Answer::ok(r#"{"steps":[{"name":"LaunchTestInstance","status":"FAILED","message":"no capacity"}]}"#)
        }
        "GetLogEvents" => log(&[], "t"),
        other => panic!("{other}"),
    });
    let failure = follow(&aws, LogCursor::default())
        .await
        .result
        .unwrap()
        .failure
        .unwrap();
    assert_eq!(failure.message, "no capacity");
    assert_eq!(
        (failure.workflow.as_deref(), failure.step.as_deref()),
        (Some("TEST"), Some("LaunchTestInstance"))
    );
}

#[tokio::test]
async fn cancelling_ends_the_following_at_once_although_the_next_look_is_far_away() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "GetImage" => image("BUILDING", ""),
        "ListWorkflowExecutions" => Answer::ok("{}"),
        "GetLogEvents" => log(&[], "t"),
        other => panic!("{other}"),
    });
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let cancel = CancellationToken::new();
    let (told, first_look) = tokio::sync::oneshot::channel();
    let following = tokio::spawn({
        let cancel = cancel.clone();
        async move {
            let mut told = Some(told);
            let mut on_update = |_| {
                let _ = told.take().map(|told| told.send(()));
            };
            cloud
                .follow(
                    RUN,
                    LogCursor::default(),
                    &|_| Duration::from_secs(86_400),
                    &mut on_update,
                    &cancel,
                )
                .await
        }
    });
    first_look.await.unwrap();
    cancel.cancel();
    assert!(matches!(following.await.unwrap(), Err(CloudError::Cancelled)));
}
