//! The window: the Tauri shell around the UI. One generic command carries the whole contract, one channel its events.

mod bridge;
mod display;
mod painting;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use ingot_workbench::Workbench;
use ingot_workbench::contract::Error;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use tokio::sync::watch;

use crate::terminal::report;

/// Opens the window and answers when it is closed. A second program of the same user brings the first one's window to
/// the front instead; `workspace_of` finds in its arguments the workspace that it was asked to open.
pub fn open(
    start: impl FnOnce() -> Result<Workbench, Error> + Send + 'static,
    workspace_of: fn(&[String], &Path) -> Option<PathBuf>,
) -> ExitCode {
    if let Err(reason) = display::check() {
        return report::failure(&reason);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report::failure(&report::internal(&error)),
    };
    tauri::async_runtime::set(runtime.handle().clone());
    let guard = runtime.enter();
    let refused: Arc<Mutex<Option<Error>>> = Arc::default();
    let why = refused.clone();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(move |app, arguments, folder| {
            come_forward(app, workspace_of(&arguments, Path::new(&folder)));
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(tauri::generate_handler![bridge::call])
        .setup(move |app| {
            let (ready, started) = watch::channel(None);
            app.manage(Started(started));
            // Only now is it sure that this is the one program: nothing was opened or migrated before. The webview
            // loads its page meanwhile; its first calls wait for the workbench.
            let handle = app.handle().clone();
            tauri::async_runtime::spawn_blocking(move || match start() {
                Ok(workbench) => {
                    bridge::forward_events(handle, &workbench);
                    let _ = ready.send(Some(workbench));
                }
                Err(error) => {
                    *why.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    handle.exit(2);
                }
            });
            // Dropping report files on the window gives their paths, which HTML5 drops do not.
            let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Ingot")
                .inner_size(1280.0, 800.0)
                .min_inner_size(960.0, 600.0)
                .build()?;
            painting::suit_the_machine(&window)?;
            Ok(())
        })
        .build(crate::assets::context());
    let app = match built {
        Ok(app) => app,
        Err(error) => return report::failure(&report::internal(&error)),
    };
    let handle = app.handle().clone();
    let code = app.run_return(|_, _| {});
    let refused = refused.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(error) = refused {
        return report::failure(&error);
    }
    if let Some(workbench) = started(&handle) {
        runtime.block_on(workbench.close());
    }
    drop(guard);
    if code == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The workbench, once it has started.
pub(crate) struct Started(watch::Receiver<Option<Workbench>>);

impl Started {
    /// Waits for it; `None` when it could not start.
    pub(crate) async fn workbench(&self) -> Option<Workbench> {
        let mut started = self.0.clone();
        started
            .wait_for(Option::is_some)
            .await
            .ok()
            .and_then(|workbench| workbench.clone())
    }
}

fn started(app: &AppHandle) -> Option<Workbench> {
    app.try_state::<Started>()
        .and_then(|started| started.0.borrow().clone())
}

fn come_forward(app: &AppHandle, workspace: Option<PathBuf>) {
    if let (Some(workbench), Some(folder)) = (started(app), workspace) {
        // What cannot be opened leaves the present workspace open.
        let _ = workbench.open_workspace(&folder);
    }
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}
