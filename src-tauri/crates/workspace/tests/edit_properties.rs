//! Edits of recipes in every layout that a person may choose: exact, minimal, and undone by their
//! opposite.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod generated;

use generated::{Off, Scope, recipes};
use ingot_component::Source;
use ingot_recipe::resources::layers;
use ingot_recipe::{Edit, FieldChange, FieldValue};
use ingot_workspace::apply;
use proptest::prelude::*;
use proptest::sample::Index;

/// A layer: whether it is on, its reference, and its parameters.
type Layer = (bool, String, Vec<(String, Vec<String>)>);

/// The layers as `ingot-recipe` reads them.
fn model(text: &str) -> Vec<Layer> {
    layers(&Source::new("recipe.yaml", text))
        .into_iter()
        .map(|layer| {
            let parameters = layer.component.parameters.iter();
            (
                layer.enabled(),
                layer.component.component_arn.to_string(),
                parameters.map(|it| (it.name.clone(), it.value.clone())).collect(),
            )
        })
        .collect()
}

/// The number that a layer's lines carry.
fn id(layer: &Layer) -> &str {
    layer
        .1
        .split('/')
        .nth(1)
        .and_then(|name| name.split('-').next())
        .unwrap_or("")
}

/// The lines that say something and do not belong to one of the layers `ids`.
fn others(text: &str, ids: &[String]) -> Vec<String> {
    let told = |line: &&str| {
        let line = line.trim();
        !matches!(
            line.trim_start_matches(['#', ' ']),
            "" | "- |" | "parameters:" | "value:"
        ) && !line.starts_with("components:")
    };
    text.lines()
        .filter(told)
        .filter(|line| !ids.iter().any(|id| line.contains(&format!("{id}-"))))
        .map(str::to_owned)
        .collect()
}

fn blank_lines(text: &str) -> usize {
    text.lines().filter(|line| line.trim().is_empty()).count()
}

fn add(slot: usize, number: usize) -> Edit {
    Edit::AddComponent {
        slot,
        component_arn: format!("Component/L{number}-added"),
    }
}

fn relocate(slots: &[usize], to: usize) -> Edit {
    Edit::MoveComponents {
        slots: slots.to_vec(),
        to,
    }
}

fn enable(slots: &[usize], enabled: bool) -> Edit {
    Edit::SetComponentsEnabled {
        slots: slots.to_vec(),
        enabled,
    }
}

fn remove(slots: &[usize]) -> Edit {
    Edit::RemoveComponents { slots: slots.to_vec() }
}

fn field(path: &str, value: Option<FieldValue>) -> Edit {
    Edit::SetFields {
        changes: vec![FieldChange {
            path: path.split('.').map(str::to_owned).collect(),
            value,
        }],
    }
}

/// An edit before it is known how many layers there are.
#[derive(Clone, Debug)]
struct Draft {
    kind: usize,
    at: Vec<Index>,
    to: Index,
    name: usize,
    values: Option<Vec<String>>,
    flag: bool,
}

fn draft() -> impl Strategy<Value = Draft> {
    (
        0..8_usize,
        prop::collection::vec(any::<Index>(), 1..4),
        any::<Index>(),
        0..4_usize,
        prop::option::of(prop::collection::vec("[ -~]{0,12}", 1..3)),
        any::<bool>(),
    )
        .prop_map(|(kind, at, to, name, values, flag)| Draft {
            kind,
            at,
            to,
            name,
            values,
            flag,
        })
}

