//! `actions/permissions`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct Permissions;

static META: RuleMeta = RuleMeta {
    id: "actions/permissions",
    title: "permissions are three or four octal digits",
    severity: Severity::Warning,
    reason: "The guide shows permissions only as octal digits, such as `0644`: one for the owner, one for the group, \
             one for everybody else. Letters as `chmod` takes them are not documented.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Protect
        action: SetFilePermissions
        inputs:
          - path: /opt/tool/run
            permissions: "u+x"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Protect
        action: SetFilePermissions
        inputs:
          - path: /opt/tool/run
            permissions: "0755"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for Permissions {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.literal().filter(|_| given.input.takes == Takes::Permissions);
            let Some(text) = text.filter(|text| !is_octal(text)) else {
                continue;
            };
            let message = format!("`{}` are no octal permissions", shorten(text));
            found.push(
                self.at(context, given.value.span, message)
                    .with_help("write three or four digits from 0 to 7 in quotes, such as `\"0644\"`"),
            );
        }
    }
}

/// Whether `text` is permissions in octal: nine bits, or twelve with setuid, setgid and sticky.
pub(super) fn is_octal(text: &str) -> bool {
    let significant = text.trim_start_matches('0');
    (3..=5).contains(&text.len()) && significant.len() <= 4 && text.bytes().all(|digit| (b'0'..=b'7').contains(&digit))
}
