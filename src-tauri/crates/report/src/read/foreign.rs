//! Says what a file is that no reader knows, so that the message names the next step.

use super::head::Head;
use super::json::Outline;
use super::out::presentable;

/// What would have been read.
const WANTED: &str = "Ingot reads reports of Amazon Inspector, EC2 Image Builder, Security Hub, Qualys, Trivy and \
                      Grype, CycloneDX and SPDX documents, and the KEV and EPSS lists; `docs/reports.md` names the forms";

/// Why a file with this head is refused; `fault` is what is wrong with the text of a JSON file.
pub(super) fn reason(head: &Head, fault: Option<String>) -> String {
    let seen = match head {
        Head::Empty => return "the file is empty".into(),
        Head::Packed(how) => return format!("it is {how}; unpack it first"),
        Head::Foreign(reason) => return format!("{}; {WANTED}", presentable(reason)),
        Head::Xml(root) if root.name.eq_ignore_ascii_case("html") => "it is HTML".into(),
        Head::Xml(root) => format!("it is XML of another kind (`{}`)", root.name),
        Head::Text { .. } => "it is neither JSON nor XML nor a table with a header that Ingot knows".into(),
        Head::Json(outline) => match (by_shape(outline), fault) {
            (Some(seen), _) => seen,
            (None, Some(fault)) => return presentable(&fault),
            (None, None) => by_keys(outline),
        },
    };
    format!("{}; {WANTED}", presentable(&seen))
}

fn by_shape(outline: &Outline) -> Option<String> {
    Some(match outline {
        Outline::Object(_) if outline.has("runs") => "it is a SARIF log".into(),
        Outline::Object(_) if outline.get("findings").is_some_and(|findings| !findings.is_array()) => {
            "its `findings` is not an array".into()
        }
        Outline::Array { empty: true, .. } => "it is an empty array, which does not say what of".into(),
        Outline::Array { objects, .. } if objects.is_empty() => "it is an array without any object".into(),
        _ => return None,
    })
}

fn by_keys(outline: &Outline) -> String {
    let (what, object) = match outline {
        Outline::Array { objects, .. } => ("an array of unknown objects", objects.first()),
        _ => ("a JSON object of another kind", Some(outline)),
    };
    let keys: Vec<_> = object
        .into_iter()
        .flat_map(Outline::keys)
        .take(5)
        .map(|key| format!("`{key}`"))
        .collect();
    if keys.is_empty() {
        format!("it is {what}")
    } else {
        format!("it is {what} (with {})", keys.join(", "))
    }
}
