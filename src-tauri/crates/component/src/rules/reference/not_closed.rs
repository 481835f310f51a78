//! `reference/not-closed`

use super::starts_with_phase;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::expression;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;
use crate::yaml::{Node, Value};

pub(in crate::rules) struct NotClosed;

static META: RuleMeta = RuleMeta {
    id: "reference/not-closed",
    title: "references are closed by two braces",
    severity: Severity::Warning,
    reason: "A reference ends with `}}`. Without them its braces and its name reach the action as they are \
             written: a script works with the text `{{ Folder`, and a file gets that name.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Folder:
      type: string
      default: '/srv/app'
phases:
  - name: build
    steps:
      - name: Make
        action: CreateFolder
        inputs:
          - path: '{{ Folder }}'
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - ls -l "{{ Folder }"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Folder:
      type: string
      default: '/srv/app'
phases:
  - name: build
    steps:
      - name: Make
        action: CreateFolder
        inputs:
          - path: '{{ Folder }}'
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - ls -l "{{ Folder }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for NotClosed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for root in site.step.expressions() {
            self.visit(context, root, found);
        }
    }
}

impl NotClosed {
    fn visit(&self, context: &Context<'_>, node: &Node, found: &mut Vec<Diagnostic>) {
        match &node.value {
            Value::Scalar(scalar) if scalar.text.contains("{{") => self.text(context, node, found),
            Value::Scalar(_) => {}
            Value::Sequence(items) => items.iter().for_each(|item| self.visit(context, item, found)),
            Value::Mapping(entries) => entries
                .iter()
                .for_each(|entry| self.visit(context, &entry.value, found)),
        }
    }

    fn text(&self, context: &Context<'_>, node: &Node, found: &mut Vec<Diagnostic>) {
        let (base, written) = node.written(context.source);
        let mut from = 0;
        // What stands between the references, and behind the last one.
        let closed = expression::find(written).map(|it| (it.span.start, it.span.end));
        for (end, next) in closed.chain([(written.len(), written.len())]) {
            for (open, name) in openings(written.get(from..end).unwrap_or_default()) {
                let leads_somewhere = context.declares(name)
                    || starts_with_phase(context, name)
                    || matches!(name, "loop.index" | "loop.value");
                if leads_somewhere {
                    let start = base + from + open;
                    found.push(self.finding(context, start, &written[from + open..], name));
                }
            }
            from = next;
        }
    }

    /// `rest` begins with the two braces at `start`.
    fn finding(&self, context: &Context<'_>, start: usize, rest: &str, name: &str) -> Diagnostic {
        let end = rest.find(name).map_or(2, |at| at + name.len());
        let message = format!("`{{{{ {}` is never closed, so nothing takes its place", shorten(name));
        let finding = self.at(context, Span::new(start, start + end), message);
        let behind = rest[end..].len() - rest[end..].trim_start_matches(' ').len();
        if rest[end + behind..].starts_with('}') {
            let brace = start + end + behind;
            let fix = Fix::replace(context.source, Span::new(brace, brace + 1), "close the reference", "}}");
            return finding.with_help("write `}}` behind it").with_fix(fix);
        }
        finding.with_help("write `}}` behind it")
    }
}

/// Where `{{` stands in `text`, and the name that follows it on the same line.
fn openings(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("{{").filter_map(|(open, braces)| {
        let rest = text.get(open + braces.len()..)?.trim_start_matches(' ');
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let name = rest.get(..end).filter(|name| !name.is_empty())?;
        Some((open, name))
    })
}
