//! Component documents: what AWSTOE runs inside an EC2 Image Builder build.
//!
//! From text to findings in rooms that can each be used alone: [`text`] (positions), [`yaml`]
//! (a strict tree with spans), [`expression`] (references in double braces), [`document`] (the
//! model), [`actions`] (the table of action modules), [`script`] (the scripts inside steps), [`rules`] (what can be
//! wrong, and how to mend it), [`draft`] (new documents), [`iam`] (what the instance profile must allow), [`schema`]
//! (a JSON Schema for other editors), [`workflow`] (the documents that steer a build). [`version`] and [`platform`]
//! are the words that recipes and components share;
//! [`diagnostic`] is the one shape in which Ingot says what is wrong.
//!
//! This crate is pure: it reads no file, no clock and no environment, starts no thread and never
//! prints. Every text it is given is treated as hostile: no input makes it panic, recurse without
//! bound or use more memory than a fixed multiple of the text.

pub mod actions;
pub mod diagnostic;
pub mod document;
pub mod draft;
mod edits;
pub mod expression;
pub mod format;
pub mod iam;
pub mod language;
mod lines;
pub mod platform;
pub mod rules;
mod same;
pub mod schema;
pub mod script;
pub mod spelling;
pub mod text;
pub mod version;
pub mod workflow;
pub mod yaml;

pub use diagnostic::{Diagnostic, Fix, Related, Severity, TextEdit};
pub use document::{ComponentDocument, ComponentType, Reading, Spanned, read};
pub use platform::Platform;
pub use text::{Position, Range, Source, Span};
pub use version::{SemanticVersion, VersionPattern};
