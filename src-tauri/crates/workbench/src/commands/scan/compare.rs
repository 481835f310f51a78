//! Two reports beside each other, and all reports of an image over time.

use ingot_report::query::{Comparison as Bound, Condition, Query};
use ingot_report::{Severity, Timestamp};
use ingot_store::{Change, CompareQuery, FindingQuery, Report, SortKey};

use super::ask::{self, LARGEST_PAGE};
use super::{off_the_runtime, view};
use crate::contract::Error;
use crate::contract::scan::{
    ChangeCount, CompareReports, ComparedRow, Coverage, FindingChange, ReportComparison, ReportSummary, SlaRow, Trend,
    TrendPoint, TrendRequest,
};
use crate::{Workbench, scans};

/// Reports of a trend; the oldest ones beyond are left out.
const MOST_POINTS: usize = 60;

pub async fn compare(workbench: &Workbench, request: CompareReports) -> Result<ReportComparison, Error> {
    let before = ask::known(workbench, &request.before)?;
    let after = ask::known(workbench, &request.after)?;
    let book = scans::decisions::book(workbench)?;
    let query = CompareQuery {
        before: before.id,
        after: after.id,
        query: ask::meant(&request.query),
        show: request.show.map(asked_change),
        decisions: book.decisions(),
        now: ask::now(),
        offset: u64::from(request.offset),
        limit: request.limit.min(LARGEST_PAGE),
    };
    let store = workbench.store().clone();
    let comparison = off_the_runtime(move || Ok(store.reader()?.compare(&query)?)).await?;
    let (before, after) = (view::summary(before), view::summary(after));
    Ok(ReportComparison {
        notes: notes(&before, &after),
        before,
        after,
        counts: comparison
            .counts
            .into_iter()
            .map(|count| ChangeCount {
                change: change(count.change),
                total: view::count(count.counts.total()),
                counts: view::counts(count.counts),
            })
            .collect(),
        total: view::count(comparison.total),
        rows: comparison
            .rows
            .into_iter()
            .map(|row| ComparedRow {
                change: change(row.change),
                before: row.before.map(|row| view::row(row, &book)),
                after: row.after.map(|row| view::row(row, &book)),
            })
            .collect(),
    })
}

fn asked_change(change: FindingChange) -> Change {
    match change {
        FindingChange::New => Change::New,
        FindingChange::Fixed => Change::Fixed,
        FindingChange::Unchanged => Change::Unchanged,
        FindingChange::SeverityChanged => Change::SeverityChanged,
        FindingChange::FixChanged => Change::FixChanged,
    }
}

fn change(change: Change) -> FindingChange {
    match change {
        Change::New => FindingChange::New,
        Change::Fixed => FindingChange::Fixed,
        Change::Unchanged => FindingChange::Unchanged,
        Change::SeverityChanged => FindingChange::SeverityChanged,
        Change::FixChanged => FindingChange::FixChanged,
    }
}

/// What makes a comparison weaker than it looks.
fn notes(before: &ReportSummary, after: &ReportSummary) -> Vec<String> {
    let mut notes = Vec::new();
    if before.report == after.report {
        notes.push("both sides are the same report".to_owned());
    }
    for (side, report) in [("earlier", before), ("later", after)] {
        let coverage = match report.coverage {
            Coverage::Scanned | Coverage::Unknown => continue,
            Coverage::Partial => "is incomplete",
            Coverage::NotScanned => "is of an image that was not scanned",
        };
        let reason = report
            .coverage_reason
            .as_deref()
            .map_or_else(String::new, |reason| format!(": {reason}"));
        notes.push(format!("the {side} report {coverage}{reason}"));
    }
    if let (Some(left), Some(right)) = (&before.scanner, &after.scanner)
        && left != right
    {
        notes.push(format!(
            "the scanners differ ({left}, {right}): what one does not know looks fixed or new"
        ));
    }
    if let (Some(left), Some(right)) = (&before.image_name, &after.image_name)
        && left != right
    {
        notes.push(format!("the reports are about different images, {left} and {right}"));
    }
    if before.as_of > after.as_of {
        notes.push("the earlier report is the newer one: new and fixed are the other way round".to_owned());
    }
    notes
}

