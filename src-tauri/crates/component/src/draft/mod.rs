//! New component documents: from a template, or from a script that somebody already has.

mod resource;
mod script;
mod template;
mod yaml;

pub use resource::resource_file;
pub use script::{FromScript, MAX_SCRIPT, NotAScript, ProposedParameter, from_script};
pub use template::{Template, fill, templates};
