//! Running shellcheck: there, not there, and something else in its place.
#![allow(clippy::unwrap_used, clippy::print_stderr)]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ingot_workspace::{Shellcheck, ShellcheckError};

/// A program that is no shellcheck but is started like one.
fn fake(folder: &Path, script: &str) -> PathBuf {
    let program = folder.join("shellcheck");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[test]
fn what_it_prints_is_the_answer_also_when_it_found_something() {
    let folder = tempfile::tempdir().unwrap();
    let program = fake(
        folder.path(),
        "if [ \"$1\" = --version ]; then echo 'version: 9.9.9'; exit 0; fi\necho \"$*\"; cat; exit 1",
    );
    let shellcheck = Shellcheck::find(Some(&program)).unwrap();
    assert_eq!(shellcheck.version(), "9.9.9");
    let script = "echo hello\n".repeat(20_000);
    let answer = shellcheck.check(&["--norc", "-"], &script).unwrap();
    assert_eq!(answer, format!("--norc -\n{script}"));
}

#[test]
fn a_program_that_is_absent_or_another_one_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let absent = Shellcheck::find(Some(&folder.path().join("nothing")));
    assert!(matches!(absent, Err(ShellcheckError::NotFound { .. })), "{absent:?}");
    for script in ["echo hello", "exit 3", "printf '\\377'"] {
        let other = Shellcheck::find(Some(&fake(folder.path(), script)));
        assert!(matches!(other, Err(ShellcheckError::Broken { .. })), "{other:?}");
    }
}

#[test]
fn the_real_one_answers_in_json() {
    let Ok(shellcheck) = Shellcheck::find(None) else {
        eprintln!("skipped: shellcheck is not installed");
        return;
    };
    let answer = shellcheck
        .check(&["--norc", "--shell=bash", "--format=json1", "-"], "cd $1\n")
        .unwrap();
    assert!(answer.starts_with('{') && answer.contains("2086"), "{answer}");
}
