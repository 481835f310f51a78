//! `ingot check --shellcheck`: the findings of another program at their place, and without it a clear word.

use std::path::{Path, PathBuf};

use crate::program::Home;

const DOCUMENT: &str = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Greet\n        \
                        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              \
                        set -euo pipefail\n              ls $HOME/files\n";

/// A shellcheck that finds one thing in the second line of every script.
#[cfg(unix)]
fn fake(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let program = folder.join("fake-shellcheck");
    let finding = r#"{"comments":[{"line":2,"endLine":2,"column":4,"endColumn":15,"level":"info","code":2086,"message":"Quote it."}]}"#;
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = --version ] && {{ echo 'version: 1.0'; exit 0; }}\ncat >/dev/null\necho '{finding}'\nexit 1\n"
    );
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[cfg(unix)]
#[test]
fn its_findings_are_at_their_place_and_can_be_ignored() {
    let home = Home::new();
    home.write("a.yaml", DOCUMENT);
    let program = format!("--shellcheck={}", fake(&home.path("")).display());
    let shellcheck = |home: &Home, arguments: &[&str]| {
        let (code, checked) = home.json(&[&["check", "a.yaml"], arguments].concat());
        let found: Vec<_> = checked["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| {
                format!(
                    "{}:{} {}",
                    it["range"]["start"]["line"], it["range"]["start"]["column"], it["rule"]
                )
            })
            .collect();
        (code, found)
    };
    assert_eq!(shellcheck(&home, &[]), (0, vec![]), "it is off");
    assert_eq!(
        shellcheck(&home, &[&program]),
        (0, vec!["11:18 \"scripts/shellcheck\"".to_owned()])
    );
    let excused = "              # ingot: ignore scripts/shellcheck because no user has blanks in the name\n              ls $HOME";
    home.write("a.yaml", &DOCUMENT.replace("              ls $HOME", excused));
    // Without shellcheck nobody knows whether the ignore is needed.
    assert_eq!(shellcheck(&home, &[]), (0, vec![]));
    home.write("a.yaml", DOCUMENT);
    home.write(
        "ingot.yaml",
        "kind: Workspace\ncheck: {rules: {scripts/shellcheck: off}}\n",
    );
    assert_eq!(shellcheck(&home, &[&program]), (0, vec![]));
}

#[test]
fn without_it_the_rest_is_checked_and_its_absence_is_said() {
    let home = Home::new();
    home.write("w/a.yaml", DOCUMENT);
    home.write("w/ingot.yaml", "kind: Workspace\ncheck: {shellcheck: true}\n");
    let run = |arguments: &[&str]| {
        let output = home
            .command(&[&["check", "w"], arguments].concat())
            .env("PATH", home.path("empty"))
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), stderr)
    };
    let (code, configured) = run(&[]);
    assert!(
        code == Some(0) && configured.contains("cannot find shellcheck"),
        "{configured}"
    );
    let (code, asked) = run(&["--shellcheck"]);
    assert!(code == Some(2) && asked.contains("install shellcheck"), "{asked}");
    assert_eq!(run(&["--no-shellcheck"]), (Some(0), String::new()));
}
