//! EventBridge events: `Inspector2 Finding` and `Security Hub Findings - Imported`, one event or many.
//!
//! <https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html>,
//! <https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html>

use serde::Deserialize;
use serde_json::value::RawValue;

use super::finding::InspectorFinding;
use crate::Finding;
use crate::read::json::{self, Element, Outline};
use crate::read::out::Out;
use crate::read::security_hub::AsffFinding;
use crate::read::{ReadError, Source};

/// What an event says it is.
const FINDING: &str = "Inspector2 Finding";
const IMPORTED: [&str; 2] = [
    "Security Hub Findings - Imported",
    "Security Hub Findings - Custom Action",
];

/// Whether this is the outline of an event.
pub(super) fn is_event(outline: &Outline) -> bool {
    outline.has("detail-type") && outline.has("detail")
}

/// Why an event of that type is not read.
fn refusal(detail_type: &str) -> String {
    match detail_type {
        "EC2 Image Builder CVE Detected" => {
            "it is an event of EC2 Image Builder that has only the number of findings of each severity; import the \
             output of `aws imagebuilder list-image-scan-findings` for this image in its place"
                .into()
        }
        _ => format!(
            "it is an event of type `{detail_type}`, which holds no finding; Ingot reads `{FINDING}` and `{}`",
            IMPORTED[0]
        ),
    }
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(rename = "detail-type")]
    detail_type: Option<String>,
    #[serde(borrow)]
    detail: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Imported<'a> {
    #[serde(borrow)]
    findings: Vec<&'a RawValue>,
}

/// Reads events that stand behind one another, as they were written one by one, or in one array.
pub(super) fn read(source: &dyn Source, in_array: bool, out: &mut Out<'_>) -> Result<(), ReadError> {
    let pattern = if in_array { "[*]" } else { "" };
    let mut foreign = None;
    let mut held = false;
    let end = json::walk(source, &[pattern], &mut |element| match one(&element, out)? {
        Some(detail_type) => {
            foreign.get_or_insert(detail_type);
            Ok(())
        }
        None => {
            held = true;
            Ok(())
        }
    })?;
    if let (Some(detail_type), false) = (foreign, held) {
        return Err(ReadError::NotAReport {
            reason: refusal(&detail_type),
        });
    }
    out.broken_off(end.broken_off);
    Ok(())
}

/// Gives the findings of one event: an event of Security Hub holds several, and each counts as an entry. Answers the
/// type of an event that holds none.
fn one(element: &Element<'_>, out: &mut Out<'_>) -> Result<Option<String>, ReadError> {
    let line = element.line;
    let (json, event) = match (element.json, json::entry::<Event<'_>>(element)) {
        (Ok(json), Ok(event)) => (json, event),
        (_, Err(reason)) => return out.findings(line, Err(reason)).map(|()| None),
        (Err(unreadable), _) => return out.findings(line, Err(unreadable.reason())).map(|()| None),
    };
    let detail_type = event.detail_type.unwrap_or_default();
    if detail_type != FINDING && !IMPORTED.contains(&detail_type.as_str()) {
        out.findings(line, Err(refusal(&detail_type)))?;
        return Ok(Some(detail_type));
    }
    match event.detail {
        Some(detail) => findings(json, line, &detail_type, detail, out)?,
        None => out.findings(line, Err("the event has no `detail`".into()))?,
    }
    Ok(None)
}

fn findings(json: &[u8], line: u64, detail_type: &str, detail: &RawValue, out: &mut Out<'_>) -> Result<(), ReadError> {
    if detail_type == FINDING {
        let place = line_of(json, line, detail);
        return out.findings(place, finding::<InspectorFinding>(detail, place));
    }
    match json::parse::<Imported<'_>>(detail.get().as_bytes(), line_of(json, line, detail)) {
        Err(reason) => out.findings(line, Err(reason)),
        Ok(imported) if imported.findings.is_empty() => {
            out.findings(line, Err("the event has no finding in `detail.findings`".into()))
        }
        Ok(imported) => imported.findings.into_iter().try_for_each(|raw| {
            let place = line_of(json, line, raw);
            out.findings(place, finding::<AsffFinding>(raw, place))
        }),
    }
}

/// What both kinds of findings become.
pub(super) trait IntoFindings {
    fn into_findings(self) -> Result<Vec<Finding>, String>;
}

impl IntoFindings for InspectorFinding {
    fn into_findings(self) -> Result<Vec<Finding>, String> {
        Self::into_findings(self)
    }
}

impl IntoFindings for AsffFinding {
    fn into_findings(self) -> Result<Vec<Finding>, String> {
        Self::into_findings(self)
    }
}

fn finding<T: serde::de::DeserializeOwned + IntoFindings>(raw: &RawValue, line: u64) -> Result<Vec<Finding>, String> {
    json::parse::<T>(raw.get().as_bytes(), line).and_then(T::into_findings)
}

/// The line on which a part of `json` begins, `json` itself beginning on `line`.
fn line_of(json: &[u8], line: u64, part: &RawValue) -> u64 {
    let offset = (part.get().as_ptr() as usize).saturating_sub(json.as_ptr() as usize);
    let before = json.get(..offset).unwrap_or_default();
    line + memchr::memchr_iter(b'\n', before).count() as u64
}
