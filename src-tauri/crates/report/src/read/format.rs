//! The kinds of files that are read.

use serde::{Deserialize, Serialize};

/// What kind of report a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// `aws inspector2 list-findings`, or a JSON findings report exported to S3.
    #[serde(rename = "inspector-findings-json")]
    InspectorFindings,
    /// `aws imagebuilder list-image-scan-findings`.
    #[serde(rename = "image-builder-findings-json")]
    ImageBuilderFindings,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::InspectorFindings, Self::ImageBuilderFindings];

    /// The name that is stored, shown and written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::InspectorFindings => "inspector-findings-json",
            Self::ImageBuilderFindings => "image-builder-findings-json",
        }
    }
}
