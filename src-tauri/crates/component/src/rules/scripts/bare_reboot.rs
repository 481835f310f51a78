//! `scripts/bare-reboot`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Language};
use crate::spelling::shorten;

pub(in crate::rules) struct BareReboot;

static META: RuleMeta = RuleMeta {
    id: "scripts/bare-reboot",
    title: "scripts leave reboots to AWSTOE",
    severity: Severity::Warning,
    reason: "A script that restarts the instance by itself is cut off, and AWSTOE counts the step as failed. Exit \
             code 194 (3010 on Windows) makes AWSTOE restart the instance and run the same step again; the \
             `Reboot` module restarts it and goes on with the next step.",
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
              reboot
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - dnf upgrade -y kernel
      - name: StartNewKernel
        action: Reboot
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for BareReboot {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script() else { return };
        for command in script
            .commands()
            .iter()
            .filter(|command| restarts(script.language, command))
        {
            let span = script.span(command.range.clone());
            let message = format!(
                "`{}` cuts the step off, and AWSTOE counts it as failed",
                shorten(context.source.slice(span))
            );
            let code = match script.language {
                Language::Bash => 194,
                Language::PowerShell => 3010,
            };
            found.push(self.at(context, span, message).with_help(format!(
                "end the script with `exit {code}` to restart and run this step again, or add a `Reboot` step behind it"
            )));
        }
    }
}

fn restarts(language: Language, command: &Command) -> bool {
    let has = |option: &str| {
        command
            .arguments
            .iter()
            .any(|word| word.text.eq_ignore_ascii_case(option))
    };
    match (language, command.program().as_str()) {
        (Language::Bash, "reboot") => command
            .arguments
            .iter()
            .all(|word| word.text.starts_with('-') && !word.text.contains("help")),
        (Language::Bash, "shutdown") => command.has('r', "reboot") && !command.has('c', "help"),
        (Language::Bash, "systemctl") => command.verb() == Some("reboot"),
        (Language::Bash, "init" | "telinit") => command.verb() == Some("6"),
        (Language::PowerShell, "restart-computer") => !has("-WhatIf") && !command.parameter("ComputerName", 2),
        (Language::PowerShell, "shutdown") => (has("/r") || has("-r") || has("/g")) && !has("/a"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    #[test]
    fn commands_that_restart_are_found() {
        for script in [
            "reboot",
            "sudo /sbin/reboot -f",
            "shutdown -r now",
            "a && shutdown -hr +1",
            "if true; then reboot; fi",
            "(sleep 5; reboot) &",
            "systemctl reboot",
            "init 6",
            "FORCE=1 reboot # now",
            "cat <<EOF\nEOF\nreboot\n",
        ] {
            assert!(flags_bash("scripts/bare-reboot", script), "{script}");
        }
        for script in [
            "Restart-Computer -Force",
            "shutdown.exe /r /t 0",
            "if ($x) { Restart-Computer }",
        ] {
            assert!(flags_powershell("scripts/bare-reboot", script), "{script}");
        }
    }

    #[test]
    fn words_that_only_speak_of_it_are_not() {
        for script in [
            "# reboot",
            "echo reboot",
            "echo 'a; reboot'",
            "cat > x <<'EOF'\nreboot\nEOF",
            "shutdown -h now",
            "reboot --help",
            "touch /var/run/reboot-required",
            "needs-restarting -r",
            "exit 194",
            "grep \"; reboot\" x",
            "init 3",
        ] {
            assert!(!flags_bash("scripts/bare-reboot", script), "{script}");
        }
        assert!(!flags_powershell(
            "scripts/bare-reboot",
            "Write-Host 'Restart-Computer'"
        ));
    }
}
