//! How severities, layers, states and flags are written as numbers.

use ingot_report::{FindingStatus, FixAvailable, Layer, Severity};

/// Ranks grow with the severity.
pub(crate) fn severity_rank(severity: Severity) -> u8 {
    match severity {
        Severity::Untriaged => 0,
        Severity::Informational => 1,
        Severity::Low => 2,
        Severity::Medium => 3,
        Severity::High => 4,
        Severity::Critical => 5,
    }
}

/// A rank that is none is a severity that nobody gave.
pub(crate) fn severity_from_rank(rank: u8) -> Severity {
    Severity::ALL
        .into_iter()
        .find(|severity| severity_rank(*severity) == rank)
        .unwrap_or(Severity::Untriaged)
}

pub(crate) fn layer_rank(layer: Layer) -> u8 {
    match layer {
        Layer::Golden => 0,
        Layer::Overlay => 1,
        Layer::Unknown => 2,
    }
}

pub(crate) fn layer_from_rank(rank: u8) -> Layer {
    Layer::ALL
        .into_iter()
        .find(|layer| layer_rank(*layer) == rank)
        .unwrap_or(Layer::Unknown)
}

/// 0 is "not in this source", here and below.
pub(crate) fn status_code(status: Option<FindingStatus>) -> u8 {
    match status {
        None => 0,
        Some(FindingStatus::Active) => 1,
        Some(FindingStatus::Suppressed) => 2,
        Some(FindingStatus::Closed) => 3,
    }
}

pub(crate) fn status_from_code(code: u8) -> Option<FindingStatus> {
    [FindingStatus::Active, FindingStatus::Suppressed, FindingStatus::Closed]
        .into_iter()
        .find(|status| status_code(Some(*status)) == code)
}

pub(crate) fn flag_code(flag: Option<bool>) -> u8 {
    match flag {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    }
}

pub(crate) fn flag_from_code(code: u8) -> Option<bool> {
    (code > 0).then_some(code == 2)
}

pub(crate) fn fix_code(fix: Option<FixAvailable>) -> u8 {
    match fix {
        None => 0,
        Some(FixAvailable::No) => 1,
        Some(FixAvailable::Partial) => 2,
        Some(FixAvailable::Yes) => 3,
    }
}

pub(crate) fn fix_from_code(code: u8) -> Option<FixAvailable> {
    [FixAvailable::No, FixAvailable::Partial, FixAvailable::Yes]
        .into_iter()
        .find(|fix| fix_code(Some(*fix)) == code)
}
