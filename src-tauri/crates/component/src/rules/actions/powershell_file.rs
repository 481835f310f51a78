//! `actions/powershell-file`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct PowerShellFile;

static META: RuleMeta = RuleMeta {
    id: "actions/powershell-file",
    title: "`file` of `ExecutePowerShell` is a `.ps1` file",
    severity: Severity::Error,
    reason: "PowerShell runs `file` with its `-File` option, which opens only files whose names end in `.ps1`.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecutePowerShell
        inputs:
          file: C:\Scripts\harden.bat
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecutePowerShell
        inputs:
          file: C:\Scripts\harden.ps1
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for PowerShellFile {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.literal().filter(|_| given.input.takes == Takes::PowerShellFile);
            let Some(text) = text.filter(|text| !text.to_ascii_lowercase().ends_with(".ps1")) else {
                continue;
            };
            let message = format!("`{}` is no `.ps1` file", shorten(text));
            found.push(
                self.at(context, given.value.span, message)
                    .with_help("give a `.ps1` file, or put the commands into `commands`"),
            );
        }
    }
}
