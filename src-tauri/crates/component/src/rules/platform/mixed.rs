//! `platform/mixed`

use super::running;
use crate::diagnostic::{Diagnostic, Severity};
use crate::platform::Platform;
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct Mixed;

static META: RuleMeta = RuleMeta {
    id: "platform/mixed",
    title: "the steps of a document share a platform",
    severity: Severity::Error,
    reason: "A component is for one platform. A document that runs bash and PowerShell, or links and the registry, \
             fails on each of them, unless an `if` keeps the steps for the other platform from running.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallOnLinux
        action: ExecuteBash
        inputs:
          commands:
            - yum install -y chrony
      - name: InstallOnWindows
        action: ExecutePowerShell
        inputs:
          commands:
            - Start-Service w32time
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallOnLinux
        action: ExecuteBash
        inputs:
          commands:
            - yum install -y chrony
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html and botocore imagebuilder/2019-12-02 service-2.json, Platform",
};

impl Rule for Mixed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let mut platforms = Platform::ALL.to_vec();
        for (at, running_step) in running(context.document).enumerate() {
            platforms.retain(|platform| running_step.module.runs_on(*platform));
            if !platforms.is_empty() {
                continue;
            }
            let (step, module) = (running_step.step, running_step.module);
            let message = format!(
                "`{}` runs on {}, and the steps before it do not",
                module.name,
                names(module.platforms)
            );
            let finding = self
                .at(context, step.action.span, message)
                .with_help("move it to a component of its own, or give it an `if` on `{{ context:osPlatform }}`");
            let other = running(context.document)
                .take(at)
                .find(|other| !other.module.platforms.iter().any(|platform| module.runs_on(*platform)));
            found.push(match other {
                Some(other) => {
                    let label = format!(
                        "`{}` of the step `{}` runs on {}",
                        other.module.name,
                        shorten(&other.step.name.value),
                        names(other.module.platforms)
                    );
                    finding.with_related(context.source, other.step.action.span, label)
                }
                None => finding,
            });
            return;
        }
    }
}

/// `Linux and macOS`
fn names(platforms: &[Platform]) -> String {
    let names: Vec<&str> = platforms.iter().map(|platform| platform.name()).collect();
    names.join(" and ")
}
