//! Examples of rules: small workspaces in one text, in which a line `--- # path` starts a file.

use std::sync::Arc;

use ingot_component::spelling::shorten;
use ingot_component::{Diagnostic, Source};

use super::check;
use crate::catalogue::{CatalogueBuilder, Inherited, document_path};
use crate::inventory::Inventory;
use crate::resources::{FileKind, Resource, read};
use crate::settings::Settings;

/// An example as its rules see it.
#[derive(Debug)]
pub struct Example {
    /// Its files, as the example orders them.
    pub files: Vec<Source>,
    /// What is wrong with them, by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks an example. A file called `inventory` is none: it stands for an account that
/// was read, and lists in JSON what is in it.
pub fn example(text: &str) -> Example {
    let files = files(text);
    let mut builder = CatalogueBuilder::new();
    let mut resources: Vec<Resource> = Vec::new();
    for source in &files {
        if source.file() == "inventory" {
            builder = builder.inventory(account(source.text()));
            continue;
        }
        let reading = read(source);
        builder = builder.problems(reading.diagnostics);
        if reading.kind == FileKind::Document {
            let document = ingot_component::read(source).document.map(Arc::new);
            builder = builder.document(source.clone(), document);
        }
        resources.extend(reading.resource);
    }
    let settings = Settings::new(&resources, None);
    builder = inherited(&files, &resources)
        .into_iter()
        .fold(builder, CatalogueBuilder::inherited);
    let builder = resources.into_iter().fold(builder, CatalogueBuilder::resource);
    let catalogue = builder.settings(settings).build();
    let checked = check(&catalogue, catalogue.settings());
    let mut diagnostics = checked.problems;
    diagnostics.extend(checked.found.into_iter().map(|found| found.diagnostic));
    Diagnostic::sort(&mut diagnostics);
    Example { files, diagnostics }
}

/// What the workspaces of an example inherit from each other.
pub(crate) fn inherited(files: &[Source], resources: &[Resource]) -> Vec<Inherited> {
    let workspaces = resources.iter().filter_map(|resource| match resource {
        Resource::Workspace(workspace) => Some(workspace),
        _ => None,
    });
    let entries = workspaces.flat_map(|it| it.value.inherit.iter().enumerate().map(move |entry| (it.file(), entry)));
    entries
        .map(|(by, (entry, written))| {
            let path = document_path(by, written);
            let file = files.iter().find(|file| Some(file.file()) == path.as_deref());
            Inherited {
                by: Some((by.to_owned(), entry)),
                text: file
                    .cloned()
                    .ok_or_else(|| format!("`{}` is not there", shorten(written))),
            }
        })
        .collect()
}

/// The files of an example, `inventory` included.
pub(crate) fn files(text: &str) -> Vec<Source> {
    let whole = format!("\n{text}");
    let files = whole.split("\n--- # ").skip(1);
    files
        .map(|file| {
            let (path, body) = file.split_once('\n').unwrap_or((file, ""));
            Source::new(path, format!("{}\n", body.trim_end_matches('\n')))
        })
        .collect()
}

/// The account that an `inventory` of an example stands for; an empty one where it lists nothing.
pub(crate) fn account(json: &str) -> Inventory {
    let listed: Inventory = serde_json::from_str(json).unwrap_or_default();
    Inventory {
        components: listed.components,
        images: listed.images,
        image_recipes: listed.image_recipes,
        ..empty_account()
    }
}

/// An account that was read and holds nothing.
pub(crate) fn empty_account() -> Inventory {
    Inventory {
        as_of: Some("2026-11-20T08:00:00Z".into()),
        account: Some("123456789012".into()),
        region: Some("eu-central-1".into()),
        ..Inventory::default()
    }
}
