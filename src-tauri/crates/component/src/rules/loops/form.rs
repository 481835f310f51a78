//! `loops/form`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Loop, LoopFault};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean, first_line};
use crate::spelling::{list, shorten};

pub(in crate::rules) struct Form;

static META: RuleMeta = RuleMeta {
    id: "loops/form",
    title: "a loop is one `for` or one `forEach`, with all its fields",
    severity: Severity::Error,
    reason: "A loop goes through numbers (`for` with `start`, `end` and `updateBy`) or through texts \
             (`forEach` with a list, or with `list` and `delimiter`). AWSTOE cannot run anything else.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: 3
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: 3
            updateBy: 1
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for Form {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(iteration) = &site.iteration else {
            return;
        };
        // What stands in a loop of no kind was meant for the kind that is missing.
        let no_kind = iteration.faults.iter().find(|fault| **fault == LoopFault::NoKind);
        let faults = no_kind.map_or(iteration.faults.as_slice(), std::slice::from_ref);
        found.extend(faults.iter().map(|fault| self.fault(context, iteration, fault)));
    }
}

impl Form {
    fn fault(&self, context: &Context<'_>, iteration: &Loop<'_>, fault: &LoopFault<'_>) -> Diagnostic {
        match fault {
            LoopFault::WrongType { what: "loop", node } if node.is_null() => Diagnostic {
                severity: Severity::Warning,
                ..self.at(context, node.span, "`loop` is empty")
            }
            .with_help("write `for:` or `forEach:` below it, or remove it"),
            LoopFault::WrongType { what, node } => {
                let (wanted, help) = match *what {
                    "forEach" => (
                        "a list, or a mapping with `list` and `delimiter`",
                        "start each item with `- `, or write `list:` and `delimiter:` below it",
                    ),
                    "for" => ("a mapping", "write `start:`, `end:` and `updateBy:` below it"),
                    "loop" => ("a mapping", "write `for:` or `forEach:` below it"),
                    _ => ("one value", "write the value behind the `:`"),
                };
                let message = format!("`{what}` must be {wanted}, and this is {}", node.describe());
                self.at(context, first_line(context.source, node), message)
                    .with_help(help)
            }
            LoopFault::NoKind => self
                .at(
                    context,
                    first_line(context.source, iteration.node),
                    "this loop has neither `for` nor `forEach`",
                )
                .with_help("write `for:` with `start`, `end` and `updateBy`, or `forEach:` with a list"),
            LoopFault::TwoKinds(key) => self
                .at(context, key.span, "a loop cannot have both `for` and `forEach`")
                .with_help("keep one of them; a loop inside a loop needs a document of its own"),
            LoopFault::Missing { key, field } => {
                let message = format!("`{}` has no `{field}`", key.text().unwrap_or_default());
                self.at(context, key.span, message)
                    .with_help(format!("add `{field}:` below it"))
            }
            LoopFault::UnknownKey { key, known, meant } => {
                let written = key.text().unwrap_or_default();
                let message = format!("a loop has no field `{}` here", shorten(written));
                let finding = self.at(context, key.span, message);
                let severity = match meant {
                    Some("name" | "delimiter") | None => Severity::Warning,
                    Some(_) => Severity::Error,
                };
                let finding = Diagnostic { severity, ..finding };
                match meant {
                    Some(name) => did_you_mean(finding, context.source, key.span, written, name),
                    None => finding.with_help(format!("its fields are {}", list(known))),
                }
            }
        }
    }
}
