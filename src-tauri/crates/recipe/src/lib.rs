//! Image recipes and what belongs to them: the files of a workspace, references between them, the
//! lineage of an image, what will run, what is wrong, and what a publish would do.
//!
//! This crate is pure: it reads no file, no clock and no environment, starts no thread and never
//! prints. Every text it is given is treated as hostile.

pub mod catalogue;
pub mod compare;
pub mod dependants;
pub mod edit;
pub mod inventory;
pub mod lineage;
pub mod names;
pub mod plan;
pub mod resources;
pub mod rules;
pub mod run_order;
pub mod schedule;
mod settings;
pub mod stack;
pub mod stale;
#[cfg(test)]
mod testing;

pub use catalogue::{Catalogue, CatalogueBuilder, ComponentFacts, Origin, Resolution};
pub use edit::{Edit, FieldChange, FieldValue};
pub use inventory::Inventory;
pub use lineage::Lineage;
pub use names::{AccountId, ComponentArn, ImageBuilderArn, Kind, Reference, Region, ResourceName};
pub use plan::{LeftOut, Plan, PlanItem, plan};
pub use resources::{FileKind, Reading, Resource, read};
pub use rules::{Checked, Kept, RecipeDiagnostic, check, check_after};
pub use run_order::{RunOrder, run_order};
pub use settings::Settings;
pub use stack::{Stack, stack};
