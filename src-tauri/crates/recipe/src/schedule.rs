//! When a pipeline runs: `cron(…)` and `rate(…)`.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html>; that a
//! schedule can be a rate, too: botocore imagebuilder/2019-12-02 service-2.json,
//! `Schedule.scheduleExpression`.

use ingot_component::spelling::shorten;
use thiserror::Error;

/// Why an expression never starts a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ScheduleError {
    /// Neither `cron(…)` nor `rate(…)`.
    #[error("`{0}` is no schedule: write `cron(…)` or `rate(…)`")]
    Form(String),
    /// Not six fields.
    #[error("a cron expression has six fields (minute, hour, day, month, day of the week, year), and this has {0}")]
    Fields(usize),
    /// A field with a value it cannot have.
    #[error("`{value}` is no {field}: {wanted}")]
    Field {
        /// Which field.
        field: &'static str,
        /// What is written.
        value: String,
        /// What can be.
        wanted: &'static str,
    },
    /// Neither or both of day and day of the week are `?`.
    #[error("exactly one of day and day of the week must be `?`")]
    Days,
    /// A rate that is no number and unit.
    #[error("`{0}` is no rate: write a number and `minutes`, `hours` or `days`, such as `rate(7 days)`")]
    Rate(String),
}

struct Field {
    name: &'static str,
    wanted: &'static str,
    least: u32,
    most: u32,
    names: &'static [&'static str],
    /// The letters and signs it takes beyond `,`, `-`, `*` and numbers.
    extra: &'static str,
}

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: [Field; 6] = [
    Field {
        name: "minute",
        wanted: "0 to 59",
        least: 0,
        most: 59,
        names: &[],
        extra: "/",
    },
    Field {
        name: "hour",
        wanted: "0 to 23",
        least: 0,
        most: 23,
        names: &[],
        extra: "/",
    },
    Field {
        name: "day",
        wanted: "1 to 31, `L`, `15W` or `?`",
        least: 1,
        most: 31,
        names: &[],
        extra: "?/LW",
    },
    Field {
        name: "month",
        wanted: "1 to 12 or jan to dec",
        least: 1,
        most: 12,
        names: MONTHS,
        extra: "/",
    },
    Field {
        name: "day of the week",
        wanted: "1 to 7 or sun to sat, `5L`, `2#1` or `?`",
        least: 1,
        most: 7,
        names: DAYS,
        extra: "?L#",
    },
    Field {
        name: "year",
        wanted: "1970 to 2199",
        least: 1970,
        most: 2199,
        names: &[],
        extra: "/",
    },
];

/// Checks a `scheduleExpression`.
///
/// # Errors
/// The first thing that is wrong with it. [`ScheduleError::Days`] comes last: the documentation
/// asks for it, and AWS's own command line examples do without.
pub fn check(expression: &str) -> Result<(), ScheduleError> {
    let inside = |prefix: &str| expression.strip_prefix(prefix)?.strip_suffix(')');
    if let Some(cron) = inside("cron(") {
        check_cron(cron)
    } else if let Some(rate) = inside("rate(") {
        check_rate(rate)
    } else {
        Err(ScheduleError::Form(shorten(expression)))
    }
}

fn check_cron(cron: &str) -> Result<(), ScheduleError> {
    let values: Vec<&str> = cron.split_whitespace().collect();
    if values.len() != FIELDS.len() {
        return Err(ScheduleError::Fields(values.len()));
    }
    for (field, value) in FIELDS.iter().zip(&values) {
        if !value.split(',').all(|part| field.takes(part)) {
            return Err(ScheduleError::Field {
                field: field.name,
                value: shorten(value),
                wanted: field.wanted,
            });
        }
    }
    if (values[2] == "?") == (values[4] == "?") {
        Err(ScheduleError::Days)
    } else {
        Ok(())
    }
}

