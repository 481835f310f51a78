//! The window: the Tauri shell around the UI. One generic command carries the whole contract, one channel its events.

mod bridge;
mod display;

use std::process::ExitCode;

use ingot_workbench::Workbench;
use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};

use crate::terminal::report;

/// Opens the window and answers when it is closed.
pub fn open(start: impl FnOnce() -> Result<Workbench, ingot_workbench::contract::Error>) -> ExitCode {
    if let Err(reason) = display::check() {
        return report::failure(&reason);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report::failure(&report::internal(&error)),
    };
    tauri::async_runtime::set(runtime.handle().clone());
    let guard = runtime.enter();
    let workbench = match start() {
        Ok(workbench) => workbench,
        Err(error) => return report::failure(&error),
    };
    let events = workbench.clone();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .manage(workbench.clone())
        .invoke_handler(tauri::generate_handler![bridge::call])
        .setup(move |app| {
            bridge::forward_events(app.handle().clone(), &events);
            // Dropping report files on the window gives their paths, which HTML5 drops do not.
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Ingot")
                .inner_size(1280.0, 800.0)
                .min_inner_size(960.0, 600.0)
                .build()?;
            Ok(())
        })
        .build(crate::assets::context());
    let app = match built {
        Ok(app) => app,
        Err(error) => return report::failure(&report::internal(&error)),
    };
    app.run(|_, _| {});
    runtime.block_on(workbench.close());
    drop(guard);
    ExitCode::SUCCESS
}
