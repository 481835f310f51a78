//! The recipe itself, and numbers in any resource.

mod agent_on_windows;
mod device_incomplete;
mod device_twice;
mod list_length;
mod out_of_range;
mod parent_arn_ec2;
mod root_device;
mod root_volume_type;
mod tags;
mod text_length;
mod user_data;
mod user_data_agent;
mod user_data_cleanup;
mod volume_key;
mod volume_range;
mod volume_speed;
mod watermark;
mod working_directory;

pub use agent_on_windows::AgentOnWindows;
pub use device_incomplete::DeviceIncomplete;
pub use device_twice::DeviceTwice;
pub use list_length::ListLength;
pub use out_of_range::OutOfRange;
pub use parent_arn_ec2::ParentArnEc2;
pub use root_device::RootDevice;
pub use root_volume_type::RootVolumeType;
pub use tags::Tags;
pub use text_length::TextLength;
pub use user_data::UserData;
pub use user_data_agent::UserDataAgent;
pub use user_data_cleanup::UserDataCleanup;
pub use volume_key::VolumeKey;
pub use volume_range::VolumeRange;
pub use volume_speed::VolumeSpeed;
pub use watermark::Watermark;
pub use working_directory::WorkingDirectory;
