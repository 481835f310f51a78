//! Pipelines.

mod execution_role;
mod fast_launch;
mod hop_limit;
mod image_tags;
mod instance_architecture;
mod log_group;
mod never_starts;
mod output_mismatch;
mod parameter_role;
mod public_conflict;
mod recipe_missing;
mod reference_unknown;
mod scan;
mod schedule;
mod tests_off;
mod time_zone;
mod unshareable_volume;
mod workflow;

pub use execution_role::ExecutionRole;
pub use fast_launch::FastLaunchPlatform;
pub use hop_limit::HopLimit;
pub use image_tags::ImageTags;
pub use instance_architecture::InstanceArchitecture;
pub use log_group::LogGroup;
pub use never_starts::NeverStarts;
pub use output_mismatch::OutputMismatch;
pub use parameter_role::ParameterRole;
pub use public_conflict::PublicConflict;
pub use recipe_missing::RecipeMissing;
pub use reference_unknown::ReferenceUnknown;
pub use scan::Scan;
pub use schedule::Schedule;
pub use tests_off::TestsOff;
pub use time_zone::TimeZone;
pub use unshareable_volume::UnshareableVolume;
pub use workflow::WorkflowSettings;
