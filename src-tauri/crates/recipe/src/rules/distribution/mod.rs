//! Distribution configurations.

mod account_invalid;
mod ami_name_build_date;
mod ami_name_invalid;
mod aws_managed_key;
mod copy_and_permission;
mod key_region;
mod launch_template;
mod license;
mod public_image;
mod region_invalid;
mod region_twice;
mod ssm_parameter;
mod ssm_parameter_account;
mod two_outputs;

pub use account_invalid::AccountInvalid;
pub use ami_name_build_date::AmiNameBuildDate;
pub use ami_name_invalid::AmiNameInvalid;
pub use aws_managed_key::AwsManagedKey;
pub(in crate::rules) use aws_managed_key::{is_aws_managed, shares};
pub use copy_and_permission::CopyAndPermission;
pub use key_region::KeyRegion;
pub use launch_template::LaunchTemplateId;
pub use license::License;
pub use public_image::PublicImage;
pub use region_invalid::RegionInvalid;
pub use region_twice::RegionTwice;
pub use ssm_parameter::SsmParameterName;
pub use ssm_parameter_account::SsmParameterAccount;
pub use two_outputs::TwoOutputs;
