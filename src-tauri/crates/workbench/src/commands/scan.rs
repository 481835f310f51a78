//! Reports and their findings, in pages from the cache; importing report files.

use std::path::Path;

use ingot_report::{Layer, Severity};
use ingot_store::{FindingId, FindingQuery, ImportError, NewReport, Report, ReportId, ReportSource, SortKey, Store};

use crate::contract::scan::{
    Coverage, FacetCount, Facets, FindingDetail, FindingDetailRequest, FindingFilter, FindingLayer, FindingPage,
    FindingRequest, FindingRow, FindingSort, ImportRequest, ImportSummary, ImportedFile, RejectedEntry, ReportList,
    ReportSummary, SeverityCounts,
};
use crate::contract::{Code, Error, Event, JobKind, JobRequest, JobStarted, Nothing, Topic};
use crate::jobs::{Job, Resume};
use crate::{Workbench, clock};

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<ReportList, Error> {
    let reader = workbench.store().reader()?;
    Ok(ReportList {
        reports: reader.reports()?.into_iter().map(summary).collect(),
    })
}

pub async fn page(workbench: &Workbench, request: FindingRequest) -> Result<FindingPage, Error> {
    known(workbench, request.filter.report.as_deref())?;
    let mut query = query(&request.filter)?;
    query.sort = match request.sort {
        FindingSort::Severity => SortKey::Severity,
        FindingSort::Vulnerability => SortKey::Vulnerability,
        FindingSort::Package => SortKey::Package,
        FindingSort::Epss => SortKey::Epss,
        FindingSort::FirstSeen => SortKey::FirstSeen,
        FindingSort::Layer => SortKey::Layer,
        FindingSort::Status => SortKey::Status,
    };
    query.descending = request.descending;
    query.offset = u64::from(request.offset);
    query.limit = request.limit;
    let store = workbench.store().clone();
    let page = off_the_runtime(move || Ok(store.reader()?.findings(&query)?)).await?;
    Ok(FindingPage {
        report: request.filter.report,
        total: count(page.total),
        findings: page.rows.into_iter().map(row).collect(),
    })
}

pub async fn facets(workbench: &Workbench, filter: FindingFilter) -> Result<Facets, Error> {
    known(workbench, filter.report.as_deref())?;
    let query = query(&filter)?;
    let store = workbench.store().clone();
    let facets = off_the_runtime(move || Ok(store.reader()?.facets(&query)?)).await?;
    let yes_no = |value: Option<bool>| value.map(|value| if value { "yes" } else { "no" }.to_owned());
    Ok(Facets {
        severity: facets
            .severity
            .into_iter()
            .map(|facet| FacetCount {
                value: Some(facet.value.name().to_owned()),
                count: count(facet.count),
            })
            .collect(),
        fix: facets
            .fix
            .into_iter()
            .map(|facet| FacetCount {
                value: yes_no(facet.value),
                count: count(facet.count),
            })
            .collect(),
        exploited: facets
            .exploited
            .into_iter()
            .map(|facet| FacetCount {
                value: yes_no(facet.value),
                count: count(facet.count),
            })
            .collect(),
        layer: facets
            .layer
            .into_iter()
            .map(|facet| FacetCount {
                value: Some(facet.value.name().to_owned()),
                count: count(facet.count),
            })
            .collect(),
    })
}

/// A report that is not there must not look like one without findings.
fn known(workbench: &Workbench, report: Option<&str>) -> Result<(), Error> {
    let Some(report) = report else { return Ok(()) };
    match workbench.store().reader()?.report(report_id(report)?)? {
        Some(_) => Ok(()),
        None => Err(no_report(report)),
    }
}

fn no_report(report: &str) -> Error {
    Error::not_found(format!("there is no report {report}")).hint("list them with `ingot scan list`")
}

pub async fn finding(workbench: &Workbench, request: FindingDetailRequest) -> Result<FindingDetail, Error> {
    let gone = || Error::not_found("this finding is no longer in its report").hint("the report was read again since");
    let id: FindingId = request.id.parse().map_err(|_| gone())?;
    let stored = workbench.store().reader()?.finding(id)?.ok_or_else(gone)?;
    let finding = stored.finding;
    Ok(FindingDetail {
        row: FindingRow {
            id: stored.id.to_string(),
            vulnerability: finding.vulnerability.clone(),
            severity: finding.severity.name().to_owned(),
            package: finding.package.clone().unwrap_or_default(),
            installed: finding.installed.clone().unwrap_or_default(),
            fixed: finding.fixed.clone(),
            fix_available: finding.has_fix(),
            epss: finding.epss,
            exploited: finding.exploited,
            image: finding
                .image
                .clone()
                .or_else(|| finding.resource.clone())
                .unwrap_or_default(),
            layer: layer(stored.attribution.layer),
            first_seen: finding.first_seen.map(|time| time.to_string()),
            status: finding.status.map(|status| status.name().to_owned()),
            title: finding.title.clone(),
        },
        description: finding.description.unwrap_or_default(),
        score: finding.score,
        score_vector: finding.score_vector,
        source: finding.source,
        source_url: finding.source_url,
        references: finding.references,
        remediation: finding.remediation,
        path: finding.path,
        package_manager: finding.package_manager,
        last_seen: finding.last_seen.map(|time| time.to_string()),
        attribution: Some(stored.attribution.evidence).filter(|evidence| !evidence.is_empty()),
    })
}

