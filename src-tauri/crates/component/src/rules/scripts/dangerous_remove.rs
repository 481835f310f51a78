//! `scripts/dangerous-remove`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Language, Script};
use crate::spelling::shorten;

pub(in crate::rules) struct DangerousRemove;

static META: RuleMeta = RuleMeta {
    id: "scripts/dangerous-remove",
    title: "rm does not depend on a variable being set",
    severity: Severity::Warning,
    reason: "When the variable is empty, `rm -rf \"$X/\"` becomes `rm -rf /` and deletes the machine instead of a \
             folder. `set -u` or `${X:?}` makes bash stop instead.",
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
              rm -rf "$BUILD_ROOT/"*
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
              set -e
              rm -rf "${BUILD_ROOT:?}/"*
"#,
    source: "https://www.gnu.org/software/bash/manual/bash.html#Shell-Parameter-Expansion",
};

impl Rule for DangerousRemove {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        if script.commands().iter().any(stops_at_unset) {
            return;
        }
        for command in script
            .commands()
            .iter()
            .filter(|command| command.name.text.rsplit('/').next() == Some("rm"))
        {
            if !(command.has('r', "recursive") || command.has('R', "")) {
                continue;
            }
            for word in &command.arguments {
                if let Some(name) = only_variable(&word.text).filter(|name| may_be_empty(script, name)) {
                    let name = shorten(name);
                    let message = format!("when `{name}` is empty, this removes everything");
                    found.push(
                        self.at(context, script.span(word.range.clone()), message)
                            .with_help(format!(
                                "write `${{{name}:?}}`, which stops the script, or start it with `set -u`"
                            )),
                    );
                }
            }
        }
    }
}

/// `set -u`, alone or with others.
fn stops_at_unset(command: &Command) -> bool {
    command.name.text == "set"
        && command.arguments.iter().any(|word| {
            let text = word.text.as_str();
            text == "nounset" || (text.starts_with('-') && !text.starts_with("--") && text.contains('u'))
        })
}

/// The variable of `$X/`, `"${X}"/*` and the like: without it nothing or a folder of the system is
/// left.
fn only_variable(written: &str) -> Option<&str> {
    let text = written.trim_start_matches('"').strip_prefix('$')?;
    let text = text.strip_prefix('{').unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix('}').unwrap_or(rest);
    let rest: String = rest.chars().filter(|&c| c != '"').collect();
    let folder = rest.strip_prefix('/')?.trim_end_matches(['/', '*']);
    let system = [
        "", ".", "bin", "boot", "etc", "home", "lib", "lib64", "opt", "root", "sbin", "usr", "var",
    ];
    (!name.is_empty() && system.contains(&folder)).then_some(name)
}

/// Whether nothing in the script sets the variable to something.
fn may_be_empty(script: &Script<'_>, name: &str) -> bool {
    !matches!(name, "HOME" | "PWD" | "TMPDIR")
        && script
            .variable(name)
            .is_none_or(|value| value.literal && value.text.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn a_variable_that_may_be_empty_is_found() {
        for script in ["rm -rf $X/", "rm -fr \"${X}/\"*", "rm -r $X/usr", "X=\nrm -rf $X/*"] {
            assert!(flags_bash("scripts/dangerous-remove", script), "{script}");
        }
        for script in [
            "rm -rf \"$X\"",
            "rm -rf $X/build",
            "X=/a\nrm -rf $X/",
            "set -eu\nrm -rf $X/",
            "rm -rf ${X:?}/",
            "rm $X/",
            "rm -rf /tmp/$X/",
        ] {
            assert!(!flags_bash("scripts/dangerous-remove", script), "{script}");
        }
    }
}
