//! Amazon Inspector's findings in the forms that AWS writes them, and what EC2 Image Builder keeps of them.

mod finding;
mod image_builder;
mod shape;

use finding::InspectorFinding;
use image_builder::ImageScanFinding;

use super::head::Head;
use super::json::{self, Outline};
use super::out::Out;
use super::{Format, ReadError, Room, Source, Verdict};

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    let Head::Json(json) = head else {
        return Verdict::Unknown;
    };
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

fn read(format: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    // `NextToken` is what the CLI itself adds when `--max-items` cut the listing.
    let patterns = match head {
        Head::Json(json) if json.has("findings") => ["findings[*]", "nextToken", "NextToken"],
        Head::Json(json) if json.objects().iter().any(|page| page.has("findings")) => {
            ["[*].findings[*]", "[*].nextToken", "[*].NextToken"]
        }
        _ => ["[*]", "", ""],
    };
    let patterns: Vec<_> = patterns.into_iter().filter(|pattern| !pattern.is_empty()).collect();
    let mut last_token = None;
    let end = json::walk(source, &patterns, &mut |element| {
        if element.pattern > 0 {
            if element.json.is_ok_and(|json| json.first() == Some(&b'"')) {
                last_token = Some((element.document, element.indices.first().copied()));
            }
            return Ok(());
        }
        let findings = match format {
            Format::ImageBuilderFindings => {
                json::entry::<ImageScanFinding>(&element).and_then(ImageScanFinding::into_findings)
            }
            _ => json::entry::<InspectorFinding>(&element).and_then(InspectorFinding::into_findings),
        };
        out.findings(element.line, findings)
    })?;
    out.more_pages = last_token.is_some_and(|(document, page)| {
        document + 1 >= end.documents && page.is_none_or(|page| page + 1 == end.top_elements)
    });
    out.broken_off(end.broken_off);
    Ok(())
}
