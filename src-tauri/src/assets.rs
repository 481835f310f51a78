//! The UI's files, embedded once in the program and used by both the window and `ingot serve`.

use tauri::{Context, Wry};

/// Tauri's context: configuration, capabilities, icons and the UI's files.
pub fn context() -> Context<Wry> {
    tauri::generate_context!()
}
