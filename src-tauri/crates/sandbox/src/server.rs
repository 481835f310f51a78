use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::folder::{Announcement, OwnedFolder, announced};
use crate::office::Office;
use crate::{Clock, SandboxConfig, SandboxError, http};

/// A running sandbox; dropping it stops the server too.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
    office: Closing,
    _folder: OwnedFolder,
}

/// What [`attach`] found: a server of our own, or one that already serves this folder.
#[derive(Debug)]
pub enum Attached {
    Serving(Sandbox),
    Elsewhere { endpoint: String },
}

/// How long an answer under way may take when the server stops.
const PARTING: Duration = Duration::from_secs(2);
/// How long another process may take to announce where it listens.
const ANNOUNCING: Duration = Duration::from_secs(5);

impl Sandbox {
    /// Takes the state folder, loads its state and listens on loopback.
    pub async fn start(config: SandboxConfig) -> Result<Sandbox, SandboxError> {
        Self::start_with_clock(config, Clock::system()).await
    }

    /// Like [`Sandbox::start`], with the time read from `clock`.
    pub async fn start_with_clock(config: SandboxConfig, clock: Clock) -> Result<Sandbox, SandboxError> {
        match OwnedFolder::take(&config.state_dir)? {
            Some(folder) => Self::serve(folder, config, clock).await,
            None => Err(SandboxError::InUse {
                endpoint: announced(&config.state_dir).map(|announced| announced.endpoint),
                state_dir: config.state_dir,
            }),
        }
    }

    async fn serve(folder: OwnedFolder, config: SandboxConfig, clock: Clock) -> Result<Sandbox, SandboxError> {
        let office = Arc::new(Office::open(folder.state_file(), clock, &config)?);
        let bind = |source| SandboxError::Bind {
            port: config.port,
            source,
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port))
            .await
            .map_err(bind)?;
        let address = listener.local_addr().map_err(bind)?;
        let router = Router::new().fallback(http::handle).with_state(Arc::clone(&office));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            // Accept errors are retried inside; there is nothing to report when serving ends.
            let _ = axum::serve(listener, router)
                .with_graceful_shutdown(async move {
                    let _ = stopped.await;
                })
                .await;
        });
        folder.announce(&Announcement {
            endpoint: format!("http://{address}"),
            instance: office.instance().to_owned(),
        })?;
        Ok(Sandbox {
            address,
            stop: Some(stop),
            serving: Some(serving),
            office: Closing(office),
            _folder: folder,
        })
    }

    /// The address for an SDK's `endpoint_url`: `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers the requests under way and ends; the state is on disk.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(mut serving) = self.serving.take()
            && tokio::time::timeout(PARTING, &mut serving).await.is_err()
        {
            serving.abort();
        }
        self.office.0.close();
    }
}

/// Closes the state when the sandbox goes, before its folder is given back: a connection that outlives it must not
/// write over the next owner's state.
struct Closing(Arc<Office>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl std::fmt::Debug for Closing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Office")
    }
}

/// Starts a server on this state folder, or, where another process already serves it, answers that one's endpoint.
pub async fn attach(config: SandboxConfig) -> Result<Attached, SandboxError> {
    let waiting = tokio::time::Instant::now();
    loop {
        if let Some(folder) = OwnedFolder::take(&config.state_dir)? {
            return Sandbox::serve(folder, config, Clock::system())
                .await
                .map(Attached::Serving);
        }
        if let Some(endpoint) = answering(&config.state_dir).await {
            return Ok(Attached::Elsewhere { endpoint });
        }
        // The owner may be between its lock and its announcement, or about to end.
        if waiting.elapsed() > ANNOUNCING {
            return Err(SandboxError::InUse {
                endpoint: None,
                state_dir: config.state_dir,
            });
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The endpoint of the folder's server, if the very server that announced it answers there.
async fn answering(state_dir: &Path) -> Option<String> {
    let announced = announced(state_dir)?;
    let address: SocketAddr = announced.endpoint.strip_prefix("http://")?.parse().ok()?;
    if !address.ip().is_loopback() {
        return None;
    }
    let answer = tokio::task::spawn_blocking(move || ask(address)).await.ok()?.ok()?;
    answer
        .contains(&format!("\"instance\":\"{}\"", announced.instance))
        .then_some(announced.endpoint)
}

/// Asks whoever listens there for the state's summary; what is no sandbox answers something else, or nothing.
fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PARTING)?;
    stream.set_read_timeout(Some(PARTING))?;
    stream.set_write_timeout(Some(PARTING))?;
    let request = format!(
        "GET /_sandbox/state HTTP/1.1\r\nHost: {address}\r\n{}: 1\r\nConnection: close\r\n\r\n",
        http::CONTROL_HEADER
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(16 * 1024 * 1024).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
