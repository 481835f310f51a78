//! A query as text again: what is printed reads back as the same query.

use std::fmt;

use super::key::{self, Key};
use super::{Comparison, Condition, Pattern, Query};

const OR: &str = " or ";

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) if parts.is_empty() => Ok(()),
            Self::All(parts) => join(f, parts, " "),
            Self::Any(parts) if parts.is_empty() => f.write_str("-*"),
            Self::Any(parts) => join(f, parts, OR),
            Self::Not(_) | Self::Is(_) => part(f, self),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Query], between: &str) -> fmt::Result {
    for (index, one) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        match one {
            // "And" binds closer than `or`: no brackets, which may only be nested so deep.
            Query::All(parts) if between == OR && !parts.is_empty() => join(f, parts, " ")?,
            _ => part(f, one)?,
        }
    }
    Ok(())
}

/// A query as part of another one.
fn part(f: &mut fmt::Formatter<'_>, query: &Query) -> fmt::Result {
    match query {
        Query::All(parts) if parts.is_empty() => f.write_str("*"),
        Query::Any(parts) if parts.is_empty() => f.write_str("-*"),
        Query::All(_) | Query::Any(_) => write!(f, "({query})"),
        Query::Not(inner) if matches!(**inner, Query::Not(_)) => write!(f, "-({inner})"),
        Query::Not(inner) => {
            f.write_str("-")?;
            part(f, inner)
        }
        Query::Is(condition) => write!(f, "{condition}"),
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = self.key() {
            write!(f, "{}:", key.name())?;
        }
        f.write_str(&self.values().join(","))
    }
}

impl Condition {
    /// What it is about; `None` for words.
    pub fn key(&self) -> Option<Key> {
        Some(match self {
            Self::Severity(_) => Key::Severity,
            Self::Fix(_) => Key::Fix,
            Self::Kev(_) => Key::Kev,
            Self::Exploit(_) => Key::Exploit,
            Self::Epss(_) => Key::Epss,
            Self::Score(_) => Key::Score,
            Self::Age(_) => Key::Age,
            Self::Layer(_) => Key::Layer,
            Self::Status(_) => Key::Status,
            Self::Scanner(_) => Key::Scanner,
            Self::Text(field, _) => Key::Text(*field),
            Self::Words(_) => return None,
        })
    }

    /// Its values, each as a query takes it.
    pub fn values(&self) -> Vec<String> {
        let yes_no = |values: &[Option<bool>]| named(values, &key::YES_NO);
        match self {
            Self::Severity(values) => values.iter().map(|&one| key::severity_word(one).to_owned()).collect(),
            Self::Fix(values) => named(values, &key::fix_words()),
            Self::Kev(values) | Self::Exploit(values) => yes_no(values),
            Self::Epss(comparison) | Self::Score(comparison) => vec![compared(*comparison, "")],
            Self::Age(comparison) => vec![compared(*comparison, "d")],
            Self::Layer(values) => values.iter().map(|layer| layer.name().to_owned()).collect(),
            Self::Status(values) => {
                let words = key::STATUSES.map(|(word, status, _)| (word, status));
                named(values, &words)
            }
            Self::Scanner(values) => values.iter().map(|scanner| scanner.name().to_owned()).collect(),
            Self::Text(_, patterns) => patterns.iter().map(ToString::to_string).collect(),
            Self::Words(words) => {
                let is_operator = ["or", "and", "not"].iter().any(|word| word.eq_ignore_ascii_case(words));
                // A word that begins like a key would be taken for one.
                let quote = is_operator || words == "*" || words.starts_with('-') || words.contains(':');
                vec![quoted(words, quote)]
            }
        }
    }
}

fn named<T: PartialEq>(values: &[T], words: &[(&str, T)]) -> Vec<String> {
    let name = |value: &T| {
        words
            .iter()
            .find(|(_, one)| one == value)
            .map(|&(word, _)| word.to_owned())
    };
    values.iter().filter_map(name).collect()
}

fn compared(comparison: Comparison, unit: &str) -> String {
    match comparison {
        Comparison::Above(bound) => format!(">{bound}{unit}"),
        Comparison::AtLeast(bound) => format!(">={bound}{unit}"),
        Comparison::Below(bound) => format!("<{bound}{unit}"),
        Comparison::AtMost(bound) => format!("<={bound}{unit}"),
        Comparison::Equal(bound) => format!("{bound}{unit}"),
        Comparison::Between(low, high) => format!("{low}{unit}..{high}{unit}"),
        Comparison::Absent => "?".to_owned(),
    }
}

/// As a value of a query.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(text) => write!(f, "={}", quoted(text, text.is_empty())),
            Self::Part(text) => {
                let quote = text.is_empty() || text == "?" || text.starts_with('=') || text.contains('*');
                f.write_str(&quoted(text, quote))
            }
            Self::Glob(text) => {
                for (index, part) in text.split('*').enumerate() {
                    if index > 0 {
                        f.write_str("*")?;
                    }
                    let quote = index == 0 && part.starts_with('=');
                    f.write_str(&quoted(part, quote))?;
                }
                Ok(())
            }
            Self::Absent => f.write_str("?"),
        }
    }
}

/// The text, in quotes if it must be or if it has characters that end a value.
fn quoted(text: &str, must: bool) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | ',');
    if !must && !text.contains(ends) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
