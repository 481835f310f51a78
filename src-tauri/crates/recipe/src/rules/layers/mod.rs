//! The components of a recipe.

mod component_twice;
mod component_unknown;
mod empty_components;
mod os_mismatch;
mod parameter_missing;
mod parameter_unknown;
mod platform_mismatch;
mod too_many_components;

pub use component_twice::ComponentTwice;
pub use component_unknown::ComponentUnknown;
pub use empty_components::EmptyComponents;
pub use os_mismatch::OsMismatch;
pub use parameter_missing::ParameterMissing;
pub use parameter_unknown::ParameterUnknown;
pub use platform_mismatch::PlatformMismatch;
pub use too_many_components::TooManyComponents;
