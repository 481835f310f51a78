//! Reports and their findings: from the cache in pages, with what the workspace decided about them.

mod ask;
mod compare;
mod copy;
mod decide;
mod detail;
mod export;
mod fetch;
mod fetched;
mod find;
mod import;
mod list;
mod saved;
mod view;
mod whose;

pub use compare::{compare, trend};
pub use copy::copy;
pub use decide::{decide, decisions, withdraw};
pub use detail::finding;
pub use export::export;
pub use fetch::fetch;
pub use find::{facets, groups, page, query};
pub use import::{import, imported};
pub use list::{delete, list};
pub use saved::{delete_view, save_view, views};
pub use whose::whose;

use crate::contract::Error;

/// SQLite's answers are waited for on a thread that may block.
async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(error.to_string()))?
}
