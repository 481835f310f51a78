//! How requests come in and answers go out: the AWS protocols of the services served here.

pub(crate) mod call;
pub(crate) mod failure;
pub(crate) mod json;
pub(crate) mod paging;
pub(crate) mod percent;
pub(crate) mod render;

pub(crate) use call::{Call, Service};
pub(crate) use failure::ApiError;
