//! What every report of Qualys says of a detection, and the finding it becomes.
//!
//! Severities are Qualys' levels 1 (minimal) to 5 (urgent),
//! <https://www.qualys.com/research/knowledge/severity/>.

use super::packages::listed_packages;
use crate::read::moment::{Slashes, moment};
use crate::read::vocabulary::{add_once, affordable, choose_score, cvss_version, graded, ids_in, is_cve, said, within};
use crate::{Finding, FindingStatus, FixAvailable, Scanner, Score, Severity};

/// The host, or the web application, that something was detected on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Host {
    pub ip: Option<String>,
    pub dns: Option<String>,
    pub netbios: Option<String>,
    pub os: Option<String>,
    /// Of an EC2 instance: its id, and what its metadata say.
    pub instance: Option<String>,
    pub image: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
}

impl Host {
    /// What it is told apart by: the instance's id, else the name that changes least.
    pub fn name(&self) -> Option<String> {
        [&self.instance, &self.dns, &self.netbios, &self.ip]
            .into_iter()
            .flatten()
            .next()
            .cloned()
    }
}

/// One detection in the words of the report, texts being as long as it has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Detection<'a> {
    pub qid: Option<&'a str>,
    /// The one vulnerability that the row is about, in reports by CVE.
    pub cve: Option<&'a str>,
    /// CVE ids in any notation.
    pub cves: Vec<&'a str>,
    pub title: Option<&'a str>,
    /// The report's word for how certain it is: `Vuln`, `Practice`, `Ig`, `Confirmed`, `Potential`, `Info`.
    pub kind: Option<&'a str>,
    /// 1 to 5.
    pub level: Option<&'a str>,
    /// A severity in other words: PCI's, the QDS's.
    pub other_severity: Option<&'a str>,
    /// Qualys' detection or vulnerability score, 1 to 100.
    pub risk: Option<&'a str>,
    pub status: Option<&'a str>,
    pub ignored: Option<&'a str>,
    pub disabled: Option<&'a str>,
    /// Where a claim that it is a false positive stands.
    pub disputed: Option<&'a str>,
    pub port: Option<&'a str>,
    pub protocol: Option<&'a str>,
    /// Where in a web application.
    pub url: Option<&'a str>,
    pub parameter: Option<&'a str>,
    pub first: Option<&'a str>,
    pub last: Option<&'a str>,
    pub updated: Option<&'a str>,
    pub published: Option<&'a str>,
    pub threat: Option<&'a str>,
    pub impact: Option<&'a str>,
    pub solution: Option<&'a str>,
    pub results: Option<&'a str>,
    /// `8.1`, or `8.1 (AV:N/…)`.
    pub cvss3: Option<&'a str>,
    pub cvss2: Option<&'a str>,
    /// The vector of whichever of the two is given without one.
    pub vector: Option<&'a str>,
    pub epss: Option<&'a str>,
    /// `YES` if it is in CISA's catalog.
    pub kev: Option<&'a str>,
    /// Who scored, if not Qualys.
    pub scored_by: Option<&'a str>,
    /// Real-time threat indicators.
    pub threats: Option<&'a str>,
    /// Known exploits are listed.
    pub exploits: bool,
    pub cwes: Option<&'a str>,
    pub references: Vec<&'a str>,
}

