//! `actions/command-is-mapping`

use crate::actions::Shape;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{Given, given};
use crate::rules::scalars::{altered, is_number_or_flag, quote};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;
use crate::yaml::Node;

pub(in crate::rules) struct CommandIsMapping;

static META: RuleMeta = RuleMeta {
    id: "actions/command-is-mapping",
    title: "commands and arguments are texts for YAML",
    severity: Severity::Error,
    reason: "A colon and a space make a mapping of a line without quotes: `- echo done: yes` is no command but the key \
             `echo done` with the value `yes`. In the same way YAML makes a switch of `- true` and a number of `- \
             1.10`.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo Status: installed
",
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - "echo Status: installed"
"#,
    source: "https://yaml.org/spec/1.2.2/#733-plain-style",
};

impl Rule for CommandIsMapping {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes.shape() == Shape::Texts) {
            found.extend(
                given
                    .value
                    .items()
                    .iter()
                    .filter_map(|item| self.item(context, &given, item)),
            );
        }
    }
}

impl CommandIsMapping {
    fn item(&self, context: &Context<'_>, given: &Given<'_>, item: &Node) -> Option<Diagnostic> {
        let name = given.input.name;
        let fix = quote(context.source, item);
        let Some(text) = item.text() else {
            let message = format!("an item of `{name}` is text, and this is {}", item.describe());
            let finding = self.at(context, first_line(context.source, item), message);
            let help = match (item.is_mapping(), fix.is_some()) {
                (true, true) => "put the line in quotes: a colon and a space make a mapping",
                (true, false) => "write the command behind `- |` and indent it: a colon and a space make a mapping",
                (false, _) => "write one text behind each `- `",
            };
            return Some(Diagnostic {
                fix: fix.filter(|_| item.is_mapping()),
                ..finding.with_help(help)
            });
        };
        let is_command = name == "commands" && is_number_or_flag(item);
        let message = match altered(item) {
            Some(becomes) => format!(
                "an item of `{name}` is text, and YAML can read `{}` as {becomes}",
                shorten(text)
            ),
            None if is_command => format!("an item of `{name}` is text, and this is {} for YAML", item.describe()),
            None => return None,
        };
        Some(Diagnostic {
            severity: Severity::Warning,
            fix,
            ..self.at(context, item.span, message).with_help("put it in quotes")
        })
    }
}
