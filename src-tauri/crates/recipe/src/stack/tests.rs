//! Strata of small workspaces.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::testing::{OVERLAY, files};

fn outline(stack: &Stack) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let mut lines = String::new();
    for stratum in &stack.strata {
        let vendor = stratum
            .vendor
            .as_ref()
            .map(|vendor| format!(" {}", vendor.label))
            .unwrap_or_default();
        let locked = if stratum.locked { " locked" } else { "" };
        let recipe = format!("{} {}", or(&stratum.recipe), or(&stratum.version));
        lines += &format!(
            "{:?}{vendor} | {recipe} | {}{locked}\n",
            stratum.kind,
            or(&stratum.owner)
        );
        for layer in &stratum.layers {
            let pin = format!(
                "{}{} -> {}",
                or(&layer.pin.written),
                if layer.pin.wildcard { "*" } else { "" },
                or(&layer.pin.resolved)
            );
            let test = if layer.test { " test" } else { "" };
            let off = if layer.enabled { "" } else { " off" };
            lines += &format!(
                "  {} {} [{pin}]{test}{off} {}\n",
                layer.slot, layer.name, layer.reference
            );
            for parameter in &layer.parameters {
                let value = parameter
                    .value
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |value| value.join(","));
                let missing = if parameter.missing { " missing" } else { "" };
                let uses = parameter.used_in_steps.unwrap_or(0);
                lines += &format!(
                    "      {} = {value} (default {}, in {uses} steps){missing}\n",
                    parameter.name,
                    or(&parameter.default)
                );
            }
            for unknown in &layer.unknown_parameters {
                lines += &format!("      {unknown} is not declared\n");
            }
        }
    }
    lines
}

#[test]
fn an_overlay_shows_parent_golden_layers_own_layers_and_tests() {
    let stack = stack(&files(OVERLAY).catalogue, "web").unwrap();
    insta::assert_snapshot!(outline(&stack), @r#"
    Parent Ubuntu Server 22.04 LTS | - - | Canonical locked
    Golden | golden 1.2.0 | ccoe locked
      0 sshd [- -> 1.4.0] Component/sshd
          Port = - (default 22, in 1 steps)
      1 sshd-test [- -> 1.0.0] test Component/sshd-test
    Own | web 2.0.0 | payments
      0 openjdk [21.x.x* -> 21.0.1] Component/openjdk/21.x.x
          HeapSize = 4g (default -, in 1 steps)
    Tests | web 2.0.0 | payments
    "#);
}

#[test]
fn own_layers_that_are_off_are_shown_in_their_place_and_do_not_count() {
    let text = OVERLAY.replace(
        "components:\n  - componentArn: Component/openjdk",
        "components:\n  # - componentArn: Component/sshd\n  # - componentArn: Component/sshd-test\n  - componentArn: Component/openjdk",
    );
    assert_ne!(text, OVERLAY);
    let catalogue = files(&text).catalogue;
    let stack = stack(&catalogue, "web").unwrap();
    let own: Vec<_> = stack.strata[2..]
        .iter()
        .flat_map(|stratum| &stratum.layers)
        .map(|layer| (layer.slot, layer.index, layer.enabled, layer.name.as_str()))
        .collect();
    assert_eq!(
        own,
        [
            (0, None, false, "sshd"),
            (2, Some(0), true, "openjdk"),
            (1, None, false, "sshd-test")
        ]
    );
    assert_eq!(catalogue.recipe("web").unwrap().recipe.components.len(), 1);
}

#[test]
fn problems_of_a_layer_are_beside_it() {
    let text = OVERLAY.replace(
        "name: HeapSize\n        value: [4g]",
        "name: heapsize\n        value: [4g]",
    );
    let stack = stack(&files(&text).catalogue, "web").unwrap();
    let own = stack
        .strata
        .iter()
        .find(|stratum| stratum.kind == StratumKind::Own)
        .unwrap();
    assert!(own.layers[0].parameters[0].missing);
    assert_eq!(own.layers[0].unknown_parameters, ["heapsize"]);
}

#[test]
fn a_shared_image_without_its_recipe_is_a_stratum_whose_layers_are_not_known() {
    let inventory = crate::inventory::Inventory {
        images: vec![crate::inventory::CloudImage {
            arn: "arn:aws:imagebuilder:eu-central-1:999999999999:image/corp-base/3.1.0/2".into(),
            name: "corp-base".into(),
            version: "3.1.0".into(),
            build: 2,
            status: "AVAILABLE".into(),
            platform: Some("Linux".into()),
            os_version: Some("Ubuntu 22".into()),
            ..Default::default()
        }],
        ..crate::testing::synced()
    };
    let text = OVERLAY.replace(
        "ImageRecipe/golden/1.x.x",
        "arn:aws:imagebuilder:eu-central-1:999999999999:image/corp-base/x.x.x",
    );
    let catalogue = crate::testing::with_inventory(&text, inventory).catalogue;
    let stack = stack(&catalogue, "web").unwrap();
    assert_eq!(stack.lineage.problem, None);
    let golden = &stack.strata[0];
    assert_eq!(
        (golden.kind, golden.recipe.as_deref(), golden.layers_known),
        (StratumKind::Golden, Some("corp-base"), false)
    );
}
