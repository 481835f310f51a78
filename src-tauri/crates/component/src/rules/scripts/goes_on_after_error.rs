//! `scripts/goes-on-after-error`

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Language};
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
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        let mut items: Vec<(&str, Vec<&Command>)> = script.texts().map(|text| (text, Vec::new())).collect();
        for command in script.commands() {
            if let Some((_, commands)) = items.get_mut(script.item(command.range.start)) {
                commands.push(command);
            }
        }
        // Bash also goes on from one item to the next, but a list of single commands is how most
        // components are written: only what an item of several commands loses is said.
        for (text, commands) in &items {
            // From here on the script looks.
            if looks_at_errors(text, commands) {
                return;
            }
            let Some(lost) = lost(commands) else { continue };
            let name = shorten(&lost.name.text);
            let message = format!("when this `{name}` fails, the script goes on, and only its last command counts");
            found.push(
                self.at(context, script.span(lost.range.clone()), message)
                    .with_help("start the script with `set -euo pipefail`, or add `|| exit 1`"),
            );
        }
    }
}

/// Whether an item stops at errors or handles them by itself.
fn looks_at_errors(text: &str, commands: &[&Command]) -> bool {
    let handles = ["$?", "${?", "PIPESTATUS", "ERR"]
        .iter()
        .any(|word| text.contains(word));
    let shebang = text.lines().next().unwrap_or_default();
    let strict = shebang.starts_with("#!")
        && shebang
            .split(' ')
            .skip(1)
            .any(|option| option.starts_with('-') && option.contains('e'));
    let sets = |command: &&Command| {
        let mut words = command.arguments.iter().map(|word| word.text.as_str());
        command.name.text == "set"
            && (words
                .clone()
                .any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains('e'))
                || words.any(|word| word == "errexit"))
    };
    handles || strict || commands.iter().any(sets)
}

/// The first command that matters and whose failure nobody notices: it is not tested, and another
/// statement of the same function runs behind it.
fn lost<'c>(commands: &[&'c Command]) -> Option<&'c Command> {
    let mut last: HashMap<usize, usize> = HashMap::new();
    for command in commands.iter().filter(|command| !command.substituted) {
        let start = last.entry(command.function).or_default();
        *start = command.range.start.max(*start);
    }
    commands.iter().copied().find(|command| {
        let followed = (last.get(&command.function)).is_some_and(|&start| start >= command.after);
        followed && !command.tested && !command.substituted && matters(command)
    })
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
    use crate::rules::{RuleSettings, check};
    use crate::text::Source;

    #[test]
    fn an_installation_that_may_fail_unseen_is_found() {
        for script in [
            "yum install -y a\necho ok",
            "apt-get update && apt-get install -y a; echo ok",
            "if true; then\n  wget https://a/b\n  tar xf b\nfi",
            "f() { wget https://a/b; echo ok; }\nf",
            "if a; then\n  yum install -y b\nfi\necho ok",
            "case $x in\n  a) wget https://a/b; tar xf b;;\n  *) ;;\nesac",
            "for name in a b; do\n  wget https://a/$name\ndone",
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
            "if yum install -y a; then echo ok; fi",
            "x=$(curl https://a -o -)\necho $x",
            "curl -fLO \"https://a/$(cat version)/b\"",
            "set -v\nif a; then\n  yum install -y b\nelif c; then\n  yum install -y d\nelse\n  echo no # nothing\nfi",
            "case $x in\n  a) yum install -y b;;\n  *) apt-get install -y b\nesac",
        ] {
            assert!(!flags_bash("scripts/goes-on-after-error", script), "{script}");
        }
    }

    #[test]
    fn single_commands_in_items_are_left_alone() {
        let document = |items: &str| {
            let head = "schemaVersion: 1.0\nphases:\n- name: build\n  steps:\n  - name: a\n    action: ExecuteBash\n    inputs:\n      commands:\n";
            let found = check(&Source::new("a", format!("{head}{items}")), &RuleSettings::default());
            found
                .iter()
                .filter(|found| found.rule == "scripts/goes-on-after-error")
                .count()
        };
        let several = "      - |\n        yum install -y a\n        echo b\n";
        assert_eq!(document("      - yum install -y a\n      - echo b\n"), 0);
        assert_eq!(document(several), 1);
        assert_eq!(document(&several.repeat(2)), 2);
        assert_eq!(document(&format!("      - set -e\n{several}")), 0);
    }
}
