//! Workflow documents: the steps that Image Builder itself takes around the components, such as
//! launching an instance, running the components, creating the image, distributing it.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html>
//!
//! A workflow is created as a build, test or distribution workflow, but its document does not say
//! which; [`Workflow::kinds`] tells what it can be.

pub mod actions;
pub mod reference;

mod condition;
mod context;
mod read;
mod rewrite;
mod rules;

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::document::{Setting, Spanned};
use crate::text::Span;
use crate::yaml::Node;

pub use read::{Reading, read};
pub(crate) use rules::metas;
pub use rules::{check, check_all, check_reading};

/// A workflow document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workflow {
    /// `name`: free text, not the name of the workflow resource.
    pub name: Option<Spanned<String>>,
    /// `description`
    pub description: Option<Spanned<String>>,
    /// `schemaVersion`, as written.
    pub schema_version: Option<Spanned<String>>,
    /// `parameters`, in the order of the text.
    pub parameters: Vec<Parameter>,
    /// `steps`, in the order of the text, which is the order in which they run.
    pub steps: Vec<Step>,
    /// `outputs`: what later workflows of the same image can read.
    pub outputs: Vec<Output>,
}

/// A value that the image or pipeline may set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`; empty when the text leaves it out.
    pub name: Spanned<String>,
    /// `type`, as written; one of [`ParameterType`].
    pub r#type: Option<Spanned<String>>,
    /// `default`; without one a value must be given.
    pub default: Option<Node>,
    /// `description`
    pub description: Option<String>,
    /// The whole declaration.
    pub span: Span,
}

/// One step action.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// `name`; empty when the text leaves it out.
    pub name: Spanned<String>,
    /// `action`, as written; empty when the text leaves it out.
    pub action: Spanned<String>,
    /// `description`
    pub description: Option<Spanned<String>>,
    /// `timeoutSeconds`: seconds; when absent, the action's own.
    pub timeout_seconds: Option<Setting<i64>>,
    /// `onFailure`: `Abort` when absent.
    pub on_failure: Option<Setting<OnFailure>>,
    /// `rollbackEnabled`: a boolean or a reference to one; `true` when absent.
    pub rollback_enabled: Option<Node>,
    /// `inputs`; a mapping, if the document is right.
    pub inputs: Option<Node>,
    /// `if`
    pub condition: Option<Node>,
    /// The whole step.
    pub span: Span,
}

/// What a workflow hands to later ones, as `$.workflowOutputs.name`.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `name`; empty when the text leaves it out.
    pub name: Spanned<String>,
    /// `value`: text or a reference.
    pub value: Option<Node>,
    /// The whole output.
    pub span: Span,
}

/// What happens to the workflow when a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "WorkflowOnFailure")]
pub enum OnFailure {
    /// Step and workflow fail, nothing more runs, and what was done is rolled back.
    Abort,
    /// The step fails, the remaining steps run, nothing is rolled back.
    Continue,
}

impl OnFailure {
    /// Every value.
    pub const ALL: [Self; 2] = [Self::Abort, Self::Continue];

    /// The value as documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Abort => "Abort",
            Self::Continue => "Continue",
        }
    }
}

/// The data types of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "WorkflowParameterType")]
pub enum ParameterType {
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `boolean`
    Boolean,
    /// `stringList`
    StringList,
}

impl ParameterType {
    /// Every value.
    pub const ALL: [Self; 4] = [Self::String, Self::Integer, Self::Boolean, Self::StringList];

    /// The value as documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::StringList => "stringList",
        }
    }
}

/// The type of a workflow resource: `WorkflowType` of botocore
/// `imagebuilder/2019-12-02 service-2.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
#[ts(rename = "WorkflowKind")]
pub enum Kind {
    /// Makes the image.
    Build,
    /// Tests it.
    Test,
    /// Copies and shares it.
    Distribution,
}

impl Kind {
    /// Every kind, in the order in which Image Builder runs them.
    pub const ALL: [Self; 3] = [Self::Build, Self::Test, Self::Distribution];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Build => "build",
            Self::Test => "test",
            Self::Distribution => "distribution",
        })
    }
}

impl Workflow {
    /// The first step called `name`.
    pub fn step(&self, name: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.name.value == name)
    }

    /// The kinds of workflow in which every step whose action is known may run.
    pub fn kinds(&self) -> Vec<Kind> {
        Kind::ALL
            .into_iter()
            .filter(|kind| {
                let actions = self.steps.iter().filter_map(|step| actions::find(&step.action.value));
                actions.into_iter().all(|action| action.kinds.contains(kind))
            })
            .collect()
    }

    /// The parameters for which a value must be given: those without a default.
    pub fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.default.is_none())
    }
}

/// Whether the document at `root` is a workflow rather than a component: it has `steps` and no
/// `phases`, and its actions, if any are known, are those of workflows.
pub fn is_workflow(root: &Node) -> bool {
    let Some(steps) = root.get("steps").filter(|_| root.get("phases").is_none()) else {
        return false;
    };
    let mut names = steps.items().iter().filter_map(|step| step.get("action")?.text());
    match names.find(|name| actions::find(name).is_some() || crate::actions::find(name).is_some()) {
        Some(known) => actions::find(known).is_some(),
        None => root.get("schemaVersion").is_some(),
    }
}
