//! Scan reports of image builds: read from AWS and stored.

use ingot_cloud::{Progress, ScanResult};
use ingot_report::Finding;
use ingot_store::{Coverage, ImagePackage, ImportError, NewReport, ReportId, ReportSource, Scope, Store};

use super::lineage;
use crate::contract::{Code, Error, Event, Topic};
use crate::jobs::Job;
use crate::{Workbench, clock};

/// The newest report about an image build.
pub fn report_of(workbench: &Workbench, image: &str) -> Result<Option<ReportId>, Error> {
    Ok(workbench
        .store()
        .reader()?
        .reports_of_image(image)?
        .first()
        .map(|report| report.id))
}

/// Whether a report of the build is there that will not change by itself: one of a completed scan.
pub fn is_final(workbench: &Workbench, image: &str) -> Result<bool, Error> {
    let reports = workbench.store().reader()?.reports_of_image(image)?;
    Ok(reports
        .first()
        .is_some_and(|report| report.about.coverage == Coverage::Scanned))
}

/// Reads the findings and packages of an image build and stores them as its report.
pub async fn collect(workbench: &Workbench, scope: &Scope, image: &str, job: &Job) -> Result<(), Error> {
    let cloud = workbench.session().cloud().await?;
    let inventory = workbench.inventory()?;
    let run = workbench.store().reader()?.run(image)?;
    let amis: Vec<String> = run
        .as_ref()
        .map(|run| {
            run.outputs
                .iter()
                .filter(|output| output.region == scope.region)
                .map(|output| output.image.clone())
                .collect()
        })
        .unwrap_or_default();
    let told = job.clone();
    let progress = move |progress: Progress| told.progress(0, 0, progress.now);
    let result = match cloud.findings(image, &amis, &progress, &job.cancel).await {
        Ok(result) => result,
        Err(error) => return Err(workbench.session().failed(&error).await),
    };
    let now = clock::now();
    let packages: Vec<ImagePackage> = result
        .packages
        .iter()
        .map(|package| ImagePackage {
            name: package.name.clone(),
            version: package.version.clone(),
        })
        .collect();
    workbench.write(|writer| writer.put_image_packages(image, &now, &packages))?;
    // What the parent has tells whose a finding is; it may never have been read, or belong to another account.
    if let Some(parent) = lineage::built_on_arn(&inventory, image)
        && workbench.store().reader()?.image_packages(&parent.arn)?.is_none()
        && parent.arn != image
        && let Err(error) = Box::pin(collect(workbench, scope, &parent.arn, job)).await
        && matches!(error.code, Code::Offline | Code::SignIn | Code::Cancelled)
    {
        return Err(error);
    }
    let mut report = NewReport::of_image(ReportSource::ImageBuilder, image, now.clone(), now);
    report.coverage = coverage(&result);
    report.coverage_reason.clone_from(&result.coverage);
    report.profile = Some(scope.profile.clone());
    report.account = Some(scope.account.clone());
    report.region = Some(scope.region.clone());
    if let Some(run) = &run {
        report.image_name.clone_from(&run.recipe);
        report.image_version = run.version.as_ref().map(|version| match run.build {
            Some(build) => format!("{version}/{build}"),
            None => version.clone(),
        });
        report.pipeline.clone_from(&run.pipeline);
    }
    let store = workbench.store().clone();
    let findings = result.findings;
    let report = tokio::task::spawn_blocking(move || store_findings(&store, report, findings))
        .await
        .map_err(|error| Error::internal(error.to_string()))??;
    super::place(workbench, &[report]).await?;
    workbench.tell(Event::Cache { topic: Topic::Scans });
    Ok(())
}

/// Stores them in one transaction; an earlier report of the same image is brought to what the scan says now.
fn store_findings(store: &Store, report: NewReport, findings: Vec<Finding>) -> Result<ReportId, Error> {
    let outcome = store.writer().import_report(report, |import| {
        for finding in findings {
            if import.findings(vec![finding]).is_break() {
                break;
            }
        }
        Ok::<(), Error>(())
    });
    match outcome {
        Ok(outcome) => Ok(outcome.report),
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(ImportError::Feed(error)) => Err(error),
    }
}

fn coverage(result: &ScanResult) -> Coverage {
    match result.state.as_deref() {
        Some("COMPLETED") if result.warnings.is_empty() => Coverage::Scanned,
        Some("COMPLETED") => Coverage::Partial,
        Some(_) => Coverage::NotScanned,
        None if result.coverage.is_some() => Coverage::NotScanned,
        None => Coverage::Unknown,
    }
}
