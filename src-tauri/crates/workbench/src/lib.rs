//! What Ingot does, for every face: the window, the browser and the terminal.
//!
//! This is the only crate that knows all the others and joins them: files with rules, plans with AWS, AWS with the
//! cache. Its [`contract`] lists each command once; [`commands`] holds them. It knows no face and prints nothing.

pub mod check;
pub mod commands;
pub mod contract;
pub mod formatting;
pub mod mend;
pub mod rules;
pub mod sandbox;
pub mod shellcheck;

mod clock;
mod desk;
mod dirs;
mod editing;
mod failure;
mod follow;
mod jobs;
mod launch;
mod prepared;
mod publish;
mod revisions;
mod sample;
mod scans;
mod session;
mod settings;
mod sync;
mod views;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ingot_store::{Scope, Store};
use tokio::sync::broadcast;

use contract::session::Connection;
use contract::{Error, Event};
use desk::Desk;
use dirs::Dirs;
use jobs::Jobs;
use revisions::Revisions;
use session::Session;
use settings::Settings;

pub use ingot_component::rules::Ignored;
pub use ingot_component::schema::component_schema;
pub use ingot_component::{Diagnostic, Fix, Position, Range, Related, Severity, Source};

/// How the program was started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Keeps everything below this folder instead of the user's own places.
    pub home: Option<PathBuf>,
    /// Opened at start.
    pub workspace: Option<PathBuf>,
    /// Opens the copy of the sample workspace, making it on first use.
    pub sample: bool,
    /// Without a workspace: opens the one that was open last.
    pub reopen: bool,
    pub profile: Option<String>,
    pub region: Option<String>,
    /// A sandbox that is already running; the profile is then the sandbox.
    pub endpoint: Option<String>,
    /// Looks at the files as they are on disk and not at the unsaved edits over them.
    pub saved_files_only: bool,
    /// Calls nothing.
    pub offline: bool,
}

/// The running program without its face. Cloning is cheap and shares everything.
#[derive(Clone)]
pub struct Workbench {
    inner: Arc<Inner>,
}

struct Inner {
    dirs: Dirs,
    store: Arc<Store>,
    jobs: Jobs,
    session: Session,
    settings: Mutex<Settings>,
    desk: Desk,
    revisions: Revisions,
    events: broadcast::Sender<Event>,
    notices: Mutex<Vec<String>>,
    /// The decisions of the workspace, with what they were read from.
    book: Mutex<Option<KeptBook>>,
}

type KeptBook = (
    Vec<(String, Option<ingot_workspace::ContentHash>)>,
    Arc<scans::decisions::Book>,
);

/// Events a slow face may be behind before it is told that it missed some.
const EVENTS_KEPT: usize = 1_024;

impl Workbench {
    /// Opens the cache and drafts, and the workspace that the options name. Calls nothing over the network.
    ///
    /// # Errors
    /// When the data folder cannot be used, or the workspace that was asked for cannot be opened. One that is only
    /// reopened and has gone is a notice instead.
    pub fn start(options: Options) -> Result<Self, Error> {
        let dirs = match &options.home {
            Some(home) => Dirs::below(home),
            None => Dirs::of_user()?,
        };
        let (settings, notice) = Settings::load(&dirs.settings_file());
        let store = Store::open(dirs.data()).map_err(failure::store)?;
        let mut notices: Vec<String> = store.notices().iter().map(|notice| notice.message.clone()).collect();
        notices.extend(notice);
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let offline = options.offline || settings.offline;
        // An endpoint is that of a sandbox: it must never be ignored in favour of a remembered AWS profile.
        let profile = match (options.profile, &options.endpoint) {
            (Some(profile), Some(_)) if profile != session::SANDBOX => {
                return Err(
                    Error::invalid(format!("--endpoint is for the sandbox, and the profile is {profile}"))
                        .hint("leave one of --endpoint and --profile out"),
                );
            }
            (_, Some(_)) => session::SANDBOX.to_owned(),
            (Some(profile), None) => profile,
            (None, None) => settings.profile.clone(),
        };
        let region = options
            .region
            .or_else(|| settings.region.clone().filter(|_| profile == settings.profile));
        let state = session::State {
            profile,
            region,
            offline,
            endpoint: options.endpoint,
            identity: None,
            connection: if offline {
                Connection::Offline
            } else {
                Connection::Unknown
            },
        };
        let workbench = Self {
            inner: Arc::new(Inner {
                session: Session::new(state, dirs.sandbox(), events.clone()),
                jobs: Jobs::new(events.clone()),
                desk: Desk::new(events.clone(), options.saved_files_only),
                revisions: Revisions::default(),
                store: Arc::new(store),
                settings: Mutex::new(settings),
                notices: Mutex::new(notices),
                book: Mutex::default(),
                dirs,
                events,
            }),
        };
        if let Some(folder) = &options.workspace {
            workbench.open_workspace(folder)?;
        } else if options.sample {
            let folder = workbench.inner.dirs.sample();
            if !folder.exists() {
                sample::write(&folder)?;
            }
            workbench.open_workspace(&folder)?;
        } else if options.reopen {
            let last = workbench.settings().last_workspace();
            if let Some(folder) = last
                && let Err(error) = workbench.open_workspace(&folder)
            {
                workbench.notice(format!("the workspace that was open last could not be opened: {error}"));
            }
        }
        Ok(workbench)
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    pub fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }

