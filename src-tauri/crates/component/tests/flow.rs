//! Loops, conditions and references: what people read when they are wrong, and what the models
//! make of them.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write;

use ingot_component::document::{Condition, ConditionPlace, Expr, Loop, Over, StepAction};
use ingot_component::rules::{RuleSettings, check};
use ingot_component::{Severity, Source, yaml};
use insta::assert_snapshot;
use proptest::prelude::*;

/// Each part followed by what is wrong with the document that `document` makes of it.
fn reports(parts: &[&str], document: impl Fn(&str) -> String) -> String {
    let mut reports = String::new();
    for part in parts {
        let source = Source::new("component.yaml", document(part));
        writeln!(reports, "{}\n=>", part.trim_end()).unwrap();
        for found in check(&source, &RuleSettings::default()) {
            let severity = match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            };
            let line = source.text().lines().nth(found.range.start.line as usize - 1).unwrap();
            writeln!(
                reports,
                "{severity} {} in {:?}: {}",
                found.rule,
                line.trim(),
                found.message
            )
            .unwrap();
            writeln!(reports, "  {}", found.help.unwrap()).unwrap();
            if let Some(fix) = &found.fix {
                let mended = fix.apply(&source).unwrap();
                let line = mended.lines().nth(fix.edits[0].range.start.line as usize - 1).unwrap();
                writeln!(reports, "  fix: {} -> {:?}", fix.title, line.trim()).unwrap();
            }
        }
        reports.push('\n');
    }
    reports
}

const HEAD: &str = "schemaVersion: 1.0
parameters:
  - Size: {type: string, default: '10'}
constants:
  - Folder: {type: string, value: /opt/tool}
phases:
  - name: build
    steps:
      - name: Find
        action: ReadFile
        inputs:
          - path: '{{ Folder }}/version'
      - name: Fetch
        action: S3Download
        inputs:
          - {source: 's3://ec2imagebuilder-tools/a', destination: '/opt/{{ Size }}'}
          - {source: 's3://ec2imagebuilder-tools/b', destination: /opt/b}
      - name: Run
        action: ExecuteBash
";

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("        {line}\n")).collect()
}

fn with_loop(part: &str) -> String {
    let inputs = "inputs:\n  commands: ['echo {{ loop.value }}']\n";
    format!("{HEAD}{}{}", indented(part), indented(inputs))
}

fn with_condition(part: &str) -> String {
    let inputs = "inputs:\n  commands: [echo hello]\n";
    format!("{HEAD}{}{}", indented(part), indented(inputs))
}

fn with_reference(part: &str) -> String {
    let step = format!("inputs:\n  commands:\n    - 'echo {part}'\n");
    let later = "      - name: Later\n        action: ReadFile\n        inputs:\n          - path: /etc/hosts\n";
    format!("{HEAD}{}{later}", indented(&step))
}

#[test]
fn loops_of_the_wrong_shape() {
    let reports = reports(
        &[
            "loop: 3\n",
            "loop:\n",
            "loop: {name: Disks}\n",
            "loop:\n  foreach: [a, b]\n",
            "loop:\n  list: a,b\n  delimiter: ','\n",
            "loop:\n  for: {start: 1, end: 2, updateBy: 1}\n  forEach: [a]\n",
            "loop:\n  for: 3\n",
            "loop:\n  for: {start: 1, end: 2, updateby: 1}\n",
            "loop:\n  forEach: a,b\n",
            "loop:\n  forEach: {delimiter: ','}\n",
            "loop:\n  forEach: {list: [a, b]}\n",
            "loop:\n  name: [a]\n  forEach: [a]\n  until: done\n",
        ],
        with_loop,
    );
    assert_snapshot!(reports);
}

