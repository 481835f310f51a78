//! `scripts/package-manager-asks`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::scripts::insertion;
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language};

pub(in crate::rules) struct PackageManagerAsks;

static META: RuleMeta = RuleMeta {
    id: "scripts/package-manager-asks",
    title: "package managers do not ask",
    severity: Severity::Warning,
    reason: "yum, dnf, zypper and pacman ask before they change anything unless they are told not to. Nobody is \
             there to answer on a build instance, so they give up and the step fails.",
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
              dnf install nginx
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
              dnf install -y nginx
"#,
    source: "https://dnf.readthedocs.io/en/latest/command_ref.html#options",
};

impl Rule for PackageManagerAsks {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        // The setting of yum and dnf for all calls.
        if script.text.contains("assumeyes") {
            return;
        }
        for command in script.commands() {
            let Some(option) = missing(command) else { continue };
            let verb = command
                .arguments
                .first()
                .map_or(command.name.range.end, |verb| verb.range.end);
            let span = script.span(command.name.range.start..verb);
            let message = format!(
                "`{}` without `{option}` asks, and nobody answers",
                context.source.slice(span).trim()
            );
            let mut asking = self.at(context, span, message).with_help(format!("add `{option}`"));
            // Behind the name it holds for every verb.
            let end = command.name.range.end;
            asking.fix = insertion(context, script, end, &format!("add `{option}`"), &format!(" {option}"));
            found.push(asking);
        }
    }
}

/// The option that keeps `command` from asking and that it does not have.
fn missing(command: &Command) -> Option<&'static str> {
    let verb = command.verb().unwrap_or_default();
    let is = |verbs: &[&str]| verbs.contains(&verb);
    let (option, asks) = match command.name.text.rsplit('/').next()? {
        "yum" | "dnf" | "dnf5" | "microdnf" | "tdnf" => {
            let verbs = [
                "install",
                "update",
                "upgrade",
                "remove",
                "erase",
                "autoremove",
                "reinstall",
                "downgrade",
                "groupinstall",
                "localinstall",
                "swap",
                "distro-sync",
                "update-minimal",
                "upgrade-minimal",
            ];
            let module =
                verb == "module" && matches!(command.operands().nth(1)?.text.as_str(), "install" | "enable" | "reset");
            let told =
                command.has('y', "assumeyes") || command.has('\0', "assumeno") || command.has('\0', "downloadonly");
            ("-y", (is(&verbs) || module) && !told)
        }
        "amazon-linux-extras" => ("-y", is(&["install"]) && !command.has('y', "")),
        "zypper" => {
            let verbs = [
                "install",
                "in",
                "remove",
                "rm",
                "update",
                "up",
                "dist-upgrade",
                "dup",
                "patch",
            ];
            let told = command.has('n', "non-interactive") || command.has('y', "no-confirm");
            ("--non-interactive", is(&verbs) && !told)
        }
        "pacman" => {
            let changes = command.options().any(|word| {
                let text = word.text.as_str();
                let upgrades = text.starts_with("-S") && text.contains('u');
                let names = text.starts_with("-S") || text.starts_with("-R") || text.starts_with("-U");
                upgrades || (names && !text.contains(['s', 'i', 'l', 'q', 'p']) && command.verb().is_some())
            });
            ("--noconfirm", changes && !command.has('\0', "noconfirm"))
        }
        _ => return None,
    };
    let hidden = command.arguments.iter().any(|word| {
        let name = word.text.to_ascii_lowercase();
        !word.literal && ["opt", "flag", "arg", "yes"].iter().any(|part| name.contains(part))
    });
    (asks && !hidden && command.input == Input::Nothing).then_some(option)
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn calls_that_ask_are_found() {
        for script in [
            "yum install httpd",
            "dnf module enable nodejs",
            "zypper in vim",
            "pacman -Syu",
            "sudo yum update",
            "yum -q update",
        ] {
            assert!(flags_bash("scripts/package-manager-asks", script), "{script}");
        }
    }

    #[test]
    fn calls_that_do_not_ask_are_left_alone() {
        for script in [
            "yum -y install httpd",
            "yum install -qy httpd",
            "dnf list installed",
            "yes | dnf install a",
            "zypper -n in vim",
            "pacman -Ss vim",
            "pacman -S --noconfirm vim",
            "dnf install --assumeyes vim",
            "yum clean all",
            "echo assumeyes=1 >> /etc/yum.conf; yum install a",
        ] {
            assert!(!flags_bash("scripts/package-manager-asks", script), "{script}");
        }
    }
}
