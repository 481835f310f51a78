//! No text, however broken or malicious, may make the crate panic, overflow the stack or point
//! outside the text.
#![allow(clippy::unwrap_used)]

use ingot_component::rules::{RuleSettings, check};
use ingot_component::yaml::{self, MAX_DEPTH, MAX_NODES, Node, Value};
use ingot_component::{Range, Source, Span, read};
use proptest::prelude::*;

const VALID: &str = "schemaVersion: 1.0
name: Web server # für alle
parameters:
  - Package:
      type: string
      default: \"nginx\"
constants:
  - Root: {type: string, value: '/srv/www'}
phases:
  - name: build
    steps:
      - &install
        name: Install
        action: ExecuteBash
        timeoutSeconds: 300
        onFailure: Abort
        inputs:
          commands:
            - |
              echo \"{{ Package }}\"
              ünïcode {{ Root }}
            - 'echo \"it''s\" {{Root}}'
      - name: Page
        action: CreateFile
        loop: {name: Pages, forEach: [a, \"b\\t{{ Package }}\"]}
        inputs:
          - path: \"{{ Root }}/{{ Pages.value }}.html\"
            content: >-
              folded

              text
  - name: test
    steps: [{name: Show, action: ReadFile, inputs: [{path: /etc/hosts}]}]
";

fn inside(source: &Source, range: Range) -> bool {
    let end = source.position(source.text().len());
    range.start <= range.end && range.end <= end && range.start.line >= 1 && range.start.column >= 1
}

/// What must hold for any text.
fn examine(text: &str) {
    let source = Source::new("hostile.yaml", text);
    let parsed = yaml::parse(&source);
    for document in &parsed.documents {
        examine_node(&source, document, Span::new(0, text.len()));
    }
    for error in &parsed.errors {
        assert!(text.get(error.span.start..error.span.end).is_some(), "{error:?}");
    }
    let _ = read(&source);
    for found in check(&source, &RuleSettings::default()) {
        assert!(inside(&source, found.range), "{found:?}");
        assert!(
            found.related.iter().all(|related| inside(&source, related.range)),
            "{found:?}"
        );
        for edit in found.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(inside(&source, edit.range), "{found:?}");
        }
        assert!(found.message.len() < 1000, "{found:?}");
    }
}

fn examine_node(source: &Source, node: &Node, within: Span) {
    let Span { start, end } = node.span;
    assert!(source.text().get(start..end).is_some(), "{node:?}");
    assert!(
        within.start <= start && end <= within.end,
        "{node:?} is not within {within:?}"
    );
    match &node.value {
        Value::Scalar(_) => {
            let (at, written) = node.written(source);
            assert_eq!(source.text().get(at..at + written.len()), Some(written));
        }
        Value::Sequence(items) => items.iter().for_each(|item| examine_node(source, item, node.span)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            examine_node(source, &entry.key, node.span);
            examine_node(source, &entry.value, node.span);
        }),
    }
}

#[test]
fn the_valid_document_is_clean() {
    assert_eq!(check(&Source::new("a", VALID), &RuleSettings::default()), []);
}

#[test]
fn nesting_without_end_is_refused() {
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "a:\n".repeat(10_000),
        (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        format!("{}{}", "[".repeat(MAX_DEPTH + 1), "]".repeat(MAX_DEPTH + 1)),
        "&a [".repeat(100_000),
        "!t ".repeat(100_000),
        "\"".repeat(100_001),
        "{{".repeat(100_000),
        "- {{ ".repeat(10_000),
    ] {
        let source = Source::new("deep", text.as_str());
        assert!(!yaml::parse(&source).errors.is_empty(), "{}", &text[..20]);
        examine(&text);
    }
}

#[test]
fn aliases_of_aliases_do_not_explode() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let alias = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", "));
    }
    let parsed = yaml::parse(&Source::new("laughs", text.as_str()));
    assert_eq!(parsed.errors.len(), 1);
    assert_eq!(parsed.errors[0].kind.rule(), "yaml/too-large");
    assert!(!parsed.complete);
    examine(&text);

    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(1000));
    assert_eq!(
        yaml::parse(&Source::new("long", long)).errors[0].kind.rule(),
        "yaml/too-large"
    );
    let chain: String = (1..300)
        .map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1))
        .collect();
    let deep = yaml::parse(&Source::new("chain", format!("a0: &a0 x\n{chain}")));
    assert_eq!(deep.errors[0].kind.rule(), "yaml/too-large");
}

