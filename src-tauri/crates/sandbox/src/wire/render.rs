//! Answers and errors in each protocol's dress.
//!
//! REST-JSON: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>, JSON 1.1:
//! <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>, Query:
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::{ApiError, Service};

/// The answer of an operation that worked. `sts` answers come as the members of its result, all of them text.
pub(crate) fn answer(service: Service, operation: &str, value: &Value, request_id: &str) -> Response<Body> {
    match service {
        Service::Sts => respond(
            200,
            "text/xml",
            xml_answer(operation, value, request_id),
            request_id,
            None,
        ),
        Service::ImageBuilder | Service::Inspector | Service::Ram | Service::S3 => {
            respond(200, "application/json", value.to_string(), request_id, None)
        }
        Service::Logs | Service::Organizations => {
            respond(200, "application/x-amz-json-1.1", value.to_string(), request_id, None)
        }
    }
}

/// The answer of an operation that did not.
pub(crate) fn failure(service: Option<Service>, error: &ApiError, request_id: &str) -> Response<Body> {
    let message = &error.message;
    match service {
        Some(Service::Sts) => respond(
            error.status,
            "text/xml",
            format!(
                "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
                 <Code>{}</Code><Message>{}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>",
                error.code,
                escape(message)
            ),
            request_id,
            Some(error.code),
        ),
        Some(Service::Organizations) => respond(
            error.status,
            "application/x-amz-json-1.1",
            json!({"__type": error.code, "Message": message}).to_string(),
            request_id,
            Some(error.code),
        ),
        Some(Service::Logs) => respond(
            error.status,
            "application/x-amz-json-1.1",
            json!({"__type": error.code, "message": message}).to_string(),
            request_id,
            Some(error.code),
        ),
        Some(Service::ImageBuilder | Service::Inspector | Service::Ram | Service::S3) | None => respond(
            error.status,
            "application/json",
            json!({"message": message}).to_string(),
            request_id,
            Some(error.code),
        ),
    }
}

fn xml_answer(operation: &str, value: &Value, request_id: &str) -> String {
    let members: String = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, member)| format!("<{name}>{}</{name}>", escape(member.as_str().unwrap_or_default())))
        .collect();
    format!(
        "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{operation}Result>{members}\
         </{operation}Result><ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>\
         </{operation}Response>"
    )
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn respond(
    status: u16,
    content_type: &'static str,
    body: String,
    request_id: &str,
    error: Option<&'static str>,
) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert("x-amzn-requestid", id);
    }
    if let Some(code) = error {
        headers.insert("x-amzn-errortype", HeaderValue::from_static(code));
    }
    response
}
