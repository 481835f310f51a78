//! One match: a vulnerability in an artifact.

use super::Scanned;
use super::shape::{Artifact, Details, Fix, IgnoreRule, Location, Match, Metadata, Vulnerability};
use crate::read::moment;
use crate::read::purl::Purl;
use crate::read::vocabulary::{
    PACKAGE_VULNERABILITY, add_once, affordable, choose_score, cvss_version, graded, of_package_database, stated,
    within,
};
use crate::{Finding, FindingStatus, FixAvailable, Scanner, Score, without_zero_epoch};

impl Match {
    /// One finding for each place where the artifact lies.
    pub fn into_findings(self, scanned: &Scanned, ignored: bool) -> Result<Vec<Finding>, String> {
        let own = self.vulnerability.ok_or("the entry has no `vulnerability`")?;
        let artifact = self.artifact.ok_or("the entry has no `artifact`")?;
        let id = own.id.clone().and_then(|id| stated(Some(id)));
        let id = id.ok_or("the entry has no `vulnerability.id`")?;
        let (severity, other_word) = graded(own.severity.as_deref());
        let mut finding = Finding::new(Scanner::Grype, id, severity);
        finding.vendor_severity = other_word;
        finding.finding_type = Some(PACKAGE_VULNERABILITY.to_owned());
        finding.image = scanned.image.clone();
        finding.resource = scanned.resource.clone();
        finding.resource_type = scanned.resource_type.clone();
        finding.platform = scanned.platform.clone();

        let suggested = match self.match_details {
            Some(Details::List(details)) => details
                .into_iter()
                .filter_map(|detail| stated(detail.fix?.suggested_version))
                .next(),
            Some(Details::Old(_)) | None => None,
        };
        own.describe(&mut finding, suggested)?;
        for related in self.related_vulnerabilities.unwrap_or_default() {
            related.complete(&mut finding)?;
        }
        choose_score(&mut finding);
        if ignored {
            finding.status = Some(FindingStatus::Suppressed);
            let rules = self.applied_ignore_rules.unwrap_or_default();
            let rules: Vec<_> = rules.into_iter().filter_map(IgnoreRule::in_words).collect();
            finding.status_reason = stated(Some(rules.join("; ")));
        } else {
            finding.status = Some(FindingStatus::Active);
        }
        artifact.place(finding)
    }
}

impl Vulnerability {
    /// What the matched vulnerability says.
    fn describe(self, finding: &mut Finding, suggested: Option<String>) -> Result<(), String> {
        self.score(finding, "vulnerability")?;
        if let Some(risk) = self.risk {
            finding.risk = Some(within(risk, 100.0, || "vulnerability.risk".into())?);
        }
        let fix = self.fix.unwrap_or(Fix {
            versions: None,
            state: None,
        });
        let versions: Vec<_> = fix
            .versions
            .unwrap_or_default()
            .into_iter()
            .filter(|version| !version.is_empty())
            .collect();
        finding.fixed = suggested
            .or_else(|| stated(Some(versions.join(", "))))
            .or_else(|| stated(self.fixed_in_version))
            .map(|version| without_zero_epoch(&version).to_owned());
        finding.fix_available = match fix.state.as_deref() {
            _ if finding.fixed.is_some() => Some(FixAvailable::Yes),
            Some("fixed") => Some(FixAvailable::Yes),
            Some("not-fixed" | "wont-fix") => Some(FixAvailable::No),
            _ => None,
        };
        finding.status_reason = fix.state.filter(|state| state == "wont-fix");
        finding.description = stated(self.description);
        finding.source = stated(self.namespace);
        finding.source_url = stated(self.data_source);
        let links = self
            .advisories
            .into_iter()
            .flatten()
            .filter_map(|advisory| stated(advisory.link));
        for url in self.urls.into_iter().chain(self.links).flatten().chain(links) {
            add_once(&mut finding.references, url);
        }
        Ok(())
    }

    /// What a vulnerability that is held to be the same one adds: a GHSA often has no more than its CVE's scores.
    fn complete(self, finding: &mut Finding) -> Result<(), String> {
        self.score(finding, "relatedVulnerabilities")?;
        if let Some(id) = stated(self.id).filter(|id| *id != finding.vulnerability) {
            add_once(&mut finding.aliases, id);
        }
        let who = self.namespace.unwrap_or_default();
        if let Some(word) = stated(self.severity) {
            let (severity, unknown) = graded(Some(&word));
            if severity != finding.severity && finding.vendor_severity.is_none() {
                let word = unknown.as_deref().unwrap_or(severity.name());
                finding.vendor_severity = Some(format!("{who} {word}").trim_start().to_owned());
            }
        }
        finding.description = finding.description.take().or_else(|| stated(self.description));
        let urls = self.urls.into_iter().chain(self.links).flatten();
        for url in stated(self.data_source).into_iter().chain(urls) {
            add_once(&mut finding.references, url);
        }
        Ok(())
    }

