//! `structure/wrong-type`: reported by [`crate::document::read`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct WrongType;

static META: RuleMeta = RuleMeta {
    id: "structure/wrong-type",
    title: "fields hold what they must: text, a list or a mapping",
    severity: Severity::Error,
    reason: "The structure of a document is fixed: `phases` and `steps` are lists, a phase and a step are \
             mappings, `parameters` and `constants` are lists of mappings with one name each.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      name: Hello
      action: UpdateOS
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: UpdateOS
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for WrongType {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
