//! Jobs: list, cancel, resume.

use crate::Workbench;
use crate::contract::run::RunRequest;
use crate::contract::scan::ImportRequest;
use crate::contract::{Error, JobList, JobRequest, JobStarted, JobView, Nothing, PublishRequest};
use crate::jobs::Resume;

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<JobList, Error> {
    Ok(JobList {
        jobs: workbench.jobs().list(),
    })
}

pub async fn cancel(workbench: &Workbench, request: JobRequest) -> Result<JobView, Error> {
    workbench.jobs().cancel(&request.job)
}

/// Takes a failed or cancelled job up again, as a new one. What it had done is not done twice.
pub async fn resume(workbench: &Workbench, request: JobRequest) -> Result<JobStarted, Error> {
    match workbench.jobs().resume_of(&request.job)? {
        Some(Resume::Sync) => super::session::sync(workbench, Nothing {}).await,
        Some(Resume::Launch(launch)) => Ok(JobStarted {
            job: super::plan::start(workbench, launch),
        }),
        Some(Resume::Publish { recipes }) => {
            super::plan::publish(
                workbench,
                PublishRequest {
                    recipes,
                    dry_run: false,
                    digest: None,
                },
            )
            .await
        }
        Some(Resume::Follow { run }) => super::run::follow(workbench, RunRequest { run }).await,
        Some(Resume::Import { files }) => super::scan::import(workbench, ImportRequest { files }).await,
        Some(Resume::Fetch(request)) => super::scan::fetch(workbench, *request).await,
        Some(Resume::Export(request)) => super::scan::export(workbench, *request).await,
        None => Err(Error::invalid("this job cannot be resumed").hint("start it again")),
    }
}
