//! What a document needs of the instance profile.
#![allow(clippy::unwrap_used)]

use ingot_component::iam::{Statement, needs, policy_json, statements};
use ingot_component::{Source, read};
use insta::assert_snapshot;

const DOCUMENT: &str = r#"schemaVersion: 1.0
parameters:
  - Bucket:
      type: string
  - Stage:
      type: string
      default: prod
constants:
  - LicencePath:
      type: string
      value: /tool/licence
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: "s3://tools-{{ Stage }}/agent/*"
            destination: "/tmp/"
          - source: "s3://ec2imagebuilder-tools/agent.rpm"
            destination: "/tmp/agent.rpm"
          - source: "s3://{{ Bucket }}/own.rpm"
            destination: "/tmp/own.rpm"
          - source: "s3://discs/windows.iso"
            destination: "/tmp/windows.iso"
      - name: Other
        action: ExecuteDocument
        inputs:
          document: "s3://tools-prod/other.yaml"
      - name: Script
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              aws s3 cp s3://scripts/setup.sh /tmp/setup.sh # from the team
              aws s3 sync --quiet /var/log "s3://logs/{{ context:executionId }}/"
              aws s3 cp --no-sign-request s3://public/data .
              aws s3 cp --region eu-west-1 s3://unsure/data .
              aws s3 cp "s3://${BUCKET}/data" .
              aws secretsmanager get-secret-value \
                --secret-id tool/login --query SecretString
            - echo "{{ aws:ssm:resolve(LicencePath) }}" "{{ aws:ssm:/aws/reference/secretsmanager/tool/key }}" > /dev/null
  - name: test
    steps:
      - name: Report
        action: S3Upload
        inputs:
          - source: "/tmp/report/*"
            destination: "s3://reports/today"
"#;

fn of(text: &str) -> Vec<Statement> {
    let source = Source::new("component.yaml", text);
    statements(&source, &read(&source).document.unwrap())
}

#[test]
fn a_document_says_what_its_instance_profile_must_allow() {
    let lines: Vec<_> = of(DOCUMENT)
        .iter()
        .map(|statement| {
            let granted = statement.granted_by.as_deref().unwrap_or("nothing");
            let reasons = statement.reasons.join("\n  ");
            format!("{}\n  granted by {granted}\n  {reasons}", statement.to_json("aws"))
        })
        .collect();
    assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_policy_is_json_for_the_partition_that_is_asked_for() {
    let policy = policy_json(&of(DOCUMENT), "aws-cn");
    let policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    for statement in policy["Statement"].as_array().unwrap() {
        assert_eq!(statement["Effect"], "Allow");
        for resource in statement["Resource"].as_array().unwrap() {
            assert!(resource.as_str().unwrap().starts_with("arn:aws-cn:"), "{resource}");
        }
    }
}

#[test]
fn every_need_stands_where_the_text_names_it() {
    let source = Source::new("component.yaml", DOCUMENT);
    let needs = needs(&source, &read(&source).document.unwrap());
    for need in &needs {
        let written = source.slice(need.span);
        let words = ["s3://", "aws:ssm:", "tool/login"];
        assert!(words.iter().any(|word| written.contains(word)), "{written}");
    }
    assert!(needs.iter().any(|need| !need.is_known()));
}

#[test]
fn a_document_that_touches_nothing_needs_nothing() {
    assert_eq!(
        of(
            "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Update\n        action: UpdateOS\n"
        ),
        []
    );
}
