#![allow(clippy::unwrap_used)]

use ingot_component::{Diagnostic, Severity};
use proptest::prelude::*;

use super::plain;
use crate::rules::{check, example};
use crate::settings::Settings;
use crate::testing::{OVERLAY, files};

/// What the example workspace with these guardrails in its `ingot.yaml` breaks.
fn broken(guardrails: &str) -> Vec<Diagnostic> {
    of(&OVERLAY.replacen("owner: ccoe\n", &format!("owner: ccoe\n{guardrails}"), 1))
}

fn of(text: &str) -> Vec<Diagnostic> {
    let mut all = example::example(text).diagnostics;
    all.retain(|it| it.rule.starts_with("guardrails/") || it.rule.starts_with("configuration/"));
    all
}

fn outline(found: &[Diagnostic]) -> String {
    let lines = found.iter().map(|it| {
        let related: Vec<String> = it
            .related
            .iter()
            .map(|it| format!("{}:{}", it.file, it.range.start))
            .collect();
        let help = it.help.as_deref().unwrap_or("-");
        format!(
            "{:?} {} {}:{}\n  {}\n  help: {help}\n  {}\n",
            it.severity,
            it.rule,
            it.file,
            it.range.start,
            it.message,
            related.join(" ")
        )
    });
    lines.collect()
}

fn guard(fields: &str) -> String {
    format!(
        "guardrails:\n  - name: baseline\n{}",
        fields.lines().map(|line| format!("    {line}\n")).collect::<String>()
    )
}

#[test]
fn a_component_of_the_golden_image_is_in_every_overlay() {
    assert_eq!(
        broken(&guard("requiredComponents: [sshd, \"open*\"]\nrecipes: [web]")),
        []
    );
    assert_eq!(broken(&guard("requiredComponents: [openjdk]")).len(), 1);
}

#[test]
fn a_test_of_the_golden_image_does_not_run_again_in_the_overlay() {
    let found = broken(&guard(
        "message: Test every image.\nrequiredTests: [sshd-test]\nseverity: warning",
    ));
    insta::assert_snapshot!(outline(&found));
}

#[test]
fn a_pipeline_without_tests_does_not_run_the_required_one() {
    let guards = guard("requiredTests: [sshd-test]\nrecipes: [golden]");
    let text = OVERLAY
        .replacen("owner: ccoe\n", &format!("owner: ccoe\n{guards}"), 1)
        .replace(
            "imageRecipeArn: ImageRecipe/golden\n",
            "imageRecipeArn: ImageRecipe/golden\nimageTestsConfiguration: {imageTestsEnabled: false}\n",
        );
    insta::assert_snapshot!(outline(&of(&text)));
}

#[test]
fn each_limit_is_shown_where_it_is_broken() {
    let found = broken(&guard(
        "allowedRegions: [eu-central-1]\nallowedInstanceTypes: [\"m7i.*\", \"c7i.*\"]\nmaximumVolumeSize: \
         20\nforbiddenActions: [reboot, s3*]\nforbiddenComponents: [OpenJDK]\nallowedParents: \
         [\"ImageRecipe/golden/*\"]\nencryption: required",
    ));
    insta::assert_snapshot!(outline(&found));
}

#[test]
fn recipes_say_whom_a_guardrail_is_about() {
    let forbid = |recipes: &str| broken(&guard(&format!("forbiddenComponents: [openjdk, sshd]\n{recipes}"))).len();
    assert_eq!(forbid(""), 2);
    assert_eq!(forbid("recipes: [web]"), 1);
    assert_eq!(forbid("recipes: [\"!golden*\"]"), 1);
    assert_eq!(forbid("recipes: [\"*\", \"!web\", \"!golden\"]"), 0);
}

#[test]
fn an_own_recipe_that_keeps_to_the_guardrail_is_a_parent() {
    let found = broken(&guard("allowedParents: [\"ssm:/aws/service/canonical/*\"]"));
    assert_eq!(found, []);
    let found = broken(&guard(
        "allowedParents: [\"ssm:/aws/service/canonical/*\"]\nrecipes: [web]",
    ));
    assert_eq!(found.len(), 1);
}

