//! From the text of a file to a resource.

use std::sync::Arc;

use ingot_component::spelling::list;
use ingot_component::yaml::{self, Node, YamlErrorKind};
use ingot_component::{Diagnostic, Source};

use super::shape::Reader;
use super::{Authored, Resource};
use crate::names::{Kind, UnknownKind};

/// What a YAML file is to a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A resource of this kind.
    Resource(Kind),
    /// It has a `kind` that Ingot does not read.
    UnknownKind,
    /// A component document: `phases` and no `kind`.
    Document,
    /// A workflow document: `steps` with the actions of workflows, and no `kind`.
    Workflow,
    /// Somebody else's file.
    Other,
}

/// What [`read`] could make of a file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What the file is, by its keys, or by its lines where it is no readable YAML.
    pub kind: FileKind,
    /// The resource, as much of it as could be read.
    pub resource: Option<Resource>,
    /// What is wrong with the file by itself. Empty for documents and for somebody else's files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file of a workspace.
pub fn read(source: &Source) -> Reading {
    let mut parsed = yaml::parse(source);
    let kind = parsed.documents.first().map_or_else(|| by_lines(source), by_keys);
    let kind = if parsed.errors.is_empty() || kind != FileKind::Other {
        kind
    } else {
        by_lines(source)
    };
    let FileKind::Resource(of) = kind else {
        let diagnostics = match (kind, parsed.documents.first()) {
            (FileKind::UnknownKind, Some(root)) => unknown_kind(source, root),
            _ => Vec::new(),
        };
        return Reading {
            kind,
            resource: None,
            diagnostics,
        };
    };
    let cut_short = |kind| matches!(kind, YamlErrorKind::Unreadable | YamlErrorKind::TooLarge);
    let complete = !parsed.errors.iter().any(|error| cut_short(error.kind));
    let mut reader = Reader {
        source,
        diagnostics: Vec::new(),
    };
    if let Some(second) = parsed.documents.get(1) {
        let message = "this file holds more than one YAML document; the rest is not read".to_owned();
        let help = "put every resource into a file of its own".to_owned();
        reader.report(second.span, "recipe/several-documents", message, help);
    }
    parsed.documents.truncate(1);
    let resource = parsed
        .documents
        .pop()
        .filter(|root| by_keys(root) == kind)
        .map(|root| resource(of, Arc::new(root), complete, &mut reader));
    // What follows from a place that cannot be read is not wrong by itself.
    let mut diagnostics = if complete { reader.diagnostics } else { Vec::new() };
    diagnostics.extend(parsed.errors.iter().map(|error| error.diagnostic(source)));
    Diagnostic::sort(&mut diagnostics);
    Reading {
        kind,
        resource,
        diagnostics,
    }
}

fn resource(kind: Kind, root: Arc<Node>, complete: bool, reader: &mut Reader<'_>) -> Resource {
    macro_rules! read_as {
        ($($Kind:ident),*) => {
            match kind {
                $(Kind::$Kind => {
                    let value = super::$Kind::read_fields(&root, &["kind"], reader);
                    Resource::$Kind(Authored::new(value, reader.source, root, complete))
                })*
            }
        };
    }
    read_as!(
        Workspace,
        Component,
        ImageRecipe,
        ContainerRecipe,
        InfrastructureConfiguration,
        DistributionConfiguration,
        ImagePipeline
    )
}

fn by_keys(root: &Node) -> FileKind {
    match root.get("kind").and_then(Node::text) {
        Some(kind) => match kind.parse() {
            Ok(kind) => FileKind::Resource(kind),
            // Kubernetes and its kin live in the same repositories.
            Err(_) if root.get("apiVersion").is_some() => FileKind::Other,
            Err(_) => FileKind::UnknownKind,
        },
        None if root.get("phases").is_some() => FileKind::Document,
        None if ingot_component::workflow::is_workflow(root) => FileKind::Workflow,
        None => FileKind::Other,
    }
}

/// For files that YAML cannot read as far as the deciding key.
fn by_lines(source: &Source) -> FileKind {
    let value_of = |key: &str| {
        source.text().lines().take(2000).find_map(|line| {
            let value = line.strip_prefix(key)?.strip_prefix(':')?;
            Some(value.split(" #").next().unwrap_or("").trim())
        })
    };
    match value_of("kind") {
        Some(kind) => kind.parse().map_or(FileKind::Other, FileKind::Resource),
        None if value_of("phases").is_some() => FileKind::Document,
        None => FileKind::Other,
    }
}

fn unknown_kind(source: &Source, root: &Node) -> Vec<Diagnostic> {
    let mut reader = Reader {
        source,
        diagnostics: Vec::new(),
    };
    if let Some(node) = root.get("kind")
        && let Some(Err(error)) = node.text().map(str::parse::<Kind>)
    {
        let help = match error {
            UnknownKind {
                nearest: Some(kind), ..
            } => format!("did you mean `{kind}`?"),
            UnknownKind { nearest: None, .. } => {
                format!("it reads {}", list(&Kind::ALL.map(Kind::as_str)))
            }
        };
        reader.report(node.span, "recipe/unknown-kind", error.to_string(), help);
    }
    reader.diagnostics
}
