//! One conversation with a client, from `initialize` to `exit`.

use std::collections::BTreeMap;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types as lsp;
use lsp_types::Uri;
use serde_json::{Value, json};

use crate::answers::{Answers, Failure};
use crate::documents::Documents;
use crate::encoding::Encoding;
use crate::inbox::{Inbox, Next};
use crate::{ServeError, Settings, convert};

/// Most diagnostics that are sent for one text; nobody reads more.
const MOST_DIAGNOSTICS: usize = 1000;

pub(crate) struct Session<'c> {
    connection: &'c Connection,
    settings: Settings,
    inbox: Inbox,
    documents: Documents,
    /// Texts that changed since their diagnostics were sent.
    changed: BTreeMap<String, Uri>,
    encoding: Encoding,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before `initialize`.
    New,
    Running,
    /// Behind `shutdown`.
    Over,
}

impl<'c> Session<'c> {
    pub fn new(connection: &'c Connection, settings: Settings) -> Self {
        Self {
            connection,
            settings,
            inbox: Inbox::default(),
            documents: Documents::default(),
            changed: BTreeMap::new(),
            encoding: Encoding::Utf16,
            stage: Stage::New,
        }
    }

    pub fn run(mut self) -> Result<(), ServeError> {
        loop {
            match self.inbox.next(self.connection, self.changed.is_empty()) {
                Next::Message(Message::Request(request)) => self.request(request)?,
                Next::Message(Message::Notification(notification)) if notification.method == "exit" => break,
                Next::Message(Message::Notification(notification)) => self.notification(notification)?,
                // The server asks nothing, so an answer is a mistake of the client.
                Next::Message(Message::Response(_)) => {}
                Next::Cancelled(id) => {
                    let failure = Failure::new(ErrorCode::RequestCanceled, "cancelled");
                    self.respond(id, Err(failure))?;
                }
                Next::Idle => self.publish()?,
                Next::Closed => break,
            }
        }
        if self.stage == Stage::Over {
            Ok(())
        } else {
            Err(ServeError::Abandoned)
        }
    }

    fn request(&mut self, request: Request) -> Result<(), ServeError> {
        let answer = match (self.stage, request.method.as_str()) {
            (Stage::New, "initialize") => Ok(self.initialize(&request.params)),
            (Stage::New, _) => Err(Failure::new(
                ErrorCode::ServerNotInitialized,
                "`initialize` comes first",
            )),
            (Stage::Over, _) => Err(Failure::new(ErrorCode::InvalidRequest, "the server has been shut down")),
            (Stage::Running, "initialize") => Err(Failure::new(
                ErrorCode::InvalidRequest,
                "the server is initialized already",
            )),
            (Stage::Running, "shutdown") => {
                self.stage = Stage::Over;
                Ok(Value::Null)
            }
            (Stage::Running, method) => Answers {
                documents: &mut self.documents,
                rules: self.settings.rules,
                encoding: self.encoding,
            }
            .answer(method, request.params),
        };
        self.respond(request.id, answer)
    }

    /// What the server can do. Of what the client says of itself only the encodings matter; a client
    /// that says it wrongly gets the encoding that every client understands.
    fn initialize(&mut self, params: &Value) -> Value {
        let encodings = params
            .pointer("/capabilities/general/positionEncodings")
            .and_then(Value::as_array);
        if encodings.is_some_and(|known| known.iter().any(|encoding| encoding == "utf-8")) {
            self.encoding = Encoding::Utf8;
        }
        self.stage = Stage::Running;
        json!({
            "serverInfo": {"name": "ingot", "version": self.settings.version},
            "capabilities": {
                "positionEncoding": match self.encoding {
                    Encoding::Utf8 => "utf-8",
                    Encoding::Utf16 => "utf-16",
                },
                "textDocumentSync": {"openClose": true, "change": 2},
                "completionProvider": {"triggerCharacters": ["{", ":", "."]},
                "hoverProvider": true,
                "codeActionProvider": {"codeActionKinds": ["quickfix"]},
                "documentSymbolProvider": true,
                "documentFormattingProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": {"prepareProvider": true},
            },
        })
    }

    /// Notifications that cannot be understood are dropped, as the protocol asks.
    fn notification(&mut self, notification: Notification) -> Result<(), ServeError> {
        if self.stage != Stage::Running {
            return Ok(());
        }
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                if let Ok(params) = serde_json::from_value::<lsp::DidOpenTextDocumentParams>(notification.params) {
                    let opened = params.text_document;
                    self.changed.insert(opened.uri.as_str().to_owned(), opened.uri.clone());
                    self.documents.open(opened.uri, opened.text, opened.version);
                }
            }
            "textDocument/didChange" => {
                if let Ok(params) = serde_json::from_value::<lsp::DidChangeTextDocumentParams>(notification.params) {
                    let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
                    if self
                        .documents
                        .change(&uri, version, params.content_changes, self.encoding)
                    {
                        self.changed.insert(uri.as_str().to_owned(), uri);
                    }
                }
            }
            "textDocument/didClose" => {
                if let Ok(params) = serde_json::from_value::<lsp::DidCloseTextDocumentParams>(notification.params) {
                    let uri = params.text_document.uri;
                    self.documents.close(&uri);
                    self.changed.remove(uri.as_str());
                    self.send_diagnostics(uri, None, Vec::new())?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Sends the diagnostics of the texts that changed.
    fn publish(&mut self) -> Result<(), ServeError> {
        for uri in std::mem::take(&mut self.changed).into_values() {
            let Some(document) = self.documents.get(&uri) else {
                continue;
            };
            let (source, version) = (document.source.clone(), document.version);
            let found: Vec<_> = document
                .diagnostics(self.settings.rules)
                .iter()
                .take(MOST_DIAGNOSTICS)
                .map(|found| convert::diagnostic(self.encoding, &source, &uri, found))
                .collect();
            self.send_diagnostics(uri, Some(version), found)?;
        }
        Ok(())
    }

    fn send_diagnostics(
        &self,
        uri: Uri,
        version: Option<i32>,
        diagnostics: Vec<lsp::Diagnostic>,
    ) -> Result<(), ServeError> {
        let params = lsp::PublishDiagnosticsParams {
            uri,
            diagnostics,
            version,
        };
        let params = serde_json::to_value(params).map_err(std::io::Error::from)?;
        self.send(Message::Notification(Notification {
            method: "textDocument/publishDiagnostics".to_owned(),
            params,
        }))
    }

    fn respond(&self, id: RequestId, answer: Result<Value, Failure>) -> Result<(), ServeError> {
        let response = match answer {
            Ok(value) => Response {
                id,
                result: Some(value),
                error: None,
            },
            Err(failure) => Response::new_err(id, failure.code, failure.message),
        };
        self.send(Message::Response(response))
    }

    fn send(&self, message: Message) -> Result<(), ServeError> {
        self.connection.sender.send(message).map_err(|_| ServeError::Abandoned)
    }
}
