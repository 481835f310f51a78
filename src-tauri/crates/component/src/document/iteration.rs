//! `loop`: what a step is repeated over.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html>

use crate::spelling::similar;
use crate::yaml::{Entry, Node, ScalarKind};

/// A loop: as much of it as can be understood, and what is wrong with its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop<'a> {
    /// `name`, by which `{{ name.index }}` and `{{ name.value }}` refer to the loop.
    pub name: Option<&'a Node>,
    /// What it goes through; `None` when that cannot be told.
    pub over: Option<Over<'a>>,
    /// What is wrong with its shape, in the order in which it was found.
    pub faults: Vec<LoopFault<'a>>,
    /// The whole loop.
    pub node: &'a Node,
}

/// What a loop goes through.
#[derive(Clone, Debug, PartialEq)]
pub enum Over<'a> {
    /// `for`: whole numbers from `start` to `end`, both included.
    Numbers {
        /// The first number.
        start: Option<Bound<'a>>,
        /// The last number.
        end: Option<Bound<'a>>,
        /// What is added for the next one.
        update_by: Option<Bound<'a>>,
    },
    /// `forEach` with a list: its items.
    Items(&'a [Node]),
    /// `forEach` with `list` and `delimiter`: the pieces of a text.
    Pieces {
        /// The text.
        list: Option<&'a Node>,
        /// What separates the pieces; a comma when absent.
        delimiter: Option<&'a Node>,
    },
}

/// `start`, `end` or `updateBy`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound<'a> {
    /// As written.
    pub node: &'a Node,
    /// The number; `None` when it is not written as a whole number without quotes.
    pub number: Option<i64>,
}

/// What is wrong with the shape of a loop.
#[derive(Clone, Debug, PartialEq)]
pub enum LoopFault<'a> {
    /// `what` must be a mapping, or for `forEach` a list or a mapping.
    WrongType {
        /// `loop`, `for`, `forEach`, `name` or `list`.
        what: &'static str,
        /// What stands there.
        node: &'a Node,
    },
    /// It has neither `for` nor `forEach`.
    NoKind,
    /// It has both; the second of them.
    TwoKinds(&'a Node),
    /// A field that must be there is not.
    Missing {
        /// The key whose mapping lacks the field.
        key: &'a Node,
        /// Its name.
        field: &'static str,
    },
    /// A key that means nothing there.
    UnknownKey {
        /// The key.
        key: &'a Node,
        /// The keys that mean something there.
        known: &'static [&'static str],
        /// The one of them that is not there and was probably meant; when it must be there, it is
        /// not reported as [`LoopFault::Missing`] as well.
        meant: Option<&'static str>,
    },
}

/// What `delimiter` can be: the character, how YAML writes it, and its name. Without one it is the
/// comma.
pub const DELIMITERS: &[(&str, &str, &str)] = &[
    (",", "','", "comma"),
    (".", "'.'", "full stop"),
    (";", "';'", "semicolon"),
    (":", "':'", "colon"),
    ("\n", "\"\\n\"", "line break"),
    ("\t", "\"\\t\"", "tab"),
    (" ", "' '", "space"),
    ("-", "'-'", "hyphen"),
    ("_", "'_'", "underscore"),
];

/// Most faults that are collected: more would not be read, and a hostile loop could have millions.
const MAX_FAULTS: usize = 100;

const LOOP_KEYS: &[&str] = &["name", "for", "forEach"];
const FOR_KEYS: &[&str] = &["start", "end", "updateBy"];
const PIECES_KEYS: &[&str] = &["list", "delimiter"];

