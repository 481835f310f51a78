//! Pipelines.

mod recipe_missing;
mod reference_unknown;
mod schedule;

pub use recipe_missing::RecipeMissing;
pub use reference_unknown::ReferenceUnknown;
pub use schedule::Schedule;
