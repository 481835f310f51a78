//! The recipe itself, and numbers in any resource.

mod out_of_range;
mod parent_arn_ec2;
mod volume_range;

pub use out_of_range::OutOfRange;
pub use parent_arn_ec2::ParentArnEc2;
pub use volume_range::VolumeRange;
