//! The one place where the workbench reads the clock.

/// Now, as RFC 3339 in UTC with milliseconds.
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Millisecond).unwrap_or(now).to_string()
}

/// A file's time, as RFC 3339 in UTC.
pub fn of(time: std::time::SystemTime) -> String {
    jiff::Timestamp::try_from(time).map_or_else(|_| now(), |time| time.to_string())
}
