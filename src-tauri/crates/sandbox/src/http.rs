//! From an HTTP request to an operation and back.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::State as Shared;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, Response};
use serde_json::{Map, Value, json};

use crate::office::Office;
use crate::service::{Operation, control, s3};
use crate::wire::call::Scope;
use crate::wire::{ApiError, Call, Service, percent, render};

/// The largest request body, far above what any operation of the slice takes.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// The header that a control call must carry: a web page cannot send it without asking first.
pub(crate) const CONTROL_HEADER: &str = "x-ingot-sandbox";

/// Answers every request.
pub(crate) async fn handle(Shared(office): Shared<Arc<Office>>, request: Request<Body>) -> Response<Body> {
    let request_id = office.request_id();
    let (parts, body) = request.into_parts();
    if let Err(error) = refuse_strangers(&parts.headers) {
        return render::failure(None, &error, &request_id);
    }
    let body = match to_bytes(body, MAX_BODY).await {
        Ok(body) => body,
        Err(_) => {
            let error = ApiError::new(
                413,
                "RequestEntityTooLargeException",
                format!("The request body exceeds {MAX_BODY} bytes."),
            );
            return render::failure(None, &error, &request_id);
        }
    };
    let id = request_id.clone();
    // State is written with fsync, which must not hold up the connections of others.
    let answered = tokio::task::spawn_blocking(move || respond(&office, &parts, &body, &id)).await;
    answered.unwrap_or_else(|_| {
        let error = ApiError::internal("the sandbox failed on this request; its state is unchanged");
        render::failure(None, &error, &request_id)
    })
}

fn respond(office: &Office, parts: &Parts, body: &[u8], request_id: &str) -> Response<Body> {
    if let Some(path) = parts.uri.path().strip_prefix("/_sandbox/") {
        return match control_call(office, parts, path, body) {
            Ok(value) => render::answer(Service::ImageBuilder, path, &value, request_id),
            Err(error) => render::failure(None, &error, request_id),
        };
    }
    let (scope, service) = match scope(&parts.headers) {
        Ok(found) => found,
        Err(error) => return render::failure(None, &error, request_id),
    };
    if service == Service::S3 {
        return s3::respond(office, &scope.region, parts, body, request_id);
    }
    let answer = read(service, &scope, parts, body).and_then(|(operation, call)| {
        let mut value = office.carry_out(operation, &call)?;
        if service == Service::ImageBuilder {
            value["requestId"] = request_id.into();
        }
        if let Some(token) = call.body.get("clientToken").filter(|token| token.is_string()) {
            value["clientToken"] = token.clone();
        }
        Ok((operation.name, value))
    });
    match answer {
        Ok((name, value)) => render::answer(service, name, &value, request_id),
        Err(error) => render::failure(Some(service), &error, request_id),
    }
}

/// Only programs on this machine may call: a browser's page is known by its `Origin`, and one that rebinds its name
/// to loopback by its `Host`.
fn refuse_strangers(headers: &HeaderMap) -> Result<(), ApiError> {
    if headers.contains_key(ORIGIN) {
        return Err(ApiError::new(
            403,
            "AccessDeniedException",
            "The sandbox does not answer web pages.",
        ));
    }
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|digit| digit.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    if ["127.0.0.1", "localhost", "[::1]"].contains(&name) {
        Ok(())
    } else {
        Err(ApiError::new(
            403,
            "AccessDeniedException",
            "The sandbox answers on a loopback name only: 127.0.0.1 or localhost.",
        ))
    }
}

/// Signatures are not checked: whoever reaches loopback may use the sandbox. That a request is signed at all is.
fn scope(headers: &HeaderMap) -> Result<(Scope, Service), ApiError> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|header| header.to_str().ok())
        .ok_or_else(|| {
            ApiError::new(
                403,
                "MissingAuthenticationTokenException",
                "Missing Authentication Token",
            )
        })?;
    let scope = Scope::of_authorization(header).ok_or_else(|| {
        ApiError::new(
            403,
            "IncompleteSignatureException",
            "The Authorization header has no AWS Signature Version 4 credential scope.",
        )
    })?;
    let service = Service::of_scope(&scope.service)
        .ok_or_else(|| unknown(format!("The sandbox has no service '{}'.", scope.service)))?;
    Ok((scope, service))
}

