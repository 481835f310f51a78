//! The formatter never changes meaning, keeps comments, and has nothing to do the second time.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use ingot_component::Source;
use ingot_component::format::{Unformatted, format};
use ingot_component::yaml::{self, Node, Value};
use proptest::prelude::*;

fn formatted(text: &str) -> String {
    format(&Source::new("a.yaml", text)).unwrap_or_else(|reason| panic!("{reason}:\n{text}"))
}

/// A tree without places.
fn shape(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => format!("{:?}{:?}{:?}", node.tag, scalar.style, scalar.text),
        Value::Sequence(items) => format!(
            "{:?}[{}]",
            node.tag,
            items.iter().map(shape).collect::<Vec<_>>().join(",")
        ),
        Value::Mapping(entries) => {
            let entries = entries
                .iter()
                .map(|entry| format!("{}:{}", shape(&entry.key), shape(&entry.value)));
            format!("{:?}{{{}}}", node.tag, entries.collect::<Vec<_>>().join(","))
        }
    }
}

fn shapes(text: &str) -> Vec<String> {
    let parsed = yaml::parse(&Source::new("a.yaml", text));
    assert_eq!(parsed.errors, [], "{text}");
    parsed.documents.iter().map(shape).collect()
}

/// What must hold for every text that is formatted.
fn examine(text: &str) -> Result<(), Unformatted> {
    let after = format(&Source::new("a.yaml", text))?;
    assert_eq!(shapes(&after), shapes(text), "meaning of:\n{text}\nafter:\n{after}");
    assert_eq!(
        format(&Source::new("a.yaml", after.as_str())).as_ref(),
        Ok(&after),
        "{text}"
    );
    let comments = |text: &str| text.lines().map(|line| line.matches('#').count()).sum::<usize>();
    assert_eq!(comments(&after), comments(text));
    Ok(())
}

#[test]
fn lists_are_indented_below_their_key_by_two() {
    let text = "schemaVersion: 1.0
phases:
- name: build
  steps:
  -   name: Hello
      action: ExecuteBash
      inputs:
         commands:
            - echo a
            - |
                #!/bin/bash
                if true; then
                  echo b   
                fi
";
    let wanted = "schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo a
            - |
              #!/bin/bash
              if true; then
                echo b   
              fi
";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn steps_and_phases_stand_apart_by_one_blank_line() {
    let text = "

schemaVersion: 1.0   


phases:
  - name: build
    steps:
      - name: A
        action: Reboot
      # about B
      - name: B
        action: UpdateOS
  # about test
  - name: test
    steps:
      - name: C
        action: Reboot


";
    let wanted = "schemaVersion: 1.0

phases:
  - name: build
    steps:
      - name: A
        action: Reboot

      # about B
      - name: B
        action: UpdateOS

  # about test
  - name: test
    steps:
      - name: C
        action: Reboot
";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn comments_stay_with_what_they_are_about() {
    let text = "# top
a:
    # first
    - 1   # behind
    # second
    - 2
    # end of the list
b:
      # deep
      c: 1
# at the end
";
    let wanted = "# top
a:
  # first
  - 1   # behind
  # second
  - 2
  # end of the list
b:
  # deep
  c: 1
# at the end
";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn texts_keep_every_character() {
    for text in [
        "a: |\n   x\n     y  \n\n\n   z\n\nb: 1\n",
        "a: |+\n   x\n\n\nb: 1\n",
        "- - |+\n     x\n\n\n",
        "a: |2\n    x\n  y\n",
        "a:\n  - >-\n     folded\n\n\n     text\n  - b\n",
        "a: \"two  \n   lines\\\n   and  \n\n\n   more\"\nb: 'x\n\n\n  y'\n",
        "a: plain\n    text   \n    goes on\nb: 1\n",
        "a:\n    [1,   \n     2, # two\n     {b: c}\n    ]\n",
        "a: |-\n  no break at the end",
        "a: |\n  no break at the end",
        "a:   \"b\"",
        "? a\n: b\n",
        "a: &x\n    b: 1\nc: *x\nd:\n    <<: *x\n",
        "{\n   \"a\": [\n      1\n   ]\n}\n",
        "---\na:\n    b: 1\n...\n",
        "\u{feff}a:\n    - b\n",
        "a:\r\n    - b\r\n    - |\r\n      x\r\n",
        "a:\n    - b\r\n",
        "-\n    a: 1\n-   - b\n    - c\n",
        "a: !!str\n    1\nb: !x\n  - 1\n",
        "\"a b\": 1\n'c': \n      d: 2\n",
    ] {
        match examine(text) {
            Ok(()) | Err(Unformatted::Unusual) => {}
            Err(reason) => panic!("{reason}: {text}"),
        }
    }
}

