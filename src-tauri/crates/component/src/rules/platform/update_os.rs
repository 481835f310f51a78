//! `platform/update-os`

use super::running;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::yaml::Node;

pub(in crate::rules) struct UpdateOs;

static META: RuleMeta = RuleMeta {
    id: "platform/update-os",
    title: "`UpdateOS` runs where it knows the package manager",
    severity: Severity::Info,
    reason: "`UpdateOS` works through yum or apt-get on Linux and through Windows Update. It returns an error where \
             there is neither, as on SUSE, and it does not support macOS.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: UpdateOS
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - zypper --non-interactive install chrony
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: ExecuteBash
        inputs:
          commands:
            - zypper --non-interactive update
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - zypper --non-interactive install chrony
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html and https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-component-yaml.html",
};

impl Rule for UpdateOs {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let scripts = running(context.document)
            .filter(|running| running.module.name == "ExecuteBash")
            .filter_map(|running| running.step.inputs.as_ref()?.get("commands"))
            .flat_map(Node::items)
            .filter_map(Node::text);
        let Some((word, system)) = scripts.flat_map(str::lines).find_map(elsewhere) else {
            return;
        };
        for running in running(context.document).filter(|running| running.module.name == "UpdateOS") {
            let message = format!("`UpdateOS` does not work on {system}, and another step calls `{word}`");
            found.push(
                self.at(context, running.step.action.span, message)
                    .with_help(format!("update with `{word}` in a step of its own")),
            );
        }
    }
}

/// The system whose package manager a line of a script calls, when `UpdateOS` does not know it.
fn elsewhere(line: &str) -> Option<(&'static str, &'static str)> {
    let word = line.split_whitespace().find(|word| *word != "sudo")?;
    match word {
        "zypper" => Some(("zypper", "SUSE")),
        "softwareupdate" => Some(("softwareupdate", "macOS")),
        _ => None,
    }
}
