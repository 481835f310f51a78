//! From the values of a term to what they mean.

use std::ops::Range;

use super::error::{QueryError, nearest, shown};
use super::key::{self, Key};
use super::lex::{Term, Value};
use super::{Comparison, Condition, Pattern, Query};
use crate::Severity;

/// What a term means, or the first thing that is wrong with it.
pub(super) fn meaning(term: &Term, range: &Range<usize>) -> Result<Query, QueryError> {
    let Some((name, place)) = &term.key else {
        let Some(word) = term.values.first() else {
            return Ok(Query::everything());
        };
        if word.is_plain("*") {
            return Ok(Query::everything());
        }
        if word.text().is_empty() {
            return Err(QueryError::new(
                range,
                "there is nothing in the quotes",
                "write the words to look for",
            ));
        }
        return Ok(Query::Is(Condition::Words(word.text())));
    };
    let Some(key) = Key::from_name(name) else {
        let hint = match nearest(name, key::names()) {
            Some(known) => format!("did you mean `{known}:`?"),
            None => "to look for these words, put them in quotes".to_owned(),
        };
        return Err(QueryError::new(
            place,
            format!("there is no key `{}`", shown(name)),
            hint,
        ));
    };
    condition(key, &term.values).map(Query::Is)
}

fn condition(key: Key, values: &[Value]) -> Result<Condition, QueryError> {
    Ok(match key {
        Key::Severity => Condition::Severity(severities(values)?),
        Key::Fix => Condition::Fix(words(key, values, key::fix)?),
        Key::Kev => Condition::Kev(words(key, values, key::yes_no)?),
        Key::Exploit => Condition::Exploit(words(key, values, key::yes_no)?),
        Key::Layer => Condition::Layer(words(key, values, key::layer)?),
        Key::Status => Condition::Status(words(key, values, key::status)?),
        Key::Scanner => Condition::Scanner(words(key, values, key::scanner)?),
        Key::Epss => Condition::Epss(comparison(key, values)?),
        Key::Score => Condition::Score(comparison(key, values)?),
        Key::Age => Condition::Age(comparison(key, values)?),
        Key::Text(field) => {
            let mut patterns = Vec::new();
            for value in values {
                add(&mut patterns, pattern(key, value)?);
            }
            Condition::Text(field, patterns)
        }
    })
}

fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// Values of an enumeration.
fn words<T: PartialEq>(key: Key, values: &[Value], read: fn(&str) -> Option<T>) -> Result<Vec<T>, QueryError> {
    let mut list = Vec::new();
    for value in values {
        match read(&value.text().to_ascii_lowercase()) {
            Some(one) => add(&mut list, one),
            None => return Err(not_a_word(key, value)),
        }
    }
    Ok(list)
}

fn not_a_word(key: Key, value: &Value) -> QueryError {
    let words: Vec<&str> = key.words().into_iter().map(|(word, _)| word).collect();
    let allowed = format!("write one of: {}", words.join(", "));
    if value.text().is_empty() {
        return QueryError::new(&value.range, format!("`{}:` has no value", key.name()), allowed);
    }
    let hint = nearest(&value.text(), words.iter().copied()).map_or(allowed, |word| format!("did you mean `{word}`?"));
    let message = format!("`{}` is no value of `{}`", shown(&value.text()), key.name());
    QueryError::new(&value.range, message, hint)
}

fn severities(values: &[Value]) -> Result<Vec<Severity>, QueryError> {
    let mut list = Vec::new();
    for value in values {
        let text = value.text().to_ascii_lowercase();
        let (operator, word) = operator(&text);
        let Some(bound) = key::severity(word) else {
            return Err(not_a_word(Key::Severity, value));
        };
        if operator.is_empty() || operator == "=" {
            add(&mut list, bound);
            continue;
        }
        // Untriaged is no place on the scale: nobody has said how bad it is.
        let compared = Severity::ALL.into_iter().filter(|&one| {
            one != Severity::Untriaged
                && match operator {
                    ">" => one > bound,
                    ">=" => one >= bound,
                    "<" => one < bound,
                    _ => one <= bound,
                }
        });
        let compared: Vec<Severity> = compared.collect();
        if bound == Severity::Untriaged || compared.is_empty() {
            let message = format!("no severity is {}", shown(&text));
            return Err(QueryError::new(
                &value.range,
                message,
                "compare with another one, such as >=high",
            ));
        }
        compared.into_iter().for_each(|one| add(&mut list, one));
    }
    Ok(list)
}

