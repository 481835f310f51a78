//! The browser's face: the same UI over HTTP, on loopback, for one person with the printed address.
//!
//! The address carries a token that works once; it is traded for a cookie that only this origin sends. Requests with
//! another Host or Origin are refused, so no web page can reach the workbench through the user's browser.

mod api;
mod guard;
mod page;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use ingot_workbench::Workbench;
use ingot_workbench::contract::{Code, Error};
use tokio::net::TcpListener;

pub use guard::Guard;

#[derive(Clone)]
struct Served {
    workbench: Workbench,
    guard: Arc<Guard>,
    page: Arc<page::Page>,
}

/// A server that listens; [`Server::run`] answers requests until `stop` resolves.
pub struct Server {
    listener: TcpListener,
    served: Served,
    address: SocketAddr,
}

impl Server {
    /// Binds to loopback; port 0 takes any free one.
    pub async fn bind(workbench: Workbench, port: u16) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
            Error::new(Code::Io, format!("cannot listen on 127.0.0.1:{port}: {error}"))
                .hint("choose another port with --port, or let the system choose with --port 0")
        })?;
        let address = listener
            .local_addr()
            .map_err(|error| Error::internal(error.to_string()))?;
        let guard = Guard::new(address.port())?;
        let page = page::Page::new(crate::assets::context());
        let served = Served {
            workbench,
            guard: Arc::new(guard),
            page: Arc::new(page),
        };
        Ok(Self {
            listener,
            served,
            address,
        })
    }

    /// The address to open, with its one-time token.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.served.guard.token())
    }

    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), Error> {
        let router = Router::new()
            .route("/api/call/{name}", post(api::call))
            .route("/api/events", get(api::events))
            // As large as the largest file of a workspace, escaped.
            .layer(DefaultBodyLimit::max(32 * 1024 * 1024))
            .fallback(get(page::asset))
            .layer(middleware::from_fn_with_state(self.served.clone(), guard::require))
            .with_state(self.served);
        // Not a graceful shutdown: that would wait for the event stream of every open page.
        tokio::select! {
            ended = axum::serve(self.listener, router) => {
                ended.map_err(|error| Error::internal(format!("the server ended: {error}")))
            }
            () = stop => Ok(()),
        }
    }
}
