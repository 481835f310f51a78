//! `actions/msi-log`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{given, is_absent};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct MsiLog;

static META: RuleMeta = RuleMeta {
    id: "actions/msi-log",
    title: "log options of MSI steps are letters that `msiexec` knows, and there is a log",
    severity: Severity::Error,
    reason: "`logOptions` goes to the `/L` option of `msiexec`, which takes the letters i, w, e, a, r, u, c, m, o, p, \
             v and x, and the signs `+`, `!` and `*`. Without `logFile` no log is kept, whatever the options say.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: C:\Installers\tool.msi
          logFile: C:\Installers\tool.log
          logOptions: verbose
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: C:\Installers\tool.msi
          logFile: C:\Installers\tool.log
          logOptions: '*VX'
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for MsiLog {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::LogOptions) {
            let text = given.literal().unwrap_or_default();
            let unknown = text
                .chars()
                .find(|letter| !LETTERS.contains(letter.to_ascii_lowercase()));
            if let Some(letter) = unknown {
                let message = format!("`msiexec` knows no log option `{letter}`");
                found.push(
                    self.at(context, given.value.span, format!("{message} (in `{}`)", shorten(text)))
                        .with_help("`'*VX'` logs everything"),
                );
            } else if given.call.get("logFile").is_none_or(is_absent) {
                let finding = self
                    .at(context, given.key.span, "`logOptions` does nothing without `logFile`")
                    .with_help("add `logFile:` with the path of the log");
                found.push(Diagnostic {
                    severity: Severity::Warning,
                    ..finding
                });
            }
        }
    }
}

const LETTERS: &str = "iwearucmopvx+!*";
