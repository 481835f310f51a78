//! Reports of Qualys: VM and PCI scans, VMDR, host detections and web applications, in XML and as tables.

mod detection;
mod glossary;
mod host;
mod packages;
mod table;
mod xml;

use super::head::Head;
use super::out::Out;
use super::{Format, ReadError, Room, Source, Verdict};

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    match head {
        Head::Xml(root) => match root.name.as_str() {
            "ASSET_DATA_REPORT" => Verdict::Is(Format::QualysAssetXml),
            "SCAN" => Verdict::Is(Format::QualysScanXml),
            "HOST_LIST_VM_DETECTION_OUTPUT" => Verdict::Is(Format::QualysDetectionsXml),
            "WAS_SCAN_REPORT" | "WAS_WEBAPP_REPORT" => Verdict::Is(Format::QualysWasXml),
            "KNOWLEDGE_BASE_VULN_LIST_OUTPUT" => {
                Verdict::Refused("it is Qualys' knowledge base, which has no findings; import a report on hosts".into())
            }
            "HOST_LIST_OUTPUT" => Verdict::Refused(
                "it is Qualys' list of hosts without detections; export the host detection list".into(),
            ),
            "SIMPLE_RETURN" => Verdict::Refused("it is an answer of Qualys' API, not a report".into()),
            _ => Verdict::Unknown,
        },
        Head::Text { table, .. } => match table::recognise(table) {
            Some((format, _)) => Verdict::Is(format),
            None => Verdict::Unknown,
        },
        _ => Verdict::Unknown,
    }
}

fn read(format: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    match head {
        Head::Text { table, .. } => table::read(format, table, source, out),
        Head::Xml(root) => match format {
            Format::QualysWasXml => xml::was(&root.name, source, out),
            Format::QualysAssetXml => xml::assets(source, out),
            Format::QualysScanXml => xml::scan(source, out),
            _ => xml::detections(source, out),
        },
        _ => Ok(()),
    }
}
