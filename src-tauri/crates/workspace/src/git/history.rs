//! What a folder held in earlier commits.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::thread;

use super::{MAX_OUTPUT, command, output, run};
use crate::discover::{MAX_FILES, is_ignored, is_yaml};
use crate::file::MAX_FILE_BYTES;

/// Most commits that [`revisions`] lists.
pub const MAX_REVISIONS: usize = 200;
/// Most paths that a `git log` is limited to; with more the whole folder's commits are listed.
const MAX_PATHS: usize = 400;

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its whole id.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// When it was written, RFC 3339.
    pub at: String,
    /// The first line of its message.
    pub summary: String,
}

/// The commits that lead to HEAD and changed one of `paths` (relative to `folder`), newest first; at most
/// [`MAX_REVISIONS`]. `None` when Git has nothing to say about the folder.
pub fn revisions(folder: &Path, paths: &[&str]) -> Option<Vec<Revision>> {
    let mut git = command(folder);
    git.args(["-c", "log.showSignature=false", "log", "-z", "--no-color"])
        .arg(format!("--max-count={MAX_REVISIONS}"))
        // The summary stands last: it may hold anything.
        .arg("--format=%H%x1f%aI%x1f%an%x1f%s")
        .arg("--");
    // A path is a path, whatever characters it has.
    git.env("GIT_LITERAL_PATHSPECS", "1");
    if paths.len() > MAX_PATHS {
        git.arg(".");
    } else {
        git.args(paths);
    }
    let text = output(git.spawn().ok()?)?;
    let text = String::from_utf8_lossy(&text);
    Some(text.split('\0').filter_map(read_revision).collect())
}

fn read_revision(record: &str) -> Option<Revision> {
    let mut fields = record.splitn(4, '\x1f').map(str::to_owned);
    Some(Revision {
        id: fields.next().filter(|id| !id.is_empty())?,
        at: fields.next()?,
        author: fields.next()?,
        summary: fields.next()?,
    })
}

/// The id of the commit that `rev` (a branch, a tag, `HEAD~2`, an id) means; `None` when there is none.
pub fn commit(folder: &Path, rev: &str) -> Option<String> {
    if !super::is_sound(rev) {
        return None;
    }
    // `rev` starts with no `-`: it cannot be an option.
    let id = run(
        folder,
        ["rev-parse", "--verify", "--quiet", &format!("{rev}^{{commit}}")],
    )?;
    Some(String::from_utf8(id).ok()?.trim().to_owned())
}

/// The YAML files below `folder` in the commit `id`: path relative to the folder, with `/`, and text. Files that are
/// no UTF-8 text or too large to read are left out. `None` when Git does not answer or there is far too much.
pub fn tree(folder: &Path, id: &str) -> Option<Vec<(String, String)>> {
    if !super::is_sound(id) {
        return None;
    }
    let listing = run(folder, ["ls-tree", "-r", "-z", "-l", id])?;
    let listing = String::from_utf8_lossy(&listing).into_owned();
    let blobs: Vec<(&str, &str)> = listing
        .split('\0')
        .filter_map(|entry| yaml_blob(folder, entry))
        .collect();
    if blobs.is_empty() {
        return Some(Vec::new());
    }
    if blobs.len() > MAX_FILES {
        return None;
    }
    let mut git = command(folder);
    git.args(["cat-file", "--batch"]).stdin(Stdio::piped());
    let mut child = git.spawn().ok()?;
    let mut wanted = child.stdin.take()?;
    let ids: String = blobs.iter().map(|(blob, _)| format!("{blob}\n")).collect();
    // On a thread of its own: Git answers while it is still being asked.
    let asking = thread::spawn(move || wanted.write_all(ids.as_bytes()));
    let answers = output(child);
    let _ = asking.join();
    let mut texts = read_batch(&answers?);
    let files = blobs.into_iter().filter_map(|(blob, path)| {
        // The same content may stand under several paths.
        let text = texts.get_mut(blob)?.clone()?;
        Some((path.to_owned(), text))
    });
    Some(files.collect())
}

/// `<mode> blob <id> <size>\t<path>` (<https://git-scm.com/docs/git-ls-tree>): id and path of a file that a workspace
/// would read. Links are left out: they may lead anywhere.
fn yaml_blob<'e>(folder: &Path, entry: &'e str) -> Option<(&'e str, &'e str)> {
    let (facts, path) = entry.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, sort, id, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let size: u64 = size.parse().ok()?;
    let disk = folder.join(path);
    let wanted = sort == "blob"
        && mode.starts_with("100")
        && size <= MAX_FILE_BYTES.min(MAX_OUTPUT)
        && is_yaml(&disk)
        && !is_ignored(folder, &disk);
    wanted.then_some((id, path))
}

/// `<id> blob <size>\n<content>\n`, repeated (<https://git-scm.com/docs/git-cat-file#_batch_output>). `None` stands for
/// what is no UTF-8.
fn read_batch(mut bytes: &[u8]) -> HashMap<String, Option<String>> {
    let mut texts = HashMap::new();
    while let Some(end) = bytes.iter().position(|&byte| byte == b'\n') {
        let (header, rest) = bytes.split_at(end);
        let rest = rest.get(1..).unwrap_or_default();
        let header = String::from_utf8_lossy(header);
        let mut fields = header.split(' ');
        let id = fields.next().unwrap_or_default().to_owned();
        let size = match (fields.next(), fields.next().map(str::parse::<usize>)) {
            (Some("blob"), Some(Ok(size))) => size,
            // `<id> missing`
            _ => {
                bytes = rest;
                continue;
            }
        };
        let Some((content, rest)) = rest.split_at_checked(size) else {
            break;
        };
        texts.insert(id, String::from_utf8(content.to_vec()).ok());
        bytes = rest.get(1..).unwrap_or_default();
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_read_with_contents_that_look_like_headers_and_with_missing_ones() {
        let bytes = b"aa blob 7\nbb blob\nbb missing\ncc blob 2\n\xff\xfe\ndd blob 0\n\n";
        let texts = read_batch(bytes);
        assert_eq!(texts.get("aa"), Some(&Some("bb blob".to_owned())));
        assert_eq!(texts.get("bb"), None);
        assert_eq!(texts.get("cc"), Some(&None));
        assert_eq!(texts.get("dd"), Some(&Some(String::new())));
        assert!(read_batch(b"aa blob 9\nshort").is_empty());
    }

    #[test]
    fn links_and_files_of_others_are_not_read_from_a_commit() {
        let folder = Path::new("/w");
        let blob = |entry| yaml_blob(folder, entry).map(|(_, path)| path);
        assert_eq!(blob("100644 blob aa      12\ta/b c.yaml"), Some("a/b c.yaml"));
        assert_eq!(blob("100755 blob aa      12\tb.yml"), Some("b.yml"));
        for entry in [
            "120000 blob aa      12\ta.yaml",
            "160000 commit aa       -\tsub",
            "100644 blob aa      12\tnotes.md",
            "100644 blob aa      12\tnode_modules/a.yaml",
            "100644 blob aa      99999999999\ta.yaml",
        ] {
            assert_eq!(blob(entry), None, "{entry}");
        }
    }
}
