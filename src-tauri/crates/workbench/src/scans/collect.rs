//! Scan reports of image builds: read from AWS, attributed to the layer that brought each finding in, and stored.

use ingot_cloud::{Progress, ScanResult};
use ingot_recipe::inventory::CloudImage;
use ingot_recipe::names::Reference;
use ingot_recipe::{ImageBuilderArn, Inventory};
use ingot_report::{Finding, ParentEvidence};
use ingot_store::{Coverage, ImagePackage, ImportError, NewReport, ReportId, ReportSource, Scope, Store};

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
    if let Some(parent) = built_on(&inventory, image)
        && workbench.store().reader()?.image_packages(&parent.arn)?.is_none()
        && parent.arn != image
        && let Err(error) = Box::pin(collect(workbench, scope, &parent.arn, job)).await
        && matches!(error.code, Code::Offline | Code::SignIn | Code::Cancelled)
    {
        return Err(error);
    }
    let parent = parent_of(workbench, &inventory, image)?;
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
    tokio::task::spawn_blocking(move || store_findings(&store, report, &findings, &parent))
        .await
        .map_err(|error| Error::internal(error.to_string()))??;
    workbench.tell(Event::Cache { topic: Topic::Scans });
    Ok(())
}

/// Stores them in one transaction; an earlier report of the same image is brought to what the scan says now.
fn store_findings(store: &Store, report: NewReport, findings: &[Finding], parent: &Parent) -> Result<(), Error> {
    let evidence = match parent {
        Parent::Known(evidence) => Some(evidence),
        Parent::Vendor | Parent::Unknown => None,
    };
    let outcome = store.writer().import_report(report, evidence, |import| {
        for finding in findings {
            if import.findings(std::slice::from_ref(finding)).is_break() {
                break;
            }
        }
        Ok::<(), Error>(())
    });
    match outcome {
        Ok(_) => Ok(()),
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(ImportError::Feed(error)) => Err(error),
    }
}

/// What the image was built on, as far as the cache can tell.
enum Parent {
    /// Another image build whose packages or findings are known.
    Known(ParentEvidence),
    /// A vendor's image: everything found was there or was brought by this image's own layers, and no evidence tells.
    Vendor,
    Unknown,
}

fn parent_of(workbench: &Workbench, inventory: &Inventory, image: &str) -> Result<Parent, Error> {
    match parent_reference(inventory, image) {
        None => return Ok(Parent::Unknown),
        Some(Reference::Arn(_)) => {}
        Some(_) => return Ok(Parent::Vendor),
    }
    let Some(parent) = built_on(inventory, image) else {
        return Ok(Parent::Unknown);
    };
    let reader = workbench.store().reader()?;
    let mut evidence = ParentEvidence::new(format!("{} {}/{}", parent.name, parent.version, parent.build));
    if let Some(packages) = reader
        .image_packages(&parent.arn)?
        .filter(|packages| !packages.is_empty())
    {
        evidence = evidence.with_packages(packages.into_iter().map(|package| (package.name, package.version)));
    }
    Ok(Parent::Known(evidence))
}

fn parent_reference<'a>(inventory: &'a Inventory, image: &str) -> Option<&'a Reference> {
    let this = inventory.images.iter().find(|candidate| candidate.arn == image)?;
    let recipe = inventory
        .image_recipes
        .iter()
        .find(|candidate| Some(&candidate.arn) == this.recipe_arn.as_ref())?;
    Some(&recipe.recipe.parent_image)
}

/// The parent's newest build that is older than this one: the one a wildcard resolved to when this was built.
fn built_on<'a>(inventory: &'a Inventory, image: &str) -> Option<&'a CloudImage> {
    let this = inventory.images.iter().find(|candidate| candidate.arn == image)?;
    let Reference::Arn(parent) = parent_reference(inventory, image)? else {
        return None;
    };
    inventory
        .images
        .iter()
        .filter(|candidate| candidate.is_available() && candidate.date_created < this.date_created)
        .filter(|candidate| {
            candidate
                .arn
                .parse()
                .is_ok_and(|arn: ImageBuilderArn| is_built_by(parent, &arn))
        })
        .max_by(|left, right| left.date_created.cmp(&right.date_created))
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

/// Whether a `parentImage` ARN, wildcards and all, may have meant this build.
fn is_built_by(parent: &ImageBuilderArn, build: &ImageBuilderArn) -> bool {
    parent.same_resource(build)
        && parent
            .version
            .as_ref()
            .is_none_or(|wanted| build.version.as_ref().is_some_and(|have| wanted.admits(have)))
        && parent.build.is_none_or(|wanted| build.build == Some(wanted))
}
