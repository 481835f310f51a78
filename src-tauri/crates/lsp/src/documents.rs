//! The texts that are open in the client.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ingot_component::language::{Likeness, likeness};
use ingot_component::rules::{RuleSettings, check};
use ingot_component::{Diagnostic, Source, workflow, yaml};
use lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::encoding::Encoding;

/// A text that is open in the client.
#[derive(Debug)]
pub(crate) struct Document {
    pub uri: Uri,
    pub source: Source,
    pub version: i32,
    pub likeness: Likeness,
    /// What is wrong with it; `None` until somebody asks.
    found: Option<Vec<Diagnostic>>,
}

impl Document {
    fn new(uri: Uri, text: String, version: i32) -> Self {
        let source = Source::new(uri.as_str(), text);
        Self {
            likeness: likeness(&source),
            uri,
            source,
            version,
            found: None,
        }
    }

    /// What is wrong with it, if it is a component document or a workflow.
    pub fn diagnostics(&mut self, rules: fn(&Path) -> RuleSettings) -> &[Diagnostic] {
        let (source, likeness, uri) = (&self.source, self.likeness, &self.uri);
        self.found.get_or_insert_with(|| match likeness {
            Likeness::Component => check(source, &rules(&path_of(uri))),
            Likeness::Other if is_workflow(source) => workflow::check(source, &rules(&path_of(uri))),
            Likeness::Unfinished | Likeness::Other => Vec::new(),
        })
    }
}

fn is_workflow(source: &Source) -> bool {
    let parsed = yaml::parse(source);
    parsed.documents.first().is_some_and(workflow::is_workflow)
}

/// Where the file lies; for what is no file, a path at which there is nothing.
fn path_of(uri: &Uri) -> PathBuf {
    let is_file = uri.scheme().is_some_and(|scheme| scheme.as_str() == "file");
    let path = uri.path().as_estr().decode().into_string_lossy();
    PathBuf::from(if is_file { path.as_ref() } else { "" })
}

/// All open texts by address.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: BTreeMap<String, Document>,
}

impl Documents {
    /// The text at `uri`, if it is open.
    pub fn get(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.open.get_mut(uri.as_str())
    }

    /// A text was opened.
    pub fn open(&mut self, uri: Uri, text: String, version: i32) {
        self.open
            .insert(uri.as_str().to_owned(), Document::new(uri, text, version));
    }

    /// A text was closed.
    pub fn close(&mut self, uri: &Uri) {
        self.open.remove(uri.as_str());
    }

    /// A text was edited. Whether it was open.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.open.get_mut(uri.as_str()) else {
            return false;
        };
        let mut source = document.source.clone();
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let range = encoding.inward_range(&source, range);
                    let mut text = source.text().to_owned();
                    text.replace_range(source.offset(range.start)..source.offset(range.end), &change.text);
                    text
                }
            };
            source = Source::new(uri.as_str(), text);
        }
        *document = Document::new(uri.clone(), source.text().to_owned(), version);
        true
    }
}
