//! `loops/name`

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Phase;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;

pub(in crate::rules) struct Name;

static META: RuleMeta = RuleMeta {
    id: "loops/name",
    title: "names of loops are unique in their phase and can be referred to",
    severity: Severity::Error,
    reason: "References such as `{{ Disks.value }}` find a loop by its name, which must differ from those of \
             the other loops of the phase. A dot or a brace in it would end the name inside a reference.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Format
        action: ExecuteBash
        loop:
          name: Disks
          forEach: ['xvdb', 'xvdc']
        inputs:
          commands:
            - echo '{{ Disks.value }}'
      - name: Mount
        action: ExecuteBash
        loop:
          name: Disks
          forEach: ['xvdb', 'xvdc']
        inputs:
          commands:
            - echo '{{ Disks.value }}'
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Format
        action: ExecuteBash
        loop:
          name: ToFormat
          forEach: ['xvdb', 'xvdc']
        inputs:
          commands:
            - echo '{{ ToFormat.value }}'
      - name: Mount
        action: ExecuteBash
        loop:
          name: ToMount
          forEach: ['xvdb', 'xvdc']
        inputs:
          commands:
            - echo '{{ ToMount.value }}'
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for Name {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn phase(&self, context: &Context<'_>, phase: &Phase, found: &mut Vec<Diagnostic>) {
        let mut first: HashMap<&str, Span> = HashMap::new();
        for step in &phase.steps {
            let node = step.r#loop.as_ref().and_then(|node| node.get("name"));
            let Some((node, name)) = node.and_then(|node| Some((node, node.text()?))) else {
                continue;
            };
            if node.is_null() || name.is_empty() {
                continue;
            }
            let Some(earlier) = first.get(name) else {
                first.insert(name, node.span);
                continue;
            };
            let message = format!("a second loop of this phase is called `{}`", shorten(name));
            let finding = self.at(context, node.span, message);
            found.push(finding.with_help("give it a name of its own").with_related(
                context.source,
                *earlier,
                "the first one is here",
            ));
        }
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let node = site.iteration.as_ref().and_then(|iteration| iteration.name);
        let Some((node, name)) = node.and_then(|node| Some((node, node.text()?))) else {
            return;
        };
        let (severity, message, help) = if name.contains(['.', '{', '}']) {
            (
                Severity::Warning,
                format!("no reference can name a loop called `{}`", shorten(name)),
                "use letters, digits, `_` and `-`",
            )
        } else if name == "loop" {
            (
                Severity::Info,
                "the name `loop` adds nothing: every loop answers to it".to_owned(),
                "remove it, or choose a name that says what the loop goes through",
            )
        } else {
            return;
        };
        found.push(
            Diagnostic {
                severity,
                ..self.at(context, node.span, message)
            }
            .with_help(help),
        );
    }
}
