//! Component resources.

mod data_and_uri;
mod document_missing;

pub use data_and_uri::DataAndUri;
pub use document_missing::DocumentMissing;
