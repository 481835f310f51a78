//! Objects: those that were put, and those that Inspector's exports have written.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::answer::S3Answer;
use super::{Request, chunked};
use crate::service::inspector::exports::{Written, written};
use crate::state::{State, StoredObject};
use crate::wire::ApiError;

/// The state is one file that is written whole, so what is put has to stay small.
const MOST_STORED: usize = 4 * 1024 * 1024;

/// An object of either kind.
pub(super) enum Found<'a> {
    Stored(&'a StoredObject),
    Written(Written<'a>),
}

impl Found<'_> {
    pub(super) fn content(&self) -> Result<Vec<u8>, ApiError> {
        match self {
            Found::Stored(object) => {
                unhex(&object.hex).ok_or_else(|| ApiError::new(500, "InternalError", "The stored object is broken."))
            }
            Found::Written(written) => written.content(),
        }
    }

    /// Milliseconds since the epoch.
    pub(super) fn modified(&self) -> i64 {
        match self {
            Found::Stored(object) => object.modified,
            Found::Written(written) => written.at,
        }
    }

    fn content_type(&self, key: &str) -> &str {
        match self {
            Found::Stored(object) => &object.content_type,
            Found::Written(_) if key.ends_with(".csv") => "text/csv",
            Found::Written(_) => "application/json",
        }
    }
}

/// Every object of a bucket, with its key; where both kinds have a key, the stored one comes first.
pub(super) fn found<'a>(state: &'a State, now: i64, bucket: &str) -> impl Iterator<Item = (String, Found<'a>)> {
    let folder = format!("{bucket}/");
    let stored = state
        .objects
        .range(folder.clone()..)
        .map_while(move |(path, object)| Some((path.strip_prefix(&folder)?.to_owned(), Found::Stored(object))));
    let written = written(state, now, bucket)
        .into_iter()
        .map(|object| (object.key.clone(), Found::Written(object)));
    stored.chain(written)
}

/// `GetObject` and `HeadObject`, which differ in the body only.
pub(super) fn get(state: &State, now: i64, request: &Request<'_>) -> Result<S3Answer, ApiError> {
    let (key, object) = found(state, now, &request.bucket)
        .find(|(key, _)| *key == request.key)
        .ok_or_else(|| ApiError::new(404, "NoSuchKey", "The specified key does not exist."))?;
    let content = object.content()?;
    let (etag, size) = (etag(&content), content.len());
    let answer = match request.header("range").map(|range| span(range, size)) {
        None => S3Answer::bytes(content, object.content_type(&key)),
        Some(Some((start, end))) => {
            let part = content.get(start..end).unwrap_or_default().to_vec();
            S3Answer::bytes(part, object.content_type(&key))
                .partial()
                .with("content-range", &format!("bytes {start}-{}/{size}", end - 1))
        }
        Some(None) => {
            return Err(ApiError::new(
                416,
                "InvalidRange",
                "The requested range is not satisfiable",
            ));
        }
    };
    Ok(answer
        .with("etag", &etag)
        .with("last-modified", &http_date(object.modified()))
        .with("accept-ranges", "bytes"))
}

pub(super) fn put(state: &mut State, now: i64, request: &Request<'_>, content: &[u8]) -> Result<(), ApiError> {
    let path = format!("{}/{}", request.bucket, request.key);
    let others: usize = state
        .objects
        .iter()
        .filter(|(other, _)| **other != path)
        .map(|(_, object)| object.hex.len() / 2)
        .sum();
    if request.key.len() > 1024 {
        return Err(ApiError::new(400, "KeyTooLongError", "Your key is too long"));
    }
    if others + content.len() > MOST_STORED {
        return Err(ApiError::new(
            400,
            "EntityTooLarge",
            format!("The sandbox keeps {MOST_STORED} bytes of objects at most."),
        ));
    }
    let object = StoredObject {
        hex: hex(content),
        content_type: request
            .header("content-type")
            .unwrap_or("binary/octet-stream")
            .to_owned(),
        modified: now,
    };
    state.objects.insert(path, object);
    Ok(())
}

/// The content of a PUT, out of its chunks where it came in some.
pub(super) fn content_of(request: &Request<'_>) -> Result<Vec<u8>, ApiError> {
    let chunked = request
        .header("x-amz-content-sha256")
        .is_some_and(|hash| hash.starts_with("STREAMING-"));
    if !chunked {
        return Ok(request.body.to_vec());
    }
    chunked::content(request.body)
        .ok_or_else(|| ApiError::new(400, "IncompleteBody", "The chunks of the body do not add up."))
}

/// Not the MD5 of S3, which clients do not rely on either: encrypted and multipart objects have others.
pub(super) fn etag(content: &[u8]) -> String {
    format!("\"{}\"", hex(&Sha256::digest(content)[..16]))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()
        })
        .collect()
}

/// Start and exclusive end of `bytes=a-b`, `bytes=a-` or `bytes=-n`.
fn span(range: &str, size: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (start, end) = match (first.parse::<usize>().ok(), last.parse::<usize>().ok()) {
        (Some(first), Some(last)) => (first, last.saturating_add(1).min(size)),
        (Some(first), None) if last.is_empty() => (first, size),
        (None, Some(count)) if first.is_empty() => (size.saturating_sub(count), size),
        _ => return None,
    };
    (start < end).then_some((start, end))
}

fn http_date(millis: i64) -> String {
    Timestamp::from_millisecond(millis)
        .map(|at| at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_stored_comes_back_byte_for_byte(content in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..100)) {
            proptest::prop_assert_eq!(unhex(&hex(&content)).unwrap(), content);
        }
    }

    #[test]
    fn ranges_are_cut_to_the_object() {
        assert_eq!(span("bytes=0-9", 4), Some((0, 4)));
        assert_eq!(span("bytes=2-", 4), Some((2, 4)));
        assert_eq!(span("bytes=-3", 4), Some((1, 4)));
        for none in ["bytes=4-", "bytes=2-1", "bytes=-0", "lines=0-1", "bytes=a-b"] {
            assert_eq!(span(none, 4), None, "{none}");
        }
        assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
