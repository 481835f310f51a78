//! What Inspector tells of a finding only when it is asked for: CISA's catalog, weaknesses, risk, exploitation seen.
//!
//! It answers ten findings with each request (botocore `inspector2/2020-06-08 service-2.json`, shapes
//! `FindingArnList` and `FindingDetail`), so asking for each of 100,000 would be 10,000 requests. But all of it except
//! the risk belongs to the vulnerability: one finding of each is asked for, of those that matter, up to a number.

use std::collections::{HashMap, HashSet};

use aws_sdk_inspector2::types::{FindingDetail, FindingDetailsErrorCode};
use futures::{StreamExt, stream};
use ingot_report::{Finding, Severity, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::call::Service;
use crate::error::Warning;
use crate::progress::{OnProgress, Progress};
use crate::time;
use crate::{Cloud, CloudError};

/// Vulnerabilities that details are asked for: 200 requests.
const MOST: usize = 2_000;
/// Findings in one request.
const BATCH: usize = 10;
/// Requests prepared at once; how many are under way is the limits' business.
const AHEAD: usize = 4;

/// The details that were read, by vulnerability.
#[derive(Debug, Default)]
pub(super) struct Details {
    known: HashMap<String, Detail>,
    asked: HashSet<String>,
    /// Vulnerabilities that were passed over because of [`MOST`].
    passed_over: HashSet<String>,
    /// Findings whose details Inspector refused, without those it just does not have.
    refused: usize,
    failure: Option<Warning>,
}

#[derive(Debug, Clone, Default)]
struct Detail {
    finding_arn: String,
    /// In CISA's catalog; absence from the answer is no answer.
    kev: bool,
    kev_added: Option<Timestamp>,
    kev_due: Option<Timestamp>,
    epss: Option<f64>,
    risk: Option<f64>,
    exploit_seen: bool,
    exploited_at: Option<Timestamp>,
    cwes: Vec<String>,
    references: Vec<String>,
}

impl Details {
    /// Completes `findings`, asking for what is not known yet: vulnerabilities that are high or critical or have an
    /// exploit, worst first.
    ///
    /// # Errors
    /// What ends the whole reading: a cancellation, a lost connection, credentials. Anything else becomes a warning,
    /// and nothing further is asked.
    pub(super) async fn complete(
        &mut self,
        cloud: &Cloud,
        findings: &mut [Finding],
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let wanted = self.wanted(findings);
        let total = wanted.len();
        let batches: Vec<Vec<(String, String)>> = wanted.chunks(BATCH).map(<[_]>::to_vec).collect();
        let mut answers = stream::iter(batches)
            .map(|batch| cloud.finding_details(batch, cancel))
            .buffer_unordered(AHEAD);
        let mut done = 0;
        while let Some(answer) = answers.next().await {
            match answer {
                Ok((details, refused)) => {
                    self.refused += refused;
                    self.known.extend(details);
                }
                Err(error) => {
                    self.failure = Some(Warning::unless_fatal(error)?);
                    break;
                }
            }
            done = (done + BATCH).min(total);
            progress(Progress {
                done,
                total,
                now: format!("details of {done} of {total} vulnerabilities read"),
            });
        }
        for finding in findings {
            if let Some(detail) = self.known.get(&finding.vulnerability) {
                detail.join(finding);
            }
        }
        Ok(())
    }

    /// What a person has to know of what is missing.
    pub(super) fn warnings(self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !self.passed_over.is_empty() {
            warnings.push(Warning {
                message: format!(
                    "Inspector's details (CISA's catalog, weaknesses, risk) were read for {} vulnerabilities; {} more \
                     have a high or critical severity or an exploit",
                    self.asked.len(),
                    self.passed_over.len()
                ),
                hint: Some("load CISA's KEV catalog as a file: it is joined with every finding".to_owned()),
            });
        }
        if self.refused > 0 {
            warnings.push(Warning {
                message: format!("Inspector refused the details of {} findings", self.refused),
                hint: Some("ask for the permission inspector2:BatchGetFindingDetails in their accounts".to_owned()),
            });
        }
        warnings.extend(self.failure);
        warnings
    }

    /// One finding of each vulnerability to ask for, with the ARN to ask by, worst first.
    fn wanted(&mut self, findings: &[Finding]) -> Vec<(String, String)> {
        if self.failure.is_some() {
            return Vec::new();
        }
        let mut matter: Vec<(&Finding, &String)> = findings
            .iter()
            .filter(|finding| finding.severity >= Severity::High || finding.exploited == Some(true))
            .filter(|finding| !self.asked.contains(&finding.vulnerability))
            .filter_map(|finding| Some((finding, finding.finding_arn.as_ref()?)))
            .collect();
        matter.sort_by(|(one, _), (other, _)| {
            let rank = |finding: &Finding| (finding.severity, finding.exploited);
            rank(other).cmp(&rank(one)).then_with(|| {
                let epss = |finding: &Finding| finding.epss.unwrap_or_default();
                epss(other).total_cmp(&epss(one))
            })
        });
        let mut wanted = Vec::new();
        for (finding, arn) in matter {
            if self.asked.contains(&finding.vulnerability) {
                continue;
            }
            if self.asked.len() >= MOST {
                self.passed_over.insert(finding.vulnerability.clone());
                continue;
            }
            self.asked.insert(finding.vulnerability.clone());
            wanted.push((finding.vulnerability.clone(), arn.clone()));
        }
        wanted
    }
}

impl Cloud {
    /// The details of up to ten findings, by vulnerability, and how many of them Inspector refused.
    async fn finding_details(
        &self,
        batch: Vec<(String, String)>,
        cancel: &CancellationToken,
    ) -> Result<(Vec<(String, Detail)>, usize), CloudError> {
        let arns = batch.iter().map(|(_, arn)| arn.clone()).collect();
        let request = self
            .inspector()
            .batch_get_finding_details()
            .set_finding_arns(Some(arns))
            .send();
        let answer = self
            .call(Service::Inspector.operation("BatchGetFindingDetails"), cancel, request)
            .await?;
        let refused = answer
            .errors
            .unwrap_or_default()
            .into_iter()
            .filter(|error| error.error_code != FindingDetailsErrorCode::FindingDetailsNotFound)
            .count();
        let details = answer.finding_details.unwrap_or_default();
        let by_vulnerability = details.into_iter().filter_map(|detail| {
            let (vulnerability, _) = batch
                .iter()
                .find(|(_, arn)| Some(arn.as_str()) == detail.finding_arn.as_deref())?;
            Some((vulnerability.clone(), Detail::of(detail)))
        });
        Ok((by_vulnerability.collect(), refused))
    }
}

impl Detail {
    fn of(detail: FindingDetail) -> Self {
        let cisa = detail.cisa_data.as_ref();
        Self {
            finding_arn: detail.finding_arn.unwrap_or_default(),
            kev: cisa.is_some(),
            kev_added: cisa.and_then(|cisa| time::moment(cisa.date_added.as_ref()?)),
            kev_due: cisa.and_then(|cisa| time::moment(cisa.date_due.as_ref()?)),
            epss: detail.epss_score,
            risk: detail.risk_score.map(f64::from),
            exploit_seen: detail.exploit_observed.is_some(),
            exploited_at: detail
                .exploit_observed
                .and_then(|observed| time::moment(&observed.last_seen?)),
            cwes: detail.cwes.unwrap_or_default(),
            references: detail.reference_urls.unwrap_or_default(),
        }
    }

    /// What the finding itself says stays.
    fn join(&self, finding: &mut Finding) {
        if self.kev {
            finding.kev = Some(true);
        }
        finding.kev_added = finding.kev_added.or(self.kev_added);
        finding.kev_due = finding.kev_due.or(self.kev_due);
        finding.epss = finding.epss.or(self.epss);
        if self.exploit_seen {
            finding.exploited = finding.exploited.or(Some(true));
        }
        finding.exploited_at = finding.exploited_at.max(self.exploited_at);
        if finding.finding_arn.as_deref() == Some(self.finding_arn.as_str()) {
            finding.risk = finding.risk.or(self.risk);
        }
        if finding.cwes.is_empty() {
            finding.cwes.clone_from(&self.cwes);
        }
        for reference in &self.references {
            if !finding.references.contains(reference) {
                finding.references.push(reference.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ingot_report::Scanner;

    use super::*;

    fn finding(vulnerability: &str, severity: Severity, exploited: Option<bool>) -> Finding {
        let mut finding = Finding::new(Scanner::Inspector, vulnerability, severity);
        finding.exploited = exploited;
        finding.finding_arn = Some(format!("arn:{vulnerability}"));
        finding
    }

    #[test]
    fn details_are_asked_once_for_each_vulnerability_that_matters_worst_first() {
        let findings = [
            finding("CVE-4", Severity::Medium, None),
            finding("CVE-3", Severity::Low, Some(true)),
            finding("CVE-2", Severity::High, None),
            finding("CVE-1", Severity::Critical, None),
            finding("CVE-1", Severity::Critical, None),
        ];
        let mut details = Details::default();
        let wanted: Vec<String> = details.wanted(&findings).into_iter().map(|(id, _)| id).collect();
        assert_eq!(wanted, ["CVE-1", "CVE-2", "CVE-3"]);
        assert!(details.wanted(&findings).is_empty());
        assert_eq!(details.warnings(), []);
    }

    #[test]
    fn a_report_with_very_many_vulnerabilities_says_how_many_have_no_details() {
        let findings: Vec<Finding> = (0..MOST + 5)
            .map(|number| finding(&format!("CVE-{number}"), Severity::High, None))
            .collect();
        let mut details = Details::default();
        assert_eq!(details.wanted(&findings).len(), MOST);
        let said = details.warnings();
        assert_eq!(said.len(), 1);
        assert!(said[0].message.contains("for 2000 vulnerabilities; 5 more"), "{said:?}");
    }

    #[test]
    fn a_detail_without_cisa_data_does_not_say_that_it_is_not_exploited() {
        let mut row = finding("CVE-1", Severity::High, None);
        Detail::default().join(&mut row);
        assert_eq!((row.kev, row.exploited, row.risk), (None, None, None));
        let known = Detail {
            finding_arn: "arn:another".into(),
            kev: true,
            risk: Some(70.0),
            exploit_seen: true,
            ..Detail::default()
        };
        known.join(&mut row);
        assert_eq!((row.kev, row.exploited, row.risk), (Some(true), Some(true), None));
    }
}
