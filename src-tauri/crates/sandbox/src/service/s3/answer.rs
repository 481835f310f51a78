//! S3's answers and errors, in XML or as bytes.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};

use crate::wire::ApiError;
use crate::wire::render::escape;

/// An answer before it goes out.
pub(super) struct S3Answer {
    status: u16,
    content_type: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// One element with text.
pub(super) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}

impl S3Answer {
    pub(super) fn empty() -> Self {
        Self::bytes(Vec::new(), "application/xml")
    }

    pub(super) fn bytes(body: Vec<u8>, content_type: &str) -> Self {
        Self {
            status: 200,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            body,
        }
    }

    /// A document whose root holds `members`, XML already.
    pub(super) fn xml(root: &str, members: &str) -> Self {
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
             {members}</{root}>"
        );
        Self::bytes(document.into_bytes(), "application/xml")
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>: an error has no namespace.
    pub(super) fn failure(error: &ApiError, resource: &str, request_id: &str) -> Self {
        let members = [
            element("Code", error.code),
            element("Message", &error.message),
            element("Resource", resource),
            element("RequestId", request_id),
        ];
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>{}</Error>",
            members.concat()
        );
        Self {
            status: error.status,
            ..Self::bytes(document.into_bytes(), "application/xml")
        }
    }

    pub(super) fn with(mut self, header: &'static str, value: &str) -> Self {
        self.headers.push((header, value.to_owned()));
        self
    }

    pub(super) fn partial(mut self) -> Self {
        self.status = 206;
        self
    }

    /// The answer to a HEAD request tells the length of a body that it does not have; that of an error is empty.
    pub(super) fn into_response(self, request_id: &str, head: bool) -> Response<Body> {
        let length = if head && self.status >= 300 { 0 } else { self.body.len() };
        let mut response = Response::new(if head { Body::empty() } else { Body::from(self.body) });
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        let own = [
            (CONTENT_TYPE, self.content_type),
            (HeaderName::from_static("x-amz-request-id"), request_id.to_owned()),
        ];
        let others = self
            .headers
            .into_iter()
            .map(|(name, value)| (HeaderName::from_static(name), value));
        for (name, value) in own.into_iter().chain(others) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}
