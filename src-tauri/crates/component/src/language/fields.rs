//! The keys of a component document that are not inputs, with what people want to know of them.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>,
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>,
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html>.

/// A key.
#[derive(Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub required: bool,
    /// The value when it is left out.
    pub default: Option<&'static str>,
    /// One or two sentences.
    pub about: &'static str,
    pub holds: Holds,
}

/// What stands behind a key, for the text that completion writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A value on the same line.
    Value,
    /// Something below it.
    Mapping,
    /// A list below it.
    List,
}

const fn field(name: &'static str, holds: Holds, about: &'static str) -> Field {
    Field {
        name,
        required: false,
        default: None,
        about,
        holds,
    }
}

const fn required(name: &'static str, holds: Holds, about: &'static str) -> Field {
    Field {
        required: true,
        ..field(name, holds, about)
    }
}

const fn defaulted(name: &'static str, default: &'static str, about: &'static str) -> Field {
    Field {
        default: Some(default),
        ..field(name, Holds::Value, about)
    }
}

use Holds::{List, Mapping, Value};

pub(super) const DOCUMENT: &[Field] = &[
    required(
        "schemaVersion",
        Value,
        "The version of the language; the only one is `1.0`.",
    ),
    required(
        "phases",
        List,
        "Named lists of steps, run in this order. Image Builder runs `build` and `validate` on the build instance, \
         `test` and `container-host-test` in the test stage.",
    ),
    field(
        "name",
        Value,
        "Free text for people; not the name of the component resource.",
    ),
    field("description", Value, "Free text for people."),
    field(
        "parameters",
        List,
        "Values that the recipe may set, used as `{{ Name }}`. They are plain text and appear in CloudTrail.",
    ),
    field("constants", List, "Values that never change, used as `{{ Name }}`."),
];

pub(super) const PARAMETER: &[Field] = &[
    required("type", Value, "The type of the value; AWS documents only `string`."),
    field(
        "default",
        Value,
        "The value when the recipe sets none. Without a default the recipe must set one.",
    ),
    field("description", Value, "Free text for people."),
];

pub(super) const CONSTANT: &[Field] = &[
    required("type", Value, "The type of the value; AWS documents only `string`."),
    required("value", Value, "The value, used as `{{ Name }}`."),
    field("description", Value, "Free text for people."),
];

pub(super) const PHASE: &[Field] = &[
    required("name", Value, "`build`, `validate` or `test`; unique in the document."),
    required("steps", List, "The steps, run in this order."),
];

pub(super) const STEP: &[Field] = &[
    required(
        "name",
        Value,
        "Unique in its phase; other steps refer to it by `{{ phase.name.outputs.… }}`.",
    ),
    required("action", Value, "The action module that does the work."),
    field("inputs", Mapping, "What the action works with."),
    defaulted(
        "onFailure",
        "Abort",
        "`Abort` fails the document and runs nothing more. `Continue` fails it, but runs the remaining steps. \
         `Ignore` lets the document succeed.",
    ),
    defaulted(
        "timeoutSeconds",
        "7200",
        "Seconds that the step may take, all rounds of its loop together; `-1` for no limit.",
    ),
    defaulted(
        "maxAttempts",
        "1",
        "How often the step is tried. Each attempt starts its loop again.",
    ),
    field(
        "loop",
        Mapping,
        "Runs the step once for each number of a range or each item of a list.",
    ),
    field(
        "if",
        Mapping,
        "Runs the step only when a condition holds. A step that is skipped counts as a success.",
    ),
];

pub(super) const LOOP: &[Field] = &[
    field("for", Mapping, "A range of whole numbers, both ends included."),
    field("forEach", List, "A list of texts, or `list` and `delimiter`."),
    field(
        "name",
        Value,
        "A name for `{{ name.index }}` and `{{ name.value }}`; unique in its phase.",
    ),
];

pub(super) const FOR: &[Field] = &[
    required("start", Value, "The first number. References are not replaced here."),
    required("end", Value, "The last number, included."),
    required("updateBy", Value, "What is added after each round; not 0."),
];

pub(super) const FOR_EACH: &[Field] = &[
    required("list", Value, "One text that holds the items."),
    defaulted("delimiter", ",", "The one character between the items."),
];

pub(super) const CONDITION: &[Field] = &[
    defaulted("then", "Execute", "What happens when the condition holds."),
    defaulted("else", "Skip", "What happens when it does not."),
];

pub(super) const COMPANIONS: &[Field] = &[
    field(
        "value",
        Value,
        "What is compared with the operand: `numberLessThan: 2` with `value: 1` is 1 < 2.",
    ),
    field("path", Value, "The file whose checksum is compared."),
];

/// Phases that Image Builder runs.
pub(super) const PHASES: &[(&str, &str)] = &[
    ("build", "runs on the build instance, before the image is taken"),
    (
        "validate",
        "runs on the build instance, behind `build` when it stands behind it",
    ),
    ("test", "runs on an instance started from the finished image"),
    (
        "container-host-test",
        "runs in the test stage of a container build, on the instance that hosts the container",
    ),
];

#[cfg(test)]
mod tests {
    use super::PHASES;
    use crate::document::Stage;

    #[test]
    fn every_phase_that_runs_is_explained() {
        assert!(PHASES.iter().map(|(name, _)| *name).eq(Stage::PHASES));
    }
}
