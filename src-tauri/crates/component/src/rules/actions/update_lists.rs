//! `actions/update-lists`

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::literal;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::yaml::Node;

pub(in crate::rules) struct UpdateLists;

static META: RuleMeta = RuleMeta {
    id: "actions/update-lists",
    title: "lists of updates fit together and have the right form",
    severity: Severity::Warning,
    reason: "`UpdateOS` installs what is in `include` and not in `exclude`, so an update in both lists is not \
             installed. On Windows an update is a KB number, such as `KB5031234`, or a name with a `*`.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Patch
        action: UpdateOS
        inputs:
          include:
            - openssl
            - curl
          exclude:
            - openssl
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Patch
        action: UpdateOS
        inputs:
          include:
            - curl
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for UpdateLists {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "UpdateOS" {
            return;
        }
        let items = |list: &str| {
            let list = site.step.inputs.as_ref().and_then(|inputs| inputs.get(list));
            list.map(Node::items).unwrap_or_default()
        };
        let included: HashSet<String> = items("include").iter().filter_map(key).collect();
        for item in items("exclude")
            .iter()
            .filter(|item| key(item).is_some_and(|key| included.contains(&key)))
        {
            let message = format!(
                "`{}` is in both lists, and is not installed",
                shorten(item.text().unwrap_or_default())
            );
            found.push(
                self.at(context, item.span, message)
                    .with_help("remove it from one of the lists"),
            );
        }
        for item in items("include").iter().chain(items("exclude")) {
            let Some(digits) = literal(item).and_then(untidy_kb) else {
                continue;
            };
            let message = format!("`{}` is no KB number", shorten(item.text().unwrap_or_default()));
            let fix = Fix::replace(
                context.source,
                item.span,
                "write the number alone",
                format!("KB{digits}"),
            );
            found.push(
                self.at(context, item.span, message)
                    .with_help(format!("write `KB{digits}`"))
                    .with_fix(fix),
            );
        }
    }
}

/// How updates are compared: without regard to case, `KB1` like `1`.
fn key(item: &Node) -> Option<String> {
    let text = item.text()?.trim().to_ascii_lowercase();
    let number = text
        .strip_prefix("kb")
        .filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    Some(number.map(str::to_owned).unwrap_or(text))
}

/// The digits of a KB number that has something between its letters and its digits.
fn untidy_kb(text: &str) -> Option<&str> {
    let rest = text
        .get(..2)
        .filter(|start| start.eq_ignore_ascii_case("kb"))
        .and(text.get(2..))?;
    let digits = rest.trim_start_matches([' ', '-', '_', '#', ':']);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && digits.len() < rest.len()).then_some(digits)
}
