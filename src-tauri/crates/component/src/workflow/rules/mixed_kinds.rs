//! `workflow/mixed-kinds`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::workflow::Kind;
use crate::workflow::actions::StepAction;
use crate::workflow::context::{Context, Site};

pub(super) struct MixedKinds;

static META: RuleMeta = RuleMeta {
    id: "workflow/mixed-kinds",
    title: "all steps fit one kind of workflow",
    severity: Severity::Error,
    reason: "A workflow is created as a build, test or distribution workflow, and some step actions run in one \
             kind alone. A workflow that distributes a container image cannot distribute AMIs as well.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: RunComponents
    action: ExecuteComponents
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
  - name: Distribute
    action: DistributeImage
",
    good: r"schemaVersion: 1.0
steps:
  - name: Distribute
    action: DistributeImage
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for MixedKinds {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn workflow(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let mut possible: Vec<Kind> = Kind::ALL.to_vec();
        let mut narrowed: Option<(&Site<'_>, &StepAction)> = None;
        let mut container: Option<&Site<'_>> = None;
        let mut ami: Option<&Site<'_>> = None;
        for site in &context.sites {
            let Some(action) = site.action else {
                continue;
            };
            possible.retain(|kind| action.kinds.contains(kind));
            match narrowed {
                Some((other, restricted)) if possible.is_empty() => {
                    let message = format!(
                        "no workflow can have both `{}` ({}) and `{}` ({})",
                        restricted.name,
                        kinds(restricted),
                        action.name,
                        kinds(action)
                    );
                    found.push(self.conflict(context, site, other, message));
                    return;
                }
                _ if action.kinds.len() < Kind::ALL.len() => narrowed = Some((site, action)),
                _ => {}
            }
            match action.name {
                "DistributeContainerImage" => container = Some(site),
                "DistributeImage" | "ModifyImageAttributes" | "ApplyImageConfigurations" => ami = Some(site),
                _ => continue,
            }
            if let (Some(container), Some(ami)) = (container, ami) {
                let (later, earlier) = if std::ptr::eq(site, ami) {
                    (ami, container)
                } else {
                    (container, ami)
                };
                let message = "a workflow distributes either AMIs or container images, not both";
                found.push(self.conflict(context, later, earlier, message.to_owned()));
                return;
            }
        }
    }
}

impl MixedKinds {
    fn conflict(&self, context: &Context<'_>, site: &Site<'_>, other: &Site<'_>, message: String) -> Diagnostic {
        self.at(context, site.step.action.span, message)
            .with_help("move one of them to a workflow of its own")
            .with_related(context.source, other.step.action.span, "the other one")
    }
}

/// `build and test only`
fn kinds(action: &StepAction) -> String {
    let names: Vec<String> = action.kinds.iter().map(Kind::to_string).collect();
    format!("{} only", names.join(" and "))
}
