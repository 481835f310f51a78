//! Reading a document with the place of everything in it.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::notes::{self, UnreadableExpiry};
use super::subject::{Product, Subject, subjects};
use super::{Problem, Statement};
use crate::{Decision, DecisionState, Justification, Timestamp};

/// Stands where OpenVEX wants a reason and none was given.
pub(super) const NO_REASON: &str = "No reason was given.";

/// The parts of a document that are read or edited, as they stand in the text.
#[derive(Deserialize)]
pub(super) struct Outline<'a> {
    #[serde(borrow)]
    pub timestamp: Option<&'a RawValue>,
    #[serde(borrow)]
    pub last_updated: Option<&'a RawValue>,
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    #[serde(borrow)]
    pub statements: Option<&'a RawValue>,
}

/// A statement of a document.
pub(super) struct Placed {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// One for each package and image it names; none if it cannot be read.
    pub says: Vec<Statement>,
    /// Ingot wrote it, and nobody added anything.
    pub is_ours: bool,
}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct RawStatement {
    vulnerability: Option<Vulnerability>,
    timestamp: Option<String>,
    products: Option<Vec<Product>>,
    status: Option<String>,
    status_notes: Option<String>,
    justification: Option<String>,
    impact_statement: Option<String>,
    action_statement: Option<String>,
}

/// Fields of a statement as Ingot writes it.
const OUR_FIELDS: [&str; 8] = [
    "vulnerability",
    "timestamp",
    "products",
    "status",
    "status_notes",
    "justification",
    "impact_statement",
    "action_statement",
];

/// Before v0.2.0 it was the name alone.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`vulnerability` is no name and no object with one")]
enum Vulnerability {
    Name(String),
    Described {
        #[serde(rename = "@id")]
        id: Option<String>,
        name: Option<String>,
        #[serde(default)]
        aliases: Vec<String>,
    },
}

/// Every statement in its order, and what could not be read.
pub(super) fn read(text: &str) -> (Vec<Placed>, Vec<Problem>) {
    let mut problems = Vec::new();
    let lines = Lines::of(text);
    let outline = match outline(text) {
        Ok(outline) => outline,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let of_document = outline
        .timestamp
        .and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let mut placed = Vec::new();
    for (index, raw) in elements(&outline).into_iter().enumerate() {
        let range = range(text, raw);
        let mut wrong = |message: String| {
            let line = lines.line(range.start);
            problems.push(Problem {
                line,
                message: format!("statement {}: {message}", index + 1),
            });
        };
        let statement: RawStatement = match serde_json::from_str(raw.get()) {
            Ok(statement) => statement,
            Err(error) => {
                let error = error.to_string();
                let what = error.split(" at line ").next().unwrap_or_default();
                wrong(format!("is no OpenVEX statement: {what}"));
                placed.push(Placed {
                    range,
                    says: Vec::new(),
                    is_ours: false,
                });
                continue;
            }
        };
        let (says, is_ours) = statement.says(of_document.as_deref(), &mut wrong);
        let is_ours = is_ours && has_only_our_fields(raw);
        placed.push(Placed { range, says, is_ours });
    }
    (placed, problems)
}

pub(super) fn outline(text: &str) -> Result<Outline<'_>, Problem> {
    let outline: Outline = serde_json::from_str(text).map_err(|error| Problem {
        line: error.line().max(1),
        message: format!("is no OpenVEX document: {error}"),
    })?;
    let is_list = outline.statements.is_some_and(|raw| raw.get().starts_with('['));
    if !is_list {
        let message = "is no OpenVEX document: it has no list of `statements`".to_owned();
        return Err(Problem { line: 1, message });
    }
    Ok(outline)
}

pub(super) fn elements<'a>(outline: &Outline<'a>) -> Vec<&'a RawValue> {
    let list = outline.statements.map(RawValue::get).unwrap_or("[]");
    serde_json::from_str(list).unwrap_or_default()
}

/// Where a part of `text` stands in it.
pub(super) fn range(text: &str, raw: &RawValue) -> Range<usize> {
    let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + raw.get().len()
}

fn has_only_our_fields(raw: &RawValue) -> bool {
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(raw.get())
        .is_ok_and(|fields| fields.keys().all(|key| OUR_FIELDS.contains(&key.as_str())))
}

