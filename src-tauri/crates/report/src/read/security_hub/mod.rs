//! AWS Security Finding Format: what Security Hub holds, of Inspector and of any other product.
//!
//! Inspector's findings become what Inspector's own report would have made of them, so that both are one finding.
//! <https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html>

mod finding;
mod resource;
mod vulnerability;

use super::head::Head;
use super::json::{self, Outline};
use super::out::Out;
use super::{Format, ReadError, Room, Source, Verdict};
pub(super) use finding::AsffFinding;

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    let Head::Json(json) = head else {
        return Verdict::Unknown;
    };
    let pages = pages(json);
    let mut entries = json
        .objects()
        .iter()
        .chain(
            ["Findings", "findings"]
                .iter()
                .filter_map(|key| json.get(key))
                .flat_map(Outline::objects),
        )
        .chain(
            pages
                .iter()
                .flat_map(|key| json.objects().iter().filter_map(|page| page.get(key)))
                .flat_map(Outline::objects),
        );
    if entries.any(is_finding) {
        return Verdict::Is(Format::SecurityHub);
    }
    match json.get("Findings") {
        // `aws securityhub get-findings` that found nothing. Trivy's and others' `Findings` are not at the top.
        Some(Outline::Array { empty: true, .. }) if json.keys().count() <= 2 => Verdict::Is(Format::SecurityHub),
        _ => Verdict::Unknown,
    }
}

fn is_finding(outline: &Outline) -> bool {
    outline.has("SchemaVersion") && outline.has("ProductArn")
}

/// The key under which each page of an array of pages has its findings.
fn pages(json: &Outline) -> Option<&'static str> {
    ["Findings", "findings"].into_iter().find(|key| {
        json.objects()
            .iter()
            .any(|page| page.get(key).is_some_and(Outline::is_array))
    })
}

fn read(_: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let Head::Json(json) = head else { return Ok(()) };
    let patterns: &[&str] = match pages(json) {
        Some("Findings") => &["[*].Findings[*]", "[*].NextToken"],
        Some(_) => &["[*].findings[*]", "[*].nextToken"],
        None if json.has("Findings") => &["Findings[*]", "NextToken"],
        None if json.has("findings") => &["findings[*]", "nextToken"],
        None => &["[*]"],
    };
    json::listing(source, patterns, out, &mut |element| {
        json::entry::<AsffFinding>(element).and_then(AsffFinding::into_findings)
    })
}
