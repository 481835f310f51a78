//! CloudWatch Logs: the build logs, group `/aws/imagebuilder/<ImageName>`, stream `<version>/<build>`.
//!
//! Shapes from botocore logs/2014-03-28 service-2.json; tokens as in
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Answer, Moment, Operation, Run};
use crate::identity::{ACCOUNT, number};
use crate::simulation::run::ImageRun;
use crate::simulation::transcript::{Line, lines};
use crate::state::State;
use crate::wire::json::{compact, flag, required, text, texts};
use crate::wire::paging::{LOG_EVENTS, LOG_STREAMS, page};
use crate::wire::{ApiError, Call};

pub(crate) const OPERATIONS: &[Operation] = &[
    reads("DescribeLogGroups", describe_groups),
    reads("DescribeLogStreams", describe_streams),
    reads("GetLogEvents", get_events),
    reads("FilterLogEvents", filter_events),
];

const fn reads(name: &'static str, run: fn(&State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", "/"),
        run: Run::Reads(run),
    }
}

/// The most events in one page.
const MAX_EVENTS: usize = 10_000;

fn describe_groups(state: &State, moment: Moment, call: &Call) -> Answer {
    let prefix = text(&call.body, "logGroupNamePrefix").unwrap_or_default();
    let names: BTreeSet<&str> = streams(state, moment, call)
        .filter(|(run, _)| run.log_group.starts_with(prefix))
        .map(|(run, _)| run.log_group.as_str())
        .collect();
    let groups = names
        .into_iter()
        .map(|name| {
            json!({
                "logGroupName": name,
                "arn": format!("arn:aws:logs:{}:{ACCOUNT}:log-group:{name}:*", call.region),
            })
        })
        .collect();
    paged(call, LOG_STREAMS, "logGroups", groups)
}

fn describe_streams(state: &State, moment: Moment, call: &Call) -> Answer {
    let group = group(&call.body)?;
    let prefix = text(&call.body, "logStreamNamePrefix").unwrap_or_default();
    let mut found: Vec<(&ImageRun, Vec<Line>)> = in_group(state, moment, call, group)?
        .into_iter()
        .filter(|(run, _)| run.log_stream().starts_with(prefix))
        .collect();
    match text(&call.body, "orderBy") {
        Some("LastEventTime") => found.sort_by_key(|(_, lines)| lines.last().map(|line| line.at)),
        _ => found.sort_by_key(|(run, _)| run.log_stream()),
    }
    if flag(&call.body, "descending").unwrap_or(false) {
        found.reverse();
    }
    let items = found
        .into_iter()
        .map(|(run, lines)| {
            let name = run.log_stream();
            json!({
                "logStreamName": name,
                "creationTime": run.created,
                "firstEventTimestamp": lines.first().map(|line| line.at),
                "lastEventTimestamp": lines.last().map(|line| line.at),
                "lastIngestionTime": lines.last().map(|line| line.at),
                "arn": format!("arn:aws:logs:{}:{ACCOUNT}:log-group:{group}:log-stream:{name}", call.region),
                "storedBytes": 0,
            })
        })
        .collect();
    paged(call, LOG_STREAMS, "logStreams", items)
}

/// Pages a stream both ways; at either end the token that was given comes back.
fn get_events(state: &State, moment: Moment, call: &Call) -> Answer {
    let group = group(&call.body)?;
    let name = required(&call.body, "logStreamName")?;
    let (_, lines) = in_group(state, moment, call, group)?
        .into_iter()
        .find(|(run, _)| run.log_stream() == name)
        .ok_or_else(|| not_found("stream"))?;
    let lines = between(lines, &call.body);
    let limit = limit(&call.body)?;
    let (from, to) = match text(&call.body, "nextToken") {
        None if flag(&call.body, "startFromHead").unwrap_or(false) => (0, limit.min(lines.len())),
        None => (lines.len().saturating_sub(limit), lines.len()),
        Some(token) => {
            let place = token
                .get(2..)
                .and_then(|digits| digits.parse::<usize>().ok())
                .map(|place| place.min(lines.len()))
                .ok_or_else(bad_token)?;
            match &token[..2] {
                "f/" => (place, place.saturating_add(limit).min(lines.len())),
                "b/" => (place.saturating_sub(limit), place),
                _ => return Err(bad_token()),
            }
        }
    };
    let events: Vec<Value> = lines[from..to]
        .iter()
        .map(|line| json!({"timestamp": line.at, "message": line.message, "ingestionTime": line.at}))
        .collect();
    Ok(json!({
        "events": events,
        "nextForwardToken": format!("f/{to:020}"),
        "nextBackwardToken": format!("b/{from:020}"),
    }))
}

