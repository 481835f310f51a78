//! Distribution configurations.

mod ami_name_build_date;
mod region_twice;

pub use ami_name_build_date::AmiNameBuildDate;
pub use region_twice::RegionTwice;
