//! `structure/parameter-type`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::Spanned;
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct ParameterType;

static META: RuleMeta = RuleMeta {
    id: "structure/parameter-type",
    title: "parameters and constants are of the type `string`",
    severity: Severity::Warning,
    reason: "The guide requires `type` and documents one type, `string`. Numbers and switches are strings as well: a \
             reference is replaced by text.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Release:
      type: String
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

impl Rule for ParameterType {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let parameters = context.document.parameters.iter();
        let constants = context.document.constants.iter();
        let declared = parameters
            .map(|parameter| (&parameter.name, &parameter.fields, &parameter.r#type))
            .chain(constants.map(|constant| (&constant.name, &constant.fields, &constant.r#type)));
        for (name, fields, kind) in declared {
            found.extend(match kind {
                None => {
                    let is_missing = fields.as_ref().is_some_and(|fields| fields.get("type").is_none());
                    is_missing.then(|| self.missing(context, name))
                }
                Some(kind) => self.other(context, kind),
            });
        }
    }
}

impl ParameterType {
    fn missing(&self, context: &Context<'_>, name: &Spanned<String>) -> Diagnostic {
        let message = format!("`{}` has no `type`", shorten(&name.value));
        self.at(context, name.span, message)
            .with_help("add `type: string`; the guide requires it")
    }

    fn other(&self, context: &Context<'_>, kind: &Spanned<String>) -> Option<Diagnostic> {
        if kind.value == "string" {
            return None;
        }
        let message = match kind.value.as_str() {
            "" => "`type` is empty".to_owned(),
            kind => format!("`{}` is no type that AWS documents", shorten(kind)),
        };
        let finding = self.at(context, kind.span, message).with_help("write `type: string`");
        let fix = kind
            .value
            .eq_ignore_ascii_case("string")
            .then(|| Fix::replace(context.source, kind.span, "write `string`", "string"));
        Some(Diagnostic { fix, ..finding })
    }
}
