//! Client tokens: the same token with the same request repeats the answer, with another request it is an error.

use serde_json::Value;

use crate::identity::digest;
use crate::state::{Answered, State};
use crate::wire::{ApiError, Call};

/// Older answers are forgotten; AWS does not promise how long it remembers them.
const REMEMBERED: usize = 1000;

/// The answer that was given before for this call's token, if any.
pub(crate) fn earlier_answer(state: &State, call: &Call) -> Result<Option<Value>, ApiError> {
    let Some(key) = key(call) else {
        return Ok(None);
    };
    match state.answered.iter().find(|answered| answered.key == key) {
        None => Ok(None),
        Some(answered) if answered.request == fingerprint(call) => Ok(Some(answered.response.clone())),
        Some(_) => Err(ApiError::new(
            400,
            "IdempotentParameterMismatchException",
            "The client token was used before with other parameter values; give a new one.",
        )),
    }
}

pub(crate) fn remember(state: &mut State, call: &Call, response: &Value) {
    let Some(key) = key(call) else { return };
    state.answered.push_back(Answered {
        key,
        request: fingerprint(call),
        response: response.clone(),
    });
    while state.answered.len() > REMEMBERED {
        state.answered.pop_front();
    }
}

fn key(call: &Call) -> Option<String> {
    let token = call.body.get("clientToken")?.as_str()?;
    Some(digest(&[call.operation, &call.region, token]))
}

fn fingerprint(call: &Call) -> String {
    digest(&[&call.body.to_string()])
}
