//! What Git says about a folder, through the `git` program.
//!
//! Read-only: no lock is taken, no hook and no file-system monitor is run, and every call ends
//! within [`TIMEOUT`]. Without Git, outside a repository, or when Git refuses (a repository owned
//! by somebody else), there is simply nothing to say.

mod history;

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::file::MAX_FILE_BYTES;

pub use history::{MAX_REVISIONS, Revision, commit, revisions, tree};

/// Longest a single `git` may run.
pub const TIMEOUT: Duration = Duration::from_secs(5);
/// Most output that is read from it, in bytes.
const MAX_OUTPUT: u64 = 4 * MAX_FILE_BYTES;

/// How a folder stands in Git.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GitState {
    /// The top of the working tree.
    pub top: PathBuf,
    /// The branch; `None` when HEAD is detached.
    pub branch: Option<String>,
    /// The first 12 digits of HEAD's commit; `None` before the first commit.
    pub head: Option<String>,
    /// Files below the folder that differ from HEAD, untracked ones included, relative to the
    /// folder with `/`. A folder in which everything is untracked stands for its files, with a `/`
    /// at its end.
    pub changed: Vec<String>,
}

/// The state of `folder`; `None` when Git has nothing to say about it.
pub fn state(folder: &Path) -> Option<GitState> {
    let place = run(folder, ["rev-parse", "--show-toplevel", "--show-prefix"])?;
    let place = String::from_utf8(place).ok()?;
    let (top, prefix) = place.strip_suffix('\n')?.split_once('\n')?;
    let status = run(
        folder,
        [
            "status",
            "--porcelain=v2",
            "--branch",
            "-z",
            "--ignore-submodules=all",
            "--untracked-files=normal",
            "--",
            ".",
        ],
    )?;
    let mut state = read_status(&String::from_utf8_lossy(&status), prefix);
    state.top = PathBuf::from(top);
    Some(state)
}

/// The text of `path` (relative to `folder`, with `/`) in the commit `rev`, such as `HEAD`. `None`
/// when it is not there, is no UTF-8 text or exceeds [`MAX_FILE_BYTES`]. Line ends are as
/// committed, whatever `core.autocrlf` makes of them in the working tree.
pub fn file_at(folder: &Path, rev: &str, path: &str) -> Option<String> {
    if !is_sound(rev) {
        return None;
    }
    // `rev` starts with no `-` and the path stands behind a colon: neither can be an option.
    let text = run(folder, ["cat-file", "blob", &format!("{rev}:./{path}")])?;
    if text.len() as u64 > MAX_FILE_BYTES {
        return None;
    }
    String::from_utf8(text).ok()
}

/// Who commits in `folder`, as Git is configured there; `None` when no name is.
pub fn author(folder: &Path) -> Option<String> {
    let name = run(folder, ["config", "--get", "user.name"])?;
    let name = String::from_utf8(name).ok()?.trim().to_owned();
    (!name.is_empty() && !name.chars().any(char::is_control)).then_some(name)
}

/// Whether `rev` can be handed to Git as a revision: no option, no second argument, no path.
fn is_sound(rev: &str) -> bool {
    !rev.is_empty() && !rev.starts_with('-') && rev.chars().all(|c| c.is_alphanumeric() || "-_./@^~{}+".contains(c))
}

/// `git` in `folder`, away from the user's terminal and from variables that point it at another
/// repository (as they do inside a Git hook).
pub(crate) fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.args([
        "--no-pager",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
    ])
    .current_dir(folder)
    .env("GIT_OPTIONAL_LOCKS", "0")
    .env("GIT_TERMINAL_PROMPT", "0")
    // What a partial clone lacks is not fetched.
    .env("GIT_NO_LAZY_FETCH", "1")
    .env("LC_ALL", "C")
    .stdin(Stdio::null())
    .stdout(Stdio::piped())
    .stderr(Stdio::null());
    for variable in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
    ] {
        git.env_remove(variable);
    }
    git
}

/// The output of a `git` that ended well and in time.
fn run<const N: usize>(folder: &Path, arguments: [impl AsRef<OsStr>; N]) -> Option<Vec<u8>> {
    output(command(folder).args(arguments).spawn().ok()?)
}

/// Waits for `child`, ends it when it takes too long.
pub(crate) fn output(mut child: Child) -> Option<Vec<u8>> {
    let pipe = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let complete = pipe.take(MAX_OUTPUT + 1).read_to_end(&mut bytes).is_ok();
        let _ = sender.send((complete && bytes.len() as u64 <= MAX_OUTPUT).then_some(bytes));
    });
    let bytes = receiver.recv_timeout(TIMEOUT).ok().flatten();
    if bytes.is_none() {
        let _ = child.kill();
    }
    let status = child.wait().ok()?;
    bytes.filter(|_| status.success())
}

/// Reads `git status --porcelain=v2 --branch -z` (<https://git-scm.com/docs/git-status>).
/// `prefix` is the folder relative to the top, empty or ending in `/`.
fn read_status(text: &str, prefix: &str) -> GitState {
    let mut state = GitState {
        top: PathBuf::new(),
        branch: None,
        head: None,
        changed: Vec::new(),
    };
    let mut records = text.split('\0');
    while let Some(record) = records.next() {
        let mut parts = record.splitn(2, ' ');
        let (Some(sort), Some(rest)) = (parts.next(), parts.next()) else {
            continue;
        };
        // Fields before the path, after the first.
        let fields = match sort {
            "#" => {
                match rest.split_once(' ') {
                    Some(("branch.oid", oid)) if oid != "(initial)" => {
                        state.head = Some(oid.chars().take(12).collect());
                    }
                    Some(("branch.head", branch)) if branch != "(detached)" => {
                        state.branch = Some(branch.to_owned());
                    }
                    _ => {}
                }
                continue;
            }
            "1" => 7,
            // Behind a renamed file follows, as a record of its own, what it was called.
            "2" => 8,
            "u" => 9,
            "?" => 0,
            _ => continue,
        };
        if let Some(path) = rest.splitn(fields + 1, ' ').nth(fields) {
            state.changed.push(path.strip_prefix(prefix).unwrap_or(path).to_owned());
        }
        if sort == "2"
            && let Some(before) = records.next()
            && let Some(before) = before.strip_prefix(prefix)
        {
            state.changed.push(before.to_owned());
        }
    }
    state.changed.sort();
    state.changed.dedup();
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_branch_head_and_every_sort_of_change() {
        let oid = "0123456789abcdef0123456789abcdef01234567";
        let text = format!(
            "# branch.oid {oid}\0# branch.head feature/x y\0\
             1 .M N... 100644 100644 100644 {oid} {oid} ws/a b.yaml\0\
             2 R. N... 100644 100644 100644 {oid} {oid} R100 ws/new.yaml\0ws/old.yaml\0\
             u UU N... 100644 100644 100644 100644 {oid} {oid} {oid} ws/both.yaml\0\
             ? ws/untracked/\0! ws/ignored\0"
        );
        let state = read_status(&text, "ws/");
        assert_eq!(state.branch.as_deref(), Some("feature/x y"));
        assert_eq!(state.head.as_deref(), Some("0123456789ab"));
        assert_eq!(
            state.changed,
            ["a b.yaml", "both.yaml", "new.yaml", "old.yaml", "untracked/"]
        );
    }

    #[test]
    fn a_fresh_repository_and_a_detached_head_have_no_head_and_no_branch() {
        let state = read_status("# branch.oid (initial)\0# branch.head (detached)\0", "");
        assert_eq!((state.head, state.branch), (None, None));
    }
}