#[test]
fn loops_with_the_wrong_values() {
    let reports = reports(
        &[
            "loop:\n  for: {start: '1', end: 2.5, updateBy: '{{ Size }}'}\n",
            "loop:\n  for: {start: 1, end: [2], updateBy: 0}\n",
            "loop:\n  for: {start: 1, end: 5, updateBy: -2}\n",
            "loop:\n  for: {start: 5, end: 5, updateBy: -2}\n",
            "loop:\n  forEach: []\n",
            "loop:\n  forEach:\n",
            "loop:\n  forEach: {list: ''}\n",
            "loop:\n  forEach: {list: }\n",
            "loop:\n  forEach: [1, true, [a], ~, 'b']\n",
            "loop:\n  forEach: {list: 12}\n",
            "loop:\n  forEach: {list: a|b, delimiter: '|'}\n",
            "loop:\n  forEach: {list: a b, delimiter: '\\n'}\n",
            "loop:\n  forEach: {list: \"a\\nb\", delimiter: \"\\n\"}\n",
            "loop:\n  forEach: {list: 'a,b', delimiter: ''}\n",
            "loop:\n  forEach: {list: 'a;b'}\n",
            "loop:\n  forEach: {list: 'a;b', delimiter: '{{ Size }}'}\n",
            "loop:\n  forEach: {list: '{{ loop.value }}'}\n",
            "loop:\n  name: a.b\n  forEach: [a]\n",
            "loop:\n  name: loop\n  forEach: [a]\n",
        ],
        with_loop,
    );
    assert_snapshot!(reports);
}

#[test]
fn loops_that_are_right() {
    let reports = reports(
        &[
            "loop:\n  name: Disks\n  for: {start: 3, end: -1, updateBy: -2}\n",
            "loop:\n  forEach: [a, '{{ Size }}', '']\n",
            "loop:\n  forEach: {list: '{{ build.Find.outputs.content }}', delimiter: \"\\t\"}\n",
            "loop:\n  forEach:\n    list: one-two\n    delimiter: '-'\n",
        ],
        with_loop,
    );
    assert_eq!(reports.matches("=>\n\n").count(), 4, "{reports}");
}

#[test]
fn conditions_of_the_wrong_shape() {
    let reports = reports(
        &[
            "if: true\n",
            "if:\n",
            "if: {}\n",
            "if: {then: Skip, else: Execute}\n",
            "if:\n  - fileExists: /a\n",
            "if:\n  - fileExists: /a\n  - fileExists: /b\n",
            "if: {fileExists: /a, folderExists: /b}\n",
            "if: {fileExists: [/a, /b]}\n",
            "if: {and: {fileExists: /a}}\n",
            "if: {or: /a}\n",
            "if: {not: [{fileExists: /a}, {fileExists: /b}]}\n",
            "if: {not: }\n",
            "if: {or: []}\n",
            "if: {and: [{fileExists: /a, then: Skip}, fileExists]}\n",
        ],
        with_condition,
    );
    assert_snapshot!(reports);
}

#[test]
fn conditions_with_the_wrong_words() {
    let reports = reports(
        &[
            "if: {stringlessThan: b, value: '{{ Size }}'}\n",
            "if: {stringEqual: b, value: '{{ Size }}'}\n",
            "if: {booleanEquals: true, value: '{{ Size }}'}\n",
            "if: {packageInstalled: nginx}\n",
            "if: {stringEquals: '{{ Size }}'}\n",
            "if: {stringEquals: , value: '{{ Size }}'}\n",
            "if: {stringEquals: a, values: '{{ Size }}'}\n",
            "if: {stringEquals: a, path: '{{ Size }}'}\n",
            "if: {fileMD5Equals: 0cc175b9c0f1b6a831c399e269772661, value: /a}\n",
            "if: {fileExists: /a, value: b}\n",
            "if: {fileExists: /a, esle: Abort}\n",
            "if: {hint: x, stringEqual: a, value: '{{ Size }}'}\n",
            "if: {fileExists: /a, else: abort}\n",
            "if: {fileExists: /a, then: Run}\n",
            "if: {fileExists: /a, then: [Skip]}\n",
        ],
        with_condition,
    );
    assert_snapshot!(reports);
}

