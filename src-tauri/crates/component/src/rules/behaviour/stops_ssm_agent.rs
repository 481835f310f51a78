//! `behaviour/stops-ssm-agent`

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Stage;
use crate::rules::context::{Context, StepSite};
use crate::rules::inputs::scripts;
use crate::rules::{Rule, RuleMeta};
use crate::shell_words::{self, Word};
use crate::text::Span;

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
        for script in scripts(site.step) {
            let (base, written) = script.written(context.source);
            for place in stops(written) {
                let span = Span::new(base + place.start, base + place.end);
                found.push(
                    self.at(context, span, "Image Builder needs the agent that this takes away")
                        .with_help("remove the command; `systemsManagerAgent.uninstallAfterBuild` in the recipe leaves the agent out of the image"),
                );
            }
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
fn stops(script: &str) -> Vec<Range<usize>> {
    let about = |text: &str| text.contains("amazon-ssm-agent") || text.contains("AmazonSSMAgent");
    if !about(script) {
        return Vec::new();
    }
    let commands = shell_words::commands(script);
    let managing: Vec<_> = commands
        .iter()
        .filter(|words| manages(words) && words.iter().any(|word| about(word.text)))
        .collect();
    let has = |words: &[Word<'_>], known: &[&str]| {
        words
            .iter()
            .any(|word| known.contains(&word.text.to_ascii_lowercase().as_str()))
    };
    if managing.iter().any(|words| has(words, START)) {
        return Vec::new();
    }
    let stopping = managing.into_iter().filter(|words| has(words, STOP));
    stopping
        .filter_map(|words| Some(words.first()?.start..words.last()?.end))
        .collect()
}

fn manages(words: &[Word<'_>]) -> bool {
    let program = words
        .iter()
        .find(|word| !matches!(word.text, "sudo" | "if" | "then" | "!"));
    program.is_some_and(|word| {
        let name = word.text.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        PROGRAMS.contains(&name.trim_end_matches(".exe"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commands_that_take_the_agent_away_for_good_are_found() {
        for script in [
            "systemctl stop amazon-ssm-agent",
            "sudo snap remove amazon-ssm-agent",
            "yum remove -y amazon-ssm-agent",
            "Stop-Service -Name AmazonSSMAgent",
            "true && dpkg --purge x; /usr/bin/systemctl mask amazon-ssm-agent.service",
        ] {
            assert_eq!(stops(script).len(), 1, "{script}");
        }
        for script in [
            "systemctl stop amazon-ssm-agent\ndpkg -i agent.deb\nsystemctl start amazon-ssm-agent",
            "systemctl enable amazon-ssm-agent",
            "snap install amazon-ssm-agent --classic",
            "echo stop amazon-ssm-agent",
            "systemctl status amazon-ssm-agent",
            "# systemctl stop amazon-ssm-agent",
        ] {
            assert_eq!(stops(script), Vec::<Range<usize>>::new(), "{script}");
        }
    }
}