impl RawStatement {
    /// What it decides, and whether in Ingot's form.
    fn says(self, of_document: Option<&str>, wrong: &mut dyn FnMut(String)) -> (Vec<Statement>, bool) {
        let (vulnerability, aliases) = match self.vulnerability {
            Some(Vulnerability::Name(name)) => (name, Vec::new()),
            Some(Vulnerability::Described { id, name, aliases }) => {
                let of_id = || id.and_then(|id| id.rsplit('/').next().map(str::to_owned));
                (name.or_else(of_id).unwrap_or_default(), aliases)
            }
            None => (String::new(), Vec::new()),
        };
        if vulnerability.is_empty() {
            wrong("names no vulnerability".to_owned());
            return (Vec::new(), false);
        }
        let time = self.timestamp.as_deref().or(of_document);
        let Some(decided) = time.and_then(|time| time.parse::<Timestamp>().ok()) else {
            wrong("has no time that can be read, nor has the document".to_owned());
            return (Vec::new(), false);
        };
        let mut status = self.status.as_deref().unwrap_or_default();
        let notes = match notes::read(self.status_notes.as_deref().unwrap_or_default()) {
            Ok(notes) => notes,
            Err(UnreadableExpiry(when)) => {
                wrong(format!(
                    "holds until `{when}`, which is no date; the finding stays open"
                ));
                status = "under_investigation";
                None
            }
        };
        let justification = match self.justification.as_deref().filter(|word| !word.is_empty()) {
            None => None,
            Some(word) => match Justification::from_name(word) {
                Some(justification) => Some(justification),
                None => {
                    wrong(format!("`{word}` is none of OpenVEX's justifications"));
                    return (Vec::new(), false);
                }
            },
        };
        let ours = notes.filter(|notes| status == status_of(notes.state));
        let text = |field: Option<String>| field.filter(|text| text != NO_REASON).unwrap_or_default();
        let is_ours = ours.is_some();
        let (state, reason, justification, expires, author) = if let Some(ours) = ours {
            let reason = match ours.state {
                DecisionState::InTriage => ours.rest,
                DecisionState::NotAffected | DecisionState::FalsePositive => text(self.impact_statement),
                DecisionState::Accepted => text(self.action_statement),
            };
            (ours.state, reason, justification, ours.expires, ours.author)
        } else {
            let said = [self.impact_statement, self.action_statement, self.status_notes];
            let said = said
                .into_iter()
                .flatten()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n");
            match status {
                "not_affected" if justification.is_none() && said.is_empty() => {
                    wrong("says `not_affected` without a justification or an impact statement".to_owned());
                    return (Vec::new(), false);
                }
                "not_affected" => (DecisionState::NotAffected, said, justification, None, None),
                "fixed" => {
                    let justification = Some(Justification::VulnerableCodeNotPresent);
                    (
                        DecisionState::NotAffected,
                        format!("fixed {said}").trim_end().to_owned(),
                        justification,
                        None,
                        None,
                    )
                }
                // "Affected" is no acceptance: the finding stays open.
                "affected" | "under_investigation" => (DecisionState::InTriage, said, None, None, None),
                other => {
                    wrong(format!(
                        "`{}` is no status of OpenVEX",
                        other.chars().take(40).collect::<String>()
                    ));
                    return (Vec::new(), false);
                }
            }
        };
        let about = subjects(self.products.unwrap_or_default(), wrong);
        let statement = |subject: Subject| Statement {
            decision: Decision {
                vulnerability: vulnerability.clone(),
                package: subject.package,
                version: subject.version,
                image: subject.image,
                state,
                justification,
                reason: reason.clone(),
                author: author.clone(),
                decided,
                expires,
            },
            aliases: aliases.clone(),
            purl: subject.purl,
        };
        (about.into_iter().map(statement).collect(), is_ours)
    }
}

pub(super) fn status_of(state: DecisionState) -> &'static str {
    match state {
        DecisionState::InTriage => "under_investigation",
        DecisionState::NotAffected | DecisionState::FalsePositive => "not_affected",
        DecisionState::Accepted => "affected",
    }
}

/// Numbers of lines, found in one pass.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&end| end < offset) + 1
    }
}
