//! Findings as files.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use ingot_report::SeverityCounts;
use ingot_report::export::{
    Column, Coverage, CsvExport, ExportDecision, ExportRow, HtmlExport, HtmlReport, HtmlSource, JsonExport, MOST_ROWS,
};
use ingot_store::{FindingQuery, GroupBy, GroupSort, Reader};

use super::{ask, off_the_runtime, view};
use crate::Workbench;
use crate::contract::scan::{ExportFindings, ExportFormat, FindingScope, ReportSummary};
use crate::contract::{Code, Error, JobKind, JobStarted};
use crate::jobs::{Job, Resume};
use crate::scans::decisions::{self, Book};

/// Rows between two words about progress and two looks at cancelling.
const BATCH: usize = 200;

pub async fn export(workbench: &Workbench, request: ExportFindings) -> Result<JobStarted, Error> {
    let file = PathBuf::from(&request.file);
    if !file.is_absolute() || file.file_name().is_none() {
        return Err(Error::invalid(format!("{} is no file to write", request.file)));
    }
    let exporting = workbench.clone();
    let title = format!("export to {}", view::file_name(&request.file));
    let resume = Resume::Export(Box::new(request.clone()));
    let job = workbench
        .jobs()
        .start(JobKind::Export, title, Some(resume), move |job| async move {
            off_the_runtime(move || write(&exporting, &request, &file, &job)).await
        });
    Ok(JobStarted { job })
}

/// Writes the file beside its place and moves it there when it is whole.
fn write(workbench: &Workbench, request: &ExportFindings, file: &Path, job: &Job) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::new(Code::Io, format!("cannot write {}: {error}", file.display()));
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut unfinished = tempfile::Builder::new()
        .prefix(".ingot-export")
        .tempfile_in(folder)
        .map_err(failed)?;
    let rows = Rows::of(workbench, request)?;
    {
        let mut out = BufWriter::new(unfinished.as_file_mut());
        let written = match request.format {
            ExportFormat::Csv => rows.into_csv(&mut out, job),
            ExportFormat::Json => rows.into_json(&mut out, job),
            ExportFormat::Html => rows.into_html(&mut out, job),
        };
        written?;
        out.flush().map_err(failed)?;
    }
    unfinished.as_file().sync_all().map_err(failed)?;
    unfinished.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}

/// The findings of an export, in its order.
struct Rows<'a> {
    request: &'a ExportFindings,
    query: FindingQuery,
    book: std::sync::Arc<Book>,
    reader: Reader<'a>,
    total: u64,
}

impl<'a> Rows<'a> {
    fn of(workbench: &'a Workbench, request: &'a ExportFindings) -> Result<Self, Error> {
        let scope = FindingScope {
            reports: request.scope.reports.clone(),
            query: request.scope.query.clone(),
        };
        let query = ask::sorted(
            ask::exactly_asked(workbench, &scope)?,
            request.scope.sort,
            request.scope.descending,
        );
        let reader = workbench.store().reader()?;
        let total = reader
            .findings(&FindingQuery {
                limit: 0,
                ..query.clone()
            })?
            .total;
        Ok(Self {
            request,
            query,
            book: decisions::book(workbench)?,
            reader,
            total,
        })
    }

    /// Hands over the first `most` rows.
    fn each(&self, most: u64, job: &Job, mut row: impl FnMut(&ExportRow) -> std::io::Result<()>) -> Result<(), Error> {
        let most = most.min(self.total);
        let ids = self
            .reader
            .finding_ids(&self.query, usize::try_from(most).unwrap_or(usize::MAX))?;
        let decisions = self.book.decisions();
        let mut done = 0;
        for batch in ids.chunks(BATCH) {
            if job.cancel.is_cancelled() {
                return Err(Error::new(Code::Cancelled, "cancelled; no file was written"));
            }
            for found in self.reader.finding_rows(batch, &decisions, self.query.now)? {
                let whole = self.reader.finding(found.id)?;
                let description = whole.and_then(|stored| stored.finding.description);
                row(&exported(found, description, &self.book))?;
            }
            done += batch.len() as u64;
            job.progress(view::count(done), view::count(most), format!("{done} findings written"));
        }
        job.progress(view::count(done), view::count(done), format!("{done} findings written"));
        Ok(())
    }

