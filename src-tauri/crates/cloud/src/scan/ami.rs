//! Inspector's findings of an AMI: of its running and past instances, and of the image itself where Inspector scans
//! images.

use std::collections::HashSet;

use aws_sdk_inspector2::types::{
    FilterCriteria, Finding as InspectorFinding, SortCriteria, SortField, SortOrder, StringComparison, StringFilter,
};
use ingot_report::{Finding, FindingKey};
use tokio_util::sync::CancellationToken;

use super::convert;
use super::coverage::AmiCoverage;
use super::details::Details;
use crate::call::{Operation, Service};
use crate::error::Warning;
use crate::progress::{OnProgress, Progress};
use crate::{Cloud, CloudError};

/// What was read of an AMI; the findings went to the caller page by page.
#[derive(Debug, Clone, PartialEq)]
pub struct AmiScan {
    pub coverage: AmiCoverage,
    /// Findings handed over.
    pub findings: usize,
    /// What could not be read; the rest is still there.
    pub warnings: Vec<Warning>,
}

/// Inspector's most for one page
/// (<https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindings.html>).
const PAGE: i32 = 100;
/// The most pages of one list; a service that never ends a list is not followed further.
const MOST_PAGES: usize = 20_000;

/// Statuses and severities of one reading after the other. Several instances of one AMI have a finding each: what is
/// open on one of them is open, so open ones come first and later ones of the same key are left out. The worst come
/// before the others, because details are asked for in this order.
const READINGS: [(&str, &[&str]); 5] = [
    ("ACTIVE", &["CRITICAL"]),
    ("ACTIVE", &["HIGH"]),
    ("ACTIVE", &["MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED"]),
    ("SUPPRESSED", &[]),
    ("CLOSED", &[]),
];

/// What findings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of<'a> {
    /// The instances of an AMI.
    Instances(&'a str),
    /// The AMI itself, "a machine image resource scanned directly by Inspector" (aws-sdk-inspector2 1.138,
    /// `MachineImageDetails`; botocore 1.43's model does not have it yet).
    Image(&'a str),
}

impl Cloud {
    /// Reads what Inspector has found in instances of an AMI and in the AMI itself, whatever the findings' status, with their details; each
    /// page goes to `on_findings` as it comes. One finding of each key is handed over: an open one before a closed
    /// one, then the one that was first seen earliest.
    ///
    /// The coverage is read first. Where it may not be read, that is a warning and the coverage unknown.
    pub async fn ami_findings(
        &self,
        ami: &str,
        on_findings: &mut (dyn FnMut(Vec<Finding>) + Send),
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<AmiScan, CloudError> {
        let mut warnings = Vec::new();
        progress(Progress {
            done: 0,
            total: 0,
            now: format!("asking Inspector what it covers of {ami}"),
        });
        let coverage = match self.ami_coverage(ami, cancel).await {
            Ok(coverage) => coverage,
            Err(error) => {
                let warning = Warning::unless_fatal(error)?;
                let coverage = AmiCoverage::unknown(warning.message.clone());
                warnings.push(warning);
                coverage
            }
        };
        let mut details = Details::default();
        let mut seen: HashSet<FindingKey> = HashSet::new();
        let readings = [Of::Instances(ami), Of::Image(ami)]
            .into_iter()
            .flat_map(|of| READINGS.map(|(status, severities)| (of, status, severities)));
        'readings: for (of, status, severities) in readings {
            let criteria = criteria(of, &[status], severities)?;
            let mut token = None;
            for _ in 0..MOST_PAGES {
                let (entries, next) = match self.list_findings(&criteria, token.clone(), cancel).await {
                    Ok(page) => page,
                    // Inspector does not scan images here.
                    Err(CloudError::Invalid { .. }) if of == Of::Image(ami) => break 'readings,
                    Err(error) => return Err(error),
                };
                let mut findings: Vec<Finding> = entries
                    .into_iter()
                    .flat_map(convert::rows)
                    .filter(|finding| seen.insert(FindingKey::of(finding)))
                    .collect();
                details.complete(self, &mut findings, &|_| {}, cancel).await?;
                if !findings.is_empty() {
                    on_findings(findings);
                }
                let done = seen.len();
                progress(Progress {
                    done,
                    total: done,
                    now: format!("{done} findings of {ami} read"),
                });
                // A token that comes back unchanged would be read for ever.
                if next.is_none() || next == token {
                    break;
                }
                token = next;
            }
        }
        warnings.extend(details.warnings());
        Ok(AmiScan {
            coverage,
            findings: seen.len(),
            warnings,
        })
    }

    /// A page of findings, earliest seen first, and the token of the next.
    pub(super) async fn list_findings(
        &self,
        criteria: &FilterCriteria,
        token: Option<String>,
        cancel: &CancellationToken,
    ) -> Result<(Vec<InspectorFinding>, Option<String>), CloudError> {
        let order = SortCriteria::builder()
            .field(SortField::FirstObservedAt)
            .sort_order(SortOrder::Asc)
            .build()
            .map_err(|error| CloudError::invalid(LIST, error.to_string()))?;
        let request = self
            .inspector()
            .list_findings()
            .filter_criteria(criteria.clone())
            .sort_criteria(order)
            .max_results(PAGE)
            .set_next_token(token)
            .send();
        let page = self.call(LIST, cancel, request).await?;
        let next = page.next_token.filter(|next| !next.is_empty());
        Ok((page.findings.unwrap_or_default(), next))
    }
}

const LIST: Operation = Service::Inspector.operation("ListFindings");

/// Findings with one of the statuses and one of the severities; none of either means any.
pub(super) fn criteria(of: Of<'_>, statuses: &[&str], severities: &[&str]) -> Result<FilterCriteria, CloudError> {
    let any_of = |values: &[&str]| -> Result<Option<Vec<StringFilter>>, CloudError> {
        let filters = values
            .iter()
            .map(|value| equals(value))
            .collect::<Result<Vec<_>, _>>()?;
        Ok((!filters.is_empty()).then_some(filters))
    };
    let criteria = match of {
        Of::Instances(ami) => FilterCriteria::builder().ec2_instance_image_id(equals(ami)?),
        Of::Image(ami) => FilterCriteria::builder().machine_image_id(equals(ami)?),
    };
    Ok(criteria
        .set_finding_status(any_of(statuses)?)
        .set_severity(any_of(severities)?)
        .build())
}

pub(super) fn equals(value: &str) -> Result<StringFilter, CloudError> {
    StringFilter::builder()
        .comparison(StringComparison::Equals)
        .value(value)
        .build()
        .map_err(|error| CloudError::invalid(LIST, error.to_string()))
}
