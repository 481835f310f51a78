//! `actions/msi-path`

use super::scheme;
use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct MsiPath;

static META: RuleMeta = RuleMeta {
    id: "actions/msi-path",
    title: "`InstallMSI` and `UninstallMSI` get an MSI file",
    severity: Severity::Error,
    reason: "The two modules run `msiexec` on an MSI file from a path, from S3 or from the web. `msiexec` cannot open \
             an installer of another kind, and there are no other kinds of address.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: C:\Installers\tool.exe
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: C:\Installers\tool.msi
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for MsiPath {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::Package) {
            let text = given.value.text().unwrap_or_default();
            let lower = text.trim_end().to_ascii_lowercase();
            let known = |scheme: &str| {
                ["s3", "http", "https"]
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(scheme))
            };
            if let Some(scheme) = scheme(text).filter(|scheme| !known(scheme)) {
                let message = format!("`{}` cannot read `{}://`", site.step.action.value, shorten(scheme));
                found.push(
                    self.at(context, given.value.span, message)
                        .with_help("give a path, an `s3://` address or an `https://` address"),
                );
            } else if let Some(kind) = OTHERS.iter().find(|kind| lower.ends_with(**kind)) {
                let message = format!("`msiexec` cannot open a `{kind}` file");
                found.push(
                    self.at(context, given.value.span, message)
                        .with_help("run it with `ExecuteBinary` or `ExecutePowerShell`, or give the `.msi` file"),
                );
            }
        }
    }
}

/// Installers and archives that are no MSI files.
const OTHERS: &[&str] = &[".exe", ".msix", ".appx", ".msu", ".zip", ".ps1", ".bat", ".cmd"];
