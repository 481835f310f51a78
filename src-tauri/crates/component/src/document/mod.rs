//! A component document as AWSTOE understands it: phases of steps, parameters, constants.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>

mod read;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::expression::{self, Reference};
use crate::text::Span;
use crate::yaml::{Entry, Node, Value};

pub use read::{Reading, read};
pub(crate) use read::{first_line, whole_number};

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands; empty when the text leaves it out.
    pub span: Span,
}

/// A field as it was written and, when that is valid, as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The text, without quotes.
    pub written: String,
    /// What it means; `None` when it means nothing.
    pub value: Option<T>,
    /// Where it stands.
    pub span: Span,
}

/// A component document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComponentDocument {
    /// `name`: free text, not the name of the component resource.
    pub name: Option<Spanned<String>>,
    /// `description`
    pub description: Option<Spanned<String>>,
    /// `schemaVersion`, as written.
    pub schema_version: Option<Spanned<String>>,
    /// `parameters`, in the order of the text.
    pub parameters: Vec<Parameter>,
    /// `constants`, in the order of the text.
    pub constants: Vec<Constant>,
    /// `phases`, in the order of the text, which is the order in which they run.
    pub phases: Vec<Phase>,
}

/// A value that the recipe may set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name that references use; case matters.
    pub name: Spanned<String>,
    /// `type`; AWS documents only `string`.
    pub r#type: Option<Spanned<String>>,
    /// `default`; without one the recipe must set a value.
    pub default: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// The whole declaration.
    pub span: Span,
}

/// A value that never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// The name that references use; case matters.
    pub name: Spanned<String>,
    /// `type`
    pub r#type: Option<Spanned<String>>,
    /// `value`
    pub value: Option<String>,
    /// The whole declaration.
    pub span: Span,
}

/// A named list of steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// `name`; empty when the text leaves it out.
    pub name: Spanned<String>,
    /// `steps`, in the order in which they run.
    pub steps: Vec<Step>,
    /// The whole phase.
    pub span: Span,
}

/// One call of an action module.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// `name`; empty when the text leaves it out.
    pub name: Spanned<String>,
    /// `action`, as written; empty when the text leaves it out.
    pub action: Spanned<String>,
    /// `timeoutSeconds`: seconds, 7200 when absent, −1 for no limit.
    pub timeout_seconds: Option<Setting<i64>>,
    /// `onFailure`: `Abort` when absent.
    pub on_failure: Option<Setting<OnFailure>>,
    /// `maxAttempts`: 1 when absent.
    pub max_attempts: Option<Setting<i64>>,
    /// `inputs`
    pub inputs: Option<Node>,
    /// `loop`
    pub r#loop: Option<Node>,
    /// `if`
    pub condition: Option<Node>,
    /// The whole step.
    pub span: Span,
}

/// What happens to the document when a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum OnFailure {
    /// Step, phase and document fail; nothing more runs.
    Abort,
    /// Step, phase and document fail; the remaining steps run.
    Continue,
    /// The step is an ignored failure; the document succeeds.
    Ignore,
}

impl OnFailure {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Abort, Self::Continue, Self::Ignore];

    /// The value as documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Abort => "Abort",
            Self::Continue => "Continue",
            Self::Ignore => "Ignore",
        }
    }
}

/// Whether Image Builder runs a component in the build stage or in the test stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum ComponentType {
    /// Changes the image.
    Build,
    /// Only tests it.
    Test,
}

/// The stages of an image build in which Image Builder runs phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// On the build instance, before the image is taken.
    Build,
    /// On an instance started from the image.
    Test,
}

impl Stage {
    /// The stage in which Image Builder runs the phase called `phase`; `None` for phases that it
    /// never runs.
    ///
    /// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>;
    /// `container-host-test` from the AWS CDK's `aws-imagebuilder-alpha` (`lib/component.ts`).
    pub fn of_phase(phase: &str) -> Option<Self> {
        match phase {
            "build" | "validate" => Some(Self::Build),
            "test" | "container-host-test" => Some(Self::Test),
            _ => None,
        }
    }
}

impl ComponentDocument {
    /// Exactly one phase and it is `test`: a test component; anything else: a build component
    /// (botocore `imagebuilder/2019-12-02 service-2.json`, `CreateComponent`).
    pub fn component_type(&self) -> ComponentType {
        match self.phases.as_slice() {
            [only] if only.name.value == "test" => ComponentType::Test,
            _ => ComponentType::Build,
        }
    }

    /// The names of the phases in order.
    pub fn phase_names(&self) -> impl Iterator<Item = &str> {
        self.phases.iter().map(|phase| phase.name.value.as_str())
    }

    /// The parameters a recipe must set: those without a default.
    pub fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.default.is_none())
    }

    /// How many steps refer to the parameter or constant `name`.
    pub fn parameter_uses(&self, name: &str) -> usize {
        self.phases
            .iter()
            .flat_map(|phase| &phase.steps)
            .filter(|step| step.refers_to(name))
            .count()
    }
}

impl Step {
    /// The nodes in which references can stand: `inputs`, `loop` and `if`.
    pub fn expressions(&self) -> impl Iterator<Item = &Node> {
        [&self.inputs, &self.r#loop, &self.condition].into_iter().flatten()
    }

    /// Whether anything in the step refers to the parameter or constant `name`.
    pub fn refers_to(&self, name: &str) -> bool {
        self.expressions().any(|node| node_refers_to(node, name))
    }
}

fn node_refers_to(node: &Node, name: &str) -> bool {
    let entry_refers = |entry: &Entry| node_refers_to(&entry.key, name) || node_refers_to(&entry.value, name);
    match &node.value {
        Value::Scalar(scalar) => expression::find(&scalar.text)
            .any(|found| matches!(found.reference, Reference::Variable(used) if used == name)),
        Value::Sequence(items) => items.iter().any(|item| node_refers_to(item, name)),
        Value::Mapping(entries) => entries.iter().any(entry_refers),
    }
}
