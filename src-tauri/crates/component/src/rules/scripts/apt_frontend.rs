//! `scripts/apt-frontend`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Language, Script};

pub(in crate::rules) struct AptFrontend;

static META: RuleMeta = RuleMeta {
    id: "scripts/apt-frontend",
    title: "apt-get installs without the dialogs of packages",
    severity: Severity::Info,
    reason: "`-y` answers apt-get, not the packages: some (tzdata, postfix, kernels with needrestart) ask by \
             themselves while they are installed. `DEBIAN_FRONTEND=noninteractive` makes them take their \
             defaults.",
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
              apt-get install -y tzdata
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
              export DEBIAN_FRONTEND=noninteractive
              apt-get install -y tzdata
"#,
    source: "https://manpages.debian.org/stable/debconf-doc/debconf.7.en.html#Frontends",
};

impl Rule for AptFrontend {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let told = |script: &Script<'_>| {
            ["DEBIAN_FRONTEND", "debconf-set-selections"]
                .iter()
                .any(|word| script.text.contains(word))
        };
        let script = site.script_in(Language::Bash).filter(|script| !told(script));
        let first = script.and_then(|script| {
            let installs = script.commands().iter().find(|command| {
                matches!(command.name.text.rsplit('/').next(), Some("apt-get" | "apt"))
                    && matches!(
                        command.verb(),
                        Some("install" | "upgrade" | "dist-upgrade" | "full-upgrade")
                    )
                    && (command.has('y', "yes") || command.has('\0', "assume-yes"))
            })?;
            Some((script.span(installs.name.range.clone()), installs.sudo.is_some()))
        });
        if let Some((span, sudo)) = first {
            let message = "packages may ask while they are installed";
            // `sudo` resets the environment: <https://www.sudo.ws/docs/man/sudoers.man/#env_reset>
            let help = match sudo {
                true => {
                    "write `sudo DEBIAN_FRONTEND=noninteractive apt-get …`; an `export` before it does not reach \
                     apt-get through `sudo`, which the script, as root, does not need"
                }
                false => "write `export DEBIAN_FRONTEND=noninteractive` before it",
            };
            found.push(self.at(context, span, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn installs_without_a_frontend_are_noted_once() {
        assert!(flags_bash(
            "scripts/apt-frontend",
            "apt-get install -y a\napt-get install -y b"
        ));
        assert!(!flags_bash(
            "scripts/apt-frontend",
            "sudo DEBIAN_FRONTEND=noninteractive apt-get install -y a"
        ));
        assert!(!flags_bash("scripts/apt-frontend", "apt-get update"));
    }
}
