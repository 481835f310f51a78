//! Real documents and reports by others, where they are at hand. They are never part of this repository; its own
//! fixtures cover the same ground.

use std::path::{Path, PathBuf};

use crate::program::Home;

fn corpora(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpora")
        .join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not here", folder.display());
    None
}

/// A file that has the name of a component document and holds only comments.
const NO_DOCUMENTS: &[&str] = &["powershell_script_as_yaml.yml"];

#[test]
fn no_valid_component_document_of_others_is_called_wrong() {
    let Some(folder) = corpora("components") else { return };
    let home = Home::new();
    let (_, checked) = home.json(&["check", folder.to_str().unwrap()]);
    let wrong: Vec<_> = checked["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["severity"] == "error")
        .filter(|found| {
            !NO_DOCUMENTS
                .iter()
                .any(|name| found["file"].as_str().unwrap().ends_with(name))
        })
        .map(|found| format!("{} {} {}", found["file"], found["rule"], found["message"]))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(checked["summary"]["files"].as_u64().unwrap() > 30);
}

#[test]
fn inspector_findings_of_others_are_read_whole() {
    let Some(folder) = corpora("inspector/DefectDojo__django-DefectDojo/unittests/scans/aws_inspector2") else {
        return;
    };
    let home = Home::new();
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let (code, imported) = home.json(&["scan", "import", file.to_str().unwrap()]);
        let read = &imported["files"][0];
        assert_eq!(code, 0, "{imported:#}");
        assert_eq!(read["format"], "inspector-findings-json");
        assert_eq!(read["entries"], read["imported"]);
        assert_eq!(read["rejected"], serde_json::json!([]));
    }
}
