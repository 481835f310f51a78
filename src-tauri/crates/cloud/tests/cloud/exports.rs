//! Exports of Inspector as AWS can spoil them, and what a person is told.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ingot_cloud::{
    Cloud, CloudError, ExportDestination, Exported, FindingsReportFormat, Profile, Progress, ReportCriteria, SbomFormat,
};
use ingot_report::FindingStatus;
use tokio_util::sync::CancellationToken;

use crate::support::{Answer, FakeAws, Request};

const REPORT: &str = "0aa1b2c3-0000-4000-8000-00000000000f";
const NONE_YET: Answer = Answer::Http {
    status: 404,
    error_type: Some("ResourceNotFoundException"),
    body: String::new(),
};

/// What was written, by key.
#[derive(Clone, Default)]
pub struct Files(Arc<Mutex<Written>>);

type Written = Vec<(String, Vec<u8>)>;

struct File {
    files: Files,
    at: usize,
}

impl Files {
    pub fn open(&self, key: &str) -> io::Result<Box<dyn Write + Send>> {
        let mut files = self.0.lock().unwrap();
        files.push((key.to_owned(), Vec::new()));
        Ok(Box::new(File {
            files: self.clone(),
            at: files.len() - 1,
        }))
    }

    pub fn all(&self) -> Written {
        self.0.lock().unwrap().clone()
    }
}

