//! `loops/value-type`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::Over;
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;
use crate::yaml::{Node, ScalarKind};

pub(in crate::rules) struct ValueType;

static META: RuleMeta = RuleMeta {
    id: "loops/value-type",
    title: "the values of a loop are texts",
    severity: Severity::Warning,
    reason: "Loops go through texts and nothing else. A number or `true` without quotes is not a text in \
             YAML, so what AWSTOE makes of it is not certain: `010` and `1.10` may lose a digit.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            - 8.10
            - '9.10'
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            - '8.10'
            - '9.10'
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for ValueType {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let items = match site.iteration.as_ref().and_then(|iteration| iteration.over.as_ref()) {
            Some(Over::Items(items)) => *items,
            // A list or mapping as `list` is another rule's finding.
            Some(Over::Pieces { list: Some(list), .. }) if list.scalar().is_some() && !list.is_null() => {
                std::slice::from_ref(*list)
            }
            _ => return,
        };
        let wrong = items.iter().filter(|item| item.kind() != Some(ScalarKind::Text));
        found.extend(wrong.take(CANDIDATES).map(|item| self.item(context, item)));
    }
}

impl ValueType {
    fn item(&self, context: &Context<'_>, item: &Node) -> Diagnostic {
        let place = first_line(context.source, item);
        let Some(written) = item.text() else {
            let message = format!("a loop goes through texts, and this is {}", item.describe());
            return Diagnostic {
                severity: Severity::Error,
                ..self.at(context, place, message)
            }
            .with_help("write one text for each item");
        };
        if item.is_null() {
            return self
                .at(context, place, "this item is empty")
                .with_help("write `''` if the empty text is meant, or remove it");
        }
        let message = format!(
            "a loop goes through texts, and `{}` is {}",
            shorten(written),
            item.describe()
        );
        let finding = self.at(context, place, message).with_help("put it in quotes");
        if context.source.slice(item.span) != written {
            return finding;
        }
        let quoted = format!("'{written}'");
        finding.with_fix(Fix::replace(context.source, item.span, "put it in quotes", quoted))
    }
}
