//! What becomes of the answers that AWS, a proxy or a broken network can give.
use crate::support::{Answer, FakeAws};
use ingot_cloud::{Cloud, CloudError, CredentialsProblem, LogPlace, Profile};
use tokio_util::sync::CancellationToken;

async fn cloud(endpoint: &str) -> Cloud {
    Cloud::connect(Profile::sandbox(endpoint, "eu-west-1")).await.unwrap()
}

async fn start(cloud: &Cloud) -> Result<String, CloudError> {
    let pipeline = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web";
    cloud.start_pipeline(pipeline, "token", &CancellationToken::new()).await
}

/// The error of a launch that is always answered like this.
async fn refused(answer: Answer) -> CloudError {
    let aws = FakeAws::start(move |_, _| answer.clone());
    start(&cloud(&aws.endpoint).await).await.unwrap_err()
}

#[tokio::test]
async fn a_request_throttled_once_is_repeated_with_the_same_token_and_succeeds() {
    let aws = FakeAws::start(|number, _| match number {
        0 => Answer::error(429, "CallRateLimitExceededException", "slow down"),
        _ => Answer::ok(r#"{"imageBuildVersionArn":"arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1"}"#),
    });
    let run = start(&cloud(&aws.endpoint).await).await.unwrap();
    assert!(run.ends_with("image/web/1.0.0/1"));
    let requests = aws.requests();
    assert_eq!(requests.len(), 2);
    assert!(
        requests
            .iter()
            .all(|request| request.body.contains(r#""clientToken":"token""#))
    );
}

#[tokio::test]
async fn lasting_throttling_is_told_as_such_and_can_be_retried() {
    let error = refused(Answer::error(429, "CallRateLimitExceededException", "slow down")).await;
    assert!(matches!(error, CloudError::Throttled { .. }), "{error:?}");
    assert!(error.retryable());
    assert_eq!(error.operation(), Some("StartImagePipelineExecution"));
}

#[tokio::test]
async fn a_failure_inside_aws_keeps_the_request_id_and_can_be_retried() {
    let error = refused(Answer::error(500, "ServiceException", "internal error")).await;
    assert!(
        matches!(&error, CloudError::Other { code: Some(code), .. } if code == "ServiceException"),
        "{error:?}"
    );
    assert_eq!(error.request_id(), Some("request-7"));
    assert!(error.retryable());
    assert_eq!(
        error.to_string(),
        "EC2 Image Builder failed with ServiceException: internal error"
    );
}

#[tokio::test]
async fn a_missing_permission_names_the_action_to_ask_for() {
    let error = refused(Answer::error(403, "ForbiddenException", "not today")).await;
    assert_eq!(
        error.to_string(),
        "not allowed to imagebuilder:StartImagePipelineExecution: not today"
    );
    assert!(
        error
            .hint()
            .unwrap()
            .contains("imagebuilder:StartImagePipelineExecution")
    );
}

#[tokio::test]
async fn expired_and_unknown_credentials_are_told_apart_and_never_quoted() {
    let expired = refused(Answer::error(
        403,
        "ExpiredTokenException",
        "token FwoGZXIvYXdzEXAMPLE expired",
    ))
    .await;
    assert!(
        matches!(
            expired,
            CloudError::Credentials {
                problem: CredentialsProblem::Expired,
                ..
            }
        ),
        "{expired:?}"
    );
    let wrong = refused(Answer::error(
        403,
        "InvalidSignatureException",
        "canonical string: x-amz-security-token:FwoGZXIvYXdzEXAMPLE",
    ))
    .await;
    assert!(
        matches!(
            wrong,
            CloudError::Credentials {
                problem: CredentialsProblem::Rejected,
                ..
            }
        ),
        "{wrong:?}"
    );
    for error in [expired, wrong] {
        assert!(!format!("{error:?} {error} {:?}", error.hint()).contains("FwoGZXIvYXdz"));
    }
}

#[tokio::test]
async fn answers_are_sorted_by_what_a_person_can_do() {
    type Kind = fn(&CloudError) -> bool;
    let cases: [(u16, &str, Kind); 7] = [
        (400, "ResourceAlreadyExistsException", |e| {
            matches!(e, CloudError::Conflict { .. })
        }),
        (400, "IdempotentParameterMismatchException", |e| {
            matches!(e, CloudError::Conflict { .. })
        }),
        (400, "ResourceDependencyException", |e| {
            matches!(e, CloudError::Dependency { .. })
        }),
        (404, "ResourceNotFoundException", |e| {
            matches!(e, CloudError::NotFound { .. })
        }),
        (400, "InvalidRequestException", |e| {
            matches!(e, CloudError::Invalid { .. })
        }),
        (402, "ServiceQuotaExceededException", |e| {
            matches!(e, CloudError::Other { .. })
        }),
        (400, "SomethingAwsInventsLater:http://internal.amazon.com/", |e| {
            matches!(e, CloudError::Invalid { .. })
        }),
    ];
    for (status, code, expected) in cases {
        let error = refused(Answer::error(status, code, "no")).await;
        assert!(expected(&error), "{code}: {error:?}");
    }
}

#[tokio::test]
async fn what_is_not_aws_at_all_is_an_error_not_a_crash() {
    for (status, body) in [
        (200, "<html>please sign in to the guest network</html>"),
        (200, "{\"imageBuildVersionArn\": [[[["),
        (200, "{}"),
        (200, ""),
        (302, "moved"),
        (403, "<html>blocked by proxy</html>"),
        (502, "bad gateway"),
    ] {
        let error = refused(Answer::Http {
            status,
            error_type: None,
            body: body.to_owned(),
        })
        .await;
        assert_eq!(
            error.operation(),
            Some("StartImagePipelineExecution"),
            "{status} {body}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_offline() {
    let error = refused(Answer::BreakOff).await;
    assert!(matches!(error, CloudError::Offline { .. }), "{error:?}");
}

#[tokio::test]
async fn nobody_listening_is_offline_and_says_where() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let error = start(&cloud(&format!("http://127.0.0.1:{port}")).await)
        .await
        .unwrap_err();
    assert!(matches!(error, CloudError::Offline { .. }), "{error:?}");
    assert!(
        error
            .to_string()
            .starts_with(&format!("cannot reach EC2 Image Builder at http://127.0.0.1:{port}: "))
    );
    assert!(error.retryable() && error.hint().unwrap().contains("sandbox"));
}

#[tokio::test]
async fn a_server_that_never_answers_can_be_cancelled() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let cloud = cloud(&format!("http://{}", listener.local_addr().unwrap())).await;
    let cancel = CancellationToken::new();
    let (asked, stop) = (cancel.clone(), cancel.clone());
    let asking = tokio::spawn(async move { cloud.identity(&asked).await });
    // The connection is there, so the request is under way.
    let connection = tokio::task::spawn_blocking(move || listener.accept())
        .await
        .unwrap()
        .unwrap();
    stop.cancel();
    assert!(matches!(asking.await.unwrap(), Err(CloudError::Cancelled)));
    drop(connection);
}

#[tokio::test]
async fn a_log_that_does_not_exist_yet_is_empty() {
    let aws = FakeAws::start(|_, _| Answer::Http {
        status: 400,
        error_type: None,
        body: r#"{"__type":"ResourceNotFoundException","message":"The specified log group does not exist."}"#
            .to_owned(),
    });
    let place = LogPlace::of_image("Web", "1.0.0", 1, None);
    assert_eq!(
        (place.group.as_str(), place.stream.as_str()),
        ("/aws/imagebuilder/Web", "1.0.0/1")
    );
    let (lines, token) = cloud(&aws.endpoint)
        .await
        .read_logs(&place, Some("t1"), &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!((lines.len(), token.as_deref()), (0, Some("t1")));
}

#[tokio::test]
async fn a_list_whose_token_never_changes_ends() {
    let aws = FakeAws::start(|_, _| {
        Answer::ok(r#"{"resourceShares":[],"resources":[],"principals":[],"nextToken":"again"}"#)
    });
    let shares = cloud(&aws.endpoint)
        .await
        .shares(&CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(shares, []);
    assert_eq!(aws.requests().len(), 6);
}

#[tokio::test]
async fn a_sandbox_somewhere_else_is_refused_before_anything_is_sent() {
    let elsewhere = Profile::sandbox("http://192.0.2.1:4566", "eu-west-1");
    let error = Cloud::connect(elsewhere).await.unwrap_err();
    assert!(matches!(error, CloudError::Profile(_)));
    assert_eq!(
        error.to_string(),
        "sandbox profile sandbox points to http://192.0.2.1:4566, which is not on this machine; a sandbox endpoint is http://127.0.0.1:PORT"
    );
}
