//! Noticing that files changed under our hands.
//!
//! Folders are watched, not files, so that editors which replace a file are noticed like those
//! that write into it. Ignored folders are not watched: `node_modules` alone can use up all the
//! watches that Linux gives a user. When there are none left, the files are looked at every
//! two seconds instead.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};
use thiserror::Error;

use crate::discover::{Stat, discover, is_ignored, is_ignored_name, is_yaml, relative};
use crate::file::hash_of;
use crate::vex;
use crate::workspace::Workspace;

/// Changes this close together are reported at once.
const QUIET: Duration = Duration::from_millis(100);
/// A stream of changes without a pause is reported after this long.
const LONGEST: Duration = Duration::from_secs(1);
/// How often files are looked at where the system does not report changes.
pub const POLL_EVERY: Duration = Duration::from_secs(2);

/// Why nothing can be watched.
#[derive(Debug, Error)]
pub enum WatchError {
    /// The system refuses a thread.
    #[error("cannot watch {} for changes: {source}", .root.display())]
    Thread {
        /// The workspace.
        root: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// The system reports them.
    Reported,
    /// The system has no watches left (on Linux `fs.inotify.max_user_watches`): files are looked at
    /// every two seconds.
    Polled,
}

impl WatchMode {
    /// What the user should know about it.
    pub fn notice(self) -> Option<&'static str> {
        match self {
            Self::Reported => None,
            Self::Polled => Some(
                "the system has no file watches left, so changes by other programs show after about two seconds; \
                 raising fs.inotify.max_user_watches makes them show at once",
            ),
        }
    }
}

