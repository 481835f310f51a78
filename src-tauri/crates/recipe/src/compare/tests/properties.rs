use proptest::prelude::*;

use super::*;

/// A recipe of the components `c0`, `c1` … in this order, each with its parameter set.
fn recipe_of(layers: &[(usize, usize, usize)]) -> String {
    let mut text = "--- # recipe.yaml\nkind: ImageRecipe\nname: made\nsemanticVersion: 1.0.0\nparentImage: ssm:/aws/service/debian/release/12/latest/amd64\ncomponents:\n".to_owned();
    for (component, version, value) in layers {
        text += &format!(
            "  - componentArn: Component/component-{component}/1.{version}.0\n    parameters: [{{name: P, value: [v{value}]}}]\n"
        );
    }
    text
}

fn compare_layers(
    left: &[(usize, usize, usize)],
    right: &[(usize, usize, usize)],
) -> Vec<(String, Vec<LayerDifference>)> {
    let comparison = compare_texts(&recipe_of(left), &recipe_of(right), "made");
    let layers = comparison.layers.into_iter();
    layers.map(|layer| (layer.component, layer.changes)).collect()
}

proptest! {
    #[test]
    fn one_edit_is_one_difference(
        count in 1..12_usize, at in 0..12_usize, to in 0..12_usize, edit in 0..5_usize,
    ) {
        let left: Vec<(usize, usize, usize)> = (0..count).map(|layer| (layer, 0, 0)).collect();
        let (at, to) = (at % count, to % count);
        let mut right = left.clone();
        let name = format!("component-{at}");
        let expected = match edit {
            0 => {
                right.remove(at);
                vec![(name, vec![LayerDifference::Removed])]
            }
            1 => {
                right.insert(at, (99, 0, 0));
                vec![("component-99".to_owned(), vec![LayerDifference::Added])]
            }
            2 => {
                right[at].1 = 1;
                vec![(name, vec![LayerDifference::Repinned])]
            }
            3 => {
                right[at].2 = 1;
                vec![(name, vec![LayerDifference::Parameters])]
            }
            _ => {
                let layer = right.remove(at);
                right.insert(to, layer);
                if at == to {
                    Vec::new()
                } else if at.abs_diff(to) == 1 {
                    // Of two neighbours that change places either may be called the one that moved.
                    let found = compare_layers(&left, &right);
                    prop_assert_eq!(found.len(), 1);
                    prop_assert_eq!(&found[0].1, &vec![LayerDifference::Moved]);
                    found
                } else {
                    vec![(name, vec![LayerDifference::Moved])]
                }
            }
        };
        if count == 1 && edit == 0 {
            return Ok(());
        }
        prop_assert_eq!(compare_layers(&left, &right), expected);
        prop_assert_eq!(compare_layers(&right, &right), Vec::new());
    }

    #[test]
    fn whatever_differs_every_layer_is_told_or_counted_once(
        left in prop::collection::vec((0..6_usize, 0..2_usize, 0..2_usize), 1..10),
        right in prop::collection::vec((0..6_usize, 0..2_usize, 0..2_usize), 1..10),
    ) {
        let comparison = compare_texts(&recipe_of(&left), &recipe_of(&right), "made");
        let of = |side: fn(&LayerChange) -> bool| comparison.layers.iter().filter(|it| side(it)).count();
        prop_assert_eq!(of(|it| it.left.is_some()) + comparison.unchanged, left.len());
        prop_assert_eq!(of(|it| it.right.is_some()) + comparison.unchanged, right.len());
        prop_assert_eq!(comparison.is_empty(), left == right);
        prop_assert!(comparison.layers.iter().all(|it| !it.changes.is_empty()));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(cut in 0..OVERLAY.len(), length in 0..60_usize, put in "[ -~\n]{0,12}") {
        let mut broken = OVERLAY.to_owned();
        broken.replace_range(cut..(cut + length).min(OVERLAY.len()), &put);
        let (whole, broken) = (with_inventory(OVERLAY, published()).catalogue, with_inventory(&broken, published()).catalogue);
        for recipe in ["golden", "web"] {
            let _ = compare((&whole, recipe), (&broken, recipe));
            let _ = compare((&broken, recipe), (&whole, recipe));
            if let Some(same) = compare((&broken, recipe), (&broken, recipe)) {
                prop_assert!(same.is_empty());
            }
            let _ = version_advice(&broken, recipe);
            let _ = crate::stale::update_comparison(&broken, recipe);
            let _ = crate::stale::updated_parent(&broken, recipe);
        }
        let _ = component_version_advice(&broken, "sshd");
        let _ = crate::stale::stale(&broken);
        let _ = crate::dependants::Dependants::of(&broken);
    }
}

#[test]
fn a_lineage_of_ten_recipes_is_compared_whole() {
    let lineage = |changed: usize| {
        let mut text = String::new();
        for at in 0..10 {
            let parent = match at {
                0 => "ssm:/aws/service/debian/release/12/latest/amd64".to_owned(),
                _ => format!("ImageRecipe/image-{}", at - 1),
            };
            let component = if at == changed {
                "other".to_owned()
            } else {
                format!("layer-{at}")
            };
            text += &format!(
                "--- # {at}.yaml\nkind: ImageRecipe\nname: image-{at}\nsemanticVersion: 1.0.0\nparentImage: {parent}\ncomponents:\n  - componentArn: Component/{component}/1.0.0\n"
            );
        }
        text
    };
    let comparison = compare_texts(&lineage(10), &lineage(2), "image-9");
    assert_eq!(comparison.unchanged, 9);
    insta::assert_snapshot!(told(&comparison), @r#"
    image-2/layer-2 (inherited) [Removed]
    image-2/other (inherited) [Added]
    Loss: the image loses `layer-2`, which came with `image-2`
    Change: the image gains `other`
    "#);
}

#[test]
fn long_recipes_in_any_order_are_compared() {
    let left: Vec<(usize, usize, usize)> = (0..2_000).map(|layer| (layer, 0, 0)).collect();
    let right: Vec<(usize, usize, usize)> = left.iter().rev().copied().collect();
    let comparison = compare_texts(&recipe_of(&left), &recipe_of(&right), "made");
    assert_eq!(comparison.layers.len(), 1_999);
    assert_eq!(comparison.effects[0].text, "1999 layers run in another order now");
}
