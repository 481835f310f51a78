//! The contract over HTTP: a call is a POST, events are Server-Sent Events.

use std::convert::Infallible;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use ingot_workbench::commands;
use ingot_workbench::contract::{Code, Error, Event};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::Served;

pub(super) async fn call(
    State(served): State<Served>,
    Path(name): Path<String>,
    request: Result<Json<serde_json::Value>, JsonRejection>,
) -> Response {
    let answered = match request {
        Ok(Json(request)) => commands::dispatch(&served.workbench, &name, request).await,
        Err(rejection) => Err(Error::invalid(format!(
            "the request of {name} is not valid: {rejection}"
        ))),
    };
    match answered {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => {
            let status = match error.code {
                Code::NotFound | Code::NotAWorkspace => StatusCode::NOT_FOUND,
                Code::ChangedOnDisk | Code::Conflict => StatusCode::CONFLICT,
                Code::Denied | Code::SignIn => StatusCode::FORBIDDEN,
                Code::Offline => StatusCode::SERVICE_UNAVAILABLE,
                Code::Invalid | Code::Cancelled | Code::RunFailed => StatusCode::BAD_REQUEST,
                Code::Io | Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            };
            (status, Json(error)).into_response()
        }
    }
}

pub(super) async fn events(State(served): State<Served>) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let stream = BroadcastStream::new(served.workbench.events())
        // A face that fell behind is told that everything may have changed.
        .flat_map_events()
        .filter_map(|event| sse::Event::default().json_data(event).ok().map(Ok));
    Sse::new(stream).keep_alive(KeepAlive::default())
}

trait FlatMapEvents:
    Stream<Item = Result<Event, tokio_stream::wrappers::errors::BroadcastStreamRecvError>> + Sized
{
    fn flat_map_events(self) -> impl Stream<Item = Event>;
}

impl<S> FlatMapEvents for S
where
    S: Stream<Item = Result<Event, tokio_stream::wrappers::errors::BroadcastStreamRecvError>>,
{
    fn flat_map_events(self) -> impl Stream<Item = Event> {
        use futures::StreamExt as _;
        self.flat_map(|told| {
            futures::stream::iter(match told {
                Ok(event) => vec![event],
                Err(_) => Event::everything(),
            })
        })
    }
}
