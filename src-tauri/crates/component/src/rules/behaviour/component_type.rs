//! `behaviour/component-type`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{ComponentType, Stage};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ComponentTypeByAccident;

static META: RuleMeta = RuleMeta {
    id: "behaviour/component-type",
    title: "a document that only tests is a test component",
    severity: Severity::Info,
    reason: "Image Builder makes a component of type TEST out of a document whose only phase is `test`, and of type \
             BUILD out of every other. A document with `test` and `validate` but without `build` is a build component, \
             though it builds nothing, and the console lists it among those.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: validate
    steps:
      - name: CheckTool
        action: ExecuteBash
        inputs:
          commands:
            - test -x /opt/tool/run
  - name: test
    steps:
      - name: RunTool
        action: ExecuteBash
        inputs:
          commands:
            - /opt/tool/run --version
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: test
    steps:
      - name: CheckTool
        action: ExecuteBash
        inputs:
          commands:
            - test -x /opt/tool/run
      - name: RunTool
        action: ExecuteBash
        inputs:
          commands:
            - /opt/tool/run --version
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html",
};

impl Rule for ComponentTypeByAccident {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let document = context.document;
        // A phase that never runs may be a misspelt `build`, which is another rule's finding.
        let tests = document
            .phase_names()
            .all(|name| name != "build" && Stage::of_phase(name).is_some());
        let test = document.phases.iter().find(|phase| phase.name.value == "test");
        let Some(test) = test.filter(|_| tests && document.component_type() == ComponentType::Build) else {
            return;
        };
        found.push(
            self.at(
                context,
                test.name.span,
                "this is a build component, because `test` is not its only phase",
            )
            .with_help("keep only the phase `test` to make it a test component"),
        );
    }
}
