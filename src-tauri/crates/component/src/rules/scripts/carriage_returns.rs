//! `scripts/carriage-returns`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::Language;

pub(in crate::rules) struct CarriageReturns;

static META: RuleMeta = RuleMeta {
    id: "scripts/carriage-returns",
    title: "bash scripts have the line ends of Unix",
    severity: Severity::Warning,
    reason: "bash takes the `\\\\r` of a Windows line end for a part of the last word of the line: `then` becomes \
             another word, and files get names that nobody can type. YAML turns line ends into `\\\\n` by itself; \
             they get in as `\\\\r` in double quotes.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - "mkdir -p /srv/app\r\nls /srv\r\n"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - "mkdir -p /srv/app\nls /srv\n"
"#,
    source: "https://www.gnu.org/software/bash/manual/bash.html#Shell-Syntax",
};

impl Rule for CarriageReturns {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        if let Some(at) = script.text.find("\r\n") {
            let message = "a carriage return ends this line, and bash takes it for a part of the last word";
            found.push(
                self.at(context, script.span(at..at + 1), message)
                    .with_help("leave `\\r` out, or write the script as a block behind `|`"),
            );
        }
    }
}