#[test]
fn line_ends_and_the_mark_at_the_start_are_kept() {
    assert_eq!(formatted("\u{feff}a:\r\n    - b\n\n\n"), "\u{feff}a:\r\n  - b\r\n");
    assert_eq!(formatted("a: 1"), "a: 1\n");
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let reason = |text: &str| format(&Source::new("a.yaml", text)).unwrap_err();
    assert_eq!(reason("a: [1"), Unformatted::Unreadable);
    assert_eq!(reason("a: {{ X }}"), Unformatted::Unreadable);
    assert_eq!(reason("? a\n: b\n"), Unformatted::Unusual);
    assert_eq!(reason("--- {a: 1}\n"), Unformatted::Unusual);
    assert_eq!(reason(&"#\n".repeat(600_000)), Unformatted::TooLarge);
}

#[test]
fn documents_of_others_keep_their_meaning() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora");
    if !corpora.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return;
    }
    let mut files = Vec::new();
    for folder in [
        "components",
        "components-embedded",
        "components-from-guide",
        "workflows",
    ] {
        collect(&corpora.join(folder), &mut files);
    }
    let (mut done, mut refused) = (0, Vec::new());
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        match examine(&text) {
            Ok(()) => done += 1,
            Err(Unformatted::Unreadable) => {}
            Err(reason) => refused.push((path, reason)),
        }
    }
    assert_eq!(refused, []);
    assert!(done > 100, "only {done} documents");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.to_string_lossy().ends_with("ml") {
            files.push(path);
        }
    }
}

/// A value in lines, written with whatever indentation, spacing and comments.
fn value(depth: u32) -> BoxedStrategy<Vec<String>> {
    let scalar = prop_oneof![
        "[a-z]{1,4}".prop_map(|word| vec![format!(" {word}")]),
        "[a-z# :]{0,6}".prop_map(|text| vec![format!(" \"{text}\"")]),
        (
            "[|>][-+]?",
            prop::collection::vec("( {0,3}[a-z#-][a-z #:-]{0,5})?", 1..5)
        )
            .prop_map(|(header, lines)| {
                let mut block = vec![format!(" {header}"), "   x".to_owned()];
                block.extend(
                    lines
                        .into_iter()
                        .map(|line| if line.is_empty() { line } else { format!("   {line}") }),
                );
                block
            }),
        Just(vec![" [a,".to_owned(), "     b # c".to_owned(), "    ]".to_owned()]),
        Just(vec![" plain".to_owned(), "     goes on".to_owned()]),
        Just(vec![" 'two".to_owned(), String::new(), "     lines'".to_owned()]),
        Just(vec![String::new()]),
    ];
    if depth == 0 {
        return scalar.boxed();
    }
    let inner = (
        prop::collection::vec((value(depth - 1), 0..6_u32), 1..4),
        1..5_usize,
        any::<bool>(),
    );
    let nested = inner.prop_map(|(values, step, is_list)| {
        let mut lines = vec![String::new()];
        for (number, (value, noise)) in values.into_iter().enumerate() {
            let blanks = " ".repeat(step);
            match noise {
                0 => lines.push(format!("{blanks}# about {number}")),
                1 => lines.extend([String::new(), String::new()]),
                2 => lines.push(" # odd".to_owned()),
                _ => {}
            }
            let key = if is_list { "-".to_owned() } else { format!("k{number}:") };
            let mut value = value.into_iter();
            lines.push(format!("{blanks}{key}{}", value.next().unwrap_or_default()));
            lines.extend(value.map(|line| {
                if line.is_empty() {
                    line
                } else {
                    format!("{blanks}{line}")
                }
            }));
        }
        lines
    });
    prop_oneof![2 => nested, 1 => scalar].boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_keeps_its_meaning(
        values in prop::collection::vec(value(4), 1..4),
        crlf in any::<bool>(),
        end in any::<bool>(),
    ) {
        let mut lines = Vec::new();
        for (number, value) in values.into_iter().enumerate() {
            let mut value = value.into_iter();
            lines.push(format!("top{number}:{}", value.next().unwrap_or_default()));
            lines.extend(value);
        }
        let mut text = lines.join(if crlf { "\r\n" } else { "\n" });
        if end {
            text += "\n";
        }
        let _ = examine(&text);
    }

    #[test]
    fn any_text_is_formatted_or_refused(text in "([-?:,\\[\\]{}#&*!|>'\"% \ta1]|\n  |\n- |: |\r\n|\n){0,60}") {
        let _ = examine(&text);
    }
}
