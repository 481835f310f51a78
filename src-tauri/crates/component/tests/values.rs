//! What people read when the values of inputs are wrong, and that values which may be right are left
//! alone.
#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write;

use common::step;
use insta::assert_snapshot;

/// Only actions are the subject here: where a download comes from and what it may read are others'.
const GROUP: &str = "actions/";

fn findings(document: impl Fn(&str) -> String, cases: &[&str]) -> String {
    common::findings(GROUP, document, cases)
}

fn assert_clean(document: impl Fn(&str) -> String, cases: &[&str]) {
    common::assert_clean(GROUP, document, cases);
}

/// A step that calls `action`, whose inputs are one mapping.
fn mapping(action: &str, inputs: &str) -> String {
    let mut text = format!("action: {action}\ninputs:\n");
    for line in inputs.lines() {
        writeln!(text, "  {line}").unwrap();
    }
    step(&text)
}

/// A step that calls `action`, whose inputs are a list with one item.
fn list(action: &str, inputs: &str) -> String {
    let mut text = String::new();
    for (at, line) in inputs.lines().enumerate() {
        writeln!(text, "{} {line}", if at == 0 { "-" } else { " " }).unwrap();
    }
    mapping(action, &text)
}

#[test]
fn values_of_the_wrong_kind() {
    let findings = [
        findings(
            |inputs| list("CopyFile", &format!("source: /a/b\ndestination: /c/d\n{inputs}")),
            &[
                "overwrite: \"false\"",
                "overwrite: no",
                "overwrite: maybe",
                "overwrite: 0",
                "overwrite: [true]",
            ],
        ),
        findings(
            |inputs| mapping("Reboot", inputs),
            &[
                "delaySeconds: \"60\"",
                "delaySeconds: 60s",
                "delaySeconds: 1.5",
                "delaySeconds: {seconds: 60}",
                "delaySeconds: -5",
            ],
        ),
        findings(
            |inputs| list("CreateFile", inputs),
            &["path: [/a, /b]", "path: /a\ncontent: 1.10", "path: /a\ncontent: {a: b}"],
        ),
        findings(
            |inputs| mapping("ExecuteDocument", &format!("document: a.yaml\n{inputs}")),
            &["phases: [build]", "parameters: a=b", "parameters:\n  a: b"],
        ),
        findings(
            |inputs| mapping("ExecuteBinary", &format!("path: /bin/a\n{inputs}")),
            &["arguments: -a -b", "arguments: {a: b}"],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
}

#[test]
fn values_that_a_reference_or_a_template_fills_are_left_alone() {
    assert_clean(
        |inputs| list("AppendFile", &format!("path: /a\n{inputs}")),
        &[
            "encoding: '{{ env:CODE }}'",
            "encoding: ${code}",
            "encoding: UTF-16-le",
            "encoding:",
        ],
    );
    assert_clean(
        |inputs| list("S3Download", inputs),
        &[
            "source: '{{ env:ADDRESS }}'\ndestination: '{{ env:PLACE }}'\noverwrite: '{{ env:FLAG }}'",
            "source: s3://${bucket}/a\ndestination: /tmp/a\nexpectedBucketOwner: ${owner}",
            "source: s3://<bucket>/a\ndestination: /tmp/a\noverwrite: ${flag}",
            "source: s3://ec2imagebuilder-a/{{ env:A }}/*\ndestination: /tmp",
        ],
    );
    assert_clean(
        |inputs| mapping("ExecuteBash", inputs),
        &[
            "commands: '{{ env:COMMANDS }}'",
            "commands:\n  - '{{ env:COMMAND }}'\n  - a:b\n  - echo 1.10",
        ],
    );
}

#[test]
fn words_that_are_not_among_those() {
    let findings = [
        findings(
            |word| mapping("InstallMSI", &format!("path: C:\\a.msi\nreboot: {word}")),
            &["skip", "Never", "Forced", "false"],
        ),
        findings(
            |word| list("AppendFile", &format!("path: /a\nencoding: {word}")),
            &["UTF-15", "latin1"],
        ),
        findings(
            |word| {
                let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
                let inputs = format!("source: https://a.com/b\ndestination: /c\nchecksum: {hash}\nalgorithm: {word}");
                list("WebDownload", &inputs)
            },
            &["SHA-256", "'sha256' # of the vendor", "CRC32"],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
}

#[test]
fn permissions_and_accounts_that_yaml_makes_numbers_of() {
    let findings = [
        findings(
            |value| list("SetFilePermissions", &format!("path: /a\npermissions: {value}")),
            &["0644", "755 # all", "0o644", "u+x", "\"0888\"", "\"7\"", "[6, 4, 4]"],
        ),
        findings(
            |value| {
                let inputs = "source: s3://ec2imagebuilder-a/b\ndestination: /tmp/b\nexpectedBucketOwner:";
                list("S3Download", &format!("{inputs} {value}"))
            },
            &[
                "011122223333",
                "111122223333",
                "11122223333",
                "\"1111 2222 3333\"",
                "me",
            ],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
    assert_clean(
        |value| list("SetFilePermissions", &format!("path: /a\npermissions: {value}")),
        &["\"0644\"", "'755'", "\"01777\"", "\"4755\""],
    );
}

#[test]
fn addresses_that_lead_nowhere() {
    let findings = [
        findings(
            |source| list("S3Download", &format!("source: {source}\ndestination: /tmp/a")),
            &[
                "ec2imagebuilder-a/b",
                "arn:aws:s3:::ec2imagebuilder-a/b",
                "https://{{ env:HOST }}/b",
                "S3://ec2imagebuilder-a/b",
                "s3:///b",
                "s3://My_Bucket/b",
                "s3://ec2imagebuilder-a",
                "\"s3://ec2imagebuilder-a/b/\"",
            ],
        ),
        findings(
            |source| list("WebDownload", &format!("source: {source}\ndestination: /tmp/a")),
            &[
                "s3://ec2imagebuilder-a/b",
                "example.com/b",
                "https:///b",
                "'https://a.com/b c'",
                "C:\\a",
            ],
        ),
        findings(
            |document| mapping("ExecuteDocument", &format!("document: {document}")),
            &[
                "http://a.com/b.yaml",
                "arn:aws:s3:::a/b.yaml",
                "arn:aws:imagebuilder:eu-west-1:111122223333:image-recipe/a/1.0.0",
                "arn:aws:imagebuilder:eu-west-1:111122223333:component/a",
                "arn:aws:imagebuilder:eu-west-1:111122223333:component/a/1.0",
                "arn:aws:imagebuilder:eu-west-1:111122223333:component/a/1.0.0/x",
                "s3://ec2imagebuilder-a/",
            ],
        ),
        findings(
            |path| mapping("InstallMSI", &format!("path: {path}")),
            &["ftp://a.com/b.msi", "C:\\a.MSIX", "s3://ec2imagebuilder-a"],
        ),
        findings(
            |path| mapping("ExecutePowerShell", &format!("file: {path}")),
            &["C:\\a.bat"],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
    assert_clean(
        |document| mapping("ExecuteDocument", &format!("document: {document}")),
        &[
            "arn:aws:imagebuilder:eu-west-1:aws:component/a/x.x.x",
            "arn:aws-cn:imagebuilder:cn-north-1:111122223333:component/A-b/1.0.0/2",
            "C:/components/a.yaml",
            "'{{ env:DOCUMENT }}'",
        ],
    );
    assert_clean(
        |path| mapping("UninstallMSI", &format!("path: {path}")),
        &["C:\\a.msi", "https://a.com/download?id=1", "'{{ env:PACKAGE }}'"],
    );
}

#[test]
fn wildcards_and_destinations_that_do_not_fit() {
    let findings = [
        findings(
            |inputs| list("MoveFile", inputs),
            &[
                "source: /a/*/b\ndestination: /c/",
                "source: C:\\a\\*\ndestination: C:\\c",
                "source: /a/*.log\ndestination: \"/c\"",
                "source: /a/*\ndestination: /a/",
                "source: /a/b\ndestination: /c*",
            ],
        ),
        findings(|inputs| list("CreateSymlink", inputs), &["path: /a/b\ntarget: /a/b"]),
        findings(
            |inputs| list("S3Download", inputs),
            &[
                "source: s3://ec2imagebuilder-a/b\ndestination: /tmp/",
                "source: s3://ec2imagebuilder-a/b\ndestination: /tmp",
                "source: s3://ec2imagebuilder-a/*.rpm\ndestination: /tmp/",
                "source: s3://ec2imagebuilder-a/b*\ndestination: /tmp/",
            ],
        ),
        findings(
            |inputs| list("WebDownload", &format!("source: https://a.com/b\n{inputs}")),
            &["destination: C:\\Windows\\Temp", "destination: '/opt' # here"],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
    assert_clean(
        |inputs| list("CopyFolder", inputs),
        &[
            "source: /a/b*\ndestination: /c/",
            "source: /a/b\ndestination: /c",
            "source: /a/b\ndestination: /a/b.old",
        ],
    );
}

#[test]
fn registry_keys_and_values_that_do_not_fit() {
    let with = |inputs: &str| list("SetRegistry", &format!("name: a\n{inputs}"));
    let findings = [
        findings(
            |path| with(&format!("path: {path}\nvalue: a\ntype: SZ")),
            &[
                "HKLM\\SOFTWARE",
                "'HKEY_LOCAL_MACHINE:\\SOFTWARE' # all",
                "SOFTWARE\\a",
                "Registry::HKLM\\a",
            ],
        ),
        findings(
            |value| with(&format!("path: HKLM:\\a\n{value}")),
            &[
                "value: on\ntype: DWORD",
                "value: true\ntype: DWORD",
                "value: 4294967296\ntype: DWORD",
                "value: -1\ntype: QWORD",
                "value: [1]\ntype: DWORD",
                "value: 1.10\ntype: SZ",
                "value: [a, b]\ntype: SZ",
                "value: {a: b}\ntype: MULTI_SZ",
            ],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
    assert_clean(
        |value| with(&format!("path: hkcu:\\a\n{value}")),
        &[
            "value: 1\ntype: DWORD",
            "value: \"0x1F\"\ntype: DWORD",
            "value: '18446744073709551615'\ntype: QWORD",
            "value: '{{ env:A }}'\ntype: DWORD",
            "value: [a, b]\ntype: MULTI_SZ",
            "value: \"1.10\"\ntype: EXPAND_SZ",
        ],
    );
}

#[test]
fn lists_of_commands_updates_and_arguments_that_yaml_reads_otherwise() {
    let findings = [
        findings(
            |inputs| mapping("ExecuteBash", inputs),
            &[
                "commands:\n  - echo Status: ok # done",
                "commands:\n  - echo \"it's\": ok",
                "commands:\n  - echo a: b\n    echo c: d",
                "commands:\n  - - ls",
                "commands:\n  - true\n  - 42",
                "commands:\n  - ls\n  - # rm -rf /opt/tool\n  - ''",
                "commands:\n  -",
            ],
        ),
        findings(
            |inputs| mapping("ExecuteBinary", inputs),
            &[
                "path: /bin/sh -c ls",
                "path: /bin/a\narguments:\n  - --yes --quiet\n  - -v > /tmp/log\n  - 1.10\n  -",
            ],
        ),
        findings(
            |inputs| mapping("UpdateOS", inputs),
            &[
                "include: [KB 5031234]\nexclude: [kb5031235]",
                "include: [kb5031234]\nexclude: ['5031234']",
            ],
        ),
        findings(
            |inputs| mapping("InstallMSI", &format!("path: C:\\a.msi\n{inputs}")),
            &[
                "properties: {A: true, B: 8080, C: [1], D: yes}",
                "logFile: C:\\a.log\nlogOptions: all",
                "logOptions: '*V'",
            ],
        ),
        findings(
            |inputs| mapping("ExecuteDocument", &format!("document: a.yaml\n{inputs}")),
            &[
                "phases: 'build, test'",
                "phases: Build,build",
                "phases: build,build",
                "phases: ','",
                "parameters:\n  - a: b\n  - name: Port\n  - name: Port\n    value: [1]\n  - text",
                "parameters:\n  - name: Port\n    value: 1.10\n  - {name: A1b, value: x}\n  - {name: A1b, value: y}",
            ],
        ),
    ]
    .concat();
    assert_snapshot!(findings);
    assert_clean(
        |inputs| mapping("ExecuteBinary", inputs),
        &[
            "path: C:\\Program Files\\a.exe\narguments:\n  - /v\"/qn /norestart\"\n  - -o file\n  - 8080\n  - /etc/a /etc/b",
        ],
    );
}

#[test]
fn folders_of_the_system_are_guarded() {
    assert_snapshot!(findings(
        |inputs| list("DeleteFolder", &format!("{inputs}\nforce: true")),
        &["path: /etc/", "path: c:\\windows"],
    ));
    assert_clean(
        |inputs| list("SetFolderOwner", &format!("owner: root\n{inputs}")),
        &["path: /usr\nrecursive: false", "path: /usr/local/tool"],
    );
}
