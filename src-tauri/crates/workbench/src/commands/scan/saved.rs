//! Ways to look at findings, saved in the workspace.

use crate::Workbench;
use crate::contract::scan::{SavedView, ViewList, ViewName};
use crate::contract::{Error, Nothing};
use crate::scans::saved_views;

pub async fn views(workbench: &Workbench, _: Nothing) -> Result<ViewList, Error> {
    saved_views::read(workbench)
}

/// Saves a view; one of the same name is replaced.
pub async fn save_view(workbench: &Workbench, view: SavedView) -> Result<ViewList, Error> {
    saved_views::put(workbench, view)
}

pub async fn delete_view(workbench: &Workbench, view: ViewName) -> Result<ViewList, Error> {
    saved_views::delete(workbench, &view.name)
}
