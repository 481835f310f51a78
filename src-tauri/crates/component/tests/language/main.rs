//! What an editor asks, on documents that are being written. `‸` is the cursor.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods
)]

mod anywhere;
mod completion;
mod hover;
mod names;
mod real;
mod steps;

use ingot_component::{Fix, Position, Source, TextEdit};

/// The text without the cursor, and where the cursor was.
fn cursor(text: &str) -> (Source, Position) {
    let at = text.find('‸').expect("a cursor");
    let source = Source::new("a.yaml", text.replacen('‸', "", 1));
    let position = source.position(at);
    (source, position)
}

fn apply(source: &Source, edits: Vec<TextEdit>) -> String {
    let fix = Fix {
        title: String::new(),
        edits,
    };
    fix.apply(source).unwrap()
}
