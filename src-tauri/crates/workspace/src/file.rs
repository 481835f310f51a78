//! One file of a workspace: its text, and what it means.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use ingot_component::{ComponentDocument, Diagnostic, Position, Range, Severity, Source};
use ingot_recipe::{FileKind, Resource};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::discover::Stat;

/// Largest file that is read, in bytes; the YAML parser has the same bound.
pub const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// SHA-256 of a file's bytes, in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for ContentHash {
    /// A hash that was handed out before; one that never was simply fits no file.
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// What a file is to Ingot.
#[derive(Clone, Debug)]
pub enum Content {
    /// A resource file. `None` when nothing of it could be read; the diagnostics say why.
    Resource(Option<Arc<Resource>>),
    /// A component document. `None` when nothing of it could be read.
    Document(Option<Arc<ComponentDocument>>),
    /// A workflow document.
    Workflow,
    /// Somebody else's YAML, or a file that could not be read at all.
    Other,
}

/// One YAML file of a workspace as it was read, or as it is being edited.
#[derive(Clone, Debug)]
pub struct WorkspaceFile {
    path: String,
    source: Source,
    hash: ContentHash,
    stat: Stat,
    content: Content,
    diagnostics: Vec<Diagnostic>,
    draft: bool,
    /// Whether `content` is what the file held before its text became unreadable.
    stale: bool,
}

impl WorkspaceFile {
    /// Its path relative to the workspace, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its text, labelled with its path. Empty for a file that could not be read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The hash of [`text`](Self::text): what `save` wants to find on disk. For a draft it is the
    /// draft's own hash; that of the disk is in the snapshot without drafts.
    pub fn hash(&self) -> &ContentHash {
        &self.hash
    }

    /// Bytes on disk when it was read; of a draft, bytes of its text.
    pub fn size(&self) -> u64 {
        self.stat.size
    }

    /// When it was last written, as far as the file system knows; `None` for a draft.
    pub fn modified(&self) -> Option<SystemTime> {
        self.stat.modified
    }

    /// What it is.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The resource in it, if it is a resource file of which something could be read.
    pub fn resource(&self) -> Option<&Resource> {
        self.shared_resource().map(Arc::as_ref)
    }

    /// [`Self::resource`], to be held.
    pub fn shared_resource(&self) -> Option<&Arc<Resource>> {
        match &self.content {
            Content::Resource(resource) => resource.as_ref(),
            _ => None,
        }
    }

    /// Whether its text is unsaved.
    pub fn is_draft(&self) -> bool {
        self.draft
    }

    /// What is wrong with the file by itself: `io/…`, and for resource files what
    /// [`ingot_recipe::read`] says. For component documents `ingot_component`'s `check` says it,
    /// together with everything else.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    /// The same text with what it held before; `reason` is what is wrong where reading found nothing.
    pub(crate) fn shown_as(&self, resource: Arc<Resource>, reason: Diagnostic) -> Self {
        let mut file = self.clone();
        file.content = Content::Resource(Some(resource));
        file.stale = true;
        if !file.diagnostics.iter().any(|found| found.severity == Severity::Error) {
            file.diagnostics.push(reason);
        }
        file
    }

    /// The same, found with another `stat`: what was read of it is still what it holds.
    pub(crate) fn found_again(&self, stat: Stat) -> Self {
        Self { stat, ..self.clone() }
    }

    pub(crate) fn stat(&self) -> Stat {
        self.stat
    }

    /// The file `path` with the unsaved `text`.
    pub(crate) fn draft(path: &str, text: &str) -> Self {
        let stat = Stat {
            size: text.len() as u64,
            modified: None,
        };
        Self {
            draft: true,
            ..Self::parse(path, text.to_owned(), stat)
        }
    }

