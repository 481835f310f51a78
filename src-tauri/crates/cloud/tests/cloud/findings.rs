//! Scan results, joined from what Image Builder keeps and what Inspector knows.
use crate::support::{Answer, FakeAws, Request};
use ingot_cloud::{Cloud, CloudError, CoverageExtent, Profile, ScanResult};
use ingot_report::{FindingStatus, FixAvailable, Severity};
use tokio_util::sync::CancellationToken;

const RUN: &str = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1";
const AMI: &str = "ami-0123456789abcdef0";

const KEPT: &str = r#"{"findings":[{
    "awsAccountId":"111122223333","title":"CVE-2099-00001 - openssl","severity":"CRITICAL","fixAvailable":"YES",
    "firstObservedAt":1700000000,"inspectorScore":9.1,
    "remediation":{"recommendation":{"text":"update openssl","url":"https://example.com"}},
    "packageVulnerabilityDetails":{"vulnerabilityId":"CVE-2099-00001","source":"UBUNTU_CVE",
        "vulnerablePackages":[{"name":"openssl","version":"3.0.2","release":"0ubuntu1.10","arch":"AMD64","packageManager":"OS","fixedInVersion":"0:3.0.2-0ubuntu1.19"}]}
}]}"#;

const WATCHED: &str = r#"{"findings":[{
    "findingArn":"arn:aws:inspector2:eu-west-1:111122223333:finding/1","awsAccountId":"111122223333",
    "type":"PACKAGE_VULNERABILITY","description":"","severity":"CRITICAL","status":"ACTIVE","resources":[],
    "remediation":{},"firstObservedAt":1690000000,"lastObservedAt":1710000000,
    "exploitAvailable":"YES","epss":{"score":0.42},
    "packageVulnerabilityDetails":{"vulnerabilityId":"CVE-2099-00001","source":"UBUNTU_CVE",
        "vulnerablePackages":[{"name":"openssl","version":"3.0.2","release":"0ubuntu1.10","epoch":0}]}
}]}"#;

const COVERED: &str = r#"{"coveredResources":[
    {"resourceType":"AWS_EC2_INSTANCE","resourceId":"i-0123456789abcdef0","accountId":"111122223333",
     "scanType":"PACKAGE","scanStatus":{"statusCode":"INACTIVE","reason":"NO_INVENTORY"},
     "resourceMetadata":{"ec2":{"amiId":"ami-0123456789abcdef0","platform":"LINUX"}}},
    {"resourceType":"AWS_EC2_INSTANCE","resourceId":"i-0fedcba9876543210","accountId":"111122223333",
     "scanType":"PACKAGE","scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"},
     "resourceMetadata":{"ec2":{"amiId":"ami-00000000000000000","platform":"LINUX"}}}
]}"#;

const DETAILS: &str = r#"{"findingDetails":[{
    "findingArn":"arn:aws:inspector2:eu-west-1:111122223333:finding/1","cwes":["CWE-787"],"riskScore":83,
    "cisaData":{"dateAdded":1698000000,"dateDue":1700086400,"action":"update"}}],"errors":[]}"#;

fn image(scan: &str) -> Answer {
    Answer::ok(&format!(
        r#"{{"image":{{"arn":"{RUN}","name":"web","state":{{"status":"AVAILABLE"}},"imageScanningConfiguration":{{"imageScanningEnabled":true}}{scan}}}}}"#
    ))
}

async fn findings(
    answer: impl Fn(usize, &Request) -> Answer + Send + 'static,
) -> (Result<ScanResult, CloudError>, Vec<Request>) {
    let aws = FakeAws::start(answer);
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let result = cloud
        .findings(RUN, &[AMI.to_owned()], &|_| {}, &CancellationToken::new())
        .await;
    (result, aws.requests())
}

