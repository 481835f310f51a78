use super::*;
use crate::document::read;
use crate::rules::{Checked, check_all};

const SUDO: &str = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Hello\n        \
                    action: ExecuteBash\n        timeoutSeconds: 0\n        inputs:\n          commands:\n            \
                    - echo hello\n";

fn checked(text: &str) -> Checked {
    let source = Source::new("a.yaml", text);
    check_all(&source, &read(&source), &RuleSettings::default(), None)
}

fn rules(text: &str) -> Vec<String> {
    checked(text).diagnostics.into_iter().map(|found| found.rule).collect()
}

fn with(comment: &str, place: &str) -> String {
    match place {
        "file" => format!("{comment}\n{SUDO}"),
        "before" => SUDO.replace(
            "        timeoutSeconds",
            &format!("        {comment}\n        timeoutSeconds"),
        ),
        _ => SUDO.replace("timeoutSeconds: 0", &format!("timeoutSeconds: 0 {comment}")),
    }
}

#[test]
fn a_comment_behind_before_or_at_the_top_ignores_with_its_reason() {
    assert_eq!(rules(SUDO), ["steps/timeout"]);
    for place in ["file", "before", "behind"] {
        let text = with("# ingot: ignore steps/timeout because the vendor says so", place);
        let found = checked(&text);
        assert_eq!(found.diagnostics, [], "{place}");
        assert_eq!(found.ignored.len(), 1, "{place}");
        assert_eq!(
            found.ignored.first().map(|it| it.reason.as_str()),
            Some("the vendor says so")
        );
    }
}

#[test]
fn an_ignore_means_its_line_alone() {
    let comment = "# ingot: ignore steps/timeout because of history";
    let text = SUDO.replace("      - name: Hello", &format!("      {comment}\n      - name: Hello"));
    assert_eq!(rules(&text), ["ignores/unused", "steps/timeout"]);
}

#[test]
fn a_line_that_goes_on_after_a_backslash_is_one_line() {
    let source = Source::new("a.sh", "# ingot: ignore a/b because x\none \\\ntwo \\\nthree\nfour\n");
    let mut ignores = Ignores::read(&Source::new("a.sh", format!("key: 1\n{}", source.text())));
    let mut at = |line: u32| {
        let position = crate::text::Position { line, column: 1 };
        let mut found = Diagnostic::new(&source, Span::at(0), "a/b", Severity::Error, "x");
        found.range.start = position;
        ignores.reason(&found).is_some()
    };
    assert_eq!([3, 4, 5, 6].map(&mut at), [true, true, true, false]);
}

#[test]
fn inside_a_script_it_is_a_comment_of_the_shell() {
    let text = SUDO.replace(
        "- echo hello",
        "- |\n              # ingot: ignore steps/timeout because of nothing\n              echo a",
    );
    assert_eq!(rules(&text), ["steps/timeout", "ignores/unused"]);
    let quoted = SUDO.replace("echo hello", "'echo \" # ingot: ignore steps/timeout because\"'");
    assert_eq!(rules(&quoted), ["steps/timeout"]);
}

#[test]
fn what_was_not_read_cannot_be_ignored() {
    let text = "# ingot: ignore yaml/unreadable because I say so\nphases: [\n";
    assert_eq!(rules(text), ["ignores/unknown-rule", "yaml/unreadable"]);
}

#[test]
fn removing_an_unused_ignore_leaves_the_rest_as_it_is() {
    for (place, comment) in [
        ("before", "# ingot: ignore steps/on-failure because x"),
        ("behind", "# ingot: ignore steps/on-failure because x"),
        ("file", "# ingot: ignore steps/on-failure because x"),
    ] {
        let source = Source::new("a.yaml", with(comment, place));
        let found = checked(source.text());
        let fix = found
            .diagnostics
            .iter()
            .find_map(|it| it.fix.as_ref())
            .and_then(|fix| fix.apply(&source));
        assert_eq!(fix.as_deref(), Some(SUDO), "{place}");
    }
    let two = with("# ingot: ignore steps/on-failure, steps/timeout because x", "before");
    let source = Source::new("a.yaml", two.clone());
    let found = checked(&two);
    assert_eq!(found.diagnostics.len(), 1);
    let fixed = found.diagnostics.first().and_then(|it| it.fix.as_ref()?.apply(&source));
    assert_eq!(fixed, Some(two.replace("steps/on-failure, ", "")));
}

#[test]
fn where_the_comment_sets_the_indentation_it_stays() {
    let text = SUDO.replace(
        "- echo hello",
        "- |\n              # ingot: ignore steps/timeout because x\n                echo deeper",
    );
    let found = checked(&text);
    assert!(found.diagnostics.iter().any(|it| it.rule == UNUSED && it.fix.is_none()));
}

proptest::proptest! {
    #[test]
    fn any_text_can_hold_ignores(text in "(# ingot: ignore|[a-z/]{0,5}|\\\\| because |[,'\"#: é]|\n|\r\n|\r){0,60}") {
        let source = Source::new("a", text);
        let mut ignores = Ignores::read(&source);
        let here = Diagnostic::new(&source, Span::at(0), "a/b", Severity::Error, "x");
        let _ = ignores.reason(&here);
        for problem in ignores.problems(&source, &RuleSettings::default(), &["a/b"], |_| true) {
            if let Some(fix) = problem.fix {
                proptest::prop_assert!(fix.apply(&source).is_some());
            }
        }
    }
}
