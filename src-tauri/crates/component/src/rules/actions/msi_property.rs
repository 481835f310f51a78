//! `actions/msi-property`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::scalars::{altered, is_number_or_flag, quote};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;
use crate::yaml::Entry;

pub(in crate::rules) struct MsiProperty;

static META: RuleMeta = RuleMeta {
    id: "actions/msi-property",
    title: "properties of MSI steps are texts",
    severity: Severity::Warning,
    reason: "`properties` maps names to texts, which go to `msiexec` as they are. YAML makes numbers and switches of \
             some values without quotes, and `true` may not be what the installer wants to read.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: C:\Installers\tool.msi
          properties:
            RELEASE: 1.10
",
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: C:\Installers\tool.msi
          properties:
            RELEASE: "1.10"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for MsiProperty {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::Mapping) {
            found.extend(
                given
                    .value
                    .entries()
                    .iter()
                    .filter_map(|entry| self.property(context, entry)),
            );
        }
    }
}

impl MsiProperty {
    fn property(&self, context: &Context<'_>, entry: &Entry) -> Option<Diagnostic> {
        let name = shorten(entry.key.text().unwrap_or_default());
        let Some(text) = entry.value.text() else {
            let message = format!("the property `{name}` is text, and this is {}", entry.value.describe());
            let place = first_line(context.source, &entry.value);
            let finding = self
                .at(context, place, message)
                .with_help("write one value behind the `:`");
            return Some(Diagnostic {
                severity: Severity::Error,
                ..finding
            });
        };
        if !is_number_or_flag(&entry.value) && altered(&entry.value).is_none() {
            return None;
        }
        let (severity, message) = match altered(&entry.value) {
            Some(becomes) => (
                Severity::Warning,
                format!(
                    "the property `{name}` is text, and YAML can read `{}` as {becomes}",
                    shorten(text)
                ),
            ),
            None => (
                Severity::Info,
                format!(
                    "the property `{name}` is text, and this is {} for YAML",
                    entry.value.describe()
                ),
            ),
        };
        let finding = self
            .at(context, entry.value.span, message)
            .with_help("put it in quotes");
        Some(Diagnostic {
            severity,
            fix: quote(context.source, &entry.value),
            ..finding
        })
    }
}
