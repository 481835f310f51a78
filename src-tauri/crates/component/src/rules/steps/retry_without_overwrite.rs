//! `steps/retry-without-overwrite`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::yaml::{Node, ScalarKind};

pub(in crate::rules) struct RetryWithoutOverwrite;

static META: RuleMeta = RuleMeta {
    id: "steps/retry-without-overwrite",
    title: "steps that are tried again can write their files again",
    severity: Severity::Info,
    reason: "With `overwrite: false` a step fails when a file is there. If one of several files fails, a second \
             attempt finds those that the first one wrote, and fails because of them.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: CopyFile
        maxAttempts: 3
        inputs:
          - source: /opt/tool/a.conf
            destination: /etc/tool/a.conf
            overwrite: false
          - source: /opt/tool/b.conf
            destination: /etc/tool/b.conf
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: CopyFile
        maxAttempts: 3
        inputs:
          - source: /opt/tool/a.conf
            destination: /etc/tool/a.conf
          - source: /opt/tool/b.conf
            destination: /etc/tool/b.conf
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for RetryWithoutOverwrite {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let attempts = site.step.max_attempts.as_ref().and_then(|setting| setting.value);
        let calls = site.step.inputs.as_ref().map(Node::items).unwrap_or_default();
        if attempts.is_none_or(|attempts| attempts < 2) {
            return;
        }
        let Some(last) = calls.last() else { return };
        let kept = given(site).find(|given| {
            let is_off = given.value.kind() == Some(ScalarKind::Bool(false));
            given.input.name == "overwrite" && is_off && given.call.span != last.span
        });
        if let Some(given) = kept {
            found.push(
                self.at(
                    context,
                    given.key.span,
                    "a second attempt fails here if the first one wrote this and failed later",
                )
                .with_help("leave `overwrite: false` out, or give each file a step of its own"),
            );
        }
    }
}
