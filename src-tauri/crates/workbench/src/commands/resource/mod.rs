//! Any authored resource as a form.

mod value;
mod view;

pub use view::{get, list};

use crate::Workbench;
use crate::contract::*;

pub async fn set(_workbench: &Workbench, _request: resource::SetFields) -> Result<resource::ResourceView, Error> {
    Err(Error::internal("being built"))
}

pub async fn move_item(_workbench: &Workbench, _request: resource::MoveItem) -> Result<resource::ResourceView, Error> {
    Err(Error::internal("being built"))
}

pub async fn create(
    _workbench: &Workbench,
    _request: resource::CreateResource,
) -> Result<resource::ResourceView, Error> {
    Err(Error::internal("being built"))
}

pub async fn copy(_workbench: &Workbench, _request: resource::CopyResource) -> Result<resource::ResourceView, Error> {
    Err(Error::internal("being built"))
}

pub async fn rename(_workbench: &Workbench, _request: resource::RenameResource) -> Result<resource::Renamed, Error> {
    Err(Error::internal("being built"))
}

pub async fn delete(_workbench: &Workbench, _request: resource::ResourceName) -> Result<resource::Deleted, Error> {
    Err(Error::internal("being built"))
}

pub async fn restore(_workbench: &Workbench, _request: resource::Deleted) -> Result<Nothing, Error> {
    Err(Error::internal("being built"))
}
