//! `scripts/reboot-loop`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::behaviour::unread_marker;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::Language;

pub(in crate::rules) struct RebootLoop;

static META: RuleMeta = RuleMeta {
    id: "scripts/reboot-loop",
    title: "a step that asks for a reboot notes that it did",
    severity: Severity::Warning,
    reason: "After exit code 194 (3010 on Windows) AWSTOE restarts the instance and runs the same step again from \
             its first line. A script that always ends this way restarts the instance until the SSM agent gives \
             up.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              dnf upgrade -y kernel
              exit 194
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              if [ ! -f /var/tmp/restarted ]; then
                dnf upgrade -y kernel
                touch /var/tmp/restarted
                exit 194
              fi
              rm /var/tmp/restarted
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for RebootLoop {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        // A marker that only the condition looks at is another rule's finding.
        if unread_marker(site).is_some() {
            return;
        }
        let Some(script) = site.script() else { return };
        let code = match script.language {
            Language::Bash => "194",
            Language::PowerShell => "3010",
        };
        // Another way out, or a branch around it, keeps it from being the only end.
        let ends = script
            .commands()
            .iter()
            .position(|command| command.name.text == "exit" && !command.sometimes);
        let Some((at, exit)) = ends.and_then(|at| Some((at, script.commands().get(at)?))) else {
            return;
        };
        let earlier = script.commands().get(..at).unwrap_or_default();
        if exit.verb() == Some(code) && !earlier.iter().any(|command| command.name.text == "exit") {
            let message = format!(
                "`exit {code}` is where this script always ends, so the step restarts the instance again and again"
            );
            found.push(self.at(context, script.span(exit.range.clone()), message).with_help(
                "exit only when a marker file is not there yet and make it, or use a `Reboot` step, which goes on with the next one",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    #[test]
    fn a_reboot_that_always_comes_is_found() {
        assert!(flags_bash("scripts/reboot-loop", "yum update -y\nexit 194"));
        assert!(flags_powershell("scripts/reboot-loop", "Write-Host 'a'\nexit 3010"));
        for script in [
            "if [ -f /x ]; then exit 0; fi\nexit 194",
            "[ -f /x ] && exit 0\nexit 194",
            "needs-restarting -r || exit 194",
            "exit 0",
            "f() { exit 194; }",
        ] {
            assert!(!flags_bash("scripts/reboot-loop", script), "{script}");
        }
        assert!(!flags_powershell("scripts/reboot-loop", "if ($a) { exit 3010 }"));
    }
}