impl Draft {
    /// The edit for `layers`, what it makes of them, and the numbers of those that it is about.
    /// `number` names a new layer.
    fn edit(&self, layers: &[Layer], number: usize) -> (Edit, Vec<Layer>, Vec<String>) {
        let mut after = layers.to_vec();
        if layers.is_empty() || self.kind == 0 {
            let slot = self.to.index(layers.len() + 1);
            after.insert(slot, (true, format!("Component/L{number}-added"), Vec::new()));
            return (add(slot, number), after, vec![format!("L{number}")]);
        }
        let mut slots: Vec<usize> = self.at.iter().map(|at| at.index(layers.len())).collect();
        slots.sort_unstable();
        slots.dedup();
        let slot = slots[0];
        let ids = |slots: &[usize]| slots.iter().map(|&slot| id(&layers[slot]).to_owned()).collect();
        let layer_id = id(&layers[slot]);
        match self.kind {
            1 => {
                let to = self.to.index(layers.len());
                let moved: Vec<Layer> = slots.iter().map(|&slot| layers[slot].clone()).collect();
                for slot in slots.iter().rev() {
                    after.remove(*slot);
                }
                let start = to.min(after.len());
                after.splice(start..start, moved);
                (relocate(&slots, to), after, ids(&slots))
            }
            2 => {
                for slot in slots.iter().rev() {
                    after.remove(*slot);
                }
                (remove(&slots), after, ids(&slots))
            }
            3 | 4 => {
                for &slot in &slots {
                    after[slot].0 = self.flag;
                }
                (enable(&slots, self.flag), after, ids(&slots))
            }
            5 => {
                let version = self.flag.then(|| "2.x.x".to_owned());
                for &slot in &slots {
                    let name = layers[slot].1.split('/').nth(1).unwrap();
                    let version = version.iter().map(|version| format!("/{version}")).collect::<String>();
                    after[slot].1 = format!("Component/{name}{version}");
                }
                let versions = slots.iter().map(|&slot| (slot, version.clone())).collect();
                (Edit::SetComponentVersions { versions }, after, ids(&slots))
            }
            6 => {
                let component_arn = format!("Component/{layer_id}-other");
                let keep = vec!["P0".to_owned()];
                after[slot].1.clone_from(&component_arn);
                after[slot].2.retain(|(name, _)| name == "P0");
                let edit = Edit::ReplaceComponent {
                    slot,
                    component_arn,
                    keep,
                };
                (edit, after, ids(&[slot]))
            }
            _ => {
                let name = if self.flag {
                    format!("P{}", self.name)
                } else {
                    format!("{layer_id}-N{}", self.name)
                };
                let name = match layers[slot].2.iter().any(|(known, _)| *known == name) {
                    true => name,
                    false => format!("{layer_id}-N{}", self.name),
                };
                let value: Option<Vec<String>> = self
                    .values
                    .as_ref()
                    .map(|values| values.iter().map(|value| format!("{layer_id}- {value}")).collect());
                let parameters = &mut after[slot].2;
                let at = parameters.iter().position(|(known, _)| *known == name);
                match (at, &value) {
                    (Some(at), Some(value)) => parameters[at].1 = value.clone(),
                    (None, Some(value)) => parameters.push((name.clone(), value.clone())),
                    (Some(at), None) => {
                        parameters.remove(at);
                    }
                    (None, None) => {}
                }
                (Edit::SetParameter { slot, name, value }, after, ids(&[slot]))
            }
        }
    }
}

