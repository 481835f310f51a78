//! `scripts/powershell-prompts`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language, Script};

pub(in crate::rules) struct PowerShellPrompts;

static META: RuleMeta = RuleMeta {
    id: "scripts/powershell-prompts",
    title: "PowerShell scripts do not wait for an answer",
    severity: Severity::Warning,
    reason: "Nobody sits at the build instance. What asks a question there fails or waits until the step times \
             out, two hours by default: `Read-Host`, installers without their quiet switch, modules from a \
             gallery that is not trusted yet.",
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
              Install-Module -Name Pester -RequiredVersion 5.5.0
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
              Install-Module -Name Pester -RequiredVersion 5.5.0 -Force
"#,
    source: "https://learn.microsoft.com/powershell/module/powershellget/install-module",
};

impl Rule for PowerShellPrompts {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let trusts = |script: &Script<'_>| {
            let words = ["Trusted", "ConfirmPreference", "allowGlobalConfirmation"];
            words.iter().any(|word| script.text.contains(word))
        };
        let Some(script) = site.script_in(Language::PowerShell) else {
            return;
        };
        let trusted = trusts(script);
        for command in script.commands() {
            if let Some(help) = asks(command, trusted) {
                let message = format!("`{}` waits for an answer that nobody gives", command.name.text);
                found.push(
                    self.at(context, script.span(command.range.clone()), message)
                        .with_help(help),
                );
            }
        }
    }
}

/// What to do instead, if `command` asks; `trusted`: whether the script trusts the gallery.
fn asks(command: &Command, trusted: bool) -> Option<&'static str> {
    let has = |options: &[&str]| {
        let is = |word: &str| options.iter().any(|option| word.eq_ignore_ascii_case(option));
        command.arguments.iter().any(|word| is(&word.text))
    };
    // Splatted parameters (`@Options`) cannot be seen here.
    if command.arguments.iter().any(|word| word.text.starts_with('@')) {
        return None;
    }
    let unconfirmed = command
        .arguments
        .iter()
        .any(|word| word.text.to_ascii_lowercase().starts_with("-confirm:$false"));
    match command.program().as_str() {
        "read-host" | "pause" | "out-gridview" => Some("take the value from a parameter of the component"),
        "get-credential" if !command.parameter("Credential", 2) => {
            Some("make the credential from a secret that the script reads")
        }
        "install-module" | "update-module" | "install-script"
            if !command.parameter("Force", 1) && !unconfirmed && !trusted =>
        {
            Some("add `-Force`")
        }
        "install-packageprovider" if !command.parameter("Force", 2) && !unconfirmed => Some("add `-Force`"),
        "msiexec" if has(&["/i", "/x", "/package", "/uninstall", "-i", "-x"]) => {
            let quiet = command.arguments.iter().any(|word| {
                let text = word.text.to_ascii_lowercase();
                let option = text.trim_start_matches(['/', '-']);
                text.starts_with(['/', '-']) && (option.starts_with("q") || option == "passive")
                    || !word.literal && text.starts_with('$')
            });
            (!quiet).then_some("add `/quiet /norestart`")
        }
        "choco" if command.input == Input::Nothing => {
            let changes = matches!(command.verb(), Some("install" | "upgrade" | "uninstall"));
            let told = command.has('y', "yes") || command.has('\0', "confirm") || has(&["-y", "--yes", "-confirm"]);
            (changes && !told && !trusted).then_some("add `-y`")
        }
        _ if has(&["-Confirm"]) && !unconfirmed => Some("leave `-Confirm` out"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_powershell;

    #[test]
    fn what_asks_is_found() {
        for script in [
            "$a = Read-Host 'b'",
            "Install-Module Foo",
            "msiexec /i a.msi",
            "choco install git",
            "Remove-Item a -Confirm",
        ] {
            assert!(flags_powershell("scripts/powershell-prompts", script), "{script}");
        }
        for script in [
            "Install-Module Foo -Force",
            "Set-PSRepository -Name PSGallery -InstallationPolicy Trusted; Install-Module Foo",
            "Start-Process msiexec -ArgumentList '/i a.msi /qn' -Wait",
            "msiexec.exe /i a.msi /qn /norestart | Out-Null",
            "choco install -y git",
            "Remove-Item a -Confirm:$false",
            "Install-PackageProvider -Name NuGet -Force",
        ] {
            assert!(!flags_powershell("scripts/powershell-prompts", script), "{script}");
        }
    }
}
