//! Who may ask: the browser that opened the printed address, and nobody else.

use std::sync::Mutex;
use std::sync::PoisonError;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ingot_workbench::contract::Error;

use super::Served;

/// The one-time token of the address and the session that it was traded for.
pub struct Guard {
    port: u16,
    token: String,
    session: Mutex<Option<String>>,
}

impl Guard {
    pub fn new(port: u16) -> Result<Self, Error> {
        Ok(Self {
            port,
            token: random()?,
            session: Mutex::new(None),
        })
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// Cookies know no ports: the name has ours, so that two servers do not sign each other's pages out.
    fn cookie(&self) -> String {
        format!("ingot-session-{}=", self.port)
    }

    /// Trades the token for a session; answers `None` for a wrong or used token.
    fn trade(&self, token: &str) -> Option<String> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if session.is_some() || !same(token, &self.token) {
            return None;
        }
        let fresh = random().ok()?;
        *session = Some(fresh.clone());
        Some(fresh)
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(session) = session.as_deref() else {
            return false;
        };
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(self.cookie().as_str()))
            .any(|given| same(given, session))
    }

    /// Against DNS rebinding and calls from other pages: the Host is ours, and so is the Origin where one is sent.
    fn is_ours(&self, headers: &HeaderMap) -> bool {
        let ours = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        let origin = headers
            .get(header::ORIGIN)
            .map(|origin| origin.to_str().unwrap_or("invalid"));
        ours.iter().any(|name| name == host)
            && origin.is_none_or(|origin| ours.iter().any(|name| origin == format!("http://{name}")))
    }
}

pub(super) async fn require(State(served): State<Served>, request: Request, next: Next) -> Response {
    let guard = &served.guard;
    if !guard.is_ours(request.headers()) {
        return (StatusCode::FORBIDDEN, "this server answers only its own page").into_response();
    }
    if request.method() == Method::GET
        && request.uri().path() == "/"
        && let Some(token) = request.uri().query().and_then(|query| query.strip_prefix("token="))
    {
        if let Some(session) = guard.trade(token) {
            let cookie = format!("{}{session}; HttpOnly; SameSite=Strict; Path=/", guard.cookie());
            return (
                StatusCode::SEE_OTHER,
                [(header::SET_COOKIE, cookie), (header::LOCATION, "/".to_owned())],
            )
                .into_response();
        }
        if guard.knows(request.headers()) {
            return (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response();
        }
    }
    if !guard.knows(request.headers()) {
        let text = "this address has been used or its token is wrong; start `ingot serve` again and open the address it prints\n";
        return (StatusCode::FORBIDDEN, text).into_response();
    }
    next.run(request).await
}

/// 256 bits from the operating system, in hexadecimal.
fn random() -> Result<String, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(format!("no random numbers: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Compares in a time that does not tell where the difference is.
fn same(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().zip(right.bytes()).fold(0, |all, (l, r)| all | (l ^ r)) == 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::try_from(*name).unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn the_address_works_once() {
        let guard = Guard::new(7000).unwrap();
        let token = guard.token().to_owned();
        assert!(guard.trade("wrong").is_none());
        let session = guard.trade(&token).unwrap();
        assert!(guard.trade(&token).is_none());
        assert!(guard.knows(&headers(&[("cookie", &format!("a=b; ingot-session-7000={session}"))])));
        assert!(!guard.knows(&headers(&[("cookie", "ingot-session-7000=guess")])));
    }

    #[test]
    fn another_page_or_name_is_refused() {
        let guard = Guard::new(7000).unwrap();
        assert!(guard.is_ours(&headers(&[("host", "127.0.0.1:7000")])));
        assert!(guard.is_ours(&headers(&[
            ("host", "localhost:7000"),
            ("origin", "http://localhost:7000")
        ])));
        assert!(!guard.is_ours(&headers(&[("host", "rebound.example:7000")])));
        assert!(!guard.is_ours(&headers(&[
            ("host", "127.0.0.1:7000"),
            ("origin", "https://evil.example")
        ])));
        assert!(!guard.is_ours(&headers(&[("host", "127.0.0.1:7000"), ("origin", "null")])));
    }
}
