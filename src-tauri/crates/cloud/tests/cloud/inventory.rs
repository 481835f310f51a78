//! An account that shows only parts of itself.
use std::sync::Mutex;

use crate::support::{Answer, FakeAws, Request};
use ingot_cloud::{
    Cloud, CloudError, ExportDestination, FindingsReportFormat, InventoryReading, Profile, Progress, ReportCriteria,
    SbomFormat,
};
use tokio_util::sync::CancellationToken;

async fn read(answer: impl Fn(usize, &Request) -> Answer + Send + 'static) -> Result<InventoryReading, CloudError> {
    let aws = FakeAws::start(answer);
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    cloud.read_inventory(&|_| {}, &CancellationToken::new()).await
}

#[tokio::test]
async fn a_denied_list_is_a_warning_and_the_rest_is_read() {
    let reading = read(|_, request| match request.operation() {
        "ListInfrastructureConfigurations" => Answer::error(403, "ForbiddenException", "no"),
        "ListImageRecipes" => {
            Answer::ok(r#"{"imageRecipeSummaryList":[{"arn":"arn:aws:imagebuilder:eu-west-1:111122223333:image-recipe/web/1.0.0"}]}"#)
        }
        "GetImageRecipe" => Answer::ok(
            r#"{"imageRecipe":{"arn":"arn:aws:imagebuilder:eu-west-1:111122223333:image-recipe/web/1.0.0","name":"Web","version":"1.0.0","parentImage":"ami-1"}}"#,
        ),
        _ => Answer::ok("{}"),
    })
    .await
    .unwrap();
    assert_eq!(reading.inventory.image_recipes[0].recipe.name, "Web");
    assert_eq!(reading.inventory.region.as_deref(), Some("eu-west-1"));
    let denied: Vec<_> = reading
        .warnings
        .iter()
        .filter(|warning| warning.message.contains("infrastructure"))
        .collect();
    assert_eq!(denied.len(), 1);
    assert_eq!(
        denied[0].message,
        "cannot read infrastructure configurations: not allowed to imagebuilder:ListInfrastructureConfigurations: no"
    );
}

#[tokio::test]
async fn a_document_that_its_publisher_hides_is_not_taken_for_one() {
    let arn = "arn:aws:imagebuilder:eu-west-1:aws-marketplace:component/scanner-prod-abc/1.0.0";
    let reading = read(move |_, request| match request.operation() {
        "ListComponents" if request.body.contains("AWSMarketplace") => Answer::ok(&format!(
            r#"{{"componentVersionList":[{{"arn":"{arn}","name":"Scanner-prod-abc","version":"1.0.0","owner":"AWSMarketplace"}}]}}"#
        )),
        "GetComponent" => Answer::ok(&format!(
            r#"{{"component":{{"arn":"{arn}/1","name":"Scanner-prod-abc","version":"1.0.0","owner":"AWSMarketplace","obfuscate":true,"data":"c2VjcmV0","productCodes":[{{"productCodeId":"abc1","productCodeType":"marketplace"}}]}}}}"#
        )),
        _ => Answer::ok("{}"),
    })
    .await
    .unwrap();
    let [component] = &reading.inventory.components[..] else {
        panic!("{:?}", reading.inventory.components)
    };
    assert_eq!(component.data, None);
    assert_eq!(component.product_codes, ["abc1"]);
}

#[tokio::test]
async fn every_page_of_a_list_is_read() {
    let reading = read(|_, request| match request.operation() {
        "ListImagePipelines" if request.body.contains("page-2") => {
            Answer::ok(r#"{"imagePipelineList":[{"arn":"arn:2","name":"two"}]}"#)
        }
        "ListImagePipelines" => {
            Answer::ok(r#"{"imagePipelineList":[{"arn":"arn:1","name":"one","status":"PAUSED"}],"nextToken":"page-2"}"#)
        }
        _ => Answer::ok("{}"),
    })
    .await
    .unwrap();
    let names: Vec<_> = reading
        .inventory
        .pipelines
        .iter()
        .map(|pipeline| pipeline.pipeline.name.as_str())
        .collect();
    assert_eq!(names, ["one", "two"]);
}

#[tokio::test]
async fn throttling_is_an_error_because_a_list_with_holes_would_mislead_a_plan() {
    let error = read(|_, request| match request.operation() {
        "ListComponents" => Answer::error(429, "CallRateLimitExceededException", "slow down"),
        _ => Answer::ok("{}"),
    })
    .await
    .unwrap_err();
    assert!(matches!(error, CloudError::Throttled { .. }), "{error:?}");
}

#[tokio::test]
async fn progress_counts_up_to_what_there_was() {
    let aws = FakeAws::start(|_, _| Answer::ok("{}"));
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let told = Mutex::new(Vec::<Progress>::new());
    cloud
        .read_inventory(
            &|progress| told.lock().unwrap().push(progress),
            &CancellationToken::new(),
        )
        .await
        .unwrap();
    let told = told.into_inner().unwrap();
    let last = told.last().unwrap();
    assert_eq!(last.done, last.total);
    assert!(told.iter().all(|progress| progress.done <= progress.total));
}

#[tokio::test]
async fn all_of_it_can_run_as_a_job_on_any_thread() {
    let aws = FakeAws::start(|_, _| Answer::ok("{}"));
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let job = tokio::spawn(async move {
        let cancel = CancellationToken::new();
        let run = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1";
        let inventory = cloud.read_inventory(&|_| {}, &cancel).await;
        let targets = cloud.targets(&|_| {}, &cancel).await;
        let shares = cloud.shares(&cancel).await;
        let findings = cloud.findings(run, &["ami-1".to_owned()], &|_| {}, &cancel).await;
        (inventory.is_ok(), targets.is_ok(), shares.is_ok(), findings.is_err())
    });
    assert_eq!(job.await.unwrap(), (true, true, true, true));

    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let job = tokio::spawn(async move {
        let cancel = CancellationToken::new();
        let ami = cloud.ami_findings("ami-1", &mut |_| {}, &|_| {}, &cancel).await;
        let cis = cloud.cis_results(&mut |_, _| {}, &|_| {}, &cancel).await;
        let into = ExportDestination {
            bucket: "reports".to_owned(),
            prefix: None,
            kms_key: "arn".to_owned(),
        };
        let open = |_: &str| Err(std::io::Error::other("no file"));
        let (criteria, form) = (ReportCriteria::default(), FindingsReportFormat::Csv);
        let report = cloud
            .findings_report(&criteria, form, &into, &open, &|_| {}, &cancel)
            .await;
        let sbom = cloud.sbom(None, SbomFormat::Spdx, &into, &open, &|_| {}, &cancel).await;
        (ami.is_ok(), cis.is_ok(), report.is_err(), sbom.is_err())
    });
    assert_eq!(job.await.unwrap(), (true, true, true, true));
}
