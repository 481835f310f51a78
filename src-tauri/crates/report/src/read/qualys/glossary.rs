//! What a report says of each QID, once, behind all its detections.

use std::collections::HashMap;

use super::detection::{Detection, Host};
use super::xml::explained;
use crate::Finding;
use crate::read::moment::Slashes;
use crate::read::xml::Node;

/// Most text that is kept of all QIDs together. Beyond it, QIDs keep their title and scores.
const MOST_TEXT: usize = 64 << 20;

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
        const LONG: [&str; 4] = ["THREAT", "IMPACT", "SOLUTION", "DESCRIPTION"];
        let length: usize = LONG.iter().filter_map(|name| node.text_at(name)).map(str::len).sum();
        if self.text.saturating_add(length) > MOST_TEXT {
            node.children.retain(|child| !LONG.contains(&child.name.as_str()));
        } else {
            self.text += length;
        }
        self.entries.insert(qid, node);
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

/// The digits of `<QID>105971</QID>` or `<QID id="qid_105971">105971</QID>`.
fn qid(node: &Node) -> Option<&str> {
    let qid = node.child("QID")?;
    let id = || qid.attribute("id")?.strip_prefix("qid_");
    qid.text().or_else(id)
}
