//! Values that AWS writes in more than one way.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use crate::Timestamp;
use crate::read::moment::{Slashes, moment};

/// A time: RFC 3339 or seconds since 1970 in answers of the API, and `Jan 19, 2023, 10:46:15 PM` (UTC) in events
/// (<https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html>).
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Moment(pub Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Moment;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time (RFC 3339 text or seconds since 1970)")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Moment, E> {
                read(text).map(Moment).map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Moment, E> {
                Timestamp::from_seconds(seconds).map(Moment).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Moment, E> {
                self.visit_f64(seconds as f64)
            }
            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Moment, E> {
                self.visit_f64(seconds as f64)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// The time that a text names.
///
/// # Errors
/// A sentence with the text.
pub(in crate::read) fn read(text: &str) -> Result<Timestamp, String> {
    text.parse().or_else(|error: crate::InvalidTimestamp| {
        // Newer Java writes a narrow space before AM and PM.
        moment(&text.replace('\u{202f}', " "), Slashes::Unknown).ok_or_else(|| error.to_string())
    })
}

/// A number, or a text that is one: Security Hub's product fields are all text.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Number(pub f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                number(text).map(Number).map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
                Ok(Number(number))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// The number that a text is.
///
/// # Errors
/// A sentence with the text.
pub(in crate::read) fn number(text: &str) -> Result<f64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{:?} is not a number", text.chars().take(40).collect::<String>()))
}

/// A list of bearable length: an entry of megabytes of `{}` must not become a thousand times as much memory.
pub(in crate::read) fn few<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    struct Visitor<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Visitor<T> {
        type Value = Option<Vec<T>>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some(element) = elements.next_element()? {
                if list.len() == MOST_ELEMENTS {
                    return Err(de::Error::custom(format!("more than {MOST_ELEMENTS} elements")));
                }
                list.push(element);
            }
            Ok(Some(list))
        }
    }
    deserializer.deserialize_any(Visitor(std::marker::PhantomData))
}

/// The API allows 10 resources and names packages by the dozen.
const MOST_ELEMENTS: usize = 10_000;

/// Inspector writes "NotAvailable" for a package without a fix and "None Provided" for a missing
/// recommendation (seen in published findings; the API reference names neither), "N/A" and "-" in tables.
pub(in crate::read) fn said(text: &str) -> Option<&str> {
    let text = text.trim();
    (!matches!(
        text,
        "" | "NotAvailable" | "None Provided" | "N/A" | "-" | "None" | "null" | "[]"
    ))
    .then_some(text)
}

/// Whether this is the id of a CVE.
pub(in crate::read) fn is_cve(id: &str) -> bool {
    let mut parts = id.split('-');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next() == Some("CVE")
        && parts.next().is_some_and(|year| year.len() == 4 && digits(year))
        && parts.next().is_some_and(digits)
        && parts.next().is_none()
}

/// The ids among `related` that are the same vulnerability as `id`: the CVEs of an advisory, the GHSA of a CVE.
/// Another CVE than a CVE is another vulnerability, and an advisory is about many.
pub(in crate::read) fn aliases(id: &str, related: Vec<String>) -> Vec<String> {
    let cve = is_cve(id);
    related
        .into_iter()
        .filter(|other| other != id && if cve { other.starts_with("GHSA-") } else { is_cve(other) })
        .collect()
}
