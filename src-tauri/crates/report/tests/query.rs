//! The query language: what people type, what it means, and what they are told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_report::query::{Condition, Field, MAX_CHARACTERS, Query, complete, parse, terms};
use proptest::prelude::*;

/// The query as it is understood, or what is wrong with it.
fn understood(text: &str) -> String {
    let (query, error) = parse(text);
    let query = query.to_string();
    match error {
        None => query,
        Some(error) => format!(
            "{}..{} {}; {} [{query}]",
            error.start,
            error.end,
            error.message,
            error.hint.unwrap_or_default()
        ),
    }
}

fn all(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("{text}\n    {}\n", understood(text)))
        .collect()
}

#[test]
fn every_sort_of_term_is_understood() {
    insta::assert_snapshot!(all(&[
        "",
        "severity:critical,high fix:yes epss:>0.5 kev:yes pkg:openssl layer:overlay age:>30d -status:accepted (a or b)",
        "SEVERITY:>=High",
        "severity:<high",
        "severity:info,moderate,critical,info",
        "epss:>50% score:7..9 age:>2w",
        "age:6m or age:>=1y",
        "cve:CVE-2026-* package:=openssl exploited:? cvss:>=7",
        "fix:? epss:? pkg:?",
        "pkg:\"a b\",\"?\",c \"two words\" \"say \\\"no\\\"\"",
        "not kev:yes and not (a or b c)",
        "-(-a) --b (c d) ((e or f) or g)",
        "2:3.0.2-1 layer:own,inherited,?",
        "status:in-triage,false_positive scanner:securityhub",
        "* or a -* (*)",
        "\"or\" pkg:or pkg:\"a\"*b",
    ]));
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_counts() {
    insta::assert_snapshot!(all(&[
        "pakage:openssl kev:yes",
        "https://example.com kev:yes",
        "kev:yes severity:",
        "severity:critcal,high kev:yes",
        "severity:>critical",
        "kev:maybe",
        "epss:>2",
        "epss:1,2",
        "epss:nan",
        "epss:1e5",
        "score:9..7",
        "age:>30x",
        "a pkg:",
        "\"open",
        "pkg:\"open ssl",
        "(a or b",
        "a) b",
        "() a",
        "a or",
        "or a",
        "a - or b -",
        "\"\" a",
    ]));
}

#[test]
fn a_query_that_is_too_long_or_too_deep_is_refused_in_words() {
    let long = "a ".repeat(MAX_CHARACTERS);
    assert_eq!(
        understood(&long),
        "4000..4001 the query is longer than 4000 characters; make it shorter []"
    );
    let deep = "(".repeat(2_000);
    assert!(understood(&deep).contains("brackets are nested deeper than 32"));
    let minus = format!("{}a", "-".repeat(3_999));
    assert_eq!(understood(&minus), "-a");
}

#[test]
fn a_letter_beyond_ascii_counts_as_one_in_places() {
    assert!(
        understood("\"ünïcödé\" pkg:ö kev:x").starts_with("20..21 "),
        "{}",
        understood("\"ünïcödé\" pkg:ö kev:x")
    );
}

#[test]
fn pills_say_what_each_term_means_and_which_ones_facets_may_change() {
    let show = |text: &str| -> String {
        let line = |term: ingot_report::query::Term| {
            let key = term.key().unwrap_or("(words)");
            let values = term.condition.values().join(" | ");
            let top = if term.top { "top" } else { "inner" };
            format!(
                "{}..{} {top} {key} [{values}] {}\n",
                term.start,
                term.end,
                term.meaning()
            )
        };
        terms(text).into_iter().map(line).collect()
    };
    insta::assert_snapshot!(show(
        "severity:>=high -kev:yes,? not pkg:=openssl,lib* \"two words\" (epss:>0.5 -age:1w..2w) status:not_affected type:?"
    ));
    insta::assert_snapshot!(show("kev:yes or -foo"));
}

fn completed(text_with_cursor: &str) -> String {
    let cursor = text_with_cursor.chars().position(|c| c == '|').unwrap();
    let text: String = text_with_cursor.chars().filter(|&c| c != '|').collect();
    let values = |field: Field, part: &str| -> Vec<String> {
        let known = match field {
            Field::Package => vec!["openssl", "Open Office"],
            _ => vec![],
        };
        let fits = |name: &&str| name.to_lowercase().contains(&part.to_lowercase());
        known.into_iter().filter(fits).map(str::to_owned).collect()
    };
    let line = |one: ingot_report::query::Completion| {
        format!(
            "{}..{} {} {}\n",
            one.start,
            one.end,
            one.text,
            one.detail.unwrap_or_default()
        )
    };
    complete(&text, cursor, &values).into_iter().map(line).collect()
}

#[test]
fn keys_and_values_are_completed_where_the_cursor_stands() {
    let cases = [
        "kev:yes |",
        "a -ex|",
        "sev|:high",
        "severity:critical,|",
        "status:ac|",
        "(pkg:open|)",
        "pkg:a,=open|",
        "epss:>|",
        "\"in quotes|\"",
        "nothing:|",
    ];
    let shown: String = cases
        .iter()
        .map(|case| format!("{case}\n{}\n", completed(case)))
        .collect();
    insta::assert_snapshot!(shown);
}

#[test]
fn every_completion_of_a_word_is_a_query() {
    for key in ingot_report::query::Key::all() {
        for (word, _) in key.words() {
            assert_eq!(parse(&format!("{}:{word}", key.name())).1, None);
        }
        for alias in key.aliases() {
            assert_eq!(ingot_report::query::Key::from_name(alias), Some(key));
        }
    }
}

/// docs/queries.md is what people read.
#[test]
fn the_documentation_names_every_key_and_its_examples_are_right() {
    let page = include_str!("../../../../docs/queries.md");
    for key in ingot_report::query::Key::all() {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{}` |", key.name())));
        let row = row.unwrap_or_else(|| panic!("`{}` is missing", key.name()));
        let words = key.words();
        let wanted = key.aliases().iter().chain(words.iter().map(|(word, _)| word));
        for word in wanted {
            assert!(
                row.contains(&format!("`{word}`")),
                "`{word}` of `{}` is missing",
                key.name()
            );
        }
    }
    let examples = page
        .split("```query\n")
        .skip(1)
        .flat_map(|block| block.split("```").next().unwrap().lines());
    for example in examples {
        assert_eq!(parse(example).1, None, "{example}");
    }
}

fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        " ",
        " ",
        "(",
        ")",
        "-",
        "not ",
        " or ",
        " and ",
        "\"",
        "\\",
        ",",
        ":",
        "*",
        "=",
        "?",
        "..",
        "severity:",
        "high",
        ">=",
        "fix:",
        "yes",
        "epss:",
        "0.5",
        "50%",
        "age:",
        "2w",
        "pkg:",
        "open ssl",
        "status:",
        "open",
        "ä",
        "or",
        "3",
        "kev:no ",
        "id:CVE-2026-1 ",
        "layer:golden,overlay ",
    ]);
    prop_oneof![8 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,3}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_printed_reads_back_as_the_same_query(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let (query, error) = parse(&text);
        if let Some(error) = error {
            prop_assert!(error.start <= error.end && error.end <= text.chars().count() + 1);
        }
        let printed = query.to_string();
        prop_assert_eq!(parse(&printed), (query, None), "{} became {}", text, printed);
    }

    #[test]
    fn a_term_stands_where_its_place_says(pieces in prop::collection::vec(piece(), 0..20)) {
        let text = pieces.concat();
        for term in terms(&text) {
            let characters: Vec<char> = text.chars().collect();
            let own: String = characters[term.start..term.end].iter().collect();
            let condition = Query::Is(term.condition);
            let expected = if term.negated { condition.negated() } else { condition };
            prop_assert_eq!(parse(&own).0, expected);
        }
    }

    #[test]
    fn completing_anywhere_never_fails_and_stays_in_the_text(pieces in prop::collection::vec(piece(), 0..12), cursor in 0..60_usize) {
        let text = pieces.concat();
        for one in complete(&text, cursor, &|_, part| vec![part.to_owned()]) {
            prop_assert!(one.start <= one.end && one.end <= text.chars().count());
        }
    }

    #[test]
    fn any_text_can_be_looked_for_in_quotes(words in "\\PC{1,30}") {
        let query = Query::Is(Condition::Words(words.clone()));
        prop_assert_eq!(parse(&query.to_string()), (query, None));
    }
}
