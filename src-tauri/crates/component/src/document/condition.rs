//! Conditions: what stands in `if` and in the inputs of `Assert`.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html>,
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html>

use super::operator::{Operand, Operator};
use crate::expression;
use crate::spelling::{shorten, similar};
use crate::text::Span;
use crate::yaml::{Entry, Node, ScalarKind};

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionPlace {
    /// In `if`: decides whether the step runs.
    If,
    /// In the inputs of `Assert`: decides whether the step succeeds.
    Assert,
}

/// A condition: as much of it as can be understood, and what is wrong with its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition<'a> {
    /// Where it stands.
    pub place: ConditionPlace,
    /// What is asked; `None` when that cannot be told.
    pub expression: Option<Expr<'a>>,
    /// `then`: `Execute` when absent.
    pub then: Option<Outcome<'a>>,
    /// `else`: `Skip` when absent.
    pub otherwise: Option<Outcome<'a>>,
    /// Whether it is written as a list with one item. AWS's syntax block for `if` shows a list, all
    /// its examples show a mapping.
    pub is_list: bool,
    /// What is wrong with its shape, in the order in which it was found.
    pub faults: Vec<ConditionFault<'a>>,
    /// The whole condition.
    pub span: Span,
}

/// `then` or `else`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// The key.
    pub key: &'a Node,
    /// As written.
    pub node: &'a Node,
    /// What it means; `None` when it means nothing.
    pub action: Option<StepAction>,
}

/// What `then` and `else` do with the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepAction {
    /// The step runs.
    Execute,
    /// The step does not run and counts as a success.
    Skip,
    /// The step does not run and counts as a failure.
    Abort,
}

