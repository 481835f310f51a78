#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use ingot_component::Severity;
use ingot_component::rules::RuleSettings;

use super::*;
use crate::settings::Settings;
use crate::testing::{Files, files};

fn broken(text: &str) -> BTreeSet<String> {
    let found = example::example(text).diagnostics;
    found.into_iter().map(|found| found.rule).collect()
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
        let settings = Settings::everywhere(RuleSettings::without([meta.id]));
        assert!(!settings.runs_somewhere(meta.id));
        let checked = check(&files(meta.bad).catalogue, &settings);
        assert_eq!(
            (checked.found, checked.problems),
            (Vec::new(), Vec::new()),
            "{}",
            meta.id
        );
    }
}

#[test]
fn the_severity_that_is_wanted_takes_the_place_of_the_rules_own() {
    for meta in catalogue() {
        let mut settings = RuleSettings::default();
        settings.severity.insert(meta.id.to_owned(), Severity::Info);
        let checked = check(&files(meta.bad).catalogue, &Settings::everywhere(settings));
        let found = checked.found.into_iter().map(|it| it.diagnostic);
        let severities: BTreeSet<Severity> = checked
            .problems
            .into_iter()
            .chain(found)
            .map(|it| it.severity)
            .collect();
        assert_eq!(severities, BTreeSet::from([Severity::Info]), "{}", meta.id);
    }
}

#[test]
fn the_configuration_of_a_workspace_holds_for_its_files() {
    let recipes = "--- # recipes/web.yaml\nkind: ImageRecipe\nname: web\nsemanticVersion: 1.0.0\nparentImage: \
                   ImageRecipe/gone\nworkingDir: /tmp\n";
    let rules = |text: &str| broken(&format!("{recipes}{text}"));
    assert_eq!(rules("").len(), 2);
    let off = "--- # ingot.yaml\nkind: Workspace\ncheck:\n  paths:\n    - files: [recipes/*]\n      rules: {\"lineage/*\": \
               off, recipe/unknown-field: info}\n";
    let found = example::example(&format!("{recipes}{off}")).diagnostics;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].rule.as_str(), found[0].severity),
        ("recipe/unknown-field", Severity::Info)
    );
}

#[test]
fn a_comment_in_a_resource_file_ignores_with_a_reason() {
    let recipe = "--- # recipes/web.yaml\nkind: ImageRecipe\nname: web\nsemanticVersion: 1.0.0\nparentImage: \
                  ImageRecipe/gone # ingot: ignore lineage/parent-unknown because it lives in another repository\n\
                  # ingot: ignore recipe/unknown-field because our own tools read it\nworkingDir: /tmp\n";
    let checked = check(&files(recipe).catalogue, &Settings::default());
    assert_eq!((checked.found, checked.problems), (Vec::new(), Vec::new()));
    assert_eq!(checked.ignored.len(), 2);
    let unused = recipe.replace("workingDir: /tmp", "workingDirectory: /tmp");
    assert_eq!(broken(&unused), BTreeSet::from(["ignores/unused".to_owned()]));
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
        let found = check(&catalogue, &Settings::default()).found;
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
    let bad = find("recipe/parameter-missing").unwrap().bad;
    let found = check(&files(bad).catalogue, &Settings::default()).found;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].recipe.as_deref(), found[0].layer), (Some("web"), Some(0)));
    assert_eq!(found[0].diagnostic.message, "openjdk needs a value for `HeapSize`");
    let Files { catalogue, .. } = files(bad);
    let recipe = catalogue.image_recipes().next().unwrap();
    assert_eq!(layer_of(recipe, &found[0].diagnostic), Some(0));
}

/// A restart, and behind it what a publisher on AWS Marketplace does not show.
const HIDDEN: &str = r#"--- # inventory
{"as_of": "2026-11-23T08:00:00Z", "account": "111122223333", "region": "eu-central-1", "components": [
  {"arn": "arn:aws:imagebuilder:eu-central-1:aws-marketplace:component/scanner-prod-abc/1.0.0/1", "name": "Scanner-prod-abc", "version": "1.0.0", "platform": "Linux", "owner": "AWSMarketplace", "type": "BUILD", "status": "ACTIVE", "product_codes": ["abc1"]}]}
--- # components/kernel.yaml
kind: Component
name: kernel
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Restart
          action: Reboot
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/kernel
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws-marketplace:component/scanner-prod-abc/1.x.x
    parameters:
      - name: Token
        value: [ssm:/scanner/token]
"#;

#[test]
fn nothing_is_held_against_a_document_that_its_publisher_does_not_show() {
    assert_eq!(broken(HIDDEN), BTreeSet::new());
    let last = HIDDEN.replace("  - componentArn: Component/kernel\n", "") + "  - componentArn: Component/kernel\n";
    assert_eq!(broken(&last), BTreeSet::new());
}

#[test]
fn a_product_that_the_account_has_not_subscribed_to_is_asked_to_be() {
    let text = HIDDEN.replace("component/scanner-prod-abc/1.x.x", "component/other-prod-xyz/1.x.x");
    let found = example::example(&text).diagnostics;
    let [found] = &found[..] else { panic!("{found:?}") };
    assert_eq!(found.rule, "recipe/component-not-found");
    assert!(
        found
            .help
            .as_ref()
            .is_some_and(|help| help.contains("subscribe to the product on AWS Marketplace"))
    );
}
