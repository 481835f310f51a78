//! `security/world-writable`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct WorldWritable;

static META: RuleMeta = RuleMeta {
    id: "security/world-writable",
    title: "files and folders cannot be written by everybody",
    severity: Severity::Warning,
    reason: "When the last digit of `permissions` allows writing (2, 3, 6 or 7), every account of every instance that is \
             started from the image can change the file, programs and settings included. A folder for everybody needs the \
             sticky bit, as in `1777`.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteSettings
        action: CreateFile
        inputs:
          - path: "/etc/tool/settings.conf"
            content: "level=info"
            permissions: "0666"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteSettings
        action: CreateFile
        inputs:
          - path: "/etc/tool/settings.conf"
            content: "level=info"
            permissions: "0644"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for WorldWritable {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if !matches!(
            site.step.action.value.as_str(),
            "CreateFile" | "CreateFolder" | "SetFilePermissions" | "SetFolderPermissions"
        ) {
            return;
        }
        for permissions in step_calls(site.step).filter_map(|call| call.get("permissions")) {
            let written = permissions.text().unwrap_or_default();
            if lets_everybody_write(written) {
                let message = format!("`{written}` lets every account write");
                found.push(
                    self.at(context, permissions.span, message)
                        .with_help("use \"0644\" for files, \"0755\" for folders and programs"),
                );
            }
        }
    }
}

/// Octal digits, the last of which has the bit for writing, without the sticky bit.
fn lets_everybody_write(permissions: &str) -> bool {
    let digits = permissions.trim_start_matches('0');
    let sticky = digits.len() == 4 && digits.starts_with(['1', '3', '5', '7']);
    (1..=4).contains(&digits.len())
        && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
        && digits.ends_with(['2', '3', '6', '7'])
        && !sticky
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_digit_for_everybody_counts() {
        for permissions in ["777", "0777", "0666", "2", "766"] {
            assert!(lets_everybody_write(permissions), "{permissions}");
        }
        for permissions in ["0644", "755", "1777", "0770", "{{ Mode }}", "", "u+w", "07777777"] {
            assert!(!lets_everybody_write(permissions), "{permissions}");
        }
    }
}