#[test]
fn more_values_than_any_document_has_are_refused() {
    let text = "- a\n".repeat(MAX_NODES + 1);
    let parsed = yaml::parse(&Source::new("long", text));
    assert_eq!(parsed.errors[0].kind.rule(), "yaml/too-large");
    let brackets = yaml::parse(&Source::new("long", "[a,".repeat(MAX_NODES + 1)));
    assert_eq!(brackets.errors[0].kind.rule(), "yaml/too-large");
    assert_eq!(parsed.documents[0].items().len(), MAX_NODES);
}

#[test]
fn a_document_full_of_mistakes_is_checked_up_to_a_limit() {
    let wrong = |steps: usize| {
        let mut text = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n".to_owned();
        for step in 0..steps {
            text += &format!(
                "      - {{name: s{step}, action: Exec, inputs: ['{{{{ v{step} }}}} {{{{ build.x{step}.outputs.y }}}}']}}\n"
            );
        }
        check(&Source::new("wrong", text), &RuleSettings::default())
    };
    assert_eq!(wrong(100).len(), 300);
    let many = wrong(5_000);
    assert_eq!(many.len(), 10_001);
    assert_eq!(
        many.last().map(|last| last.message.as_str()),
        Some("more than 10000 problems; the rest is not listed")
    );
}

#[test]
fn wide_mappings_are_checked_up_to_the_limit() {
    let fields: String = (0..15_000).map(|field| format!("f{field}: x\n")).collect();
    assert_eq!(
        check(&Source::new("wide", fields), &RuleSettings::default()).len(),
        10_001
    );
    let inputs: String = (0..15_000).map(|input| format!("i{input}: x, ")).collect();
    let step = format!(
        "schemaVersion: 1.0\nphases: [{{name: build, steps: [{{name: a, action: UpdateOS, inputs: {{{inputs}}}}}]}}]"
    );
    assert_eq!(
        check(&Source::new("wide", step), &RuleSettings::default()).len(),
        10_001
    );
    let phases: String = (0..15_000)
        .map(|phase| format!("{{name: p{phase}, steps: []}}, "))
        .collect();
    let phases = format!("schemaVersion: 1.0\nphases: [{phases}]");
    let found = check(&Source::new("wide", phases), &RuleSettings::default());
    let rules: Vec<_> = found.iter().map(|found| found.rule.as_str()).collect();
    assert_eq!(rules, ["structure/no-phases", "sizes/quota"]);
    let twins = "{name: build, steps: []}, ".repeat(15_000);
    let twins = format!("schemaVersion: 1.0\nphases: [{twins}]");
    assert_eq!(
        check(&Source::new("wide", twins), &RuleSettings::default()).len(),
        10_001
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        examine(&text);
    }

    #[test]
    fn any_punctuation(text in "([-?:,\\[\\]{}#&*!|>'\"%@` \t\r\na1é\u{feff}\0~<=.]|\\{\\{|\\}\\}|\n  |\n- |: |<<: \\*a|&a ){0,60}") {
        examine(&text);
    }

    #[test]
    fn a_valid_document_with_pieces_cut_out_put_in_and_doubled(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, "[-:,\\[\\]{}'\"|>#&*! \n\ta]{0,4}|\\{\\{ X \\}\\}|&b |\\*b|<<: \\*install\n", any::<bool>()), 1..6)
    ) {
        let mut text: Vec<char> = VALID.chars().collect();
        for (at, cut, new, double) in edits {
            let start = at.index(text.len() + 1);
            let end = (start + cut).min(text.len());
            let mut new: Vec<char> = new.chars().collect();
            if double {
                new.extend_from_slice(&text[start..end]);
                new.extend_from_slice(&text[start..end]);
            }
            text.splice(start..end, new);
        }
        examine(&text.into_iter().collect::<String>());
    }
}
