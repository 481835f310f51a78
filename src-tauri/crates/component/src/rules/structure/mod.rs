//! Rules about the shape of the document.

mod missing_field;
mod no_phases;
mod schema_version;
mod step_name_missing;
mod unknown_field;
mod wrong_type;

use super::Rule;
use missing_field::MissingField;
use no_phases::NoPhases;
use schema_version::SchemaVersion;
use step_name_missing::StepNameMissing;
use unknown_field::UnknownField;
use wrong_type::WrongType;

pub(super) const RULES: &[&dyn Rule] = &[
    &SchemaVersion,
    &NoPhases,
    &UnknownField,
    &WrongType,
    &MissingField,
    &StepNameMissing,
];
