//! Dates as scanners write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::Timestamp;

/// How `04/05/2026` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slashes {
    /// As Qualys' reports write it.
    MonthFirst,
    /// As the locale of whoever exported it has it: read only if one of the two cannot be a month.
    Unknown,
}

/// The moment that a date names: RFC 3339, or any of the notations below, in UTC if it names no zone. `None` for
/// an empty text, for another notation, and for Go's zero time, which stands for no time at all.
///
/// `2026-02-03`, `2026-02-03 07:00:30`, `02/03/2026 07:00:30`, `02/03/2026 at 07:00:30 (GMT+0100)`,
/// `Feb 03, 2026 07:00 AM`, `03 Feb 2026 07:00AM GMT-0500`
pub(super) fn moment(text: &str, slashes: Slashes) -> Option<Timestamp> {
    let text = text.trim();
    let moment = match text.parse::<Timestamp>() {
        Ok(moment) => Some(moment),
        Err(_) => written_out(text, slashes),
    };
    moment.filter(|moment| moment.as_millis() > GO_ZERO)
}

/// As [`moment`], for a field that may be missing, of a format that never writes slashes.
pub(super) fn at(text: Option<&str>) -> Option<Timestamp> {
    moment(text?, Slashes::Unknown)
}

/// 0001-01-01T00:00:00Z (<https://pkg.go.dev/time#Time.IsZero>), with a day for a zone.
const GO_ZERO: i64 = -62_135_596_800_000 + 86_400_000;

/// Longest text that is taken for a date.
const LONGEST: usize = 64;

#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8)>,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

fn written_out(text: &str, slashes: Slashes) -> Option<Timestamp> {
    if text.is_empty() || text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let mut parts = Parts::default();
    let words = text
        .split(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | '(' | ')'))
        .filter(|word| !word.is_empty());
    for word in words {
        parts.take(word, slashes)?;
    }
    parts.moment()
}

impl Parts {
    fn take(&mut self, word: &str, slashes: Slashes) -> Option<()> {
        if let Some((date, time)) = word.split_once('T').filter(|(date, _)| date.contains('-')) {
            self.iso(date)?;
            return self.clock(time);
        }
        if word.contains('/') {
            return self.slashed(word, slashes);
        }
        match word.to_ascii_uppercase().as_str() {
            "AT" => return Some(()),
            "AM" => return set(&mut self.afternoon, false),
            "PM" => return set(&mut self.afternoon, true),
            zone if zone.starts_with("GMT") || zone.starts_with("UTC") => {
                return set(&mut self.offset, offset(zone.get(3..)?)?);
            }
            "Z" => return set(&mut self.offset, 0),
            _ if word.contains(':') => return self.clock(word),
            _ => {}
        }
        if let Some(month) = month(word) {
            return set(&mut self.month, month);
        }
        if word.contains('-') {
            return self.iso(word);
        }
        match word.len() {
            1 | 2 => set(&mut self.day, word.parse().ok()?),
            4 => set(&mut self.year, word.parse().ok()?),
            _ => None,
        }
    }

    fn iso(&mut self, date: &str) -> Option<()> {
        let date: Date = date.parse().ok()?;
        set(&mut self.year, date.year())?;
        set(&mut self.month, date.month())?;
        set(&mut self.day, date.day())
    }

    fn slashed(&mut self, date: &str, slashes: Slashes) -> Option<()> {
        let mut numbers = date.split('/');
        let (a, b): (i8, i8) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        let year = numbers.next().filter(|year| year.len() == 4)?;
        if numbers.next().is_some() {
            return None;
        }
        let month_first = match slashes {
            _ if a > 12 => false,
            _ if b > 12 || a == b => true,
            Slashes::MonthFirst => true,
            Slashes::Unknown => return None,
        };
        let (month, day) = if month_first { (a, b) } else { (b, a) };
        set(&mut self.year, year.parse().ok()?)?;
        set(&mut self.month, month)?;
        set(&mut self.day, day)
    }

