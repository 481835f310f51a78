#![allow(clippy::unwrap_used, clippy::panic)]

mod advice;
mod properties;

use super::*;
use crate::CatalogueBuilder;
use crate::inventory::{CloudComponent, CloudImageRecipe, Inventory};
use crate::resources::ImageRecipe;
use crate::testing::{OVERLAY, files, synced, with_inventory};

/// What the comparison of `web` says after one text of the overlay was replaced.
fn after(from: &str, to: &str) -> Comparison {
    assert!(OVERLAY.contains(from), "{from}");
    compare_texts(OVERLAY, &OVERLAY.replace(from, to), "web")
}

fn compare_texts(left: &str, right: &str, recipe: &str) -> Comparison {
    let (left, right) = (files(left).catalogue, files(right).catalogue);
    compare((&left, recipe), (&right, recipe)).unwrap()
}

fn told(comparison: &Comparison) -> String {
    let mut lines = String::new();
    for layer in &comparison.layers {
        let inherited = if layer.inherited { " (inherited)" } else { "" };
        lines += &format!("{}/{}{inherited} {:?}\n", layer.recipe, layer.component, layer.changes);
        for parameter in &layer.parameters {
            lines += &format!(
                "    {}: {:?} -> {:?}\n",
                parameter.name, parameter.left, parameter.right
            );
        }
        if let Some(document) = &layer.document {
            let steps = (&document.steps_added, &document.steps_removed, &document.steps_changed);
            lines += &format!("    steps {steps:?}\n");
        }
    }
    for field in &comparison.fields {
        lines += &format!("{}: {:?} -> {:?}\n", field.field, field.left, field.right);
    }
    for effect in &comparison.effects {
        lines += &format!("{:?}: {}\n", effect.weight, effect.text);
    }
    lines
}

const LAYER: &str =
    "  - componentArn: Component/openjdk/21.x.x\n    parameters:\n      - name: HeapSize\n        value: [4g]\n";

#[test]
fn a_recipe_is_equal_to_itself() {
    assert!(compare_texts(OVERLAY, OVERLAY, "web").is_empty());
    assert!(compare_texts(OVERLAY, OVERLAY, "golden").is_empty());
}

