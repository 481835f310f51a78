#![allow(clippy::unwrap_used)]

use super::*;
use crate::inventory::{CloudAmi, CloudImage, CloudImageRecipe, Inventory};
use crate::resources::ImageRecipe;
use crate::testing::{OVERLAY, files, synced, with_inventory};

const OWN: &str = "arn:aws:imagebuilder:eu-central-1:123456789012";
const CCOE: &str = "arn:aws:imagebuilder:eu-central-1:999999999999";

fn told(catalogue: &Catalogue) -> String {
    let line = |it: Stale| {
        let place = if it.in_workspace { "" } else { " (account)" };
        let through = it
            .through
            .map(|through| format!(" through {through}"))
            .unwrap_or_default();
        let follows = updated_parent(catalogue, &it.recipe);
        format!(
            "{}{place}: {} {} -> {}{through}; {}; follows {follows:?}\n",
            it.recipe, it.golden, it.stands_on, it.newest, it.why
        )
    };
    stale(catalogue).into_iter().map(line).collect()
}

fn on(parent: &str) -> String {
    OVERLAY.replace("ImageRecipe/golden/1.x.x", parent)
}

fn image(arn: &str, made: &str) -> CloudImage {
    CloudImage {
        arn: arn.to_owned(),
        status: "AVAILABLE".to_owned(),
        name: arn.split('/').nth(1).unwrap().to_owned(),
        date_created: Some(made.to_owned()),
        amis: vec![CloudAmi {
            region: "eu-central-1".to_owned(),
            image: format!("ami-{}", made.replace(|c: char| !c.is_ascii_digit(), "")),
            ..CloudAmi::default()
        }],
        ..CloudImage::default()
    }
}

fn recipe(name: &str, version: &str, parent: &str) -> CloudImageRecipe {
    CloudImageRecipe {
        arn: format!("{OWN}:image-recipe/{name}/{version}"),
        recipe: ImageRecipe {
            name: name.to_owned(),
            semantic_version: version.to_owned(),
            parent_image: parent.to_owned().into(),
            ..ImageRecipe::default()
        },
        ..CloudImageRecipe::default()
    }
}

fn images(images: Vec<CloudImage>) -> Inventory {
    Inventory { images, ..synced() }
}

#[test]
fn an_overlay_that_takes_the_newest_is_not_stale() {
    for parent in [
        "ImageRecipe/golden/1.x.x",
        "ImageRecipe/golden",
        "ImageRecipe/golden/1.2.0",
        "ImageRecipe/golden/1.9.0",
    ] {
        assert_eq!(told(&files(&on(parent)).catalogue), "", "{parent}");
    }
}

