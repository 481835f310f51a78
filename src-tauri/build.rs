//! Embeds `ui/dist`, the icons and the window's permissions. Runs with the repository root as its folder.

use tauri_build::{AppManifest, Attributes};

fn main() {
    for path in [
        "tauri.conf.json",
        "src-tauri/capabilities",
        "src-tauri/permissions",
        "ui/dist",
        "assets/icons",
    ] {
        println!("cargo:rerun-if-changed={path}");
    }
    let attributes = Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*.json")
        .app_manifest(AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*.toml"));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
}
