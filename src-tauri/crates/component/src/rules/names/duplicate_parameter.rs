//! `names/duplicate-parameter`

use super::repeated;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct DuplicateParameter;

static META: RuleMeta = RuleMeta {
    id: "names/duplicate-parameter",
    title: "parameters and constants have different names",
    severity: Severity::Error,
    reason: "Parameters and constants share one space of names: `{{ Name }}` can mean only one of them.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Greeting:
      type: string
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
            - echo "{{ Greeting }}"
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
            - echo "{{ Greeting }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for DuplicateParameter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let parameters = context.document.parameters.iter().map(|parameter| &parameter.name);
        let constants = context.document.constants.iter().map(|constant| &constant.name);
        for (name, first) in repeated(parameters.chain(constants)) {
            let message = format!("`{}` is declared twice", shorten(&name.value));
            let finding = self
                .at(context, name.span, message)
                .with_help("rename one of them; parameters and constants share their names");
            found.push(finding.with_related(context.source, first.span, "the first one is here"));
        }
    }
}
