use serde_json::json;

use super::{Answer, Moment};
use crate::state::State;
use crate::wire::json::{Tags, required, tags, texts};
use crate::wire::{ApiError, Call};

pub(crate) fn tag(state: &mut State, _: Moment, call: &Call) -> Answer {
    let more = tags(&call.body, "tags")?;
    if more.is_empty() {
        return Err(ApiError::missing("tags"));
    }
    let kept = tags_mut(state, required(&call.body, "resourceArn")?)?;
    let added = more.keys().filter(|key| !kept.contains_key(*key)).count();
    if kept.len() + added > 50 {
        return Err(ApiError::new(
            400,
            "InvalidParameterException",
            "A resource has at most 50 tags.",
        ));
    }
    kept.extend(more);
    Ok(json!({}))
}

pub(crate) fn untag(state: &mut State, _: Moment, call: &Call) -> Answer {
    let keys = texts(&call.body, "tagKeys");
    if keys.is_empty() {
        return Err(ApiError::missing("tagKeys"));
    }
    tags_mut(state, required(&call.body, "resourceArn")?)?.retain(|key, _| !keys.contains(key));
    Ok(json!({}))
}

pub(crate) fn list(state: &State, _: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "resourceArn")?;
    let tags = state
        .components
        .get(arn)
        .map(|component| &component.tags)
        .or_else(|| state.recipes.get(arn).map(|recipe| &recipe.tags))
        .or_else(|| state.infrastructures.get(arn).map(|one| &one.tags))
        .or_else(|| state.distributions.get(arn).map(|one| &one.tags))
        .or_else(|| state.pipelines.get(arn).map(|one| &one.tags))
        .or_else(|| state.images.get(arn).map(|run| &run.tags))
        .ok_or_else(|| ApiError::not_found(arn))?;
    Ok(json!({"tags": tags}))
}

fn tags_mut<'a>(state: &'a mut State, arn: &str) -> Result<&'a mut Tags, ApiError> {
    let State {
        components,
        recipes,
        infrastructures,
        distributions,
        pipelines,
        images,
        ..
    } = state;
    components
        .get_mut(arn)
        .map(|component| &mut component.tags)
        .or_else(|| recipes.get_mut(arn).map(|recipe| &mut recipe.tags))
        .or_else(|| infrastructures.get_mut(arn).map(|one| &mut one.tags))
        .or_else(|| distributions.get_mut(arn).map(|one| &mut one.tags))
        .or_else(|| pipelines.get_mut(arn).map(|one| &mut one.tags))
        .or_else(|| images.get_mut(arn).map(|run| &mut run.tags))
        .ok_or_else(|| ApiError::not_found(arn))
}
