//! `workflow/unknown-variable`

use super::{Rule, RuleMeta, misspelt};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{list, shorten, similar};
use crate::workflow::context::Context;
use crate::workflow::reference::{ROOTS, Reference, SYSTEM_VARIABLES, Target};

pub(super) struct UnknownVariable;

static META: RuleMeta = RuleMeta {
    id: "workflow/unknown-variable",
    title: "references start with something that Image Builder knows",
    severity: Severity::Error,
    reason: "A reference begins with `parameters`, `stepOutputs`, `workflowOutputs` or `imagebuilder`; behind the \
             last stands one of the variables that the guide lists. A variable that it does not list is a \
             warning.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    if:
      stringEquals: AMI
      value: $.imagebilder.imageType
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    if:
      stringEquals: AMI
      value: $.imagebuilder.imageType
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html",
};

impl Rule for UnknownVariable {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn reference(&self, context: &Context<'_>, reference: &Reference<'_>, _before: usize, found: &mut Vec<Diagnostic>) {
        let (written, known, severity) = match reference.target {
            Target::Unknown(root) => (root, ROOTS, Severity::Error),
            Target::System(name) if !SYSTEM_VARIABLES.contains(&name) => {
                // The guide itself writes `Platform` once.
                let only_case = SYSTEM_VARIABLES.iter().any(|known| known.eq_ignore_ascii_case(name));
                let severity = if only_case { Severity::Info } else { Severity::Warning };
                (name, SYSTEM_VARIABLES, severity)
            }
            _ => return,
        };
        let message = match severity {
            Severity::Error => format!("no reference starts with `$.{}`", shorten(written)),
            Severity::Warning => format!("the guide lists no variable `{}` of Image Builder", shorten(written)),
            Severity::Info => format!("the guide writes the variable `{}` in another case", shorten(written)),
        };
        let finding = Diagnostic {
            severity,
            ..self.at(context, reference.span, message)
        };
        found.push(match similar(written, known.iter().copied()) {
            Some(name) => misspelt(finding, context, reference, written, name),
            None => finding.with_help(format!("it can be {}", list(known))),
        });
    }
}
