//! The sample workspace that comes with the program is in order.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ingot_component::Source;
use ingot_recipe::plan::Action;
use ingot_recipe::{Catalogue, CatalogueBuilder, FileKind, Inventory};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

fn sample() -> (Catalogue, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/sample-workspace");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let mut builder = CatalogueBuilder::new();
    let mut problems = Vec::new();
    for path in paths {
        let label = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let source = Source::new(label, std::fs::read_to_string(&path).unwrap());
        let reading = ingot_recipe::read(&source);
        if reading.kind == FileKind::Document {
            let document = ingot_component::read(&source).document.map(Arc::new);
            builder = builder.document(source, document);
            continue;
        }
        problems.extend(
            reading
                .diagnostics
                .into_iter()
                .map(|it| format!("{} {} {}", it.file, it.range.start, it.message)),
        );
        if let Some(resource) = reading.resource {
            builder = builder.resource(resource);
        }
    }
    (builder.build(), problems)
}

#[test]
fn nothing_is_wrong_with_the_sample_and_every_recipe_reaches_its_vendor() {
    let (catalogue, mut problems) = sample();
    let found = ingot_recipe::check(&catalogue, catalogue.settings()).found;
    assert!(catalogue.guardrails().len() > 1);
    let found = found.into_iter().map(|it| it.diagnostic);
    problems.extend(found.map(|it| format!("{} {} {} {}", it.file, it.range.start, it.rule, it.message)));
    assert_eq!(problems, Vec::<String>::new());
    assert!(catalogue.image_recipes().count() >= 4);
    for recipe in catalogue.image_recipes() {
        let lineage = ingot_recipe::lineage::resolve(&catalogue, &recipe.value.name).unwrap();
        assert!(
            lineage.vendor.is_some_and(|vendor| vendor.os.is_some()),
            "{}",
            recipe.value.name
        );
        assert!(ingot_recipe::run_order(&catalogue, &recipe.value.name).is_some_and(|order| order.unknown.is_empty()));
    }
}

#[test]
fn the_overlay_of_the_sample_can_be_published() {
    let (catalogue, _) = sample();
    let (account, region) = ("123456789012".parse().unwrap(), "eu-central-1".parse().unwrap());
    let plan = ingot_recipe::plan(
        &catalogue,
        &Inventory::default(),
        &["payments-web".into()],
        &account,
        &region,
    )
    .unwrap();
    let blocked: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.action != Action::Create)
        .map(|item| &item.reason)
        .collect();
    assert_eq!(blocked, Vec::<&String>::new());
    assert_eq!(plan.needs_build.len(), 1);
}