/// What other programs did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// YAML files whose content is no longer what the workspace knows: edited, new or gone. Absolute paths, for
    /// [`Workspace::reload`]. What [`Workspace::save`] wrote is known, so it is not among them.
    pub files: Vec<PathBuf>,
    /// Whether files of decisions ([`Workspace::vex_files`]) were written, also by ourselves: the workspace does not
    /// keep them, so it cannot tell.
    pub decisions: bool,
}

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watching {
    stop: Sender<Message>,
    polled: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watching {
    /// How changes are noticed at the moment; worth telling the user when it is
    /// [`WatchMode::Polled`].
    pub fn mode(&self) -> WatchMode {
        if self.polled.load(Ordering::Relaxed) {
            WatchMode::Polled
        } else {
            WatchMode::Reported
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.stop.send(Message::Stop);
        // Dropped from within the callback: the thread ends by itself afterwards.
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

impl Workspace {
    /// Calls `on_change`, on a thread of its own, with what changed.
    ///
    /// # Errors
    /// When the system refuses a thread. Out of watches is no error, see [`Watching::mode`].
    pub fn watch(&self, on_change: impl FnMut(Changed) + Send + 'static) -> Result<Watching, WatchError> {
        self.watch_with(false, POLL_EVERY, on_change)
    }

    /// The same without the system's reports, looking at all files every `every`: for network file
    /// systems, which do not report what other machines do.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn watch_by_polling(
        &self,
        every: Duration,
        on_change: impl FnMut(Changed) + Send + 'static,
    ) -> Result<Watching, WatchError> {
        self.watch_with(true, every, on_change)
    }

    fn watch_with(
        &self,
        polled: bool,
        every: Duration,
        on_change: impl FnMut(Changed) + Send + 'static,
    ) -> Result<Watching, WatchError> {
        let (stop, messages) = mpsc::channel();
        let mut watcher = if polled { None } else { watcher(stop.clone()) };
        // Before this returns, so that nothing that happens afterwards is missed.
        if !watcher
            .as_mut()
            .is_some_and(|watcher| add_folders(watcher, self.root(), self.root()))
        {
            watcher = None;
        }
        let polled = Arc::new(AtomicBool::new(watcher.is_none()));
        let stats = watcher.is_none().then(|| stats(self));
        let mut room = Room {
            workspace: self.clone(),
            messages,
            watcher,
            polled: polled.clone(),
            every,
            stats: stats.unwrap_or_default(),
            on_change,
        };
        let thread = thread::Builder::new()
            .name("workspace-watch".to_owned())
            .spawn(move || room.work())
            .map_err(|source| WatchError::Thread {
                root: self.root().to_owned(),
                source,
            })?;
        Ok(Watching {
            stop,
            polled,
            thread: Some(thread),
        })
    }
}

#[derive(Debug)]
enum Message {
    Event(notify::Result<Event>),
    Stop,
}

/// What the thread works with.
struct Room<F> {
    workspace: Workspace,
    messages: Receiver<Message>,
    /// `None` when files are looked at instead.
    watcher: Option<RecommendedWatcher>,
    polled: Arc<AtomicBool>,
    every: Duration,
    /// What the files looked like at the last look.
    stats: BTreeMap<String, Stat>,
    on_change: F,
}

impl<F: FnMut(Changed)> Room<F> {
    fn work(&mut self) {
        loop {
            let touched = if self.watcher.is_some() {
                self.wait_for_reports()
            } else {
                self.look()
            };
            let Some(touched) = touched else { return };
            let root = self.workspace.root();
            let (decisions, files): (Vec<_>, Vec<_>) =
                touched.into_iter().partition(|path| vex::holds_decisions(root, path));
            let changed = Changed {
                files: files.into_iter().filter(|path| self.differs(path)).collect(),
                decisions: !decisions.is_empty(),
            };
            if changed != Changed::default() {
                (self.on_change)(changed);
            }
        }
    }

    /// Paths of files and folders that were touched, once it is quiet; `None` to stop.
    fn wait_for_reports(&mut self) -> Option<BTreeSet<PathBuf>> {
        let mut touched = BTreeSet::new();
        let mut message = self.messages.recv().ok()?;
        let deadline = Instant::now() + LONGEST;
        loop {
            match message {
                Message::Stop => return None,
                Message::Event(Ok(event)) => self.take(&event, &mut touched),
                Message::Event(Err(error)) => self.take_error(&error),
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(QUIET.min(left)) {
                Ok(next) => message = next,
                Err(RecvTimeoutError::Timeout) => return Some(touched),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn take(&mut self, event: &Event, touched: &mut BTreeSet<PathBuf>) {
        if matches!(event.kind, notify::EventKind::Access(_)) {
            return;
        }
        if event.need_rescan() {
            self.everything(touched);
        }
        let root = self.workspace.root().to_owned();
        for path in &event.paths {
            if is_ignored(&root, path) {
                continue;
            }
            if is_yaml(path) || vex::holds_decisions(&root, path) {
                touched.insert(path.clone());
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path != &root && is_ignored_name(&name) {
                continue;
            }
            if path.is_dir() {
                // A new folder may have been filled before it was watched.
                if !self
                    .watcher
                    .as_mut()
                    .is_some_and(|watcher| add_folders(watcher, &root, path))
                {
                    self.poll_from_now_on();
                }
                if let Ok(found) = discover(&root, path) {
                    touched.extend(found.files.into_keys().map(|name| root.join(name)));
                }
            }
            if !path.exists()
                && let Some(folder) = relative(&root, path)
            {
                let snapshot = self.workspace.snapshot();
                let below = snapshot
                    .files()
                    .filter(|file| crate::snapshot::is_below(file.path(), &folder));
                touched.extend(below.map(|file| root.join(file.path())));
            }
        }
    }

    fn take_error(&mut self, error: &notify::Error) {
        if matches!(error.kind, ErrorKind::MaxFilesWatch) {
            self.poll_from_now_on();
        }
    }

    /// Reports were lost.
    fn everything(&self, touched: &mut BTreeSet<PathBuf>) {
        let root = self.workspace.root();
        touched.insert(root.join(vex::FOLDER));
        touched.extend(self.workspace.snapshot().files().map(|file| root.join(file.path())));
        if let Ok(found) = discover(root, root) {
            touched.extend(found.files.into_keys().map(|name| root.join(name)));
        }
    }

    fn poll_from_now_on(&mut self) {
        self.watcher = None;
        self.polled.store(true, Ordering::Relaxed);
        // What was touched just now must not be taken for old.
        self.stats = BTreeMap::new();
    }

    /// Files that changed since the last look; `None` to stop.
    fn look(&mut self) -> Option<BTreeSet<PathBuf>> {
        match self.messages.recv_timeout(self.every) {
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            Ok(Message::Event(_)) => return Some(BTreeSet::new()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let now = stats(&self.workspace);
        let before = std::mem::replace(&mut self.stats, now);
        let root = self.workspace.root();
        let new = self
            .stats
            .iter()
            .filter(|(name, stat)| before.get(*name) != Some(*stat))
            .map(|(name, _)| name);
        let gone = before.keys().filter(|name| !self.stats.contains_key(*name));
        Some(new.chain(gone).map(|name| root.join(name)).collect())
    }

    /// Whether the file is another than the workspace knows.
    fn differs(&self, path: &Path) -> bool {
        let Some(name) = relative(self.workspace.root(), path) else {
            return false;
        };
        // Read before asking: a save that happens in between is then known, not news.
        let on_disk = hash_of(path);
        let known = self.workspace.knows(&name);
        on_disk != known
    }
}

fn watcher(messages: Sender<Message>) -> Option<RecommendedWatcher> {
    notify::recommended_watcher(move |event| {
        let _ = messages.send(Message::Event(event));
    })
    .ok()
}

/// Watches `folder` and what is below it; `false` when the system does not let us.
fn add_folders(watcher: &mut RecommendedWatcher, root: &Path, folder: &Path) -> bool {
    if cfg!(not(target_os = "linux")) {
        // One recursive watch of the root sees every folder to come.
        return folder != root || watcher.watch(root, RecursiveMode::Recursive).is_ok();
    }
    let mut watched = BTreeSet::new();
    loop {
        let Ok(found) = discover(root, folder) else {
            // Gone again, or a link that is not entered; the root itself must be there.
            return folder != root;
        };
        let fresh: Vec<PathBuf> = found.folders.into_iter().filter(|it| !watched.contains(it)).collect();
        for folder in &fresh {
            if let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive)
                && (folder.exists() || matches!(error.kind, ErrorKind::MaxFilesWatch))
            {
                return false;
            }
        }
        // A new folder is being filled: one that was made in it before it was watched is reported by nobody.
        if fresh.is_empty() || folder == root {
            return true;
        }
        watched.extend(fresh);
    }
}

fn stats(workspace: &Workspace) -> BTreeMap<String, Stat> {
    let mut stats = discover(workspace.root(), workspace.root())
        .map(|found| found.files)
        .unwrap_or_default();
    stats.extend(workspace.vex_stats());
    stats
}
