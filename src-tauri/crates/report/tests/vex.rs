//! Decisions in OpenVEX files: what is written, what is read of anybody's, and how little an edit moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_report::vex::{DecisionId, Statement, add, read, withdraw};
use ingot_report::{Decision, DecisionState, Justification, Timestamp};
use proptest::prelude::*;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    time("2026-11-23T12:00:00Z")
}

fn decision(vulnerability: &str, state: DecisionState) -> Decision {
    Decision {
        vulnerability: vulnerability.into(),
        package: Some("openssl".into()),
        version: None,
        image: Some("payments-web".into()),
        state,
        justification: None,
        reason: "the port is closed".into(),
        author: Some("Ada Lovelace".into()),
        decided: time("2026-11-23T10:00:00Z"),
        expires: None,
    }
}

fn accepted() -> Statement {
    let mut one = decision("CVE-2026-0001", DecisionState::Accepted);
    one.expires = Some(time("2027-01-31T00:00:00Z"));
    one.version = Some("3.0.2-0ubuntu1.18".into());
    Statement {
        decision: one,
        aliases: vec!["GHSA-aaaa-bbbb-cccc".into()],
        purl: Some("pkg:deb/ubuntu/openssl@3.0.2-0ubuntu1.18?arch=amd64&distro=jammy".into()),
    }
}

fn four() -> Vec<Statement> {
    let mut not_affected = decision("CVE-2026-0002", DecisionState::NotAffected);
    not_affected.justification = Some(Justification::VulnerableCodeNotInExecutePath);
    let mut false_positive = decision("CVE-2026-0003", DecisionState::FalsePositive);
    false_positive.image = None;
    let mut triage = decision("CVE-2026-0004", DecisionState::InTriage);
    triage.package = None;
    triage.reason = "asked upstream\nwaiting".into();
    vec![accepted(), not_affected.into(), false_positive.into(), triage.into()]
}

/// Lines that an edit took away or added.
fn changed(before: &str, after: &str) -> String {
    let only_in = |these: &str, others: &str, mark: char| -> String {
        let mut others: Vec<&str> = others.lines().collect();
        let is_new = |line: &&str| match others.iter().position(|other| other == line) {
            Some(place) => {
                others.remove(place);
                false
            }
            None => true,
        };
        these
            .lines()
            .filter(is_new)
            .map(|line| format!("{mark}{line}\n"))
            .collect()
    };
    only_in(before, after, '-') + &only_in(after, before, '+')
}

#[test]
fn a_new_document_is_valid_openvex_that_says_everything() {
    let text = add(None, &four(), "Payments team", now()).unwrap();
    insta::assert_snapshot!(text);
    let (found, problems) = read(&text);
    assert_eq!(problems, []);
    assert_eq!(
        found.into_iter().map(|(_, statement)| statement).collect::<Vec<_>>(),
        four()
    );
}

#[test]
fn one_decision_more_is_a_small_diff() {
    let before = add(None, &four()[..1], "Payments team", now()).unwrap();
    let after = add(
        Some(&before),
        &four()[2..3],
        "Payments team",
        time("2026-12-01T00:00:00Z"),
    )
    .unwrap();
    insta::assert_snapshot!(changed(&before, &after));
}

#[test]
fn changing_a_decision_touches_its_statement_alone() {
    let before = add(None, &four(), "Payments team", now()).unwrap();
    let mut later = accepted();
    later.decision.reason = "the port is still closed".into();
    let after = add(Some(&before), &[later], "somebody", time("2026-12-01T00:00:00Z")).unwrap();
    insta::assert_snapshot!(changed(&before, &after));
}

#[test]
fn withdrawing_gives_back_what_was_there_before() {
    let all = four();
    for (index, statement) in all.iter().enumerate() {
        let text = add(None, &all, "Payments team", now()).unwrap();
        let text = withdraw(&text, &DecisionId::of(&statement.decision), now())
            .unwrap()
            .unwrap();
        let rest: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != index)
            .map(|(_, s)| s.clone())
            .collect();
        assert_eq!(read(&text).0.into_iter().map(|(_, s)| s).collect::<Vec<_>>(), rest);
        assert!(!text.contains(",\n  ]") && !text.contains("[\n\n"), "{text}");
        assert_eq!(withdraw(&text, &DecisionId::of(&statement.decision), now()), Ok(None));
    }
}

