//! `scripts/sudo`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::Language;

pub(in crate::rules) struct Sudo;

static META: RuleMeta = RuleMeta {
    id: "scripts/sudo",
    title: "scripts do not need sudo",
    severity: Severity::Info,
    reason: "AWSTOE runs everything as root on Linux and macOS. `sudo` changes nothing but the environment, which \
             it clears, so that an `export` before it gets lost; and minimal images do not have it.",
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
              sudo systemctl enable nginx
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
              systemctl enable nginx
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for Sudo {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        // One finding for a step: who writes it once writes it everywhere.
        let first = site.script_in(Language::Bash).and_then(|script| {
            let commands = script.commands().iter();
            // `sudo -u app` and `sudo -i` do something.
            let mut plain = commands.filter_map(|command| Some((command.sudo.clone()?, command.name.range.start)));
            plain
                .find(|(sudo, name)| {
                    script
                        .slice(sudo.end..*name)
                        .trim_matches([' ', '\t', '\\', '\n'])
                        .is_empty()
                })
                .map(|(sudo, _)| script.span(sudo))
        });
        if let Some(span) = first {
            found.push(
                self.at(context, span, "the script runs as root already")
                    .with_help("leave `sudo` out"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn sudo_for_another_user_is_left_alone() {
        assert!(flags_bash("scripts/sudo", "echo a\nsudo systemctl enable x"));
        for script in ["sudo -u app make", "sudo -iu app bash -c x", "echo sudo", "sudo A=1 b"] {
            assert!(!flags_bash("scripts/sudo", script), "{script}");
        }
    }
}
