//! A Tauri window with an empty page: the least that a window of this kind costs. `make bench` starts it beside Ingot.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() {
    let mut context: tauri::Context<tauri::Wry> = tauri::generate_context!("tests/bench/empty-window/tauri.conf.json");
    context.config_mut().app.windows.clear();
    let opened = tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(context);
    if opened.is_err() {
        std::process::exit(1);
    }
}