/// The reports of an image's builds over time, and how old what is open in the newest one is.
pub async fn trend(workbench: &Workbench, request: TrendRequest) -> Result<Trend, Error> {
    let report = ask::known(workbench, &request.report)?;
    let mut reports = series(workbench, &report)?;
    let skipped = reports.len().saturating_sub(MOST_POINTS);
    reports.drain(..skipped);
    let decisions = scans::decisions::book(workbench)?.decisions();
    let now = ask::now();
    let days = scans::fix_within(workbench);
    let newest = reports.last().map_or(report.id, |report| report.id);
    let sla_of = ask::of_reports(workbench, vec![newest], Query::everything())?;
    let name = report
        .about
        .image_name
        .clone()
        .unwrap_or_else(|| view::summary(report.clone()).title);
    let store = workbench.store().clone();
    let work = move || {
        let reader = store.reader()?;
        let mut points = Vec::with_capacity(reports.len());
        let mut earlier: Option<&Report> = None;
        for report in &reports {
            let (mut new, mut fixed) = (0, 0);
            if let Some(earlier) = earlier {
                let compared = reader.compare(&CompareQuery {
                    before: earlier.id,
                    after: report.id,
                    query: Query::everything(),
                    show: None,
                    decisions: decisions.clone(),
                    now,
                    offset: 0,
                    limit: 0,
                })?;
                for count in compared.counts {
                    match count.change {
                        Change::New => new = count.counts.total(),
                        Change::Fixed => fixed = count.counts.total(),
                        Change::Unchanged | Change::SeverityChanged | Change::FixChanged => {}
                    }
                }
            }
            let summary = view::summary(report.clone());
            points.push(TrendPoint {
                report: summary.report,
                title: summary.title,
                as_of: summary.as_of,
                coverage: summary.coverage,
                counts: summary.counts,
                total: summary.total,
                new: view::count(new),
                fixed: view::count(fixed),
            });
            earlier = Some(report);
        }
        let mut sla = Vec::new();
        for (severity, days) in days {
            sla.push(sla_row(&reader, &sla_of, severity, days, now)?);
        }
        Ok((points, sla))
    };
    let (points, sla) = off_the_runtime(work).await?;
    Ok(Trend {
        image_name: name,
        points,
        sla,
    })
}

/// The reports of the same image's builds by the same scanner, oldest first.
fn series(workbench: &Workbench, report: &Report) -> Result<Vec<Report>, Error> {
    let mut reports = workbench.store().reader()?.reports()?;
    reports.retain(|other| {
        other.id == report.id
            || (other.scanner == report.scanner
                && other.about.image_name.is_some()
                && other.about.image_name == report.about.image_name)
    });
    reports.sort_by(|left, right| (&left.about.as_of, left.id).cmp(&(&right.about.as_of, right.id)));
    Ok(reports)
}

fn sla_row(
    reader: &ingot_store::Reader<'_>,
    all: &FindingQuery,
    severity: Severity,
    days: Option<u32>,
    now: Timestamp,
) -> Result<SlaRow, Error> {
    let of_severity = Query::Is(Condition::Severity(vec![severity]));
    let open = Query::Is(view::open());
    let total = |more: Option<Query>| -> Result<u64, Error> {
        let mut parts = vec![of_severity.clone(), open.clone()];
        parts.extend(more);
        let query = FindingQuery {
            query: Query::All(parts),
            limit: 0,
            ..all.clone()
        };
        Ok(reader.findings(&query)?.total)
    };
    let overdue = days.map(|days| Query::Is(Condition::Age(Bound::Above(f64::from(days)))));
    let oldest = reader
        .findings(&FindingQuery {
            query: Query::All(vec![of_severity.clone(), open.clone()]),
            sort: SortKey::FirstSeen,
            descending: false,
            limit: 1,
            ..all.clone()
        })?
        .rows
        .first()
        .and_then(|row| row.first_seen)
        .map(|seen| days_between(seen, now));
    let mut parts = vec![of_severity.clone(), open.clone()];
    parts.extend(overdue.clone());
    Ok(SlaRow {
        severity: severity.name().to_owned(),
        days,
        open: view::count(total(None)?),
        overdue: match overdue {
            Some(overdue) => view::count(total(Some(overdue))?),
            None => 0,
        },
        oldest,
        unknown: view::count(total(Some(Query::Is(Condition::Age(Bound::Absent))))?),
        query: Query::All(parts).to_string(),
    })
}

fn days_between(from: Timestamp, to: Timestamp) -> u32 {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let days = (to.as_millis() - from.as_millis()) / DAY;
    u32::try_from(days.max(0)).unwrap_or(u32::MAX)
}
