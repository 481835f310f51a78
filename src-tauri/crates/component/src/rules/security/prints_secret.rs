//! `security/prints-secret`

use std::ops::Range;

use super::names_a_secret;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{self, Expression, Reference};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{is_on, step_calls};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct PrintsSecret;

static META: RuleMeta = RuleMeta {
    id: "security/prints-secret",
    title: "secrets are not written to the log",
    severity: Severity::Warning,
    reason: "What a step prints goes to the log of the build: to CloudWatch, to the bucket for logs, and into \
             `console.log` and `detailedoutput.json` on the instance. Anybody who may read logs can read a secret there.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ShowFile
        action: ReadFile
        inputs:
          - path: "/etc/tool/server.key"
            printFileContent: true
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ShowFile
        action: ReadFile
        inputs:
          - path: "/etc/tool/server.crt"
            printFileContent: true
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for PrintsSecret {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value == "ReadFile" {
            for call in step_calls(site.step).filter(|call| is_on(call, "printFileContent").is_some()) {
                let path = call.get("path").and_then(|node| Some((node.text()?, node.span)));
                if let Some((path, span)) = path.filter(|(path, _)| holds_secrets(path)) {
                    let message = format!("`printFileContent` writes `{}` to the log of the build", shorten(path));
                    found.push(
                        self.at(context, span, message)
                            .with_help("remove `printFileContent`; `outputs.content` has the content without it"),
                    );
                }
            }
        }
        let Some(script) = site.script() else { return };
        for line in printed_secrets(&script.text) {
            found.push(
                self.at(
                    context,
                    script.span(line),
                    "this writes a secret to the log of the build",
                )
                .with_help("print that it was found, not what it is"),
            );
        }
    }
}

/// Files that are there to hold secrets, by the end of their path.
fn holds_secrets(path: &str) -> bool {
    const ENDS: &[&str] = &[
        "/etc/shadow",
        "/etc/gshadow",
        "/.aws/credentials",
        "/.netrc",
        "/.pgpass",
        "/.git-credentials",
        "/id_rsa",
        "/id_ecdsa",
        "/id_ed25519",
        ".key",
        ".pfx",
        ".p12",
        ".ppk",
    ];
    let path = path.trim().replace('\\', "/").to_ascii_lowercase();
    ENDS.iter().any(|end| path.ends_with(end))
}

/// Commands that print a secret of Secrets Manager, or a parameter that is named after a secret, and
/// hand it to nothing else.
fn printed_secrets(script: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in script.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let text = line.trim();
        let program = text.split_whitespace().next().unwrap_or_default();
        let prints = ["echo", "printf", "Write-Host", "Write-Output"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(program));
        if prints && !text.contains(['|', '>']) && expression::find(text).any(|found| is_secret(&found)) {
            found.push(start..start + text.len());
        }
    }
    found
}

fn is_secret(expression: &Expression<'_>) -> bool {
    let Reference::SystemsManager(name) = expression.reference else {
        return false;
    };
    let path = name.split(':').next().unwrap_or_default();
    path.starts_with("/aws/reference/secretsmanager/") || names_a_secret(path.rsplit('/').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commands_that_print_a_secret_and_nothing_else_are_found() {
        let script = "  echo {{ aws:ssm:/tool/password }}\nWrite-Host \"{{ aws:ssm:/aws/reference/secretsmanager/x }}\"\n\
                      echo {{ aws:ssm:/tool/password }} > /etc/tool\necho {{ aws:ssm:/tool/version }}\n\
                      tool --password {{ aws:ssm:/tool/password }}\n";
        let lines: Vec<_> = printed_secrets(script)
            .into_iter()
            .filter_map(|range| script.get(range))
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines.first(), Some(&"echo {{ aws:ssm:/tool/password }}"));
    }
}
