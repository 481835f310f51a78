//! `reference/unused-parameter`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct UnusedParameter;

static META: RuleMeta = RuleMeta {
    id: "reference/unused-parameter",
    title: "parameters are used",
    severity: Severity::Info,
    reason: "A parameter that no step refers to changes nothing in the build. That is harmless when other \
             tools read it from the document, and a surprise to whoever sets it in a recipe.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Greeting:
      type: string
      default: hello
  - Audience:
      type: string
      default: world
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
parameters:
  - Greeting:
      type: string
      default: hello
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

impl Rule for UnusedParameter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        // Before the first step is written nothing can be used.
        if context.document.phases.iter().all(|phase| phase.steps.is_empty()) {
            return;
        }
        for parameter in &context.document.parameters {
            let name = &parameter.name;
            if name.value.is_empty() || context.uses(&name.value) {
                continue;
            }
            let message = format!("no step uses the parameter `{}`", shorten(&name.value));
            found.push(self.at(context, name.span, message).with_help(format!(
                "write `{{{{ {} }}}}` where its value is needed, or remove it",
                shorten(&name.value)
            )));
        }
    }
}
