//! Who the program is in AWS: the chosen profile, the sandbox behind the default one, and whether anything may be
//! called at all. Nothing is called before somebody asks for it.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ingot_cloud::{Cloud, Identity, Profile, ProfileKind};
use ingot_store::Scope;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::contract::session::Connection;
use crate::contract::{Code, Error, Event};
use crate::failure;
use crate::sandbox::{self, Embedded};

/// The profile that needs no account: the AWS inside the program.
pub const SANDBOX: &str = "sandbox";
/// Where the sandbox stands unless a region is chosen.
pub const SANDBOX_REGION: &str = "eu-west-1";

/// What the session is now, without secrets.
#[derive(Debug, Clone)]
pub struct State {
    pub profile: String,
    pub region: Option<String>,
    pub offline: bool,
    /// A sandbox that somebody else runs.
    pub endpoint: Option<String>,
    pub identity: Option<Identity>,
    pub connection: Connection,
}

pub struct Session {
    state: Mutex<State>,
    /// Made at the first call and kept until the profile changes.
    cloud: tokio::sync::Mutex<Option<Cloud>>,
    embedded: Embedded,
    events: broadcast::Sender<Event>,
}

impl Session {
    pub fn new(state: State, sandbox_dir: PathBuf, events: broadcast::Sender<Event>) -> Self {
        Self {
            state: Mutex::new(state),
            cloud: tokio::sync::Mutex::new(None),
            embedded: Embedded::new(sandbox_dir),
            events,
        }
    }

    pub fn state(&self) -> State {
        self.lock().clone()
    }

    pub fn kind(&self) -> ProfileKind {
        if self.lock().profile == SANDBOX {
            ProfileKind::Sandbox
        } else {
            ProfileKind::Aws
        }
    }

    /// Whether the sandbox behind the profile is one that this program can start itself.
    pub fn serves_itself(&self) -> bool {
        let state = self.lock();
        state.profile == SANDBOX && state.endpoint.is_none() && !state.offline
    }

    /// The region in use; a real profile without one must name one.
    pub fn region(&self) -> Option<String> {
        let state = self.lock();
        state
            .region
            .clone()
            .or_else(|| (state.profile == SANDBOX).then(|| SANDBOX_REGION.to_owned()))
    }

    pub async fn use_profile(&self, profile: String, region: Option<String>) {
        let mut connected = self.cloud.lock().await;
        {
            let mut state = self.lock();
            state.profile = profile;
            state.region = region;
            state.identity = None;
            state.connection = if state.offline {
                Connection::Offline
            } else {
                Connection::Unknown
            };
        }
        *connected = None;
        drop(connected);
        let _ = self.events.send(Event::Session);
    }

    /// Going offline stops the sandbox too: nothing is called, nothing listens.
    pub async fn set_offline(&self, offline: bool) {
        {
            let mut state = self.lock();
            state.offline = offline;
            state.connection = if offline {
                Connection::Offline
            } else {
                Connection::Unknown
            };
        }
        if offline {
            *self.cloud.lock().await = None;
            self.embedded.stop().await;
        }
        let _ = self.events.send(Event::Session);
    }

    /// The way into AWS; connecting calls nothing yet.
    pub async fn cloud(&self) -> Result<Cloud, Error> {
        // The lock first: a profile that is changed meanwhile must not be met with the old one's connection.
        let mut connected = self.cloud.lock().await;
        let state = self.state();
        if state.offline {
            return Err(Error::new(Code::Offline, "this needs AWS, and Ingot works offline")
                .hint("go online in the window (the menu of the identity chip); in the terminal leave --offline out; nothing is lost")
                .retryable(false));
        }
        if let Some(cloud) = connected.as_ref() {
            return Ok(cloud.clone());
        }
        let region = self.region().ok_or_else(|| {
            Error::invalid(format!("profile {} has no region", state.profile))
                .hint("choose one with --region, or in the menu of the identity chip")
        })?;
        let profile = if state.profile == SANDBOX {
            let endpoint = match state.endpoint {
                Some(endpoint) => endpoint,
                None => self.embedded.endpoint(&region).await?,
            };
            Profile::sandbox(endpoint, region)
        } else {
            Profile {
                name: state.profile,
                kind: ProfileKind::Aws,
                region,
                endpoint: None,
            }
        };
        let cloud = Cloud::connect(profile).await.map_err(|error| failure::cloud(&error))?;
        *connected = Some(cloud.clone());
        Ok(cloud)
    }

    /// Who we are; asked once a profile.
    pub async fn identity(&self, cancel: &CancellationToken) -> Result<Identity, Error> {
        if let Some(identity) = self.lock().identity.clone() {
            return Ok(identity);
        }
        let cloud = self.cloud().await?;
        let answer = cloud.identity(cancel).await;
        self.told(answer.is_ok());
        let identity = answer.map_err(|error| failure::cloud(&error))?;
        {
            let mut state = self.lock();
            // Not if the profile was changed while AWS answered.
            if state.profile == cloud.profile().name {
                state.identity = Some(identity.clone());
            }
        }
        let _ = self.events.send(Event::Session);
        Ok(identity)
    }

    /// What is stored is stored under this: the account and region of the profile.
    pub async fn scope(&self, cancel: &CancellationToken) -> Result<Scope, Error> {
        let identity = self.identity(cancel).await?;
        Ok(Scope {
            profile: self.lock().profile.clone(),
            account: identity.account,
            region: identity.region,
        })
    }

    /// Remembers whether the last call was answered.
    pub fn told(&self, answered: bool) {
        let connection = if answered {
            Connection::Online
        } else {
            Connection::Unreachable
        };
        let changed = {
            let mut state = self.lock();
            let changed = state.connection != connection && state.connection != Connection::Offline;
            if changed {
                state.connection = connection;
            }
            changed
        };
        if changed {
            let _ = self.events.send(Event::Session);
        }
    }

    /// An error of the cloud, after remembering what it says of the connection. A sandbox that was restarted has
    /// another port, so the next call connects anew.
    pub async fn failed(&self, error: &ingot_cloud::CloudError) -> Error {
        if matches!(error, ingot_cloud::CloudError::Offline { .. }) {
            self.told(false);
            *self.cloud.lock().await = None;
        }
        failure::cloud(error)
    }

    /// Tells the sandbox to fail the next run of `pipeline` at `step`.
    pub async fn fail_next_run(&self, pipeline: &str, step: &str) -> Result<(), Error> {
        let cloud = self.cloud().await?;
        let endpoint = cloud
            .profile()
            .endpoint
            .clone()
            .ok_or_else(|| Error::internal("the sandbox has no endpoint"))?;
        sandbox::fail_next_run(endpoint, pipeline.to_owned(), step.to_owned()).await
    }

    pub async fn close(&self) {
        *self.cloud.lock().await = None;
        self.embedded.stop().await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