#[test]
fn conditions_that_do_not_ask_what_they_say() {
    let reports = reports(
        &[
            "if: {numberEquals: ten, value: '{{ Size }}'}\n",
            "if: {numberEquals: ten, value: 10}\n",
            "if: {numberEquals: 1e3, value: 1.}\n",
            "if: {numberGreaterThan: '{{ Size }}', value: 20}\n",
            "if: {stringLessThanEquals: '{{ Size }}', value: '{{ Folder }}'}\n",
            "if: {stringEquals: '{{ Size }}', value: '10'}\n",
            "if: {stringEquals: a, value: b}\n",
            "if: {not: {stringIsEmpty: a}}\n",
            "if: {fileExists: /a, then: Abort, else: Abort}\n",
            "if: {fileExists: /a, else: Execute}\n",
            "if: {fileSHA1Equals: 0cc175b9c0f1b6a831c399e269772661, path: /a}\n",
            "if: {fileSHA1Equals: sha1, path: /a}\n",
            "if: {patternMatches: '^(?!1)', value: '{{ Size }}'}\n",
            "if: {patternMatches: '[0-9', value: '{{ Size }}'}\n",
            "if: {fileExists: '{{ loop.value }}'}\nloop: {forEach: [a]}\n",
        ],
        with_condition,
    );
    assert_snapshot!(reports);
}

#[test]
fn conditions_that_are_right() {
    let reports = reports(
        &[
            "if: {numberLessThan: 10, value: '{{ Size }}'}\n",
            "if: {fileExists: /a, then: Skip, else: Execute}\n",
            "if:\n  and:\n    - not: {binaryExists: unzip}\n    - or:\n        - {stringIsEmpty: '{{ Size }}'}\n        - {patternMatches: '^[0-9]+$', value: '{{ Size }}'}\n",
            "if: {not: [{folderExists: /opt}]}\n",
            "if: {fileMD5Equals: 0CC175b9c0f1b6a831c399e269772661, path: /a}\n",
            "if: {numberEquals: '-1.5', value: '{{ Size }}'}\n",
        ],
        with_condition,
    );
    assert_eq!(reports.matches("=>\n\n").count(), 6, "{reports}");
}

#[test]
fn assertions() {
    let step = |part: &str| HEAD.replace("ExecuteBash", "Assert") + &indented(part);
    let reports = reports(
        &[
            "inputs:\n  stringEquals: '1'\n  value: '{{ build.Find.outputs.content }}'\n",
            "inputs:\n  - fileExists: /a\n",
            "inputs:\n  fileExists: /a\n  then: Skip\n",
            "inputs:\n  fileExist: /a\n",
            "inputs:\n  path: /a\n",
        ],
        step,
    );
    assert_snapshot!(reports);
}

#[test]
fn references_that_cannot_be_resolved() {
    let reports = reports(
        &[
            "{{ build.Later.outputs.content }} {{ build.Later.inputs[0].path }}",
            "{{ build.Run.outputs.stdout }}",
            "{{ build.Find.outputs.stdout }} {{ build.Find.outputs.contents }} {{ build.Find.outputs }}",
            "{{ build.Fetch.outputs.destination }}",
            "{{ build.Fetch.inputs[2].destination }} {{ build.Fetch.inputs.destination }}",
            "{{ build.Fetch.inputs[0].overwrite }} {{ build.Fetch.inputs[0].destnation }} {{ build.Fetch.inputs[1] }}",
            "{{ build.Find.output.content }} {{ build.Find.content }} {{ build.Find.outputs[x].content }}",
            "{{ context:Region }} {{ context:instanceId }}",
            "{{ aws:imds:iam/security-credentials/role }} {{ aws:imds:placement/region }}",
            "{{ aws:ssm:resolve(Size) }} {{ aws:ssm:resolve(Sise) }} {{ aws:ssm:resolve(Folder) }} {{ aws:ssm:resolve(a b) }}",
            "{{ loop.value }} {{ Other.index }}",
            "{{ }} {{ env: }} {{ env:HOME }}",
        ],
        with_reference,
    );
    assert_snapshot!(reports);
}

