//! `actions/wrong-type`

use crate::actions::{Shape, Takes};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{Given, given, literal};
use crate::rules::scalars::{altered, quote};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;
use crate::yaml::ScalarKind;

pub(in crate::rules) struct WrongType;

static META: RuleMeta = RuleMeta {
    id: "actions/wrong-type",
    title: "inputs hold what they must: text, a list, a number, true or false",
    severity: Severity::Error,
    reason: "Each input of an action module takes one kind of value. AWSTOE cannot make a list of a text, or a switch \
             of a word, and the step fails.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands: echo hello
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for WrongType {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let shape = given.input.takes.shape();
            let finding = match given.value.kind() {
                None => self.collection(context, site, &given, shape),
                // What is replaced later is text until then.
                Some(ScalarKind::Text) if literal(given.value).is_none() => None,
                Some(kind) => self.scalar(context, site, &given, (shape, kind)),
            };
            found.extend(finding);
        }
    }
}

impl WrongType {
    fn collection(
        &self,
        context: &Context<'_>,
        site: &StepSite<'_>,
        given: &Given<'_>,
        shape: Shape,
    ) -> Option<Diagnostic> {
        let fits = match shape {
            Shape::Texts | Shape::Mappings | Shape::Any => given.value.is_sequence(),
            Shape::Mapping => given.value.is_mapping(),
            Shape::Text | Shape::Flag | Shape::Number => false,
        };
        let help = match (shape, given.input.takes) {
            (Shape::Texts | Shape::Mappings, _) => "start each item with `- `",
            (_, Takes::Phases) => "write the names with commas between them: `build,validate`",
            (Shape::Mapping, _) => "write `NAME: value` below it",
            _ => "write one value behind the `:`",
        };
        (!fits).then(|| self.wrong(context, site, given, shape).with_help(help))
    }

    fn scalar(
        &self,
        context: &Context<'_>,
        site: &StepSite<'_>,
        given: &Given<'_>,
        (shape, kind): (Shape, ScalarKind),
    ) -> Option<Diagnostic> {
        let (source, name) = (context.source, given.input.name);
        let text = given.value.text().unwrap_or_default();
        let help = match (shape, kind) {
            (Shape::Any, _) | (Shape::Flag, ScalarKind::Bool(_)) | (Shape::Number, ScalarKind::Int(_)) => return None,
            // The guide calls `recurse` a string and writes it as true: both are fine.
            (Shape::Flag, ScalarKind::Text) if name == "recurse" && matches!(text, "true" | "false") => return None,
            (Shape::Flag, ScalarKind::Text) => match flag(text) {
                Some(word) => return Some(self.unquoted(context, given, shape, word)),
                None => "write `true` or `false`",
            },
            (Shape::Number, ScalarKind::Text) => match text.trim().parse::<i64>() {
                Ok(number) => return Some(self.unquoted(context, given, shape, &number.to_string())),
                Err(_) => "write a number without a unit",
            },
            (Shape::Text, _) => {
                // These two have rules of their own.
                if matches!(given.input.takes, Takes::Permissions | Takes::AccountId) {
                    return None;
                }
                let becomes = altered(given.value)?;
                let message = format!("`{name}` is text, and YAML can read `{}` as {becomes}", shorten(text));
                let finding = self
                    .at(context, given.value.span, message)
                    .with_help("put it in quotes");
                return Some(Diagnostic {
                    severity: Severity::Warning,
                    fix: quote(source, given.value),
                    ..finding
                });
            }
            (Shape::Texts | Shape::Mappings, _) => "start each item with `- `",
            (Shape::Mapping, _) => "write `NAME: value` below it",
            (Shape::Flag, _) => "write `true` or `false`",
            (Shape::Number, _) => "write a whole number",
        };
        Some(self.wrong(context, site, given, shape).with_help(help))
    }

    /// The right value in the wrong clothes.
    fn unquoted(&self, context: &Context<'_>, given: &Given<'_>, shape: Shape, word: &str) -> Diagnostic {
        let message = format!(
            "`{}` takes {}, and this is text for YAML",
            given.input.name,
            shape.describe()
        );
        let finding = self.at(context, given.value.span, message);
        let fix = Fix::replace(context.source, given.value.span, format!("write {word}"), word);
        Diagnostic {
            severity: Severity::Warning,
            ..finding.with_help(format!("write {word}, without quotes")).with_fix(fix)
        }
    }

    fn wrong(&self, context: &Context<'_>, site: &StepSite<'_>, given: &Given<'_>, shape: Shape) -> Diagnostic {
        let found = match (shape, given.value.text()) {
            (Shape::Number, Some(text)) => format!("`{}`", shorten(text)),
            _ => given.value.describe().to_owned(),
        };
        let message = format!(
            "`{}` of `{}` must be {}, and this is {found}",
            given.input.name,
            site.step.action.value,
            shape.describe()
        );
        self.at(context, first_line(context.source, given.value), message)
    }
}

/// What the text of a switch means; `yes` and `no` are switches in YAML 1.1.
fn flag(text: &str) -> Option<&'static str> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        _ => None,
    }
}
