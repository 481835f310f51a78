//! `yaml/unquoted-reference`: reported by [`crate::yaml::parse`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct UnquotedReference;

static META: RuleMeta = RuleMeta {
    id: "yaml/unquoted-reference",
    title: "references stand in quotes",
    severity: Severity::Error,
    reason: "Braces start a YAML mapping. `{{ Name }}` without quotes is a mapping that has a mapping as its key, \
             not text, and AWSTOE never sees the reference.",
    bad: r"schemaVersion: 1.0
parameters:
  - Address:
      type: string
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: {{ Address }}
            destination: /opt/tool/
",
    good: r#"schemaVersion: 1.0
parameters:
  - Address:
      type: string
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: "{{ Address }}"
            destination: /opt/tool/
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for UnquotedReference {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
