//! Rules about the shape of the document.

mod missing_field;
mod no_phases;
mod schema_version;
mod step_name_missing;
mod unknown_field;
mod wrong_type;

pub(super) use missing_field::MissingField;
pub(super) use no_phases::NoPhases;
pub(super) use schema_version::SchemaVersion;
pub(super) use step_name_missing::StepNameMissing;
pub(super) use unknown_field::UnknownField;
pub(super) use wrong_type::WrongType;