impl<'a> Loop<'a> {
    /// Reads the value of a `loop` key. Any node gives a loop.
    pub fn read(node: &'a Node) -> Self {
        let mut faults = Vec::new();
        if !node.is_mapping() {
            faults.push(LoopFault::WrongType { what: "loop", node });
            return Self {
                name: None,
                over: None,
                faults,
                node,
            };
        }
        let name = node.get("name").filter(|name| !name.is_null());
        if let Some(node) = name.filter(|name| name.scalar().is_none()) {
            faults.push(LoopFault::WrongType { what: "name", node });
        }
        unknown_keys(node, LOOP_KEYS, &mut faults);
        let over = match (node.entry("for"), node.entry("forEach")) {
            (Some(numbers), each) => {
                if let Some(each) = each {
                    faults.push(LoopFault::TwoKinds(&each.key));
                }
                over_numbers(numbers, &mut faults)
            }
            (None, Some(each)) => over_strings(each, &mut faults),
            (None, None) => {
                if !["for", "forEach"].iter().any(|kind| is_misspelt(&faults, kind)) {
                    faults.push(LoopFault::NoKind);
                }
                None
            }
        };
        Self {
            name,
            over,
            faults,
            node,
        }
    }

    /// Whether `{{ name.… }}` in the step's inputs refers to this loop: `loop` always does.
    pub fn answers_to(&self, name: &str) -> bool {
        name == "loop" || self.name.and_then(Node::text) == Some(name)
    }
}

fn over_numbers<'a>(entry: &'a Entry, faults: &mut Vec<LoopFault<'a>>) -> Option<Over<'a>> {
    let node = &entry.value;
    if !node.is_mapping() {
        faults.push(LoopFault::WrongType { what: "for", node });
        return None;
    }
    unknown_keys(node, FOR_KEYS, faults);
    let mut bound = |field| {
        let node = node.get(field).filter(|node| !node.is_null());
        if node.is_none() && !is_misspelt(faults, field) {
            let key = &entry.key;
            faults.push(LoopFault::Missing { key, field });
        }
        node.map(|node| Bound {
            node,
            number: match node.kind() {
                Some(ScalarKind::Int(number)) => Some(number),
                _ => None,
            },
        })
    };
    Some(Over::Numbers {
        start: bound("start"),
        end: bound("end"),
        update_by: bound("updateBy"),
    })
}

fn over_strings<'a>(entry: &'a Entry, faults: &mut Vec<LoopFault<'a>>) -> Option<Over<'a>> {
    let node = &entry.value;
    if node.is_sequence() || node.is_null() {
        return Some(Over::Items(node.items()));
    }
    if !node.is_mapping() {
        faults.push(LoopFault::WrongType { what: "forEach", node });
        return None;
    }
    unknown_keys(node, PIECES_KEYS, faults);
    let list = node.get("list");
    match list {
        None if is_misspelt(faults, "list") => {}
        None => faults.push(LoopFault::Missing {
            key: &entry.key,
            field: "list",
        }),
        Some(node) if node.scalar().is_none() => faults.push(LoopFault::WrongType { what: "list", node }),
        Some(_) => {}
    }
    Some(Over::Pieces {
        list,
        delimiter: node.get("delimiter").filter(|node| !node.is_null()),
    })
}

fn unknown_keys<'a>(node: &'a Node, known: &'static [&'static str], faults: &mut Vec<LoopFault<'a>>) {
    let unknown = node.entries().iter().map(|entry| &entry.key);
    let unknown = unknown.filter(|key| key.text().is_none_or(|key| !known.contains(&key)));
    for key in unknown.take(MAX_FAULTS) {
        let free = known
            .iter()
            .copied()
            .filter(|field| node.get(field).is_none() && !is_misspelt(faults, field));
        let meant = similar(key.text().unwrap_or_default(), free);
        faults.push(LoopFault::UnknownKey { key, known, meant });
    }
}

/// Whether a key was found that was probably meant to be `field`.
fn is_misspelt(faults: &[LoopFault<'_>], field: &str) -> bool {
    faults
        .iter()
        .any(|fault| matches!(fault, LoopFault::UnknownKey { meant, .. } if *meant == Some(field)))
}
