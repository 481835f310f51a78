//! Grype's JSON reports.
//!
//! Shapes: <https://github.com/anchore/grype/tree/main/grype/presenter/models> (`match.go`, `vulnerability.go`,
//! `ignore.go`, `package.go`, `source.go`), and of before version 0.8 as published reports have them.

mod matched;
mod shape;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::documents::Documents;
use super::head::Head;
use super::json::{self, Outline};
use super::moment;
use super::out::Out;
use super::vocabulary::stated;
use super::{Format, ReadError, Room, Source, Subject, Verdict};

use shape::Match;

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    match head {
        Head::Json(json) if is_grype(json) => Verdict::Is(Format::GrypeJson),
        _ => Verdict::Unknown,
    }
}

fn is_grype(json: &Outline) -> bool {
    let Some(matches) = json.get("matches") else {
        return false;
    };
    let told = matches
        .objects()
        .iter()
        .any(|entry| entry.has("vulnerability") && entry.has("artifact"));
    told || (json.has("descriptor") && (json.has("source") || json.has("distro")))
}

/// What was scanned stands behind what was found, so the file is read twice.
fn read(_: Format, _: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let mut reports: Documents<Report> = Documents::default();
    json::walk(source, &["source", "distro", "descriptor"], &mut |element| {
        // What is of another type than expected says nothing.
        if let (Ok(json), Some(report)) = (element.json, reports.learn(element.document)) {
            match element.pattern {
                0 => report.source = serde_json::from_slice(json).ok(),
                1 => report.distro = serde_json::from_slice(json).ok(),
                _ => report.descriptor = serde_json::from_slice(json).ok(),
            }
        }
        Ok(())
    })?;
    out.subject = reports.get(0).subject();
    let scanned = reports.map(|report| report.scanned());
    let end = json::walk(source, &["matches[*]", "ignoredMatches[*]"], &mut |element| {
        let scanned = scanned.get(element.document);
        let ignored = element.pattern == 1;
        let findings = json::entry::<Match>(&element).and_then(|found| found.into_findings(scanned, ignored));
        out.findings(element.line, findings)
    })?;
    out.broken_off(end.broken_off);
    Ok(())
}

/// What the report says behind its matches: Grype writes what it scanned after what it found.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub source: Option<Origin>,
    pub distro: Option<Distro>,
    pub descriptor: Option<Descriptor>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Origin {
    #[serde(rename = "type")]
    kind: Option<String>,
    /// An object for an image, a text for a directory or file.
    target: Option<Box<RawValue>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Image {
    user_input: Option<String>,
    #[serde(rename = "imageID")]
    image_id: Option<String>,
    manifest_digest: Option<String>,
    repo_digests: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Distro {
    name: Option<String>,
    version: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Descriptor {
    name: Option<String>,
    version: Option<String>,
    timestamp: Option<String>,
}

/// What every finding of a report has in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanned {
    pub image: Option<String>,
    pub resource: Option<String>,
    pub resource_type: Option<String>,
    pub platform: Option<String>,
}

impl Report {
    pub fn scanned(&self) -> Scanned {
        let mut scanned = Scanned::default();
        if let Some(source) = &self.source {
            scanned.resource_type = stated(source.kind.clone());
            let target = source.target.as_deref().map(RawValue::get).unwrap_or_default();
            if let Ok(path) = serde_json::from_str::<String>(target) {
                scanned.resource = stated(Some(path));
            } else if let Ok(image) = serde_json::from_str::<Image>(target) {
                scanned.resource = stated(image.user_input);
                let digest = image
                    .repo_digests
                    .into_iter()
                    .flatten()
                    .find(|digest| !digest.is_empty());
                scanned.image = digest
                    .or_else(|| stated(image.manifest_digest))
                    .or_else(|| stated(image.image_id));
            }
        }
        if let Some(distro) = &self.distro {
            let words: Vec<_> = [&distro.name, &distro.version]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            scanned.platform = stated(Some(words.join(" ")));
        }
        scanned
    }

    pub fn subject(&self) -> Subject {
        let scanned = self.scanned();
        let (tool, written) = match &self.descriptor {
            Some(descriptor) => {
                let name = descriptor.name.as_deref().unwrap_or("grype");
                let version = descriptor.version.as_deref().unwrap_or_default();
                let tool = format!("{name} {version}").trim_end().to_owned();
                (tool, moment::at(descriptor.timestamp.as_deref()))
            }
            None => ("grype".to_owned(), None),
        };
        Subject {
            name: scanned.resource,
            image: scanned.image,
            tool: Some(tool),
            written,
            gap: None,
        }
    }
}
