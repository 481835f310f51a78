#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::document::read;
use crate::rules::{RuleSettings, check};
use crate::text::Source;
use crate::{Diagnostic, Severity};

fn made(script: &str) -> FromScript {
    from_script(script, None, "from-script").unwrap()
}

fn findings(document: &str) -> Vec<Diagnostic> {
    check(&Source::new("document.yaml", document), &RuleSettings::default())
}

fn shown(script: &str) -> String {
    let made = made(script);
    let errors: Vec<_> = findings(&made.document)
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    assert_eq!(errors, [], "{}", made.document);
    format!("{}---\n{}\n", made.document, made.notes.join("\n"))
}

#[test]
fn headings_become_steps_and_obvious_variables_parameters() {
    assert_snapshot!(shown(
        "#!/bin/bash
# Sets up the proxy.
set -euo pipefail

NGINX_VERSION=1.27.2
export LOG_DIR=\"/var/log/proxy\"
conf=/etc/nginx/nginx.conf

fail() {
  echo \"$1\" >&2
  exit 1
}

# --- 1. Install nginx ---
yum install -y \"nginx-$NGINX_VERSION\" || fail 'no nginx'

# --- 2. Configure it ---
cat > \"$conf\" <<EOF
error_log $LOG_DIR/error.log;
EOF
nginx -t

# Restart into the new kernel
reboot
"
    ));
}

#[test]
fn sections_that_share_the_state_of_the_shell_stay_together() {
    assert_snapshot!(shown(
        "# Download
archive=$(mktemp)
curl -fsSL https://example.com/a.tgz -o \"$archive\"

# Check
sha256sum --check a.sha256

# Unpack
tar xf \"$archive\" -C /opt

# Clean up
rm -rf /tmp/build
"
    ));
}

#[test]
fn double_braces_of_other_languages_are_put_into_constants() {
    assert_snapshot!(shown(
        "docker ps --format '{{.Names}}'\ndocker ps --format '{{.ID}}' | grep '{{.Names}}'\n"
    ));
}

#[test]
fn a_powershell_script_becomes_powershell_steps() {
    assert_snapshot!(shown(
        "$Version = '3.1.4'\r\n$Target = \"C:\\Tools\"\r\n\r\n# Make the folder\r\nNew-Item -ItemType Directory -Path $Target -Force\r\n\r\n# Install\r\n& \"$Target\\setup.exe\" \"/version=$Version\"\r\n\r\n# Restart\r\nRestart-Computer -Force\r\n"
    ));
}

#[test]
fn a_script_that_cannot_be_parsed_is_one_step_and_says_so() {
    let made = made("if true; then\n\n# Later\necho a\n");
    assert!(made.notes.iter().any(|note| note.contains("could not be parsed")));
    assert_eq!(
        read(&Source::new("a", made.document)).document.unwrap().phases[0]
            .steps
            .len(),
        1
    );
}

#[test]
fn what_is_no_script_is_refused_with_the_reason() {
    assert_eq!(from_script("\n# nothing\n", None, "a"), Err(NotAScript::Empty));
    assert_eq!(
        from_script("#!/usr/bin/env python3\nprint(1)\n", None, "a"),
        Err(NotAScript::OtherInterpreter)
    );
    assert_eq!(from_script(&"a\n".repeat(40_000), None, "a"), Err(NotAScript::TooLarge));
}

#[test]
fn secrets_become_no_parameters() {
    let made = made("DB_PASSWORD=hunter2hunter2\nDB_NAME=orders\necho \"$DB_NAME $DB_PASSWORD\"\n");
    assert_eq!(made.parameters.len(), 1);
    assert!(
        made.notes
            .iter()
            .any(|note| note.starts_with("DB_PASSWORD looks like a secret"))
    );
}

proptest! {
    #[test]
    fn any_text_gives_a_readable_document_or_a_reason(
        script in "([a-z \\n#'\"$(){}=\\\\;|&<>\\t]|\\{\\{|EOF|<<|A=b\\n|\\n\\n# Head\\n|reboot\\n){0,60}",
        powershell in any::<bool>(),
    ) {
        let language = if powershell { Language::PowerShell } else { Language::Bash };
        if let Ok(made) = from_script(&script, Some(language), "any") {
            let source = Source::new("a", made.document.as_str());
            let reading = read(&source);
            prop_assert!(reading.complete && reading.diagnostics.is_empty(), "{:?}\n{}", reading.diagnostics, made.document);
            prop_assert!(reading.document.is_some_and(|document| !document.phases[0].steps.is_empty()));
        }
    }

    #[test]
    fn every_command_of_a_script_is_in_exactly_one_step(heads in prop::collection::vec(any::<bool>(), 1..30)) {
        let mut script = String::new();
        for (number, head) in heads.iter().enumerate() {
            if *head {
                script.push_str(&format!("\n# Part {number}\n"));
            }
            script.push_str(&format!("run-{number}-end\n"));
        }
        let made = from_script(&script, Some(Language::Bash), "any").unwrap();
        for number in 0..heads.len() {
            prop_assert_eq!(made.document.matches(&format!("run-{number}-end")).count(), 1);
        }
    }
}
