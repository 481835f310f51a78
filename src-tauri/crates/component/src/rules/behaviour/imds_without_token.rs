//! `behaviour/imds-without-token`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ImdsWithoutToken;

static META: RuleMeta = RuleMeta {
    id: "behaviour/imds-without-token",
    title: "instance metadata is read with a token",
    severity: Severity::Info,
    reason: "When the infrastructure configuration says `httpTokens: required`, and on images such as Amazon Linux \
             2023 anyway, the metadata service answers only requests with a session token (IMDSv2). A script without \
             one gets an error page, and often goes on with that. AWSTOE itself offers `{{ aws:imds:… }}`.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ShowZone
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              zone="$(curl -sSf http://169.254.169.254/latest/meta-data/placement/availability-zone)"
              echo "${zone}"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ShowZone
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ aws:imds:placement/availability-zone }}"
"#,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
};

impl Rule for ImdsWithoutToken {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script().filter(|script| !uses_token(&script.text)) else {
            return;
        };
        let Some(at) = script.text.find(ADDRESS) else { return };
        found.push(
            self.at(
                context,
                script.span(at..at + ADDRESS.len()),
                "without a session token this fails where IMDSv2 is required",
            )
            .with_help("write `{{ aws:imds:path }}` for the value, or fetch a token first"),
        );
    }
}

const ADDRESS: &str = "169.254.169.254/latest/";

/// Whether a script knows of tokens: the header of a request, the path that hands them out, or the
/// tool that does it by itself.
fn uses_token(script: &str) -> bool {
    ["aws-ec2-metadata-token", "latest/api/token"]
        .iter()
        .any(|word| script.contains(word))
}
