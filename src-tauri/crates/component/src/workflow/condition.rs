//! The statements of `if`.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-conditional-statements.html>

use super::reference;
use crate::diagnostic::Severity;
use crate::document::first_line;
use crate::spelling::{list, shorten, similar};
use crate::text::{Source, Span};
use crate::yaml::{Node, ScalarKind};

/// The comparisons of workflows; components have others.
const COMPARISONS: &[&str] = &[
    "booleanEquals",
    "numberEquals",
    "numberGreaterThan",
    "numberGreaterThanEquals",
    "numberLessThan",
    "numberLessThanEquals",
    "stringEquals",
];
const BRANCHES: &[&str] = &["and", "or"];
const NEGATION: &str = "not";
/// Most statements in one `and` or `or`.
const MOST_CHILDREN: usize = 10;
/// Deepest nesting, the statement below `if` included.
const DEEPEST: usize = 4;

/// Something wrong with a condition.
pub(super) struct Problem {
    pub span: Span,
    pub severity: Severity,
    pub message: String,
    pub help: String,
}

/// What is wrong with the value of an `if`. The guide shows it as a mapping and as a list of one.
pub(super) fn problems(source: &Source, condition: &Node) -> Vec<Problem> {
    let mut checker = Checker {
        source,
        found: Vec::new(),
    };
    checker.one(condition, condition.span, 1);
    checker.found
}

struct Checker<'a> {
    source: &'a Source,
    found: Vec<Problem>,
}

impl Checker<'_> {
    /// One statement, or a list of one.
    fn one(&mut self, node: &Node, place: Span, level: usize) {
        match (node.items(), node.is_sequence()) {
            ([only], true) => self.statement(only, place, level),
            (items, true) => {
                let message = format!("one statement belongs here, and there are {}", items.len());
                self.error(
                    first_line(self.source, place),
                    message,
                    "put them below `and:` or `or:`",
                );
            }
            _ => self.statement(node, place, level),
        }
    }

    fn statement(&mut self, node: &Node, place: Span, level: usize) {
        if level > DEEPEST {
            let message = format!("conditions are nested deeper than {DEEPEST} levels");
            self.error(
                first_line(self.source, place),
                message,
                "take some of the levels apart into steps of their own",
            );
            return;
        }
        if !node.is_mapping() {
            let message = format!("a condition must be a mapping, and this is {}", node.describe());
            self.error(
                first_line(self.source, node.span),
                message,
                "write a comparison, such as `stringEquals:` with `value:`",
            );
            return;
        }
        let mut operator = None;
        for entry in node.entries() {
            let name = entry.key.text().unwrap_or_default();
            if name == "value" {
                continue;
            }
            if !is_operator(name) {
                self.unknown(&entry.key, name);
                return;
            }
            if operator.replace(entry).is_some() {
                let message = format!("`{name}` is a second operator at the same level");
                self.error(entry.key.span, message, "put both below `and:` or `or:`");
                return;
            }
        }
        let Some(entry) = operator else {
            self.error(
                first_line(self.source, node.span),
                "the condition has no operator",
                "add one, such as `stringEquals:`",
            );
            return;
        };
        let (key, name) = (entry.key.span, entry.key.text().unwrap_or_default());
        if name == NEGATION {
            self.one(&entry.value, key, level + 1);
        } else if BRANCHES.contains(&name) {
            self.branch(name, key, &entry.value, level);
        } else {
            self.comparison(name, key, &entry.value, node.get("value"));
        }
    }

    fn branch(&mut self, name: &str, key: Span, children: &Node, level: usize) {
        let items = children.items();
        if !children.is_sequence() {
            let message = format!(
                "`{name}` must be a list of conditions, and this is {}",
                described(children)
            );
            self.error(key, message, "start each condition below it with `- `");
        } else if items.is_empty() {
            self.error(
                key,
                format!("`{name}` has no conditions"),
                "add one, or remove the `if:`",
            );
        } else if items.len() > MOST_CHILDREN {
            let message = format!("`{name}` has {} conditions; it can have {MOST_CHILDREN}", items.len());
            self.error(key, message, "group some of them below another `and:` or `or:`");
        } else {
            for item in items {
                self.statement(item, item.span, level + 1);
            }
        }
    }

    fn comparison(&mut self, name: &str, key: Span, operand: &Node, value: Option<&Node>) {
        let Some(value) = value.filter(|value| !value.is_null()) else {
            let message = format!("`{name}` has no `value` beside it to compare with");
            self.error(key, message, "add `value:` at the same indentation");
            return;
        };
        for side in [operand, value] {
            let wanted = match name {
                "booleanEquals" if !is_boolean(side) => "`true` or `false`",
                _ if name.starts_with("number") && !is_number(side) => "a number",
                _ => continue,
            };
            let message = format!("`{name}` compares with {wanted}, and this is {}", described(side));
            self.found.push(Problem {
                span: first_line(self.source, side.span),
                severity: Severity::Warning,
                message,
                help: format!("write {wanted}, or a reference such as `$.parameters.name`"),
            });
        }
    }

    fn unknown(&mut self, key: &Node, name: &str) {
        let known = || COMPARISONS.iter().chain(BRANCHES).chain([&NEGATION]).copied();
        let help = match similar(name, known()) {
            Some(operator) => format!("did you mean `{operator}`?"),
            None => format!("the operators of workflows are {}", list(&known().collect::<Vec<_>>())),
        };
        self.error(key.span, format!("unknown operator `{}`", shorten(name)), help);
    }

    fn error(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Problem {
            span,
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
        });
    }
}

fn is_operator(name: &str) -> bool {
    name == NEGATION || BRANCHES.contains(&name) || COMPARISONS.contains(&name)
}

fn described(node: &Node) -> String {
    match node.text() {
        Some(text) if !node.is_null() => format!("`{}`", shorten(text)),
        _ => node.describe().to_owned(),
    }
}

fn is_reference(text: &str) -> bool {
    reference::parse(text).is_some() || text.contains("{{")
}

/// Quoted flags count: whether Image Builder converts them is not documented.
fn is_boolean(node: &Node) -> bool {
    let written = |text: &str| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    node.text().is_some_and(|text| written(text) || is_reference(text))
}

fn is_number(node: &Node) -> bool {
    match node.kind() {
        Some(ScalarKind::Int(_) | ScalarKind::Float(_)) => true,
        Some(ScalarKind::Text) => node
            .text()
            .is_some_and(|text| text.parse::<f64>().is_ok() || is_reference(text)),
        _ => false,
    }
}