#[test]
fn references_that_are_right() {
    let reports = reports(
        &[
            "{{ build.Find.outputs.content }} {{build.Find.outputs[0].content}} {{ build.Fetch.inputs[1].destination }}",
            "{{ context:region }} {{ aws:imds:placement/region }} {{ env:ProgramFiles(x86) }} {{ aws:ssm:/a/b }}",
            "{{ aws:ssm:resolve(Size) }} {{ aws:ssm:resolve(aws:ssm:/a) }}",
        ],
        with_reference,
    );
    assert_eq!(reports.matches("=>\n\n").count(), 3, "{reports}");
}

#[test]
fn references_where_nothing_is_replaced() {
    let text = "schemaVersion: 1.0
name: Tool {{ Edition }}
description: in {{ context:region }}, for {{ other }}
parameters:
  - Edition: {type: string, default: 'v{{ Root }}', description: 'see {{ Root }}'}
constants:
  - Root: {type: string, value: '{{ .Names }}'}
  - Unused: {type: string, value: a}
phases:
  - name: build
    steps:
      - name: Run {{ Edition }}
        action: ExecuteBash
        loop:
          name: Disks
          forEach: ['{{ Root }}']
        inputs:
          commands: ['echo {{ Disks.value }} {{ Disk.value }} {{ Loop.index }}']
";
    assert_snapshot!(reports(&[text], str::to_owned));
}

fn tree(text: &str) -> yaml::Node {
    let parsed = yaml::parse(&Source::new("part.yaml", text));
    parsed.documents.into_iter().next().unwrap()
}

#[test]
fn a_loop_is_read_with_all_its_parts() {
    let node = tree("name: Disks\nfor: {start: 1, end: -3, updateBy: '2'}\n");
    let read = Loop::read(&node);
    let Some(Over::Numbers { start, end, update_by }) = &read.over else {
        panic!("{read:?}")
    };
    let numbers = [start, end, update_by].map(|bound| bound.unwrap().number);
    assert_eq!(numbers, [Some(1), Some(-3), None]);
    assert!(read.answers_to("Disks") && read.answers_to("loop") && !read.answers_to("disks"));
    assert_eq!(read.faults, []);

    let node = tree("forEach: {list: a}\n");
    assert!(matches!(
        Loop::read(&node).over,
        Some(Over::Pieces { delimiter: None, .. })
    ));
}

#[test]
fn a_condition_is_read_with_all_its_parts() {
    let node = tree(
        "or:\n  - not: {fileExists: /a}\n  - and:\n      - {numberLessThan: 10, value: '{{ Size }}'}\n      - {binaryExists: curl}\nelse: Abort\n",
    );
    let read = Condition::read(&node, ConditionPlace::If);
    assert_eq!(read.faults, []);
    assert_eq!(read.then, None);
    assert_eq!(
        read.otherwise.and_then(|outcome| outcome.action),
        Some(StepAction::Abort)
    );
    let asked: Vec<_> = read.comparisons().iter().map(|comparison| comparison.reads()).collect();
    assert_eq!(
        asked,
        [
            "\"/a\" is a file",
            "\"{{ Size }}\" < 10",
            "\"curl\" is a program on the search path"
        ]
    );
    let Some(Expr::Or(inner)) = &read.expression else {
        panic!("{read:?}")
    };
    assert!(matches!(inner.as_slice(), [Expr::Not(_), Expr::And(both)] if both.len() == 2));
}

