//! `behaviour/windows-update-time`

use crate::actions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Step;
use crate::platform::Platform;
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::yaml::Node;

pub(in crate::rules) struct WindowsUpdateTime;

static META: RuleMeta = RuleMeta {
    id: "behaviour/windows-update-time",
    title: "Windows updates get the time they need",
    severity: Severity::Info,
    reason: "A cumulative update of Windows can take more than the two hours that a step has unless `timeoutSeconds` \
             says otherwise; builds then begin to fail in a month with large updates. The step action of the workflow \
             that runs the components has a limit of its own.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: UpdateOS
        inputs:
          exclude:
            - "KB5034439"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: UpdateOS
        timeoutSeconds: 14400
        inputs:
          exclude:
            - "KB5034439"
"#,
    source: "https://dev.classmethod.jp/articles/ec2-imagebuilder-windows-update-timeout-troubleshooting/",
};

impl Rule for WindowsUpdateTime {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let steps = || context.document.phases.iter().flat_map(|phase| &phase.steps);
        let windows = steps().any(is_for_windows);
        for step in steps().filter(|step| windows && step.action.value == "UpdateOS") {
            if step.timeout_seconds.is_none() {
                found.push(
                    self.at(
                        context,
                        step.action.span,
                        "large Windows updates take longer than the two hours that a step has by default",
                    )
                    .with_help("add `timeoutSeconds: 14400`"),
                );
            }
        }
    }
}

/// Whether a step can only be meant for Windows: its module runs nowhere else, or it names updates
/// the way Windows does.
fn is_for_windows(step: &Step) -> bool {
    if actions::find(&step.action.value).is_some_and(|module| module.platforms == [Platform::Windows]) {
        return true;
    }
    let names = |key: &str| step.inputs.as_ref().and_then(|inputs| inputs.get(key));
    let lists = [names("include"), names("exclude")].into_iter().flatten();
    step.action.value == "UpdateOS"
        && lists
            .flat_map(Node::items)
            .filter_map(Node::text)
            .any(|name| name.starts_with("KB"))
}
