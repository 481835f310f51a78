//! AWS through its own SDK: who we are, what is there, publishing, launching, following, findings, targets, shares.
//!
//! This crate translates between AWS's API and Ingot's own types and holds nothing: no cache, no files. It refuses to
//! let an SDK type, an SDK error or a credential out, and under a sandbox profile to send anything anywhere but to
//! this machine. Every request goes through [`Cloud`]'s limits and gives way to a cancellation at once.

mod call;
mod connect;
mod error;
mod identity;
mod inventory;
mod launch;
mod limits;
mod logs;
mod profile;
mod profiles;
mod progress;
mod publish;
mod run;
mod scan;
mod shares;
mod targets;
mod time;
mod token;
mod wire;

pub use call::Service;
pub use connect::Cloud;
pub use error::{Call, CloudError, CredentialsProblem, Warning};
pub use identity::Identity;
pub use inventory::InventoryReading;
pub use logs::{LogLine, LogPlace};
pub use profile::{Profile, ProfileError, ProfileKind};
pub use profiles::{AwsProfile, aws_profiles};
pub use progress::{OnProgress, Progress};
pub use publish::{Outcome, PublishError, Published};
pub use run::{ComponentFailure, Failure, LogCursor, RunOutput, RunState, RunUpdate, StepExecution, WorkflowExecution};
pub use scan::{
    AmiCoverage, AmiScan, CisReading, CisTarget, CoverageExtent, ExportDestination, Exported, FetchedObject,
    FindingsReportFormat, InstalledPackage, InstanceCoverage, OpenFile, ReportCriteria, SbomFormat, ScanResult,
};
pub use shares::{Share, SharePrincipal, SharedResource};
pub use targets::{Organisation, OrganisationalUnit, TargetAccount, Targets};
pub use token::client_token;
