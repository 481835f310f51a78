//! `actions/same-path`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::paths::{ends_in_separator, last_part, trimmed};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct SamePath;

static META: RuleMeta = RuleMeta {
    id: "actions/same-path",
    title: "source and destination differ",
    severity: Severity::Warning,
    reason: "Copying or moving something onto itself fails or does nothing, and a link to itself leads nowhere.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Keep
        action: CopyFile
        inputs:
          - source: /opt/tool/tool.conf
            destination: /opt/tool/tool.conf
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Keep
        action: CopyFile
        inputs:
          - source: /opt/tool/tool.conf
            destination: /opt/tool/tool.conf.default
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for SamePath {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let other = match (site.step.action.value.as_str(), given.input.name) {
                ("CopyFile" | "MoveFile" | "CopyFolder" | "MoveFolder", "destination") => "source",
                ("CreateSymlink", "target") => "path",
                _ => continue,
            };
            let (Some(here), Some(there)) = (given.value.text(), given.call.get(other).and_then(|node| node.text()))
            else {
                continue;
            };
            // A folder as the destination keeps the name of the source.
            let parent = there.strip_suffix(last_part(there)).unwrap_or_default();
            let into_itself = other == "source" && ends_in_separator(here) && trimmed(parent) == trimmed(here);
            if !here.is_empty() && (here == there || (into_itself && !parent.is_empty())) {
                let message = format!("`{}` and `{other}` are the same", given.input.name);
                found.push(
                    self.at(context, given.value.span, message)
                        .with_help("change one of them"),
                );
            }
        }
    }
}
