use serde_json::json;

use super::{Answer, Moment, Operation, Run};
use crate::identity::ACCOUNT;
use crate::state::State;
use crate::wire::Call;

pub(crate) const OPERATIONS: &[Operation] = &[Operation {
    name: "GetCallerIdentity",
    http: ("POST", "/"),
    run: Run::Reads(get_caller_identity),
}];

/// Whatever key signed the request, the caller is one fixed role session.
fn get_caller_identity(_: &State, _: Moment, _: &Call) -> Answer {
    Ok(json!({
        "Arn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/ImageEngineer/sandbox"),
        "UserId": "AROASANDBOXIMAGEENGNR:sandbox",
        "Account": ACCOUNT,
    }))
}
