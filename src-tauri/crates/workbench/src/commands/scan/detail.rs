//! One finding with everything that is known of it.

use ingot_report::cvss;
use ingot_store::FindingId;

use super::{ask, off_the_runtime, view};
use crate::contract::Error;
use crate::contract::scan::{Elsewhere, FindingDetail, FindingDetailRequest, HistoryEntry, Metric, ScoreView};
use crate::{Workbench, scans};

/// Findings elsewhere that are listed.
const ELSEWHERE: usize = 50;

pub async fn finding(workbench: &Workbench, request: FindingDetailRequest) -> Result<FindingDetail, Error> {
    let gone = || Error::not_found("this finding is no longer in its report").hint("the report was read again since");
    let id: FindingId = request.id.parse().map_err(|_| gone())?;
    let book = scans::decisions::book(workbench)?;
    let now = ask::now();
    let asked = workbench.clone();
    let detail = move || {
        let decisions = book.decisions();
        let reader = asked.store().reader()?;
        let Some(stored) = reader.finding(id)? else {
            return Ok(None);
        };
        let Some(row) = reader.finding_rows(&[id], &decisions, now)?.into_iter().next() else {
            return Ok(None);
        };
        let finding = stored.finding;
        let ids: Vec<&str> = std::iter::once(finding.vulnerability.as_str())
            .chain(finding.aliases.iter().map(String::as_str))
            .collect();
        let snapshots = reader.snapshots()?;
        let kev = reader.kev_entry(&ids)?;
        let epss = reader.epss_entry(&ids)?;
        let elsewhere = reader.elsewhere(id, ELSEWHERE, &decisions, now)?;
        let reports = reader.reports()?;
        let decided = row.decision;
        let own_epss = finding.epss.is_some();
        let own_kev = finding.kev.is_some();
        Ok(Some(FindingDetail {
            row: view::row(row, &book),
            description: finding.description.unwrap_or_default(),
            aliases: finding.aliases.clone(),
            vendor_severity: finding.vendor_severity,
            scores: scores(&finding.scores, finding.score, finding.score_vector.as_deref()),
            risk: finding.risk,
            epss_percentile: finding
                .epss_percentile
                .or_else(|| epss.as_ref().filter(|_| !own_epss).and_then(|entry| entry.percentile)),
            epss_as_of: snapshots
                .epss
                .filter(|_| !own_epss && epss.is_some())
                .map(|snapshot| snapshot.as_of),
            kev_as_of: snapshots.kev.filter(|_| !own_kev).map(|snapshot| snapshot.as_of),
            kev_added: finding
                .kev_added
                .or_else(|| kev.as_ref().and_then(|entry| entry.added))
                .map(|time| time.to_string()),
            kev_due: finding
                .kev_due
                .or_else(|| kev.as_ref().and_then(|entry| entry.due))
                .map(|time| time.to_string()),
            kev_ransomware: kev.as_ref().and_then(|entry| entry.ransomware),
            kev_name: kev.and_then(|entry| entry.name),
            exploited_at: finding.exploited_at.map(|time| time.to_string()),
            cwes: finding.cwes,
            source: finding.source,
            source_url: finding.source_url,
            references: finding.references,
            published: finding.published.map(|time| time.to_string()),
            remediation: finding.remediation,
            purl: finding.purl,
            arch: finding.arch,
            layer_digest: finding.layer_digest,
            resource: finding.resource,
            resource_type: finding.resource_type,
            platform: finding.platform,
            account: finding.account,
            region: finding.region,
            finding_type: finding.finding_type,
            last_seen: finding.last_seen.map(|time| time.to_string()),
            status_reason: finding.status_reason,
            attribution: Some(stored.origin.evidence).filter(|evidence| !evidence.is_empty()),
            elsewhere_more: view::count(elsewhere.more),
            elsewhere: elsewhere
                .rows
                .into_iter()
                .map(|row| {
                    let report = reports.iter().find(|report| report.id == row.report).cloned();
                    let (title, as_of) = report.map_or_else(Default::default, |report| {
                        let summary = view::summary(report);
                        (summary.title, summary.as_of)
                    });
                    Elsewhere {
                        id: row.id.to_string(),
                        report: row.report.to_string(),
                        title,
                        package: row.package.unwrap_or_default(),
                        installed: row.installed.unwrap_or_default(),
                        status: row.status.map(|status| status.name().to_owned()),
                        as_of,
                    }
                })
                .collect(),
            history: reader
                .finding_history(id)?
                .into_iter()
                .map(|event| HistoryEntry {
                    at: event.at,
                    what: event.what,
                })
                .collect(),
            decision: match decided.and_then(|matched| book.entry(matched.index)) {
                None => None,
                Some(entry) => Some(super::decide::shown(&reader, &book, entry, now)?),
            },
        }))
    };
    off_the_runtime(detail).await?.ok_or_else(gone)
}

/// All scores, the scanner's own first.
fn scores(all: &[ingot_report::Score], own: Option<f64>, vector: Option<&str>) -> Vec<ScoreView> {
    let named = |score: &&ingot_report::Score| score.score == own && score.vector.as_deref() == vector;
    let mut views = Vec::new();
    if (own.is_some() || vector.is_some()) && all.iter().find(named).is_none() {
        views.push(score(None, None, own, vector));
    }
    views.extend(all.iter().map(|one| {
        score(
            one.source.clone(),
            one.version.clone(),
            one.score,
            one.vector.as_deref(),
        )
    }));
    views
}

fn score(source: Option<String>, version: Option<String>, score: Option<f64>, vector: Option<&str>) -> ScoreView {
    ScoreView {
        source,
        version,
        score,
        metrics: vector.map_or_else(Vec::new, |vector| {
            cvss::explain(vector)
                .into_iter()
                .map(|metric| Metric {
                    code: metric.code,
                    name: metric.name.to_owned(),
                    value: metric.value.to_owned(),
                    worst: metric.worst,
                })
                .collect()
        }),
        vector: vector.map(str::to_owned),
    }
}
