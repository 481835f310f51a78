//! `aws inspector2 batch-get-finding-details`: what Inspector knows beyond the finding.
//!
//! botocore inspector2/2020-06-08 service-2.json, FindingDetail.

use serde::Deserialize;

use super::wire::Moment;
use crate::read::entry::{Content, FindingDetails};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FindingDetail {
    finding_arn: Option<String>,
    cisa_data: Option<Cisa>,
    cwes: Option<Vec<String>>,
    epss_score: Option<f64>,
    risk_score: Option<f64>,
    exploit_observed: Option<ExploitObserved>,
    reference_urls: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cisa {
    date_added: Option<Moment>,
    date_due: Option<Moment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExploitObserved {
    last_seen: Option<Moment>,
}

impl FindingDetail {
    pub fn into_content(self) -> Result<Content, String> {
        let finding_arn = self
            .finding_arn
            .filter(|arn| !arn.is_empty())
            .ok_or("the entry has no `findingArn`")?;
        let cisa = self.cisa_data.as_ref();
        Ok(Content::Details(Box::new(FindingDetails {
            finding_arn,
            kev: cisa.map(|_| true),
            kev_added: cisa.and_then(|cisa| cisa.date_added).map(|moment| moment.0),
            kev_due: cisa.and_then(|cisa| cisa.date_due).map(|moment| moment.0),
            epss: self.epss_score,
            risk: self.risk_score,
            exploited_at: self
                .exploit_observed
                .and_then(|observed| observed.last_seen)
                .map(|moment| moment.0),
            cwes: self.cwes.unwrap_or_default(),
            references: self.reference_urls.unwrap_or_default(),
        })))
    }
}

/// A finding whose details AWS did not give: FindingDetailsError.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FindingDetailsError {
    finding_arn: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
}

impl FindingDetailsError {
    pub fn reason(self) -> String {
        format!(
            "AWS gave no details of {}: {}",
            self.finding_arn.as_deref().unwrap_or("a finding"),
            self.error_message
                .or(self.error_code)
                .unwrap_or_else(|| "it did not say why".into())
        )
    }
}
