//! From the YAML tree to the document: takes what can be understood, reports what cannot.

use super::{ComponentDocument, Constant, OnFailure, Parameter, Phase, Setting, Spanned, Stage, Step};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::spelling::{self, shorten};
use crate::text::{Source, Span};
use crate::yaml::{self, Entry, Node, ScalarKind};

/// What could be read of a component document.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The document; `None` when the text is not a mapping at all.
    pub document: Option<ComponentDocument>,
    /// What is wrong with its YAML and its structure (rules `yaml/…` and `structure/…`).
    pub diagnostics: Vec<Diagnostic>,
    /// The YAML it was read from, for completion and hover.
    pub tree: Option<Node>,
    /// Whether the whole text was read. When it was not, what seems to be missing may stand in the
    /// part that was not read.
    pub complete: bool,
}

/// Reads `source` as a component document. Any text gives a [`Reading`].
pub fn read(source: &Source) -> Reading {
    let parsed = yaml::parse(source);
    let complete = parsed.complete;
    let mut reader = Reader {
        source,
        diagnostics: Vec::new(),
    };
    let mut documents = parsed.documents.into_iter();
    let tree = documents.next();
    let document = match &tree {
        Some(root) => reader.document(root),
        None => {
            reader.wrong_type(Span::at(0), "the file holds no component document", DOCUMENT_SHAPE);
            None
        }
    };
    if let Some(second) = documents.next() {
        reader.wrong_type(
            Span::at(second.span.start),
            "a second YAML document starts here; a component is one document",
            "move it to a file of its own, or remove the `---` before it",
        );
    }
    if !complete {
        reader.diagnostics.clear();
    }
    let mut diagnostics: Vec<_> = parsed.errors.iter().map(|error| error.diagnostic(source)).collect();
    diagnostics.append(&mut reader.diagnostics);
    Reading {
        document,
        diagnostics,
        tree,
        complete,
    }
}

const DOCUMENT_SHAPE: &str = "start with `schemaVersion: 1.0` and a list of `phases`";
const DOCUMENT_FIELDS: &[&str] = &[
    "name",
    "description",
    "schemaVersion",
    "parameters",
    "constants",
    "phases",
];
const PHASE_FIELDS: &[&str] = &["name", "steps"];
const STEP_FIELDS: &[&str] = &[
    "name",
    "action",
    "timeoutSeconds",
    "onFailure",
    "maxAttempts",
    "inputs",
    "loop",
    "if",
];
const PARAMETER_FIELDS: &[&str] = &["type", "default", "description"];
const CONSTANT_FIELDS: &[&str] = &["type", "value", "description"];

