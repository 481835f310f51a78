//! Running shellcheck, where it is installed. Its findings are read elsewhere.
//!
//! It gets the script on its standard input, and nothing of the workspace or the environment can
//! give it other options; every call ends within [`TIMEOUT`].

use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use thiserror::Error;

use crate::file::MAX_FILE_BYTES;

/// Longest that one script may take.
pub const TIMEOUT: Duration = Duration::from_secs(20);
/// Most output that is read from it, in bytes.
const MAX_OUTPUT: u64 = 4 * MAX_FILE_BYTES;

/// The program, known to be there.
#[derive(Clone, Debug)]
pub struct Shellcheck {
    program: PathBuf,
    /// As it prints it, for example `0.10.0`.
    version: String,
}

/// Why there is no answer from shellcheck.
#[derive(Debug, Error)]
pub enum ShellcheckError {
    /// It is not installed, or not where the caller says.
    #[error("cannot find {}", .program.display())]
    NotFound {
        /// What was started.
        program: PathBuf,
    },
    /// It is there and does not do what shellcheck does.
    #[error("{} does not work: {reason}", .program.display())]
    Broken {
        /// What was started.
        program: PathBuf,
        /// What went wrong.
        reason: String,
    },
}

impl Shellcheck {
    /// The program at `program`, or the `shellcheck` of the search path.
    ///
    /// # Errors
    /// When there is none, or it is something else.
    pub fn find(program: Option<&Path>) -> Result<Self, ShellcheckError> {
        let mut found = Self {
            program: program.unwrap_or(Path::new("shellcheck")).to_owned(),
            version: String::new(),
        };
        let printed = found.run(&["--version"], "")?;
        let version = printed.lines().find_map(|line| line.strip_prefix("version:"));
        found.version = version
            .ok_or_else(|| found.broken("it does not say which version of shellcheck it is"))?
            .trim()
            .to_owned();
        Ok(found)
    }

    /// Its version, as it prints it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it prints about `script` when it is started with `arguments`, which make it read its
    /// standard input and no configuration file
    /// (<https://github.com/koalaman/shellcheck/wiki/Integration>).
    ///
    /// # Errors
    /// When it cannot be run, or takes longer than [`TIMEOUT`].
    pub fn check(&self, arguments: &[&str], script: &str) -> Result<String, ShellcheckError> {
        self.run(arguments, script)
    }

    fn run(&self, arguments: &[&str], input: &str) -> Result<String, ShellcheckError> {
        let spawned = Command::new(&self.program)
            .args(arguments)
            .env_remove("SHELLCHECK_OPTS")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = spawned.map_err(|error| match error.kind() {
            ErrorKind::NotFound => ShellcheckError::NotFound {
                program: self.program.clone(),
            },
            _ => self.broken(&error.to_string()),
        })?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(self.broken("it has no input or output"));
        };
        let input = input.to_owned();
        // It may print before it has read everything, so both at once. One that ends early has said
        // what it has to say.
        thread::spawn(move || stdin.write_all(input.as_bytes()));
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.take(MAX_OUTPUT + 1).read_to_end(&mut bytes);
            let _ = sender.send(read.map(|_| bytes));
        });
        let answer = receiver.recv_timeout(TIMEOUT);
        if !matches!(&answer, Ok(Ok(bytes)) if bytes.len() as u64 <= MAX_OUTPUT) {
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| self.broken(&error.to_string()))?;
        match answer {
            Err(_) => Err(self.broken(&format!("it took longer than {} s", TIMEOUT.as_secs()))),
            Ok(Err(error)) => Err(self.broken(&error.to_string())),
            Ok(Ok(bytes)) if bytes.len() as u64 > MAX_OUTPUT => Err(self.broken("it prints without end")),
            // 1 means that it found something; from 2 on it did not work.
            Ok(Ok(bytes)) if matches!(status.code(), Some(0 | 1)) => {
                String::from_utf8(bytes).map_err(|_| self.broken("it prints something that is not UTF-8"))
            }
            Ok(Ok(_)) => Err(self.broken(&format!("it ended with {status}"))),
        }
    }

    fn broken(&self, reason: &str) -> ShellcheckError {
        ShellcheckError::Broken {
            program: self.program.clone(),
            reason: reason.to_owned(),
        }
    }
}
