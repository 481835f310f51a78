//! `actions/registry-value`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{Given, given};
use crate::rules::scalars::{altered, quote};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;
use crate::yaml::ScalarKind;

pub(in crate::rules) struct RegistryValue;

static META: RuleMeta = RuleMeta {
    id: "actions/registry-value",
    title: "registry values fit their type",
    severity: Severity::Warning,
    reason: "A DWORD holds a whole number from 0 to 4294967295, a QWORD one of 64 bits, the other types hold text. \
             What does not fit fails when the step runs, or is written as something else.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: TurnOff
        action: SetRegistry
        inputs:
          - path: HKLM:\SOFTWARE\Example
            name: Updates
            value: disabled
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
    source: "https://learn.microsoft.com/en-us/windows/win32/sysinfo/registry-value-types",
};

impl Rule for RegistryValue {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::RegistryValue) {
            let kind = given.beside("type").unwrap_or_default().to_ascii_uppercase();
            found.extend(match kind.as_str() {
                "DWORD" => self.number(context, &given, &kind, u128::from(u32::MAX)),
                "QWORD" => self.number(context, &given, &kind, u128::from(u64::MAX)),
                "SZ" | "EXPAND_SZ" => self.text(context, &given, &kind),
                _ => None,
            });
        }
    }
}

impl RegistryValue {
    fn number(&self, context: &Context<'_>, given: &Given<'_>, kind: &str, most: u128) -> Option<Diagnostic> {
        let text = given.value.text().unwrap_or_default();
        let fits = match given.value.kind() {
            None => false,
            Some(ScalarKind::Int(number)) => u128::try_from(number).is_ok_and(|number| number <= most),
            Some(_) if given.literal().is_none() => true,
            Some(_) => unsigned(text).is_some_and(|number| number <= most),
        };
        let message = match given.value.kind() {
            None => format!("a {kind} holds one number, and this is {}", given.value.describe()),
            Some(_) => format!(
                "a {kind} holds a whole number from 0 to {most}, and this is `{}`",
                shorten(text)
            ),
        };
        let help = match given.value.kind() {
            Some(ScalarKind::Bool(_)) => "write 1 or 0",
            _ => "write a number that fits, or change `type`",
        };
        let place = first_line(context.source, given.value);
        (!fits).then(|| self.at(context, place, message).with_help(help))
    }

    fn text(&self, context: &Context<'_>, given: &Given<'_>, kind: &str) -> Option<Diagnostic> {
        let place = first_line(context.source, given.value);
        if given.value.kind().is_none() {
            let message = format!("the type {kind} holds one text, and this is {}", given.value.describe());
            return Some(
                self.at(context, place, message)
                    .with_help("use MULTI_SZ for several texts"),
            );
        }
        let becomes = altered(given.value)?;
        let text = shorten(given.value.text().unwrap_or_default());
        let message = format!("the type {kind} holds text, and YAML can read `{text}` as {becomes}");
        let finding = self.at(context, place, message).with_help("put it in quotes");
        Some(Diagnostic {
            fix: quote(context.source, given.value),
            ..finding
        })
    }
}

/// A whole number in decimal or, behind `0x`, in hexadecimal digits.
fn unsigned(text: &str) -> Option<u128> {
    match text.trim().strip_prefix("0x") {
        Some(digits) => u128::from_str_radix(digits, 16).ok(),
        None => text.trim().parse().ok(),
    }
}