struct Reader<'a> {
    source: &'a Source,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn document(&mut self, root: &Node) -> Option<ComponentDocument> {
        if !root.is_mapping() {
            let message = format!(
                "a component document must be a mapping, and this is {}",
                root.describe()
            );
            self.wrong_type(first_line(self.source, root.span), message, DOCUMENT_SHAPE);
            return None;
        }
        self.unknown_fields(root, DOCUMENT_FIELDS, "a component document");
        Some(ComponentDocument {
            name: self.text(root, "name"),
            description: self.text(root, "description"),
            schema_version: self.schema_version(root),
            parameters: self.declarations(root, "parameters", Self::parameter),
            constants: self.declarations(root, "constants", Self::constant),
            phases: self.phases(root),
        })
    }

    /// `1.0`, `"1.0"` or `1`: AWS's own examples write all three, the last one in
    /// <https://github.com/awsdocs/ec2-image-builder-user-guide> `doc_source/create-component-yaml.md`.
    fn schema_version(&mut self, root: &Node) -> Option<Spanned<String>> {
        const RULE: &str = "structure/schema-version";
        let Some(node) = root.get("schemaVersion") else {
            let at = Span::at(root.span.start);
            let mut missing = self
                .diagnostic(at, RULE, "`schemaVersion` is missing")
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
                .diagnostic(node.span, RULE, message)
                .with_help("write `schemaVersion: 1.0`");
            self.diagnostics
                .push(wrong.with_fix(Fix::write_value(self.source, node.span, "write 1.0", "1.0")));
        }
        Some(written)
    }

    fn phases(&mut self, root: &Node) -> Vec<Phase> {
        const RULE: &str = "structure/no-phases";
        let Some(entry) = root.entry("phases") else {
            let missing = self.diagnostic(Span::at(root.span.start), RULE, "the document has no `phases`");
            self.diagnostics
                .push(missing.with_help("add `phases:` with a `build`, `validate` or `test` phase"));
            return Vec::new();
        };
        if entry.value.is_null() || (entry.value.is_sequence() && entry.value.items().is_empty()) {
            let empty = self.diagnostic(entry.key.span, RULE, "`phases` is empty");
            self.diagnostics
                .push(empty.with_help("add a `build`, `validate` or `test` phase with its steps"));
            return Vec::new();
        }
        if !self.list(&entry.value, "phases") {
            return Vec::new();
        }
        let phases: Vec<_> = entry.value.items().iter().filter_map(|item| self.phase(item)).collect();
        let runs = |phase: &Phase| phase.name.value.is_empty() || Stage::of_phase(&phase.name.value).is_some();
        if !phases.is_empty() && !phases.iter().any(runs) {
            let none = self.diagnostic(entry.key.span, RULE, "no phase is called `build`, `validate` or `test`");
            self.diagnostics
                .push(none.with_help("Image Builder runs only these; name one of the phases so"));
        }
        phases
    }

    fn phase(&mut self, node: &Node) -> Option<Phase> {
        const MISSING: &str = "structure/missing-field";
        if !self.mapping(node, "a phase", "write `- name: build` with `steps:` below it") {
            return None;
        }
        self.unknown_fields(node, PHASE_FIELDS, "a phase");
        let name = match node.get("name").filter(|name| !name.is_null()) {
            Some(name) => self.scalar(name, "name"),
            None => {
                let place = first_line(self.source, node.span);
                let missing = self.diagnostic(place, MISSING, "this phase has no `name`");
                self.diagnostics
                    .push(missing.with_help("name it `build`, `validate` or `test`"));
                None
            }
        };
        let name = name.unwrap_or(Spanned {
            value: String::new(),
            span: Span::at(node.span.start),
        });
        let steps = match node.get("steps").filter(|steps| !steps.is_null()) {
            Some(steps) if self.list(steps, "steps") => {
                steps.items().iter().filter_map(|item| self.step(item)).collect()
            }
            Some(_) => Vec::new(),
            None => {
                let place = if name.span.is_empty() {
                    first_line(self.source, node.span)
                } else {
                    name.span
                };
                let message = match name.value.as_str() {
                    "" => "this phase has no `steps`".to_owned(),
                    name => format!("the phase `{}` has no `steps`", shorten(name)),
                };
                let missing = self.diagnostic(place, MISSING, message);
                self.diagnostics
                    .push(missing.with_help("add `steps:` with at least one step, or remove the phase"));
                Vec::new()
            }
        };
        Some(Phase {
            name,
            steps,
            has_empty_list: node
                .get("steps")
                .is_some_and(|steps| steps.is_sequence() && steps.items().is_empty()),
            span: node.span,
        })
    }

    fn step(&mut self, node: &Node) -> Option<Step> {
        if !self.mapping(
            node,
            "a step",
            "write `- name: …` with `action:` and `inputs:` below it",
        ) {
            return None;
        }
        self.unknown_fields(node, STEP_FIELDS, "a step");
        let absent = Spanned {
            value: String::new(),
            span: Span::at(node.span.start),
        };
        let present = |field: &str| node.get(field).filter(|value| !value.is_null());
        let name = match present("name") {
            Some(name) => self.scalar(name, "name"),
            None => {
                let place = first_line(self.source, node.span);
                let missing = self.diagnostic(place, "structure/step-name-missing", "this step has no `name`");
                self.diagnostics
                    .push(missing.with_help("add a `name:` that is unique in its phase"));
                None
            }
        };
        let name = name.unwrap_or_else(|| absent.clone());
        let action = match present("action") {
            Some(action) => self.scalar(action, "action"),
            None => {
                let place = if name.span.is_empty() {
                    first_line(self.source, node.span)
                } else {
                    name.span
                };
                let missing = self.diagnostic(place, "structure/missing-field", "this step has no `action`");
                self.diagnostics
                    .push(missing.with_help("add `action:` with an action module, such as `ExecuteBash`"));
                None
            }
        };
        Some(Step {
            name,
            action: action.unwrap_or(absent),
            timeout_seconds: self.setting(node, "timeoutSeconds", whole_number),
            on_failure: self.setting(node, "onFailure", |node| {
                OnFailure::ALL
                    .into_iter()
                    .find(|value| node.text() == Some(value.name()))
            }),
            max_attempts: self.setting(node, "maxAttempts", whole_number),
            inputs: node.get("inputs").cloned(),
            r#loop: node.get("loop").cloned(),
            condition: node.get("if").cloned(),
            span: node.span,
        })
    }

    /// A list of mappings with one key each: `- Name: {type: string, …}`.
    fn declarations<T>(&mut self, root: &Node, field: &str, read: fn(&mut Self, &Entry, Span) -> T) -> Vec<T> {
        let Some(list) = root.get(field).filter(|list| !list.is_null()) else {
            return Vec::new();
        };
        if !self.list(list, field) {
            return Vec::new();
        }
        let mut declared = Vec::new();
        for item in list.items() {
            let (first, rest) = match item.entries() {
                [first, rest @ ..] => (first, rest),
                [] => {
                    let message = format!(
                        "an item of `{field}` must be `Name:` with its fields below, and this is {}",
                        item.describe()
                    );
                    self.wrong_type(item.span, message, "write `- Name:` and indent `type: string` below it");
                    continue;
                }
            };
            if let Some(second) = rest.first() {
                let written = shorten(first.key.text().unwrap_or_default());
                if written == "name" {
                    let message = format!("an item of `{field}` has its name as its key, not in a field `name`");
                    self.wrong_type(
                        first.key.span,
                        message,
                        "write `- Name:` and indent `type: string` below it",
                    );
                } else if first.value.is_null() {
                    let message = format!("the fields of `{written}` stand beside it, not below it");
                    self.wrong_type(second.key.span, message, "indent them more than the name");
                } else {
                    let message = format!(
                        "an item of `{field}` declares one name, and this has {}",
                        rest.len() + 1
                    );
                    self.wrong_type(second.key.span, message, "start each name with a `- ` of its own");
                }
                continue;
            }
            declared.push(read(self, first, item.span));
        }
        declared
    }

    fn parameter(&mut self, entry: &Entry, span: Span) -> Parameter {
        let fields = self.declaration_fields(entry, PARAMETER_FIELDS, "a parameter");
        Parameter {
            name: declared_name(entry),
            r#type: fields.and_then(|node| self.text(node, "type")),
            default: fields
                .and_then(|node| self.text(node, "default"))
                .map(|default| default.value),
            fields: fields.cloned(),
            description: fields
                .and_then(|node| self.text(node, "description"))
                .map(|text| text.value),
            span,
        }
    }

    fn constant(&mut self, entry: &Entry, span: Span) -> Constant {
        let fields = self.declaration_fields(entry, CONSTANT_FIELDS, "a constant");
        let value = fields
            .and_then(|node| self.text(node, "value"))
            .map(|value| value.value);
        if fields.is_some_and(|node| node.get("value").is_none()) {
            let name = shorten(entry.key.text().unwrap_or_default());
            let message = format!("the constant `{name}` has no `value`");
            let missing = self.diagnostic(entry.key.span, "structure/missing-field", message);
            self.diagnostics.push(missing.with_help("add `value:`"));
        }
        Constant {
            name: declared_name(entry),
            r#type: fields.and_then(|node| self.text(node, "type")),
            value,
            fields: fields.cloned(),
            span,
        }
    }

    fn declaration_fields<'n>(&mut self, entry: &'n Entry, known: &[&str], what: &str) -> Option<&'n Node> {
        let node = &entry.value;
        if !self.mapping(node, what, "write `- Name:` and indent `type: string` below it") {
            return None;
        }
        self.unknown_fields(node, known, what);
        Some(node)
    }

    fn text(&mut self, parent: &Node, field: &str) -> Option<Spanned<String>> {
        self.scalar(parent.get(field)?, field)
    }

    fn scalar(&mut self, node: &Node, field: &str) -> Option<Spanned<String>> {
        let Some(text) = node.text() else {
            let message = format!("`{field}` must be text, and this is {}", node.describe());
            self.wrong_type(
                first_line(self.source, node.span),
                message,
                "write one value; quote it if it has punctuation",
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
        let node = parent.get(field)?;
        if node.text().is_none() {
            let message = format!("`{field}` must be one value, and this is {}", node.describe());
            self.wrong_type(
                first_line(self.source, node.span),
                message,
                "write the value behind the `:`",
            );
        }
        let written = Spanned {
            value: node.text()?.to_owned(),
            span: node.span,
        };
        Some(Setting {
            written: written.value,
            value: understand(node),
            span: written.span,
        })
    }

    fn list(&mut self, node: &Node, field: &str) -> bool {
        if !node.is_sequence() {
            let message = format!("`{field}` must be a list, and this is {}", node.describe());
            self.wrong_type(first_line(self.source, node.span), message, "start each item with `- `");
        }
        node.is_sequence()
    }

    fn mapping(&mut self, node: &Node, what: &str, help: &str) -> bool {
        if !node.is_mapping() {
            let message = format!("{what} must be a mapping, and this is {}", node.describe());
            self.wrong_type(first_line(self.source, node.span), message, help);
        }
        node.is_mapping()
    }

    fn unknown_fields(&mut self, node: &Node, known: &[&str], what: &str) {
        let free: Vec<&str> = known
            .iter()
            .copied()
            .filter(|field| node.get(field).is_none())
            .collect();
        for entry in node.entries() {
            let key = entry.key.text().unwrap_or_default();
            if known.contains(&key) {
                continue;
            }
            let message = format!("{what} has no field `{}`", shorten(key));
            let diagnostic = self.diagnostic(entry.key.span, "structure/unknown-field", message);
            // Components that vendors offer in AWS Marketplace declare `allowedValues`, so it is no slip.
            if key == "allowedValues" && what == "a parameter" {
                self.diagnostics.push(Diagnostic {
                    severity: Severity::Info,
                    message: "the guide does not document `allowedValues`".to_owned(),
                    ..diagnostic.with_help(
                        "components in AWS Marketplace use it; whether AWSTOE refuses other values is not documented, \
                         so check the value in a step as well",
                    )
                });
                continue;
            }
            let diagnostic = Diagnostic {
                severity: Severity::Warning,
                ..diagnostic
            };
            self.diagnostics
                .push(match spelling::similar(key, free.iter().copied()) {
                    Some(field) => diagnostic
                        .with_help(format!("did you mean `{field}`?"))
                        .with_fix(Fix::replace(
                            self.source,
                            entry.key.span,
                            format!("rename to `{field}`"),
                            field,
                        )),
                    None => diagnostic.with_help(format!("its fields are {}", spelling::list(known))),
                });
        }
    }

    fn wrong_type(&mut self, span: Span, message: impl Into<String>, help: &str) {
        let diagnostic = self.diagnostic(span, "structure/wrong-type", message);
        self.diagnostics.push(diagnostic.with_help(help));
    }

    fn diagnostic(&self, span: Span, rule: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.source, span, rule, Severity::Error, message)
    }
}

fn declared_name(entry: &Entry) -> Spanned<String> {
    Spanned {
        value: entry.key.text().unwrap_or_default().to_owned(),
        span: entry.key.span,
    }
}

/// Quoted numbers count: whether AWSTOE takes them is not documented, and people write them.
pub(crate) fn whole_number(node: &Node) -> Option<i64> {
    match node.kind() {
        Some(ScalarKind::Int(number)) => Some(number),
        Some(ScalarKind::Text) => node.text()?.trim().parse().ok(),
        _ => None,
    }
}

/// A collection is long; its first line is enough to show where it starts.
pub(crate) fn first_line(source: &Source, span: Span) -> Span {
    let line = source.slice(span).lines().next().unwrap_or("");
    Span::new(span.start, span.start + line.trim_end().len())
}
