// No console window beside the application on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Reports and workspaces are read by one thread and kept by another: memory that one frees for the other is where the
/// system's allocator spends a third of an import.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    ingot_app::terminal::main()
}
