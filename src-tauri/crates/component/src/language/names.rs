//! Where the names of a document are declared and where they are used.

use crate::document::{ComponentDocument, Phase, Step};
use crate::expression::{self, Expression, Reference};
use crate::text::{Position, Range, Source, Span};
use crate::yaml::{Node, Value};

use super::reading::mended;

/// What a name is the name of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A parameter or constant.
    Variable(String),
    Phase(String),
    Step {
        phase: String,
        step: String,
    },
    /// A loop, seen only inside its step, which starts at byte `step`; `loop` is every loop's name.
    Loop {
        step: usize,
        name: String,
    },
}

impl Name {
    /// The name itself.
    pub fn text(&self) -> &str {
        match self {
            Self::Variable(name) | Self::Phase(name) | Self::Step { step: name, .. } | Self::Loop { name, .. } => name,
        }
    }
}

/// A place where a name is written.
#[derive(Debug)]
pub(super) struct Occurrence {
    pub name: Name,
    /// The name alone; when escapes hide its place, the whole text around it.
    pub span: Span,
    /// Whether exactly the name stands at `span`.
    pub exact: bool,
    pub declares: bool,
}

/// Every occurrence in `document`, which was read from `source`.
pub(super) fn occurrences(source: &Source, document: &ComponentDocument) -> Vec<Occurrence> {
    let mut found = Collector {
        source,
        occurrences: Vec::new(),
    };
    let parameters = document.parameters.iter().map(|parameter| &parameter.name);
    for name in parameters.chain(document.constants.iter().map(|constant| &constant.name)) {
        found.declaration(Name::Variable(name.value.clone()), name.span);
    }
    for phase in &document.phases {
        found.declaration(Name::Phase(phase.name.value.clone()), phase.name.span);
        for step in &phase.steps {
            found.step(phase, step);
        }
    }
    found.occurrences
}

/// Where the parameter, constant, step, phase or loop under the cursor is declared.
pub fn definition(source: &Source, position: Position) -> Option<Range> {
    let (occurrences, name) = named(source, position)?;
    let declared = occurrences.iter().find(|found| found.declares && found.name == name)?;
    Some(source.range(declared.span))
}

/// Every place where the name under the cursor is written, its declaration included, in the order
/// of the text. Empty when there is no name.
pub fn references(source: &Source, position: Position) -> Vec<Range> {
    let Some((occurrences, name)) = named(source, position) else {
        return Vec::new();
    };
    let mut spans: Vec<Span> = occurrences
        .iter()
        .filter(|found| found.name == name)
        .map(|found| found.span)
        .collect();
    spans.sort_unstable_by_key(|span| span.start);
    spans.dedup();
    spans.into_iter().map(|span| source.range(span)).collect()
}

/// All occurrences and the name at the cursor.
fn named(source: &Source, position: Position) -> Option<(Vec<Occurrence>, Name)> {
    if source.text().len() > super::LARGEST {
        return None;
    }
    let at = source.offset(position);
    let (read, reading) = mended(source, None);
    let occurrences = occurrences(&read, reading.document.as_ref()?);
    let name = at_cursor(&occurrences, at)?.name.clone();
    Some((occurrences, name))
}

/// The occurrence that byte `at` touches, the shortest when there are several.
pub(super) fn at_cursor(occurrences: &[Occurrence], at: usize) -> Option<&Occurrence> {
    occurrences
        .iter()
        .filter(|found| found.span.touches(at))
        .min_by_key(|found| found.span.end - found.span.start)
}

struct Collector<'a> {
    source: &'a Source,
    occurrences: Vec<Occurrence>,
}

impl Collector<'_> {
    fn declaration(&mut self, name: Name, span: Span) {
        let written = self.source.slice(span);
        // A name that an alias repeats is declared where the anchor is.
        if name.text().is_empty() || written.starts_with('*') {
            return;
        }
        let quoted = written.ends_with(['"', '\'']);
        let inner = written.get(..written.len() - usize::from(quoted)).unwrap_or("");
        let exact = inner
            .strip_suffix(name.text())
            .is_some_and(|before| before.is_empty() || before.ends_with(['"', '\'', ' ']));
        let end = span.end - usize::from(quoted);
        self.occurrences.push(Occurrence {
            span: if exact {
                Span::new(end - name.text().len(), end)
            } else {
                span
            },
            name,
            exact,
            declares: true,
        });
    }

    fn step(&mut self, phase: &Phase, step: &Step) {
        let name = Name::Step {
            phase: phase.name.value.clone(),
            step: step.name.value.clone(),
        };
        self.declaration(name, step.name.span);
        if let Some(node) = &step.r#loop {
            let first = self.source.slice(node.span).lines().next().unwrap_or("");
            self.occurrences.push(Occurrence {
                name: own_loop(step, "loop"),
                span: Span::new(node.span.start, node.span.start + first.len()),
                exact: false,
                declares: true,
            });
            if let Some((name, node)) = node.get("name").and_then(|node| Some((node.text()?, node))) {
                self.declaration(own_loop(step, name), node.span);
            }
        }
        for node in step.expressions() {
            self.node(step, node);
        }
    }

    fn node(&mut self, step: &Step, node: &Node) {
        match &node.value {
            Value::Scalar(_) => {
                // What an alias repeats is written where the anchor is.
                if !self.source.slice(node.span).starts_with('*') {
                    for expression in expression::locate(self.source, node) {
                        self.expression(step, &expression);
                    }
                }
            }
            Value::Sequence(items) => items.iter().for_each(|item| self.node(step, item)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| {
                self.node(step, &entry.key);
                self.node(step, &entry.value);
            }),
        }
    }

    fn expression(&mut self, step: &Step, expression: &Expression<'_>) {
        match &expression.reference {
            Reference::Variable(name) => self.used(expression, Name::Variable((*name).to_owned()), 0),
            Reference::Loop { name, .. } => self.used(expression, own_loop(step, name), 0),
            Reference::Step(chain) => {
                self.used(expression, Name::Phase(chain.phase.to_owned()), 0);
                let name = Name::Step {
                    phase: chain.phase.to_owned(),
                    step: chain.step.to_owned(),
                };
                self.used(expression, name, chain.phase.len() + 1);
            }
            _ => {
                if let Some((before, name)) = resolved(expression.inner) {
                    self.used(expression, Name::Variable(name.to_owned()), before);
                }
            }
        }
    }

    /// A use of `name`, which stands `before` bytes behind the start of the expression's text.
    fn used(&mut self, expression: &Expression<'_>, name: Name, before: usize) {
        let written = self.source.slice(expression.span);
        let place = written.strip_prefix("{{").and_then(|rest| {
            let blanks = rest.len() - rest.trim_start().len();
            let start = 2 + blanks + before;
            written.get(start..)?.starts_with(name.text()).then_some(start)
        });
        self.occurrences.push(Occurrence {
            span: match place {
                Some(start) => Span::new(
                    expression.span.start + start,
                    expression.span.start + start + name.text().len(),
                ),
                None => expression.span,
            },
            name,
            exact: place.is_some(),
            declares: false,
        });
    }
}

fn own_loop(step: &Step, name: &str) -> Name {
    Name::Loop {
        step: step.span.start,
        name: name.to_owned(),
    }
}

/// The parameter in `aws:ssm:resolve(Parameter)`, and where it stands in it.
fn resolved(inner: &str) -> Option<(usize, &str)> {
    let rest = inner.strip_prefix("aws:ssm:resolve(")?.strip_suffix(')')?;
    let name = rest.trim();
    let before = inner.len() - 1 - rest.trim_start().len();
    expression::is_name(name).then_some((before, name))
}
