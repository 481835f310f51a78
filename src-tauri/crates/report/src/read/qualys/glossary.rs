//! What a report says of each QID, once, behind all its detections.

use std::collections::HashMap;

use super::detection::{Detection, Host};
use super::xml::explained;
use crate::Finding;
use crate::read::moment::Slashes;
use crate::read::xml::Node;

/// Most text that is kept of all QIDs together. Beyond it, QIDs keep their title and severity.
const MOST_TEXT: usize = 64 << 20;

/// What is kept of a QID, in the words of both glossaries.
const WANTED: [&str; 16] = [
    "QID",
    "TITLE",
    "SEVERITY",
    "CATEGORY",
    "CVSS_BASE",
    "CVSS3_BASE",
    "CWE",
    "CVSS_SCORE",
    "CVSS3_SCORE",
    "THREAT",
    "DESCRIPTION",
    "IMPACT",
    "SOLUTION",
    "CORRELATION",
    "CVE_ID_LIST",
    "VENDOR_REFERENCE_LIST",
];
const SHORT: [&str; 4] = ["QID", "TITLE", "SEVERITY", "CATEGORY"];

/// Most QIDs that are kept: all that there are.
const MOST_ENTRIES: usize = 400_000;

#[derive(Default)]
pub(super) struct Glossary {
    /// By the digits of the QID.
    entries: HashMap<String, Node>,
    text: usize,
}

impl Glossary {
    pub fn add(&mut self, mut node: Node) {
        let Some(qid) = qid(&node).map(str::to_owned) else {
            return;
        };
        node.children.retain(|child| WANTED.contains(&child.name.as_str()));
        self.text = self.text.saturating_add(size(&node));
        if self.text > MOST_TEXT {
            node.children.retain(|child| SHORT.contains(&child.name.as_str()));
        }
        if self.entries.len() < MOST_ENTRIES {
            self.entries.insert(qid, node);
        }
    }

    /// The findings of a detection, with what its QID means.
    pub fn explain(&self, node: &Node, found: Detection<'_>, host: &Host) -> Result<Vec<Finding>, String> {
        let explanation = qid(node).and_then(|qid| self.entries.get(qid));
        let Some(entry) = explanation else {
            return found.into_findings(host, Slashes::MonthFirst);
        };
        let meaning = explained(entry);
        // Of web applications only the glossary says how certain it is.
        let kind = match entry.text_at("CATEGORY") {
            Some(category) if category.starts_with("Potential") => Some("Potential"),
            _ => found.kind,
        };
        let detection = Detection {
            kind,
            title: meaning.title,
            level: found.level.or(meaning.level),
            threat: meaning.threat,
            impact: meaning.impact,
            solution: meaning.solution,
            cvss3: meaning.cvss3,
            cvss2: meaning.cvss2,
            cves: meaning.cves,
            exploits: meaning.exploits,
            cwes: meaning.cwes,
            references: meaning.references,
            ..found
        };
        detection.into_findings(host, Slashes::MonthFirst)
    }
}

/// The length of all texts of a node.
fn size(node: &Node) -> usize {
    let mut size = 0;
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        size += node.text().map_or(0, str::len) + node.name.len();
        waiting.extend(&node.children);
    }
    size
}

/// The digits of `<QID>105971</QID>` or `<QID id="qid_105971">105971</QID>`.
fn qid(node: &Node) -> Option<&str> {
    let qid = node.child("QID")?;
    let id = || qid.attribute("id")?.strip_prefix("qid_");
    qid.text().or_else(id)
}
