//! `behaviour/stops-ssm-agent`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Stage;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Script};

pub(in crate::rules) struct StopsSsmAgent;

static META: RuleMeta = RuleMeta {
    id: "behaviour/stops-ssm-agent",
    title: "scripts leave the Systems Manager agent running",
    severity: Severity::Warning,
    reason: "Image Builder runs the components through the Systems Manager agent, on the build instance and again on \
             the test instance. A script that stops, disables or removes the agent cuts its own build off, or leaves \
             the test stage waiting for an agent until it gives up. To have an image without the agent there is \
             `uninstallAfterBuild` in the recipe.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Slim
        action: ExecuteBash
        inputs:
          commands:
            - systemctl disable --now amazon-ssm-agent
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Slim
        action: ExecuteBash
        inputs:
          commands:
            - systemctl disable --now cups
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SystemsManagerAgent.html",
};

impl Rule for StopsSsmAgent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if Stage::of_phase(&site.phase.name.value) != Some(Stage::Build) {
            return;
        }
        let Some(script) = site.script() else { return };
        for command in stops(script) {
            found.push(
                self.at(
                    context,
                    script.span(command.range.clone()),
                    "Image Builder needs the agent that this takes away",
                )
                .with_help(
                    "remove the command; `systemsManagerAgent.uninstallAfterBuild` in the recipe leaves the agent out of the image",
                ),
            );
        }
    }
}

/// Words that take the agent away, and words that bring it back.
const STOP: &[&str] = &[
    "stop",
    "disable",
    "mask",
    "remove",
    "purge",
    "erase",
    "uninstall",
    "-e",
    "stop-service",
];
const START: &[&str] = &[
    "start",
    "restart",
    "enable",
    "unmask",
    "install",
    "start-service",
    "restart-service",
];
/// Programs that manage services and packages.
const PROGRAMS: &[&str] = &[
    "systemctl",
    "service",
    "snap",
    "yum",
    "dnf",
    "apt",
    "apt-get",
    "zypper",
    "rpm",
    "dpkg",
    "net",
    "sc",
    "stop-service",
    "start-service",
    "restart-service",
];

/// The commands of `script` that stop or remove the agent. A script that also starts or installs it
/// knows what it does.
fn stops<'s>(script: &'s Script<'_>) -> Vec<&'s Command> {
    let about = |text: &str| text.contains("amazon-ssm-agent") || text.contains("AmazonSSMAgent");
    if !about(&script.text) {
        return Vec::new();
    }
    let managing: Vec<_> = script
        .commands()
        .iter()
        .filter(|command| {
            let names_agent = command.arguments.iter().any(|word| about(&word.text));
            names_agent && PROGRAMS.contains(&command.program().as_str())
        })
        .collect();
    let does = |command: &Command, known: &[&str]| {
        let words = command.arguments.iter().map(|word| word.text.to_ascii_lowercase());
        words
            .chain([command.program()])
            .any(|word| known.contains(&word.as_str()))
    };
    if managing.iter().any(|command| does(command, START)) {
        return Vec::new();
    }
    managing.into_iter().filter(|command| does(command, STOP)).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    const ID: &str = "behaviour/stops-ssm-agent";

    #[test]
    fn only_commands_that_take_the_agent_away_for_good_are_found() {
        for script in [
            "systemctl stop amazon-ssm-agent",
            "sudo snap remove amazon-ssm-agent",
            "yum remove -y amazon-ssm-agent",
            "true && dpkg --purge x; /usr/bin/systemctl mask amazon-ssm-agent.service",
            "if rpm -q amazon-ssm-agent; then rpm -e amazon-ssm-agent; fi",
        ] {
            assert!(flags_bash(ID, script), "{script}");
        }
        for script in ["Stop-Service -Name AmazonSSMAgent", "sc.exe stop AmazonSSMAgent"] {
            assert!(flags_powershell(ID, script), "{script}");
        }
        for script in [
            "systemctl stop amazon-ssm-agent\ndpkg -i agent.deb\nsystemctl start amazon-ssm-agent",
            "systemctl enable amazon-ssm-agent",
            "snap install amazon-ssm-agent --classic",
            "echo stop amazon-ssm-agent",
            "systemctl status amazon-ssm-agent",
            "# systemctl stop amazon-ssm-agent",
            "cat > /a <<EOF\nsystemctl stop amazon-ssm-agent\nEOF",
        ] {
            assert!(!flags_bash(ID, script), "{script}");
        }
    }
}