#[test]
fn a_configuration_is_held_to_the_guardrails_of_the_recipes_it_builds() {
    let regions = |recipes: &str| broken(&guard(&format!("allowedRegions: [us-*]\n{recipes}"))).len();
    assert_eq!(regions("recipes: [web]"), 2);
    assert_eq!(regions("recipes: [golden]"), 0);
}

#[test]
fn what_is_not_known_of_the_lineage_is_no_error() {
    let text = OVERLAY.replace(
        "parentImage: ImageRecipe/golden/1.x.x",
        "parentImage: ami-0123456789abcdef0",
    );
    let guards = guard("message: Audit is law.\nrequiredComponents: [sshd]\nrecipes: [web]");
    let found = of(&text.replacen("owner: ccoe\n", &format!("owner: ccoe\n{guards}"), 1));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Info);
    assert!(!found[0].message.contains("law"), "{}", found[0].message);
}

#[test]
fn the_volume_the_system_starts_from_is_encrypted_too() {
    let guards = guard("encryption: required");
    let with = |golden: &str, web: &str| {
        let text = OVERLAY
            .replacen("owner: ccoe\n", &format!("owner: ccoe\n{guards}"), 1)
            .replace(
                "  - componentArn: Component/sshd-test\n",
                &format!("  - componentArn: Component/sshd-test\n{golden}"),
            )
            .replace(
                "/dev/sda1\n    ebs: {volumeSize: 30, volumeType: gp3, encrypted: true}",
                web,
            );
        of(&text)
            .into_iter()
            .map(|it| format!("{} {}", it.file, it.range.start))
            .collect::<Vec<_>>()
    };
    let golden = "blockDeviceMappings: [{deviceName: /dev/sda1, ebs: {encrypted: true}}]\n";
    assert_eq!(
        with(golden, "/dev/sdb\n    ebs: {encrypted: true}"),
        Vec::<String>::new()
    );
    assert_eq!(
        with(golden, "/dev/sda1\n    ebs: {volumeSize: 40}"),
        Vec::<String>::new()
    );
    assert_eq!(
        with(golden, "/dev/sdb\n    ebs: {volumeSize: 40}"),
        ["recipes/web.yaml 11:5"]
    );
    assert_eq!(
        with(golden, "/dev/sda1\n    ebs: {encrypted: false}"),
        ["recipes/web.yaml 12:22"]
    );
    assert_eq!(
        with("", "/dev/sdb\n    ebs: {encrypted: true}"),
        ["recipes/golden.yaml 2:7", "recipes/web.yaml 10:1"]
    );
}

#[test]
fn containers_keep_to_what_is_forbidden() {
    let container = "--- # containers/api.yaml\nkind: ContainerRecipe\nname: api\nsemanticVersion: \
                     1.0.0\ncontainerType: DOCKER\nparentImage: amazonlinux:2023\ncomponents:\n  - componentArn: \
                     Component/openjdk\n";
    let guards = guard(
        "forbiddenComponents: [openjdk]\nforbiddenActions: [S3Download]\nrequiredComponents: [sshd]\nrecipes: [api]",
    );
    let text = OVERLAY.replacen("owner: ccoe\n", &format!("owner: ccoe\n{guards}"), 1);
    let rules: Vec<String> = of(&format!("{text}{container}"))
        .into_iter()
        .map(|it| it.rule)
        .collect();
    assert_eq!(rules, ["guardrails/forbidden-action", "guardrails/forbidden-component"]);
}

const TEAM: &str = r#"--- # ingot.yaml
kind: Workspace
name: payments
inherit: [vendor/ccoe/ingot.yaml]
--- # vendor/ccoe/ingot.yaml
kind: Workspace
name: ccoe
guardrails:
  - name: no-docker
    message: Containers belong on EKS.
    forbiddenComponents: ["docker-*"]
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/docker-ce-linux/x.x.x
"#;

