//! Statements as Ingot writes them, laid out as the document is.

use serde::Serialize;

use super::Statement;
use super::document::{self, NO_REASON, Outline, elements, status_of};
use super::notes::{self, Notes};
use super::product::{image_id, package_id};
use crate::{DecisionState, Timestamp};

/// How a document is laid out.
pub(super) struct Style {
    /// Before a statement.
    pub indent: String,
    /// One level.
    pub unit: String,
    /// Before the end of the list.
    pub closing: String,
    pub newline: &'static str,
}

impl Style {
    pub fn of(text: &str, outline: &Outline) -> Self {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let own_line = |at: usize| -> Option<String> {
            let before = text.get(..at)?;
            let blanks = before.get(before.rfind('\n')? + 1..)?;
            blanks
                .bytes()
                .all(|byte| matches!(byte, b' ' | b'\t'))
                .then(|| blanks.to_owned())
        };
        let first = elements(outline)
            .first()
            .and_then(|raw| own_line(document::range(text, raw).start));
        let indent = first.unwrap_or_else(|| "    ".to_owned());
        // Statements stand two levels deep.
        let unit = indent.get(..indent.len() / 2).unwrap_or_default().to_owned();
        let unit = if indent == "\t" { indent.clone() } else { unit };
        Self {
            closing: unit.clone(),
            indent,
            unit,
            newline,
        }
    }

    /// The statement as it stands in the list, its first line without indentation.
    pub fn statement(&self, statement: &Statement) -> String {
        let mut bytes = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(self.unit.as_bytes());
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        // Strings and lists into memory: nothing that can fail.
        let _ = Written::of(statement).serialize(&mut serializer);
        let text = String::from_utf8(bytes).unwrap_or_default();
        text.replace('\n', &format!("{}{}", self.newline, self.indent))
    }
}

/// A statement in the order of its fields.
#[derive(Serialize)]
struct Written {
    vulnerability: Vulnerability,
    timestamp: Timestamp,
    products: [Component; 1],
    status: &'static str,
    status_notes: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impact_statement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action_statement: Option<String>,
}

#[derive(Serialize)]
struct Vulnerability {
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
}

#[derive(Serialize)]
struct Component {
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifiers: Option<Identifiers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subcomponents: Vec<Component>,
}

#[derive(Serialize)]
struct Identifiers {
    purl: String,
}

impl Written {
    fn of(statement: &Statement) -> Self {
        let Statement {
            decision,
            aliases,
            purl,
        } = statement;
        let package = decision.package.as_deref().map(|name| {
            let id = package_id(name, decision.version.as_deref(), purl.as_deref());
            // The scanner's name for it differs from the one in its package URL: both are kept.
            let identifiers = purl.clone().filter(|_| id.starts_with("pkg:generic/package/"));
            Component {
                id,
                identifiers: identifiers.map(|purl| Identifiers { purl }),
                subcomponents: Vec::new(),
            }
        });
        let product = match (&decision.image, package) {
            (None, Some(package)) => package,
            (image, package) => Component {
                id: image_id(image.as_deref()),
                identifiers: None,
                subcomponents: package.into_iter().collect(),
            },
        };
        let reason = |needed: bool| match decision.reason.as_str() {
            "" => needed.then(|| NO_REASON.to_owned()),
            reason => Some(reason.to_owned()),
        };
        let is_triage = decision.state == DecisionState::InTriage;
        let is_accepted = decision.state == DecisionState::Accepted;
        let justification = decision.justification.filter(|_| !is_triage && !is_accepted);
        let notes = Notes {
            state: decision.state,
            expires: decision.expires,
            author: decision.author.as_deref().and_then(notes::one_line),
            rest: if is_triage {
                decision.reason.clone()
            } else {
                String::new()
            },
        };
        Self {
            vulnerability: Vulnerability {
                name: decision.vulnerability.clone(),
                aliases: aliases.clone(),
            },
            timestamp: decision.decided,
            products: [product],
            status: status_of(decision.state),
            status_notes: notes::write(&notes),
            justification: justification.map(crate::Justification::name),
            impact_statement: if is_triage || is_accepted {
                None
            } else {
                reason(justification.is_none())
            },
            action_statement: if is_accepted { reason(true) } else { None },
        }
    }
}
