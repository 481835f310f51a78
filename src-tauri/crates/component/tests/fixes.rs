//! A fix mends what it says: afterwards the document still reads, the finding is gone, nothing became
//! worse, and everything around the edit is what it was.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

mod common;

use common::corpus;
use ingot_component::rules::{RuleSettings, catalogue, check};
use ingot_component::yaml::{self, Node, Value};
use ingot_component::{Diagnostic, Severity, Source, actions, read};
use proptest::prelude::*;

fn findings(source: &Source) -> Vec<Diagnostic> {
    check(source, &RuleSettings::default())
}

/// How much is wrong with a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mistakes {
    One,
    Any,
}

/// Applies each fix of `text` by itself, and returns how many there are.
fn examine_fixes(text: &str, mistakes: Mistakes) -> usize {
    let source = Source::new("component.yaml", text);
    let before = findings(&source);
    let mut fixes = 0;
    for found in &before {
        let Some(fix) = &found.fix else { continue };
        fixes += 1;
        let mended = Source::new("component.yaml", fix.apply(&source).unwrap());
        let context = || format!("{found:?}\n{text}\n=>\n{}", mended.text());
        let after = findings(&mended);
        let count = |findings: &[Diagnostic], wanted: &Diagnostic| {
            let same = |other: &&Diagnostic| other.rule == wanted.rule && other.message == wanted.message;
            findings.iter().filter(same).count()
        };
        assert!(count(&after, found) < count(&before, found), "{}", context());
        // Behind a place that cannot be read, nothing was known before.
        if !read(&source).complete {
            continue;
        }
        let is_new = |error: &&Diagnostic| count(&after, error) > count(&before, error);
        let mut errors = after.iter().filter(|after| after.severity == Severity::Error);
        // A second mistake may have been hidden: of an action that nobody knows, the inputs are not.
        if mistakes == Mistakes::One {
            assert_eq!(errors.find(is_new), None, "{}", context());
        }
        let start = fix
            .edits
            .iter()
            .map(|edit| source.offset(edit.range.start))
            .min()
            .unwrap();
        let end = fix
            .edits
            .iter()
            .map(|edit| source.offset(edit.range.end))
            .max()
            .unwrap();
        let (old, new) = (scalars(&source), scalars(&mended));
        let in_front: Vec<_> = old
            .iter()
            .filter(|scalar| scalar.2 < start)
            .map(|scalar| &scalar.0)
            .collect();
        let behind: Vec<_> = old
            .iter()
            .filter(|scalar| scalar.1 > end)
            .map(|scalar| &scalar.0)
            .collect();
        assert!(new.len() >= in_front.len() + behind.len(), "{}", context());
        let new: Vec<_> = new.iter().map(|scalar| &scalar.0).collect();
        assert_eq!(new[..in_front.len()], in_front, "{}", context());
        assert_eq!(new[new.len() - behind.len()..], behind, "{}", context());
    }
    fixes
}

/// The scalars of a document in order: their text as YAML reads it with their depth, and the bytes
/// where they start and end.
fn scalars(source: &Source) -> Vec<(String, usize, usize)> {
    fn walk(node: &Node, depth: usize, found: &mut Vec<(String, usize, usize)>) {
        match &node.value {
            Value::Scalar(scalar) => {
                let text = format!("{depth} {:?} {:?}", node.kind(), scalar.text);
                found.push((text, node.span.start, node.span.end));
            }
            Value::Sequence(items) => items.iter().for_each(|item| walk(item, depth + 1, found)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| {
                walk(&entry.key, depth + 1, found);
                walk(&entry.value, depth + 1, found);
            }),
        }
    }
    let mut found = Vec::new();
    let parsed = yaml::parse(source);
    parsed
        .documents
        .iter()
        .for_each(|document| walk(document, 0, &mut found));
    found
}

