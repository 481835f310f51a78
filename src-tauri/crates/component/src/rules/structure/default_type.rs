//! `structure/default-type`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::structure::not_text;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct DefaultType;

static META: RuleMeta = RuleMeta {
    id: "structure/default-type",
    title: "defaults of parameters are texts",
    severity: Severity::Warning,
    reason: "A parameter is a string. YAML makes a number of a default like `1.10` and a switch of `yes`, and the \
             script may then see `1.1` or `true`.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Release:
      type: string
      default: 1.10
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ Release }}"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Release:
      type: string
      default: "1.10"
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ Release }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for DefaultType {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for parameter in &context.document.parameters {
            let node = parameter.fields.as_ref().and_then(|fields| fields.get("default"));
            found.extend(node.and_then(|node| not_text(self, context, &parameter.name, ("default", node))));
        }
    }
}
