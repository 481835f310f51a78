//! What the workspace expects of scan reports: `scan` in `ingot.yaml`.

use ingot_component::yaml::Node;
use serde::{Deserialize, Serialize};

use super::shape::{FromNode, Reader, shape};

shape! {
    /// `scan` in `ingot.yaml`.
    pub struct ScanConfiguration as "`scan`" {
        /// Days from when a finding was first seen to when it must be fixed.
        "fixWithinDays" => fix_within_days: FixWithinDays,
    }
}

shape! {
    /// Days for each severity; a severity without a number has no date.
    pub struct FixWithinDays as "`fixWithinDays`" {
        "critical" => critical: Option<Days>,
        "high" => high: Option<Days>,
        "medium" => medium: Option<Days>,
        "low" => low: Option<Days>,
    }
}

/// Days, 1 to [`Days::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Days(pub u32);

impl Days {
    /// Ten years.
    pub const MOST: u32 = 3650;
}

impl Default for Days {
    fn default() -> Self {
        Self(1)
    }
}

impl FromNode for Days {
    const WANTED: &'static str = "a whole number of days";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let before = reader.diagnostics.len();
        let days = i64::from_node(node, field, reader);
        if reader.diagnostics.len() > before {
            return Self::default();
        }
        match u32::try_from(days) {
            Ok(days @ 1..=Self::MOST) => Self(days),
            _ => {
                reader.report(
                    node.span,
                    "recipe/wrong-type",
                    format!("`{field}` is {days}; 1 to {} days are wanted", Self::MOST),
                    "give the days, or remove the line where there is no date".to_owned(),
                );
                Self::default()
            }
        }
    }
}
