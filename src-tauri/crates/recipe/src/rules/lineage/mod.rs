//! What a recipe stands on.

mod cycle;
mod parent_not_built;
mod parent_not_read;
mod parent_not_visible;
mod parent_outdated;
mod parent_retired;
mod parent_unknown;
mod regions_differ;

pub use cycle::Cycle;
pub use parent_not_built::ParentNotBuilt;
pub use parent_not_read::ParentNotRead;
pub use parent_not_visible::ParentNotVisible;
pub use parent_outdated::ParentOutdated;
pub use parent_retired::ParentRetired;
pub use parent_unknown::ParentUnknown;
pub(in crate::rules) use parent_unknown::is_ec2_image;
pub use regions_differ::RegionsDiffer;
pub(in crate::rules) use regions_differ::key_region;
