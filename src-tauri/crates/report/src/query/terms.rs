//! The terms of a query for pills: where each stands, and what it says in words.

use super::parse::read;
use super::{Comparison, Condition, Pattern};

/// A term that was understood, with its place in characters from 0; the end is exclusive.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Of the `-` or `not` before it, if there is one.
    pub start: usize,
    pub end: usize,
    pub condition: Condition,
    /// By a `-` or `not` of its own; that of brackets around it does not count.
    pub negated: bool,
    /// Neither within brackets nor beside an `or`: the term holds for every finding that is shown.
    pub top: bool,
}

/// The terms of a query in their order; wrong ones are left out.
pub fn terms(text: &str) -> Vec<Term> {
    read(text)
        .terms
        .into_iter()
        .map(|term| Term {
            start: term.range.start,
            end: term.range.end,
            condition: term.condition,
            negated: term.negated,
            top: term.top,
        })
        .collect()
}

impl Term {
    /// `severity`; `None` for words.
    pub fn key(&self) -> Option<&'static str> {
        self.condition.key().map(super::Key::name)
    }

    /// In words: "severity is critical or high".
    pub fn meaning(&self) -> String {
        self.condition.in_words(self.negated)
    }
}

impl Condition {
    /// In words: "severity is not critical or high" if `negated`.
    pub fn in_words(&self, negated: bool) -> String {
        let label = self.key().map_or("text", super::Key::label);
        let (is, has) = if negated {
            ("is not", "does not have")
        } else {
            ("is", "has")
        };
        match self {
            Self::Words(words) => format!("text {has} “{words}”"),
            Self::Text(_, patterns) => {
                let parts: Vec<String> = patterns
                    .iter()
                    .map(|pattern| pattern_in_words(pattern, negated))
                    .collect();
                format!("{label} {}", parts.join(if negated { " and " } else { " or " }))
            }
            Self::Epss(comparison) | Self::Score(comparison) => format!("{label} {is} {}", number(*comparison, "")),
            Self::Age(comparison) => format!("{label} {is} {}", number(*comparison, " days")),
            _ => {
                let words = self.values().into_iter();
                let words: Vec<String> = words
                    .map(|word| {
                        if word == "?" {
                            "not in this source".to_owned()
                        } else {
                            word.replace('_', " ")
                        }
                    })
                    .collect();
                match words.as_slice() {
                    [_, _, ..] if negated => format!("{label} is none of {}", words.join(", ")),
                    _ => format!("{label} {is} {}", words.join(" or ")),
                }
            }
        }
    }
}

fn pattern_in_words(pattern: &Pattern, negated: bool) -> String {
    let (is, has, fits) = if negated {
        ("is not", "does not contain", "does not match")
    } else {
        ("is", "contains", "matches")
    };
    match pattern {
        Pattern::Exact(text) => format!("{is} “{text}”"),
        Pattern::Part(text) => format!("{has} “{text}”"),
        Pattern::Glob(text) => format!("{fits} “{text}”"),
        Pattern::Absent if negated => "is in this source".to_owned(),
        Pattern::Absent => "is not in this source".to_owned(),
    }
}

fn number(comparison: Comparison, unit: &str) -> String {
    match comparison {
        Comparison::Above(bound) => format!("above {bound}{unit}"),
        Comparison::AtLeast(bound) => format!("at least {bound}{unit}"),
        Comparison::Below(bound) => format!("below {bound}{unit}"),
        Comparison::AtMost(bound) => format!("at most {bound}{unit}"),
        Comparison::Equal(bound) => format!("{bound}{unit}"),
        Comparison::Between(low, high) => format!("from {low} to {high}{unit}"),
        Comparison::Absent => "not in this source".to_owned(),
    }
}
