//! `actions/not-a-word`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{list, shorten, similar};

pub(in crate::rules) struct NotAWord;

static META: RuleMeta = RuleMeta {
    id: "actions/not-a-word",
    title: "inputs that take one of a few words have one of them",
    severity: Severity::Error,
    reason: "Some inputs take only certain words, such as an encoding or an algorithm. Any other word fails the step \
             when it runs.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Convert
        action: SetFileEncoding
        inputs:
          - path: /opt/tool/messages.txt
            encoding: utf15
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Convert
        action: SetFileEncoding
        inputs:
          - path: /opt/tool/messages.txt
            encoding: utf16
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for NotAWord {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let (Takes::Word(words) | Takes::AnyCaseWord(words)) = given.input.takes else {
                continue;
            };
            let Some(text) = given.literal() else { continue };
            let same = words.iter().find(|word| word.eq_ignore_ascii_case(text));
            let any_case = matches!(given.input.takes, Takes::AnyCaseWord(_));
            if same.is_some_and(|word| any_case || *word == text) {
                continue;
            }
            let (name, written) = (given.input.name, shorten(text));
            let message = match same {
                Some(word) => format!("AWS writes `{word}` for `{name}`, and this is `{written}`"),
                None => format!("`{name}` cannot be `{written}`"),
            };
            let finding = self.at(context, given.value.span, message);
            let meant = same.copied().or_else(|| similar(text, words.iter().copied()));
            let finding = match meant {
                Some(word) => finding
                    .with_help(match same {
                        Some(_) => format!("write `{word}`; whether the case of letters matters is not documented"),
                        None => format!("did you mean `{word}`?"),
                    })
                    .with_fix(Fix::replace(
                        context.source,
                        given.value.span,
                        format!("change to `{word}`"),
                        word,
                    )),
                None => finding.with_help(format!("it takes {}", list(words))),
            };
            let severity = if same.is_some() {
                Severity::Warning
            } else {
                Severity::Error
            };
            found.push(Diagnostic { severity, ..finding });
        }
    }
}
