//! Any authored resource as a form: its fields under the API's own names, and edits of them.
//!
//! The forms of recipes, infrastructure, distribution and container recipes are made from these; what is special to
//! the layers of an image is in [`super::recipe`].

use ingot_component::Diagnostic;
use ingot_recipe::FieldValue;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A resource of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct ResourceName {
    pub kind: ResourceKind,
    pub name: String,
}

/// What a file declares as its `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, TS)]
pub enum ResourceKind {
    Component,
    ImageRecipe,
    ContainerRecipe,
    InfrastructureConfiguration,
    DistributionConfiguration,
    ImagePipeline,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ResourceView {
    pub kind: ResourceKind,
    pub name: String,
    /// Path inside the workspace, with `/`.
    pub file: String,
    /// The fields as the API names them; fields that the file does not write are not there.
    #[ts(type = "Record<string, unknown>")]
    pub value: serde_json::Value,
    /// False when a part of the file cannot be read: edits are refused until the source is mended.
    pub complete: bool,
    /// Why the fields are those of the last text that could be read.
    pub broken: Option<Broken>,
    pub unsaved: bool,
    /// Edits since the last save.
    pub edits: u32,
    pub undo: Option<String>,
    pub redo: Option<String>,
    pub changed_on_disk: bool,
    pub problems: Vec<FieldProblem>,
    pub used_by: Vec<Dependant>,
}

/// The text of a file cannot be read for the moment: what is shown is what it last held, and only its source can be
/// edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Broken {
    /// From 1.
    pub line: u32,
    pub message: String,
}

/// A problem and the field it stands at.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldProblem {
    /// Keys from the root, positions of lists in decimal; empty for the whole resource.
    pub path: Vec<String>,
    pub diagnostic: Diagnostic,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ResourceList {
    /// Sorted by kind, then name.
    pub resources: Vec<ResourceSummary>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ResourceSummary {
    pub kind: ResourceKind,
    pub name: String,
    pub version: Option<String>,
    pub description: Option<String>,
    pub file: String,
    pub errors: u32,
    pub warnings: u32,
    /// How many resources refer to it.
    pub used_by: u32,
    pub unsaved: bool,
}

/// A place that refers to a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Dependant {
    pub kind: ResourceKind,
    pub name: String,
    pub file: String,
    /// From 1.
    pub line: u32,
    /// The field that refers to it, for example `parentImage`.
    pub field: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetFields {
    pub resource: ResourceName,
    /// Made as one edit, which one *Undo* takes back.
    pub changes: Vec<FieldEdit>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FieldEdit {
    /// Keys from the root, positions of lists in decimal: `["blockDeviceMappings", "0", "ebs", "volumeSize"]`. The
    /// position behind the last one adds to the list.
    pub path: Vec<String>,
    /// `None` removes the field, and what holds nothing any more with it.
    pub value: Option<FieldValue>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoveItem {
    pub resource: ResourceName,
    /// The list.
    pub path: Vec<String>,
    pub from: u32,
    /// The position it has afterwards.
    pub to: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateResource {
    pub resource: ResourceName,
    /// The fields besides `kind` and `name`.
    pub fields: Vec<FieldEdit>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CopyResource {
    pub resource: ResourceName,
    /// The name of the copy.
    pub name: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RenameResource {
    pub resource: ResourceName,
    pub name: String,
}

/// What a rename did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Renamed {
    pub resource: ResourceName,
    /// Files with edits that are not saved yet: the resource's own first, then those whose references follow.
    pub files: Vec<String>,
}

/// What a deletion took away; `resource.restore` brings it back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Deleted {
    pub resource: ResourceName,
    pub files: Vec<DeletedFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DeletedFile {
    pub file: String,
    pub text: String,
}
