//! A moment, to the millisecond, as reports and the cache hold it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Milliseconds since 1970-01-01T00:00:00Z. Written and serialised as RFC 3339 in UTC, always with three
/// decimals, so that the text sorts as the time does; formats that nobody reads get the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A text or number that names no moment between the years 0 and 9999.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a time; expected RFC 3339 (2026-01-31T08:00:00Z) or seconds since 1970")]
pub struct InvalidTimestamp(String);

// 0000-01-01T00:00:00Z and 9999-12-30T22:00:00Z: what four digits can write, in jiff's range.
const EARLIEST: i64 = -62_167_219_200_000;
const LATEST: i64 = 253_402_207_200_000;

impl Timestamp {
    /// The moment `millis` milliseconds after 1970 (before, if negative); moments outside the years 0–9999
    /// become the nearest one inside.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(EARLIEST, LATEST))
    }

    /// Milliseconds since 1970.
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// The moment `seconds` after 1970, as AWS services write times in JSON.
    ///
    /// # Errors
    /// If the number is not finite or outside the years 0–9999.
    pub fn from_seconds(seconds: f64) -> Result<Self, InvalidTimestamp> {
        let millis = (seconds * 1000.0).round();
        if millis.is_finite() && millis >= EARLIEST as f64 && millis <= LATEST as f64 {
            Ok(Self(millis as i64))
        } else {
            Err(InvalidTimestamp(seconds.to_string()))
        }
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidTimestamp(format!("\"{}\"", text.chars().take(40).collect::<String>()));
        let parsed: jiff::Timestamp = text.parse().map_err(|_| invalid())?;
        let millis = parsed.as_millisecond();
        if (EARLIEST..=LATEST).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(invalid())
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(moment) => write!(f, "{moment:.3}"),
            Err(_) => Err(fmt::Error),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

/// Takes both forms the AWS CLI writes: RFC 3339 text (`cli_timestamp_format = iso8601`) and seconds as a
/// number (`wire`). <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html>
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Moment;
        impl de::Visitor<'_> for Moment {
            type Value = Timestamp;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time (RFC 3339 text or seconds since 1970)")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                text.parse().map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Timestamp, E> {
                Timestamp::from_seconds(seconds).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Timestamp, E> {
                self.visit_f64(seconds as f64)
            }
            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Timestamp, E> {
                self.visit_f64(seconds as f64)
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Moment)
        } else {
            i64::deserialize(deserializer).map(Self::from_millis)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_the_aws_cli_writes_name_the_same_moment() {
        let zoned: Timestamp = "2024-02-02T16:30:33.045000+01:00".parse().unwrap();
        assert_eq!(zoned.to_string(), "2024-02-02T15:30:33.045Z");
        assert_eq!(serde_json::from_str::<Timestamp>("1706887833.045").unwrap(), zoned);
        assert_eq!(
            serde_json::from_str::<Timestamp>("1706887833").unwrap().to_string(),
            "2024-02-02T15:30:33.000Z"
        );
    }

    #[test]
    fn what_names_no_moment_is_refused_with_both_accepted_forms_named() {
        assert_eq!(
            "yesterday".parse::<Timestamp>().unwrap_err().to_string(),
            "\"yesterday\" is not a time; expected RFC 3339 (2026-01-31T08:00:00Z) or seconds since 1970"
        );
        assert!(Timestamp::from_seconds(f64::NAN).is_err());
        assert!(Timestamp::from_seconds(1e18).is_err());
        assert!("-009999-01-01T00:00:00Z".parse::<Timestamp>().is_err());
    }

    proptest! {
        #[test]
        fn written_times_read_back_and_sort_as_time_does(a in any::<i64>(), b in EARLIEST..LATEST) {
            let (a, b) = (Timestamp::from_millis(a), Timestamp::from_millis(b));
            prop_assert_eq!(a.to_string().parse::<Timestamp>().unwrap(), a);
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        }
    }
}
