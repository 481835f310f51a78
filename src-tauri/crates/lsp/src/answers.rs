//! The answer to each request about an open text.

use ingot_component::format::format_edits;
use ingot_component::language::{Likeness, complete, definition, hover, references, rename, rename_at, symbols};
use std::path::Path;

use ingot_component::rules::RuleSettings;
use lsp_server::ErrorCode;
use lsp_types as lsp;
use serde_json::Value;

use crate::convert;
use crate::documents::{Document, Documents};
use crate::encoding::Encoding;

/// Why a request has no answer.
#[derive(Debug)]
pub(crate) struct Failure {
    pub code: i32,
    pub message: String,
}

impl Failure {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code: code as i32,
            message: message.into(),
        }
    }

    /// `RequestFailed` of the protocol: the request was fine and cannot be done.
    fn failed(message: impl Into<String>) -> Self {
        const REQUEST_FAILED: i32 = -32803;
        Self {
            code: REQUEST_FAILED,
            message: message.into(),
        }
    }
}

/// What requests are answered from.
pub(crate) struct Answers<'a> {
    pub documents: &'a mut Documents,
    pub rules: fn(&Path) -> RuleSettings,
    pub encoding: Encoding,
}

impl Answers<'_> {
    /// The answer to `method`; null for a text that is not open or somebody else's.
    pub fn answer(&mut self, method: &str, params: Value) -> Result<Value, Failure> {
        match method {
            "textDocument/completion" => self.completion(read(params)?),
            "textDocument/hover" => self.hover(read(params)?),
            "textDocument/codeAction" => self.code_actions(read(params)?),
            "textDocument/documentSymbol" => self.symbols(read(params)?),
            "textDocument/formatting" => self.formatting(read(params)?),
            "textDocument/definition" => self.definition(read(params)?),
            "textDocument/references" => self.references(read(params)?),
            "textDocument/prepareRename" => self.prepare_rename(read(params)?),
            "textDocument/rename" => self.rename(read(params)?),
            _ => Err(Failure::new(
                ErrorCode::MethodNotFound,
                format!("ingot does not answer `{method}`"),
            )),
        }
    }

    /// The text at `uri`, unless it is somebody else's.
    fn ours(&mut self, uri: &lsp::Uri) -> Option<&mut Document> {
        self.documents
            .get(uri)
            .filter(|document| document.likeness != Likeness::Other)
    }

    fn completion(&mut self, params: lsp::CompletionParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let at = params.text_document_position;
        let Some(document) = self.ours(&at.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let offers = complete(source, encoding.inward(source, at.position));
        let items: Vec<_> = offers
            .into_iter()
            .map(|offer| convert::completion(encoding, source, offer))
            .collect();
        write(items)
    }

    fn hover(&mut self, params: lsp::HoverParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let at = params.text_document_position_params;
        let Some(document) = self.ours(&at.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let found = hover(source, encoding.inward(source, at.position)).map(|hover| lsp::Hover {
            contents: lsp::HoverContents::Markup(convert::markdown(hover.markdown)),
            range: Some(encoding.outward_range(source, hover.range)),
        });
        write(found)
    }

    fn code_actions(&mut self, params: lsp::CodeActionParams) -> Result<Value, Failure> {
        let (encoding, rules) = (self.encoding, self.rules);
        let wants = |kind: &lsp::CodeActionKind| {
            let only = params.context.only.as_ref();
            only.is_none_or(|only| only.iter().any(|wanted| kind.as_str().starts_with(wanted.as_str())))
        };
        let Some(document) = self
            .ours(&params.text_document.uri)
            .filter(|_| wants(&lsp::CodeActionKind::QUICKFIX))
        else {
            return write(Vec::<lsp::CodeAction>::new());
        };
        let (source, uri, version) = (document.source.clone(), document.uri.clone(), document.version);
        let asked = encoding.inward_range(&source, params.range);
        let near = document
            .diagnostics(rules)
            .iter()
            .filter(|found| found.range.start <= asked.end && asked.start <= found.range.end);
        let actions: Vec<_> = near
            .filter_map(|found| Some((found, found.fix.as_ref()?)))
            .map(|(found, fix)| lsp::CodeAction {
                title: fix.title.clone(),
                kind: Some(lsp::CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![convert::diagnostic(encoding, &source, &uri, found)]),
                edit: Some(convert::workspace_edit(
                    &uri,
                    version,
                    convert::edits(encoding, &source, &fix.edits),
                )),
                is_preferred: Some(true),
                ..lsp::CodeAction::default()
            })
            .collect();
        write(actions)
    }

    fn symbols(&mut self, params: lsp::DocumentSymbolParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let Some(document) = self.ours(&params.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let found: Vec<_> = symbols(source)
            .iter()
            .map(|symbol| convert::symbol(encoding, source, symbol))
            .collect();
        write(found)
    }

    fn formatting(&mut self, params: lsp::DocumentFormattingParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let document = self.documents.get(&params.text_document.uri);
        let Some(document) = document.filter(|document| document.likeness == Likeness::Component) else {
            return Ok(Value::Null);
        };
        match format_edits(&document.source) {
            Ok(edits) => write(convert::edits(encoding, &document.source, &edits)),
            Err(reason) => Err(Failure::failed(format!("cannot format: {reason}"))),
        }
    }

    fn definition(&mut self, params: lsp::GotoDefinitionParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let at = params.text_document_position_params;
        let Some(document) = self.ours(&at.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let found = definition(source, encoding.inward(source, at.position));
        write(found.map(|range| lsp::Location {
            uri: document.uri.clone(),
            range: encoding.outward_range(source, range),
        }))
    }

    fn references(&mut self, params: lsp::ReferenceParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let at = params.text_document_position;
        let Some(document) = self.ours(&at.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let position = encoding.inward(source, at.position);
        let mut found = references(source, position);
        if !params.context.include_declaration {
            let declared = definition(source, position);
            found.retain(|range| Some(*range) != declared);
        }
        let locations: Vec<_> = found
            .into_iter()
            .map(|range| lsp::Location {
                uri: document.uri.clone(),
                range: encoding.outward_range(source, range),
            })
            .collect();
        write(locations)
    }

    fn prepare_rename(&mut self, at: lsp::TextDocumentPositionParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let Some(document) = self.ours(&at.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let found = rename_at(source, encoding.inward(source, at.position));
        write(found.map(
            |(range, placeholder)| lsp::PrepareRenameResponse::RangeWithPlaceholder {
                range: encoding.outward_range(source, range),
                placeholder,
            },
        ))
    }

    fn rename(&mut self, params: lsp::RenameParams) -> Result<Value, Failure> {
        let encoding = self.encoding;
        let at = params.text_document_position;
        let Some(document) = self.ours(&at.text_document.uri) else {
            return Ok(Value::Null);
        };
        let source = &document.source;
        let edits = rename(source, encoding.inward(source, at.position), &params.new_name)
            .map_err(|error| Failure::failed(error.to_string()))?;
        let edits = convert::edits(encoding, source, &edits);
        write(convert::workspace_edit(&document.uri, document.version, edits))
    }
}

/// The parameters of a request.
fn read<P: serde::de::DeserializeOwned>(params: Value) -> Result<P, Failure> {
    serde_json::from_value(params).map_err(|error| Failure::new(ErrorCode::InvalidParams, error.to_string()))
}

fn write(answer: impl serde::Serialize) -> Result<Value, Failure> {
    serde_json::to_value(answer).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))
}
