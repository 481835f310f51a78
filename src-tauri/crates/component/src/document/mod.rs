//! A component document as AWSTOE understands it: phases of steps, parameters, constants.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>

mod condition;
mod iteration;
pub mod operator;
mod read;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::expression;
use crate::text::Span;
use crate::yaml::{Entry, Node, Value};

pub use condition::{Comparison, Condition, ConditionFault, ConditionPlace, Expr, Outcome, StepAction};
pub use iteration::{Bound, DELIMITERS, Loop, LoopFault, Over};
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
    /// The mapping below the name; `None` when something else stands there.
    pub fields: Option<Node>,
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
    /// The mapping below the name; `None` when something else stands there.
    pub fields: Option<Node>,
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
    /// Whether `steps` is there and holds nothing.
    pub has_empty_list: bool,
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

/// A text in which AWSTOE replaces no reference; see [`ComponentDocument::literals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal<'a> {
    /// Which text it is.
    pub place: LiteralPlace,
    /// The text.
    pub text: &'a str,
    /// Where it stands; of parameters and constants, where their name stands.
    pub span: Span,
}

/// Which text a [`Literal`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralPlace {
    /// The name or description of the document, or the description of a parameter.
    Description,
    /// The name of a phase or a step.
    Name,
    /// The value of a constant or the default of a parameter.
    Value,
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

    /// What it means, in a few words.
    ///
    /// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>
    pub fn about(self) -> &'static str {
        match self {
            Self::Abort => "step, phase and document fail; nothing more runs",
            Self::Continue => "step, phase and document fail; the remaining steps run",
            Self::Ignore => "the failure is ignored; the document succeeds",
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
    /// The names of the phases that Image Builder runs.
    pub const PHASES: [&str; 4] = ["build", "validate", "test", "container-host-test"];

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

    /// The texts in which AWSTOE replaces no reference: references are for the inputs, the loop and
    /// the condition of a step
    /// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>).
    pub fn literals(&self) -> impl Iterator<Item = Literal<'_>> {
        fn literal<'a>(place: LiteralPlace, text: &'a str, span: Span) -> Literal<'a> {
            Literal { place, text, span }
        }
        let about = [&self.name, &self.description].into_iter().flatten();
        let about = about.map(|text| literal(LiteralPlace::Description, &text.value, text.span));
        let parameters = self.parameters.iter().flat_map(|parameter| {
            let texts = [
                (LiteralPlace::Value, &parameter.default),
                (LiteralPlace::Description, &parameter.description),
            ];
            let written = texts
                .into_iter()
                .filter_map(|(place, text)| Some((place, text.as_deref()?)));
            written.map(|(place, text)| literal(place, text, parameter.name.span))
        });
        let constants = self.constants.iter().filter_map(|constant| {
            let text = constant.value.as_deref()?;
            Some(literal(LiteralPlace::Value, text, constant.name.span))
        });
        let names = self.phases.iter().flat_map(|phase| {
            let steps = phase.steps.iter().map(|step| &step.name);
            std::iter::once(&phase.name).chain(steps)
        });
        let names = names.map(|name| literal(LiteralPlace::Name, &name.value, name.span));
        about.chain(parameters).chain(constants).chain(names)
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

    /// What `loop` means; `None` without one.
    pub fn iteration(&self) -> Option<Loop<'_>> {
        self.r#loop.as_ref().map(Loop::read)
    }

    /// What `if` asks; `None` without one.
    pub fn condition_of_if(&self) -> Option<Condition<'_>> {
        let node = self.condition.as_ref()?;
        Some(Condition::read(node, ConditionPlace::If))
    }

    /// What an `Assert` step asks; `None` for other steps and without inputs.
    pub fn assertion(&self) -> Option<Condition<'_>> {
        let inputs = self.inputs.as_ref()?;
        let absent =
            inputs.is_null() || (inputs.scalar().is_none() && inputs.items().is_empty() && inputs.entries().is_empty());
        (self.action.value == "Assert" && !absent).then(|| Condition::read(inputs, ConditionPlace::Assert))
    }

    /// Whether anything in the step refers to the parameter or constant `name`.
    pub fn refers_to(&self, name: &str) -> bool {
        self.expressions().any(|node| node_refers_to(node, name))
    }
}

fn node_refers_to(node: &Node, name: &str) -> bool {
    let entry_refers = |entry: &Entry| node_refers_to(&entry.key, name) || node_refers_to(&entry.value, name);
    match &node.value {
        Value::Scalar(scalar) => expression::find(&scalar.text).any(|found| found.reference.variable() == Some(name)),
        Value::Sequence(items) => items.iter().any(|item| node_refers_to(item, name)),
        Value::Mapping(entries) => entries.iter().any(entry_refers),
    }
}
