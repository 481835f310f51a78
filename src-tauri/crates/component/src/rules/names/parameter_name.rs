//! `names/parameter-name`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::is_name;
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct ParameterName;

static META: RuleMeta = RuleMeta {
    id: "names/parameter-name",
    title: "names of parameters and constants have 3 to 128 plain characters",
    severity: Severity::Error,
    reason: "AWSTOE allows letters, digits, `_` and `-` in the names of parameters and constants, and 3 to 128 of \
             them.",
    bad: r#"schemaVersion: 1.0
parameters:
  - OS:
      type: string
      default: linux
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ OS }}"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - OperatingSystem:
      type: string
      default: linux
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ OperatingSystem }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for ParameterName {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let parameters = context.document.parameters.iter().map(|parameter| &parameter.name);
        let constants = context.document.constants.iter().map(|constant| &constant.name);
        for name in parameters.chain(constants) {
            let length = name.value.chars().count();
            let written = shorten(&name.value);
            let message = if !(3..=128).contains(&length) {
                format!("the name `{written}` has {length} characters; it must have 3 to 128")
            } else if !is_name(&name.value) {
                format!("the name `{written}` has characters that names cannot have")
            } else {
                continue;
            };
            found.push(
                self.at(context, name.span, message)
                    .with_help("use letters, digits, `_` and `-`"),
            );
        }
    }
}
