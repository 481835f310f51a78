//! `behaviour/missing-folder`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Step;
use crate::rules::context::{CANDIDATES, Context};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};
use crate::script::Script;
use crate::spelling::shorten;
use crate::text::Source;

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
        // What is installed brings folders of its own.
        let steps = context.document.phases.iter().flat_map(|phase| &phase.steps);
        let downloads = steps
            .take_while(|step| !installs(context.source, step))
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

/// Whether `step` may install something: a package manager or an installer.
fn installs(source: &Source, step: &Step) -> bool {
    let says = |text: &str| {
        let text = text.to_ascii_lowercase();
        INSTALLERS.iter().any(|word| text.contains(word))
    };
    matches!(
        step.action.value.as_str(),
        "InstallMSI" | "ExecuteBinary" | "ExecuteDocument"
    ) || Script::of_step(source, step).is_some_and(|script| says(&script.text))
}

/// Words of scripts that install. `install` is also in `apt-get install`, `make install`,
/// `Install-WindowsFeature` and `install.sh`.
const INSTALLERS: [&str; 6] = ["install", "rpm ", "dpkg ", "msiexec", "setup", "-windowsfeature"];

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

/// Folders that the operating systems themselves bring, roots included, and those of packages that
/// base images often have.
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
        "/var/www/html",
        "/etc/nginx",
        "/etc/nginx/conf.d",
        "/etc/httpd",
        "/etc/httpd/conf.d",
        "/opt/aws/amazon-cloudwatch-agent/etc",
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
        "c:/inetpub/wwwroot",
    ];
    UNIX.contains(&folder) || WINDOWS.contains(&folder.replace('\\', "/").to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSettings, check};

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

    #[test]
    fn a_download_behind_an_installation_is_left_alone() {
        let flags = |steps: &str| {
            let text = format!(
                "schemaVersion: 1.0\nphases:\n- name: build\n  steps:\n{steps}  - name: b\n    action: S3Download\n    inputs:\n    - source: s3://a/b\n      destination: /opt/b/c\n"
            );
            let found = check(&Source::new("a", text), &RuleSettings::default());
            found.iter().any(|found| found.rule == "behaviour/missing-folder")
        };
        let script = |command: &str| {
            format!("  - name: a\n    action: ExecuteBash\n    inputs:\n      commands:\n      - {command}\n")
        };
        assert!(flags(""));
        assert!(flags(&script("echo a")));
        assert!(!flags(&script("dnf install -y b")));
        assert!(!flags(&script("rpm -U b.rpm")));
    }
}
