//! What people read when a document is wrong: the exact words, places and fixes.
#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write;

use common::{report, step};
use insta::assert_snapshot;

/// Each document followed by what is wrong with it.
fn reports<T: AsRef<str>>(documents: &[T]) -> String {
    let mut reports = String::new();
    for text in documents.iter().map(AsRef::as_ref) {
        match text.len() {
            0..2000 => writeln!(reports, "{}", text.trim_end().replace('\0', "<NUL>")).unwrap(),
            bytes => writeln!(reports, "<{bytes} bytes>").unwrap(),
        }
        writeln!(reports, "=>\n{}", report(text)).unwrap();
    }
    reports
}

#[test]
fn yaml_that_cannot_be_read() {
    let reports = reports(&[
        "phases:\n\t- name: build\n",
        "phases:\n  - name: 'build\n",
        "phases:\n  - name: build\n steps: []\n",
        "a: b: c\n",
        "a: [b, c\nd: e\n",
        "a: {b: c\n",
        "a: @b\n",
        "a: %b\n",
        "a: \"C:\\Users\"\n",
        "a: |\n  text\n text\n",
        "a: \"b\" c\n",
        "a: b\nc\n",
        "a:\n  - b\n c\n",
        "- a\nb: c\n",
        "a: - b\n",
        "a\0: b\n",
        "a: b]\nc: ]\n",
        "a: !!\u{e9} b\nc: !x! d\n",
    ]);
    assert_snapshot!(reports);
}

#[test]
fn aliases_that_were_meant_as_text() {
    let reports = reports(&[
        "inputs:\n  - fileNamePattern: *log # all\n",
        "inputs:\n  - fileNamePattern: *.log\n",
        "inputs:\n  - name: é\n    command: & x\n",
        "a: &x [*x]\n",
        "a: {<<: b}\n",
    ]);
    assert_snapshot!(reports);
}

#[test]
fn references_without_quotes() {
    let reports = reports(&[
        &step("action: ExecuteBash\ninputs:\n  commands:\n    - {{ é }}\n"),
        &step("action: DeleteFile\ninputs:\n  - path: {{ Folder }}/file # gone\n"),
        &step("action: DeleteFile\ninputs:\n  - path: {{ build.Step.inputs[0].path }}\n"),
        &step("action: DeleteFile\ninputs:\n  - path: {{ Folder }}\\\"x\"\n"),
    ]);
    assert_snapshot!(reports);
}

#[test]
fn keys_that_are_there_twice() {
    let reports = reports(&["schemaVersion: 1.0\nschemaVersion: 1.0\nphases: []\n"]);
    assert_snapshot!(reports);
}

#[test]
fn documents_of_the_wrong_shape() {
    let reports = reports(&[
        "",
        "# nothing but a comment\n",
        "just text\n",
        "- name: build\n",
        "{}\n",
        "schemaVersion: \"1.0\"\nphases:\n",
        "schemaVersion: [1.0]\nphases: build\n",
        "schemaVersion: 1.1\nphases: [build, {}, {name: [], steps: 1}]\n",
        "schemaVersion: 1.0\nphases: [{name: verify, steps: []}]\n",
        "schemaVersion: 1.0\nphases: [{name: test, steps: [{}, 1, {name: , action: }]}]\n",
        "schemaVersion: 1.0\nphases: [{name: test, steps: []}]\n---\nphases: []\n",
        "schemaversion: 1.0\nversion: 2\nphases: [{name: test, step: []}]\n",
    ]);
    assert_snapshot!(reports);
}

#[test]
fn parameters_and_constants_of_the_wrong_shape() {
    let document = |head: &str| format!("schemaVersion: 1.0\n{head}phases: [{{name: test, steps: []}}]\n");
    let reports = reports(&[
        &document("parameters:\n  Name:\n    type: string\n"),
        &document("parameters:\n  - Name:\n    type: string\n"),
        &document("parameters:\n  - name: Name\n    type: string\n"),
        &document("parameters:\n  - Name\n  - Name: string\n  - Port: {default: [1], allowed: []}\n"),
        &document("constants:\n  - Name: {type: string}\n  - Other: {valu: 1}\n"),
        &document("parameters:\n  - OS: {type: string}\n  - Größe: {type: string}\nconstants:\n  - OS: {value: a}\n"),
        &document("parameters:\n  - Edition: {type: string, allowedValues: [a, b]}\n"),
    ]);
    assert_snapshot!(reports);
}