    /// The file at `disk`, labelled `path`; `None` when there is none.
    pub(crate) fn load(disk: &Path, path: &str) -> Option<Self> {
        match read_bounded(disk) {
            Ok(read) => Some(match String::from_utf8(read.bytes) {
                Ok(text) => Self::parse(path, text, read.stat),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let bytes = error.into_bytes();
                    let line = 1 + bytes[..valid].iter().filter(|&&byte| byte == b'\n').count();
                    let message = format!("`{path}` is not UTF-8 text: line {line} has other bytes");
                    let help = "save it as UTF-8; AWS takes nothing else";
                    Self::broken(path, ContentHash::of(&bytes), read.stat, "io/not-utf8", &message, help)
                }
            }),
            Err(ReadError::TooLarge(stat)) => {
                let mib = stat.size.div_ceil(1024 * 1024);
                let limit = MAX_FILE_BYTES / 1024 / 1024;
                let message = format!("`{path}` is too large to read: {mib} MiB, and {limit} MiB is the most");
                let help = "a component document is at most 64 KB; move large data out of the workspace";
                Some(Self::broken(
                    path,
                    too_large_hash(stat),
                    stat,
                    "io/too-large",
                    &message,
                    help,
                ))
            }
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => None,
            Err(ReadError::Io(error)) => {
                let stat = fs::metadata(disk).map_or(
                    Stat {
                        size: 0,
                        modified: None,
                    },
                    |it| Stat::of(&it),
                );
                let message = format!("cannot read `{path}`: {error}");
                let help = "check who may read the file; the rest of the workspace is not affected";
                Some(Self::broken(
                    path,
                    unreadable_hash(&error),
                    stat,
                    "io/unreadable",
                    &message,
                    help,
                ))
            }
        }
    }

    fn parse(path: &str, text: String, stat: Stat) -> Self {
        let hash = ContentHash::of(text.as_bytes());
        let source = Source::new(path, text);
        let reading = ingot_recipe::read(&source);
        let content = match reading.kind {
            FileKind::Resource(_) => Content::Resource(reading.resource.map(Arc::new)),
            FileKind::Document => Content::Document(ingot_component::read(&source).document.map(Arc::new)),
            FileKind::Workflow => Content::Workflow,
            FileKind::UnknownKind | FileKind::Other => Content::Other,
        };
        let diagnostics = reading.diagnostics;
        Self {
            path: path.to_owned(),
            source,
            hash,
            stat,
            content,
            diagnostics,
            draft: false,
            stale: false,
        }
    }

    fn broken(path: &str, hash: ContentHash, stat: Stat, rule: &str, message: &str, help: &str) -> Self {
        let start = Position { line: 1, column: 1 };
        let diagnostic = Diagnostic {
            rule: rule.to_owned(),
            severity: Severity::Error,
            message: message.to_owned(),
            help: Some(help.to_owned()),
            file: path.to_owned(),
            range: Range { start, end: start },
            related: Vec::new(),
            fix: None,
        };
        Self {
            path: path.to_owned(),
            source: Source::new(path, ""),
            hash,
            stat,
            content: Content::Other,
            diagnostics: vec![diagnostic],
            draft: false,
            stale: false,
        }
    }
}

/// Reads one file that need not lie in a workspace; `label` is what messages call it. `None` when
/// there is no file.
pub fn read_file(disk: &Path, label: &str) -> Option<WorkspaceFile> {
    WorkspaceFile::load(disk, label)
}

/// What a file that is called `label` and holds `text` would be.
pub fn unsaved_file(label: &str, text: &str) -> WorkspaceFile {
    WorkspaceFile::draft(label, text)
}

/// The hash by which a watcher can tell whether the file at `disk` is the one that was read; `None`
/// when there is none.
pub(crate) fn hash_of(disk: &Path) -> Option<ContentHash> {
    match read_bounded(disk) {
        Ok(read) => Some(ContentHash::of(&read.bytes)),
        Err(ReadError::TooLarge(stat)) => Some(too_large_hash(stat)),
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => None,
        Err(ReadError::Io(error)) => Some(unreadable_hash(&error)),
    }
}

pub(crate) struct ReadBytes {
    pub bytes: Vec<u8>,
    pub stat: Stat,
}

pub(crate) enum ReadError {
    TooLarge(Stat),
    Io(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads at most [`MAX_FILE_BYTES`]; a larger file costs one `stat`.
pub(crate) fn read_bounded(disk: &Path) -> Result<ReadBytes, ReadError> {
    let metadata = fs::metadata(disk)?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not an ordinary file").into());
    }
    let stat = Stat::of(&metadata);
    if stat.size > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge(stat));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(stat.size).unwrap_or(0));
    // It may grow while it is read.
    fs::File::open(disk)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge(Stat {
            size: bytes.len() as u64,
            ..stat
        }));
    }
    Ok(ReadBytes { bytes, stat })
}

/// Stands for a content nobody read: changes when the file does.
pub(crate) fn too_large_hash(stat: Stat) -> ContentHash {
    ContentHash::of(format!("{stat:?}").as_bytes())
}

/// Stands for a content nobody may read.
fn unreadable_hash(error: &io::Error) -> ContentHash {
    ContentHash::of(format!("unreadable: {:?}", error.kind()).as_bytes())
}