    /// Scores, EPSS, KEV and weaknesses. The highest EPSS counts if several CVEs are behind one id; those of a related
    /// vulnerability only if the finding has none.
    fn score(&self, finding: &mut Finding, place: &str) -> Result<(), String> {
        for cvss in self.cvss.iter().flatten() {
            let score = cvss.metrics.as_ref().and_then(|metrics| metrics.base_score);
            self.add_score(
                finding,
                place,
                cvss.source.clone(),
                cvss.version.clone(),
                score,
                cvss.vector.clone(),
            )?;
        }
        for (version, cvss) in [(None, &self.cvss_v3), (Some("2.0"), &self.cvss_v2)] {
            if let Some(cvss) = cvss {
                let version = version.map(str::to_owned);
                self.add_score(finding, place, None, version, cvss.base_score, cvss.vector.clone())?;
            }
        }
        let inherited = finding.epss.is_some();
        for epss in self.epss.iter().flatten() {
            let (score, percentile) = (epss.epss, epss.percentile);
            let Some(score) = score else { continue };
            let score = within(score, 1.0, || format!("{place}.epss"))?;
            let percentile = percentile
                .map(|share| within(share, 1.0, || format!("{place}.percentile")))
                .transpose()?;
            if !inherited && finding.epss.is_none_or(|highest| highest < score) {
                finding.epss = Some(score);
                finding.epss_percentile = percentile;
            }
        }
        for known in self.known_exploited.iter().flatten() {
            finding.kev = Some(true);
            finding.kev_added = finding.kev_added.or_else(|| moment::at(known.date_added.as_deref()));
            finding.kev_due = finding.kev_due.or_else(|| moment::at(known.due_date.as_deref()));
        }
        for cwe in self.cwes.iter().flatten().filter_map(|cwe| stated(cwe.cwe.clone())) {
            add_once(&mut finding.cwes, cwe);
        }
        Ok(())
    }

    fn add_score(
        &self,
        finding: &mut Finding,
        place: &str,
        source: Option<String>,
        version: Option<String>,
        score: Option<f64>,
        vector: Option<String>,
    ) -> Result<(), String> {
        let score = score
            .map(|score| within(score, 10.0, || format!("{place}.cvss.baseScore")))
            .transpose()?;
        let vector = stated(vector);
        let version = stated(version).or_else(|| vector.as_deref().and_then(cvss_version).map(str::to_owned));
        // Older databases have a row of zeros where NVD has no score of that version.
        if vector.is_none() && score.is_none_or(|score| score == 0.0) {
            return Ok(());
        }
        let score = Score {
            source: stated(source).or_else(|| stated(self.namespace.clone())),
            version,
            score,
            vector,
        };
        if !finding.scores.contains(&score) {
            finding.scores.push(score);
        }
        Ok(())
    }
}

impl Artifact {
    fn place(self, mut finding: Finding) -> Result<Vec<Finding>, String> {
        let purl = stated(self.purl);
        let parsed = purl.as_deref().and_then(Purl::parse);
        // A jar's name is the artifact's alone; other scanners and the purl have the group too.
        let grouped = parsed.as_ref().filter(|purl| purl.kind == "maven").map(Purl::package);
        finding.package = grouped.or_else(|| stated(self.name));
        let epoch = match self.metadata {
            Some(Metadata::Rpm { epoch }) if epoch > 0 => Some(epoch),
            Some(Metadata::Rpm { .. } | Metadata::Other(_)) | None => None,
        };
        finding.installed = stated(self.version).map(|version| match epoch {
            Some(epoch) if !version.contains(':') => format!("{epoch}:{version}"),
            _ => without_zero_epoch(&version).to_owned(),
        });
        finding.arch = parsed.and_then(|purl| purl.arch);
        finding.purl = purl;

        finding.package_manager = stated(self.kind);
        let mut locations = self.locations.unwrap_or_default();
        narrow(&mut locations, Location::is_primary);
        narrow(&mut locations, |location| !location.is_supporting());
        if locations.iter().all(Location::is_of_database) {
            finding.layer_digest = locations.into_iter().find_map(|location| stated(location.layer_id));
            return Ok(vec![finding]);
        }
        locations.retain(|location| !location.is_of_database());
        locations.sort_by(|a, b| a.path.cmp(&b.path));
        locations.dedup_by(|a, b| a.path == b.path);
        affordable(&finding, locations.len())?;
        let rows = locations.into_iter().map(|location| Finding {
            path: stated(location.path),
            layer_digest: stated(location.layer_id),
            ..finding.clone()
        });
        Ok(rows.collect())
    }
}

/// Keeps those that fit, unless none does.
fn narrow(locations: &mut Vec<Location>, fits: impl Fn(&Location) -> bool) {
    if locations.iter().any(&fits) {
        locations.retain(fits);
    }
}

impl Location {
    /// One of the files beside `METADATA` or `PKG-INFO` that make up an installed Python package
    /// (<https://packaging.python.org/en/latest/specifications/recording-installed-packages/>).
    fn is_supporting(&self) -> bool {
        let name = self.path.as_deref().and_then(|path| path.rsplit('/').next());
        matches!(
            name,
            Some(
                "RECORD"
                    | "top_level.txt"
                    | "direct_url.json"
                    | "WHEEL"
                    | "INSTALLER"
                    | "REQUESTED"
                    | "installed-files.txt"
            )
        )
    }

    fn is_of_database(&self) -> bool {
        self.path.as_deref().is_some_and(of_package_database)
    }

    fn is_primary(&self) -> bool {
        let evidence = self.annotations.as_ref().and_then(|notes| notes.evidence.as_deref());
        evidence == Some("primary")
    }
}

impl IgnoreRule {
    /// The rule as a reason, in its own words where it has some.
    fn in_words(self) -> Option<String> {
        let vex: Vec<_> = [stated(self.vex_status), stated(self.vex_justification)]
            .into_iter()
            .flatten()
            .collect();
        let named = [
            ("vulnerability", stated(self.vulnerability)),
            ("fix state", stated(self.fix_state)),
            ("package", self.package.and_then(|package| stated(package.name))),
        ];
        let named: Vec<_> = named
            .into_iter()
            .filter_map(|(what, value)| Some(format!("{what} {}", value?)))
            .collect();
        let words = [
            stated(self.reason),
            stated(Some(vex.join(": "))),
            stated(Some(named.join(", "))).map(|named| format!("ignored by rule for {named}")),
        ];
        words.into_iter().flatten().next()
    }
}
