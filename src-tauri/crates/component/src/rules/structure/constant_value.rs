//! `structure/constant-value`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::structure::not_text;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ConstantValue;

static META: RuleMeta = RuleMeta {
    id: "structure/constant-value",
    title: "values of constants are texts",
    severity: Severity::Warning,
    reason: "A constant is a string. YAML makes a number of a value like `1.10` and a switch of `yes`, and the script \
             may then see `1.1` or `true`.",
    bad: r#"schemaVersion: 1.0
constants:
  - Release:
      type: string
      value: 1.10
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
constants:
  - Release:
      type: string
      value: "1.10"
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

impl Rule for ConstantValue {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for constant in &context.document.constants {
            let node = constant.fields.as_ref().and_then(|fields| fields.get("value"));
            found.extend(node.and_then(|node| not_text(self, context, &constant.name, ("value", node))));
        }
    }
}
