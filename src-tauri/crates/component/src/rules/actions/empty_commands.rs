//! `actions/empty-commands`

use crate::actions::Shape;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::yaml::{Node, ScalarKind};

pub(in crate::rules) struct EmptyCommands;

static META: RuleMeta = RuleMeta {
    id: "actions/empty-commands",
    title: "lists of commands and arguments have no empty items",
    severity: Severity::Warning,
    reason: "An item without anything behind its `- ` is nothing for YAML, not an empty text. As a command it does \
             nothing; as an argument it may not be what the program is meant to get.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
            -
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for EmptyCommands {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes.shape() == Shape::Texts) {
            let is_script = given.input.name == "commands";
            let is_empty = |item: &Node| match item.kind() {
                Some(ScalarKind::Null) => true,
                Some(ScalarKind::Text) => is_script && item.text().is_some_and(|text| text.trim().is_empty()),
                _ => false,
            };
            if given.value.items().iter().all(is_empty) && given.value.is_sequence() {
                let message = format!("every item of `{}` is empty", given.input.name);
                found.push(
                    self.at(context, given.key.span, message)
                        .with_help("write what to run, or remove the step"),
                );
                continue;
            }
            for item in given.value.items().iter().filter(|item| is_empty(item)) {
                let message = format!("this item of `{}` is empty", given.input.name);
                let help = if item.is_null() {
                    "remove it; what stands behind a `#` is a comment"
                } else {
                    "remove it"
                };
                // An empty command is a blank line of the script; an empty argument is an argument.
                let severity = if is_script { Severity::Info } else { Severity::Warning };
                found.push(Diagnostic {
                    severity,
                    ..self.at(context, item.span, message).with_help(help)
                });
            }
        }
    }
}