impl StepAction {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Execute, Self::Skip, Self::Abort];

    /// The value as documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Execute => "Execute",
            Self::Skip => "Skip",
            Self::Abort => "Abort",
        }
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr<'a> {
    /// An operator with its operand.
    Compare(Comparison<'a>),
    /// `and`: all hold. Nesting is bounded by [`crate::yaml::MAX_DEPTH`].
    And(Vec<Expr<'a>>),
    /// `or`: one holds.
    Or(Vec<Expr<'a>>),
    /// `not`: it does not hold.
    Not(Box<Expr<'a>>),
}

/// An operator with its operand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison<'a> {
    /// What is asked.
    pub operator: &'static Operator,
    /// The key that names the operator.
    pub key: &'a Node,
    /// What stands behind it; a scalar.
    pub operand: &'a Node,
    /// The entry `value` or `path`, whichever the operator needs; its value is a scalar.
    pub companion: Option<&'a Entry>,
}

/// What is wrong with the shape of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionFault<'a> {
    /// A condition must be a mapping, and this is something else.
    NotMapping(&'a Node),
    /// A list with more or fewer than one condition where one is wanted.
    NotOne(&'a Node),
    /// A mapping without any operator, known or unknown.
    NoOperator(&'a Node),
    /// A second operator in one mapping.
    SecondOperator {
        /// The first one.
        first: &'a Node,
        /// The second one.
        second: &'a Node,
    },
    /// A key where an operator was wanted.
    UnknownOperator(&'a Node),
    /// A key that means nothing beside the operator.
    UnexpectedKey {
        /// The key.
        key: &'a Node,
        /// The operator's key.
        operator: &'a Node,
        /// The companion that is missing and was probably meant.
        meant: Option<&'static str>,
    },
    /// A list or a mapping where one value is wanted.
    NotOneValue {
        /// The key before it.
        key: &'a Node,
        /// What stands there.
        node: &'a Node,
    },
    /// `value` beside an operator that takes `path`, or the other way round.
    OtherCompanion {
        /// The key that is there.
        key: &'a Node,
        /// The operator.
        operator: &'static Operator,
        /// The key that is wanted.
        wanted: &'static str,
    },
    /// The operator is alone and needs a companion.
    NoCompanion {
        /// The operator's key.
        key: &'a Node,
        /// The key that is missing.
        wanted: &'static str,
    },
    /// An operator, `value` or `path` with nothing behind it; the key.
    Empty(&'a Node),
    /// `and` and `or` take a list, and this is something else.
    NotList {
        /// The operator's key.
        key: &'a Node,
        /// What stands there.
        node: &'a Node,
    },
    /// `and`, `or` or `not` without any condition; the operator's key.
    NothingToCombine(&'a Node),
}

/// Most faults that are collected: more would not be read, and a hostile condition could have
/// millions.
const MAX_FAULTS: usize = 100;

impl<'a> Condition<'a> {
    /// Reads the value of an `if` key, or the inputs of `Assert`. Any node gives a condition.
    pub fn read(node: &'a Node, place: ConditionPlace) -> Self {
        let mut reader = Reader { faults: Vec::new() };
        let (mapping, is_list) = match node.items() {
            [only] => (only, true),
            _ => (node, false),
        };
        let expression = if node.is_sequence() && !is_list {
            reader.fault(ConditionFault::NotOne(node));
            None
        } else {
            reader.expression(mapping, true)
        };
        let outcome = |field| {
            mapping.entry(field).map(|entry| Outcome {
                key: &entry.key,
                node: &entry.value,
                action: StepAction::ALL
                    .into_iter()
                    .find(|action| entry.value.text() == Some(action.name())),
            })
        };
        Self {
            place,
            expression,
            then: outcome("then"),
            otherwise: outcome("else"),
            is_list,
            faults: reader.faults,
            span: node.span,
        }
    }

    /// The comparisons in it, in the order of the text.
    pub fn comparisons(&self) -> Vec<&Comparison<'a>> {
        let mut found = Vec::new();
        if let Some(expression) = &self.expression {
            expression.collect(&mut found);
        }
        found
    }
}

impl<'a> Expr<'a> {
    fn collect<'s>(&'s self, found: &mut Vec<&'s Comparison<'a>>) {
        match self {
            Self::Compare(comparison) => found.push(comparison),
            Self::And(inner) | Self::Or(inner) => inner.iter().for_each(|inner| inner.collect(found)),
            Self::Not(inner) => inner.collect(found),
        }
    }
}

impl<'a> Comparison<'a> {
    /// The value of `value` or `path`.
    pub fn value(&self) -> Option<&'a Node> {
        self.companion.map(|entry| &entry.value)
    }

    /// Whether the answer is the same in every build: nothing in it comes from a reference and the
    /// operator does not look at the instance.
    pub fn is_constant(&self) -> bool {
        let looks_at_text = matches!(self.operator.takes, Operand::Text | Operand::Number | Operand::Pattern);
        let written = [Some(self.operand), self.value()];
        looks_at_text
            && self.operator.companion().is_some() == self.companion.is_some()
            && written
                .into_iter()
                .flatten()
                .all(|node| !expression::is_dynamic(node.text().unwrap_or_default()))
    }

    /// What it asks, the right way round and with quotes around text: `"{{ Size }}" < 10`.
    pub fn reads(&self) -> String {
        let written = |node: &Node| match node.kind() {
            Some(ScalarKind::Text) => format!("\"{}\"", shorten(node.text().unwrap_or_default())),
            _ => shorten(node.text().unwrap_or_default()),
        };
        let companion = self.value().map(written).unwrap_or_default();
        self.operator.reads(&written(self.operand), &companion)
    }
}

struct Reader<'a> {
    faults: Vec<ConditionFault<'a>>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, fault: ConditionFault<'a>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }

    /// Recursion is bounded by the depth of the tree.
    fn expression(&mut self, node: &'a Node, top: bool) -> Option<Expr<'a>> {
        if !node.is_mapping() {
            self.fault(ConditionFault::NotMapping(node));
            return None;
        }
        let entry = self.operator(node, top)?;
        let name = entry.key.text().unwrap_or_default();
        let operator = Operator::find(name);
        let stands_in = self.other_keys(node, entry, operator, top);
        match operator {
            Some(operator) => self.comparison(node, entry, operator, stands_in),
            None => self.logic(entry, name),
        }
    }

    /// The entry of the one operator; reports when there is none or a second one.
    fn operator(&mut self, node: &'a Node, top: bool) -> Option<&'a Entry> {
        let is_operator = |entry: &&Entry| entry.key.text().is_some_and(is_operator);
        let mut operators = node.entries().iter().filter(is_operator);
        let Some(first) = operators.next() else {
            let unknown = node.entries().iter().find(|entry| !is_companion(entry, top));
            self.fault(match unknown {
                Some(entry) => ConditionFault::UnknownOperator(&entry.key),
                None => ConditionFault::NoOperator(node),
            });
            return None;
        };
        if let Some(second) = operators.next() {
            self.fault(ConditionFault::SecondOperator {
                first: &first.key,
                second: &second.key,
            });
            return None;
        }
        Some(first)
    }

    /// Reports the keys that mean nothing; whether one of them stands for the companion that is
    /// missing, so that one mistake is one finding.
    fn other_keys(&mut self, node: &'a Node, entry: &'a Entry, operator: Option<&'static Operator>, top: bool) -> bool {
        let wanted = operator.and_then(Operator::companion);
        let missing = wanted.filter(|wanted| node.get(wanted).is_none());
        let mut stands_in = false;
        for other in node.entries() {
            let key = other.key.text().unwrap_or_default();
            let known = Some(key) == wanted || (top && matches!(key, "then" | "else"));
            if known || std::ptr::eq(other, entry) || self.faults.len() >= MAX_FAULTS {
                continue;
            }
            let fault = match (operator, missing) {
                (Some(operator), Some(wanted)) if matches!(key, "value" | "path") => {
                    stands_in = true;
                    ConditionFault::OtherCompanion {
                        key: &other.key,
                        operator,
                        wanted,
                    }
                }
                _ => {
                    let meant = missing.filter(|wanted| !stands_in && similar(key, [*wanted]).is_some());
                    stands_in |= meant.is_some();
                    ConditionFault::UnexpectedKey {
                        key: &other.key,
                        operator: &entry.key,
                        meant,
                    }
                }
            };
            self.fault(fault);
        }
        stands_in
    }

    fn comparison(
        &mut self,
        node: &'a Node,
        entry: &'a Entry,
        operator: &'static Operator,
        stands_in: bool,
    ) -> Option<Expr<'a>> {
        let companion = operator.companion().and_then(|wanted| node.entry(wanted));
        for part in std::iter::once(entry).chain(companion) {
            if part.value.scalar().is_none() {
                let (key, node) = (&part.key, &part.value);
                self.fault(ConditionFault::NotOneValue { key, node });
                return None;
            }
            if part.value.is_null() {
                self.fault(ConditionFault::Empty(&part.key));
                return None;
            }
        }
        if let Some(wanted) = operator.companion().filter(|_| companion.is_none() && !stands_in) {
            let key = &entry.key;
            self.fault(ConditionFault::NoCompanion { key, wanted });
        }
        Some(Expr::Compare(Comparison {
            operator,
            key: &entry.key,
            operand: &entry.value,
            companion,
        }))
    }

    fn logic(&mut self, entry: &'a Entry, name: &str) -> Option<Expr<'a>> {
        let (key, node) = (&entry.key, &entry.value);
        let nothing =
            node.is_null() || (node.scalar().is_none() && node.items().is_empty() && node.entries().is_empty());
        if nothing {
            self.fault(ConditionFault::NothingToCombine(key));
            return None;
        }
        if name == "not" {
            // AWS shows `not` with a mapping and with a list of one mapping.
            return match node.items() {
                [] => self.expression(node, false),
                [only] => self.expression(only, false),
                _ => {
                    self.fault(ConditionFault::NotOne(node));
                    None
                }
            }
            .map(|inner| Expr::Not(Box::new(inner)));
        }
        if !node.is_sequence() {
            self.fault(ConditionFault::NotList { key, node });
            return None;
        }
        let inner = node
            .items()
            .iter()
            .filter_map(|item| self.expression(item, false))
            .collect();
        Some(match name {
            "and" => Expr::And(inner),
            _ => Expr::Or(inner),
        })
    }
}

fn is_operator(key: &str) -> bool {
    super::operator::names().any(|name| name == key)
}

/// Whether the key can stand beside an operator, so that it is not an operator misspelt.
fn is_companion(entry: &Entry, top: bool) -> bool {
    match entry.key.text() {
        Some("value" | "path") => true,
        Some("then" | "else") => top,
        _ => false,
    }
}
