//! `actions/registry-path`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{Given, given};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;
use crate::yaml::ScalarStyle;

pub(in crate::rules) struct RegistryPath;

static META: RuleMeta = RuleMeta {
    id: "actions/registry-path",
    title: "registry keys start at a root that `SetRegistry` knows",
    severity: Severity::Error,
    reason: "`SetRegistry` knows five roots, each as its long name or as the name of its PowerShell drive: \
             `HKEY_LOCAL_MACHINE\\…` or `HKLM:\\…`. The short name without a colon, as `reg.exe` takes it, is not among \
             them.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: TurnOff
        action: SetRegistry
        inputs:
          - path: HKLM\SOFTWARE\Example
            name: Updates
            value: 0
            type: DWORD
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: TurnOff
        action: SetRegistry
        inputs:
          - path: HKLM:\SOFTWARE\Example
            name: Updates
            value: 0
            type: DWORD
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for RegistryPath {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::RegistryPath) {
            let Some(text) = given.literal() else { continue };
            let root = text.split(['\\', '/']).next().unwrap_or_default();
            if ROOTS
                .iter()
                .any(|(long, short)| [*long, *short].iter().any(|known| known.eq_ignore_ascii_case(root)))
            {
                continue;
            }
            let message = format!(
                "`{}` is no root of the registry that `SetRegistry` knows",
                shorten(root)
            );
            let finding = self.at(context, given.value.span, message);
            found.push(match ROOTS.iter().find(|(long, short)| meant(root, long, short)) {
                Some((_, short)) => Diagnostic {
                    fix: change_root(context, &given, root, short),
                    ..finding.with_help(format!("start the path with `{short}\\`"))
                },
                None => finding.with_help("start the path with `HKLM:\\`, `HKCU:\\`, `HKCR:\\`, `HKU:\\` or `HKCC:\\`"),
            });
        }
    }
}

const ROOTS: &[(&str, &str)] = &[
    ("HKEY_LOCAL_MACHINE", "HKLM:"),
    ("HKEY_CURRENT_USER", "HKCU:"),
    ("HKEY_CLASSES_ROOT", "HKCR:"),
    ("HKEY_USERS", "HKU:"),
    ("HKEY_CURRENT_CONFIG", "HKCC:"),
];

/// `HKLM` without its colon, or the long name with one.
fn meant(root: &str, long: &str, short: &str) -> bool {
    let bare = root.trim_end_matches(':');
    bare.eq_ignore_ascii_case(short.trim_end_matches(':')) || bare.eq_ignore_ascii_case(long)
}

fn change_root(context: &Context<'_>, given: &Given<'_>, root: &str, short: &str) -> Option<Fix> {
    let (start, written) = given.value.written(context.source);
    let style = given.value.scalar()?.style;
    let is_exact = written.starts_with(root) && !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let span = Span::new(start, start + root.len());
    is_exact.then(|| Fix::replace(context.source, span, format!("change to `{short}`"), short))
}
