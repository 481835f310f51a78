//! `scripts/prompts`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language};

pub(in crate::rules) struct Prompts;

static META: RuleMeta = RuleMeta {
    id: "scripts/prompts",
    title: "scripts do not wait for an answer",
    severity: Severity::Warning,
    reason: "A build has no terminal. What asks a question reads nothing instead of an answer, and then fails or, \
             worse, goes on with an empty one; an editor or a pager waits until the step times out, two hours by \
             default.",
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
              ssh-keygen -t ed25519 -f /etc/app/key
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
              ssh-keygen -q -t ed25519 -N '' -f /etc/app/key
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for Prompts {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        for command in script
            .commands()
            .iter()
            .filter(|command| command.input == Input::Nothing)
        {
            if let Some(help) = asks(command) {
                let message = format!("`{}` waits for an answer that nobody gives", command.name.text);
                found.push(
                    self.at(context, script.span(command.range.clone()), message)
                        .with_help(help),
                );
            }
        }
    }
}

/// What to do instead, if `command` asks.
fn asks(command: &Command) -> Option<&'static str> {
    let has = |option: &str| command.arguments.iter().any(|word| word.text == option);
    let plain = |options: &[&str]| {
        command
            .arguments
            .iter()
            .all(|word| options.contains(&word.text.as_str()))
    };
    let hidden = command
        .arguments
        .iter()
        .any(|word| !word.literal && word.text.starts_with(['$', '{']));
    match command.name.text.rsplit('/').next()? {
        // `read` in a function reads what the caller hands it.
        "read" if command.function == 0 && !command.tested && !command.has('t', "") && !command.has('u', "") => {
            Some("take the value from a parameter of the component")
        }
        "passwd"
            if !has("--stdin")
                && !command
                    .options()
                    .any(|word| word.text.contains(['l', 'u', 'd', 'e', 'S', 'x', 'n'])) =>
        {
            Some("pipe `user:password` into `chpasswd`, or lock the account with `passwd -l`")
        }
        "ssh-keygen" if !hidden && makes_key(command) => Some("add `-N ''` and `-f FILE`"),
        "mysql_secure_installation" if !command.has('\0', "use-default") => Some("run the statements with `mysql -e`"),
        "visudo" if !command.has('c', "check") && !command.has('V', "version") => {
            Some("write the file with a `CreateFile` step, then check it with `visudo -cf`")
        }
        "vim" | "vi" | "nano" | "emacs" if editor(command) => {
            Some("change the file with `sed`, or write it with a `CreateFile` step")
        }
        "less" | "more" => Some("use `cat`"),
        "adduser" if adds_with_questions(command) => Some("use `useradd`, or add `--disabled-password --gecos ''`"),
        "cpan" if plain(&[]) => Some("name the modules to install"),
        _ => None,
    }
}

/// Whether `ssh-keygen` makes a key and asks where, or for which passphrase: all its options are
/// among those for making one.
fn makes_key(command: &Command) -> bool {
    let making = ["-t", "-b", "-f", "-C", "-N", "-q", "-a", "-o", "-m"];
    let has = |option: &str| command.options().any(|word| word.text == option);
    command.options().all(|word| making.contains(&word.text.as_str())) && !(has("-N") && has("-f"))
}

/// Whether an editor opens a file for a person: `vim -es` does not.
fn editor(command: &Command) -> bool {
    !command.options().any(|word| {
        let text = word.text.as_str();
        matches!(
            text,
            "-c" | "-e" | "-E" | "-es" | "-Es" | "-s" | "--batch" | "-batch" | "--version"
        )
    })
}

/// Debian's `adduser`; in Amazon Linux it is `useradd`, which asks nothing and knows no
/// `--disabled-password`. Only an option of Debian's tells them apart.
fn adds_with_questions(command: &Command) -> bool {
    let debian =
        command.has('\0', "ingroup") || command.has('\0', "disabled-login") || command.has('\0', "disabled-password");
    debian && !(command.has('\0', "gecos") || command.has('\0', "comment") || command.has('\0', "system"))
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn what_asks_is_found() {
        for script in [
            "read -p 'Go on? ' answer",
            "passwd ec2-user",
            "ssh-keygen -t rsa",
            "vim /etc/hosts",
            "less /var/log/x",
        ] {
            assert!(flags_bash("scripts/prompts", script), "{script}");
        }
    }

    #[test]
    fn what_gets_its_answer_is_left_alone() {
        for script in [
            "read -r line < /etc/x",
            "cat x | while read -r line; do echo $line; done",
            "while read -r line; do echo $line; done < x",
            "read -r a b <<< \"$x\"",
            "read -t 5 x",
            "echo secret | passwd --stdin user",
            "passwd -l root",
            "ssh-keygen -A",
            "ssh-keygen -lf key",
            "ssh-keygen -q -N '' -f key",
            "dnf install -y vim",
            "visudo -cf /etc/sudoers.d/x",
            "visudo -cq",
            "adduser ec2-user docker",
            "IFS=: read -r -d '' x < <(y)",
        ] {
            assert!(!flags_bash("scripts/prompts", script), "{script}");
        }
    }
}
