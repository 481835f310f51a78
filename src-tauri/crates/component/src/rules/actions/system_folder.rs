//! `actions/system-folder`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::paths::trimmed;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::yaml::{Node, ScalarKind};

pub(in crate::rules) struct SystemFolder;

static META: RuleMeta = RuleMeta {
    id: "actions/system-folder",
    title: "folders of the operating system are not deleted, moved or opened up",
    severity: Severity::Warning,
    reason: "Deleting or moving a folder that the operating system lives in, or changing the owner or the permissions \
             of everything in it, leaves an instance that does not start or does not work.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Open
        action: SetFolderPermissions
        inputs:
          - path: /usr
            permissions: "0755"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Open
        action: SetFolderPermissions
        inputs:
          - path: /usr/local/share/tool
            permissions: "0755"
"#,
    source: "https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html",
};

impl Rule for SystemFolder {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let does = match (site.step.action.value.as_str(), given.input.name) {
                ("DeleteFolder", "path") => "deletes",
                ("MoveFolder", "source") => "moves away",
                ("SetFolderOwner" | "SetFolderPermissions", "path") => {
                    let recursive = given.call.get("recursive").and_then(Node::kind);
                    if recursive == Some(ScalarKind::Bool(false)) {
                        continue;
                    }
                    "changes everything in"
                }
                _ => continue,
            };
            let Some(path) = given.literal() else { continue };
            if FOLDERS.iter().any(|folder| folder.eq_ignore_ascii_case(trimmed(path))) {
                let message = format!("this {does} `{}`, a folder of the operating system", shorten(path));
                found.push(
                    self.at(context, given.value.span, message)
                        .with_help("name the folder below it that is meant"),
                );
            }
        }
    }
}

const FOLDERS: &[&str] = &[
    "/",
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/lib",
    "/lib64",
    "/proc",
    "/sbin",
    "/sys",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/sbin",
    "/var",
    "/System",
    "/Library",
    "C:",
    "C:\\Windows",
    "C:\\Windows\\System32",
    "C:\\Program Files",
    "C:\\Program Files (x86)",
];
