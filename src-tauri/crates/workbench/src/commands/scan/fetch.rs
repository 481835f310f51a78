//! Reports that AWS has or makes.

use std::path::PathBuf;
use std::sync::mpsc;

use ingot_cloud::{
    AmiCoverage, CoverageExtent, ExportDestination, FindingsReportFormat, Progress, ReportCriteria, SbomFormat as Sbom,
};
use ingot_report::Finding;
use ingot_store::{Coverage, ImportError, NewReport, ReportSource, Scope};

use super::fetched::Files;
use super::import;
use crate::contract::scan::{AwsReportFormat, FetchReport, SbomFormat};
use crate::contract::{Code, Error, Event, JobKind, JobStarted, Topic};
use crate::jobs::{Job, Resume};
use crate::{Workbench, clock, scans};

/// Batches of findings that wait to be written.
const WAITING: usize = 8;

pub async fn fetch(workbench: &Workbench, request: FetchReport) -> Result<JobStarted, Error> {
    let title = match &request {
        FetchReport::ImageBuild { image } => {
            format!("read the scan of {}", image.rsplit('/').take(3).last().unwrap_or(image))
        }
        FetchReport::Ami { ami } => format!("read Inspector's findings of {ami}"),
        FetchReport::FindingsReport { .. } => "have Inspector write a findings report".to_owned(),
        FetchReport::Sbom { .. } => "have Inspector write a software bill of materials".to_owned(),
        FetchReport::Cis => "read the results of CIS scans".to_owned(),
    };
    let fetching = workbench.clone();
    let resume = Resume::Fetch(Box::new(request.clone()));
    let job = workbench
        .jobs()
        .start(JobKind::Fetch, title, Some(resume), move |job| async move {
            let scope = fetching.session().scope(&job.cancel).await?;
            match request {
                FetchReport::ImageBuild { image } => scans::collect(&fetching, &scope, &image, &job).await?,
                FetchReport::Ami { ami } => of_ami(&fetching, &scope, &ami, &job).await?,
                FetchReport::Cis => cis(&fetching, &scope, &job).await?,
                FetchReport::FindingsReport {
                    ami,
                    format,
                    bucket,
                    prefix,
                    kms_key,
                } => {
                    let destination = ExportDestination {
                        bucket,
                        prefix,
                        kms_key,
                    };
                    let files = findings_report(&fetching, &scope, ami, format, &destination, &job).await?;
                    import::fetched(&fetching, files, &job).await?;
                }
                FetchReport::Sbom {
                    ami,
                    format,
                    bucket,
                    prefix,
                    kms_key,
                } => {
                    let destination = ExportDestination {
                        bucket,
                        prefix,
                        kms_key,
                    };
                    let files = sbom(&fetching, &scope, ami.as_deref(), format, &destination, &job).await?;
                    import::fetched(&fetching, files, &job).await?;
                }
            }
            fetching.tell(Event::Cache { topic: Topic::Scans });
            Ok(())
        });
    Ok(JobStarted { job })
}

/// What is handed from the network to the cache.
enum Handed {
    Findings(Vec<Finding>),
    /// Everything was read.
    End(Coverage, Option<String>),
}

async fn of_ami(workbench: &Workbench, scope: &Scope, ami: &str, job: &Job) -> Result<(), Error> {
    let cloud = workbench.session().cloud().await?;
    let now = clock::now();
    let mut about = NewReport::of_image(ReportSource::Inspector, ami, now.clone(), now);
    about.profile = Some(scope.profile.clone());
    about.account = Some(scope.account.clone());
    about.region = Some(scope.region.clone());
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    let writing = store(workbench, about, receiver);
    let told = job.clone();
    let progress = move |progress: Progress| told.progress(0, 0, progress.now);
    let sending = sender.clone();
    // A writing side that ended early says why itself.
    let mut on_findings = move |findings: Vec<Finding>| {
        let _ = tokio::task::block_in_place(|| sending.send(Handed::Findings(findings)));
    };
    let scan = cloud.ami_findings(ami, &mut on_findings, &progress, &job.cancel).await;
    drop(on_findings);
    let scan = match scan {
        Ok(scan) => scan,
        Err(error) => {
            drop(sender);
            let _ = writing.await;
            return Err(workbench.session().failed(&error).await);
        }
    };
    let (coverage, mut reason) = coverage(&scan.coverage);
    let coverage = if scan.warnings.is_empty() {
        coverage
    } else {
        let warnings: Vec<String> = scan.warnings.iter().map(|warning| warning.message.clone()).collect();
        reason = Some(format!("{}; {}", reason.unwrap_or_default(), warnings.join("; ")));
        Coverage::Partial
    };
    let _ = tokio::task::block_in_place(|| sender.send(Handed::End(coverage, reason)));
    drop(sender);
    let report = writing.await.map_err(|error| Error::internal(error.to_string()))??;
    scans::place(workbench, &[report]).await?;
    job.subject(report.to_string());
    job.progress(1, 1, format!("{} findings of {ami}", scan.findings));
    Ok(())
}

fn coverage(of: &AmiCoverage) -> (Coverage, Option<String>) {
    let coverage = match of.extent {
        CoverageExtent::NotScanned => Coverage::NotScanned,
        CoverageExtent::Partial => Coverage::Partial,
        CoverageExtent::Scanned => Coverage::Scanned,
        CoverageExtent::Unknown => Coverage::Unknown,
    };
    (coverage, Some(of.reason.clone()))
}