#[test]
fn steps_with_the_wrong_action_or_inputs() {
    let reports = reports(&[
        &step("action: ExecuteBsh\ninputs: {}\n"),
        &step("action: RunCommand\n"),
        &step("action: ExecuteBash\n"),
        &step("action: S3Download\ninputs: []\n"),
        &step("action: Assert\ninputs:\n"),
        &step("action: Reboot\ntimeoutSeconds: 60\n"),
        &step("action: ExecuteBash\ninputs:\n  command:\n    - ls\n"),
        &step("action: ExecuteBash\ninputs:\n  commands: ls\n"),
        &step("action: ExecuteBash\ninputs:\n  - commands:\n      - ls\n"),
        &step("action: ExecuteBash\ninputs: ls\n"),
        &step("action: CreateFile\ninputs:\n  path: /a\n"),
        &step("action: DeleteFile\ninputs:\n  path: /a\n"),
        &step("action: DeleteFile\ninputs:\n  - /a\n"),
        &step("action: ExecutePowerShell\ninputs:\n  arguments: []\n"),
        &step("action: ExecutePowerShell\ninputs:\n  commands: [dir]\n  file: C:\\a.ps1\n"),
        &step("action: WebDownload\ninputs:\n  - source: https://a/b\n    destination: /c/\n    checksum: abc\n"),
    ]);
    assert_snapshot!(reports);
}

#[test]
fn steps_with_impossible_settings() {
    let with = |setting: &str| step(&format!("action: UpdateOS\n{setting}\n"));
    let reports = reports(&[
        &with("timeoutSeconds: -2"),
        &with("timeoutSeconds: ten minutes"),
        &with("timeoutSeconds: [1]"),
        &with("onFailure: abort"),
        &with("onFailure: Retry"),
        &with("maxAttempts: 0"),
        &with("timeoutSeconds: -1\nmaxAttempts: '3'\nonFailure: Continue"),
        &step("action: ExecuteDocument\ntimeoutSeconds: 60\nmaxAttempts: 2\ninputs:\n  document: a.yaml\n"),
    ]);
    assert_snapshot!(reports);
}

#[test]
fn references_that_lead_nowhere() {
    let text = "schemaVersion: 1.0
constants:
  - Greeting:
      type: string
      value: hello
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        loop:
          forEach: ['{{ Greetin }}']
        inputs:
          commands:
            - |
              # {{Greeting}} über
              echo {{ greeting }} {{ loop.value }} {{ Nothing }}
            - echo {{ build.Shw.outputs.stdout }} {{ biuld.Show.outputs.stdout }}
            - docker ps --format '{{ .Names }}' {{.Greeting}} {{ env:HOME }} {{ aws:ssm:/a }} {{ context:region }}
  - name: test
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - echo {{ build.Show.outputs.stdout }}
";
    let reports = reports(&[text]);
    assert_snapshot!(reports);
}

#[test]
fn names_and_phases_that_clash_or_never_run() {
    let text = "schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: UpdateOS
      - name: Update
        action: UpdateOS
  - name: Validate
    steps:
      - name: Update
        action: UpdateOS
  - name: build
    steps:
      - name: Other
        action: UpdateOS
";
    let reports = reports(&[text]);
    assert_snapshot!(reports);
}

#[test]
fn secrets_and_downloads_that_cannot_be_trusted() {
    // Put together here, so that no scanner takes this file for a leak.
    let token = format!("ghp_{}", "aB3dE5gH7jK9".repeat(3));
    let literal = ["Vq7m", "T2wL", "z9xK"].concat();
    let reports = reports(&[
        &step(&format!(
            "action: ExecuteBash\ninputs:\n  commands:\n    - |\n      # é\n      export TOKEN={token}\n"
        )),
        &step(&format!(
            "action: InstallMSI\ninputs:\n  path: http://a.example/b.msi\n  properties:\n    ADMINPASSWORD: '{literal}'\n    LICENCE_PASSWORD: '{{{{ env:X }}}}'\n"
        )),
        &step(&format!(
            "action: SetRegistry\ninputs:\n  - path: HKLM:\\SOFTWARE\\Tool\n    name: DefaultPassword\n    value: {literal}\n    type: SZ\n"
        )),
        &step("action: ExecuteBash\ninputs:\n  commands:\n    - \"echo 'root:toor' | chpasswd\"\n"),
        &step(
            "action: WebDownload\ninputs:\n  - source: http://a.example/b\n    destination: /c/\n    checksum: 098f6bcd4621d373cade4e832627b4f6\n    algorithm: MD5\n",
        ),
        &step("action: CreateFolder\ninputs:\n  - path: /opt/tool\n    permissions: '0777'\n"),
        &step("action: ExecuteBash\ninputs:\n  commands:\n    - echo \"{{ aws:ssm:/tool/admin-password }}\"\n"),
    ]);
    // Nothing of the secrets is in the messages; the documents themselves are cut out.
    let found: String = reports
        .split_inclusive('\n')
        .filter(|line| !line.contains(&literal) && !line.contains(&token))
        .collect();
    assert_eq!(reports.matches(&token).count() + reports.matches(&literal).count(), 3);
    assert_snapshot!(found);
}

