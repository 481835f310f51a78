//! From the YAML tree to the workflow: takes what can be understood, reports what cannot.

use super::rewrite::rewritten;
use super::{OnFailure, Output, Parameter, Step, Workflow};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::{Setting, Spanned, first_line, whole_number};
use crate::rules::MAX_FINDINGS;
use crate::spelling::{self, shorten};
use crate::text::{Source, Span};
use crate::yaml::{self, Node};

/// What could be read of a workflow document.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The workflow; `None` when the text is not a mapping at all.
    pub workflow: Option<Workflow>,
    /// What is wrong with its YAML and its structure (rules `yaml/…` and `workflow/…`).
    pub diagnostics: Vec<Diagnostic>,
    /// The YAML it was read from, for completion and hover.
    pub tree: Option<Node>,
    /// Whether the whole text was read. When it was not, what seems to be missing may stand in the
    /// part that was not read.
    pub complete: bool,
}

/// Reads `source` as a workflow document. Any text gives a [`Reading`].
pub fn read(source: &Source) -> Reading {
    let parsed = yaml::parse(source);
    let complete = parsed.complete;
    let mut reader = Reader {
        source,
        diagnostics: Vec::new(),
    };
    let mut documents = parsed.documents.into_iter();
    let tree = documents.next();
    let workflow = match &tree {
        Some(root) => reader.workflow(root),
        None => {
            reader.wrong_type(Span::at(0), "the file holds no workflow document", DOCUMENT_SHAPE);
            None
        }
    };
    if let Some(second) = documents.next() {
        reader.wrong_type(
            Span::at(second.span.start),
            "a second YAML document starts here; a workflow is one document",
            "move it to a file of its own, or remove the `---` before it",
        );
    }
    if !complete {
        reader.diagnostics.clear();
    }
    let mut diagnostics: Vec<_> = parsed.errors.iter().map(|error| error.diagnostic(source)).collect();
    diagnostics.append(&mut reader.diagnostics);
    Reading {
        workflow,
        diagnostics,
        tree,
        complete,
    }
}

const DOCUMENT_SHAPE: &str = "start with `schemaVersion: 1.0` and a list of `steps`";
const DOCUMENT: Fields = Fields {
    of: "a workflow document",
    known: &["name", "description", "schemaVersion", "parameters", "steps", "outputs"],
    required: &["schemaVersion", "steps"],
};
const PARAMETER: Fields = Fields {
    of: "a parameter",
    known: &["name", "type", "default", "description"],
    required: &["name"],
};
const STEP: Fields = Fields {
    of: "a step",
    known: &[
        "name",
        "action",
        "description",
        "timeoutSeconds",
        "onFailure",
        "rollbackEnabled",
        "if",
        "inputs",
    ],
    required: &["name", "action"],
};
const OUTPUT: Fields = Fields {
    of: "an output",
    known: &["name", "value"],
    required: &["name", "value"],
};

/// The fields that a mapping can have.
struct Fields {
    of: &'static str,
    known: &'static [&'static str],
    required: &'static [&'static str],
}

const MISSING: &str = "workflow/missing-field";

