//! Scan reports: read from AWS, attributed to the layer that brought each finding in, decided about in the workspace.

mod collect;
pub mod decisions;
pub mod lineage;
pub mod saved_views;

pub use collect::{collect, is_final, report_of};

use ingot_report::Severity;
use ingot_store::ReportId;

use crate::Workbench;
use crate::contract::Error;

/// Days to fix a finding of each severity, as the workspace says; `None` for a severity without a date.
pub fn fix_within(workbench: &Workbench) -> Vec<(Severity, Option<u32>)> {
    let days = workbench
        .desk()
        .prepared()
        .ok()
        .and_then(|prepared| Some(prepared.catalogue.workspace()?.value.scan.fix_within_days.clone()))
        .unwrap_or_default();
    vec![
        (Severity::Critical, days.critical.map(|days| days.0)),
        (Severity::High, days.high.map(|days| days.0)),
        (Severity::Medium, days.medium.map(|days| days.0)),
        (Severity::Low, days.low.map(|days| days.0)),
    ]
}

/// Finds out which images reports are about, and whose their findings are, as far as the cache tells.
pub async fn place(workbench: &Workbench, reports: &[ReportId]) -> Result<(), Error> {
    let placing = workbench.clone();
    let reports = reports.to_vec();
    tokio::task::spawn_blocking(move || {
        for report in reports {
            lineage::attribute(&placing, report)?;
        }
        Ok(())
    })
    .await
    .map_err(|error| Error::internal(error.to_string()))?
}
