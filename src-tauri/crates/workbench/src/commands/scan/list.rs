//! The reports there are.

use super::{ask, view};
use crate::Workbench;
use crate::contract::scan::{ReportList, ReportRequest, Snapshot, Snapshots};
use crate::contract::{Error, Event, Nothing, Topic};

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<ReportList, Error> {
    let reader = workbench.store().reader()?;
    let snapshots = reader.snapshots()?;
    let snapshot = |stored: ingot_store::Snapshot| Snapshot {
        as_of: stored.as_of,
        entries: view::count(stored.entries),
        file: stored.file,
    };
    Ok(ReportList {
        reports: reader.reports()?.into_iter().map(view::summary).collect(),
        snapshots: Snapshots {
            kev: snapshots.kev.map(snapshot),
            epss: snapshots.epss.map(snapshot),
        },
    })
}

/// Forgets a report with its findings. The file it was read from, and what was decided, stay.
pub async fn delete(workbench: &Workbench, request: ReportRequest) -> Result<Nothing, Error> {
    let report = ask::known(workbench, &request.report)?;
    workbench.write(|writer| writer.delete_report(report.id))?;
    workbench.tell(Event::Cache { topic: Topic::Scans });
    Ok(Nothing {})
}
