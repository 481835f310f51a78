//! `platform/ownership-on-windows`

use super::common_platforms;
use crate::diagnostic::{Diagnostic, Severity};
use crate::platform::Platform;
use crate::rules::context::Context;
use crate::rules::given::given_to;
use crate::rules::paths::is_windows;
use crate::rules::{Rule, RuleMeta};
use crate::yaml::Node;

pub(in crate::rules) struct OwnershipOnWindows;

static META: RuleMeta = RuleMeta {
    id: "platform/ownership-on-windows",
    title: "files and folders on Windows have no owner, group or permissions",
    severity: Severity::Error,
    reason: "`CreateFile` and `CreateFolder` return an error when `owner`, `group` or `permissions` is given on \
             Windows.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: MakeFolder
        action: CreateFolder
        inputs:
          - path: C:\Tools
            permissions: "0755"
"#,
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: MakeFolder
        action: CreateFolder
        inputs:
          - path: C:\Tools
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for OwnershipOnWindows {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let platforms = common_platforms(context.document);
        if !platforms.contains(&Platform::Windows) {
            return;
        }
        let only_windows = platforms == [Platform::Windows];
        for running in super::running(context.document) {
            if !matches!(running.module.name, "CreateFile" | "CreateFolder") {
                continue;
            }
            for given in given_to(Some(running.module), running.step) {
                let path = given.call.get("path").and_then(Node::text).unwrap_or_default();
                if matches!(given.input.name, "owner" | "group" | "permissions") && (only_windows || is_windows(path)) {
                    let message = format!("`{}` refuses `{}` on Windows", running.module.name, given.input.name);
                    found.push(
                        self.at(context, given.key.span, message)
                            .with_help("remove it; set rights on Windows with `icacls` in a PowerShell step"),
                    );
                }
            }
        }
    }
}
