//! `scripts/goes-on-after-error`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Language, Script};
use crate::spelling::shorten;

pub(in crate::rules) struct GoesOnAfterError;

static META: RuleMeta = RuleMeta {
    id: "scripts/goes-on-after-error",
    title: "a bash script stops at its first error",
    severity: Severity::Warning,
    reason: "bash goes on after a command that failed, and AWSTOE sees only the exit code of the last one: a \
             download or an installation can fail, the step succeeds, and the image lacks what it was built for.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              dnf install -y nginx
              systemctl enable nginx
              echo "done"
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
              systemctl enable nginx
              echo "done"
"#,
    source: "https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin",
};

impl Rule for GoesOnAfterError {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for script in site.scripts_in(Language::Bash) {
            // Whether one item's `set -e` reaches the next is not documented, so the benefit of the doubt.
            if looks_at_errors(script) {
                return;
            }
            let Some(lost) = lost(script.commands()) else { continue };
            let name = shorten(&lost.name.text);
            let message = format!("when this `{name}` fails, the script goes on, and only its last command counts");
            found.push(
                self.at(context, script.span(lost.range.clone()), message)
                    .with_help("start the script with `set -euo pipefail`, or add `|| exit 1`"),
            );
        }
    }
}

/// Whether the script stops at errors or handles them by itself.
fn looks_at_errors(script: &Script<'_>) -> bool {
    let handles = ["$?", "${?", "PIPESTATUS", "ERR"]
        .iter()
        .any(|word| script.text.contains(word));
    let shebang = script.text.lines().next().unwrap_or_default();
    let strict = shebang.starts_with("#!")
        && shebang
            .split(' ')
            .skip(1)
            .any(|option| option.starts_with('-') && option.contains('e'));
    let sets = |command: &Command| {
        let mut words = command.arguments.iter().map(|word| word.text.as_str());
        command.name.text == "set"
            && (words
                .clone()
                .any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains('e'))
                || words.any(|word| word == "errexit"))
    };
    handles || strict || script.commands().iter().any(sets)
}

/// The first command that matters and whose failure nobody notices: it is not tested, and something
/// else runs behind it.
fn lost(commands: &[Command]) -> Option<&Command> {
    commands
        .iter()
        .find(|command| !command.last && !command.tested && !command.substituted && matters(command))
}

/// Whether `command` brings in something that the image is meant to have.
fn matters(command: &Command) -> bool {
    let verb = command.verb().unwrap_or_default();
    match command.name.text.rsplit('/').next().unwrap_or_default() {
        "apt-get"
        | "apt"
        | "yum"
        | "dnf"
        | "microdnf"
        | "zypper"
        | "pip"
        | "pip3"
        | "npm"
        | "gem"
        | "snap"
        | "amazon-linux-extras" => {
            matches!(
                verb,
                "install" | "localinstall" | "groupinstall" | "update" | "upgrade" | "in" | "i" | "ci"
            )
        }
        "rpm" | "dpkg" => {
            command.options().any(|word| word.text.contains(['i', 'U']))
                && !command.options().any(|word| word.text.contains('q'))
        }
        "curl" => command.has('o', "output") || command.has('O', "remote-name"),
        "wget" | "unzip" | "make" | "ansible-playbook" | "ansible-galaxy" => true,
        "tar" => command.arguments.first().is_some_and(|word| word.text.contains('x')),
        "git" => matches!(verb, "clone" | "checkout" | "pull"),
        "aws" => verb == "s3",
        "systemctl" => verb == "enable",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn an_installation_that_may_fail_unseen_is_found() {
        for script in [
            "yum install -y a\necho ok",
            "apt-get update && apt-get install -y a; echo ok",
            "if true; then\n  wget https://a/b\n  tar xf b\nfi",
            "f() { wget https://a/b; echo ok; }\nf",
            "if [ -e /a ]; then\n  yum install -y a\nfi\necho ok",
            "for name in a b; do\n  wget https://a/$name\ndone",
            "yum install -y a\nSTATE=done",
            "case $A in a) yum install -y a; echo ok;; esac",
        ] {
            assert!(flags_bash("scripts/goes-on-after-error", script), "{script}");
        }
    }

    #[test]
    fn scripts_that_look_are_left_alone() {
        for script in [
            "set -e\nyum install -y a\necho ok",
            "set -o errexit\nyum install -y a\necho ok",
            "#!/bin/bash -e\nyum install -y a\necho ok",
            "yum install -y a || exit 1\necho ok",
            "yum install -y a\nif [ $? -ne 0 ]; then exit 1; fi",
            "apt-get update && apt-get install -y a",
            "echo start\nyum install -y a",
            "mkdir -p /a\ncd /a\nls",
            "if [ -e /a ]; then\n  yum install -y a\nelif [ -e /b ]; then\n  apt-get install -y a\nelse\n  dnf install -y a # new\nfi",
            "case $A in\n  a) yum install -y a;;\n  *) (cd /b && apt-get install -y a) ;;\nesac\n",
            "f() { wget https://a/b; }\nf",
            "yum install -y a\n\n# the end",
            "if yum install -y a; then echo ok; fi",
            "x=$(curl https://a -o -)\necho $x",
        ] {
            assert!(!flags_bash("scripts/goes-on-after-error", script), "{script}");
        }
    }
}