#[test]
fn a_condition_that_is_being_written_still_has_its_parts() {
    let node = tree("and:\n  - stringEquals: a\n  - numberLess\n  - {fileExists: /a}\nthen: Ski\n");
    let read = Condition::read(&node, ConditionPlace::If);
    assert_eq!(read.comparisons().len(), 2);
    assert_eq!(read.faults.len(), 2);
    assert_eq!(read.then.map(|outcome| outcome.action), Some(None));
}

#[test]
fn a_condition_full_of_mistakes_is_checked_up_to_a_limit() {
    let operators: String = (0..50_000).map(|at| format!("{{stringEqual{at}: a}}, ")).collect();
    let keys: String = (0..50_000).map(|at| format!("valu{at}: a, ")).collect();
    let items = "1, ".repeat(50_000);
    for part in [
        format!("if: {{and: [{operators}]}}"),
        format!("if: {{stringEquals: a, {keys}}}"),
        format!("loop: {{forEach: [a], {keys}}}"),
        format!("loop: {{forEach: [{items}]}}"),
    ] {
        let source = Source::new("component.yaml", with_loop(&part));
        let found = check(&source, &RuleSettings::default());
        assert!((100..=300).contains(&found.len()), "{} of {}", found.len(), &part[..30]);
    }
}

#[test]
fn a_script_full_of_references_is_checked_up_to_a_limit() {
    // The escape hides the places, so that every place is the whole script.
    let references = "{{ Siz }} {{ build.Fnd.outputs.x }} {{ context:regio }} ".repeat(50_000);
    let part = format!("inputs:\n  commands: [\"\\x65cho {references}\"]\n");
    let source = Source::new("component.yaml", format!("{HEAD}{}", indented(&part)));
    let found = check(&source, &RuleSettings::default());
    assert!((10_000..=10_010).contains(&found.len()), "{}", found.len());
}

/// Words of loops and conditions in any order and nesting.
fn any_part() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "and",
        "or",
        "not",
        "then",
        "else",
        "value",
        "path",
        "name",
        "for",
        "forEach",
        "start",
        "end",
        "updateBy",
        "list",
        "delimiter",
        "stringEquals",
        "numberLessThan",
        "fileMD5Equals",
        "patternMatches",
        "valeu",
        "'{{ X }}'",
        "'{{ build.Run.inputs[0] }}'",
        "1",
        "-1",
        "true",
        "~",
        "''",
        "'(?='",
        "é",
    ]);
    let leaf = word.prop_map(str::to_owned).boxed();
    leaf.clone().prop_recursive(5, 40, 5, move |inner| {
        let entry = (leaf.clone(), inner.clone()).prop_map(|(key, value)| format!("{key}: {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::btree_map("[a-z]", entry, 0..5)
                .prop_map(|entries| format!("{{{}}}", entries.into_values().collect::<Vec<_>>().join(", "))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_is_a_loop_and_a_condition(part in any_part()) {
        let parsed = yaml::parse(&Source::new("part.yaml", part.as_str()));
        for node in &parsed.documents {
            let read = Loop::read(node);
            prop_assert!(read.over.is_some() || !read.faults.is_empty());
            for place in [ConditionPlace::If, ConditionPlace::Assert] {
                let read = Condition::read(node, place);
                prop_assert!(read.expression.is_some() || !read.faults.is_empty());
                for comparison in read.comparisons() {
                    prop_assert!(!comparison.reads().is_empty());
                }
            }
        }
    }

    #[test]
    fn any_loop_and_condition_can_be_checked(r#loop in any_part(), condition in any_part()) {
        for action in ["ExecuteBash", "Assert"] {
            let head = HEAD.replace("ExecuteBash", action);
            let step = indented(&format!("loop: {loop}\nif: {condition}\ninputs: {condition}\n", loop = r#loop));
            let source = Source::new("component.yaml", format!("{head}{step}"));
            for found in check(&source, &RuleSettings::default()) {
                prop_assert!(found.message.len() < 1000);
                if let Some(fix) = found.fix {
                    prop_assert!(fix.apply(&source).is_some());
                }
            }
        }
    }
}
