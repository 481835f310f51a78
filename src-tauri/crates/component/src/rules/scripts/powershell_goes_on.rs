//! `scripts/powershell-goes-on`

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Language};
use crate::spelling::shorten;

pub(in crate::rules) struct PowerShellGoesOn;

static META: RuleMeta = RuleMeta {
    id: "scripts/powershell-goes-on",
    title: "a PowerShell script stops at its first error",
    severity: Severity::Info,
    reason: "Most cmdlets report an error and go on, and a program that fails is not even reported: its exit code \
             is in `$LASTEXITCODE`. A download that failed shows up later, or never. AWS does not document that \
             AWSTOE changes this.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecutePowerShell
        inputs:
          commands:
            - |
              Expand-Archive -Path 'C:\Temp\agent.zip' -DestinationPath 'C:\Agent'
              Write-Host 'installed'
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
              Expand-Archive -Path 'C:\Temp\agent.zip' -DestinationPath 'C:\Agent'
              Write-Host 'installed'
"#,
    source: "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#erroractionpreference",
};

impl Rule for PowerShellGoesOn {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::PowerShell) else {
            return;
        };
        let text = script.text.to_ascii_lowercase();
        let looks = [
            "erroractionpreference",
            "-erroraction",
            "-ea ",
            "lastexitcode",
            "$?",
            "exitcode",
            "trap",
        ];
        if looks.iter().any(|word| text.contains(word)) {
            return;
        }
        let commands = script.commands();
        // As in bash, only what an item of several commands loses is said.
        let item = |command: &Command| script.item(command.range.start);
        let last: HashMap<usize, usize> = (commands.iter())
            .map(|command| (item(command), command.statement))
            .collect();
        let followed = |command: &Command| last.get(&item(command)) != Some(&command.statement);
        let lost = (commands.iter()).find(|command| !command.tested && followed(command) && matters(command));
        if let Some(lost) = lost {
            let message = format!("when this `{}` fails, the script goes on", shorten(&lost.name.text));
            found.push(
                self.at(context, script.span(lost.range.clone()), message)
                    .with_help("start the script with `$ErrorActionPreference = 'Stop'`"),
            );
        }
    }
}

/// Whether it is a cmdlet that brings in something that the image is meant to have.
fn matters(command: &Command) -> bool {
    matches!(
        command.program().as_str(),
        "invoke-webrequest"
            | "iwr"
            | "expand-archive"
            | "read-s3object"
            | "copy-s3object"
            | "install-module"
            | "install-windowsfeature"
            | "add-windowsfeature"
            | "install-packageprovider"
            | "copy-item"
            | "start-bitstransfer"
            | "add-windowscapability"
            | "import-certificate"
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_powershell;

    #[test]
    fn a_download_that_may_fail_unseen_is_noted() {
        assert!(flags_powershell(
            "scripts/powershell-goes-on",
            "iwr https://a -OutFile b\nWrite-Host c"
        ));
        for script in [
            "$ErrorActionPreference = 'Stop'\niwr https://a -OutFile b\nWrite-Host c",
            "iwr https://a -OutFile b",
            "try { iwr https://a -OutFile b } catch { exit 1 }\nWrite-Host c",
            "iwr https://a -OutFile b -ErrorAction Stop\nWrite-Host c",
        ] {
            assert!(!flags_powershell("scripts/powershell-goes-on", script), "{script}");
        }
    }
}
