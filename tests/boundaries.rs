//! Who may know whom: the rules of the house as facts about the manifests and sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The names below `[dependencies]` of a manifest.
fn dependencies(manifest: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(manifest).unwrap();
    text.lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

fn crates() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(ROOT).join("src-tauri/crates");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                dependencies(&entry.path().join("Cargo.toml")),
            )
        })
        .collect()
}

#[test]
fn each_crate_knows_only_the_rooms_it_may() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("component", &[][..]),
        ("recipe", &["component"]),
        ("lsp", &["component"]),
        ("report", &[]),
        ("workspace", &["component", "recipe"]),
        ("store", &["component", "recipe", "report"]),
        ("cloud", &["component", "recipe", "report"]),
        ("sandbox", &[]),
        (
            "workbench",
            &[
                "component",
                "recipe",
                "report",
                "workspace",
                "store",
                "cloud",
                "sandbox",
            ],
        ),
    ]);
    let crates = crates();
    assert_eq!(
        crates.keys().map(String::as_str).collect::<Vec<_>>(),
        allowed.keys().copied().collect::<Vec<_>>()
    );
    for (name, dependencies) in &crates {
        for other in dependencies
            .iter()
            .filter_map(|dependency| dependency.strip_prefix("ingot-"))
        {
            assert!(allowed[name.as_str()].contains(&other), "{name} must not know {other}");
        }
    }
    let app = dependencies(&Path::new(ROOT).join("Cargo.toml"));
    let ours: Vec<_> = app.iter().filter(|name| name.starts_with("ingot-")).collect();
    // The language server is a way in of its own, as the window is: it needs no workspace.
    let ways_in = ["ingot-lsp", "ingot-workbench"];
    assert!(
        ours.iter().all(|name| ways_in.contains(&name.as_str())),
        "the app knows the workbench and the language server alone"
    );
}

#[test]
fn sql_aws_and_the_window_are_each_in_one_place() {
    for (name, dependencies) in crates() {
        let has = |prefix: &str| dependencies.iter().any(|dependency| dependency.starts_with(prefix));
        assert_eq!(has("rusqlite"), name == "store", "{name}: rusqlite belongs to store");
        assert_eq!(has("aws-"), name == "cloud", "{name}: the AWS SDK belongs to cloud");
        assert!(!has("tauri"), "{name}: tauri belongs to the app");
    }
}

#[test]
fn pure_crates_depend_on_nothing_that_does_io() {
    for name in ["component", "recipe", "report"] {
        let dependencies = &crates()[name];
        for busy in ["tokio", "notify", "tempfile", "rusqlite", "ureq", "axum", "directories"] {
            assert!(
                !dependencies.contains(busy),
                "{name} is pure and must not depend on {busy}"
            );
        }
    }
}

#[test]
fn no_file_names_a_place_of_the_machine_it_was_written_on() {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["src-tauri", "ui/src", "tests", "docs", "assets", ".ci"]
        .iter()
        .map(|name| Path::new(ROOT).join(name))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            let path = entry.path();
            if entry.file_name() == "node_modules" {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path)
                && text.contains(&format!("{ROOT}/"))
            {
                found.push(path);
            }
        }
    }
    assert_eq!(found, Vec::<PathBuf>::new());
}
