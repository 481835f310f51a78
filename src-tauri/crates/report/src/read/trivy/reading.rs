//! Where the entries of a Trivy report are. What a result looked at may stand behind what it found (in a file with
//! sorted keys), so the file is read twice.

use std::collections::HashMap;

use serde::Deserialize;

use super::{InstalledPackage, License, Misconfiguration, ModifiedFinding, Report, Secret, Target, Vulnerability};
use crate::Finding;
use crate::read::documents::Documents;
use crate::read::head::Head;
use crate::read::json::{self, Outline};
use crate::read::out::Out;
use crate::read::vocabulary::stated;
use crate::read::{Format, ReadError, Room, Source, Verdict};

pub(in crate::read) const ROOM: Room = Room { recognise, read };

/// Where results are, in the three shapes of a report.
const REPORT: &[&str] = &["Results[*]"];
const LEGACY: &[&str] = &["[*]"];
const CLUSTER: &[&str] = &[
    "Resources[*].Results[*]",
    "Vulnerabilities[*].Results[*]",
    "Misconfigurations[*].Results[*]",
];

/// The lists of a result.
const LISTS: [&str; 6] = [
    "Vulnerabilities[*]",
    "Packages[*]",
    "Misconfigurations[*]",
    "Secrets[*]",
    "Licenses[*]",
    "ExperimentalModifiedFindings[*]",
];

fn recognise(head: &Head) -> Verdict {
    match head {
        Head::Json(json) if shape(json).is_some() => Verdict::Is(Format::TrivyJson),
        _ => Verdict::Unknown,
    }
}

fn shape(json: &Outline) -> Option<&'static [&'static str]> {
    let results = |list: &Outline| {
        list.objects()
            .iter()
            .any(|object| object.has("Results") && object.has("Kind"))
    };
    if let Outline::Array { objects, .. } = json {
        let legacy = |object: &Outline| {
            object.has("Target") && (object.has("Vulnerabilities") || object.has("Type") || object.has("Class"))
        };
        return objects.iter().any(legacy).then_some(LEGACY);
    }
    let cluster = ["Resources", "Vulnerabilities", "Misconfigurations"];
    if json.has("ClusterName") || cluster.iter().any(|list| json.get(list).is_some_and(results)) {
        return Some(CLUSTER);
    }
    let named = json.has("ArtifactName") && (json.has("SchemaVersion") || json.has("ArtifactType"));
    let targeted = json
        .get("Results")
        .is_some_and(|results| results.objects().iter().any(|object| object.has("Target")));
    (named || targeted).then_some(REPORT)
}

fn read(_: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let Head::Json(json) = head else { return Ok(()) };
    let places = shape(json).unwrap_or(REPORT);
    let context = Context::collect(source, places)?;
    out.subject = context.reports.get(0).subject();

    let patterns: Vec<_> = places
        .iter()
        .flat_map(|place| LISTS.map(|list| format!("{place}.{list}")))
        .collect();
    let patterns: Vec<_> = patterns.iter().map(String::as_str).collect();
    let end = json::walk(source, &patterns, &mut |element| {
        let (place, list) = (element.pattern / LISTS.len(), element.pattern % LISTS.len());
        let report = context.reports.get(element.document);
        let (_, of_result) = element.indices.split_last().unwrap_or((&0, &[]));
        let target = context.target(element.document, place, of_result);
        let finding = match list {
            0 => json::entry::<Vulnerability>(&element).and_then(|found| found.into_finding(report, &target.target)),
            1 => {
                let package = json::entry::<InstalledPackage>(&element);
                return out.package(
                    element.line,
                    package.and_then(|package| package.into_package(&target.target)),
                );
            }
            2 => json::entry::<Misconfiguration>(&element).and_then(|found| found.into_finding(report, &target.target)),
            3 => json::entry::<Secret>(&element).and_then(|found| found.into_finding(report, &target.target)),
            4 => json::entry::<License>(&element).and_then(|found| found.into_finding(report, &target.target)),
            _ => json::entry::<ModifiedFinding>(&element).and_then(|found| found.into_finding(report, &target.target)),
        };
        out.findings(element.line, finding.map(|finding| vec![target.place(finding)]))
    })?;
    out.broken_off(end.broken_off);
    Ok(())
}

