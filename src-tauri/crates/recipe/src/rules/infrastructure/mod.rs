//! Infrastructure configurations.

mod instance_type;
mod mixed_architectures;
mod placement;
mod profile_missing;
mod profile_name;
mod reserved_tag;
mod subnet_needs_security_group;
mod topic;

pub use instance_type::InstanceType;
pub use mixed_architectures::MixedArchitectures;
pub(in crate::rules) use mixed_architectures::architecture;
pub use placement::HostPlacement;
pub use profile_missing::ProfileMissing;
pub use profile_name::ProfileName;
pub use reserved_tag::ReservedTag;
pub use subnet_needs_security_group::SubnetNeedsSecurityGroup;
pub use topic::Topic;