#[test]
fn what_a_team_inherits_holds_for_its_recipes() {
    insta::assert_snapshot!(outline(&of(TEAM)));
    let owned = format!(
        "{}--- # a/ingot.yaml\nkind: Workspace\nname: other\nowner: other\n",
        TEAM.replace("name: ccoe", "name: ccoe\nowner: ccoe\nfavourites: [x]")
    );
    let catalogue = files(&owned.replace(
        "name: payments",
        "name: payments\nowner: payments\nfavourites: [nginx-tls]",
    ))
    .catalogue;
    assert_eq!(
        (catalogue.owner(), catalogue.favourites()),
        (Some("payments"), &["nginx-tls".to_owned()][..])
    );
    let alone = TEAM.replace("inherit: [vendor/ccoe/ingot.yaml]\n", "");
    assert_eq!(of(&alone), []);
}

#[test]
fn neither_settings_nor_a_comment_turns_a_guardrail_off() {
    let off = TEAM.replace(
        "name: payments\n",
        "name: payments\ncheck: {rules: {\"guardrails/*\": off, guardrails/forbidden-component: info}}\n",
    );
    let rules: Vec<String> = of(&off).into_iter().map(|it| it.rule).collect();
    assert_eq!(
        rules,
        [
            "configuration/fixed-rule",
            "configuration/fixed-rule",
            "guardrails/forbidden-component"
        ]
    );
    let ignored = TEAM.replace(
        "x.x.x\n",
        "x.x.x # ingot: ignore guardrails/forbidden-component because we need it\n",
    );
    let found = of(&ignored);
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .help
            .as_deref()
            .unwrap()
            .ends_with("because the guardrail is not `ignorable`")
    );
    let checked = check(&files(&ignored).catalogue, &Settings::default());
    assert_eq!((checked.problems, checked.ignored.len()), (Vec::new(), 0));
    let may = ignored.replace("message: Containers", "ignorable: true\n    message: Containers");
    assert_eq!(of(&may), []);
}

#[test]
fn a_guardrail_that_cannot_be_read_is_an_error_here_and_where_it_is_inherited() {
    let text = TEAM.replace(
        "forbiddenComponents: [\"docker-*\"]",
        "forbiddenComponents: [\"docker-[\"]\n    encryption: yes",
    );
    insta::assert_snapshot!(outline(&of(&text)));
    let many = format!("guardrails:\n{}", "  - {name: a, encryption: required}\n".repeat(101));
    let said: Vec<String> = of(&format!("--- # ingot.yaml\nkind: Workspace\n{many}"))
        .into_iter()
        .map(|it| it.message)
        .collect();
    assert_eq!(said.len(), 101);
    assert!(
        said.iter()
            .any(|it| it == "there are more than 100 guardrails; the rest does not count")
    );
    let idle = of(
        "--- # ingot.yaml\nkind: Workspace\nguardrails:\n  - name: a\n    recipes: [\"*\"]\n    maximumVolumeSize: 0\n  - {name: b, message: Hm}\n",
    );
    let said: Vec<String> = idle.into_iter().map(|it| it.message).collect();
    assert_eq!(
        said,
        [
            "`maximumVolumeSize` is 0; a size in GiB from 1 is wanted",
            "the guardrail `b` asks for nothing"
        ]
    );
}

#[test]
fn words_of_strangers_are_one_short_line() {
    let found = broken(&guard(
        "message: \"Stop\\e[2J\\n\\n  now \\u202Eevil\\u200B\\0\"\nforbiddenComponents: [openjdk]\nrecipes: [web]",
    ));
    assert_eq!(found[0].message, "Stop[2J now evil");
    let long = guard(&format!(
        "message: {}\nforbiddenComponents: [openjdk]",
        "é ".repeat(100_000)
    ));
    assert_eq!(broken(&long)[0].message.chars().count(), 301);
}

proptest! {
    #[test]
    fn any_text_is_a_message(text in any::<String>()) {
        let words = plain(&text);
        prop_assert!(words.chars().count() <= 301);
        prop_assert!(!words.chars().any(char::is_control));
    }

    #[test]
    fn any_pattern_is_read_or_reported(pattern in "[ -~]{0,40}") {
        let quoted = serde_json::to_string(&pattern).unwrap();
        let found = broken(&guard(&format!("requiredComponents: [{quoted}]\nforbiddenActions: [{quoted}]\nrecipes: [{quoted}]")));
        prop_assert!(found.len() < 20);
    }
}
