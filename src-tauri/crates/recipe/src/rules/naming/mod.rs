//! Names and versions.

mod name_collision;
mod name_invalid;
mod version_invalid;

pub use name_collision::NameCollision;
pub use name_invalid::NameInvalid;
pub use version_invalid::VersionInvalid;