    fn into_csv(self, out: &mut dyn Write, job: &Job) -> Result<(), Error> {
        let mut csv = CsvExport::begin(out, &Column::ALL)?;
        self.each(u64::MAX, job, |row| csv.row(row))?;
        csv.end()?;
        Ok(())
    }

    fn into_json(self, out: &mut dyn Write, job: &Job) -> Result<(), Error> {
        let report = match self.request.scope.reports.as_slice() {
            [one] => Some(one.as_str()),
            _ => None,
        };
        let mut json = JsonExport::begin(out, report, self.total)?;
        self.each(u64::MAX, job, |row| json.row(row))?;
        json.end()?;
        Ok(())
    }

    fn into_html(self, out: &mut dyn Write, job: &Job) -> Result<(), Error> {
        let mut html = HtmlExport::begin(out, &self.head()?, &[], MOST_ROWS)?;
        self.each(MOST_ROWS, job, |row| html.row(row))?;
        html.end()?;
        Ok(())
    }

    /// What stands before the rows: what was scanned, and how much was found.
    fn head(&self) -> Result<HtmlReport, Error> {
        let mut reports: Vec<ReportSummary> = self.reader.reports()?.into_iter().map(view::summary).collect();
        if !self.request.scope.reports.is_empty() {
            reports.retain(|report| self.request.scope.reports.contains(&report.report));
        }
        let title = match reports.as_slice() {
            [one] => one.title.clone(),
            many => format!("Findings of {} reports", many.len()),
        };
        let mut counts = SeverityCounts::default();
        // By layer there are the fewest groups.
        let all = FindingQuery {
            offset: 0,
            limit: ask::LARGEST_PAGE,
            ..self.query.clone()
        };
        for group in self.reader.groups(&all, GroupBy::Layer, GroupSort::Total, true)?.groups {
            for severity in ingot_report::Severity::ALL {
                counts.add(severity, group.counts.get(severity));
            }
        }
        Ok(HtmlReport {
            title,
            made: ask::now(),
            query: self.request.scope.query.clone(),
            sources: reports
                .into_iter()
                .map(|report| HtmlSource {
                    title: report.title,
                    image: report.image,
                    source: report.source,
                    as_of: report.as_of,
                    coverage: match report.coverage {
                        crate::contract::scan::Coverage::Scanned => Coverage::Scanned,
                        crate::contract::scan::Coverage::Partial => Coverage::Partial,
                        crate::contract::scan::Coverage::NotScanned => Coverage::NotScanned,
                        crate::contract::scan::Coverage::Unknown => Coverage::Unknown,
                    },
                    reason: report.coverage_reason,
                    total: u64::from(report.total),
                })
                .collect(),
            counts,
        })
    }
}

/// A finding as exports write it.
pub(super) fn exported(row: ingot_store::FindingRow, description: Option<String>, book: &Book) -> ExportRow {
    let decision = row.decision.and_then(|matched| {
        let decision = &book.entry(matched.index)?.statement.decision;
        Some(ExportDecision {
            state: decision.state,
            reason: decision.reason.clone(),
            expires: decision.expires,
            expired: matched.expired,
        })
    });
    ExportRow {
        id: row.id.to_string(),
        report: row.report.to_string(),
        vulnerability: row.vulnerability,
        severity: row.severity.name().to_owned(),
        package: row.package.unwrap_or_default(),
        installed: row.installed.unwrap_or_default(),
        fixed: row.fixed,
        fix_available: row.fix_available,
        epss: row.epss,
        exploited: row.exploited,
        kev: row.kev,
        score: row.score,
        image: row.image.unwrap_or_default(),
        layer: row.layer,
        origin: row.origin,
        first_seen: row.first_seen.map(|time| time.to_string()),
        status: row.status.map(|status| status.name().to_owned()),
        decision,
        title: row.title,
        description,
        path: row.path,
        package_manager: row.package_manager,
        scanner: row.scanner.name().to_owned(),
    }
}
