//! Conditions: what stands in `if` and in the inputs of `Assert`.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html>,
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html>

mod read;

use super::operator::{Operand, Operator};
use crate::expression;
use crate::spelling::shorten;
use crate::yaml::{Entry, Node, ScalarKind};
use read::Reader;

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
    pub node: &'a Node,
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

    /// What it means, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Execute => "the step runs",
            Self::Skip => "the step does not run, which counts as a success",
            Self::Abort => "the step fails",
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
        /// The key that is not there and was probably meant: `value`, `path`, `then` or `else`.
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

impl<'a> Condition<'a> {
    /// Reads the value of an `if` key, or the inputs of `Assert`. Any node gives a condition.
    pub fn read(node: &'a Node, place: ConditionPlace) -> Self {
        let mut reader = Reader::default();
        let (mapping, is_list) = match node.items() {
            [only] => (only, true),
            _ => (node, false),
        };
        let expression = if node.is_sequence() && !is_list {
            reader.faults.push(ConditionFault::NotOne(node));
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
            node,
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
