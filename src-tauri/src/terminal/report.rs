//! Errors on standard error: what happened, then what to do.

use std::io::Write;
use std::process::ExitCode;

use ingot_workbench::contract::Error;

use super::output::{BAD, DIM, WARN, plain};

pub fn internal(error: &dyn std::error::Error) -> Error {
    Error::internal(error.to_string())
}

/// Prints the error and answers exit code 2.
pub fn failure(error: &Error) -> ExitCode {
    print(error);
    ExitCode::from(2)
}

/// Something that did not go as wanted, beside an answer that was given all the same.
pub fn notice(text: &str) {
    // Nowhere is left to say that standard error cannot be written.
    let _ = writeln!(anstream::stderr().lock(), "{WARN}warning{WARN:#}: {}", plain(text));
}

pub fn print(error: &Error) {
    let mut stderr = anstream::stderr().lock();
    let mut lines = vec![format!("{BAD}error{BAD:#}: {}", plain(&error.message))];
    lines.extend(
        error
            .hints
            .iter()
            .map(|hint| format!("  {DIM}={DIM:#} {}", plain(hint))),
    );
    lines.extend(
        error
            .detail
            .iter()
            .map(|detail| format!("  {DIM}{}{DIM:#}", plain(detail))),
    );
    for line in lines {
        // Nowhere is left to say that standard error cannot be written.
        let _ = writeln!(stderr, "{line}");
    }
}
