//! `scripts/installer-not-awaited`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::scripts::insertion;
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language};

pub(in crate::rules) struct InstallerNotAwaited;

static META: RuleMeta = RuleMeta {
    id: "scripts/installer-not-awaited",
    title: "PowerShell waits for its installers",
    severity: Severity::Warning,
    reason: "PowerShell does not wait for `Start-Process` without `-Wait`, nor for windowed programs such as \
             msiexec. The script goes on, and the step ends, while the installer still runs; the image may be \
             taken in the middle of it.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecutePowerShell
        inputs:
          commands:
            - |
              $ErrorActionPreference = 'Stop'
              Start-Process -FilePath 'C:\Temp\agent.exe' -ArgumentList '/quiet'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecutePowerShell
        inputs:
          commands:
            - |
              $ErrorActionPreference = 'Stop'
              Start-Process -FilePath 'C:\Temp\agent.exe' -ArgumentList '/quiet' -Wait
"#,
    source: "https://learn.microsoft.com/powershell/module/microsoft.powershell.management/start-process",
};

impl Rule for InstallerNotAwaited {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::PowerShell) else {
            return;
        };
        let text = script.text.to_ascii_lowercase();
        // Both are ways to wait later.
        if text.contains("waitforexit") || text.contains("wait-process") {
            return;
        }
        let mut piped = vec![false; script.commands().len()];
        for command in script.commands() {
            if let Input::Pipe(Some(writer)) = command.input
                && let Some(writer) = piped.get_mut(writer)
            {
                *writer = true;
            }
        }
        for (command, piped) in script.commands().iter().zip(piped) {
            let span = script.span(command.range.clone());
            if starts_installer(command) {
                let message = "this starts an installer and does not wait for it";
                let mut wrong = self.at(context, span, message).with_help("add `-Wait`");
                wrong.fix = insertion(context, script, command.range.end, "add `-Wait`", " -Wait");
                found.push(wrong);
            } else if command.program() == "msiexec" && !piped && installs(command) {
                let message = "PowerShell does not wait for `msiexec`";
                found.push(
                    self.at(context, span, message).with_help(
                        "write `Start-Process msiexec -ArgumentList '…' -Wait`, or use an `InstallMSI` step",
                    ),
                );
            }
        }
    }
}

fn installs(command: &Command) -> bool {
    let is = |word: &str| {
        ["/i", "/x", "/package", "/uninstall"]
            .iter()
            .any(|option| word.eq_ignore_ascii_case(option))
    };
    command.arguments.iter().any(|word| is(&word.text))
}

/// `Start-Process` of a program with the quiet switch of installers, without `-Wait`.
fn starts_installer(command: &Command) -> bool {
    let waits = command.parameter("Wait", 1);
    let hidden = command.arguments.iter().any(|word| word.text.starts_with('@'));
    matches!(command.program().as_str(), "start-process" | "saps" | "start")
        && !waits
        && !hidden
        && command.arguments.iter().any(|word| {
            let text = word.text.to_ascii_lowercase();
            let names = |switch: &str| text.split([' ', ',', '"', '\'', '(', ')']).any(|part| part == switch);
            [
                "/s",
                "/quiet",
                "/qn",
                "/q",
                "/silent",
                "/verysilent",
                "/i",
                "-quiet",
                "--quiet",
                "/install",
            ]
            .into_iter()
            .any(names)
        })
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_powershell;

    #[test]
    fn installers_that_nobody_waits_for_are_found() {
        for script in [
            "Start-Process a.exe -ArgumentList '/S'",
            "Start-Process msiexec -ArgumentList \"/i a.msi /qn\"",
            "msiexec /i a.msi /quiet",
        ] {
            assert!(flags_powershell("scripts/installer-not-awaited", script), "{script}");
        }
        for script in [
            "Start-Process a.exe -ArgumentList '/S' -Wait",
            "$p = Start-Process a.exe '/S' -PassThru; $p.WaitForExit()",
            "msiexec /i a.msi /quiet | Out-Null",
            "Start-Process notepad",
            "Start-Service a",
        ] {
            assert!(!flags_powershell("scripts/installer-not-awaited", script), "{script}");
        }
    }
}
