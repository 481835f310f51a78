//! `loops/bounds`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::{Bound, Over};
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;

pub(in crate::rules) struct Bounds;

static META: RuleMeta = RuleMeta {
    id: "loops/bounds",
    title: "`start`, `end` and `updateBy` are whole numbers",
    severity: Severity::Error,
    reason: "The numbers of a `for` loop are integers that stand in the document: AWSTOE takes no references \
             there. Texts that change from build to build go through `forEach`.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Count:
      type: string
      default: '3'
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: '{{ Count }}'
            updateBy: 1
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Disks:
      type: string
      default: 'xvdb,xvdc,xvdd'
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            list: '{{ Disks }}'
            delimiter: ','
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for Bounds {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(Over::Numbers { start, end, update_by }) = site.iteration.as_ref().and_then(|it| it.over.as_ref())
        else {
            return;
        };
        for (name, bound) in [("start", start), ("end", end), ("updateBy", update_by)] {
            if let Some(bound) = bound.filter(|bound| bound.number.is_none()) {
                found.push(self.bound(context, name, bound));
            }
        }
    }
}

impl Bounds {
    fn bound(&self, context: &Context<'_>, name: &str, bound: Bound<'_>) -> Diagnostic {
        let node = bound.node;
        let Some(written) = node.text() else {
            let message = format!("`{name}` must be a whole number, and this is {}", node.describe());
            return self
                .at(context, first_line(context.source, node), message)
                .with_help("write one number");
        };
        if is_dynamic(written) {
            return self
                .at(
                    context,
                    node.span,
                    format!("`{name}` of a `for` loop takes no reference"),
                )
                .with_help("write the number, or go through texts with `forEach:`, whose `list` takes references");
        }
        if let Ok(number) = written.trim().parse::<i64>() {
            // Whether AWSTOE takes a quoted number here is not documented.
            let finding = Diagnostic {
                severity: Severity::Warning,
                ..self.at(
                    context,
                    node.span,
                    format!("`{name}` must be a whole number, and this is text"),
                )
            };
            let fix = Fix::replace(context.source, node.span, "remove the quotes", number.to_string());
            return finding.with_help("remove the quotes").with_fix(fix);
        }
        self.at(
            context,
            node.span,
            format!("`{name}` must be a whole number, and this is `{}`", shorten(written)),
        )
        .with_help("write a number such as `1`")
    }
}