#[test]
fn a_layer_that_is_added_says_what_it_sets_and_which_steps_it_runs() {
    let added = after(
        LAYER,
        &format!("  - componentArn: Component/sshd\n    parameters: [{{name: Port, value: [\"2222\"]}}]\n{LAYER}"),
    );
    insta::assert_snapshot!(told(&added), @r#"
    web/sshd [Added]
        Port: None -> Some("2222")
        steps (["build/Configure", "build/Restart", "validate/Syntax"], [], [])
    Change: `sshd` runs once more
    "#);
}

#[test]
fn a_layer_that_is_removed_is_a_loss() {
    let golden = "  - componentArn: Component/sshd\n";
    assert!(OVERLAY.contains(golden));
    let right = OVERLAY.replacen(golden, "", 1);
    insta::assert_snapshot!(told(&compare_texts(OVERLAY, &right, "golden")), @r#"
    golden/sshd [Removed]
        steps ([], ["build/Configure", "build/Restart", "validate/Syntax"], [])
    Loss: the image loses `sshd`
    "#);
    insta::assert_snapshot!(told(&compare_texts(OVERLAY, &right, "web")), @r#"
    golden/sshd (inherited) [Removed]
        steps ([], ["build/Configure", "build/Restart", "validate/Syntax"], [])
    Loss: the image loses `sshd`, which came with `golden`
    "#);
    let tests = OVERLAY.replace("  - componentArn: Component/sshd-test\n", "");
    insta::assert_snapshot!(told(&compare_texts(OVERLAY, &tests, "golden")), @r#"
    golden/sshd-test [Removed]
        steps ([], ["test/Listens"], [])
    Loss: tests: `sshd-test` no longer runs
    "#);
}

#[test]
fn a_layer_that_comes_with_the_parent_instead_is_no_loss() {
    let own = OVERLAY.replace(LAYER, &format!("{LAYER}  - componentArn: Component/sshd\n"));
    let inherited = OVERLAY.to_owned();
    let left = own.replacen("components:\n  - componentArn: Component/sshd\n", "components:\n", 1);
    insta::assert_snapshot!(told(&compare_texts(&left, &inherited, "web")), @r#"
    golden/sshd (inherited) [Added]
        steps (["build/Configure", "build/Restart", "validate/Syntax"], [], [])
    web/sshd [Removed]
        steps ([], ["build/Configure", "build/Restart", "validate/Syntax"], [])
    Note: `sshd` comes with the parent image now
    "#);
    insta::assert_snapshot!(told(&compare_texts(&inherited, &left, "web")), @r#"
    golden/sshd (inherited) [Removed]
        steps ([], ["build/Configure", "build/Restart", "validate/Syntax"], [])
    web/sshd [Added]
        steps (["build/Configure", "build/Restart", "validate/Syntax"], [], [])
    Note: `sshd` no longer comes with the parent image; the recipe lays it itself
    "#);
}

#[test]
fn another_version_is_told_with_what_it_runs() {
    insta::assert_snapshot!(told(&after("Component/openjdk/21.x.x", "Component/openjdk/21.0.1")), @r#"
    web/openjdk [Repinned]
    Note: `openjdk` is pinned to 21.0.1 now
    "#);
    insta::assert_snapshot!(told(&after("semanticVersion: 21.0.1", "semanticVersion: 21.0.2")), @r#"
    web/openjdk [ResolvesDifferently]
    Change: `openjdk` moves from 21.0.1 to 21.0.2
    "#);
    insta::assert_snapshot!(told(&after("semanticVersion: 21.0.1", "semanticVersion: 20.0.2")), @r#"
    web/openjdk [ResolvesDifferently]
        steps ([], [], [])
    Loss: `openjdk` resolves to nothing now, it was 21.0.1
    "#);
}

#[test]
fn a_parameter_is_told_with_the_value_it_had() {
    insta::assert_snapshot!(told(&after("value: [4g]", "value: [8g]")), @r#"
    web/openjdk [Parameters]
        HeapSize: Some("4g") -> Some("8g")
    Change: `openjdk`: `HeapSize` is `8g` now; it was `4g`
    "#);
    let without = after("    parameters:\n      - name: HeapSize\n        value: [4g]\n", "");
    insta::assert_snapshot!(told(&without), @r#"
    web/openjdk [Parameters]
        HeapSize: Some("4g") -> None
    Loss: `openjdk`: `HeapSize` has no value any more, and no default
    "#);
    insta::assert_snapshot!(told(&after("default: \"22\"", "default: \"2222\"")), @r#"
    golden/sshd (inherited) [Document]
        steps ([], [], [])
    Change: `sshd`: `Port` is `2222` now, its default; it was `22`
    "#);
}

/// `first`, `second` and `third` build, `check` only tests.
fn in_order(layers: [&str; 4]) -> String {
    let mut text = String::new();
    for name in ["first", "second", "third", "check"] {
        let phase = if name == "check" { "test" } else { "build" };
        text += &format!(
            "--- # {name}.yaml\nkind: Component\nname: {name}\nsemanticVersion: 1.0.0\nplatform: Linux\ndata: |\n  schemaVersion: 1.0\n  phases:\n    - name: {phase}\n      steps: [{{name: Run, action: ExecuteBash, inputs: {{commands: [\"true\"]}}}}]\n"
        );
    }
    text += "--- # made.yaml\nkind: ImageRecipe\nname: made\nsemanticVersion: 1.0.0\nparentImage: ssm:/aws/service/debian/release/12/latest/amd64\ncomponents:\n";
    for name in layers {
        text += &format!("  - componentArn: Component/{name}\n");
    }
    text
}

#[test]
fn a_moved_layer_is_told_by_what_it_runs_before_or_behind() {
    let before = in_order(["first", "second", "third", "check"]);
    let orders = [
        ["third", "first", "second", "check"],
        ["second", "third", "first", "check"],
        ["check", "first", "second", "third"],
    ];
    let told: Vec<String> = orders
        .iter()
        .map(|order| told(&compare_texts(&before, &in_order(*order), "made")))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    made/third [Moved]
    Change: `third` runs before `first` now

    made/first [Moved]
    Change: `first` runs behind `third` now

    made/check [Moved]
    Note: `check` stands in another place, and nothing runs in another order
    "#);
}

#[test]
fn a_layer_that_is_switched_off_is_a_loss_and_one_that_was_off_is_none() {
    let catalogue = files(OVERLAY).catalogue;
    let golden = catalogue.recipe("golden").unwrap();
    let with = |off: bool| {
        let mut side = Side::new(&catalogue, golden);
        side.layers[0].enabled = !off;
        side
    };
    insta::assert_snapshot!(told(&of_sides(&with(false), &with(true))), @r#"
    golden/sshd [Disabled]
    Loss: the image loses `sshd`
    "#);
    insta::assert_snapshot!(told(&of_sides(&with(true), &with(false))), @r#"
    golden/sshd [Enabled]
    Change: the image gains `sshd` 1.4.0
    "#);
    assert!(of_sides(&with(true), &with(true)).is_empty());
    let mut without = with(true);
    without.layers.remove(0);
    insta::assert_snapshot!(told(&of_sides(&with(true), &without)), @r#"
    golden/sshd [Removed]
        steps ([], ["build/Configure", "build/Restart", "validate/Syntax"], [])
    Note: `sshd`, which was off, is removed
    "#);
    insta::assert_snapshot!(told(&of_sides(&without, &with(true))), @r#"
    golden/sshd [Added, Disabled]
        steps (["build/Configure", "build/Restart", "validate/Syntax"], [], [])
    Note: `sshd` is added, but it is off
    "#);
}

#[test]
fn a_layer_that_is_commented_out_in_the_file_is_off() {
    let layer = "  - componentArn: Component/sshd\n";
    let off = OVERLAY.replacen(layer, "  # - componentArn: Component/sshd\n", 1);
    insta::assert_snapshot!(told(&compare_texts(OVERLAY, &off, "golden")), @r#"
    golden/sshd [Disabled]
    Loss: the image loses `sshd`
    "#);
    insta::assert_snapshot!(told(&compare_texts(&off, OVERLAY, "web")), @r#"
    golden/sshd (inherited) [Enabled]
    Change: the image gains `sshd` 1.4.0
    "#);
    assert!(compare_texts(&off, &off, "web").is_empty());

    let cloud = CatalogueBuilder::new().inventory(published()).build();
    let text = OVERLAY.replacen(
        "blockDeviceMappings:",
        "  # - componentArn: Component/sshd\nblockDeviceMappings:",
        1,
    );
    let workspace = with_inventory(&text, published()).catalogue;
    assert_eq!(compare((&workspace, "web"), (&workspace, "web")).unwrap().unchanged, 4);
    let comparison = compare((&cloud, "web"), (&workspace, "web")).unwrap();
    assert!(comparison.is_empty(), "AWS never sees a layer that is off");
    assert!(!version_advice(&workspace, "web").unwrap().needed);
}

#[test]
fn a_golden_layer_that_is_switched_off_is_not_called_removed() {
    let layer = "  - componentArn: Component/sshd\n";
    let text = OVERLAY.replacen(layer, "  # - componentArn: Component/sshd\n", 1);
    let told_of = |comparison: &Comparison| {
        let of = comparison.layers.iter().find(|it| it.component == "sshd").unwrap();
        (of.inherited, of.changes.clone())
    };
    let disabled = vec![LayerDifference::Disabled];
    assert_eq!(told_of(&compare_texts(OVERLAY, &text, "web")), (true, disabled.clone()));
    let cloud = CatalogueBuilder::new().inventory(published()).build();
    let workspace = with_inventory(&text, published()).catalogue;
    let inherited = compare((&cloud, "web"), (&workspace, "web")).unwrap();
    assert_eq!(told_of(&inherited), (true, disabled.clone()));
    let own = compare((&cloud, "golden"), (&workspace, "golden")).unwrap();
    assert_eq!(told_of(&own), (false, disabled));
}

#[test]
fn a_document_is_told_by_its_steps() {
    insta::assert_snapshot!(told(&after("- name: Fetch\n", "- name: Download\n")), @r#"
    web/openjdk [Document]
        steps (["build/Download"], ["build/Fetch"], [])
    Loss: `openjdk` no longer runs `build/Fetch`
    Change: the document of `openjdk` differs: 1 step more, 1 fewer
    "#);
    insta::assert_snapshot!(told(&after("[java -version]", "[java --version]")), @r#"
    web/openjdk [Document]
        steps ([], [], ["test/Runs"])
    Change: the document of `openjdk` differs: 1 step changed
    "#);
    insta::assert_snapshot!(told(&after("value: /etc/ssh/sshd_config", "value: /etc/sshd_config")), @r#"
    golden/sshd (inherited) [Document]
        steps ([], [], [])
    Change: `sshd` works with other constants: `Config`
    "#);
    insta::assert_snapshot!(told(&after("description: Where sshd listens.", "description: The port.")), @r#"
    golden/sshd (inherited) [Document]
        steps ([], [], [])
    Note: the document of `sshd` differs, but none of its steps
    "#);
}

#[test]
fn fields_are_told_by_their_names_in_the_api() {
    insta::assert_snapshot!(told(&after("volumeSize: 30", "volumeSize: 50")), @r#"
    blockDeviceMappings[/dev/sda1].ebs.volumeSize: Some("30") -> Some("50")
    Change: volume /dev/sda1 grows from 30 to 50 GiB
    "#);
    insta::assert_snapshot!(told(&after("encrypted: true", "encrypted: false")), @r#"
    blockDeviceMappings[/dev/sda1].ebs.encrypted: Some("true") -> Some("false")
    Loss: volume /dev/sda1 is no longer encrypted
    "#);
    insta::assert_snapshot!(told(&after(", encrypted: true", "")), @r#"
    blockDeviceMappings[/dev/sda1].ebs.encrypted: Some("true") -> None
    Loss: the recipe no longer encrypts volume /dev/sda1
    "#);
    insta::assert_snapshot!(told(&after("tags: {Owner: payments}", "tags: {Owner: web}\namiTags: {Team: web}\nworkingDirectory: /var/tmp")), @r#"
    amiTags.Team: None -> Some("web")
    tags.Owner: Some("payments") -> Some("web")
    workingDirectory: None -> Some("/var/tmp")
    Change: AMIs get the tag `Team`: `web`
    Note: the recipe's own tag `Owner` differs
    Note: components work in `/var/tmp` now
    "#);
    let agent = "additionalInstanceConfiguration:\n  userDataOverride: IyEvYmluL2Jhc2gK\n  systemsManagerAgent: {uninstallAfterBuild: true}\n";
    insta::assert_snapshot!(told(&after("tags: {Owner: payments}", &format!("{agent}tags: {{Owner: payments}}"))), @r##"
    additionalInstanceConfiguration.systemsManagerAgent.uninstallAfterBuild: None -> Some("true")
    additionalInstanceConfiguration.userDataOverride: None -> Some("#!/bin/bash")
    Loss: the SSM agent is removed after the build now
    Change: the build instance starts with user data of its own now
    "##);
}

#[test]
fn devices_are_known_by_their_name_not_by_their_place() {
    let two = "blockDeviceMappings:\n  - deviceName: /dev/sdb\n    ebs: {volumeSize: 100}\n  - deviceName: /dev/sda1\n";
    let change = after("blockDeviceMappings:\n  - deviceName: /dev/sda1\n", two);
    insta::assert_snapshot!(told(&change), @r#"
    blockDeviceMappings[/dev/sdb].ebs.volumeSize: None -> Some("100")
    Change: the recipe sets volume /dev/sdb of 100 GiB now
    "#);
}

#[test]
fn another_version_of_the_parent_is_summed_up() {
    let right = OVERLAY
        .replace(
            "semanticVersion: 1.2.0\nparentImage",
            "semanticVersion: 1.3.0\nparentImage",
        )
        .replace(
            "  - componentArn: Component/sshd-test\n",
            "  - componentArn: Component/openjdk\n",
        );
    insta::assert_snapshot!(told(&compare_texts(OVERLAY, &right, "web")), @r#"
    golden/sshd-test (inherited) [Removed]
        steps ([], ["test/Listens"], [])
    golden/openjdk (inherited) [Added]
        steps (["build/Install", "build/Fetch", "test/Runs"], [], [])
    Loss: tests: `sshd-test` no longer runs
    Change: the parent image `golden` moves from 1.2.0 to 1.3.0: 1 layer more, 1 fewer
    "#);
}

#[test]
fn another_vendor_image_is_told_even_when_no_layer_differs() {
    let change = after("ubuntu/server/22.04", "ubuntu/server/24.04");
    insta::assert_snapshot!(told(&change), @r#"
    Change: the vendor's image is Ubuntu Server 24.04 LTS now, it was Ubuntu Server 22.04 LTS
    "#);
    assert!(!change.is_empty());
}

#[test]
fn layers_below_a_parent_that_is_not_known_are_not_called_lost() {
    let change = after(
        "parentImage: ImageRecipe/golden/1.x.x",
        "parentImage: ImageRecipe/golden/9.9.9",
    );
    insta::assert_snapshot!(told(&change), @r#"
    parentImage: Some("ImageRecipe/golden/1.x.x") -> Some("ImageRecipe/golden/9.9.9")
    Change: the parent image is written `ImageRecipe/golden/9.9.9` now, it was `ImageRecipe/golden/1.x.x`
    Note: not everything the image stands on is known on the right; layers that only the other side shows are left out
    "#);
}

#[test]
fn two_recipes_are_compared_by_their_components() {
    let catalogue = files(OVERLAY).catalogue;
    let comparison = compare((&catalogue, "golden"), (&catalogue, "web")).unwrap();
    insta::assert_snapshot!(told(&comparison), @r#"
    web/openjdk [Added]
        HeapSize: None -> Some("4g")
        steps (["build/Install", "build/Fetch", "test/Runs"], [], [])
    parentImage: Some("ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id") -> Some("ImageRecipe/golden/1.x.x")
    blockDeviceMappings[/dev/sda1].ebs.encrypted: None -> Some("true")
    blockDeviceMappings[/dev/sda1].ebs.volumeSize: None -> Some("30")
    blockDeviceMappings[/dev/sda1].ebs.volumeType: None -> Some("gp3")
    tags.Owner: None -> Some("payments")
    Change: the image stands on `golden` 1.2.0 now, it stood on the vendor's image
    Change: the image gains `openjdk` 21.0.1
    Change: the recipe sets volume /dev/sda1 of 30 GiB, encrypted now
    Note: the recipe's own tag `Owner` differs
    "#);
    assert_eq!(comparison.unchanged, 2);
    assert_eq!(compare((&catalogue, "golden"), (&catalogue, "nothing")), None);
}

const OWN: &str = "arn:aws:imagebuilder:eu-central-1:123456789012";

/// The account with what the workspace would publish.
fn published() -> Inventory {
    let recipe = |name: &str, version: &str, recipe: serde_json::Value| {
        let mut recipe: ImageRecipe = serde_json::from_value(recipe).unwrap();
        recipe.name = name.to_owned();
        recipe.semantic_version = version.to_owned();
        CloudImageRecipe {
            arn: format!("{OWN}:image-recipe/{name}/{version}"),
            recipe,
            ..CloudImageRecipe::default()
        }
    };
    let component = |name: &str, version: &str| CloudComponent {
        arn: format!("{OWN}:component/{name}/{version}/1"),
        name: name.to_owned(),
        version: version.to_owned(),
        platform: "Linux".to_owned(),
        ..CloudComponent::default()
    };
    Inventory {
        components: vec![
            component("sshd", "1.4.0"),
            component("sshd-test", "1.0.0"),
            component("openjdk", "21.0.1"),
        ],
        image_recipes: vec![
            recipe(
                "golden",
                "1.2.0",
                serde_json::json!({
                    "parentImage": "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
                    "components": [
                        {"componentArn": format!("{OWN}:component/sshd/1.4.0/1")},
                        {"componentArn": format!("{OWN}:component/sshd-test/1.0.0/1")},
                    ],
                    "workingDirectory": "/tmp",
                }),
            ),
            recipe(
                "web",
                "2.0.0",
                serde_json::json!({
                    "parentImage": format!("{OWN}:image/golden/1.x.x"),
                    "components": [{
                        "componentArn": format!("{OWN}:component/openjdk/21.x.x"),
                        "parameters": [{"name": "HeapSize", "value": ["4g"]}],
                    }],
                    "blockDeviceMappings": [
                        {"deviceName": "/dev/sda1", "ebs": {"volumeSize": 30, "volumeType": "gp3", "encrypted": true}},
                    ],
                    "additionalInstanceConfiguration": {"systemsManagerAgent": {"uninstallAfterBuild": false}},
                    "workingDirectory": "/tmp",
                    "tags": {"Owner": "payments"},
                }),
            ),
        ],
        ..synced()
    }
}

#[test]
fn what_was_published_from_the_files_is_equal_to_them() {
    let cloud = CatalogueBuilder::new().inventory(published()).build();
    let workspace = with_inventory(OVERLAY, published()).catalogue;
    let comparison = compare((&cloud, "web"), (&workspace, "web")).unwrap();
    assert!(comparison.is_empty(), "{}", told(&comparison));
    assert_eq!(comparison.unchanged, 3);
    let comparison = compare((&workspace, "golden"), (&cloud, "golden")).unwrap();
    assert!(comparison.is_empty(), "{}", told(&comparison));
}

#[test]
fn a_component_that_moved_on_since_the_recipe_was_published_is_another_pin() {
    let cloud = CatalogueBuilder::new().inventory(published()).build();
    let text = OVERLAY.replace("semanticVersion: 1.4.0", "semanticVersion: 1.5.0");
    let workspace = with_inventory(&text, published()).catalogue;
    let comparison = compare((&cloud, "golden"), (&workspace, "golden")).unwrap();
    insta::assert_snapshot!(told(&comparison), @r#"
    golden/sshd [Repinned]
        steps ([], [], [])
    Change: `sshd` moves from 1.4.0 to 1.5.0
    "#);
}