struct Reader<'a> {
    source: &'a Source,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn workflow(&mut self, root: &Node) -> Option<Workflow> {
        if !root.is_mapping() {
            let message = format!("a workflow document must be a mapping, and this is {}", root.describe());
            self.wrong_type(first_line(self.source, root.span), message, DOCUMENT_SHAPE);
            return None;
        }
        let meant = self.unknown_fields(root, &DOCUMENT);
        Some(Workflow {
            name: self.text(root, "name"),
            description: self.text(root, "description"),
            schema_version: self.schema_version(root, &meant),
            parameters: self.list(root, "parameters", Self::parameter),
            steps: self.steps(root, &meant),
            outputs: self.list(root, "outputs", Self::output),
        })
    }

    /// `1.0` or `"1.0"`: AWS's own examples write both.
    fn schema_version(&mut self, root: &Node, meant: &[&str]) -> Option<Spanned<String>> {
        const RULE: &str = "workflow/schema-version";
        let Some(node) = root.get("schemaVersion") else {
            if meant.contains(&"schemaVersion") {
                return None;
            }
            let at = Span::at(root.span.start);
            let mut missing = self
                .error(at, RULE, "`schemaVersion` is missing")
                .with_help("add the line `schemaVersion: 1.0`");
            // Only before a mapping in block style at the start of a line is the line an insertion.
            if self.source.position(at.start).column == 1 && !self.source.slice(root.span).starts_with(['{', '&', '!'])
            {
                let line = "schemaVersion: 1.0\n";
                missing = missing.with_fix(Fix::replace(self.source, at, "add `schemaVersion: 1.0`", line));
            }
            self.diagnostics.push(missing);
            return None;
        };
        let written = self.scalar(node, "schemaVersion")?;
        if written.value.parse() != Ok(1.0_f64) {
            let message = format!(
                "`schemaVersion` is `{}`; the only one there is, is 1.0",
                shorten(&written.value)
            );
            let wrong = self
                .error(node.span, RULE, message)
                .with_help("write `schemaVersion: 1.0`")
                .with_fix(Fix::write_value(self.source, node.span, "write 1.0", "1.0"));
            self.diagnostics.push(wrong);
        }
        Some(written)
    }

    fn steps(&mut self, root: &Node, meant: &[&str]) -> Vec<Step> {
        let empty = match root.entry("steps") {
            None if meant.contains(&"steps") => None,
            None => Some((Span::at(root.span.start), "the workflow has no `steps`")),
            Some(entry) if is_empty(&entry.value) => Some((entry.key.span, "`steps` is empty")),
            Some(_) => None,
        };
        if let Some((span, message)) = empty {
            let missing = self.error(span, MISSING, message);
            self.diagnostics
                .push(missing.with_help("add `steps:` with at least one step action"));
            return Vec::new();
        }
        self.list(root, "steps", Self::step)
    }

    fn step(&mut self, node: &Node) -> Step {
        let meant = self.unknown_fields(node, &STEP);
        let name = self.name(node, &meant, "step", "add a `name:` that is unique in the workflow");
        let action = self.required(
            node,
            &meant,
            "action",
            "this step has no `action`",
            "add `action:` with a step action, such as `LaunchInstance`",
        );
        let inputs = present(node, "inputs");
        if let Some(inputs) = inputs.filter(|inputs| !inputs.is_mapping()) {
            let message = format!("`inputs` must be a mapping, and this is {}", inputs.describe());
            self.wrong_type(
                first_line(self.source, inputs.span),
                message,
                "write each input as `name: value`",
            );
        }
        Step {
            name,
            action,
            description: self.text(node, "description"),
            timeout_seconds: self.setting(node, "timeoutSeconds", whole_number),
            on_failure: self.setting(node, "onFailure", |node| {
                OnFailure::ALL
                    .into_iter()
                    .find(|value| node.text() == Some(value.name()))
            }),
            rollback_enabled: present(node, "rollbackEnabled")
                .or_else(|| present(node, "rollbackEnabled.$"))
                .cloned(),
            inputs: inputs.cloned(),
            condition: present(node, "if").cloned(),
            span: node.span,
        }
    }

    fn parameter(&mut self, node: &Node) -> Parameter {
        let meant = self.unknown_fields(node, &PARAMETER);
        Parameter {
            name: self.name(node, &meant, "parameter", "add a `name:` for references"),
            r#type: self.text(node, "type"),
            default: present(node, "default").cloned(),
            description: self.text(node, "description").map(|text| text.value),
            span: node.span,
        }
    }

    fn output(&mut self, node: &Node) -> Output {
        let meant = self.unknown_fields(node, &OUTPUT);
        let name = self.name(node, &meant, "output", "add a `name:` for later workflows");
        let value = present(node, "value").cloned();
        if value.is_none() && !meant.contains(&"value") {
            let missing = self.error(self.heading(node), MISSING, "this output has no `value`");
            self.diagnostics
                .push(missing.with_help("add `value:`, such as `$.stepOutputs.CreateImage.imageId`"));
        }
        Output {
            name,
            value,
            span: node.span,
        }
    }

    fn name(&mut self, node: &Node, meant: &[&str], what: &str, help: &str) -> Spanned<String> {
        self.required(node, meant, "name", &format!("this {what} has no `name`"), help)
    }

    fn required(&mut self, node: &Node, meant: &[&str], field: &str, message: &str, help: &str) -> Spanned<String> {
        let value = match present(node, field) {
            Some(value) => self.scalar(value, field),
            None if meant.contains(&field) => None,
            None => {
                let missing = self.error(self.heading(node), MISSING, message);
                self.diagnostics.push(missing.with_help(help));
                None
            }
        };
        value.unwrap_or(Spanned {
            value: String::new(),
            span: Span::at(node.span.start),
        })
    }

    /// Where to point at a whole item: its name, or its first line.
    fn heading(&self, node: &Node) -> Span {
        let name = present(node, "name").filter(|name| name.text().is_some());
        name.map_or_else(|| first_line(self.source, node.span), |name| name.span)
    }

    /// The items of a list of mappings.
    fn list<T>(&mut self, root: &Node, field: &str, read: fn(&mut Self, &Node) -> T) -> Vec<T> {
        let Some(list) = present(root, field) else {
            return Vec::new();
        };
        if !list.is_sequence() {
            let message = format!("`{field}` must be a list, and this is {}", list.describe());
            self.wrong_type(first_line(self.source, list.span), message, "start each item with `- `");
        }
        let mut items = Vec::new();
        for item in list.items() {
            if item.is_mapping() {
                items.push(read(self, item));
            } else {
                let message = format!(
                    "an item of `{field}` must be a mapping, and this is {}",
                    item.describe()
                );
                self.wrong_type(
                    first_line(self.source, item.span),
                    message,
                    "write `- name: …` with the other fields below it",
                );
            }
        }
        items
    }

    fn text(&mut self, parent: &Node, field: &str) -> Option<Spanned<String>> {
        self.scalar(parent.get(field)?, field)
    }

    fn scalar(&mut self, node: &Node, field: &str) -> Option<Spanned<String>> {
        let Some(text) = node.text() else {
            let message = format!("`{field}` must be one value, and this is {}", node.describe());
            self.wrong_type(
                first_line(self.source, node.span),
                message,
                "write the value behind the `:`; quote it if it has punctuation",
            );
            return None;
        };
        Some(Spanned {
            value: text.to_owned(),
            span: node.span,
        })
    }

    fn setting<T>(
        &mut self,
        parent: &Node,
        field: &str,
        understand: impl Fn(&Node) -> Option<T>,
    ) -> Option<Setting<T>> {
        let node = present(parent, field)?;
        let written = self.scalar(node, field)?;
        Some(Setting {
            written: written.value,
            value: understand(node),
            span: written.span,
        })
    }

    /// Reports fields that are not `known`, and tells the known ones that they were probably meant to be:
    /// those need not be reported as missing.
    fn unknown_fields(&mut self, node: &Node, fields: &Fields) -> Vec<&'static str> {
        let free: Vec<&'static str> = fields
            .known
            .iter()
            .copied()
            .filter(|field| node.get(field).is_none())
            .collect();
        let mut meant = Vec::new();
        for key in node.entries().iter().map(|entry| &entry.key) {
            if self.diagnostics.len() > MAX_FINDINGS {
                break;
            }
            let name = key.text().unwrap_or_default();
            if fields.known.contains(&name.strip_suffix(".$").unwrap_or(name)) {
                continue;
            }
            let message = format!("{} has no field `{}`", fields.of, shorten(name));
            let similar = spelling::similar(name, free.iter().copied());
            let required = similar.is_some_and(|field| fields.required.contains(&field));
            let severity = if required { Severity::Error } else { Severity::Warning };
            let unknown = Diagnostic {
                severity,
                ..self.error(key.span, "workflow/unknown-field", message)
            };
            self.diagnostics
                .push(match free.iter().find(|field| similar == Some(field)) {
                    Some(field) => {
                        meant.push(*field);
                        let unknown = unknown.with_help(format!("did you mean `{field}`?"));
                        rewritten(unknown, self.source, key.span, name, field)
                    }
                    None => unknown.with_help(format!("its fields are {}", spelling::list(fields.known))),
                });
        }
        meant
    }

    fn wrong_type(&mut self, span: Span, message: impl Into<String>, help: &str) {
        let wrong = self.error(span, "workflow/wrong-type", message);
        self.diagnostics.push(wrong.with_help(help));
    }

    fn error(&self, span: Span, rule: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.source, span, rule, Severity::Error, message)
    }
}

fn present<'n>(node: &'n Node, field: &str) -> Option<&'n Node> {
    node.get(field).filter(|value| !value.is_null())
}

fn is_empty(node: &Node) -> bool {
    node.is_null() || (node.is_sequence() && node.items().is_empty())
}
