//! Rules about container recipes: their Dockerfile template, what they start from and where they go.
//!
//! What is said of the layers of image recipes holds for theirs, too: see [`Layers`].

mod braces;
mod from;
mod hop_limit;
mod instance_image;
mod layers;
mod order;
mod parent;
mod placeholder_missing;
mod placeholder_unknown;
mod platform;
mod repository;
mod template;
mod template_given;
mod template_size;
mod working_directory;

pub use braces::Braces;
pub use from::From;
pub use hop_limit::HopLimit;
pub use instance_image::InstanceImage;
pub use order::Order;
pub use parent::Parent;
pub use placeholder_missing::PlaceholderMissing;
pub use placeholder_unknown::PlaceholderUnknown;
pub use platform::PlatformNeeded;
pub use repository::Repository;
pub use template_given::TemplateGiven;
pub use template_size::TemplateSize;
pub use working_directory::WorkingDirectory;

pub(super) use layers::{LAYER_RULES, Layers};

#[cfg(test)]
mod tests;