#[test]
fn what_image_builder_makes_of_a_document() {
    let document = |phases: &str| format!("schemaVersion: 1.0\nphases:\n{phases}");
    let phase = |name: &str, step: &str| format!("  - name: {name}\n    steps:\n      - name: Step\n        {step}\n");
    let download = "action: S3Download\n        inputs:\n          - source: s3://ec2imagebuilder-tools/*\n            destination: C:\\Tools\\\n";
    let reports = reports(&[
        &document(&[phase("validate", "action: UpdateOS"), phase("build", download)].concat()),
        &document(
            &[
                phase("Build", "action: UpdateOS"),
                phase("test", "action: UpdateOS\n        onFailure: Ignore"),
            ]
            .concat(),
        ),
        &document(&phase("build", "action: UpdateOS\n        timeoutSeconds: 90000")),
    ]);
    assert_snapshot!(reports);
}

#[test]
fn documents_that_are_too_large() {
    let long = |bytes: usize| format!("{}# {}\n", step("action: UpdateOS\n"), "é".repeat(bytes / 2));
    let reports = reports(&[&long(33_000), &long(70_000), &long(9_000_000), &"[".repeat(100_000)]);
    assert_snapshot!(reports);
}

#[test]
fn scripts_that_bash_or_powershell_cannot_read() {
    let bash = |script: &str| {
        step(&format!(
            "action: ExecuteBash\ninputs:\n  commands:\n    - |\n      {}",
            script.replace('\n', "\n      ")
        ))
    };
    let reports = reports(&[
        bash("set -e\nif [ -f /a ]; then\n  echo yes"),
        bash("set -e\nif [ -f /a ]; then\n  # later\nfi"),
        bash("set -e\nfor x in a b\n  echo $x\ndone"),
        bash("set -e\necho \"it\necho done"),
        bash("set -e\ncat <<EOF > /a\n  text\n  EOF\nsystemctl enable a"),
        bash("set -e\necho (a)"),
        bash("set -e\necho a \\\n  # b\n  && echo c"),
        step("action: ExecutePowerShell\ninputs:\n  commands:\n    - 'if ($true) { Get-Date'"),
        step("action: ExecuteBash\ninputs:\n  commands: [\"echo \\u00e9 \\\"a; fi\"]"),
    ]);
    assert_snapshot!(reports);
}

#[test]
fn scripts_that_hang_or_go_on() {
    let reports = reports(&[
        step(
            "action: ExecuteBash\ninputs:\n  commands:\n    - apt-get install nginx\n    - yum update\n    - \"ssh-keygen\"",
        ),
        step(
            "action: ExecuteBash\ninputs:\n  commands:\n    - |\n      dnf install -y a\n      sudo reboot\n      rm -rf $X/",
        ),
        step(
            "action: ExecuteBash\ninputs:\n  commands:\n    - curl http://a.example/b | bash\n    - curl -fsSk -o /tmp/b https://a.example/b",
        ),
        step(
            "action: ExecutePowerShell\ninputs:\n  commands:\n    - msiexec /i a.msi\n    - exit 194\n    - Read-Host a",
        ),
        step(
            "action: ExecuteBash\ninputs:\n  commands:\n    - sudo apt-get install -y a\n    - if [ -f /a ]; then\n    - |\n      dnf install -y b\n      echo c\n    - fi",
        ),
    ]);
    assert_snapshot!(reports);
}
