//! `actions/destination-folder`

use std::collections::HashSet;

use crate::actions::{self, ActionModule};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::Context;
use crate::rules::given::{calls, literal};
use crate::rules::paths::{ends_in_separator, is_windows, last_part, trimmed};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;
use crate::yaml::{Node, ScalarStyle};

pub(in crate::rules) struct DestinationFolder;

static META: RuleMeta = RuleMeta {
    id: "actions/destination-folder",
    title: "destinations say whether they are a file or a folder",
    severity: Severity::Warning,
    reason: "A destination that ends in a separator is a folder, and any other one is a file. What is copied with a \
             `*` needs a folder; one object from S3 needs the name of a file; a download to `/tmp` tries to write a \
             file of that name.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: https://example.com/tool.tar.gz
            destination: /tmp
            checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            algorithm: SHA256
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: https://example.com/tool.tar.gz
            destination: /tmp/
            checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            algorithm: SHA256
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for DestinationFolder {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let steps = || context.document.phases.iter().flat_map(|phase| &phase.steps);
        let mut folders: HashSet<&str> = HashSet::new();
        for step in steps().filter(|step| step.action.value == "CreateFolder") {
            let calls = step.inputs.iter().flat_map(Node::items);
            folders.extend(calls.filter_map(|call| call.get("path").and_then(literal)).map(trimmed));
        }
        for step in steps() {
            let Some(module) = actions::find(&step.action.value) else {
                continue;
            };
            for call in step.inputs.iter().flat_map(|inputs| calls(module, inputs)) {
                found.extend(self.call(context, module, call, &folders));
            }
        }
    }
}

/// Folders that everybody downloads to.
const FOLDERS: &[&str] = &[
    "/etc",
    "/home",
    "/opt",
    "/root",
    "/srv",
    "/tmp",
    "/usr/bin",
    "/usr/local",
    "/usr/local/bin",
    "/var/tmp",
    "C:",
    "C:\\Temp",
    "C:\\Windows",
    "C:\\Windows\\Temp",
];

impl DestinationFolder {
    fn call(
        &self,
        context: &Context<'_>,
        module: &ActionModule,
        call: &Node,
        folders: &HashSet<&str>,
    ) -> Option<Diagnostic> {
        let (source, node) = (call.get("source")?.text()?, call.get("destination")?);
        let destination = literal(node)?;
        let is_folder = ends_in_separator(destination);
        let is_known = || {
            let path = trimmed(destination);
            folders.contains(path) || FOLDERS.iter().any(|folder| folder.eq_ignore_ascii_case(path))
        };
        // The end of a reference is not known.
        let one_object = !source.contains('*') && !source.ends_with("}}");
        match module.name {
            "CopyFile" | "MoveFile" | "CopyFolder" | "MoveFolder" if source.contains('*') && !is_folder => {
                let message = format!("`{}` is a file, and a `*` takes several", shorten(destination));
                let finding = self
                    .at(context, node.span, message)
                    .with_help("end it with a separator, so that it is a folder");
                Some(Diagnostic {
                    fix: separator(context, node, destination),
                    ..finding
                })
            }
            "S3Download" if one_object && (is_folder || is_known()) => {
                let message = format!(
                    "`{}` is a folder, and one object needs the name of a file",
                    shorten(destination)
                );
                let file = shorten(last_part(source));
                Some(
                    self.at(context, node.span, message)
                        .with_help(format!("add the name of the file, such as `{file}`")),
                )
            }
            "WebDownload" if !is_folder && is_known() => {
                let message = format!(
                    "`{}` is a folder, and the download would be a file of that name",
                    shorten(destination)
                );
                let finding = self
                    .at(context, node.span, message)
                    .with_help("end it with `/` to download into it, or add the name of the file");
                Some(Diagnostic {
                    fix: separator(context, node, destination),
                    ..finding
                })
            }
            _ => None,
        }
    }
}

/// The fix that ends `path` with the separator it already uses.
fn separator(context: &Context<'_>, node: &Node, path: &str) -> Option<Fix> {
    let separator = if path.contains('\\') || is_windows(path) {
        "\\"
    } else {
        "/"
    };
    let style = node.scalar()?.style;
    let (start, written) = node.written(context.source);
    let is_whole = written == path && matches!(style, ScalarStyle::Plain | ScalarStyle::SingleQuoted);
    let is_simple = style == ScalarStyle::DoubleQuoted && written == path && separator == "/";
    (is_whole || is_simple).then(|| {
        let end = Span::at(start + written.len());
        Fix::replace(context.source, end, format!("add `{separator}`"), separator)
    })
}
