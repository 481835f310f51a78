//! `scripts/pipe-hides-failure`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language};
use crate::spelling::shorten;

pub(in crate::rules) struct PipeHidesFailure;

static META: RuleMeta = RuleMeta {
    id: "scripts/pipe-hides-failure",
    title: "a pipe does not hide a failure",
    severity: Severity::Warning,
    reason: "A pipeline succeeds when its last command does. `install.sh | tee log` succeeds whatever install.sh \
             does, also under `set -e`, unless `set -o pipefail` is given.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -e
              /opt/app/install.sh | tee /var/log/install.log
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
              set -e -o pipefail
              /opt/app/install.sh | tee /var/log/install.log
"#,
    source: "https://www.gnu.org/software/bash/manual/bash.html#Pipelines",
};

impl Rule for PipeHidesFailure {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        let careful = script.text.contains("pipefail") || script.text.contains("PIPESTATUS");
        let Some((writer, tee)) = hidden(script.commands()).filter(|_| !careful) else {
            return;
        };
        let message = format!("`tee` succeeds even when `{}` fails", shorten(&writer.name.text));
        found.push(
            self.at(context, script.span(writer.range.start..tee.range.end), message)
                .with_help("start the script with `set -euo pipefail`"),
        );
    }
}

/// The first `tee` with what it hides.
fn hidden(commands: &[Command]) -> Option<(&Command, &Command)> {
    commands.iter().find_map(|command| {
        let Input::Pipe(Some(writer)) = command.input else {
            return None;
        };
        let writer = commands.get(writer)?;
        let harmless = matches!(
            writer.name.text.as_str(),
            "echo" | "cat" | "printf" | "sed" | "grep" | "tee" | "awk" | "yes" | "date"
        );
        (command.name.text == "tee" && !harmless).then_some((writer, command))
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn a_failure_behind_tee_is_found() {
        assert!(flags_bash(
            "scripts/pipe-hides-failure",
            "./install.sh 2>&1 | tee -a log"
        ));
        for script in [
            "echo a | tee b",
            "set -euo pipefail\n./a | tee b",
            "./a | tee b; exit ${PIPESTATUS[0]}",
            "./a | grep b",
        ] {
            assert!(!flags_bash("scripts/pipe-hides-failure", script), "{script}");
        }
    }
}
