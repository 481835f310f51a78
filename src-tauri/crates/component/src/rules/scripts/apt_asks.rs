//! `scripts/apt-asks`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::scripts::insertion;
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language, Word};

pub(in crate::rules) struct AptAsks;

static META: RuleMeta = RuleMeta {
    id: "scripts/apt-asks",
    title: "apt-get does not ask",
    severity: Severity::Warning,
    reason: "Without `-y` apt-get asks before it installs or removes anything but exactly the named packages. \
             Nobody is there to answer on a build instance, so it gives up and the step fails.",
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
              export DEBIAN_FRONTEND=noninteractive
              apt-get install nginx
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
              apt-get install -y nginx
"#,
    source: "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
};

impl Rule for AptAsks {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        // A file of apt's settings may say it for all calls.
        if script.text.contains("Assume-Yes") {
            return;
        }
        for command in script.commands().iter().filter(|command| asks(command)) {
            let verb = command.operands().next();
            let end = verb.map_or(command.name.range.end, |verb| verb.range.end);
            let span = script.span(command.name.range.start..end);
            let message = format!(
                "`{}` without `-y` asks, and nobody answers",
                context.source.slice(span).trim()
            );
            let mut asking = self.at(context, span, message).with_help("add `-y`");
            asking.fix = insertion(context, script, end, "add `-y`", " -y");
            found.push(asking);
        }
    }
}

fn asks(command: &Command) -> bool {
    let program = command.name.text.rsplit('/').next();
    let verbs = [
        "install",
        "reinstall",
        "upgrade",
        "dist-upgrade",
        "full-upgrade",
        "remove",
        "purge",
        "autoremove",
        "autopurge",
        "build-dep",
        "satisfy",
    ];
    let quiet = command.options().filter(|word| !word.text.starts_with("--"));
    let quiet: usize = quiet.map(|word| word.text.matches('q').count()).sum();
    // `-q=2` is `-qq`.
    let quiet = if command.has('q', "quiet") && command.options().any(|word| word.text.ends_with("=2")) {
        2
    } else {
        quiet
    };
    matches!(program, Some("apt-get" | "apt"))
        && command.input == Input::Nothing
        && command.verb().is_some_and(|verb| verbs.contains(&verb))
        && !(command.has('y', "yes") || command.has('\0', "assume-yes") || quiet > 1)
        && !(command.has('s', "simulate") || command.has('h', "help") || command.has('\0', "dry-run"))
        && !command.arguments.iter().any(may_hold_options)
}

/// Whether a word may stand for options that cannot be seen here.
fn may_hold_options(word: &Word) -> bool {
    let name = word.text.to_ascii_lowercase();
    !word.literal && ["opt", "flag", "arg", "yes"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn calls_that_ask_are_found() {
        for script in [
            "apt-get install nginx",
            "sudo apt -q upgrade",
            "x && apt-get remove \\\n  foo",
            "/usr/bin/apt-get purge x",
        ] {
            assert!(flags_bash("scripts/apt-asks", script), "{script}");
        }
    }

    #[test]
    fn calls_that_do_not_ask_are_left_alone() {
        for script in [
            "apt-get -y install nginx",
            "apt-get install nginx --yes",
            "apt-get -qqy install a",
            "apt-get install -q -q a",
            "apt-get update",
            "yes | apt-get install a",
            "apt-get install $APT_OPTS a",
            "echo apt-get install a",
            "apt-get --assume-yes install a",
            "cat <<EOF\napt-get install a\nEOF",
        ] {
            assert!(!flags_bash("scripts/apt-asks", script), "{script}");
        }
    }
}
