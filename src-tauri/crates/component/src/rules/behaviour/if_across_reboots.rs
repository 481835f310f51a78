//! `behaviour/if-across-reboots`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::yaml::Node;

pub(in crate::rules) struct IfAcrossReboots;

static META: RuleMeta = RuleMeta {
    id: "behaviour/if-across-reboots",
    title: "a condition does not stop a step that restarts",
    severity: Severity::Warning,
    reason: "AWSTOE asks the condition of a step once. When a script restarts the instance with exit code 194 or 3010, \
             the same step runs again without that question, so a marker file that only the condition looks at does \
             not end the restarts. The script itself has to look at it.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Restart
        action: ExecuteBash
        if:
          not:
            fileExists: /var/tmp/restarted
        inputs:
          commands:
            - |
              set -euo pipefail
              if [ "$(uname -r)" != "$(cat /boot/wanted)" ]; then
                touch /var/tmp/restarted
                exit 194
              fi
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Restart
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              if [ ! -e /var/tmp/restarted ]; then
                touch /var/tmp/restarted
                exit 194
              fi
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html",
};

impl Rule for IfAcrossReboots {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if let Some(marker) = unread_marker(site) {
            let name = shorten(marker.text().unwrap_or_default());
            let message = format!("`{name}` is not looked at again after a restart");
            found.push(
                self.at(context, marker.span, message)
                    .with_help("look at the file in the script as well, before it restarts the instance"),
            );
        }
    }
}

/// The path in the condition of a step whose script restarts the instance and names that file
/// without looking at it.
pub(in crate::rules) fn unread_marker<'a>(site: &StepSite<'a>) -> Option<&'a Node> {
    let mut paths = Vec::new();
    marker_paths(site.step.condition.as_ref()?, &mut paths);
    paths.into_iter().take(CANDIDATES).find(|path| {
        let marker = path.text().unwrap_or_default();
        // A script that looks at the file itself is fine; it then names it at least twice.
        let restarts =
            |text: &str| RESTARTS.iter().any(|exit| text.contains(exit)) && text.matches(marker).count() == 1;
        !marker.is_empty() && site.script().is_some_and(|script| restarts(&script.text))
    })
}

/// How scripts ask for a restart.
const RESTARTS: [&str; 4] = ["exit 194", "exit 3010", "Exit(194)", "Exit(3010)"];

/// The files and folders whose existence a condition asks for.
fn marker_paths<'n>(condition: &'n Node, paths: &mut Vec<&'n Node>) {
    for item in condition.items() {
        marker_paths(item, paths);
    }
    for entry in condition.entries() {
        match entry.key.text() {
            Some("fileExists" | "folderExists") => paths.push(&entry.value),
            _ => marker_paths(&entry.value, paths),
        }
    }
}
