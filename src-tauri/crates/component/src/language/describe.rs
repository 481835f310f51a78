//! What hover and completion say, in Markdown.

use std::fmt::Write as _;

use crate::actions::{ActionModule, Input, InputForm, Need};
use crate::document::{ComponentDocument, Stage};
use crate::platform::Platform;
use crate::spelling::shorten;

use super::fields::Field;
use super::operators::Operator;

const MODULES: &str = "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html";
const OPERATORS: &str = "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html";

/// An action module with all its inputs.
pub(super) fn module(module: &ActionModule) -> String {
    let mut text = format!("**{}** {}.\n", module.name, module.summary);
    if !module.inputs.is_empty() {
        let form = match module.form {
            InputForm::List => "Inputs, a list of",
            _ => "Inputs",
        };
        let _ = write!(text, "\n{form}:\n");
        for input in module.inputs {
            let _ = writeln!(text, "- {}", line(input));
        }
    }
    if module.form == InputForm::Condition {
        text.push_str("\nIts input is a condition: one operator, as in `if`.\n");
    }
    if !module.outputs.is_empty() {
        let _ = write!(text, "\nOutputs: {}\n", words(module.outputs));
    }
    let platforms: Vec<&str> = module.platforms.iter().copied().map(Platform::name).collect();
    let _ = write!(
        text,
        "\nRuns on {}.\n\n[AWS on action modules]({MODULES})",
        platforms.join(", ")
    );
    text
}

/// One input of a module.
pub(super) fn input(module: &ActionModule, input: &Input) -> String {
    format!(
        "{}\n\nAn input of **{}**. [AWS on action modules]({MODULES})",
        line(input),
        module.name
    )
}

/// `` `name` (text), required: what it is ``
fn line(input: &Input) -> String {
    let mut text = format!("`{}` ({})", input.name, input.takes.describe());
    let _ = match input.need {
        Need::Required => write!(text, ", required"),
        Need::Optional => Ok(()),
        Need::Either(other) => write!(text, ", either this or `{other}`"),
        Need::With(other) => write!(text, ", only together with `{other}`"),
    };
    match input.default {
        Some("") => text.push_str(", empty when left out"),
        Some(default) => {
            let _ = write!(text, ", `{default}` when left out");
        }
        None => {}
    }
    let _ = write!(text, ": {}", input.about);
    text
}

fn words(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// A key that is not an input.
pub(super) fn field(field: &Field) -> String {
    let mut text = format!("**{}** ", field.name);
    if field.required {
        text.push_str("(required) ");
    }
    text.push_str(field.about);
    if let Some(default) = field.default {
        let _ = write!(text, "\n\nWhen left out: `{default}`");
    }
    text
}

/// An operator of a condition.
pub(super) fn operator(operator: &Operator) -> String {
    let beside = match operator.companion {
        Some(companion) => format!("\n\nIts operand stands behind it, `{companion}` beside it."),
        None => String::new(),
    };
    format!(
        "**{}** holds when {}.{beside}\n\n[AWS on operators]({OPERATORS})",
        operator.name, operator.holds
    )
}

/// The parameter or constant called `name`.
pub(super) fn variable(document: &ComponentDocument, name: &str) -> Option<String> {
    if let Some(parameter) = document
        .parameters
        .iter()
        .find(|parameter| parameter.name.value == name)
    {
        let value = match &parameter.default {
            Some(default) => format!("`{}` unless the recipe sets another value", shorten(default)),
            None => "without a default: the recipe must set it".to_owned(),
        };
        let about = parameter
            .description
            .as_deref()
            .map(|text| format!("\n\n{text}"))
            .unwrap_or_default();
        return Some(format!("Parameter **{name}**, {value}.{about}"));
    }
    let constant = document.constants.iter().find(|constant| constant.name.value == name)?;
    let value = constant.value.as_deref().unwrap_or("");
    Some(format!("Constant **{name}**: `{}`", shorten(value)))
}

/// When Image Builder runs the phase called `name`.
pub(super) fn phase(name: &str) -> String {
    let when = match Stage::of_phase(name) {
        Some(Stage::Build) => {
            "Image Builder runs it in its build stage, on the build instance, before the image is taken"
        }
        Some(Stage::Test) => "Image Builder runs it in its test stage, on an instance started from the finished image",
        None => "Image Builder never runs it; only `awstoe run` does",
    };
    format!("Phase **{}**: {when}.", shorten(name))
}