#[tokio::test]
async fn the_kept_finding_gains_what_inspector_knows_of_the_same_package() {
    let (scan, requests) = findings(|_, request| match request.operation() {
        "GetImage" => image(r#","scanState":{"status":"COMPLETED"}"#),
        "ListImageScanFindings" => Answer::ok(KEPT),
        "ListImagePackages" => {
            Answer::ok(r#"{"imagePackageList":[{"packageName":"openssl","packageVersion":"3.0.2-0ubuntu1.10"}]}"#)
        }
        "findings/list" => Answer::ok(WATCHED),
        "coverage/list" => Answer::ok(COVERED),
        "findings/details/batch/get" => Answer::ok(DETAILS),
        other => panic!("{other}"),
    })
    .await;
    let scan = scan.unwrap();
    assert_eq!(scan.warnings, []);
    assert_eq!(scan.state.as_deref(), Some("COMPLETED"));
    assert_eq!(
        scan.coverage.as_deref(),
        Some("scanned by Inspector on the test instance")
    );
    assert_eq!(
        (scan.packages[0].name.as_str(), scan.packages[0].version.as_str()),
        ("openssl", "3.0.2-0ubuntu1.10")
    );
    let [row] = scan.findings.as_slice() else {
        panic!("{:?}", scan.findings)
    };
    assert_eq!(
        (row.severity, row.fix_available),
        (Severity::Critical, Some(FixAvailable::Yes))
    );
    assert_eq!(row.installed.as_deref(), Some("3.0.2-0ubuntu1.10"));
    assert_eq!(row.remediation.as_deref(), Some("update openssl"));
    assert_eq!(
        (row.epss, row.exploited, row.status),
        (Some(0.42), Some(true), Some(FindingStatus::Active))
    );
    assert_eq!(row.first_seen.unwrap().to_string(), "2023-07-22T04:26:40.000Z");
    assert_eq!((row.kev, row.risk), (Some(true), Some(83.0)));
    assert_eq!(row.kev_due.unwrap().to_string(), "2023-11-15T22:13:20.000Z");
    assert_eq!(row.cwes, ["CWE-787"]);
    let [coverage] = scan.instances.as_slice() else {
        panic!("{:?}", scan.instances)
    };
    assert_eq!(coverage.extent, CoverageExtent::NotScanned);
    assert_eq!(
        coverage.reason,
        "none of 1 instances is scanned wholly; i-0123456789abcdef0: no inventory has come from it: check the SSM \
         agent and the inventory association"
    );
    let asked = requests
        .iter()
        .find(|request| request.operation() == "findings/list")
        .unwrap();
    assert!(
        asked.body.contains(r#""ec2InstanceImageId""#) && asked.body.contains(AMI),
        "{}",
        asked.body
    );
}

#[tokio::test]
async fn without_inspector_the_kept_findings_remain_with_a_warning() {
    let (scan, _) = findings(|_, request| match request.operation() {
        "GetImage" => image(r#","scanState":{"status":"COMPLETED"}"#),
        "ListImageScanFindings" => Answer::ok(KEPT),
        "ListImagePackages" => Answer::ok("{}"),
        "findings/list" => Answer::error(403, "AccessDeniedException", "Inspector is not enabled"),
        other => panic!("{other}"),
    })
    .await;
    let scan = scan.unwrap();
    assert_eq!(
        (scan.findings.len(), scan.findings[0].epss, scan.findings[0].exploited),
        (1, None, None)
    );
    let said: Vec<_> = scan.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        said,
        ["not allowed to inspector2:ListFindings: Inspector is not enabled"]
    );
}

#[tokio::test]
async fn a_scan_that_never_came_about_says_so_instead_of_nothing_found() {
    for (state, coverage) in [
        (
            r#","scanState":{"status":"ABANDONED","reason":"image failed"}"#,
            "not scanned: the run ended before the scan: image failed",
        ),
        (
            r#","scanState":{"status":"TIMED_OUT"}"#,
            "not scanned: the scan took too long",
        ),
        (r#","scanState":{"status":"SCANNING"}"#, "not scanned yet"),
        (
            r#","imageScanningConfiguration":{"imageScanningEnabled":false}"#,
            "not scanned: image scanning is off in the pipeline",
        ),
    ] {
        let (scan, _) = findings(move |_, request| match request.operation() {
            "GetImage" => image(state),
            _ => Answer::ok(r#"{"findings":[]}"#),
        })
        .await;
        assert_eq!(scan.unwrap().coverage.as_deref(), Some(coverage));
    }
}

#[tokio::test]
async fn findings_that_may_not_be_read_are_an_error_not_an_empty_report() {
    let (scan, _) = findings(|_, request| match request.operation() {
        "GetImage" => image(r#","scanState":{"status":"COMPLETED"}"#),
        "ListImageScanFindings" => Answer::error(403, "ForbiddenException", "no"),
        _ => Answer::ok("{}"),
    })
    .await;
    assert!(matches!(scan, Err(CloudError::Denied { .. })), "{scan:?}");
}

#[tokio::test]
async fn the_worst_word_of_several_instances_comes_first_and_an_image_scanned_itself_is_read_too() {
    let finding = |arn: &str, status: &str, package: &str| {
        WATCHED
            .replace("finding/1", arn)
            .replace(r#""status":"ACTIVE""#, &format!(r#""status":"{status}""#))
            .replace("openssl", package)
            .replace(
                r#""resources":[]"#,
                &format!(r#""resources":[{{"type":"AWS_EC2_INSTANCE","id":"i-{arn}","details":{{"awsEc2Instance":{{"imageId":"{AMI}"}}}}}}]"#),
            )
    };
    let (open, closed, own) = (
        finding("open", "ACTIVE", "openssl"),
        finding("closed", "CLOSED", "openssl"),
        finding("own", "CLOSED", "curl"),
    );
    let aws = FakeAws::start(move |_, request| match request.operation() {
        "coverage/list" if request.body.contains("MACHINE_IMAGE") => Answer::ok(
            r#"{"coveredResources":[{"resourceType":"MACHINE_IMAGE","resourceId":"ami-0123456789abcdef0",
            "accountId":"111122223333","scanType":"PACKAGE","scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"}}]}"#,
        ),
        "coverage/list" => Answer::ok("{}"),
        "findings/details/batch/get" => Answer::error(403, "AccessDeniedException", "no details"),
        "findings/list" if request.body.contains("machineImageId") && request.body.contains("CLOSED") => {
            Answer::ok(&own)
        }
        "findings/list" if request.body.contains("machineImageId") => Answer::ok("{}"),
        "findings/list" if request.body.contains("CRITICAL") => Answer::ok(&open),
        "findings/list" if request.body.contains("CLOSED") => Answer::ok(&closed),
        "findings/list" => Answer::ok("{}"),
        other => panic!("{other}"),
    });
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let mut rows = Vec::new();
    let scan = cloud
        .ami_findings(AMI, &mut |page| rows.extend(page), &|_| {}, &CancellationToken::new())
        .await
        .unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.package.as_deref().unwrap(), row.status.unwrap()))
        .collect();
    assert_eq!(
        told,
        [("openssl", FindingStatus::Active), ("curl", FindingStatus::Closed)]
    );
    assert_eq!(scan.coverage.reason, "the AMI itself is scanned");
    let said: Vec<_> = scan.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(said, ["not allowed to inspector2:BatchGetFindingDetails: no details"]);
}
