//! How the page is painted: by the graphics card where there is one, by the processor where there is none.

use tauri::WebviewWindow;

/// Without a graphics card WebKitGTK still paints and composes with OpenGL, which the processor then has to imitate:
/// scrolling a table takes three times as long as when it paints by itself (`npm --prefix tests run bench`).
#[cfg(target_os = "linux")]
pub fn suit_the_machine(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_graphics_card(std::path::Path::new("/dev/dri")) {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Elsewhere the system's webview sees to it.
#[cfg(not(target_os = "linux"))]
pub fn suit_the_machine(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether the kernel offers a render node, `renderD128` and on, which every driver that can render has
/// (https://docs.kernel.org/gpu/drm-uapi.html#render-nodes).
#[cfg(target_os = "linux")]
fn has_graphics_card(devices: &std::path::Path) -> bool {
    let Ok(entries) = std::fs::read_dir(devices) else {
        return false;
    };
    entries
        .flatten()
        .any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_screen_without_a_render_node_is_no_graphics_card() {
        let folder = tempfile::tempdir().unwrap();
        let devices = folder.path().join("dri");
        assert!(!has_graphics_card(&devices));
        std::fs::create_dir_all(devices.join("card0")).unwrap();
        assert!(!has_graphics_card(&devices));
        std::fs::create_dir(devices.join("renderD128")).unwrap();
        assert!(has_graphics_card(&devices));
    }
}
