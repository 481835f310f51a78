//! `platform/unix-path-on-windows`

use super::{common_platforms, is_local};
use crate::diagnostic::{Diagnostic, Severity};
use crate::platform::Platform;
use crate::rules::context::Context;
use crate::rules::given::given_to;
use crate::rules::paths::is_unix;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct UnixPathOnWindows;

static META: RuleMeta = RuleMeta {
    id: "platform/unix-path-on-windows",
    title: "documents for Windows have no paths of Linux",
    severity: Severity::Warning,
    reason: "Where the other steps run only on Windows, `/tmp/a.txt` is a file in a folder `tmp` of the current drive, \
             which nobody looks for there.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecutePowerShell
        inputs:
          commands:
            - Write-Output hello
      - name: Clean
        action: DeleteFile
        inputs:
          - path: /tmp/install.log
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecutePowerShell
        inputs:
          commands:
            - Write-Output hello
      - name: Clean
        action: DeleteFile
        inputs:
          - path: C:\Windows\Temp\install.log
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for UnixPathOnWindows {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if common_platforms(context.document) != [Platform::Windows] {
            return;
        }
        for running in super::running(context.document) {
            for given in given_to(Some(running.module), running.step) {
                let text = given.value.text().unwrap_or_default();
                if is_local(given.input) && is_unix(text) {
                    let message = format!(
                        "`{}` is a path of Linux, and other steps run only on Windows",
                        shorten(text)
                    );
                    found.push(
                        self.at(context, given.value.span, message)
                            .with_help("write the path with its drive: `C:\\folder\\file`"),
                    );
                }
            }
        }
    }
}
