//! Two states of recipes side by side.

use crate::Workbench;
use crate::contract::*;

pub async fn sides(_workbench: &Workbench, _request: recipe::RecipeRequest) -> Result<compare::Sides, Error> {
    Err(Error::internal("being built"))
}

pub async fn run(_workbench: &Workbench, _request: compare::CompareRequest) -> Result<compare::CompareView, Error> {
    Err(Error::internal("being built"))
}

pub async fn stale(_workbench: &Workbench, _request: Nothing) -> Result<compare::StaleList, Error> {
    Err(Error::internal("being built"))
}

pub async fn propose(
    _workbench: &Workbench,
    _request: recipe::RecipeRequest,
) -> Result<compare::UpdateProposal, Error> {
    Err(Error::internal("being built"))
}