/// Finds the operation and gathers its input from body, query and path.
fn read(service: Service, scope: &Scope, parts: &Parts, body: &[u8]) -> Result<(&'static Operation, Call), ApiError> {
    let (operation, input) = match service {
        Service::Sts => {
            let form = percent::pairs(&String::from_utf8_lossy(body));
            let action = form
                .iter()
                .find(|(name, _)| name == "Action")
                .map_or("", |(_, value)| value.as_str());
            (by_name(service, action)?, json!({}))
        }
        Service::Logs | Service::Organizations => {
            let target = parts
                .headers
                .get("x-amz-target")
                .and_then(|target| target.to_str().ok())
                .unwrap_or_default();
            let name = target.rsplit_once('.').map_or(target, |(_, name)| name);
            (by_name(service, name)?, json_body(body)?)
        }
        Service::ImageBuilder | Service::Inspector | Service::Ram | Service::S3 => rest(service, parts, body)?,
    };
    let call = Call {
        operation: operation.name,
        region: scope.region.clone(),
        body: input,
    };
    Ok((operation, call))
}

fn rest(service: Service, parts: &Parts, body: &[u8]) -> Result<(&'static Operation, Value), ApiError> {
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let label = path.strip_prefix("/tags/").filter(|label| !label.is_empty());
    let wanted = match label {
        Some(_) if service == Service::ImageBuilder => "/tags/{resourceArn}",
        _ => path,
    };
    let operation = service
        .operations()
        .iter()
        .find(|operation| operation.http == (method, wanted))
        .ok_or_else(|| unknown(format!("The sandbox does not know the operation {method} {path}.")))?;
    let mut input = match json_body(body)? {
        Value::Object(input) => input,
        _ => Map::new(),
    };
    for (name, value) in percent::pairs(parts.uri.query().unwrap_or_default()) {
        // The one list among the query members of these services.
        if name == "tagKeys" {
            let keys = input.entry(name).or_insert_with(|| json!([]));
            if let Some(keys) = keys.as_array_mut() {
                keys.push(value.into());
            }
        } else {
            input.insert(name, value.into());
        }
    }
    if let Some(label) = label.filter(|_| wanted.starts_with("/tags/")) {
        input.insert("resourceArn".to_owned(), percent::decode(label).into());
    }
    Ok((operation, Value::Object(input)))
}

fn by_name(service: Service, name: &str) -> Result<&'static Operation, ApiError> {
    service
        .operations()
        .iter()
        .find(|operation| operation.name == name)
        .ok_or_else(|| unknown(format!("The sandbox does not know the operation '{name}'.")))
}

/// serde_json's own limit on depth (128) bounds hostile nesting.
fn json_body(body: &[u8]) -> Result<Value, ApiError> {
    if body.is_empty() {
        return Ok(json!({}));
    }
    serde_json::from_slice(body)
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| ApiError::new(400, "SerializationException", "The request body is not a JSON object."))
}

fn unknown(message: String) -> ApiError {
    ApiError::new(501, "UnknownOperationException", message)
}

fn control_call(office: &Office, parts: &Parts, path: &str, body: &[u8]) -> Result<Value, ApiError> {
    if parts.headers.get(CONTROL_HEADER).is_none_or(|value| value != "1") {
        return Err(ApiError::new(
            403,
            "AccessDeniedException",
            format!("A control call carries the header {CONTROL_HEADER}: 1."),
        ));
    }
    match (parts.method.as_str(), path) {
        ("GET", "state") => office.look(|state, moment| {
            let mut summary = control::summary(state, moment);
            summary["instance"] = office.instance().into();
            summary["region"] = office.region().into();
            summary
        }),
        ("POST", "fail") => {
            let body = json_body(body)?;
            office.change(|state, _| control::fail(state, &body))
        }
        ("POST", "pace") => {
            let body = json_body(body)?;
            office.change(|state, _| control::pace(state, &body))
        }
        ("POST", "reset") => office.change(|state, _| control::reset(state)),
        (method, path) => Err(unknown(format!("There is no control call {method} /_sandbox/{path}."))),
    }
}