    /// `07:08`, `07:08:28`, `07:08PM`; a fraction of a second is left out.
    fn clock(&mut self, time: &str) -> Option<()> {
        let upper = time.to_ascii_uppercase();
        let mut time = upper.as_str();
        for (suffix, afternoon) in [("AM", false), ("PM", true)] {
            if let Some(rest) = time.strip_suffix(suffix) {
                set(&mut self.afternoon, afternoon)?;
                time = rest;
            }
        }
        let time = time.split('.').next()?;
        let mut numbers = time.split(':').map(|number| number.parse::<i8>().ok());
        let (hour, minute) = (numbers.next()??, numbers.next()??);
        let second = numbers.next().unwrap_or(Some(0))?;
        if numbers.next().is_some() {
            return None;
        }
        set(&mut self.time, (hour, minute, second))
    }

    fn moment(self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let (hour, minute, second) = self.time.unwrap_or_default();
        let hour = match (self.afternoon, hour) {
            (None, hour) => hour,
            (Some(_), hour) if !(1..=12).contains(&hour) => return None,
            (Some(afternoon), hour) => hour % 12 + if afternoon { 12 } else { 0 },
        };
        let time = Time::new(hour, minute, second, 0).ok()?;
        let moment = Offset::from_seconds(self.offset.unwrap_or(0))
            .ok()?
            .to_timestamp(DateTime::from_parts(date, time))
            .ok()?;
        Some(Timestamp::from_millis(moment.as_millisecond()))
    }
}

/// A part that is named twice makes no date.
fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = word.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(index + 1).ok()
}

/// Seconds east of Greenwich of `-0500`, `+01:00`, `+2`; nothing is none.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1) {
        None => return Some(0),
        Some(("+", digits)) => (1, digits.replace(':', "")),
        Some(("-", digits)) => (-1, digits.replace(':', "")),
        Some(_) => return None,
    };
    let number: i32 = digits.parse().ok().filter(|number| (0..=1400).contains(number))?;
    let (hours, minutes) = if digits.len() <= 2 {
        (number, 0)
    } else {
        (number / 100, number % 100)
    };
    (minutes < 60 && hours <= 14).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        moment(text, Slashes::MonthFirst).map(|moment| moment.to_string())
    }

    #[test]
    fn every_notation_that_qualys_writes_is_read_in_the_zone_it_names() {
        for (text, expected) in [
            ("2021-03-25T07:13:51Z", "2021-03-25T07:13:51.000Z"),
            ("2024-09-16 04:00:30", "2024-09-16T04:00:30.000Z"),
            ("2024-01-04T15:25:30", "2024-01-04T15:25:30.000Z"),
            ("05/13/2021 07:08:28", "2021-05-13T07:08:28.000Z"),
            ("22/09/2022 13:01", "2022-09-22T13:01:00.000Z"),
            ("04/02/2019 at 10:14:53 (GMT+0200)", "2019-04-02T08:14:53.000Z"),
            ("04/02/2019 at 10:14:53 (GMT)", "2019-04-02T10:14:53.000Z"),
            ("Feb 03, 2026 07:00 AM", "2026-02-03T07:00:00.000Z"),
            ("Apr 13, 2021 03:14 PM", "2021-04-13T15:14:00.000Z"),
            ("12 Mar 2020 04:42PM GMT-0400", "2020-03-12T20:42:00.000Z"),
            ("12 Mar 2020 12:05AM GMT+05:30", "2020-03-11T18:35:00.000Z"),
            ("12 Mar 2020", "2020-03-12T00:00:00.000Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_names_no_moment_or_could_name_two_is_left_out() {
        for text in [
            "",
            "-",
            "yesterday",
            "0001-01-01T00:00:00Z",
            "13/13/2021",
            "Feb 30, 2026",
            "Feb 03, 2026 13:00 PM",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(moment("04/05/2026", Slashes::Unknown), None);
        assert!(moment("05/05/2026", Slashes::Unknown).is_some());
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading_of_dates(text in "[0-9A-Za-z/:,()+ .T-]{0,40}|\\PC{0,20}") {
            let _ = moment(&text, Slashes::MonthFirst);
        }
    }
}