pub async fn import(workbench: &Workbench, request: ImportRequest) -> Result<JobStarted, Error> {
    if request.files.is_empty() {
        return Err(Error::invalid("no files were chosen"));
    }
    let title = match request.files.as_slice() {
        [file] => format!("import {}", file_name(file)),
        files => format!("import {} files", files.len()),
    };
    let importing = workbench.clone();
    let resume = Resume::Import {
        files: request.files.clone(),
    };
    let job = workbench
        .jobs()
        .start(JobKind::Import, title, Some(resume), move |job| async move {
            let mut summary = ImportSummary { files: Vec::new() };
            let total = u32::try_from(request.files.len()).unwrap_or(u32::MAX);
            for (done, file) in (0..).zip(request.files) {
                job.progress(done, total, format!("reading {}", file_name(&file)));
                let store = importing.store().clone();
                let reading = job.clone();
                let imported = off_the_runtime(move || Ok(import_file(&store, &file, &reading))).await?;
                if job.cancel.is_cancelled() {
                    return Err(Error::new(
                        Code::Cancelled,
                        "cancelled; nothing of the file that was being read is kept",
                    ));
                }
                job.subject(imported.report.clone().unwrap_or_default());
                summary.files.push(imported);
                job.imported(summary.clone());
                importing.tell(Event::Cache { topic: Topic::Scans });
            }
            let rows: u32 = summary.files.iter().map(|file| file.rows).sum();
            job.progress(total, total, format!("{rows} findings imported"));
            Ok(())
        });
    Ok(JobStarted { job })
}

pub async fn imported(workbench: &Workbench, request: JobRequest) -> Result<ImportSummary, Error> {
    Ok(workbench
        .jobs()
        .imported(&request.job)?
        .unwrap_or(ImportSummary { files: Vec::new() }))
}

/// `severity:critical,high fix:yes exploited:yes layer:overlay openssl` as filters; other words are searched for.
pub fn parse_query(text: &str) -> Result<FindingFilter, Error> {
    let mut filter = FindingFilter::default();
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        match word.split_once(':') {
            Some(("severity", value)) => {
                for name in value.split(',') {
                    let name = name.to_ascii_uppercase();
                    severity(&name)?;
                    filter.severity.push(name);
                }
            }
            Some(("fix", value)) => filter.fix = Some(yes_or_no("fix", value)?),
            Some(("exploited", value)) => filter.exploited = Some(yes_or_no("exploited", value)?),
            Some(("layer", value)) => {
                filter.layer = Some(match value {
                    "golden" => FindingLayer::Golden,
                    "overlay" => FindingLayer::Overlay,
                    "unknown" => FindingLayer::Unknown,
                    _ => {
                        return Err(
                            Error::invalid(format!("there is no layer {value}")).hint("golden, overlay or unknown")
                        );
                    }
                });
            }
            _ => words.push(word),
        }
    }
    if !words.is_empty() {
        filter.text = Some(words.join(" "));
    }
    Ok(filter)
}

fn yes_or_no(key: &str, value: &str) -> Result<bool, Error> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Error::invalid(format!("{key} is yes or no, not {value}"))),
    }
}

fn severity(name: &str) -> Result<Severity, Error> {
    Severity::from_name(name).ok_or_else(|| {
        Error::invalid(format!("there is no severity {name}"))
            .hint("CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNTRIAGED")
    })
}

fn query(filter: &FindingFilter) -> Result<FindingQuery, Error> {
    Ok(FindingQuery {
        report: filter.report.as_deref().map(report_id).transpose()?,
        severity: filter
            .severity
            .iter()
            .map(|name| severity(name))
            .collect::<Result<_, _>>()?,
        fix: filter.fix,
        exploited: filter.exploited,
        layer: filter.layer.map(|layer| match layer {
            FindingLayer::Golden => Layer::Golden,
            FindingLayer::Overlay => Layer::Overlay,
            FindingLayer::Unknown => Layer::Unknown,
        }),
        text: filter.text.clone(),
        ..FindingQuery::default()
    })
}

fn report_id(text: &str) -> Result<ReportId, Error> {
    text.parse().map_err(|_| no_report(text))
}

