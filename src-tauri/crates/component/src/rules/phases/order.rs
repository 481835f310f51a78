//! `phases/order`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Order;

static META: RuleMeta = RuleMeta {
    id: "phases/order",
    title: "`build` comes before `validate`",
    severity: Severity::Warning,
    reason: "Image Builder runs `build` and `validate` in one go, in the order in which they stand in the document. A \
             `validate` that stands first checks an instance on which nothing has been built yet.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: validate
    steps:
      - name: CheckTool
        action: ExecuteBash
        inputs:
          commands:
            - test -x /opt/tool/run
  - name: build
    steps:
      - name: InstallTool
        action: ExecuteBash
        inputs:
          commands:
            - /opt/setup.sh
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: ExecuteBash
        inputs:
          commands:
            - /opt/setup.sh
  - name: validate
    steps:
      - name: CheckTool
        action: ExecuteBash
        inputs:
          commands:
            - test -x /opt/tool/run
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for Order {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let phases = &context.document.phases;
        let place = |name: &str| phases.iter().position(|phase| phase.name.value == name);
        let (Some(build), Some(validate)) = (place("build"), place("validate")) else {
            return;
        };
        if validate >= build {
            return;
        }
        let (Some(build), Some(validate)) = (phases.get(build), phases.get(validate)) else {
            return;
        };
        found.push(
            self.at(
                context,
                validate.name.span,
                "`validate` runs before `build`, because phases run in the order of the document",
            )
            .with_help("move it behind the phase `build`")
            .with_related(context.source, build.name.span, "the phase that should run first"),
        );
    }
}