impl Draft {
    /// An edit for `layers` that another edit undoes, and that other edit.
    fn with_opposite(&self, layers: &[Layer], at: usize) -> (Edit, Edit) {
        if layers.is_empty() || self.kind == 0 {
            let slot = self.to.index(layers.len() + 1);
            return (add(slot, 100 + at), remove(&[slot]));
        }
        let slot = self.at[0].index(layers.len());
        match self.kind {
            1 | 2 => {
                let slots: Vec<usize> = (slot..(slot + self.at.len()).min(layers.len())).collect();
                let to = self.to.index(layers.len() - slots.len() + 1);
                let moved: Vec<usize> = (to..to + slots.len()).collect();
                (relocate(&slots, to), relocate(&moved, slot))
            }
            3 | 4 => {
                let on = layers[slot].0;
                let slots = self.at.iter().map(|at| at.index(layers.len()));
                let slots: Vec<usize> = slots.filter(|&slot| layers[slot].0 == on).collect();
                (enable(&slots, !on), enable(&slots, on))
            }
            5 => {
                let path = format!("amiTags.Fresh{at}");
                let value = Some(FieldValue::Scalar("text".to_owned()));
                (field(&path, value), field(&path, None))
            }
            _ => {
                let set = |value: Option<&str>| Edit::SetParameter {
                    slot,
                    name: format!("Fresh{at}"),
                    value: value.map(|value| vec![value.to_owned()]),
                };
                (set(Some("text")), set(None))
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moving_layers_and_moving_them_back_gives_the_same_bytes(
        (layers, text) in recipes(Scope::TIDY, 1..6), from in any::<Index>(), count in 1..4_usize, to in any::<Index>()
    ) {
        let from = from.index(layers.len());
        let slots: Vec<usize> = (from..(from + count).min(layers.len())).collect();
        let to = to.index(layers.len() - slots.len() + 1);
        let moved = apply(&text, &relocate(&slots, to.min(layers.len() - 1))).unwrap();
        let now: Vec<usize> = (to..to + slots.len()).collect();
        let back = apply(&moved, &relocate(&now, from)).unwrap();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn moving_a_layer_moves_its_own_lines_and_blank_ones_only(
        (layers, text) in recipes(Scope::ANY, 1..6), from in any::<Index>(), to in any::<Index>()
    ) {
        let (from, to) = (from.index(layers.len()), to.index(layers.len()));
        let moved = apply(&text, &relocate(&[from], to)).unwrap();
        let ids = [format!("L{from}")];
        prop_assert_eq!(others(&moved, &ids), others(&text, &ids));
        prop_assert_eq!(moved.matches(&format!("L{from}-")).count(), text.matches(&format!("L{from}-")).count());
        if !layers.iter().any(|layer| layer.lone_comment_before) {
            prop_assert_eq!(blank_lines(&moved), blank_lines(&text));
        }
    }

    #[test]
    fn switching_layers_off_and_on_again_gives_the_same_bytes(
        (layers, text) in recipes(Scope::ANY, 1..6), which in prop::collection::vec(any::<Index>(), 1..5)
    ) {
        let slots: Vec<usize> = which.iter().map(|at| at.index(layers.len())).collect();
        let on: Vec<usize> = slots.iter().copied().filter(|&slot| layers[slot].off == Off::No).collect();
        let without = apply(&text, &enable(&on, false)).unwrap();
        prop_assert_eq!(&apply(&without, &enable(&on, true)).unwrap(), &text, "{}", without);
        let off: Vec<usize> = slots.iter().copied().filter(|&slot| layers[slot].off == Off::Usual).collect();
        let with = apply(&text, &enable(&off, true)).unwrap();
        prop_assert_eq!(&apply(&with, &enable(&off, false)).unwrap(), &text);
    }

    #[test]
    fn adding_a_layer_and_removing_it_gives_the_same_bytes(
        (layers, text) in recipes(Scope::TIDY, 0..6), slot in 0..7_usize
    ) {
        let more = apply(&text, &add(slot, 100)).unwrap();
        let back = apply(&more, &remove(&[slot.min(layers.len())])).unwrap();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn setting_a_new_parameter_and_clearing_it_gives_the_same_bytes(
        (layers, text) in recipes(Scope::ANY, 1..5), slot in any::<Index>(), values in prop::collection::vec("\\PC{0,12}", 1..4)
    ) {
        let slot = slot.index(layers.len());
        let set = |value| Edit::SetParameter { slot, name: "Fresh".to_owned(), value };
        let more = apply(&text, &set(Some(values))).unwrap();
        prop_assert_eq!(apply(&more, &set(None)).unwrap(), text);
    }

    #[test]
    fn setting_a_new_field_and_clearing_it_gives_the_same_bytes(
        (_, text) in recipes(Scope::ANY, 0..4), which in 0..6_usize, value in "(\\PC|\n){1,30}"
    ) {
        let scalar = FieldValue::Scalar(value.clone());
        let volume = FieldValue::Mapping([
            ("deviceName".to_owned(), scalar.clone()),
            ("ebs".to_owned(), FieldValue::Mapping([("volumeSize".to_owned(), FieldValue::Scalar("20".to_owned()))].into())),
        ].into());
        let (path, value) = [
            ("workingDirectory", scalar.clone()),
            ("amiTags.Note", scalar.clone()),
            ("amiWatermarks", FieldValue::list(&[value.clone(), "two".to_owned()])),
            ("blockDeviceMappings", FieldValue::List(vec![volume.clone(), volume.clone()])),
            ("blockDeviceMappings.0", volume),
            ("additionalInstanceConfiguration.userDataOverride", scalar),
        ][which].clone();
        let more = apply(&text, &field(path, Some(value))).unwrap();
        prop_assert_ne!(&more, &text);
        prop_assert_eq!(apply(&more, &field(path, None)).unwrap(), text);
    }

    #[test]
    fn a_session_of_edits_says_exactly_what_was_asked_for_and_touches_nothing_else(
        (layers, text) in recipes(Scope::ANY, 0..5), drafts in prop::collection::vec(draft(), 1..12)
    ) {
        let mut text = text;
        let mut now = model(&text);
        prop_assert_eq!(now.len(), layers.len());
        for (layer, now) in layers.iter().zip(&now) {
            prop_assert_eq!(layer.off == Off::No, now.0);
        }
        let crlf = text.contains('\r');
        for (at, draft) in drafts.iter().enumerate() {
            let (edit, wanted, touched) = draft.edit(&now, 100 + at);
            let after = apply(&text, &edit).unwrap();
            prop_assert_eq!(&model(&after), &wanted, "{:?}\n{}", edit, after);
            prop_assert_eq!(others(&after, &touched), others(&text, &touched), "{:?}\n{}", edit, text);
            prop_assert!(!crlf || after.matches('\n').count() == after.matches("\r\n").count());
            (text, now) = (after, wanted);
        }
    }

    #[test]
    fn a_session_undone_by_opposite_edits_gives_the_same_bytes(
        (_, text) in recipes(Scope::TIDY, 0..5), drafts in prop::collection::vec(draft(), 1..10)
    ) {
        let mut now = text.clone();
        let mut opposites = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            let (edit, opposite) = draft.with_opposite(&model(&now), at);
            now = apply(&now, &edit).unwrap();
            opposites.push(opposite);
        }
        for opposite in opposites.iter().rev() {
            now = apply(&now, opposite).unwrap();
        }
        prop_assert_eq!(now, text);
    }

    #[test]
    fn lists_in_brackets_are_edited_exactly_or_not_at_all(
        count in 0..4_usize, json: bool, drafts in prop::collection::vec(draft(), 1..8)
    ) {
        let quote = if json { "\"" } else { "" };
        let item = |id: usize| format!("{{{quote}componentArn{quote}: {quote}Component/L{id}-x{quote}}}");
        let items: Vec<String> = (0..count).map(item).collect();
        let list = items.join(", ");
        let mut text = match json {
            true => format!("{{\"kind\": \"ImageRecipe\", \"components\": [{list}]}}\n"),
            false => format!("kind: ImageRecipe\ncomponents: [{list}] # all\n"),
        };
        for (at, draft) in drafts.iter().enumerate() {
            let now = model(&text);
            let (edit, wanted, _) = draft.edit(&now, 100 + at);
            if let Ok(after) = apply(&text, &edit) {
                prop_assert_eq!(model(&after), wanted, "{:?}\n{}", edit, after);
                text = after;
            } else {
                let is_off = matches!(edit, Edit::SetComponentsEnabled { enabled: false, .. });
                prop_assert!(is_off, "{:?}\n{}", edit, text);
            }
        }
    }

    #[test]
    fn no_text_makes_an_edit_panic(
        text in "([-#:&*\\[\\]{},'\"|>!%@` \r\n\t]|# - componentArn: a\n|- componentArn: b\n|components|componentArn|parameters|[a-z]|\\PC){0,60}",
        draft in draft(), path in "(components|tags|a|0|1)(\\.(componentArn|0|1|a)){0,3}", from in 0..3_usize, to in 0..3_usize
    ) {
        let layer = |id| (true, format!("Component/L{id}-x"), Vec::new());
        let (edit, ..) = draft.edit(&[layer(0), layer(1), layer(2)], 100);
        let value = FieldValue::Mapping([("a".to_owned(), FieldValue::List(vec![]))].into());
        let edits = [
            edit,
            field(&path, None),
            field(&path, Some(FieldValue::list(&["a".to_owned()]))),
            field(&path, Some(value)),
            Edit::MoveItem { path: path.split('.').map(str::to_owned).collect(), from, to },
        ];
        for edit in &edits {
            let _ = apply(&text, edit);
            let _ = apply(&format!("components:\n{text}"), edit);
            let _ = apply(&format!("components: [{text}]\n"), edit);
        }
    }
}
