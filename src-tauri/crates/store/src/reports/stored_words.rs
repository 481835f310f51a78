//! How severities, layers, states and fixes are written in columns.

use ingot_report::{FindingStatus, FixAvailable, Layer, Severity};
use rusqlite::types::Type;

/// Stored ranks grow with the severity, so that worst first is a descending order.
pub(crate) fn severity_rank(severity: Severity) -> i64 {
    match severity {
        Severity::Untriaged => 0,
        Severity::Informational => 1,
        Severity::Low => 2,
        Severity::Medium => 3,
        Severity::High => 4,
        Severity::Critical => 5,
    }
}

pub(crate) fn severity_from_rank(stored: i64) -> rusqlite::Result<Severity> {
    Severity::ALL
        .into_iter()
        .find(|severity| severity_rank(*severity) == stored)
        .ok_or_else(|| unknown("severity", stored))
}

pub(crate) fn layer_rank(layer: Layer) -> i64 {
    match layer {
        Layer::Golden => 0,
        Layer::Overlay => 1,
        Layer::Unknown => 2,
    }
}

pub(crate) fn layer_from_rank(stored: i64) -> rusqlite::Result<Layer> {
    Layer::ALL
        .into_iter()
        .find(|layer| layer_rank(*layer) == stored)
        .ok_or_else(|| unknown("layer", stored))
}

pub(crate) fn status_rank(status: FindingStatus) -> i64 {
    match status {
        FindingStatus::Active => 0,
        FindingStatus::Suppressed => 1,
        FindingStatus::Closed => 2,
    }
}

pub(crate) fn status_from_rank(stored: i64) -> rusqlite::Result<FindingStatus> {
    [FindingStatus::Active, FindingStatus::Suppressed, FindingStatus::Closed]
        .into_iter()
        .find(|status| status_rank(*status) == stored)
        .ok_or_else(|| unknown("status", stored))
}

pub(crate) fn fix_name(fix: FixAvailable) -> &'static str {
    match fix {
        FixAvailable::Yes => "YES",
        FixAvailable::No => "NO",
        FixAvailable::Partial => "PARTIAL",
    }
}

pub(crate) fn fix_from_name(name: &str) -> Option<FixAvailable> {
    [FixAvailable::Yes, FixAvailable::No, FixAvailable::Partial]
        .into_iter()
        .find(|fix| fix_name(*fix) == name)
}

fn unknown(what: &str, stored: i64) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Integer, format!("{stored} is no stored {what}").into())
}
