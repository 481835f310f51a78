//! What an image build does, as pure functions of the run and the time: no task runs a build, so it goes on
//! correctly when the process was away.

pub(crate) mod catalog;
pub(crate) mod os;
mod outline;
pub(crate) mod run;
pub(crate) mod software;
pub(crate) mod status;
pub(crate) mod timeline;
pub(crate) mod transcript;
pub(crate) mod vulnerabilities;
