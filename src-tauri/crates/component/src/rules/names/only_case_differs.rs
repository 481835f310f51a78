//! `names/only-case-differs`

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Phase, Spanned};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct OnlyCaseDiffers;

static META: RuleMeta = RuleMeta {
    id: "names/only-case-differs",
    title: "names differ in more than the case of their letters",
    severity: Severity::Warning,
    reason: "References are case-sensitive: `{{ Port }}` and `{{ port }}` are two parameters, and a slip in one letter \
             reads the other one without a word.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Port:
      type: string
      default: "80"
  - port:
      type: string
      default: "443"
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ Port }} {{ port }}"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Port:
      type: string
      default: "80"
  - SecurePort:
      type: string
      default: "443"
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ Port }} {{ SecurePort }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for OnlyCaseDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let parameters = context.document.parameters.iter().map(|parameter| &parameter.name);
        let constants = context.document.constants.iter().map(|constant| &constant.name);
        self.compare(context, parameters.chain(constants), found);
    }

    fn phase(&self, context: &Context<'_>, phase: &Phase, found: &mut Vec<Diagnostic>) {
        self.compare(context, phase.steps.iter().map(|step| &step.name), found);
    }
}

impl OnlyCaseDiffers {
    fn compare<'a>(
        &self,
        context: &Context<'_>,
        names: impl Iterator<Item = &'a Spanned<String>>,
        found: &mut Vec<Diagnostic>,
    ) {
        let mut first: HashMap<String, &Spanned<String>> = HashMap::new();
        for name in names.filter(|name| !name.value.is_empty()) {
            match first.get(&name.value.to_lowercase()) {
                // Names that are the same are another rule's.
                Some(earlier) if earlier.value != name.value => {
                    let (written, other) = (shorten(&name.value), shorten(&earlier.value));
                    let message = format!("`{written}` differs from `{other}` only in the case of its letters");
                    let finding = self.at(context, name.span, message).with_help("rename one of them");
                    found.push(finding.with_related(context.source, earlier.span, "the other one is here"));
                }
                Some(_) => {}
                None => {
                    first.insert(name.value.to_lowercase(), name);
                }
            }
        }
    }
}