fn operator(text: &str) -> (&str, &str) {
    for operator in [">=", "<=", ">", "<", "="] {
        if let Some(rest) = text.strip_prefix(operator) {
            return (operator, rest);
        }
    }
    ("", text)
}

fn comparison(key: Key, values: &[Value]) -> Result<Comparison, QueryError> {
    let [value] = values else {
        let range = values.first().map_or(0, |value| value.range.start)..values.last().map_or(0, |v| v.range.end);
        let message = format!("`{}` takes one comparison", key.name());
        let hint = format!("join two with `or`: ({0}:… or {0}:…)", key.name());
        return Err(QueryError::new(&range, message, hint));
    };
    let examples = match key {
        Key::Epss => "write it like >0.5, >=50%, 0.1..0.5 or ?",
        Key::Score => "write it like >=7, 7..9 or ?",
        _ => "write it like >30d, <2w, >=6m, >1y or ?",
    };
    let text = value.text().to_ascii_lowercase();
    if text.is_empty() {
        return Err(QueryError::new(
            &value.range,
            format!("`{}:` has no value", key.name()),
            examples,
        ));
    }
    if text == "?" {
        return Ok(Comparison::Absent);
    }
    let bad = || {
        let message = format!("`{}` is nothing to compare `{}` with", shown(&text), key.name());
        QueryError::new(&value.range, message, examples)
    };
    if let Some((low, high)) = text.split_once("..") {
        let (low, high) = (number(key, low).ok_or_else(bad)?, number(key, high).ok_or_else(bad)?);
        if low > high {
            return Err(QueryError::new(
                &value.range,
                "the range ends before it begins",
                "write the smaller one first",
            ));
        }
        return Ok(Comparison::Between(low, high));
    }
    let (operator, rest) = operator(&text);
    let bound = number(key, rest).ok_or_else(bad)?;
    Ok(match operator {
        ">" => Comparison::Above(bound),
        ">=" => Comparison::AtLeast(bound),
        "<" => Comparison::Below(bound),
        "<=" => Comparison::AtMost(bound),
        _ => Comparison::Equal(bound),
    })
}

/// A number of the key's unit: a share of 1, points, or days. `None` for what cannot be one.
fn number(key: Key, text: &str) -> Option<f64> {
    let (digits, factor, divisor, most) = match key {
        Key::Epss => match text.strip_suffix('%') {
            Some(digits) => (digits, 1.0, 100.0, 1.0),
            None => (text, 1.0, 1.0, 1.0),
        },
        Key::Score => (text, 1.0, 1.0, 10.0),
        _ => {
            // A month is taken as 30 days and a year as 365.
            let units = [('d', 1.0), ('w', 7.0), ('m', 30.0), ('y', 365.0)];
            let unit = units
                .iter()
                .find_map(|&(unit, days)| Some((text.strip_suffix(unit)?, days)));
            let (digits, days) = unit.unwrap_or((text, 1.0));
            (digits, days, 1.0, 1_000_000.0)
        }
    };
    let is_decimal = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = digits.parse().ok().filter(|_| is_decimal)?;
    let number = number * factor / divisor;
    (number <= most).then_some(number)
}

fn pattern(key: Key, value: &Value) -> Result<Pattern, QueryError> {
    if value.is_plain("?") {
        return Ok(Pattern::Absent);
    }
    let empty = || {
        let message = format!("`{}:` has no value", key.name());
        QueryError::new(&value.range, message, format!("write {}", key.help()))
    };
    if value.starts_plain('=') {
        let text: String = value.text().chars().skip(1).collect();
        return if text.is_empty() && !value.quoted {
            Err(empty())
        } else {
            Ok(Pattern::Exact(text))
        };
    }
    let text = value.text();
    if text.is_empty() {
        return Err(empty());
    }
    // A star in quotes is a star, unless another one beside it is not.
    if value.characters.contains(&('*', false)) {
        return Ok(Pattern::Glob(text));
    }
    Ok(Pattern::Part(text))
}