impl Write for File {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.files.0.lock().unwrap()[self.at].1.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn destination() -> ExportDestination {
    ExportDestination {
        bucket: "reports".into(),
        prefix: Some("ingot".into()),
        kms_key: "arn:aws:kms:eu-west-1:111122223333:key/k".into(),
    }
}

async fn cloud(aws: &FakeAws) -> Cloud {
    Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap()
}

async fn report(
    answer: impl Fn(usize, &Request) -> Answer + Send + 'static,
) -> (Result<Exported, CloudError>, Vec<Request>, Files) {
    let aws = FakeAws::start(answer);
    let files = Files::default();
    let criteria = ReportCriteria {
        ami: Some("ami-0123456789abcdef0".into()),
        statuses: vec![FindingStatus::Active, FindingStatus::Closed],
    };
    let result = cloud(&aws)
        .await
        .findings_report(
            &criteria,
            FindingsReportFormat::Json,
            &destination(),
            &|key| files.open(key),
            &|_| {},
            &CancellationToken::new(),
        )
        .await;
    (result, aws.requests(), files)
}

fn status(status: &str, code: &str) -> Answer {
    Answer::ok(&format!(
        r#"{{"reportId":"{REPORT}","status":"{status}","errorCode":"{code}","errorMessage":"AWS's words"}}"#
    ))
}

/// Answers as AWS does for a report that ends in `end`.
fn ending(end: Answer) -> impl Fn(usize, &Request) -> Answer + Send + 'static {
    move |_, request| match request.operation() {
        "reporting/status/get" if !request.body.contains(REPORT) => NONE_YET,
        "reporting/status/get" => end.clone(),
        "reporting/create" => Answer::ok(&format!(r#"{{"reportId":"{REPORT}"}}"#)),
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_followed_and_only_its_own_object_is_fetched() {
    let listing = format!(
        "<ListBucketResult><Contents><Key>ingot/another.json</Key></Contents>\
         <Contents><Key>ingot/{REPORT}.json</Key></Contents></ListBucketResult>"
    );
    let looks = Mutex::new(0);
    let (exported, requests, files) = report(move |_, request| match request.operation() {
        "reporting/status/get" if !request.body.contains(REPORT) => NONE_YET,
        "reporting/status/get" => {
            let mut looks = looks.lock().unwrap();
            *looks += 1;
            match *looks {
                1 => status("IN_PROGRESS", ""),
                _ => Answer::ok(&format!(r#"{{"reportId":"{REPORT}","status":"SUCCEEDED"}}"#)),
            }
        }
        "reporting/create" => Answer::ok(&format!(r#"{{"reportId":"{REPORT}"}}"#)),
        "reports" | "reports/" => Answer::ok(&listing),
        path if path.ends_with(".json") => Answer::ok(r#"{"findings":[]}"#),
        other => panic!("{other}"),
    })
    .await;
    let exported = exported.unwrap();
    assert_eq!((exported.report.as_str(), exported.objects[0].bytes), (REPORT, 15));
    assert_eq!(
        files.all(),
        [(format!("ingot/{REPORT}.json"), br#"{"findings":[]}"#.to_vec())]
    );
    let created = requests
        .iter()
        .find(|request| request.operation() == "reporting/create")
        .unwrap();
    for part in ["ami-0123456789abcdef0", "ACTIVE", "CLOSED", r#""keyPrefix":"ingot""#] {
        assert!(created.body.contains(part), "{part}: {}", created.body);
    }
    let listed = requests
        .iter()
        .find(|request| request.operation().starts_with("reports"));
    assert!(
        listed.unwrap().head.contains("prefix=ingot"),
        "the bucket is in the path"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_of_a_report_is_told_in_plain_words_with_what_to_do() {
    for (code, words, hint) in [
        ("NO_FINDINGS_FOUND", "no finding matches", "coverage"),
        (
            "INVALID_PERMISSIONS",
            "may not write into the bucket or use the KMS key",
            "s3:PutObject",
        ),
        ("BUCKET_NOT_FOUND", "no such bucket", "bucket's name"),
        ("INCOMPATIBLE_BUCKET_REGION", "in another region", "in the region"),
        ("MALFORMED_KMS_KEY", "not given as the ARN", "arn:aws:kms:"),
        ("INTERNAL_ERROR", "AWS's words", "again"),
    ] {
        let (result, ..) = report(ending(status("FAILED", code))).await;
        let error = result.unwrap_err();
        assert!(error.to_string().contains(words), "{code}: {error}");
        assert!(error.hint().unwrap().contains(hint), "{code}: {:?}", error.hint());
        assert_eq!(error.retryable(), code == "INTERNAL_ERROR");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_report_is_refused_before_anything_is_made() {
    let (result, requests, _) = report(|_, request| match request.operation() {
        "reporting/status/get" => status("IN_PROGRESS", ""),
        other => panic!("{other}"),
    })
    .await;
    let error = result.unwrap_err();
    assert!(matches!(error, CloudError::Dependency { .. }), "{error}");
    assert!(
        error.to_string().contains("one findings report at a time") && error.to_string().contains(REPORT),
        "{error}"
    );
    assert_eq!(requests.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_takes_effect_at_once_and_cancels_the_report_in_aws() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "reporting/status/get" if !request.body.contains(REPORT) => NONE_YET,
        "reporting/create" => Answer::ok(&format!(r#"{{"reportId":"{REPORT}"}}"#)),
        "reporting/status/get" => status("IN_PROGRESS", ""),
        "reporting/cancel" => Answer::ok(&format!(r#"{{"reportId":"{REPORT}"}}"#)),
        other => panic!("{other}"),
    });
    let cloud = cloud(&aws).await;
    let cancel = CancellationToken::new();
    let files = Files::default();
    let (criteria, destination) = (ReportCriteria::default(), destination());
    let open = |key: &str| files.open(key);
    let on_progress = |progress: Progress| {
        if progress.now.contains("is writing") {
            cancel.cancel();
        }
    };
    let result = cloud
        .findings_report(
            &criteria,
            FindingsReportFormat::Csv,
            &destination,
            &open,
            &on_progress,
            &cancel,
        )
        .await;
    assert!(matches!(result, Err(CloudError::Cancelled)), "{result:?}");
    let deadline = Instant::now() + Duration::from_secs(20);
    let mut seen = Vec::new();
    while Instant::now() < deadline && !seen.iter().any(|operation| operation == "reporting/cancel") {
        seen.extend(aws.requests().iter().map(|request| request.operation().to_owned()));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(seen.last().map(String::as_str), Some("reporting/cancel"));
    assert_eq!(files.all(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_written_report_that_is_not_in_the_bucket_or_may_not_be_read_is_an_error() {
    let with_s3 = |s3: Answer| {
        let done = Answer::ok(&format!(r#"{{"reportId":"{REPORT}","status":"SUCCEEDED"}}"#));
        let others = ending(done);
        move |number: usize, request: &Request| match request.operation() {
            path if path.starts_with("reports") => s3.clone(),
            _ => others(number, request),
        }
    };
    let (result, ..) = report(with_s3(Answer::ok("<ListBucketResult></ListBucketResult>"))).await;
    let error = result.unwrap_err();
    assert!(matches!(error, CloudError::NotFound { .. }), "{error}");
    let denied = Answer::Http {
        status: 403,
        error_type: None,
        body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".into(),
    };
    let (result, ..) = report(with_s3(denied)).await;
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), "not allowed to s3:ListBucket: no");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_no_name_is_refused_before_anything_is_sent() {
    let aws = FakeAws::start(|_, request| panic!("{}", request.operation()));
    for bucket in ["", "x", "arn:aws:s3:us-east-1:1:accesspoint/x", "Reports", "a/b/c"] {
        let destination = ExportDestination {
            bucket: bucket.into(),
            ..destination()
        };
        let error = cloud(&aws)
            .await
            .sbom(
                None,
                SbomFormat::Spdx,
                &destination,
                &|_| Err(io::Error::other("no file")),
                &|_| {},
                &CancellationToken::new(),
            )
            .await
            .unwrap_err();
        assert!(error.to_string().contains("no name of a bucket"), "{error}");
    }
}
