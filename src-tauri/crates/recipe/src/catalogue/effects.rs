//! What a component does to the programs of the machine: what it installs, removes and runs.
//!
//! Only what a script says in so many words. Whatever else a step does may bring a program, too, so
//! that rules take every mention of its name for that.

use std::collections::BTreeSet;

use ingot_component::document::{Stage, Step};
use ingot_component::script::{Command, Script};
use ingot_component::{ComponentDocument, Source, Span};

/// The effects of a component, in the order of its steps.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// On the build instance, phase `build`.
    pub build: Vec<Effect>,
    /// On the test instance.
    pub test: Vec<Effect>,
    /// The programs that it runs for certain.
    pub runs: BTreeSet<String>,
    /// The packages that it removes for certain.
    pub removes: BTreeSet<String>,
    /// The packages that it installs, perhaps only sometimes.
    pub installs: BTreeSet<String>,
}

/// One command, or a step that runs no script.
#[derive(Debug)]
pub(crate) struct Effect {
    pub what: What,
    /// Where it stands in the document.
    pub span: Span,
}

#[derive(Debug)]
pub(crate) enum What {
    /// Brings these packages; which ones is not certain where one is in a variable.
    Installs { names: Vec<String>, all_known: bool },
    /// Removes these packages.
    Removes(Vec<String>),
    /// Runs this program.
    Runs(String),
    /// Anything else.
    Other,
}

/// The package of the agent that Image Builder reaches an instance with.
pub(crate) const AGENT: &str = "amazon-ssm-agent";

impl Effects {
    pub(super) fn of(document: &ComponentDocument, source: &Source) -> Self {
        let mut effects = Self::default();
        for phase in &document.phases {
            // Whether `validate` runs before or after the `build` of the next component is not
            // documented, so nothing is said of its order.
            let test = match (phase.name.value.as_str(), Stage::of_phase(&phase.name.value)) {
                ("build", _) => false,
                (_, Some(Stage::Test)) => true,
                _ => continue,
            };
            for step in &phase.steps {
                effects.add_step(source, step, test);
            }
        }
        effects
    }

    fn add_step(&mut self, source: &Source, step: &Step, test: bool) {
        let certain = step.condition.is_none() && step.r#loop.is_none();
        let Some(script) = Script::of_step(source, step).filter(|script| script.syntax().is_some()) else {
            self.add(What::Other, step.span, test);
            return;
        };
        for command in script.commands() {
            let certain = certain && !command.sometimes && command.function == 0;
            let what = what(command, certain);
            self.add(what, script.span(command.range.clone()), test);
        }
    }

    fn add(&mut self, what: What, span: Span, test: bool) {
        match &what {
            What::Runs(program) => {
                self.runs.insert(program.clone());
            }
            What::Removes(names) if !test => self.removes.extend(names.iter().cloned()),
            What::Installs { names, .. } if !test => self.installs.extend(names.iter().cloned()),
            _ => {}
        }
        let list = if test { &mut self.test } else { &mut self.build };
        list.push(Effect { what, span });
    }
}

fn what(command: &Command, certain: bool) -> What {
    let program = command.program();
    let verb = command.verb().unwrap_or_default();
    let install = ["install", "reinstall", "localinstall", "in"].contains(&verb);
    let remove = ["remove", "purge", "erase", "autoremove", "rm"].contains(&verb);
    match program.as_str() {
        "apt" | "apt-get" | "aptitude" | "yum" | "dnf" | "microdnf" | "zypper" | "snap" if install || remove => {
            packages(command, 1, install, certain)
        }
        "rpm" if command.has('e', "erase") => packages(command, 0, false, certain),
        "dpkg" if command.has('r', "remove") || command.has('P', "purge") => packages(command, 0, false, certain),
        // A service that is stopped for good is as good as removed.
        "systemctl" if ["stop", "disable", "mask"].contains(&verb) && certain => {
            let units = command.operands().skip(1).filter(|word| word.literal);
            What::Removes(
                units
                    .filter(|word| is_agent(&word.text))
                    .map(|_| AGENT.to_owned())
                    .collect(),
            )
        }
        // What a package manager does beyond that may install anything.
        "apt" | "apt-get" | "aptitude" | "yum" | "dnf" | "microdnf" | "zypper" | "rpm" | "dpkg" | "snap" => What::Other,
        _ if certain && !command.tested && command.name.literal && command.name.text == program => What::Runs(program),
        _ => What::Other,
    }
}

/// `snap.amazon-ssm-agent.amazon-ssm-agent.service`, `amazon-ssm-agent`.
fn is_agent(unit: &str) -> bool {
    unit.split('.').any(|part| part == AGENT)
}

/// The operands of a package manager behind `skip` words.
fn packages(command: &Command, skip: usize, install: bool, certain: bool) -> What {
    let operands = || command.operands().skip(skip);
    let all_known = operands().all(|word| word.literal);
    let name = |text: &str| text.split(['=', ':']).next().unwrap_or_default().to_owned();
    let names = operands()
        .filter(|word| word.literal)
        .map(|word| name(&word.text))
        .collect();
    match (install, certain) {
        (true, _) => What::Installs { names, all_known },
        (false, true) => What::Removes(names),
        (false, false) => What::Other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn of(commands: &str) -> Effects {
        let text = format!(
            "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Run\n        action: ExecuteBash\n        \
             inputs:\n          commands:\n            - |\n{}",
            commands
                .lines()
                .map(|line| format!("              {line}\n"))
                .collect::<String>()
        );
        let source = Source::new("document.yaml", text);
        Effects::of(&ingot_component::read(&source).document.unwrap(), &source)
    }

    fn sorted(names: &BTreeSet<String>) -> Vec<&str> {
        names.iter().map(String::as_str).collect()
    }

    #[test]
    fn package_managers_install_and_remove_what_they_are_told() {
        let effects = of(
            "apt-get install -y nginx=1.24.0 curl\nsudo yum -y remove telnet rsh:i386\ndpkg --purge ftp\nrpm -e talk\n",
        );
        assert_eq!(sorted(&effects.installs), ["curl", "nginx"]);
        assert_eq!(sorted(&effects.removes), ["ftp", "rsh", "talk", "telnet"]);
        assert!(effects.runs.is_empty());
    }

    #[test]
    fn what_happens_only_sometimes_is_not_certain() {
        let effects =
            of("if [ -f /etc/x ]; then apt-get remove -y wget; fi\nwget --version || true\nf() { git pull; }\n");
        assert!(effects.removes.is_empty(), "{effects:?}");
        assert!(
            !effects.runs.contains("wget") && !effects.runs.contains("git"),
            "{effects:?}"
        );
    }

    #[test]
    fn an_agent_that_is_stopped_for_good_is_removed() {
        for command in [
            "systemctl disable --now amazon-ssm-agent",
            "snap remove amazon-ssm-agent",
            "systemctl stop snap.amazon-ssm-agent.amazon-ssm-agent.service",
        ] {
            assert_eq!(sorted(&of(command).removes), [AGENT], "{command}");
        }
        assert!(of("systemctl restart amazon-ssm-agent\n").removes.is_empty());
    }
}
