//! SPDX documents: 2.2 and 2.3 in JSON and as tags and values, 3.0 in JSON-LD.
//!
//! <https://spdx.github.io/spdx-spec/v2.3/>, <https://spdx.github.io/spdx-spec/v3.0.1/>

mod graph;
mod package;
mod tag_value;

use serde::Deserialize;

use super::head::Head;
use super::json::{self, Outline};
use super::moment;
use super::out::Out;
use super::vocabulary::stated;
use super::{Format, ReadError, Room, Source, Subject, Verdict};
use package::SpdxPackage;

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    match head {
        Head::Json(json) if json.has("@graph") && is_graph(json) => Verdict::Is(Format::Spdx3Json),
        Head::Json(json) if prefix(json).is_some() => Verdict::Is(Format::SpdxJson),
        Head::Text { text, .. } => {
            let tags = |tag: &str| text.lines().take(100).any(|line| line.trim_start().starts_with(tag));
            if tags("SPDXVersion:") {
                Verdict::Is(Format::SpdxTagValue)
            } else if tags("spdxVersion:") || tags("\"spdxVersion\":") {
                Verdict::Refused("it is an SPDX document in YAML; export it as JSON or tag-value".into())
            } else {
                Verdict::Unknown
            }
        }
        Head::Xml(root) if root.attributes.iter().any(|(_, value)| value.contains("spdx.org/rdf")) => {
            Verdict::Refused("it is an SPDX document in RDF; export it as JSON or tag-value".into())
        }
        _ => Verdict::Unknown,
    }
}

/// Where the document is: GitHub's export of a dependency graph has it under `sbom`.
fn prefix(json: &Outline) -> Option<&'static str> {
    if json.has("spdxVersion") {
        Some("")
    } else if json.get("sbom").is_some_and(|sbom| sbom.has("spdxVersion")) {
        Some("sbom.")
    } else {
        None
    }
}

fn is_graph(json: &Outline) -> bool {
    let context = match json.get("@context") {
        Some(Outline::Text(address)) => address.contains("spdx"),
        _ => false,
    };
    let elements = json.get("@graph").map_or(&[][..], Outline::objects);
    context || json.has("spdxVersion") || elements.iter().any(|element| element.has("spdxId"))
}

fn read(format: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    match (format, head) {
        (Format::SpdxTagValue, _) => tag_value::read(source, out),
        (Format::Spdx3Json, _) => graph::read(source, out),
        (_, Head::Json(json)) => read_json(prefix(json).unwrap_or_default(), source, out),
        _ => Ok(()),
    }
}

#[derive(Default, Deserialize)]
struct CreationInfo {
    created: Option<String>,
    creators: Option<Vec<String>>,
}

/// What a document says of itself.
#[derive(Default)]
struct Document {
    name: Option<String>,
    created: Option<String>,
    creators: Vec<String>,
}

impl Document {
    fn subject(self) -> Subject {
        let tools: Vec<_> = self
            .creators
            .iter()
            .filter_map(|creator| creator.strip_prefix("Tool:"))
            .map(str::trim)
            .collect();
        Subject {
            name: stated(self.name),
            image: None,
            tool: stated(Some(tools.join(", "))),
            written: moment::at(self.created.as_deref()),
            gap: None,
        }
    }
}

fn read_json(prefix: &str, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let patterns = ["name", "creationInfo"].map(|key| format!("{prefix}{key}"));
    let mut document = Document::default();
    json::walk(source, &[&patterns[0], &patterns[1]], &mut |element| {
        if let (0, Ok(json)) = (element.document, element.json) {
            if element.pattern == 0 {
                document.name = serde_json::from_slice(json).ok();
            } else if let Ok(info) = serde_json::from_slice::<CreationInfo>(json) {
                document.created = info.created;
                document.creators = info.creators.unwrap_or_default();
            }
        }
        Ok(())
    })?;
    out.subject = document.subject();
    let packages = format!("{prefix}packages[*]");
    let end = json::walk(source, &[&packages], &mut |element| {
        let package = json::entry::<SpdxPackage>(&element);
        package::hand_over(package, element.line, out)
    })?;
    out.broken_off(end.broken_off);
    Ok(())
}
