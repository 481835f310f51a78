//! `scripts/pipe-to-shell`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language, Script};

pub(in crate::rules) struct PipeToShell;

static META: RuleMeta = RuleMeta {
    id: "scripts/pipe-to-shell",
    title: "downloads are kept before they run",
    severity: Severity::Info,
    reason: "A script that is piped from the network into a shell runs unseen: nothing checks what it is, a \
             broken connection runs the half that arrived, and the next build may run another one.",
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
              curl -fsSL https://get.example.com/install.sh | bash
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
              curl -fsSL -o /tmp/install.sh https://get.example.com/install-1.2.3.sh
              echo "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  /tmp/install.sh" | sha256sum -c -
              bash /tmp/install.sh
"#,
    source: "https://www.gnu.org/software/bash/manual/bash.html#Pipelines",
};

impl Rule for PipeToShell {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script() else { return };
        for (at, command) in script.commands().iter().enumerate() {
            let Some(range) = piped(script, at, command) else {
                continue;
            };
            let message = "this runs what the network sends, unseen";
            found.push(
                self.at(context, script.span(range), message)
                    .with_help("download a named version to a file, compare its checksum, then run it"),
            );
        }
    }
}

/// From the download to the shell, if `command` runs what a download writes.
fn piped(script: &Script<'_>, at: usize, command: &Command) -> Option<std::ops::Range<usize>> {
    let program = command.program();
    match script.language {
        Language::Bash => {
            let Input::Pipe(Some(writer)) = command.input else {
                return None;
            };
            let writer = script.commands().get(writer)?;
            let loads = matches!(writer.program().as_str(), "curl" | "wget");
            let shell = matches!(program.as_str(), "sh" | "bash" | "zsh" | "dash");
            (loads && shell).then_some(writer.range.start..command.range.end)
        }
        Language::PowerShell if matches!(program.as_str(), "iex" | "invoke-expression") => {
            let words = script.slice(command.range.clone()).to_ascii_lowercase();
            let before = match command.input {
                Input::Pipe(Some(writer)) => script.commands().get(writer).filter(|_| at > 0).map(Command::program),
                _ => None,
            };
            let loads = words.contains("downloadstring")
                || words.contains("invoke-webrequest")
                || matches!(
                    before.as_deref(),
                    Some("iwr" | "irm" | "invoke-webrequest" | "invoke-restmethod")
                );
            loads.then(|| command.range.clone())
        }
        Language::PowerShell => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    #[test]
    fn what_runs_unseen_is_noted() {
        assert!(flags_bash(
            "scripts/pipe-to-shell",
            "wget -qO- https://a/b | sudo -E bash -"
        ));
        assert!(!flags_bash("scripts/pipe-to-shell", "echo a | bash"));
        assert!(!flags_bash("scripts/pipe-to-shell", "curl -fs https://a | tar xz"));
        let chocolatey = "iex ((New-Object System.Net.WebClient).DownloadString('https://a/b.ps1'))";
        assert!(flags_powershell("scripts/pipe-to-shell", chocolatey));
        assert!(flags_powershell("scripts/pipe-to-shell", "irm https://a/b.ps1 | iex"));
    }
}
