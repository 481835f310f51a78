//! The components of a recipe.

mod agent_removed;
mod architecture_mismatch;
mod checked_too_early;
mod component_not_found;
mod component_retired;
mod component_runs_again;
mod component_twice;
mod component_unknown;
mod empty_components;
mod loose_version;
mod needless_reboot;
mod os_mismatch;
mod parameter_missing;
mod parameter_unknown;
mod platform_mismatch;
mod removed_too_early;
mod too_many_components;
mod used_before_installed;

pub use agent_removed::AgentRemoved;
pub use architecture_mismatch::ArchitectureMismatch;
pub use checked_too_early::CheckedTooEarly;
pub use component_not_found::ComponentNotFound;
pub use component_retired::ComponentRetired;
pub use component_runs_again::ComponentRunsAgain;
pub use component_twice::ComponentTwice;
pub use component_unknown::ComponentUnknown;
pub use empty_components::EmptyComponents;
pub use loose_version::LooseVersion;
pub use needless_reboot::NeedlessReboot;
pub use os_mismatch::OsMismatch;
pub use parameter_missing::ParameterMissing;
pub use parameter_unknown::ParameterUnknown;
pub use platform_mismatch::PlatformMismatch;
pub use removed_too_early::RemovedTooEarly;
pub use too_many_components::TooManyComponents;
pub use used_before_installed::UsedBeforeInstalled;