fn import_file(store: &Store, path: &str, job: &Job) -> ImportedFile {
    let mut imported = ImportedFile {
        file: path.to_owned(),
        format: None,
        report: None,
        entries: 0,
        imported: 0,
        rejected: Vec::new(),
        rows: 0,
        new: 0,
        changed: 0,
        closed: 0,
        error: None,
    };
    // Not a folder, and nothing that would wait for a writer.
    let opened = std::fs::canonicalize(path).and_then(|path| {
        if path.is_file() {
            let file = std::fs::File::open(&path)?;
            Ok((path, file))
        } else {
            Err(std::io::Error::other("it is no file; name the report files"))
        }
    });
    let (path, file) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            imported.error = Some(format!("cannot read it: {error}"));
            return imported;
        }
    };
    let now = clock::now();
    let as_of = file
        .metadata()
        .and_then(|metadata| metadata.modified())
        .map_or_else(|_| now.clone(), clock::of);
    let about = NewReport::of_file(path.to_string_lossy(), now, as_of);
    let mut writer = store.writer();
    match writer.import_file(about, None, std::io::BufReader::new(file), &|| {
        job.cancel.is_cancelled()
    }) {
        Ok((outcome, summary)) => {
            imported.format = Some(summary.format.name().to_owned());
            imported.report = Some(outcome.report.to_string());
            imported.entries = count(outcome.entries);
            imported.imported = count(outcome.imported);
            imported.rows = count(outcome.rows);
            imported.new = count(outcome.new);
            imported.changed = count(outcome.changed);
            imported.closed = count(outcome.closed);
            imported.error = summary.broken_off.map(|broken_off| broken_off.to_string());
            drop(writer);
            imported.rejected = rejections(store, outcome.report);
        }
        Err(ImportError::Feed(error)) => imported.error = Some(error.to_string()),
        Err(ImportError::Store(error)) => imported.error = Some(error.to_string()),
    }
    imported
}

fn rejections(store: &Store, report: ReportId) -> Vec<RejectedEntry> {
    let Ok(rejections) = store.reader().and_then(|reader| reader.rejections(report)) else {
        return Vec::new();
    };
    rejections
        .into_iter()
        .map(|rejection| RejectedEntry {
            entry: count(rejection.entry),
            line: count(rejection.line),
            reason: rejection.reason,
        })
        .collect()
}

fn summary(report: Report) -> ReportSummary {
    let about = report.about;
    let title = match (&about.image_name, &about.image_version, &about.file) {
        (Some(name), Some(version), _) => format!("{name} {version}"),
        (Some(name), None, _) => name.clone(),
        (None, _, Some(file)) => file_name(file),
        (None, _, None) => about.image.clone().unwrap_or_default(),
    };
    ReportSummary {
        report: report.id.to_string(),
        title,
        run: about
            .image
            .clone()
            .filter(|image| image.starts_with("arn:") && about.source != ReportSource::File),
        image: about.image,
        source: match about.source {
            ReportSource::Inspector => "Inspector",
            ReportSource::ImageBuilder => "Image Builder and Inspector",
            ReportSource::File => "Inspector file",
        }
        .to_owned(),
        file: about.file,
        as_of: about.as_of,
        coverage: match about.coverage {
            ingot_store::Coverage::Scanned => Coverage::Scanned,
            ingot_store::Coverage::Partial => Coverage::Partial,
            ingot_store::Coverage::NotScanned => Coverage::NotScanned,
            ingot_store::Coverage::Unknown => Coverage::Unknown,
        },
        coverage_reason: about.coverage_reason,
        total: count(report.counts.total()),
        counts: SeverityCounts {
            critical: count(report.counts.critical),
            high: count(report.counts.high),
            medium: count(report.counts.medium),
            low: count(report.counts.low),
            informational: count(report.counts.informational),
            untriaged: count(report.counts.untriaged),
        },
        rejected: count(report.rejected),
    }
}

fn row(row: ingot_store::FindingRow) -> FindingRow {
    FindingRow {
        id: row.id.to_string(),
        vulnerability: row.vulnerability,
        severity: row.severity.name().to_owned(),
        package: row.package.unwrap_or_default(),
        installed: row.installed.unwrap_or_default(),
        fixed: row.fixed,
        fix_available: row.fix_available,
        epss: row.epss,
        exploited: row.exploited,
        image: row.image.unwrap_or_default(),
        layer: layer(row.layer),
        first_seen: row.first_seen.map(|time| time.to_string()),
        status: row.status.map(|status| status.name().to_owned()),
        title: row.title,
    }
}

fn layer(layer: Layer) -> FindingLayer {
    match layer {
        Layer::Golden => FindingLayer::Golden,
        Layer::Overlay => FindingLayer::Overlay,
        Layer::Unknown => FindingLayer::Unknown,
    }
}

fn count(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn file_name(path: &str) -> String {
    Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// SQLite's answers are waited for on a thread that may block.
async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(error.to_string()))?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_query_is_filters_and_words() {
        let filter = parse_query("severity:critical,high fix:yes layer:overlay open ssl").unwrap();
        assert_eq!(filter.severity, ["CRITICAL", "HIGH"]);
        assert_eq!(filter.fix, Some(true));
        assert_eq!(filter.layer, Some(FindingLayer::Overlay));
        assert_eq!(filter.text.as_deref(), Some("open ssl"));
        assert_eq!(parse_query("CVE-2099-1 severity:bad").unwrap_err().code, Code::Invalid);
        assert_eq!(
            parse_query("fix:maybe").unwrap_err().message,
            "fix is yes or no, not maybe"
        );
    }
}
