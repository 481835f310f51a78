//! Pages of a list and the opaque tokens between them.

use serde_json::Value;

use crate::identity::digest;

use super::{ApiError, Call};

/// How one service names, bounds and refuses its pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paging {
    pub size_key: &'static str,
    pub token_key: &'static str,
    pub default: usize,
    pub max: usize,
    pub bad_size: &'static str,
    pub bad_token: &'static str,
}

/// `RestrictedInteger` is 1-100; AWS does not say what it takes when absent, 25 was its former maximum.
pub(crate) const IMAGE_BUILDER: Paging = Paging {
    size_key: "maxResults",
    token_key: "nextToken",
    default: 25,
    max: 100,
    bad_size: "InvalidParameterValueException",
    bad_token: "InvalidPaginationTokenException",
};

/// <https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindings.html>
pub(crate) const FINDINGS: Paging = Paging {
    size_key: "maxResults",
    token_key: "nextToken",
    default: 50,
    max: 100,
    bad_size: "ValidationException",
    bad_token: "ValidationException",
};

/// <https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html>
pub(crate) const COVERAGE: Paging = Paging { max: 200, ..FINDINGS };

/// <https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetCisScanResultDetails.html>
pub(crate) const CIS_DETAILS: Paging = Paging { max: 1000, ..FINDINGS };

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html>
pub(crate) const ORGANIZATIONS: Paging = Paging {
    size_key: "MaxResults",
    token_key: "NextToken",
    default: 20,
    max: 20,
    bad_size: "InvalidInputException",
    bad_token: "InvalidInputException",
};

/// <https://docs.aws.amazon.com/ram/latest/APIReference/API_ListResources.html>
pub(crate) const RAM: Paging = Paging {
    size_key: "maxResults",
    token_key: "nextToken",
    default: 100,
    max: 500,
    bad_size: "InvalidParameterException",
    bad_token: "InvalidNextTokenException",
};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html>
pub(crate) const LOG_STREAMS: Paging = Paging {
    size_key: "limit",
    token_key: "nextToken",
    default: 50,
    max: 50,
    bad_size: "InvalidParameterException",
    bad_token: "InvalidParameterException",
};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
pub(crate) const LOG_EVENTS: Paging = Paging {
    default: 10_000,
    max: 10_000,
    ..LOG_STREAMS
};

/// The page of `items` the call asks for, and the token of the next one.
pub(crate) fn page<T>(call: &Call, paging: Paging, items: Vec<T>) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = size(call, paging)?;
    let offset = match call.body.get(paging.token_key) {
        None | Some(Value::Null) => 0,
        Some(token) => token
            .as_str()
            .and_then(|token| offset_of(call, paging, token))
            .filter(|offset| *offset <= items.len())
            .ok_or_else(|| {
                ApiError::new(
                    400,
                    paging.bad_token,
                    format!("The {} is not one this listing gave out.", paging.token_key),
                )
            })?,
    };
    let total = items.len();
    let page: Vec<T> = items.into_iter().skip(offset).take(size).collect();
    let end = offset + page.len();
    Ok((page, (end < total).then(|| token(call, paging, end))))
}

fn size(call: &Call, paging: Paging) -> Result<usize, ApiError> {
    match call.body.get(paging.size_key) {
        None | Some(Value::Null) => Ok(paging.default),
        Some(given) => given
            .as_u64()
            .and_then(|size| usize::try_from(size).ok())
            .filter(|size| (1..=paging.max).contains(size))
            .ok_or_else(|| {
                ApiError::new(
                    400,
                    paging.bad_size,
                    format!("{} must be from 1 to {}.", paging.size_key, paging.max),
                )
            }),
    }
}

/// A token is bound to the request it continues: another filter makes it invalid, as on AWS.
fn token(call: &Call, paging: Paging, offset: usize) -> String {
    format!("{}{offset:08x}", &fingerprint(call, paging)[..24])
}

fn offset_of(call: &Call, paging: Paging, token: &str) -> Option<usize> {
    let (bound, offset) = token.split_at_checked(24)?;
    (bound == &fingerprint(call, paging)[..24])
        .then(|| usize::from_str_radix(offset, 16).ok())
        .flatten()
}

fn fingerprint(call: &Call, paging: Paging) -> String {
    let mut request = call.body.clone();
    if let Some(members) = request.as_object_mut() {
        members.remove(paging.size_key);
        members.remove(paging.token_key);
    }
    digest(&[call.operation, &call.region, &request.to_string()])
}
