//! Any authored resource as a form.

mod edit;
mod files;
mod references;
mod value;
mod view;

pub use edit::{move_item, set};
pub use files::{copy, create, delete, rename, restore};
pub use view::{get, list};
