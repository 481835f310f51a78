//! `security/unsigned-installer`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{is_on, step_calls};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct UnsignedInstaller;

static META: RuleMeta = RuleMeta {
    id: "security/unsigned-installer",
    title: "installers are signed",
    severity: Severity::Warning,
    reason: "`InstallMSI` checks the Authenticode signature of the package. `allowUnsignedInstaller` and \
             `ignoreAuthenticodeSignatureErrors` switch that off, so a package that was replaced or damaged is installed \
             as the system account.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: 'C:\Installers\tool.msi'
          allowUnsignedInstaller: true
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: InstallMSI
        inputs:
          path: 'C:\Installers\tool.msi'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for UnsignedInstaller {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "InstallMSI" {
            return;
        }
        for call in step_calls(site.step) {
            for (key, allowed) in FLAGS {
                if let Some(flag) = is_on(call, key) {
                    found.push(
                        self.at(context, flag.span, format!("`{key}` installs {allowed}"))
                            .with_help(
                                "remove the line if the package is signed; else check its checksum in a step before",
                            ),
                    );
                }
            }
        }
    }
}

/// The flags, and what AWSTOE installs because of them.
const FLAGS: [(&str, &str); 2] = [
    ("allowUnsignedInstaller", "packages that nobody signed"),
    (
        "ignoreAuthenticodeSignatureErrors",
        "packages whose signature is wrong or not trusted",
    ),
];
