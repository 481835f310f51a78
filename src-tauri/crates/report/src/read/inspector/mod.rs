//! Amazon Inspector's findings in the forms that AWS writes them, and what EC2 Image Builder keeps of them.

mod cis;
mod details;
mod events;
mod finding;
mod image_builder;
mod scan_api;
pub(super) mod shape;
mod table;
pub(super) mod wire;

use details::{FindingDetail, FindingDetailsError};
use finding::InspectorFinding;
use image_builder::ImageScanFinding;
use scan_api::Vulnerability;

use super::csv::{self, Beginning, Layout};
use super::head::Head;
use super::json::{self, Outline};
use super::out::Out;
use super::{Format, ReadError, Room, Source, Verdict};

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    match head {
        Head::Json(json) => recognise_json(json),
        Head::Text { table, .. } if findings_table(table).is_some() => Verdict::Is(Format::InspectorCsv),
        Head::Text { table, .. } if cis_table(table).is_some() => Verdict::Is(Format::InspectorCisCsv),
        _ => Verdict::Unknown,
    }
}

fn recognise_json(json: &Outline) -> Verdict {
    if events::is_event(json) || json.objects().iter().any(events::is_event) {
        return Verdict::Is(Format::InspectorEvents);
    }
    if json.has("coveredResources") {
        return Verdict::Refused(
            "it is Inspector's list of what it covers (`list-coverage`), which holds no finding; Ingot asks for it \
             itself when it fetches a report from Inspector"
                .into(),
        );
    }
    if json.has("findingDetails") {
        return Verdict::Is(Format::InspectorDetails);
    }
    if CIS_LISTS.iter().any(|list| json.has(list)) || json.objects().iter().any(is_check) {
        return Verdict::Is(Format::InspectorCis);
    }
    if scan_api_pattern(json).is_some() {
        return Verdict::Is(Format::InspectorScan);
    }
    match json.get("findings") {
        Some(Outline::Array { empty: true, .. }) => Verdict::Is(Format::InspectorFindings),
        Some(findings) => listing(findings.objects()),
        None => match json.objects() {
            // An array of pages.
            pages @ [page, ..] if page.get("findings").is_some_and(Outline::is_array) => {
                let entries = pages.iter().filter_map(|page| page.get("findings"));
                match listing(entries.flat_map(Outline::objects)) {
                    Verdict::Unknown => Verdict::Is(Format::InspectorFindings),
                    known => known,
                }
            }
            entries => listing(entries),
        },
    }
}

/// Whose findings these are; the first that tells settles it.
fn listing<'o>(entries: impl IntoIterator<Item = &'o Outline>) -> Verdict {
    entries
        .into_iter()
        .find_map(format_of)
        .map_or(Verdict::Unknown, Verdict::Is)
}

fn format_of(entry: &Outline) -> Option<Format> {
    if entry.has("imageBuildVersionArn") || entry.has("imagePipelineArn") {
        Some(Format::ImageBuilderFindings)
    } else if entry.has("findingArn")
        || (entry.has("severity") && (entry.has("resources") || entry.has("packageVulnerabilityDetails")))
    {
        Some(Format::InspectorFindings)
    } else {
        None
    }
}

const CIS_LISTS: [&str; 2] = ["scanResultDetails", "checkAggregations"];

fn is_check(entry: &Outline) -> bool {
    entry.has("checkId") && (entry.has("status") || entry.has("statusCounts"))
}

/// Where the scan API's report has its vulnerabilities: the CLI wraps the answer into `sbom`.
fn scan_api_pattern(json: &Outline) -> Option<&'static str> {
    let inside = |outline: &Outline| {
        outline
            .get("inspector")
            .is_some_and(|inspector| inspector.has("vulnerabilities") || inspector.has("vulnerability_count"))
    };
    if inside(json) {
        Some("inspector")
    } else if json.get("sbom").is_some_and(inside) {
        Some("sbom.inspector")
    } else {
        None
    }
}

fn findings_table(table: &Beginning) -> Option<Layout> {
    table
        .header(table::HEADER)
        .or_else(|| table.header(table::SHORT_HEADER))
}

