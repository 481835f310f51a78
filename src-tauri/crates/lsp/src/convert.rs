//! From the words of this program to the words of the protocol.

use ingot_component::language::{Completion, CompletionKind, Symbol, SymbolKind};
use ingot_component::{Diagnostic, Severity, Source, TextEdit};
use lsp_types as lsp;

use crate::encoding::Encoding;

/// A diagnostic of `source`, which is at `uri`.
pub(crate) fn diagnostic(
    encoding: Encoding,
    source: &Source,
    uri: &lsp::Uri,
    diagnostic: &Diagnostic,
) -> lsp::Diagnostic {
    let message = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let related = diagnostic
        .related
        .iter()
        .map(|related| lsp::DiagnosticRelatedInformation {
            location: lsp::Location {
                uri: uri.clone(),
                range: encoding.outward_range(source, related.range),
            },
            message: related.message.clone(),
        });
    let related: Vec<_> = related.collect();
    // Editors grey out what nothing uses.
    let unused = diagnostic.rule.contains("/unused-");
    lsp::Diagnostic {
        range: encoding.outward_range(source, diagnostic.range),
        severity: Some(match diagnostic.severity {
            Severity::Error => lsp::DiagnosticSeverity::ERROR,
            Severity::Warning => lsp::DiagnosticSeverity::WARNING,
            Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
        }),
        code: Some(lsp::NumberOrString::String(diagnostic.rule.clone())),
        source: Some("ingot".to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: unused.then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        ..lsp::Diagnostic::default()
    }
}

/// Edits of `source`.
pub(crate) fn edits(encoding: Encoding, source: &Source, edits: &[TextEdit]) -> Vec<lsp::TextEdit> {
    edits
        .iter()
        .map(|edit| lsp::TextEdit {
            range: encoding.outward_range(source, edit.range),
            new_text: edit.text.clone(),
        })
        .collect()
}

/// Edits of the text at `uri` alone.
pub(crate) fn workspace_edit(uri: &lsp::Uri, version: i32, edits: Vec<lsp::TextEdit>) -> lsp::WorkspaceEdit {
    let document = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            uri: uri.clone(),
            version: Some(version),
        },
        edits: edits.into_iter().map(lsp::OneOf::Left).collect(),
    };
    lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Edits(vec![document])),
        ..lsp::WorkspaceEdit::default()
    }
}

/// A completion in `source`.
pub(crate) fn completion(encoding: Encoding, source: &Source, offer: Completion) -> lsp::CompletionItem {
    let kind = match offer.kind {
        CompletionKind::Field => lsp::CompletionItemKind::FIELD,
        CompletionKind::Input => lsp::CompletionItemKind::PROPERTY,
        CompletionKind::Action => lsp::CompletionItemKind::FUNCTION,
        CompletionKind::Value => lsp::CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Operator => lsp::CompletionItemKind::OPERATOR,
        CompletionKind::Variable => lsp::CompletionItemKind::VARIABLE,
        CompletionKind::Step => lsp::CompletionItemKind::REFERENCE,
        CompletionKind::Namespace => lsp::CompletionItemKind::CONSTANT,
        CompletionKind::Item => lsp::CompletionItemKind::STRUCT,
    };
    lsp::CompletionItem {
        kind: Some(kind),
        detail: (!offer.detail.is_empty()).then_some(offer.detail),
        documentation: (!offer.documentation.is_empty())
            .then(|| lsp::Documentation::MarkupContent(markdown(offer.documentation))),
        sort_text: Some(format!("{:010}", offer.sort)),
        filter_text: Some(offer.label.clone()),
        // The lines of the edit are indented already.
        insert_text_mode: Some(lsp::InsertTextMode::AS_IS),
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit {
            range: encoding.outward_range(source, offer.edit.range),
            new_text: offer.edit.text,
        })),
        label: offer.label,
        ..lsp::CompletionItem::default()
    }
}

/// An entry of the outline of `source`.
#[allow(deprecated, reason = "the field is part of the type and must be given")]
pub(crate) fn symbol(encoding: Encoding, source: &Source, symbol: &Symbol) -> lsp::DocumentSymbol {
    let children: Vec<_> = symbol
        .children
        .iter()
        .map(|child| self::symbol(encoding, source, child))
        .collect();
    lsp::DocumentSymbol {
        // The protocol does not allow an empty name.
        name: if symbol.name.trim().is_empty() {
            "(no name)".to_owned()
        } else {
            symbol.name.clone()
        },
        detail: (!symbol.detail.is_empty()).then(|| symbol.detail.clone()),
        kind: match symbol.kind {
            SymbolKind::Parameter => lsp::SymbolKind::VARIABLE,
            SymbolKind::Constant => lsp::SymbolKind::CONSTANT,
            SymbolKind::Phase => lsp::SymbolKind::NAMESPACE,
            SymbolKind::Step => lsp::SymbolKind::FUNCTION,
        },
        tags: None,
        deprecated: None,
        range: encoding.outward_range(source, symbol.range),
        selection_range: encoding.outward_range(source, symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Markdown.
pub(crate) fn markdown(value: String) -> lsp::MarkupContent {
    lsp::MarkupContent {
        kind: lsp::MarkupKind::Markdown,
        value,
    }
}
