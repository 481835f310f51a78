//! `scripts/exit-194-on-windows`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::scripts::replacement;
use crate::rules::{Rule, RuleMeta};
use crate::script::Language;

pub(in crate::rules) struct Exit194OnWindows;

static META: RuleMeta = RuleMeta {
    id: "scripts/exit-194-on-windows",
    title: "PowerShell asks for a reboot with 3010",
    severity: Severity::Warning,
    reason: "AWSTOE takes 194 as the wish for a reboot on Linux and macOS, and 3010 on Windows. In PowerShell 194 \
             is an ordinary failure.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecutePowerShell
        inputs:
          commands:
            - |
              $ErrorActionPreference = 'Stop'
              if (-not (Test-Path 'C:\marker')) {
                New-Item 'C:\marker' -ItemType File
                exit 194
              }
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecutePowerShell
        inputs:
          commands:
            - |
              $ErrorActionPreference = 'Stop'
              if (-not (Test-Path 'C:\marker')) {
                New-Item 'C:\marker' -ItemType File
                exit 3010
              }
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for Exit194OnWindows {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::PowerShell) else {
            return;
        };
        for command in script.commands() {
            let Some(code) = command.arguments.first().filter(|code| code.text == "194") else {
                continue;
            };
            if command.name.text.eq_ignore_ascii_case("exit") {
                let message = "194 is a failure on Windows, not the wish for a reboot";
                let mut wrong = self
                    .at(context, script.span(command.range.clone()), message)
                    .with_help("write `exit 3010`");
                wrong.fix = replacement(context, script, code.range.clone(), "write 3010", "3010");
                found.push(wrong);
            }
        }
    }
}
