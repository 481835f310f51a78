//! `scripts/certificate-check-off`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Language};
use crate::spelling::shorten;

pub(in crate::rules) struct CertificateCheckOff;

static META: RuleMeta = RuleMeta {
    id: "scripts/certificate-check-off",
    title: "downloads check whom they come from",
    severity: Severity::Warning,
    reason: "An https download that does not look at the certificate is no safer than http: anybody on the way \
             can send something else, and it becomes part of the image.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              curl -fsSLk -o /tmp/agent.rpm https://downloads.example.com/agent-1.2.3.rpm
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              curl -fsSL -o /tmp/agent.rpm https://downloads.example.com/agent-1.2.3.rpm
"#,
    source: "https://curl.se/docs/manpage.html#-k",
};

impl Rule for CertificateCheckOff {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script() else { return };
        for command in script.commands() {
            if let Some(range) = unchecked(script.language, command) {
                let span = script.span(range);
                let message = format!(
                    "`{}` switches the check of the certificate off",
                    shorten(context.source.slice(span))
                );
                found.push(self.at(context, span, message).with_help(
                    "leave it out; give a private authority's certificate with `--cacert`, or add it to the system's",
                ));
            }
        }
    }
}

/// The word that switches the check off.
fn unchecked(language: Language, command: &Command) -> Option<std::ops::Range<usize>> {
    // Health checks of the machine itself have no certificate to speak of.
    let near = |text: &str| text.contains("//localhost") || text.contains("//127.") || text.contains("//169.254.");
    // Over http there is no certificate, which is another rule's finding.
    let plain = |text: &str| text.trim_start_matches(['"', '\'']).starts_with("http://");
    if command
        .arguments
        .iter()
        .any(|word| near(&word.text) || plain(&word.text))
    {
        return None;
    }
    let program = command.program();
    let word = command.arguments.iter().find(|word| {
        let text = word.text.as_str();
        let short = text.starts_with('-') && !text.starts_with("--");
        match (language, program.as_str()) {
            (Language::Bash, "curl") => text == "--insecure" || (short && cluster(text).contains('k')),
            (Language::Bash, "wget") => text == "--no-check-certificate",
            (Language::Bash, "git") => text.eq_ignore_ascii_case("http.sslVerify=false"),
            (Language::Bash, "pip" | "pip3") => text.starts_with("--trusted-host"),
            (Language::PowerShell, "invoke-webrequest" | "invoke-restmethod" | "iwr" | "irm") => {
                text.eq_ignore_ascii_case("-SkipCertificateCheck")
            }
            _ => false,
        }
    })?;
    Some(word.range.clone())
}

/// The letters of `-sSk`, up to one that takes the rest as its value: `-okey` names a file.
fn cluster(text: &str) -> &str {
    let end = text.find([
        'o', 'H', 'd', 'u', 'X', 'A', 'e', 'x', 'T', 'F', 'w', 'b', 'c', 'm', 'r', 'E', 'K', 'U',
    ]);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    #[test]
    fn checks_that_are_off_are_found() {
        for script in [
            "curl -k https://a",
            "curl -fsSk https://a",
            "wget --no-check-certificate https://a",
            "git -c http.sslVerify=false clone https://a",
        ] {
            assert!(flags_bash("scripts/certificate-check-off", script), "{script}");
        }
        for script in [
            "curl -okey https://a",
            "curl -k https://localhost/health",
            "curl -k http://a.example/b",
            "tar -k x",
            "curl --keepalive-time 2 https://a",
        ] {
            assert!(!flags_bash("scripts/certificate-check-off", script), "{script}");
        }
        assert!(flags_powershell(
            "scripts/certificate-check-off",
            "Invoke-WebRequest https://a -SkipCertificateCheck"
        ));
    }
}