/// As vexctl and people write them; with four spaces, unknown fields, and what is not quite right.
const FOREIGN: &str = r#"{
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://openvex.dev/docs/public/vex-1",
    "author": "Wolfi J Inkinson",
    "role": "Document Creator",
    "timestamp": "2023-01-08T18:02:03.647787998-06:00",
    "version": 7,
    "x-ours": [1.0, 2e3],
    "statements": [
        {
            "vulnerability": {"@id": "https://nvd.nist.gov/vuln/detail/CVE-2019-17571", "name": "CVE-2019-17571", "aliases": ["GHSA-2qrg-x229-3v8q"]},
            "products": [
                {"@id": "pkg:oci/app@sha256:1", "subcomponents": [{"@id": "pkg:maven/log4j/log4j@1.2.17"}, {"identifiers": {"purl": "pkg:maven/log4j/apache-log4j-extras"}}]},
                {"@id": "pkg:apk/wolfi/git@2.39.0-r1?arch=armv7"}
            ],
            "status": "not_affected",
            "justification": "vulnerable_code_not_in_execute_path",
            "impact_statement": "SocketServer is not started",
            "supplier": "us"
        },
        {"vulnerability": "CVE-2023-1", "products": ["pkg:deb/debian/curl@7.88"], "status": "fixed"},
        {"vulnerability": {"name": "CVE-2023-2"}, "products": [{"@id": "pkg:generic/ami/web"}], "status": "affected", "action_statement": "update"},
        {"vulnerability": {"name": "CVE-2023-3"}, "products": [{"@id": "pkg:generic/ami/web"}], "status": "not_affected"},
        {"vulnerability": {"name": "CVE-2023-4"}, "products": [{"@id": "pkg:generic/ami/web"}], "status": "not_affected", "justification": "because"},
        {"vulnerability": {"name": "CVE-2023-5"}, "status": "affected"},
        {"vulnerability": {"name": "CVE-2023-6"}, "products": [{"@id": "pkg:generic/ami/web"}], "status": "wontfix"},
        {"products": [{"@id": "pkg:generic/ami/web"}], "status": "affected"},
        "nothing",
        {"vulnerability": {"name": "CVE-2023-7"}, "products": [{"@id": "pkg:generic/ami/web"}], "status": "affected", "status_notes": "Accepted until the cows come home", "action_statement": "wait"},
        {"vulnerability": {"name": "CVE-2023-8"}, "timestamp": "2024-01-01T00:00:00Z", "products": [{"@id": "pkg:generic/ami/web"}], "status": "under_investigation"},
        {"vulnerability": {"name": "CVE-2023-8"}, "products": [{"@id": "pkg:generic/ami/web"}], "status": "fixed"}
    ]
}
"#;

fn listed(text: &str) -> String {
    let (found, problems) = read(text);
    let found = found.into_iter().map(|(_, Statement { decision: d, .. })| {
        let about = [d.image, d.package, d.version]
            .map(|part| part.unwrap_or_else(|| "*".into()))
            .join(" ");
        format!("{} {about}: {} {:?}\n", d.vulnerability, d.state.name(), d.reason)
    });
    found
        .chain(problems.into_iter().map(|problem| format!("{problem}\n")))
        .collect()
}

#[test]
fn documents_of_others_are_read_with_all_their_statements_and_bad_ones_told() {
    insta::assert_snapshot!(listed(FOREIGN));
}

#[test]
fn documents_of_others_keep_every_byte_that_is_theirs() {
    let after = add(Some(FOREIGN), &four()[1..2], "Payments team", now()).unwrap();
    insta::assert_snapshot!(changed(FOREIGN, &after));
    let theirs = &FOREIGN[FOREIGN.find("\"x-ours\"").unwrap()..FOREIGN.rfind("\n    ]").unwrap()];
    assert!(after.contains(theirs));
    assert_eq!(read(&after).0.len(), read(FOREIGN).0.len() + 1);
}

#[test]
fn a_statement_about_many_products_is_not_withdrawn_by_half() {
    let (found, _) = read(FOREIGN);
    let error = withdraw(FOREIGN, &found[0].0, now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 10: statement 1 is about 3 products at once; take this one out of it by hand"
    );
}

#[test]
fn what_is_no_openvex_document_is_told_and_never_written_over() {
    for text in [
        "",
        "{",
        "[]",
        "{}",
        "{\"statements\": {}}",
        "{\"statements\": [1,]}",
        "nul\0",
    ] {
        let (found, problems) = read(text);
        assert!(found.is_empty() && problems.len() == 1, "{text}: {problems:?}");
        assert_eq!(add(Some(text), &four(), "a", now()), Err(problems[0].clone()));
        assert_eq!(withdraw(text, &DecisionId("x".into()), now()), Err(problems[0].clone()));
    }
    let deep = "[".repeat(100_000);
    assert_eq!(read(&format!("{{\"statements\": [{deep}")).1.len(), 1);
}

#[test]
fn an_epoch_of_zero_makes_no_other_version() {
    let with = |version: &str| -> Statement {
        Decision {
            version: Some(version.into()),
            ..decision("CVE-2026-1", DecisionState::InTriage)
        }
        .into()
    };
    let text = add(None, &[with("0:1.2")], "a", now()).unwrap();
    let text = add(Some(&text), &[with("1.2")], "a", now()).unwrap();
    let (found, _) = read(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, DecisionId::of(&with("0:1.2").decision));
    assert_eq!(found[0].1.decision, with("1.2").decision);
}