impl Field {
    fn takes(&self, part: &str) -> bool {
        let has = |sign: char| self.extra.contains(sign);
        if part == "*" || part == "?" && has('?') || part == "L" && has('L') || part == "LW" && has('W') {
            return true;
        }
        if let Some((start, step)) = part.split_once('/') {
            let step = step.parse::<u32>().is_ok_and(|step| (1..=self.most).contains(&step));
            return has('/') && step && (start == "*" || self.range(start));
        }
        if let Some((day, week)) = part.split_once('#') {
            return has('#') && self.number(day).is_some() && matches!(week, "1" | "2" | "3" | "4" | "5");
        }
        let letter = part
            .strip_suffix('L')
            .filter(|_| has('L'))
            .or_else(|| part.strip_suffix('W').filter(|_| has('W')));
        letter.is_some_and(|day| self.number(day).is_some()) || self.range(part)
    }

    /// A value, or a range such as `mon-fri`.
    fn range(&self, part: &str) -> bool {
        match part.split_once('-') {
            Some((from, to)) => self.number(from).is_some() && self.number(to).is_some(),
            None => self.number(part).is_some(),
        }
    }

    fn number(&self, part: &str) -> Option<u32> {
        let named = self.names.iter().position(|name| part.eq_ignore_ascii_case(name));
        if let Some(at) = named {
            return u32::try_from(at + 1).ok();
        }
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        part.parse()
            .ok()
            .filter(|number| digits && (self.least..=self.most).contains(number))
    }
}

/// `rate(1 day)`, `rate(12 hours)`; singular for one, plural for more, as EventBridge has it
/// (<https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>).
fn check_rate(rate: &str) -> Result<(), ScheduleError> {
    let fits = rate.split_once(' ').is_some_and(|(number, unit)| {
        let units: &[&str] = if number == "1" {
            &["minute", "hour", "day"]
        } else {
            &["minutes", "hours", "days"]
        };
        number.parse::<u32>().is_ok_and(|number| number > 0) && units.contains(&unit)
    });
    if fits {
        Ok(())
    } else {
        Err(ScheduleError::Rate(shorten(rate)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_what_the_documentation_describes() {
        for good in [
            "cron(0 6 ? * mon *)",
            "cron(0 0 ? * SUN *)",
            "cron(0/15 8-17 ? * mon-fri 2026-2030)",
            "cron(0 10 L * ? *)",
            "cron(0 10 15W jan,jul ? *)",
            "cron(0 10 ? * 2#1 *)",
            "cron(0 10 ? * 5L *)",
            "rate(1 day)",
            "rate(12 hours)",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn says_why_a_schedule_never_fires() {
        let wrong = |text: &str| check(text).unwrap_err().to_string();
        insta::assert_snapshot!([
            wrong("0 6 ? * mon *"),
            wrong("cron(0 6 * * mon)"),
            wrong("cron(60 6 ? * mon *)"),
            wrong("cron(0 6 ? * monday *)"),
            wrong("cron(0 6 32 * ? *)"),
            wrong("cron(0 6 ? 2/5/1 mon *)"),
            wrong("cron(0 6 * * mon *)"),
            wrong("rate(1 days)"),
            wrong("rate(0 days)"),
            wrong("weekly"),
        ].join("\n"), @r#"
        `0 6 ? * mon *` is no schedule: write `cron(…)` or `rate(…)`
        a cron expression has six fields (minute, hour, day, month, day of the week, year), and this has 5
        `60` is no minute: 0 to 59
        `monday` is no day of the week: 1 to 7 or sun to sat, `5L`, `2#1` or `?`
        `32` is no day: 1 to 31, `L`, `15W` or `?`
        `2/5/1` is no month: 1 to 12 or jan to dec
        exactly one of day and day of the week must be `?`
        `1 days` is no rate: write a number and `minutes`, `hours` or `days`, such as `rate(7 days)`
        `0 days` is no rate: write a number and `minutes`, `hours` or `days`, such as `rate(7 days)`
        `weekly` is no schedule: write `cron(…)` or `rate(…)`
        "#);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}", fields in "[0-9a-zA-Z*?,/#L -]{0,40}") {
            let _ = check(&text);
            let _ = check(&format!("cron({fields})"));
            let _ = check(&format!("rate({fields})"));
        }
    }
}
