//! Where the entries of a CycloneDX document are: its components, those inside others too, then its vulnerabilities.
//!
//! A vulnerability names the components it affects by a reference, and those may be anywhere in the file. So the file is
//! read three times: for the references, for the components (those that are referred to are kept), and for the
//! vulnerabilities.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Component, Components, Metadata, Vulnerability, xml};
use crate::read::documents::Documents;
use crate::read::head::Head;
use crate::read::json::{self, Outline};
use crate::read::out::Out;
use crate::read::{Format, ReadError, Room, Source, Subject, Verdict};
use crate::{Finding, Package};

pub(in crate::read) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    match head {
        // Inspector's scan API puts the document into `sbom` (botocore inspector-scan/2023-08-08, ScanSbomResponse).
        Head::Json(json) if is_cyclonedx(json) || json.get("sbom").is_some_and(is_cyclonedx) => {
            Verdict::Is(Format::CyclonedxJson)
        }
        Head::Xml(root) if root.name == "bom" => {
            let cyclonedx = |(name, value): &(String, String)| name.starts_with("xmlns") && value.contains("cyclonedx");
            match root.attributes.iter().any(cyclonedx) || root.attributes.is_empty() {
                true => Verdict::Is(Format::CyclonedxXml),
                false => Verdict::Unknown,
            }
        }
        _ => Verdict::Unknown,
    }
}

fn is_cyclonedx(json: &Outline) -> bool {
    json.text("bomFormat") == Some("CycloneDX")
        || json.text("$schema").is_some_and(|schema| schema.contains("cyclonedx"))
        || (json
            .text("specVersion")
            .is_some_and(|version| version.starts_with("1."))
            && json.has("components"))
}

fn read(format: Format, _: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    match format {
        Format::CyclonedxXml => xml::read(source, out),
        _ => read_json(source, out),
    }
}

/// Most components that vulnerabilities may refer to; findings in further ones say nothing of their package.
const MOST_WANTED: usize = 300_000;

/// What is known of a document before its vulnerabilities are read.
#[derive(Default)]
pub(super) struct Known {
    /// The references that its vulnerabilities make.
    pub wanted: HashSet<String>,
    /// The components that are referred to.
    pub components: Components,
    pub subject: Subject,
}

impl Known {
    /// Keeps the package if a vulnerability refers to it.
    pub fn learn(&mut self, reference: Option<&str>, package: &Result<Package, String>) {
        if let (Some(reference), Ok(package)) = (reference, package)
            && self.wanted.contains(reference)
        {
            self.components.insert(reference.to_owned(), package.clone());
        }
    }

    /// Wants the component that a vulnerability refers to.
    pub fn want(&mut self, reference: String) {
        let name = super::vulnerability::local_reference(&reference).to_owned();
        if self.wanted.len() < MOST_WANTED {
            self.wanted.insert(name);
        }
    }

    /// The findings of a vulnerability of this document.
    pub fn findings(&self, vulnerability: Vulnerability) -> Result<Vec<Finding>, String> {
        let mut findings = vulnerability.into_findings(&self.components)?;
        for finding in &mut findings {
            finding.resource.clone_from(&self.subject.name);
            finding.image.clone_from(&self.subject.image);
        }
        Ok(findings)
    }
}

fn read_json(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let mut documents: Documents<Known> = Documents::default();
    json::walk(
        source,
        &[
            "vulnerabilities[*].affects[*].ref",
            "metadata",
            "sbom.vulnerabilities[*].affects[*].ref",
            "sbom.metadata",
        ],
        &mut |element| {
            let Some(known) = documents.learn(element.document) else {
                return Ok(());
            };
            match (element.pattern % 2, element.json) {
                (0, Ok(json)) => {
                    if let Ok(reference) = serde_json::from_slice::<String>(json) {
                        known.want(reference);
                    }
                }
                // What is of another type than expected says nothing.
                (_, Ok(json)) => {
                    let metadata = serde_json::from_slice::<Metadata>(json).unwrap_or_default();
                    known.subject = metadata.subject();
                }
                (_, Err(_)) => {}
            }
            Ok(())
        },
    )?;
    out.subject = documents.get(0).subject.clone();

    json::walk(source, &["components[*]", "sbom.components[*]"], &mut |element| {
        let mut known = documents.learn(element.document);
        match element.json {
            Ok(json) => flattened(json, element.line, &mut |component| {
                let reference = component.as_ref().ok().and_then(|component| component.bom_ref.clone());
                let package = component.and_then(Component::into_package);
                if let Some(known) = &mut known {
                    known.learn(reference.as_deref(), &package);
                }
                out.package(element.line, package)
            }),
            Err(unreadable) => out.package(element.line, Err(unreadable.reason())),
        }
    })?;

    let end = json::walk(
        source,
        &["vulnerabilities[*]", "sbom.vulnerabilities[*]"],
        &mut |element| {
            let known = documents.get(element.document);
            let findings =
                json::entry::<Vulnerability>(&element).and_then(|vulnerability| known.findings(vulnerability));
            out.findings(element.line, findings)
        },
    )?;
    out.broken_off(end.broken_off);
    Ok(())
}

/// What gets a component of those inside one; its errors end the reading.
type Sink<'s> = dyn FnMut(Result<Component, String>) -> Result<(), ReadError> + 's;

/// Hands over the component `json` and all inside it, in the order of the document. Each is parsed by itself, so that
/// one that is broken does not cost the others.
fn flattened(json: &[u8], line: u64, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    #[derive(Deserialize)]
    struct Inside<'a> {
        #[serde(borrow)]
        components: Option<Vec<&'a RawValue>>,
    }
    let mut waiting = vec![json];
    while let Some(json) = waiting.pop() {
        let component = match json.first() {
            Some(b'{') => json::parse::<Component>(json, line),
            _ => Err("the component is not an object".to_owned()),
        };
        sink(component)?;
        match serde_json::from_slice::<Inside<'_>>(json) {
            Ok(inside) => {
                let inside = inside.components.unwrap_or_default();
                waiting.extend(inside.into_iter().rev().map(|component| component.get().as_bytes()));
            }
            // Of a component that is no JSON at all, this was said already.
            Err(error) if error.is_data() && json.first() == Some(&b'{') => {
                sink(Err("its `components` are no list".to_owned()))?;
            }
            Err(_) => {}
        }
    }
    Ok(())
}
