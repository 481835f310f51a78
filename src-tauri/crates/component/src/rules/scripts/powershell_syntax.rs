//! `scripts/powershell-syntax`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Language, MAX_BYTES, unclosed};

pub(in crate::rules) struct PowerShellSyntax;

static META: RuleMeta = RuleMeta {
    id: "scripts/powershell-syntax",
    title: "PowerShell scripts can be read by PowerShell",
    severity: Severity::Error,
    reason: "PowerShell reads a whole script before it runs any of it, so one bracket, quote or here-string that \
             is not closed makes the step fail before its first command.",
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
              if (Test-Path 'C:\Temp') {
                Remove-Item 'C:\Temp' -Recurse -Force
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
              if (Test-Path 'C:\Temp') {
                Remove-Item 'C:\Temp' -Recurse -Force
              }
"#,
    source: "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing",
};

impl Rule for PowerShellSyntax {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::PowerShell) else {
            return;
        };
        if script.text.len() > MAX_BYTES {
            return;
        }
        let Some(lack) = unclosed(&script.masked()) else {
            return;
        };
        // Two readers must agree before a script counts as broken.
        if script.syntax().is_some_and(|syntax| syntax.strange) {
            found.push(
                self.at(context, script.span(lack.range), lack.message)
                    .with_help(lack.help),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_powershell;

    #[test]
    fn what_is_not_closed_is_found() {
        for script in [
            "if ($true) { Get-Date",
            "Write-Host 'a",
            "Write-Host (Get-Date",
            "foreach ($a in $b) { $a } }",
        ] {
            assert!(flags_powershell("scripts/powershell-syntax", script), "{script}");
        }
        for script in [
            "if ({{ A }} -eq 'b') { 'c' }",
            "$a = @{ b = '}' }",
            "Write-Host \"`\"(\"",
        ] {
            assert!(!flags_powershell("scripts/powershell-syntax", script), "{script}");
        }
    }
}
