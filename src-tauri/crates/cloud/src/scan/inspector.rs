//! What Inspector knows beyond Image Builder's snapshot: exploitation, status, when it was seen.

use std::collections::HashMap;

use aws_sdk_inspector2::types::{ExploitAvailable, Finding as InspectorFinding};
use ingot_report::{Finding, FindingStatus, Timestamp};
use tokio_util::sync::CancellationToken;

use super::ami::{Of, criteria};
use super::convert::{installed, status};
use crate::call::pages;
use crate::time;
use crate::{Cloud, CloudError};

/// Inspector's facts about AMIs, by vulnerability, package and installed version.
#[derive(Debug, Default)]
pub(super) struct Facts(HashMap<(String, String, String), Fact>);

#[derive(Debug, Clone, PartialEq)]
struct Fact {
    epss: Option<f64>,
    exploited: Option<bool>,
    exploited_at: Option<Timestamp>,
    status: Option<FindingStatus>,
    first_seen: Option<Timestamp>,
    last_seen: Option<Timestamp>,
    finding_arn: String,
}

impl Cloud {
    /// Adds everything Inspector has on instances of this AMI, whatever its status.
    pub(super) async fn read_inspector(
        &self,
        ami: &str,
        facts: &mut Facts,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let criteria = criteria(Of::Instances(ami), &[], &[])?;
        let criteria = &criteria;
        let findings = pages(|token| self.list_findings(criteria, token, cancel)).await?;
        findings.into_iter().for_each(|finding| facts.add(finding));
        Ok(())
    }
}

impl Facts {
    /// Adds to each finding what Inspector knows about the same vulnerability in the same package and version.
    pub(super) fn join(&self, findings: &mut [Finding]) {
        for finding in findings {
            let (Some(package), Some(installed)) = (&finding.package, &finding.installed) else {
                continue;
            };
            let key = (finding.vulnerability.clone(), package.clone(), installed.clone());
            let Some(fact) = self.0.get(&key) else { continue };
            finding.epss = finding.epss.or(fact.epss);
            finding.exploited = finding.exploited.or(fact.exploited);
            finding.exploited_at = finding.exploited_at.max(fact.exploited_at);
            finding.status = finding.status.or(fact.status);
            finding.last_seen = finding.last_seen.max(fact.last_seen);
            finding.first_seen = [finding.first_seen, fact.first_seen].into_iter().flatten().min();
            finding.finding_arn.get_or_insert_with(|| fact.finding_arn.clone());
        }
    }

    fn add(&mut self, finding: InspectorFinding) {
        let Some(details) = finding.package_vulnerability_details else {
            return;
        };
        let fact = Fact {
            epss: finding.epss.map(|epss| epss.score),
            exploited: finding
                .exploit_available
                .map(|exploit| exploit == ExploitAvailable::Yes),
            exploited_at: finding
                .exploitability_details
                .and_then(|details| time::moment(&details.last_known_exploit_at?)),
            status: status(&finding.status),
            first_seen: time::moment(&finding.first_observed_at),
            last_seen: time::moment(&finding.last_observed_at),
            finding_arn: finding.finding_arn,
        };
        for package in details.vulnerable_packages.unwrap_or_default() {
            let Some(installed) = installed(Some(&package.version), Some(package.epoch), package.release.as_deref())
            else {
                continue;
            };
            self.0
                .entry((details.vulnerability_id.clone(), package.name, installed))
                .and_modify(|known| known.merge(&fact))
                .or_insert_with(|| fact.clone());
        }
    }
}

impl Fact {
    /// Several instances of one AMI have a finding each: what is open on one of them is open.
    fn merge(&mut self, other: &Fact) {
        if openness(other.status) < openness(self.status) {
            self.status = other.status;
            self.finding_arn.clone_from(&other.finding_arn);
        }
        self.epss = self.epss.or(other.epss);
        self.exploited = self.exploited.max(other.exploited);
        self.exploited_at = self.exploited_at.max(other.exploited_at);
        self.first_seen = [self.first_seen, other.first_seen].into_iter().flatten().min();
        self.last_seen = self.last_seen.max(other.last_seen);
    }
}

fn openness(status: Option<FindingStatus>) -> u8 {
    match status {
        Some(FindingStatus::Active) => 0,
        Some(FindingStatus::Suppressed) => 1,
        Some(FindingStatus::Closed) => 2,
        None => 3,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use aws_sdk_inspector2::types::{
        EpssDetails, FindingStatus as InspectorStatus, FindingType, PackageVulnerabilityDetails,
        Severity as InspectorSeverity, VulnerablePackage,
    };
    use aws_smithy_types::DateTime;
    use ingot_report::{Scanner, Severity};

    use super::*;

    fn on_instance(arn: &str, status: InspectorStatus, seen: i64) -> InspectorFinding {
        let package = VulnerablePackage::builder()
            .name("openssl")
            .version("3.0.2")
            .release("0ubuntu1")
            .build()
            .unwrap();
        let details = PackageVulnerabilityDetails::builder()
            .vulnerability_id("CVE-2099-00001")
            .source("UBUNTU_CVE")
            .vulnerable_packages(package)
            .build()
            .unwrap();
        InspectorFinding::builder()
            .finding_arn(arn)
            .aws_account_id("111122223333")
            .r#type(FindingType::PackageVulnerability)
            .description("a finding")
            .severity(InspectorSeverity::High)
            .first_observed_at(DateTime::from_secs(seen))
            .last_observed_at(DateTime::from_secs(seen + 10))
            .status(status)
            .set_resources(Some(Vec::new()))
            .exploit_available(ExploitAvailable::Yes)
            .epss(EpssDetails::builder().score(0.42).build())
            .package_vulnerability_details(details)
            .build()
            .unwrap()
    }

    fn row(installed: &str) -> Finding {
        let mut row = Finding::new(Scanner::Inspector, "CVE-2099-00001", Severity::High);
        row.package = Some("openssl".into());
        row.installed = Some(installed.into());
        row
    }

    #[test]
    fn exploitation_is_only_told_for_the_very_version_that_inspector_saw() {
        let mut facts = Facts::default();
        facts.add(on_instance("arn:1", InspectorStatus::Active, 100));
        let mut rows = [row("3.0.2-0ubuntu1"), row("3.0.2-0ubuntu2")];
        facts.join(&mut rows);
        assert_eq!((rows[0].epss, rows[0].exploited), (Some(0.42), Some(true)));
        assert_eq!(rows[0].finding_arn.as_deref(), Some("arn:1"));
        assert_eq!((rows[1].epss, rows[1].exploited, rows[1].status), (None, None, None));
    }

    #[test]
    fn a_finding_open_on_any_instance_is_open_and_was_first_seen_on_the_earliest() {
        let mut facts = Facts::default();
        facts.add(on_instance("arn:closed", InspectorStatus::Closed, 100));
        facts.add(on_instance("arn:open", InspectorStatus::Active, 200));
        let mut rows = [row("3.0.2-0ubuntu1")];
        facts.join(&mut rows);
        assert_eq!(rows[0].status, Some(FindingStatus::Active));
        assert_eq!(rows[0].finding_arn.as_deref(), Some("arn:open"));
        assert_eq!(rows[0].first_seen.map(Timestamp::as_millis), Some(100_000));
        assert_eq!(rows[0].last_seen.map(Timestamp::as_millis), Some(210_000));
    }
}