/// Most results and resources that are kept; of further ones it is not known what they looked at.
const MOST_TARGETS: usize = 500_000;

/// What the report says of itself and of each result.
#[derive(Default)]
struct Context {
    reports: Documents<Report>,
    targets: HashMap<(u64, usize, Vec<u64>), Looked>,
    nowhere: Looked,
}

/// What one result looked at; in a cluster also the resource.
#[derive(Clone, Debug, Default)]
struct Looked {
    target: Target,
    resource: Option<String>,
    resource_type: Option<String>,
}

impl Context {
    fn collect(source: &dyn Source, places: &'static [&'static str]) -> Result<Self, ReadError> {
        const OF_REPORT: [&str; 6] = [
            "ArtifactName",
            "ArtifactType",
            "CreatedAt",
            "ClusterName",
            "Metadata",
            "Trivy",
        ];
        const OF_RESULT: [&str; 3] = ["Target", "Class", "Type"];
        const OF_RESOURCE: [&str; 3] = ["Namespace", "Kind", "Name"];
        let mut patterns: Vec<String> = Vec::new();
        if places != LEGACY {
            patterns.extend(OF_REPORT.map(str::to_owned));
        }
        let before = patterns.len();
        patterns.extend(
            places
                .iter()
                .flat_map(|place| OF_RESULT.map(|key| format!("{place}.{key}"))),
        );
        let results = patterns.len();
        if places == CLUSTER {
            let resources = places.iter().map(|place| place.trim_end_matches(".Results[*]"));
            patterns.extend(resources.flat_map(|place| OF_RESOURCE.map(|key| format!("{place}.{key}"))));
        }
        let patterns: Vec<_> = patterns.iter().map(String::as_str).collect();

        let mut context = Self::default();
        let mut resources: HashMap<(u64, usize, Vec<u64>), [Option<String>; 3]> = HashMap::new();
        json::walk(source, &patterns, &mut |element| {
            let Ok(json) = element.json else { return Ok(()) };
            if element.pattern < before {
                if let Some(report) = context.reports.learn(element.document) {
                    report.learn(element.pattern, json);
                }
                return Ok(());
            }
            let Ok(text) = serde_json::from_slice::<String>(json) else {
                return Ok(());
            };
            let of_resource = element.pattern >= results;
            let position = element.pattern - if of_resource { results } else { before };
            let key = (element.document, position / 3, element.indices.to_vec());
            if context.targets.len() + resources.len() > MOST_TARGETS {
                return Ok(());
            }
            if of_resource {
                if let Some(slot) = resources.entry(key).or_default().get_mut(position % 3) {
                    *slot = Some(text);
                }
            } else {
                let target = &mut context.targets.entry(key).or_default().target;
                match position % 3 {
                    0 => target.target = Some(text),
                    1 => target.class = Some(text),
                    _ => target.kind = Some(text),
                }
            }
            Ok(())
        })?;
        for ((document, place, indices), looked) in &mut context.targets {
            let (_, of_resource) = indices.split_last().unwrap_or((&0, &[]));
            if let Some([namespace, kind, name]) = resources.get(&(*document, *place, of_resource.to_vec())) {
                let words: Vec<_> = [namespace, kind, name]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                looked.resource = stated(Some(words.join("/")));
                looked.resource_type.clone_from(kind);
            }
        }
        Ok(context)
    }

    fn target(&self, document: u64, place: usize, indices: &[u64]) -> &Looked {
        self.targets
            .get(&(document, place, indices.to_vec()))
            .unwrap_or(&self.nowhere)
    }
}

impl Report {
    /// Takes the value of the member at that position of the list of members that are asked for. One of another type
    /// than expected says nothing.
    fn learn(&mut self, member: usize, json: &[u8]) {
        fn value<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
            serde_json::from_slice(json).ok()
        }
        match member {
            0 => self.artifact_name = value(json),
            1 => self.artifact_type = value(json),
            2 => self.created_at = value(json),
            3 => self.cluster_name = value(json),
            4 => self.metadata = value(json),
            _ => self.trivy = value(json),
        }
    }
}

impl Looked {
    fn place(&self, mut finding: Finding) -> Finding {
        if self.resource.is_some() {
            finding.resource.clone_from(&self.resource);
            finding.resource_type.clone_from(&self.resource_type);
        }
        finding
    }
}
