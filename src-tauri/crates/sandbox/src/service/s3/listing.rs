//! `ListObjectsV2` (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>).

use std::collections::BTreeMap;

use super::Request;
use super::answer::{S3Answer, element};
use super::objects::{Found, etag, found};
use crate::clock::iso;
use crate::state::State;
use crate::wire::{ApiError, percent};

/// The most and the default of one page.
const PAGE: usize = 1000;

pub(super) fn list(state: &State, now: i64, request: &Request<'_>) -> Result<S3Answer, ApiError> {
    let prefix = request.query("prefix").unwrap_or_default();
    let delimiter = request.query("delimiter").filter(|delimiter| !delimiter.is_empty());
    let size = match request.query("max-keys") {
        None => PAGE,
        Some(given) => given
            .parse::<usize>()
            .map_err(|_| invalid("max-keys is not a number."))?
            .min(PAGE),
    };
    // The token is the last key or common prefix that was given; S3 promises no more than that it is opaque.
    let after = match request.query("continuation-token") {
        Some(token) => decode(token).ok_or_else(|| invalid("The continuation token is not one S3 gave out."))?,
        None => request.query("start-after").unwrap_or_default().to_owned(),
    };
    let url = request.query("encoding-type") == Some("url");
    let shown = |text: &str| if url { percent::encode(text) } else { text.to_owned() };

    let mut entries: BTreeMap<String, Option<Found<'_>>> = BTreeMap::new();
    for (key, object) in found(state, now, &request.bucket) {
        let Some(rest) = key.strip_prefix(prefix) else { continue };
        match delimiter.and_then(|delimiter| Some(rest.find(delimiter)? + delimiter.len())) {
            Some(end) => entries.entry(format!("{prefix}{}", &rest[..end])).or_insert(None),
            None => entries.entry(key).or_insert(Some(object)),
        };
    }
    let mut members = String::new();
    let mut given = Vec::new();
    let mut more = false;
    for (name, object) in entries {
        if name.as_str() <= after.as_str() {
            continue;
        }
        if given.len() == size {
            more = true;
            break;
        }
        match object {
            None => members += &format!("<CommonPrefixes>{}</CommonPrefixes>", element("Prefix", &shown(&name))),
            Some(object) => {
                let content = object.content()?;
                members += &format!(
                    "<Contents>{}{}{}{}{}</Contents>",
                    element("Key", &shown(&name)),
                    element("LastModified", &iso(object.modified())),
                    element("ETag", &etag(&content)),
                    element("Size", &content.len().to_string()),
                    element("StorageClass", "STANDARD"),
                );
            }
        }
        given.push(name);
    }
    let mut head = element("Name", &request.bucket)
        + &element("Prefix", &shown(prefix))
        + &element("MaxKeys", &size.to_string())
        + &element("KeyCount", &given.len().to_string())
        + &element("IsTruncated", if more { "true" } else { "false" });
    if let Some(delimiter) = delimiter {
        head += &element("Delimiter", &shown(delimiter));
    }
    if url {
        head += &element("EncodingType", "url");
    }
    if let Some(last) = given.last().filter(|_| more) {
        head += &element("NextContinuationToken", &super::objects::hex(last.as_bytes()));
    }
    Ok(S3Answer::xml("ListBucketResult", &(head + &members)))
}

fn decode(token: &str) -> Option<String> {
    String::from_utf8(super::objects::unhex(token)?).ok()
}

fn invalid(message: &str) -> ApiError {
    ApiError::new(400, "InvalidArgument", message)
}
