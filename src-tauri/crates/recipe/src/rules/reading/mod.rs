//! What reading a file says.

mod malformed_reference;
mod missing_field;
mod several_documents;
mod unknown_field;
mod unknown_kind;
mod unknown_value;
mod wrong_type;

pub use malformed_reference::MalformedReference;
pub use missing_field::MissingField;
pub use several_documents::SeveralDocuments;
pub use unknown_field::UnknownField;
pub use unknown_kind::UnknownKind;
pub use unknown_value::UnknownValue;
pub use wrong_type::WrongType;
