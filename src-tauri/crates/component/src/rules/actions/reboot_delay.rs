//! `actions/reboot-delay`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::yaml::ScalarKind;

pub(in crate::rules) struct RebootDelay;

static META: RuleMeta = RuleMeta {
    id: "actions/reboot-delay",
    title: "the delay of a reboot is not negative",
    severity: Severity::Warning,
    reason: "`delaySeconds` is how long AWSTOE waits before it restarts the instance: 0, the default, or more.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Restart
        action: Reboot
        inputs:
          delaySeconds: -60
      - name: CheckKernel
        action: ExecuteBash
        inputs:
          commands:
            - uname -r
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Restart
        action: Reboot
        inputs:
          delaySeconds: 60
      - name: CheckKernel
        action: ExecuteBash
        inputs:
          commands:
            - uname -r
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for RebootDelay {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::Number) {
            if let Some(ScalarKind::Int(seconds @ ..0)) = given.value.kind() {
                let message = format!("`{}` cannot be {seconds}", given.input.name);
                found.push(
                    self.at(context, given.value.span, message)
                        .with_help("write 0 for no wait, or the seconds to wait"),
                );
            }
        }
    }
}
