//! Infrastructure configurations.

mod profile_missing;
mod subnet_needs_security_group;

pub use profile_missing::ProfileMissing;
pub use subnet_needs_security_group::SubnetNeedsSecurityGroup;
