#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use super::*;
use crate::testing::{Files, files};

fn broken(example: &str) -> BTreeSet<String> {
    let Files { catalogue, problems } = files(example);
    let found = check(&catalogue, &RuleSettings::default());
    problems
        .into_iter()
        .chain(found.into_iter().map(|found| found.diagnostic))
        .map(|found| found.rule)
        .collect()
}

#[test]
fn every_bad_example_breaks_its_rule_and_no_other() {
    for meta in catalogue() {
        assert_eq!(broken(meta.bad), BTreeSet::from([meta.id.to_owned()]), "{}", meta.id);
    }
}

#[test]
fn every_good_example_is_clean() {
    for meta in catalogue() {
        assert_eq!(broken(meta.good), BTreeSet::new(), "{}", meta.id);
    }
}

#[test]
fn a_rule_that_is_off_says_nothing() {
    for meta in catalogue() {
        let settings = RuleSettings {
            off: BTreeSet::from([meta.id.to_owned()]),
        };
        let found = check(&files(meta.bad).catalogue, &settings);
        assert_eq!(found, [], "{}", meta.id);
    }
}

#[test]
fn ids_are_distinct_and_findable() {
    let ids: BTreeSet<_> = catalogue().iter().map(|meta| meta.id).collect();
    assert_eq!(ids.len(), RULES.len());
    assert_eq!(find("lineage/cycle").map(|meta| meta.id), Some("lineage/cycle"));
}

#[test]
fn what_people_read() {
    let mut text = String::new();
    for meta in catalogue() {
        let Files { catalogue, problems } = files(meta.bad);
        let found = check(&catalogue, &RuleSettings::default());
        let all = problems.into_iter().map(|it| (None, it));
        for (layer, it) in all.chain(found.into_iter().map(|it| (it.layer, it.diagnostic))) {
            let layer = layer.map(|layer| format!(" [layer {layer}]")).unwrap_or_default();
            text += &format!("{}:{} {}{layer}\n  {}\n", it.file, it.range.start, it.rule, it.message);
            if let Some(help) = it.help {
                text += &format!("  help: {help}\n");
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_problem_belongs_to_the_layer_it_stands_in() {
    let example = find("recipe/parameter-missing").unwrap().bad;
    let found = check(&files(example).catalogue, &RuleSettings::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].recipe.as_deref(), found[0].layer), (Some("web"), Some(0)));
    assert_eq!(found[0].diagnostic.message, "openjdk needs a value for `HeapSize`");
    let Files { catalogue, .. } = files(example);
    let recipe = catalogue.image_recipes().next().unwrap();
    assert_eq!(layer_of(recipe, &found[0].diagnostic), Some(0));
}
