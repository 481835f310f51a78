//! New component documents: from a template, or from a script that somebody already has.

mod template;

pub use template::{Template, fill, templates};