/// Stores what is handed over, on a thread of its own. Without an end nothing is kept.
fn store(
    workbench: &Workbench,
    about: NewReport,
    handed: mpsc::Receiver<Handed>,
) -> tokio::task::JoinHandle<Result<ingot_store::ReportId, Error>> {
    let store = workbench.store().clone();
    tokio::task::spawn_blocking(move || {
        let outcome = store.writer().import_report(about, |import| {
            for one in handed {
                match one {
                    Handed::Findings(findings) => {
                        for finding in findings {
                            if import.findings(vec![finding]).is_break() {
                                return Ok(());
                            }
                        }
                    }
                    Handed::End(coverage, reason) => {
                        if coverage == Coverage::Partial {
                            import.incomplete(reason.clone().unwrap_or_default());
                        }
                        import.about().coverage = coverage;
                        import.about().coverage_reason = reason;
                        return Ok(());
                    }
                }
            }
            Err(Error::new(
                Code::Cancelled,
                "not everything was read; nothing of it is kept",
            ))
        });
        match outcome {
            Ok(outcome) => Ok(outcome.report),
            Err(ImportError::Store(error)) => Err(error.into()),
            Err(ImportError::Feed(error)) => Err(error),
        }
    })
}

/// One report for each instance that a CIS scan looked at.
async fn cis(workbench: &Workbench, scope: &Scope, job: &Job) -> Result<(), Error> {
    let cloud = workbench.session().cloud().await?;
    let told = job.clone();
    let progress = move |progress: Progress| told.progress(0, 0, progress.now);
    let mut targets = Vec::new();
    let mut on_target = |target: ingot_cloud::CisTarget, findings: Vec<Finding>| targets.push((target, findings));
    let reading = cloud.cis_results(&mut on_target, &progress, &job.cancel).await;
    let reading = match reading {
        Ok(reading) => reading,
        Err(error) => return Err(workbench.session().failed(&error).await),
    };
    let count = u32::try_from(targets.len()).unwrap_or(u32::MAX);
    for (done, (target, findings)) in (0..).zip(targets) {
        job.progress(done, count, format!("storing the results of {}", target.resource));
        let now = clock::now();
        let image = format!("{} of {}", target.scan, target.resource);
        let as_of = target.scanned_at.map_or_else(|| now.clone(), |time| time.to_string());
        let mut about = NewReport::of_image(ReportSource::Inspector, image, now, as_of);
        about.profile = Some(scope.profile.clone());
        about.account = Some(target.account.clone());
        about.region = Some(scope.region.clone());
        let level = target.level.as_deref().unwrap_or("no level").to_owned();
        let (coverage, reason) = match target.not_scanned {
            Some(reason) => (Coverage::NotScanned, reason),
            None => (Coverage::Scanned, format!("CIS scan {}, {level}", target.scan)),
        };
        let (sender, receiver) = mpsc::sync_channel(2);
        let _ = sender.send(Handed::Findings(findings));
        let _ = sender.send(Handed::End(coverage, Some(reason)));
        drop(sender);
        store(workbench, about, receiver)
            .await
            .map_err(|error| Error::internal(error.to_string()))??;
    }
    let mut said = format!("{} scans, {} instances", reading.scans, reading.targets);
    if !reading.warnings.is_empty() {
        let warnings: Vec<String> = reading.warnings.iter().map(|warning| warning.message.clone()).collect();
        said = format!("{said}; {}", warnings.join("; "));
    }
    job.progress(count, count, said);
    Ok(())
}

async fn findings_report(
    workbench: &Workbench,
    scope: &Scope,
    ami: Option<String>,
    format: AwsReportFormat,
    destination: &ExportDestination,
    job: &Job,
) -> Result<Vec<PathBuf>, Error> {
    let cloud = workbench.session().cloud().await?;
    let (format, ending) = match format {
        AwsReportFormat::Csv => (FindingsReportFormat::Csv, "csv"),
        AwsReportFormat::Json => (FindingsReportFormat::Json, "json"),
    };
    let of = ami
        .clone()
        .unwrap_or_else(|| format!("{}-{}", scope.account, scope.region));
    let folder = workbench.dirs().fetched();
    let files = Files::new(&folder, format!("inspector-findings-{of}"), ending)?;
    let criteria = ReportCriteria {
        ami,
        statuses: Vec::new(),
    };
    let told = job.clone();
    let progress = move |progress: Progress| told.progress(0, 0, progress.now);
    let exported = cloud
        .findings_report(
            &criteria,
            format,
            destination,
            &|key| files.open(key),
            &progress,
            &job.cancel,
        )
        .await;
    match exported {
        Ok(_) => files.placed(),
        Err(error) => Err(workbench.session().failed(&error).await),
    }
}

async fn sbom(
    workbench: &Workbench,
    scope: &Scope,
    ami: Option<&str>,
    format: SbomFormat,
    destination: &ExportDestination,
    job: &Job,
) -> Result<Vec<PathBuf>, Error> {
    let cloud = workbench.session().cloud().await?;
    let format = match format {
        SbomFormat::Cyclonedx => Sbom::Cyclonedx,
        SbomFormat::Spdx => Sbom::Spdx,
    };
    let of = ami.map_or_else(|| format!("{}-{}", scope.account, scope.region), str::to_owned);
    let folder = workbench.dirs().fetched();
    let files = Files::new(
        &folder,
        format!(
            "inspector-sbom-{}-{of}",
            if format == Sbom::Spdx { "spdx" } else { "cyclonedx" }
        ),
        "json",
    )?;
    let told = job.clone();
    let progress = move |progress: Progress| told.progress(0, 0, progress.now);
    let exported = cloud
        .sbom(ami, format, destination, &|key| files.open(key), &progress, &job.cancel)
        .await;
    match exported {
        Ok(_) => files.placed(),
        Err(error) => Err(workbench.session().failed(&error).await),
    }
}