#[test]
fn line_ends_of_the_file_stay() {
    let text = add(None, &four(), "Payments team", now())
        .unwrap()
        .replace('\n', "\r\n");
    let after = add(
        Some(&text),
        &[decision("CVE-2026-9", DecisionState::InTriage).into()],
        "a",
        now(),
    )
    .unwrap();
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9.+~:@/%* -]{0,12}",
        "\\PC{0,8}",
        Just("No reason given\n, decided by Ada until 2027-01-01".to_owned())
    ]
}

fn any_decision() -> impl Strategy<Value = Decision> {
    let optional = || prop::option::of("[a-z0-9.+~:@/%* \\PC]{1,10}");
    let about = ("(CVE|GHSA)-[0-9]{1,2}", optional(), optional(), optional());
    let author = prop::option::of("[!-~]{1,5}( [!-~]{1,5}){0,3}");
    let times = (
        0..4_000_000_000_000_i64,
        prop::option::of(prop_oneof![
            0..4_000_000_000_000_i64,
            (0..20_000_i64).prop_map(|d| d * 86_400_000)
        ]),
    );
    let state = prop::sample::select(DecisionState::ALL.to_vec());
    let justification = prop::option::of(prop::sample::select(Justification::ALL.to_vec()));
    (about, state, justification, text(), author, times).prop_map(
        |((vulnerability, package, version, image), state, justification, reason, author, (decided, expires))| {
            Decision {
                vulnerability,
                version: version.filter(|version| package.is_some() && !version.starts_with("0:")),
                package,
                image: image.filter(|image| image != "*"),
                state,
                justification: justification
                    .filter(|_| matches!(state, DecisionState::NotAffected | DecisionState::FalsePositive)),
                reason,
                author,
                decided: Timestamp::from_millis(decided),
                expires: expires.map(Timestamp::from_millis),
            }
        },
    )
}

fn foreign() -> impl Strategy<Value = serde_json::Value> {
    let word = "\\PC{0,6}";
    let leaf = prop_oneof![
        any::<i64>().prop_map(serde_json::Value::from),
        word.prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null)
    ];
    let statement = prop::collection::btree_map(word, leaf, 0..4).prop_map(|fields| serde_json::json!(fields));
    prop::collection::vec(statement, 0..5).prop_map(|statements| {
        let head = serde_json::json!({"timestamp": "2026-01-01T00:00:00Z", "version": 3, "zz": [{}]});
        let mut document = head.as_object().cloned().unwrap();
        document.insert("statements".into(), statements.into());
        document.into()
    })
}

proptest! {
    #[test]
    fn whatever_others_wrote_is_the_same_after_an_edit_and_its_withdrawal(document in foreign(), layout in 0..3_usize) {
        let text = match layout {
            0 => document.to_string(),
            1 => serde_json::to_string_pretty(&document).unwrap(),
            _ => serde_json::to_string_pretty(&document).unwrap().replace("\n  ", "\n\t"),
        };
        let parsed = |text: &str| {
            let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
            value.as_object_mut().unwrap().remove("last_updated");
            value["version"] = 3.into();
            value
        };
        let added = add(Some(&text), &four(), "Ada", now()).unwrap();
        let statements = parsed(&added)["statements"].as_array().unwrap().len();
        prop_assert_eq!(statements, document["statements"].as_array().unwrap().len() + 4);
        let mut back = added;
        for statement in four() {
            back = withdraw(&back, &DecisionId::of(&statement.decision), now()).unwrap().unwrap();
        }
        prop_assert_eq!(parsed(&back), document);
    }

    #[test]
    fn every_decision_survives_the_file(decisions in prop::collection::vec(any_decision(), 0..6), split in 0..6_usize) {
        let statements: Vec<Statement> = decisions.into_iter().map(Statement::from).collect();
        let split = split.min(statements.len());
        let text = add(None, &statements[..split], "Ada", now()).unwrap();
        let text = add(Some(&text), &statements[split..], "Ada", now()).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let (found, problems) = read(&text);
        prop_assert_eq!(problems, []);
        let mut wanted: Vec<Statement> = Vec::new();
        for one in statements {
            wanted.retain(|earlier| DecisionId::of(&earlier.decision) != DecisionId::of(&one.decision));
            wanted.push(one);
        }
        let sorted = |mut list: Vec<Statement>| {
            list.sort_by_key(|one| DecisionId::of(&one.decision));
            list
        };
        let mut found = sorted(found.into_iter().map(|(_, statement)| statement).collect());
        found.iter_mut().for_each(|one| one.purl = None);
        prop_assert_eq!(found, sorted(wanted));
    }

    #[test]
    fn any_file_is_read_without_failing(text in "\\PC{0,60}", status in "[a-z_]{0,20}", notes in "(Accepted|In triage)( until)? \\PC{0,20}") {
        read(&text);
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let text = format!(
            "{{\"timestamp\": \"2026-01-01T00:00:00Z\", \"statements\": [{{\"vulnerability\": {}, \"products\": [{}], \"status\": {}, \"status_notes\": {}}}]}}",
            quoted(&text), quoted(&text), quoted(&status), quoted(&notes)
        );
        read(&text);
        add(Some(&text), &four(), "a", now()).unwrap();
    }
}