/// A filter pattern here is words or quoted phrases that must all occur; AWS's full language is not spoken.
fn filter_events(state: &State, moment: Moment, call: &Call) -> Answer {
    let group = group(&call.body)?;
    let prefix = text(&call.body, "logStreamNamePrefix").unwrap_or_default();
    let names = texts(&call.body, "logStreamNames");
    let terms = terms(text(&call.body, "filterPattern").unwrap_or_default())?;
    let mut events: Vec<(i64, Value)> = Vec::new();
    for (run, lines) in in_group(state, moment, call, group)? {
        let stream = run.log_stream();
        if !stream.starts_with(prefix) || !(names.is_empty() || names.contains(&stream)) {
            continue;
        }
        for (place, line) in lines.iter().enumerate() {
            let wanted = terms.iter().all(|term| line.message.contains(term.as_str()));
            if wanted && is_between(line, &call.body) {
                events.push((
                    line.at,
                    json!({
                        "logStreamName": stream,
                        "timestamp": line.at,
                        "message": line.message,
                        "ingestionTime": line.at,
                        "eventId": format!("{:056}", number(&[&run.arn, &place.to_string()])),
                    }),
                ));
            }
        }
    }
    events.sort_by_key(|(at, _)| *at);
    let events = events.into_iter().map(|(_, event)| event).collect();
    let mut answer = paged(call, LOG_EVENTS, "events", events)?;
    answer["searchedLogStreams"] = json!([]);
    Ok(answer)
}

fn terms(pattern: &str) -> Result<Vec<String>, ApiError> {
    if pattern.starts_with(['{', '[', '%', '?', '-']) {
        return Err(ApiError::new(
            400,
            "InvalidParameterException",
            "The sandbox understands filter patterns of words and \"quoted phrases\" only.",
        ));
    }
    Ok(pattern
        .split('"')
        .enumerate()
        .flat_map(|(place, part)| match place % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .filter(|term| !term.is_empty())
        .collect())
}

/// The runs of this region that have written a log, with their lines.
fn streams<'a>(state: &'a State, moment: Moment, call: &'a Call) -> impl Iterator<Item = (&'a ImageRun, Vec<Line>)> {
    state
        .images
        .values()
        .filter(|run| run.region == call.region)
        .map(move |run| (run, lines(run, moment.now)))
        .filter(|(_, lines)| !lines.is_empty())
}

fn in_group<'a>(
    state: &'a State,
    moment: Moment,
    call: &'a Call,
    group: &str,
) -> Result<Vec<(&'a ImageRun, Vec<Line>)>, ApiError> {
    let found: Vec<_> = streams(state, moment, call)
        .filter(|(run, _)| run.log_group == group)
        .collect();
    if found.is_empty() {
        return Err(not_found("group"));
    }
    Ok(found)
}

/// The group's name, or the name in its ARN where `logGroupIdentifier` is used.
fn group(body: &Value) -> Result<&str, ApiError> {
    match (text(body, "logGroupName"), text(body, "logGroupIdentifier")) {
        (Some(name), None) => Ok(name),
        (None, Some(identifier)) => {
            let name = identifier
                .split_once(":log-group:")
                .map_or(identifier, |(_, name)| name);
            Ok(name.strip_suffix(":*").unwrap_or(name))
        }
        _ => Err(ApiError::new(
            400,
            "InvalidParameterException",
            "Give logGroupName or logGroupIdentifier, one of them.",
        )),
    }
}

fn between(lines: Vec<Line>, body: &Value) -> Vec<Line> {
    lines.into_iter().filter(|line| is_between(line, body)).collect()
}

/// `startTime` counts, `endTime` does not.
fn is_between(line: &Line, body: &Value) -> bool {
    let bound = |key: &str| body.get(key).and_then(Value::as_i64);
    bound("startTime").is_none_or(|from| line.at >= from) && bound("endTime").is_none_or(|to| line.at < to)
}

fn limit(body: &Value) -> Result<usize, ApiError> {
    match body.get("limit") {
        None | Some(Value::Null) => Ok(MAX_EVENTS),
        Some(given) => given
            .as_u64()
            .and_then(|limit| usize::try_from(limit).ok())
            .filter(|limit| (1..=MAX_EVENTS).contains(limit))
            .ok_or_else(|| {
                ApiError::new(
                    400,
                    "InvalidParameterException",
                    format!("limit must be from 1 to {MAX_EVENTS}."),
                )
            }),
    }
}

fn paged(call: &Call, paging: crate::wire::paging::Paging, key: &str, items: Vec<Value>) -> Answer {
    let (items, next) = page(call, paging, items)?;
    Ok(compact(json!({key: items, "nextToken": next})))
}

fn not_found(what: &str) -> ApiError {
    ApiError::new(
        400,
        "ResourceNotFoundException",
        format!("The specified log {what} does not exist."),
    )
}

fn bad_token() -> ApiError {
    ApiError::new(400, "InvalidParameterException", "The specified nextToken is invalid.")
}