fn cis_table(table: &Beginning) -> Option<Layout> {
    cis::HEADERS.iter().find_map(|columns| table.header(columns))
}

fn read(format: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    match (format, head) {
        (Format::InspectorCsv, Head::Text { table, .. }) => read_table(source, findings_table(table), out, table::row),
        (Format::InspectorCisCsv, Head::Text { table, .. }) => read_table(source, cis_table(table), out, cis::row),
        (Format::InspectorEvents, Head::Json(json)) => events::read(source, json.is_array(), out),
        (Format::InspectorDetails, _) => {
            let end = json::walk(source, &["findingDetails[*]", "errors[*]"], &mut |element| {
                let content = if element.pattern == 0 {
                    json::entry::<FindingDetail>(&element).and_then(FindingDetail::into_content)
                } else {
                    Err(json::entry(&element).map_or_else(|reason| reason, FindingDetailsError::reason))
                };
                out.content(element.line, content)
            })?;
            out.broken_off(end.broken_off);
            Ok(())
        }
        (Format::InspectorCis, Head::Json(json)) => {
            let patterns: &[&str] = match CIS_LISTS.iter().find(|list| json.has(list)) {
                Some(&"scanResultDetails") => &["scanResultDetails[*]", "nextToken", "NextToken"],
                Some(_) => &["checkAggregations[*]", "nextToken", "NextToken"],
                None => &["[*]"],
            };
            json::listing(source, patterns, out, &mut |element| {
                json::entry::<cis::Check>(element).and_then(cis::Check::into_findings)
            })
        }
        (Format::InspectorScan, Head::Json(json)) => read_scan(source, json, out),
        (_, Head::Json(json)) => {
            // `NextToken` is what the CLI itself adds when `--max-items` cut the listing.
            let patterns: &[&str] = if json.has("findings") {
                &["findings[*]", "nextToken", "NextToken"]
            } else if json.objects().iter().any(|page| page.has("findings")) {
                &["[*].findings[*]", "[*].nextToken", "[*].NextToken"]
            } else {
                &["[*]"]
            };
            json::listing(source, patterns, out, &mut |element| match format {
                Format::ImageBuilderFindings => {
                    json::entry::<ImageScanFinding>(element).and_then(ImageScanFinding::into_findings)
                }
                _ => json::entry::<InspectorFinding>(element).and_then(InspectorFinding::into_findings),
            })
        }
        _ => Ok(()),
    }
}

fn read_table(
    source: &dyn Source,
    layout: Option<Layout>,
    out: &mut Out<'_>,
    row: fn(&csv::Row<'_>) -> Result<Vec<crate::Finding>, String>,
) -> Result<(), ReadError> {
    match layout {
        Some(layout) => csv::rows(source, layout, &mut |line, cells| {
            out.findings(line, cells.and_then(row))
        }),
        None => Ok(()),
    }
}

fn read_scan(source: &dyn Source, json: &Outline, out: &mut Out<'_>) -> Result<(), ReadError> {
    #[derive(serde::Deserialize)]
    struct Message {
        name: Option<String>,
        info: Option<String>,
    }
    let inspector = scan_api_pattern(json).unwrap_or("inspector");
    let patterns = [
        format!("{inspector}.vulnerabilities[*]"),
        format!("{inspector}.messages[*]"),
    ];
    let patterns = patterns.each_ref().map(String::as_str);
    let mut skipped = 0u64;
    let mut first = None;
    let end = json::walk(source, &patterns, &mut |element| {
        if element.pattern == 0 {
            let findings = json::entry::<Vulnerability>(&element).and_then(Vulnerability::into_findings);
            return out.findings(element.line, findings);
        }
        skipped += 1;
        if let (None, Ok(message)) = (&first, json::entry::<Message>(&element)) {
            let name = message.name.unwrap_or_default();
            first = Some(format!("{name}: {}", message.info.unwrap_or_default()));
        }
        Ok(())
    })?;
    out.subject.tool = Some("Amazon Inspector Scan API".into());
    out.subject.gap = first.map(|first| format!("{skipped} messages about components; the first: {first}"));
    out.broken_off(end.broken_off);
    Ok(())
}
