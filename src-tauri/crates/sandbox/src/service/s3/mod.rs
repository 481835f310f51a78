//! Amazon S3, as much as fetching a report needs: buckets, listing, reading and putting small objects, addressed by
//! path (`/bucket/key`).
//!
//! It is REST-XML, and the content of objects is bytes, so it does not go through the table of operations as the other
//! services do. <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response};
use serde_json::json;

use self::answer::{S3Answer, element};
use super::Moment;
use crate::clock::iso;
use crate::identity::ACCOUNT;
use crate::office::Office;
use crate::state::{Bucket, State};
use crate::wire::{ApiError, percent};

mod answer;
mod chunked;
mod listing;
mod objects;

/// The bucket that is there from the start, in every region.
const OWN_BUCKET: &str = "sandbox-reports-111122223333";
/// The most buckets that are made: an account's former quota.
const MOST_BUCKETS: usize = 100;

/// Where a bucket is, seen from a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Here,
    Elsewhere,
    Nowhere,
}

pub(crate) fn place_of(state: &State, bucket: &str, region: &str) -> Place {
    match state.buckets.get(bucket) {
        _ if bucket == OWN_BUCKET => Place::Here,
        None => Place::Nowhere,
        Some(bucket) if bucket.region == region => Place::Here,
        Some(_) => Place::Elsewhere,
    }
}

/// One request, read.
struct Request<'a> {
    method: &'a str,
    region: &'a str,
    bucket: String,
    key: String,
    query: Vec<(String, String)>,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl Request<'_> {
    fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Answers a request, whatever it asks.
pub(crate) fn respond(office: &Office, region: &str, parts: &Parts, body: &[u8], request_id: &str) -> Response<Body> {
    let path = parts.uri.path().trim_start_matches('/');
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    let request = Request {
        method: parts.method.as_str(),
        region,
        bucket: percent::decode(bucket),
        key: percent::decode(key),
        query: percent::pairs(parts.uri.query().unwrap_or_default()),
        headers: &parts.headers,
        body,
    };
    carry_out(office, &request)
        .unwrap_or_else(|error| S3Answer::failure(&error, parts.uri.path(), request_id))
        .into_response(request_id, request.method == "HEAD")
}

fn carry_out(office: &Office, request: &Request<'_>) -> Result<S3Answer, ApiError> {
    let read = |read: &dyn Fn(&State, Moment) -> Result<S3Answer, ApiError>| {
        office.look(|state, moment| {
            if !request.bucket.is_empty() {
                in_reach(state, request)?;
            }
            read(state, moment)
        })?
    };
    match (request.method, request.bucket.is_empty(), request.key.is_empty()) {
        ("GET", true, _) => read(&|state, _| Ok(list_buckets(state))),
        ("HEAD", false, true) => read(&|_, _| Ok(S3Answer::empty().with("x-amz-bucket-region", request.region))),
        ("GET", false, true) if request.query("location").is_some() => read(&|state, _| Ok(location(state, request))),
        ("GET", false, true) if request.query("list-type") == Some("2") => {
            read(&|state, moment| listing::list(state, moment.now, request))
        }
        ("GET" | "HEAD", false, false) if request.query("uploadId").is_none() => {
            read(&|state, moment| objects::get(state, moment.now, request))
        }
        ("PUT", false, true) if request.query.iter().all(|(name, _)| name == "x-id") => {
            office.change(|state, moment| {
                create_bucket(state, moment, request)?;
                Ok(json!({}))
            })?;
            Ok(S3Answer::empty().with("location", &format!("/{}", request.bucket)))
        }
        ("PUT", false, false)
            if request.query("uploadId").is_none() && request.header("x-amz-copy-source").is_none() =>
        {
            let content = objects::content_of(request)?;
            let etag = objects::etag(&content);
            office.change(|state, moment| {
                in_reach(state, request)?;
                objects::put(state, moment.now, request, &content)?;
                Ok(json!({}))
            })?;
            Ok(S3Answer::empty().with("etag", &etag))
        }
        (method, ..) => Err(ApiError::new(
            501,
            "NotImplemented",
            format!("The sandbox does not know this {method} request of S3."),
        )),
    }
}

fn in_reach(state: &State, request: &Request<'_>) -> Result<(), ApiError> {
    match place_of(state, &request.bucket, request.region) {
        Place::Here => Ok(()),
        Place::Elsewhere => Err(ApiError::new(
            301,
            "PermanentRedirect",
            "The bucket is in another region; send requests to its own.",
        )),
        Place::Nowhere => Err(ApiError::new(
            404,
            "NoSuchBucket",
            "The specified bucket does not exist",
        )),
    }
}

fn list_buckets(state: &State) -> S3Answer {
    let one = |name: &str, created: i64| {
        let members = element("Name", name) + &element("CreationDate", &iso(created));
        format!("<Bucket>{members}</Bucket>")
    };
    let mut buckets = one(OWN_BUCKET, 0);
    buckets.extend(state.buckets.iter().map(|(name, bucket)| one(name, bucket.created)));
    let owner = format!("<Owner>{}</Owner>", element("ID", ACCOUNT));
    S3Answer::xml(
        "ListAllMyBucketsResult",
        &format!("{owner}<Buckets>{buckets}</Buckets>"),
    )
}

/// `us-east-1` is written as nothing, as S3 does.
fn location(state: &State, request: &Request<'_>) -> S3Answer {
    let region = state
        .buckets
        .get(&request.bucket)
        .map_or(request.region, |bucket| bucket.region.as_str());
    S3Answer::xml("LocationConstraint", if region == "us-east-1" { "" } else { region })
}

fn create_bucket(state: &mut State, moment: Moment, request: &Request<'_>) -> Result<(), ApiError> {
    let name = &request.bucket;
    let is_name = (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
    if !is_name {
        return Err(ApiError::new(
            400,
            "InvalidBucketName",
            "The specified bucket is not valid.",
        ));
    }
    if place_of(state, name, request.region) != Place::Nowhere {
        return Err(ApiError::new(
            409,
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
        ));
    }
    if state.buckets.len() >= MOST_BUCKETS {
        return Err(ApiError::new(
            400,
            "TooManyBuckets",
            "You have attempted to create more buckets than allowed.",
        ));
    }
    let bucket = Bucket {
        region: request.region.to_owned(),
        created: moment.now,
    };
    state.buckets.insert(name.clone(), bucket);
    Ok(())
}