#[test]
fn fixes_of_the_catalogue_change_only_what_they_mend() {
    let examples = catalogue().iter().filter(|meta| !meta.id.starts_with("workflow/"));
    let fixes: usize = examples.map(|meta| examine_fixes(meta.bad, Mistakes::One)).sum();
    assert!(fixes > 20, "only {fixes} fixes in the catalogue");
}

#[test]
fn fixes_of_documents_of_others_change_only_what_they_mend() {
    let Some(texts) = corpus::documents() else { return };
    let fixes: usize = texts.iter().map(|(_, text)| examine_fixes(text, Mistakes::One)).sum();
    assert!(fixes > 10, "only {fixes} fixes in {} documents", texts.len());
}

/// A document whose only step calls the module with one value for each of its inputs.
fn document(module: &actions::ActionModule, values: &[String]) -> String {
    let mut text = format!(
        "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Step\n        action: {}\n        inputs:\n",
        module.name
    );
    for (at, (input, value)) in module.inputs.iter().zip(values).enumerate() {
        let dash = match module.form {
            actions::InputForm::List if at == 0 => "- ",
            actions::InputForm::List => "  ",
            _ => "",
        };
        text += &format!("          {dash}{}: {value}\n", input.name);
    }
    text
}

fn value() -> impl Strategy<Value = String> {
    const ODD: &[&str] = &[
        "true",
        "yes # or no",
        "'false'",
        "0644",
        "011122223333",
        "\"1111 2222 3333\"",
        "1.10",
        "-1",
        "60s",
        "[a: b, 1.10, KB 5031234, true]",
        "\n            - echo a: b # c\n            - echo \"it's\": \\\n            -\n            - yes",
        "\n            - a: b\n              c: d\n            - {name: a, value: 1.10}",
        "{A: 1.10, B: yes, C: [a]}",
        "s3://ec2imagebuilder-a/b/",
        "\"s3://ec2imagebuilder-a/b/\" # c",
        "'HKLM\\SOFTWARE'",
        "HKEY_USERS:",
        "C:\\a\\*",
        "\"C:\\\\a\"",
        "/tmp",
        "|\n              /tmp",
        "Build, build,,test",
        "sha256",
        "allow",
        "&anchor 0755",
        "!!str 0755",
        "*anchor",
        "'{{ env:A }}'",
        "",
    ];
    prop_oneof![
        3 => prop::sample::select(ODD).prop_map(str::to_owned),
        1 => "'[a-z0-9/*:\\\\. -]{0,12}'",
        1 => "[a-zA-Z0-9/*\\\\.-]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_an_example_has_instead_of_a_value_fixes_mend_it(
        pick in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        value in value(),
    ) {
        let examples: Vec<_> = catalogue().iter().filter(|meta| !meta.id.starts_with("workflow/")).collect();
        let text = pick.get(&examples).bad;
        let places = scalars(&Source::new("component.yaml", text));
        if !places.is_empty() {
            let (_, start, end) = *place.get(&places);
            examine_fixes(&[&text[..start], &value, &text[end..]].concat(), Mistakes::Any);
        }
    }

    #[test]
    fn whatever_the_inputs_hold_fixes_mend_them(
        pick in any::<prop::sample::Index>(),
        values in prop::collection::vec(value(), 7),
    ) {
        let modules: Vec<_> = actions::all().collect();
        let source = Source::new("component.yaml", document(modules[pick.index(modules.len())], &values));
        let before = findings(&source);
        for found in before.iter().filter(|found| found.rule.starts_with("actions/")) {
            let Some(fix) = &found.fix else { continue };
            let mended = Source::new("component.yaml", fix.apply(&source).unwrap());
            prop_assert!(read(&mended).complete, "{found:?}\n{}", mended.text());
            let same = |other: &&Diagnostic| other.rule == found.rule && other.message == found.message;
            let after = findings(&mended);
            prop_assert!(
                after.iter().filter(same).count() < before.iter().filter(same).count(),
                "{found:?}\n{}",
                mended.text()
            );
        }
    }
}
