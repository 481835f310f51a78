//! `platform/windows-path-on-unix`

use super::{common_platforms, is_local};
use crate::diagnostic::{Diagnostic, Severity};
use crate::platform::Platform;
use crate::rules::context::Context;
use crate::rules::given::given_to;
use crate::rules::paths::is_windows;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct WindowsPathOnUnix;

static META: RuleMeta = RuleMeta {
    id: "platform/windows-path-on-unix",
    title: "documents for Linux and macOS have no paths of Windows",
    severity: Severity::Warning,
    reason: "Where the other steps run only on Linux or macOS, `C:\\Temp\\a.txt` is no folder but a file with an odd \
             name in the working directory.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
      - name: Clean
        action: DeleteFile
        inputs:
          - path: C:\Temp\install.log
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
      - name: Clean
        action: DeleteFile
        inputs:
          - path: /tmp/install.log
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for WindowsPathOnUnix {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let platforms = common_platforms(context.document);
        if platforms.is_empty() || platforms.contains(&Platform::Windows) {
            return;
        }
        for running in super::running(context.document) {
            for given in given_to(Some(running.module), running.step) {
                let text = given.value.text().unwrap_or_default();
                if is_local(given.input) && is_windows(text) {
                    let message = format!(
                        "`{}` is a path of Windows, and other steps run only on Linux or macOS",
                        shorten(text)
                    );
                    found.push(
                        self.at(context, given.value.span, message)
                            .with_help("write the path as it is on Linux: `/folder/file`"),
                    );
                }
            }
        }
    }
}
