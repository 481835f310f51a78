//! What the YAML tree holds and where its nodes stand.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use ingot_component::yaml::{self, Node, Value};
use ingot_component::{Position, Source};
use insta::assert_snapshot;

/// The tree with the text under each span.
fn tree(text: &str) -> String {
    let source = Source::new("a.yaml", text);
    let parsed = yaml::parse(&source);
    let mut tree = String::new();
    for document in &parsed.documents {
        write(&mut tree, &source, document, 0);
    }
    for error in &parsed.errors {
        writeln!(tree, "! {} {}", source.range(error.span).start, error.message).unwrap();
    }
    tree
}

fn write(tree: &mut String, source: &Source, node: &Node, depth: usize) {
    let tag = node.tag.as_deref().map(|tag| format!(" {tag}")).unwrap_or_default();
    let text = node.text().map(|text| format!(" {text:?}")).unwrap_or_default();
    let (position, written) = (source.position(node.span.start), source.slice(node.span));
    writeln!(
        tree,
        "{}{position} {}{tag}{text} <- {written:?}",
        "  ".repeat(depth),
        node.describe()
    )
    .unwrap();
    match &node.value {
        Value::Scalar(_) => {}
        Value::Sequence(items) => items.iter().for_each(|item| write(tree, source, item, depth + 1)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            write(tree, source, &entry.key, depth + 1);
            write(tree, source, &entry.value, depth + 2);
        }),
    }
}

#[test]
fn nodes_of_every_style_stand_where_they_are_written() {
    let text = "plain: é text # comment
'single': 'it''s'
\"double\": \"tab\\t😀\"
literal: |  # comment
  ünï
  two

folded: >-
  one
  two
# comment
list:
- a # comment
-
- {b: [1, 2.5, ], c: ~}
nested:
    - - true
    - d: e

      f:

end:
";
    let tree = tree(text);
    assert_snapshot!(tree);
}

#[test]
fn line_breaks_of_every_system_and_a_byte_order_mark_are_read() {
    for text in [
        "a: b\nc:\n  - d\n",
        "a: b\r\nc:\r\n  - d\r\n",
        "a: b\rc:\r  - d\r",
        "\u{feff}a: b\nc:\n  - d\n",
    ] {
        let source = Source::new("a", text);
        let parsed = yaml::parse(&source);
        assert_eq!(parsed.errors, []);
        let item = &parsed.documents[0].get("c").unwrap().items()[0];
        assert_eq!((item.text(), source.slice(item.span)), (Some("d"), "d"));
        assert_eq!(source.position(item.span.start), Position { line: 3, column: 5 });
    }
}

#[test]
fn comments_behind_quoted_text_are_no_part_of_it() {
    let text = "'a': 'it''s' # it's\n\"b\" : [\"c # d\", 'e' # f\n  , !!str 'g' # h\n  ]\ni: &x \"j\\\"k\" # \"l\"\n";
    let source = Source::new("a.yaml", text);
    let parsed = yaml::parse(&source);
    assert_eq!(parsed.errors, []);
    let root = &parsed.documents[0];
    let mut written: Vec<_> = root
        .entries()
        .iter()
        .map(|entry| source.slice(entry.key.span))
        .collect();
    written.extend(
        root.get("b")
            .unwrap()
            .items()
            .iter()
            .map(|item| source.slice(item.span)),
    );
    written.extend(["a", "i"].map(|key| root.get(key).unwrap().written(&source).1));
    assert_eq!(
        written,
        ["'a'", "\"b\"", "i", "\"c # d\"", "'e'", "!!str 'g'", "it''s", "j\\\"k"]
    );
}

#[test]
fn aliases_are_expanded_in_place_and_merge_keys_merged() {
    let text = "base: &base {a: 1, b: 2}
list: [*base]
one:
  b: 3
  <<: *base
two:
  <<: [*base, {c: 4}]
";
    let tree = tree(text);
    assert_snapshot!(tree);
}

#[test]
fn tags_are_kept_and_text_tags_make_text() {
    let tree = tree("a: !!str 1\nb: !Sub '${x}'\nc: ! 2\nd: !Ref [e]\n");
    assert_snapshot!(tree);
}

#[test]
fn json_is_yaml() {
    let tree = tree("{\n\t\"a\": [1, \"b\\/\\u00e9\"],\n\t\"c\": {\"d\": null}\n}\n");
    assert_snapshot!(tree);
}

#[test]
fn what_stands_before_a_mistake_is_handed_out() {
    let tree = tree("name: a\nphases:\n  - name: build\n    steps:\n      - name: 'x\n");
    assert_snapshot!(tree);
}

#[test]
fn several_documents_are_several_trees() {
    let tree = tree("---\na: 1\n...\n---\n- b\n--- c\n");
    assert_snapshot!(tree);
}

#[test]
fn a_cursor_finds_the_deepest_node() {
    let text = "phases:\n  - name: build\n";
    let source = Source::new("a", text);
    let parsed = yaml::parse(&source);
    let at = |line, column| {
        parsed.documents[0]
            .at(source.offset(Position { line, column }))
            .and_then(Node::text)
    };
    assert_eq!(at(1, 3), Some("phases"));
    assert_eq!(at(2, 6), Some("name"));
    assert_eq!(at(2, 16), Some("build"));
    assert_eq!(at(2, 3), None);
}
