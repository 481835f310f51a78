//! `ingot explain`: one rule with what the check says about its example, or all of them.

use crate::program::Home;

#[test]
fn a_rule_is_explained_with_what_is_said_about_its_bad_example() {
    let home = Home::new();
    let answer = home.run(&["explain", "names/duplicate-step"]);
    assert_eq!(answer.code, 0);
    insta::assert_snapshot!(answer.stdout);
}

#[test]
fn a_rule_of_recipes_is_explained_with_its_files() {
    let home = Home::new();
    let answer = home.run(&["explain", "lineage/cycle"]);
    assert_eq!(answer.code, 0);
    assert!(answer.stdout.contains("error[lineage/cycle]"), "{}", answer.stdout);
    assert!(answer.stdout.contains("--> recipes/"), "{}", answer.stdout);
}

#[test]
fn an_unknown_rule_says_what_was_meant() {
    let home = Home::new();
    let unknown = home.run(&["explain", "actions/unknwon"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("did you mean actions/unknown?"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn all_rules_or_those_of_a_group_are_listed() {
    let home = Home::new();
    let (code, all) = home.json(&["explain"]);
    let count = all["rules"].as_array().unwrap().len();
    assert!(code == 0 && count > 50, "{count}");
    let listed = home.run(&["explain"]).stdout;
    assert!(listed.contains(&format!("{count} rules")), "{listed}");
    let group = home.run(&["explain", "ignores"]).stdout;
    insta::assert_snapshot!(group);
    for rule in all["rules"].as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        assert!(listed.contains(id), "{id}");
        let (code, explained) = home.json(&["explain", id]);
        assert_eq!((code, &explained["id"]), (0, &rule["id"]));
    }
}