#[test]
fn a_pin_is_stale_when_the_workspace_has_a_newer_version() {
    insta::assert_snapshot!(told(&files(&on("ImageRecipe/golden/1.1.7")).catalogue), @r#"
    web: golden 1.1.7 -> 1.2.0; stands on `golden` 1.1.7, and 1.2.0 is in this workspace; follows Some("ImageRecipe/golden/1.2.0")
    "#);
}

#[test]
fn a_pin_is_stale_when_the_account_has_a_newer_version() {
    let inventory = Inventory {
        image_recipes: vec![recipe("golden", "1.4.0", "ami-1"), recipe("golden", "1.3.0", "ami-1")],
        ..synced()
    };
    insta::assert_snapshot!(told(&with_inventory(&on("ImageRecipe/golden/1.2.0"), inventory).catalogue), @r#"
    web: golden 1.2.0 -> 1.4.0; stands on `golden` 1.2.0, and 1.4.0 is in the account; follows Some("ImageRecipe/golden/1.4.0")
    "#);
}

#[test]
fn a_wildcard_is_stale_when_the_newest_does_not_fit_it() {
    let text = on("ImageRecipe/golden/1.1.x").replace(
        "semanticVersion: 1.2.0\nparentImage",
        "semanticVersion: 2.3.0\nparentImage",
    );
    let inventory = Inventory {
        image_recipes: vec![recipe("golden", "1.1.4", "ami-1")],
        ..synced()
    };
    insta::assert_snapshot!(told(&with_inventory(&text, inventory).catalogue), @r#"
    web: golden 1.1.4 -> 2.3.0; `1.1.x` takes `golden` 1.1.4, and 2.3.0 is in this workspace; follows Some("ImageRecipe/golden/2.3.x")
    "#);
}

#[test]
fn a_shared_golden_image_is_as_new_as_its_newest_image() {
    let inventory = images(vec![
        image(&format!("{CCOE}:image/corp/3.0.0/2"), "2026-10-01T06:00:00.000Z"),
        image(&format!("{CCOE}:image/corp/3.1.0/1"), "2026-11-01T06:00:00.000Z"),
    ]);
    let told =
        |parent: &str| told(&with_inventory(&on(&format!("{CCOE}:image/corp/{parent}")), inventory.clone()).catalogue);
    insta::assert_snapshot!(
        ["3.0.0", "3.0.0/1", "3.0.x", "3.x.x", "3.1.0/1"].map(told).concat(), @r#"
    web: corp 3.0.0 -> 3.1.0; stands on `corp` 3.0.0, and 3.1.0 is shared with this account; follows Some("arn:aws:imagebuilder:eu-central-1:999999999999:image/corp/3.1.0")
    web: corp 3.0.0 -> 3.1.0; stands on `corp` 3.0.0, and 3.1.0 is shared with this account; follows Some("arn:aws:imagebuilder:eu-central-1:999999999999:image/corp/3.1.0/1")
    web: corp 3.0.0 -> 3.1.0; `3.0.x` takes `corp` 3.0.0, and 3.1.0 is shared with this account; follows Some("arn:aws:imagebuilder:eu-central-1:999999999999:image/corp/3.1.x")
    "#);
}

#[test]
fn an_ami_is_as_old_as_the_build_that_made_it() {
    let inventory = images(vec![
        image(&format!("{OWN}:image/golden/1.2.0/1"), "2026-10-01T06:00:00Z"),
        image(&format!("{OWN}:image/golden/1.2.0/2"), "2026-11-01T06:00:00Z"),
    ]);
    insta::assert_snapshot!(told(&with_inventory(&on("ami-20261001060000"), inventory.clone()).catalogue), @r#"
    web: golden 1.2.0/1 -> 1.2.0/2; stands on `golden` 1.2.0/1, and 1.2.0/2 is there; follows Some("ami-20261101060000")
    "#);
    assert_eq!(
        told(&with_inventory(&on("ami-20261101060000"), inventory).catalogue),
        ""
    );
}

#[test]
fn a_wildcard_whose_last_image_is_older_than_the_golden_image_is_stale_until_the_next_build() {
    let inventory = |web: &str| {
        images(vec![
            image(&format!("{OWN}:image/golden/1.2.0/1"), "2026-10-01T06:00:00Z"),
            image(&format!("{OWN}:image/golden/1.2.0/2"), "2026-11-01T06:00:00Z"),
            image(&format!("{OWN}:image/web/2.0.0/7"), web),
        ])
    };
    let told = |web: &str| told(&with_inventory(OVERLAY, inventory(web)).catalogue);
    insta::assert_snapshot!(told("2026-10-20T06:00:00Z"), @r#"
    web: golden 1.2.0/1 -> 1.2.0/2; its last image, 2.0.0/7, was built before `golden` 1.2.0/2, which the next build takes; follows Some("ImageRecipe/golden/1.x.x")
    "#);
    insta::assert_snapshot!(told("2026-09-20T06:00:00Z"), @r#"
    web: golden an older build -> 1.2.0/2; its last image, 2.0.0/7, was built before `golden` 1.2.0/2, which the next build takes; follows Some("ImageRecipe/golden/1.x.x")
    "#);
    let pinned = with_inventory(&on("ImageRecipe/golden/1.2.0"), inventory("2026-10-20T06:00:00Z")).catalogue;
    assert_eq!(stale_overlay(&pinned, "web").unwrap().stands_on, "1.2.0/1");
    assert_eq!(told("2026-11-02T06:00:00Z"), "");
    assert_eq!(told("yesterday"), "");
    assert_eq!(
        told("2026-10-20T06:00:00+02:00"),
        "",
        "times of other zones do not sort"
    );
}

#[test]
fn a_last_image_of_a_pinned_recipe_stands_on_what_was_pinned() {
    let mut web = image(&format!("{OWN}:image/web/1.9.0/3"), "2026-11-20T06:00:00Z");
    web.recipe_arn = Some(format!("{OWN}:image-recipe/web/1.9.0"));
    let inventory = Inventory {
        image_recipes: vec![recipe("web", "1.9.0", &format!("{OWN}:image/golden/1.1.0"))],
        ..images(vec![web])
    };
    insta::assert_snapshot!(told(&with_inventory(OVERLAY, inventory).catalogue), @r#"
    web: golden 1.1.0 -> 1.2.0; its last image, 1.9.0/3, stands on `golden` 1.1.0; the next build takes 1.2.0; follows Some("ImageRecipe/golden/1.x.x")
    "#);
}

#[test]
fn a_version_of_the_golden_image_that_was_never_built_is_no_reason_to_build_again() {
    let inventory = images(vec![
        image(&format!("{OWN}:image/golden/1.1.0/1"), "2026-10-01T06:00:00Z"),
        image(&format!("{OWN}:image/web/2.0.0/7"), "2026-10-20T06:00:00Z"),
    ]);
    assert_eq!(told(&with_inventory(OVERLAY, inventory.clone()).catalogue), "");
    let ami = with_inventory(&on("ami-20261001060000"), inventory).catalogue;
    assert_eq!(stale_overlay(&ami, "web").unwrap().newest, "1.2.0");
    assert_eq!(updated_parent(&ami, "web"), None, "there is no AMI of 1.2.0 yet");
}

#[test]
fn what_takes_the_newest_by_itself_is_compared_with_what_its_last_image_took() {
    let mut web = image(&format!("{OWN}:image/web/1.9.0/3"), "2026-11-20T06:00:00Z");
    web.recipe_arn = Some(format!("{OWN}:image-recipe/web/1.9.0"));
    let parent = "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id";
    let inventory = Inventory {
        image_recipes: vec![
            recipe("web", "1.9.0", &format!("{OWN}:image/golden/1.1.0")),
            recipe("golden", "1.1.0", parent),
        ],
        ..images(vec![web])
    };
    let catalogue = with_inventory(OVERLAY, inventory).catalogue;
    let comparison = update_comparison(&catalogue, "web").unwrap();
    assert_eq!(comparison.left.parent_image, comparison.right.parent_image);
    assert_eq!(comparison.fields, []);
    let effects: Vec<&str> = comparison.effects.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        effects,
        ["the parent image `golden` moves from 1.1.0 to 1.2.0: 2 layers more"]
    );
}

#[test]
fn overlays_that_only_the_account_has_are_told_once_by_their_newest_version() {
    let inventory = Inventory {
        image_recipes: vec![
            recipe("search", "1.0.0", &format!("{OWN}:image/golden/1.0.0")),
            recipe("search", "1.1.0", &format!("{OWN}:image/golden/1.1.0")),
            recipe("web", "1.0.0", &format!("{OWN}:image/golden/1.0.0")),
        ],
        ..synced()
    };
    insta::assert_snapshot!(told(&with_inventory(OVERLAY, inventory).catalogue), @r#"
    search (account): golden 1.1.0 -> 1.2.0; stands on `golden` 1.1.0, and 1.2.0 is in this workspace; follows Some("arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0")
    "#);
}

const ROLE: &str = "
--- # recipes/role.yaml
kind: ImageRecipe
name: role
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden/1.0.0
";

#[test]
fn every_overlay_above_a_golden_image_that_moved_on_says_which_one_moves_first() {
    let text = format!("{}{ROLE}", on("ImageRecipe/role"));
    let inventory = Inventory {
        image_recipes: vec![recipe("golden", "1.0.0", "ami-1")],
        ..synced()
    };
    let catalogue = with_inventory(&text, inventory).catalogue;
    insta::assert_snapshot!(told(&catalogue), @r#"
    role: golden 1.0.0 -> 1.2.0; stands on `golden` 1.0.0, and 1.2.0 is in this workspace; follows Some("ImageRecipe/golden/1.2.0")
    web: golden 1.0.0 -> 1.2.0 through role; stands on `role`, which is itself on `golden` 1.0.0 while 1.2.0 is there; follows Some("ImageRecipe/role")
    "#);
    assert_eq!(
        stale_overlay(&catalogue, "web").unwrap().through.as_deref(),
        Some("role")
    );
    assert_eq!(update_comparison(&catalogue, "web"), None);
}

#[test]
fn an_update_says_what_the_newer_golden_image_brings() {
    let mut old = recipe(
        "golden",
        "1.1.0",
        "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
    );
    old.recipe.components = serde_json::from_value(serde_json::json!([{"componentArn": "Component/sshd"}])).unwrap();
    let inventory = Inventory {
        image_recipes: vec![old],
        ..synced()
    };
    let catalogue = with_inventory(&on("ImageRecipe/golden/1.1.0"), inventory).catalogue;
    let comparison = update_comparison(&catalogue, "web").unwrap();
    assert_eq!(comparison.left.parent_image, "ImageRecipe/golden/1.1.0");
    assert_eq!(comparison.right.parent_image, "ImageRecipe/golden/1.2.0");
    let effects: Vec<&str> = comparison.effects.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        effects,
        ["the parent image `golden` moves from 1.1.0 to 1.2.0: 1 layer more"]
    );
    assert_eq!(comparison.layers.len(), 1);

    let unknown = files(&on("ImageRecipe/golden/1.1.0")).catalogue;
    assert_eq!(update_comparison(&unknown, "web"), None, "nobody knows what 1.1.0 held");
}

#[test]
fn a_circle_of_recipes_ends() {
    let text = OVERLAY.replace(
        "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
        "ImageRecipe/web/1.0.0",
    );
    assert_eq!(stale(&files(&text).catalogue).len(), 2);
}
