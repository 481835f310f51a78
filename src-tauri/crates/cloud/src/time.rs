//! AWS's moments as RFC 3339 text in UTC, the form in which the rest of Ingot keeps them.

use aws_smithy_types::DateTime;
use ingot_report::Timestamp;

/// A moment of the SDK.
pub(crate) fn moment(moment: &DateTime) -> Option<Timestamp> {
    Some(Timestamp::from_millis(moment.to_millis().ok()?))
}

/// A moment of the SDK as text.
pub(crate) fn text(written: &DateTime) -> Option<String> {
    moment(written).map(|moment| moment.to_string())
}

/// Image Builder writes its dates as text in several precisions; what is no date stays as it is.
pub(crate) fn normal(written: String) -> String {
    written
        .parse::<Timestamp>()
        .map_or(written, |moment| moment.to_string())
}
