//! The sample workspace that Ingot ships: readable, and editable without a trace.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use ingot_recipe::{Edit, Resource};
use ingot_workspace::{Workspace, apply};

fn sample() -> Workspace {
    Workspace::open_folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/sample-workspace")).unwrap()
}

#[test]
fn every_file_is_read_without_a_complaint() {
    let snapshot = sample().snapshot();
    assert_eq!(snapshot.diagnostics(), []);
    assert!(snapshot.resources().count() > 10);
    assert!(snapshot.documents().all(|(_, document)| document.is_some()));
}

#[test]
fn every_layer_of_every_recipe_can_be_moved_removed_and_set_and_moved_back() {
    let snapshot = sample().snapshot();
    let mut recipes = 0;
    for (source, resource) in snapshot.resources() {
        let Resource::ImageRecipe(recipe) = resource else {
            continue;
        };
        recipes += 1;
        let text = source.text();
        let count = recipe.value.components.len();
        let edit = |text: &str, edit: Edit| {
            apply(text, &edit).unwrap_or_else(|error| panic!("{}: {edit:?}: {error}", source.file()))
        };
        for from in 0..count {
            for to in [0, (from + 1) % count, count - 1] {
                let moved = edit(text, Edit::MoveComponents { slots: vec![from], to });
                assert_eq!(
                    edit(
                        &moved,
                        Edit::MoveComponents {
                            slots: vec![to],
                            to: from
                        }
                    ),
                    text,
                    "{}",
                    source.file()
                );
            }
            edit(text, Edit::RemoveComponents { slots: vec![from] });
            let enable = |enabled| Edit::SetComponentsEnabled {
                slots: vec![from],
                enabled,
            };
            let off = edit(text, enable(false));
            assert_eq!(edit(&off, enable(true)), text, "{}", source.file());
            let set = |value| Edit::SetParameter {
                slot: from,
                name: "Fresh".to_owned(),
                value,
            };
            let more = edit(text, set(Some(vec!["yes".to_owned()])));
            assert_eq!(edit(&more, set(None)), text, "{}", source.file());
            let more = edit(
                text,
                Edit::AddComponent {
                    slot: from,
                    component_arn: "Component/fresh".to_owned(),
                },
            );
            assert_eq!(
                edit(&more, Edit::RemoveComponents { slots: vec![from] }),
                text,
                "{}",
                source.file()
            );
        }
    }
    assert!(recipes > 2, "{recipes} recipes");
}
