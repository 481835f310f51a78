//! `reference/unused-constant`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct UnusedConstant;

static META: RuleMeta = RuleMeta {
    id: "reference/unused-constant",
    title: "constants are used",
    severity: Severity::Info,
    reason: "A constant that no step refers to changes nothing in the build.",
    bad: r#"schemaVersion: 1.0
constants:
  - Greeting:
      type: string
      value: hello
  - Audience:
      type: string
      value: world
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ Greeting }}"'
"#,
    good: r#"schemaVersion: 1.0
constants:
  - Greeting:
      type: string
      value: hello
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ Greeting }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for UnusedConstant {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        // Before the first step is written nothing can be used.
        if context.document.phases.iter().all(|phase| phase.steps.is_empty()) {
            return;
        }
        for constant in &context.document.constants {
            let name = &constant.name;
            if name.value.is_empty() || context.uses(&name.value) {
                continue;
            }
            let message = format!("no step uses the constant `{}`", shorten(&name.value));
            found.push(self.at(context, name.span, message).with_help(format!(
                "write `{{{{ {} }}}}` where its value is needed, or remove it",
                shorten(&name.value)
            )));
        }
    }
}