impl Detection<'_> {
    /// One finding; one for each package where the results are a table of packages.
    pub fn into_findings(self, host: &Host, slashes: Slashes) -> Result<Vec<Finding>, String> {
        let qid = self.qid.and_then(said).ok_or("the entry has no QID")?;
        if qid.len() > 12 || !qid.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("the QID is {qid:?}, which is no number"));
        }
        let qid = format!("QID-{qid}");
        let (severity, unknown) = self.severity()?;
        let single = self
            .cve
            .and_then(said)
            .map(str::to_ascii_uppercase)
            .filter(|cve| is_cve(cve));
        let mut finding = match single {
            Some(cve) => {
                let mut finding = Finding::new(Scanner::Qualys, cve, severity);
                finding.aliases.push(qid);
                finding
            }
            None => Finding::new(Scanner::Qualys, qid, severity),
        };
        for cve in self.cves.iter().chain(&self.cve).flat_map(|text| ids_in(text)) {
            if cve != finding.vulnerability {
                add_once(&mut finding.aliases, cve);
            }
        }
        if let Some(title) = self.title.and_then(said) {
            finding.title = title.to_owned();
        }
        finding.vendor_severity = unknown.or_else(|| self.other_severity.and_then(said).map(str::to_owned));
        finding.finding_type = self.kind.and_then(said).map(|kind| certainty(kind).to_owned());
        let texts: Vec<_> = [self.threat, self.impact]
            .into_iter()
            .flatten()
            .filter_map(said)
            .collect();
        finding.description = Some(texts.join("\n\n")).filter(|text| !text.is_empty());
        finding.remediation = self.solution.and_then(said).map(str::to_owned);
        self.judge(&mut finding);
        finding.path = self.place();
        finding.first_seen = self.first.and_then(|text| moment(text, slashes));
        finding.last_seen = self.last.and_then(|text| moment(text, slashes));
        finding.updated = self.updated.and_then(|text| moment(text, slashes));
        finding.published = self.published.and_then(|text| moment(text, slashes));
        finding.risk = self
            .risk
            .map(|risk| number(risk, 100.0, "the risk score"))
            .transpose()?
            .flatten();
        for (text, version, field) in [(self.cvss3, "3", "CVSS3"), (self.cvss2, "2.0", "CVSS")] {
            let Some(text) = text.and_then(said) else { continue };
            let (score, vector) = text.split_once('(').unwrap_or((text, ""));
            let vector = Some(vector.trim_end_matches(')').trim())
                .filter(|vector| !vector.is_empty())
                .or(self.vector.and_then(said));
            let Some(score) = number(score, 10.0, field)? else {
                continue;
            };
            let version = vector.and_then(cvss_version).unwrap_or(version);
            finding.scores.push(Score {
                source: self.scored_by.map(str::to_owned),
                version: Some(version.to_owned()),
                score: Some(score),
                vector: vector.map(str::to_owned),
            });
        }
        choose_score(&mut finding);
        finding.epss = self.epss.map(|epss| number(epss, 1.0, "epss")).transpose()?.flatten();
        self.weigh_threats(&mut finding);
        for cwe in self.cwes.into_iter().flat_map(|text| text.split(',')).filter_map(said) {
            add_once(&mut finding.cwes, cwe.to_owned());
        }
        finding.references = self
            .references
            .iter()
            .filter_map(|url| said(url))
            .map(str::to_owned)
            .collect();
        finding.resource = host.name();
        finding.resource_type = host.instance.as_ref().map(|_| "AWS_EC2_INSTANCE".to_owned());
        finding.platform = host.os.clone();
        finding.image = host.image.clone();
        finding.account = host.account.clone();
        finding.region = host.region.clone();

        let packages = self.results.map(listed_packages).unwrap_or_default();
        if packages.is_empty() {
            return Ok(vec![finding]);
        }
        affordable(&finding, packages.len())?;
        let rows = packages.into_iter().map(|package| Finding {
            package: Some(package.name.to_owned()),
            installed: Some(package.installed.to_owned()),
            arch: package.arch.map(str::to_owned),
            fixed: Some(package.required.to_owned()),
            fix_available: Some(FixAvailable::Yes),
            ..finding.clone()
        });
        Ok(rows.collect())
    }

    fn severity(&self) -> Result<(Severity, Option<String>), String> {
        let Some(level) = self.level.and_then(said) else {
            return Ok((Severity::Untriaged, None));
        };
        Ok(match level {
            "1" => (Severity::Informational, None),
            "2" => (Severity::Low, None),
            "3" => (Severity::Medium, None),
            "4" => (Severity::High, None),
            "5" => (Severity::Critical, None),
            _ if level.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
                return Err(format!("the severity is {level}, outside 1 to 5"));
            }
            word => graded(Some(word)),
        })
    }

    /// Where it stands: what is ignored or disabled is suppressed whatever its status.
    fn judge(&self, finding: &mut Finding) {
        let yes = |word: Option<&str>| {
            let word = word.unwrap_or_default().trim();
            ["yes", "true", "1"].iter().any(|yes| word.eq_ignore_ascii_case(yes))
        };
        let status = self.status.and_then(said);
        let folded: String = status
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        (finding.status, finding.status_reason) = if yes(self.ignored) || folded == "ignored" {
            (Some(FindingStatus::Suppressed), Some("ignored in Qualys".to_owned()))
        } else if yes(self.disabled) || folded == "disabled" {
            (
                Some(FindingStatus::Suppressed),
                Some("the QID is disabled in Qualys".to_owned()),
            )
        } else {
            let standing = match folded.as_str() {
                "new" | "active" | "reopened" | "open" => Some(FindingStatus::Active),
                "fixed" | "closed" => Some(FindingStatus::Closed),
                _ => None,
            };
            let told = !matches!(folded.as_str(), "" | "active" | "fixed");
            (standing, status.filter(|_| told).map(str::to_owned))
        };
        if let Some(claim) = self.disputed.and_then(said) {
            if ["approved", "accepted"]
                .iter()
                .any(|granted| claim.eq_ignore_ascii_case(granted))
            {
                finding.status = Some(FindingStatus::Suppressed);
            }
            finding.status_reason = Some(format!("false positive: {claim}"));
        }
    }

    /// `tcp/443` on a host, the address in a web application.
    fn place(&self) -> Option<String> {
        if let Some(url) = self.url.and_then(said) {
            return Some(match self.parameter.and_then(said) {
                Some(parameter) => format!("{url} ({parameter})"),
                None => url.to_owned(),
            });
        }
        let port = self.port.and_then(said).filter(|port| *port != "0")?;
        Some(match self.protocol.and_then(said) {
            Some(protocol) => format!("{}/{port}", protocol.to_ascii_lowercase()),
            None => port.to_owned(),
        })
    }

    /// Only what an indicator says is taken: that none of them names an exploit is not the word that there is none.
    /// <https://qualysguard.qg2.apps.qualys.com/portal-help/en/vm/tp_report_filters.htm>
    fn weigh_threats(&self, finding: &mut Finding) {
        const EXPLOITED: [&str; 7] = [
            "active attack",
            "active attacks",
            "actively attacked",
            "active exploit",
            "exploit public",
            "exploit kit",
            "zero day",
        ];
        if self.exploits {
            finding.exploited = Some(true);
        }
        if self.kev.is_some_and(|word| word.eq_ignore_ascii_case("yes")) {
            finding.kev = Some(true);
        }
        for indicator in self.threats.into_iter().flat_map(|text| text.split([',', ';'])) {
            let indicator = indicator.trim().replace(['_', '-'], " ").to_ascii_lowercase();
            if EXPLOITED.contains(&indicator.as_str()) {
                finding.exploited = Some(true);
            } else if indicator.starts_with("cisa known exploited") {
                finding.kev = Some(true);
            }
        }
    }
}

fn certainty(kind: &str) -> &'static str {
    let folded = kind.to_ascii_lowercase();
    if folded.contains("potential") || folded.starts_with("practice") {
        "QUALYS_POTENTIAL"
    } else if folded.starts_with("ig") || folded.starts_with("info") {
        "QUALYS_INFO"
    } else {
        "QUALYS_VULN"
    }
}

/// A number in its range; `None` where there is only a dash or a word.
fn number(text: &str, most: f64, field: &str) -> Result<Option<f64>, String> {
    match said(text).map(str::parse::<f64>) {
        Some(Ok(number)) => within(number, most, || field.to_owned()).map(Some),
        Some(Err(_)) | None => Ok(None),
    }
}
