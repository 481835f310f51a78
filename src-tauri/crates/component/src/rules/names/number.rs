//! `names/number`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::yaml::{Scalar, ScalarKind, ScalarStyle};

pub(in crate::rules) struct NumberName;

static META: RuleMeta = RuleMeta {
    id: "names/number",
    title: "names of parameters and constants are texts",
    severity: Severity::Warning,
    reason: "The guide wants the name of a parameter or a constant to be a YAML string. Without quotes YAML makes a \
             number of digits.",
    bad: r#"schemaVersion: 1.0
parameters:
  - 2026:
      type: string
      default: current
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ 2026 }}"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Release:
      type: string
      default: current
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

impl Rule for NumberName {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let parameters = context.document.parameters.iter().map(|parameter| &parameter.name);
        let constants = context.document.constants.iter().map(|constant| &constant.name);
        for name in parameters.chain(constants) {
            let is_plain = context.source.slice(name.span) == name.value;
            let scalar = Scalar {
                text: name.value.clone(),
                style: ScalarStyle::Plain,
            };
            if !is_plain || matches!(scalar.kind(), ScalarKind::Text | ScalarKind::Null) {
                continue;
            }
            let message = format!("YAML reads the name `{}` as a number or a switch", shorten(&name.value));
            let fix = Fix::replace(
                context.source,
                name.span,
                "put it in quotes",
                format!("\"{}\"", name.value),
            );
            found.push(
                self.at(context, name.span, message)
                    .with_help("put it in quotes")
                    .with_fix(fix),
            );
        }
    }
}
