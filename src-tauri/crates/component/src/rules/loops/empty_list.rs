//! `loops/empty-list`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Loop, Over};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::text::Span;

pub(in crate::rules) struct EmptyList;

static META: RuleMeta = RuleMeta {
    id: "loops/empty-list",
    title: "a loop goes through something",
    severity: Severity::Warning,
    reason: "A `forEach` without items runs no iteration at all, so the step does nothing.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach: []
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
          forEach: ['one', 'two']
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for EmptyList {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(iteration) = &site.iteration else {
            return;
        };
        let Some(place) = emptiness(iteration) else { return };
        found.push(
            self.at(
                context,
                place,
                "this loop goes through nothing, so the step does nothing",
            )
            .with_help("add the values, or remove the step"),
        );
    }
}

/// Where it says that `iteration` goes through nothing.
pub(super) fn emptiness(iteration: &Loop<'_>) -> Option<Span> {
    let key = iteration.node.entry("forEach")?.key.span;
    match &iteration.over {
        Some(Over::Items([])) => Some(key),
        Some(Over::Pieces { list: Some(list), .. }) if list.is_null() => Some(key),
        Some(Over::Pieces { list: Some(list), .. }) if list.text() == Some("") => Some(list.span),
        _ => None,
    }
}
