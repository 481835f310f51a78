//! What a recipe stands on.

mod cycle;
mod parent_not_built;
mod parent_not_read;
mod parent_unknown;

pub use cycle::Cycle;
pub use parent_not_built::ParentNotBuilt;
pub use parent_not_read::ParentNotRead;
pub use parent_unknown::ParentUnknown;
pub(in crate::rules) use parent_unknown::is_ec2_image;
