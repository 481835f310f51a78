//! From a tree to the expressions of a condition.

use super::{Comparison, ConditionFault, Expr};
use crate::document::operator::{Operator, names};
use crate::spelling::similar;
use crate::yaml::{Entry, Node};

/// Most faults that are collected: more would not be read, and a hostile condition could have
/// millions.
const MAX_FAULTS: usize = 100;

/// Most keys among which the misspelt operator is looked for.
const FEW: usize = 10;

/// Reads expressions and collects what is wrong with them.
#[derive(Default)]
pub(super) struct Reader<'a> {
    pub faults: Vec<ConditionFault<'a>>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, fault: ConditionFault<'a>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }

    /// `top` is whether `then` and `else` may stand there. Recursion is bounded by the depth of the
    /// tree.
    pub fn expression(&mut self, node: &'a Node, top: bool) -> Option<Expr<'a>> {
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
            let mut unknown = node.entries().iter().filter(|entry| !is_companion(entry, top));
            let like_operator = |entry: &&Entry| entry.key.text().is_some_and(|key| similar(key, names()).is_some());
            // What is not reported need not be looked at.
            let few = if self.faults.len() < MAX_FAULTS { FEW } else { 0 };
            let meant = unknown.clone().take(few).find(like_operator).or_else(|| unknown.next());
            self.fault(match meant {
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
                    let outcomes = ["then", "else"]
                        .into_iter()
                        .filter(|key| top && node.get(key).is_none());
                    let free = missing.filter(|_| !stands_in).into_iter().chain(outcomes);
                    let meant = similar(key, free);
                    stands_in |= meant.is_some() && meant == missing;
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
    names().any(|name| name == key)
}

/// Whether the key can stand beside an operator, so that it is not an operator misspelt.
fn is_companion(entry: &Entry, top: bool) -> bool {
    match entry.key.text() {
        Some("value" | "path") => true,
        Some("then" | "else") => top,
        _ => false,
    }
}
