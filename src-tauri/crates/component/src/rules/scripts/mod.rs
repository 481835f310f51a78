//! Rules about the scripts inside steps.
//!
//! They look at the list of commands that [`crate::script`] makes of a script, so that quotes,
//! comments and here-documents cannot be mistaken for commands.

mod apt_asks;
mod apt_frontend;
mod bare_reboot;
mod carriage_returns;
mod certificate_check_off;
mod curl_ignores_errors;
mod dangerous_remove;
mod exit_194_on_windows;
mod goes_on_after_error;
mod insecure_url;
mod installer_not_awaited;
mod package_manager_asks;
mod pipe_hides_failure;
mod pipe_to_shell;
mod powershell_goes_on;
mod powershell_prompts;
mod powershell_syntax;
mod prompts;
mod reboot_loop;
mod shellcheck;
mod sudo;
mod syntax;

use std::ops::Range;

use super::Rule;
use super::context::Context;
use crate::diagnostic::Fix;
use crate::script::Script;
use crate::text::Span;
use apt_asks::AptAsks;
use apt_frontend::AptFrontend;
use bare_reboot::BareReboot;
use carriage_returns::CarriageReturns;
use certificate_check_off::CertificateCheckOff;
use curl_ignores_errors::CurlIgnoresErrors;
use dangerous_remove::DangerousRemove;
use exit_194_on_windows::Exit194OnWindows;
use goes_on_after_error::GoesOnAfterError;
use insecure_url::InsecureUrl;
use installer_not_awaited::InstallerNotAwaited;
use package_manager_asks::PackageManagerAsks;
use pipe_hides_failure::PipeHidesFailure;
use pipe_to_shell::PipeToShell;
use powershell_goes_on::PowerShellGoesOn;
use powershell_prompts::PowerShellPrompts;
use powershell_syntax::PowerShellSyntax;
use prompts::Prompts;
use reboot_loop::RebootLoop;
use shellcheck::Shellcheck;
use sudo::Sudo;
use syntax::Syntax;

pub(super) const RULES: &[&dyn Rule] = &[
    &AptAsks,
    &AptFrontend,
    &BareReboot,
    &CarriageReturns,
    &CertificateCheckOff,
    &CurlIgnoresErrors,
    &DangerousRemove,
    &Exit194OnWindows,
    &GoesOnAfterError,
    &InsecureUrl,
    &InstallerNotAwaited,
    &PackageManagerAsks,
    &PipeHidesFailure,
    &PipeToShell,
    &PowerShellGoesOn,
    &PowerShellPrompts,
    &PowerShellSyntax,
    &Prompts,
    &RebootLoop,
    &Shellcheck,
    &Sudo,
    &Syntax,
];

/// The fix that writes `text` behind the byte `at` of `script`, where the place is known.
fn insertion(context: &Context<'_>, script: &Script<'_>, at: usize, title: &str, text: &str) -> Option<Fix> {
    replacement(context, script, at..at, title, text)
}

/// The fix that writes `text` for the bytes `range` of `script`, where the place is known. `text`
/// must mean the same in every style of YAML scalar.
fn replacement(
    context: &Context<'_>,
    script: &Script<'_>,
    range: Range<usize>,
    title: &str,
    text: &str,
) -> Option<Fix> {
    if !script.is_exact(range.start.saturating_sub(usize::from(range.is_empty()))..range.end) {
        return None;
    }
    // The place behind a byte, not before the next one: a line may be folded between them.
    let span = match range.is_empty() {
        true => Span::at(script.span(range.start.checked_sub(1)?..range.start).end),
        false => script.span(range),
    };
    Some(Fix::replace(context.source, span, title, text))
}

#[cfg(test)]
pub(super) mod tests {
    use crate::rules::{RuleSettings, check};
    use crate::text::Source;

    /// Whether the rule `id` has something to say about `script` as the only item of a step.
    fn flags(action: &str, id: &str, script: &str) -> bool {
        let mut text = format!(
            "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: a\n        action: {action}\n        inputs:\n          commands:\n            - |\n"
        );
        for line in script.lines() {
            text += &format!("              {line}\n");
        }
        let found = check(&Source::new("a", text), &RuleSettings::default());
        found.iter().any(|found| found.rule == id)
    }

    pub(in crate::rules) fn flags_bash(id: &str, script: &str) -> bool {
        flags("ExecuteBash", id, script)
    }

    pub(in crate::rules) fn flags_powershell(id: &str, script: &str) -> bool {
        flags("ExecutePowerShell", id, script)
    }
}
