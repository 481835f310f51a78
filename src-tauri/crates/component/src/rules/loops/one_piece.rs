//! `loops/one-piece`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Over;
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::yaml::ScalarKind;

pub(in crate::rules) struct OnePiece;

static META: RuleMeta = RuleMeta {
    id: "loops/one-piece",
    title: "a list in one text has its delimiter in it",
    severity: Severity::Warning,
    reason: "A text without the delimiter is a list of one item: the loop runs once, with the whole text.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            list: 'one;two;three'
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            list: 'one;two;three'
            delimiter: ';'
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for OnePiece {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(Over::Pieces {
            list: Some(list),
            delimiter,
        }) = site.iteration.as_ref().and_then(|iteration| iteration.over.as_ref())
        else {
            return;
        };
        let delimiter = delimiter.map_or(Some(","), |node| node.text());
        // A number is another rule's finding.
        let text = list.text().filter(|_| list.kind() == Some(ScalarKind::Text));
        let (Some(text), Some(delimiter)) = (text, delimiter) else {
            return;
        };
        let one_character = delimiter.chars().count() == 1;
        if !one_character || text.is_empty() || text.contains(delimiter) || is_dynamic(text) {
            return;
        }
        let message = format!("this list has no {}, so the loop runs once", spoken(delimiter));
        found.push(
            self.at(context, list.span, message)
                .with_help("write the `delimiter:` that separates the items"),
        );
    }
}

fn spoken(delimiter: &str) -> String {
    match delimiter {
        "\n" => "line break".to_owned(),
        "\t" => "tab".to_owned(),
        " " => "space".to_owned(),
        other => format!("`{other}`"),
    }
}
