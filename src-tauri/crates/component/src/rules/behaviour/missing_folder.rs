//! `behaviour/missing-folder`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{CANDIDATES, Context};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct MissingFolder;

static META: RuleMeta = RuleMeta {
    id: "behaviour/missing-folder",
    title: "the folder of a download exists",
    severity: Severity::Info,
    reason: "`S3Download` creates no folders: every folder of `destination` must be there, or the download fails. This \
             points out folders that nothing earlier in the document names and that are not part of an operating \
             system; another component of the recipe, or the base image, may have made them.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Bucket:
      type: string
phases:
  - name: build
    steps:
      - name: GetTool
        action: S3Download
        inputs:
          - source: "s3://{{ Bucket }}/tool.tar.gz"
            destination: "/opt/tool/tool.tar.gz"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Bucket:
      type: string
phases:
  - name: build
    steps:
      - name: MakeFolder
        action: CreateFolder
        inputs:
          - path: "/opt/tool"
            permissions: "0755"
      - name: GetTool
        action: S3Download
        inputs:
          - source: "s3://{{ Bucket }}/tool.tar.gz"
            destination: "/opt/tool/tool.tar.gz"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for MissingFolder {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let steps = context.document.phases.iter().flat_map(|phase| &phase.steps);
        let downloads = steps
            .filter(|step| step.action.value == "S3Download")
            .flat_map(step_calls);
        // Each looks through the text before it.
        for destination in downloads.filter_map(|call| call.get("destination")).take(CANDIDATES) {
            let Some(folder) = destination.text().and_then(folder) else {
                continue;
            };
            let before = context.source.text().get(..destination.span.start).unwrap_or_default();
            if is_standard(folder) || before.contains(folder) {
                continue;
            }
            let message = format!(
                "`S3Download` creates no folders, and nothing before it names `{}`",
                shorten(folder)
            );
            found.push(
                self.at(context, destination.span, message)
                    .with_help("create it with a `CreateFolder` step before, if no other component does"),
            );
        }
    }
}

/// The folder of an absolute path that is written out; a path that ends in a separator is a
/// folder itself.
fn folder(destination: &str) -> Option<&str> {
    let windows = destination.get(1..3).is_some_and(|drive| matches!(drive, ":\\" | ":/"));
    if !(destination.starts_with('/') || windows) || destination.contains(['{', '<', '$']) {
        return None;
    }
    let (folder, _) = destination.rsplit_once(['/', '\\'])?;
    Some(folder.trim_end_matches(['/', '\\']))
}

/// Folders that the operating systems themselves bring, roots included.
fn is_standard(folder: &str) -> bool {
    const UNIX: &[&str] = &[
        "",
        "/tmp",
        "/var/tmp",
        "/var",
        "/var/lib",
        "/var/log",
        "/opt",
        "/root",
        "/home",
        "/home/ec2-user",
        "/home/ubuntu",
        "/etc",
        "/etc/systemd/system",
        "/usr",
        "/usr/bin",
        "/usr/sbin",
        "/usr/lib",
        "/usr/share",
        "/usr/src",
        "/usr/local",
        "/usr/local/bin",
        "/usr/local/sbin",
        "/usr/local/lib",
        "/usr/local/share",
        "/srv",
        "/mnt",
        "/media",
        "/Users",
        "/Users/ec2-user",
        "/Applications",
        "/Library",
    ];
    const WINDOWS: &[&str] = &[
        "c:",
        "c:/windows",
        "c:/windows/temp",
        "c:/windows/system32",
        "c:/program files",
        "c:/program files (x86)",
        "c:/programdata",
        "c:/users",
        "c:/users/public",
        "c:/users/administrator",
        "c:/users/administrator/desktop",
        "c:/users/administrator/downloads",
        "c:/users/administrator/documents",
    ];
    UNIX.contains(&folder) || WINDOWS.contains(&folder.replace('\\', "/").to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_absolute_paths_are_told_apart() {
        assert_eq!(folder("/opt/tool/a.zip"), Some("/opt/tool"));
        assert_eq!(folder("/opt/tool/"), Some("/opt/tool"));
        assert_eq!(folder("C:\\Tools\\a.zip"), Some("C:\\Tools"));
        assert_eq!(folder("a.zip"), None);
        assert_eq!(folder("{{ Folder }}/a.zip"), None);
        assert!(is_standard(folder("/a.zip").unwrap_or("none")));
        assert!(is_standard(folder("C:\\a.zip").unwrap_or("none")));
        assert!(!is_standard("C:\\Tools"));
    }
}