    /// Opens the workspace that `folder` is or lies in, and remembers it.
    pub fn open_workspace(&self, folder: &Path) -> Result<(), Error> {
        let root = self
            .inner
            .desk
            .open(folder, self.inner.store.clone(), self.inventory()?)?;
        let saved = self.change_settings(|settings| settings.opened(&root));
        if let Err(error) = saved {
            self.notice(error.message);
        }
        Ok(())
    }

    pub fn has_workspace(&self) -> bool {
        self.inner.desk.is_open()
    }

    /// Stops what listens and runs in the background.
    pub async fn close(&self) {
        for job in self.inner.jobs.list() {
            let _ = self.inner.jobs.cancel(&job.job);
        }
        self.inner.session.close().await;
    }

    pub(crate) fn store(&self) -> &Arc<Store> {
        &self.inner.store
    }

    /// Writes the cache. Waiting for the one writer may take as long as an import, so the runtime is told.
    pub(crate) fn write<T>(&self, write: impl FnOnce(&mut ingot_store::Writer<'_>) -> T) -> T {
        let work = || write(&mut self.inner.store.writer());
        match tokio::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
            Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
            _ => work(),
        }
    }

    pub(crate) fn session(&self) -> &Session {
        &self.inner.session
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    pub(crate) fn revisions(&self) -> &Revisions {
        &self.inner.revisions
    }

    pub(crate) fn dirs(&self) -> &Dirs {
        &self.inner.dirs
    }

    pub(crate) fn settings(&self) -> MutexGuard<'_, Settings> {
        self.inner.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<(), Error> {
        let mut settings = self.settings();
        change(&mut settings);
        settings.save(&self.inner.dirs.settings_file())
    }

    pub(crate) fn book(&self) -> MutexGuard<'_, Option<KeptBook>> {
        self.inner.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn notice(&self, notice: String) {
        self.inner
            .notices
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(notice);
    }

    pub(crate) fn notices(&self) -> Vec<String> {
        self.inner
            .notices
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn tell(&self, event: Event) {
        // Nobody listening is no failure.
        let _ = self.inner.events.send(event);
    }

    /// Where the cache is read for the present profile: the identity's account and region, or before the first call
    /// the one that was read last. `None` when nothing was ever read.
    pub(crate) fn scope(&self) -> Result<Option<Scope>, Error> {
        let state = self.session().state();
        let region = self.session().region();
        if let Some(identity) = state.identity {
            return Ok(Some(Scope {
                profile: state.profile,
                account: identity.account,
                region: identity.region,
            }));
        }
        let mut scopes = self.store().reader()?.inventory_scopes(&state.profile)?;
        scopes.retain(|(scope, _)| region.as_ref().is_none_or(|region| *region == scope.region));
        Ok(scopes
            .into_iter()
            .max_by(|left, right| left.1.cmp(&right.1))
            .map(|(scope, _)| scope))
    }

    /// What AWS held when it was last read; empty when it never was.
    pub(crate) fn inventory(&self) -> Result<ingot_recipe::Inventory, Error> {
        match self.scope()? {
            Some(scope) => Ok(self.store().reader()?.inventory(&scope)?.unwrap_or_default()),
            None => Ok(ingot_recipe::Inventory::default()),
        }
    }
}
