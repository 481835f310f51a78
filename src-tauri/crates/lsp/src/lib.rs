//! `ingot lsp`: the component language service over the Language Server Protocol.
//!
//! One loop, one thread: every answer takes milliseconds, so nothing runs beside it. Messages that
//! have arrived are taken in before the next one is answered, which is how a cancelled request is
//! dropped and how diagnostics are made once for many keystrokes. The client is not trusted to keep
//! to the protocol: what it gets wrong is answered with an error, and nothing makes the server panic.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>

mod answers;
mod convert;
mod documents;
mod encoding;
mod inbox;
mod session;

use std::path::Path;

use ingot_component::rules::RuleSettings;
use lsp_server::Connection;

/// What the server is started with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which rules run on the file at a path.
    pub rules: fn(&Path) -> RuleSettings,
    /// The version that the server says it has.
    pub version: String,
}

impl Default for Settings {
    /// Every rule as it is, whatever the file.
    fn default() -> Self {
        Self {
            rules: |_| RuleSettings::default(),
            version: String::new(),
        }
    }
}

/// Why the server ended other than by being asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The client sent `exit` without `shutdown`, or went away.
    #[error("the editor ended the connection without shutting the server down")]
    Abandoned,
    /// What came in was not the protocol.
    #[error("the editor sent something that is not the Language Server Protocol: {0}")]
    Transport(#[from] std::io::Error),
}

/// Serves one client on standard input and output until it says `exit`.
///
/// # Errors
/// When the client goes away without `shutdown`, or sends something that cannot be read.
pub fn serve(settings: Settings) -> Result<(), ServeError> {
    let (connection, threads) = Connection::stdio();
    let result = run(&connection, settings);
    // The writer ends when nobody can send any more, the reader when the input ends.
    drop(connection);
    match result {
        Err(ServeError::Abandoned) => threads.join().map_err(ServeError::from).and(Err(ServeError::Abandoned)),
        Err(error) => Err(error),
        Ok(()) => Ok(threads.join()?),
    }
}

/// [`serve`] over any connection.
///
/// # Errors
/// When the client goes away without `shutdown`.
pub fn run(connection: &Connection, settings: Settings) -> Result<(), ServeError> {
    session::Session::new(connection, settings).run()
}
