//! Edits of recipes in every layout that a person may choose: exact, minimal, and undone by their
//! opposite.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_component::Source;
use ingot_recipe::{Edit, Resource};
use ingot_workspace::apply;
use proptest::prelude::*;

/// One generated layer; every line of it names it.
#[derive(Clone, Debug)]
struct Layer {
    comments_above: usize,
    comment_below: Option<usize>,
    comment_behind: bool,
    quotes: usize,
    parameters: usize,
    dashed_values: bool,
    flow_parameter: bool,
    blank_lines_before: usize,
    lone_comment_before: bool,
}

/// How a generated recipe is laid out.
#[derive(Clone, Debug)]
struct Layout {
    indent: usize,
    space: usize,
    eol: &'static str,
    final_eol: bool,
    head: usize,
    before: bool,
    after: usize,
}

fn layer(lone: bool) -> impl Strategy<Value = Layer> {
    let comment_below = prop::option::weighted(0.3, 1..6_usize);
    (
        0..3_usize,
        comment_below,
        any::<bool>(),
        0..3_usize,
        0..3_usize,
        any::<bool>(),
        any::<bool>(),
        0..3_usize,
        any::<bool>(),
    )
        .prop_map(
            move |(
                comments_above,
                comment_below,
                comment_behind,
                quotes,
                parameters,
                dashed_values,
                flow_parameter,
                blank,
                lone_comment,
            )| Layer {
                comments_above,
                comment_below,
                comment_behind,
                quotes,
                parameters,
                dashed_values,
                flow_parameter,
                blank_lines_before: blank,
                lone_comment_before: lone && lone_comment,
            },
        )
}

fn layout() -> impl Strategy<Value = Layout> {
    (
        0..5_usize,
        1..4_usize,
        any::<bool>(),
        any::<bool>(),
        0..3_usize,
        any::<bool>(),
        0..4_usize,
    )
        .prop_map(|(indent, space, crlf, final_eol, head, before, after)| Layout {
            indent,
            space,
            eol: if crlf { "\r\n" } else { "\n" },
            final_eol,
            head,
            before,
            after,
        })
}

fn write(layout: &Layout, layers: &[Layer]) -> String {
    let mut lines: Vec<String> = vec!["kind: ImageRecipe".into(), "name: generated".into()];
    if layout.before {
        lines.extend(["---".to_owned(), "# a recipe".to_owned()].into_iter().rev());
        lines.rotate_right(2);
    }
    lines.push("parentImage: 'ami-1' # quoted".into());
    if !layers.is_empty() {
        lines.push("components: # in order".into());
    }
    let dash = " ".repeat(layout.indent);
    let keys = " ".repeat(layout.indent + 1 + layout.space);
    if layout.head > 0 && !layers.is_empty() {
        lines.push(format!("{dash}# about the whole list"));
        lines.extend(vec![String::new(); layout.head]);
    }
    for (id, layer) in layers.iter().enumerate() {
        if id > 0 {
            lines.extend(vec![String::new(); layer.blank_lines_before]);
            if layer.lone_comment_before {
                lines.extend([String::new(), format!("{dash}# lone {id}"), String::new()]);
            }
        }
        lines.extend((0..layer.comments_above).map(|line| format!("{dash}# L{id}- line {line}")));
        let quote = ["", "'", "\""][layer.quotes];
        let behind = if layer.comment_behind {
            format!("  # L{id}- behind")
        } else {
            String::new()
        };
        let space = " ".repeat(layout.space);
        lines.push(format!(
            "{dash}-{space}componentArn: {quote}Component/L{id}-x{quote}{behind}"
        ));
        if layer.parameters > 0 {
            lines.push(format!("{keys}parameters: # L{id}-"));
        }
        for parameter in 0..layer.parameters {
            if layer.flow_parameter {
                lines.push(format!("{keys}  - {{name: P{parameter}, value: [\"L{id}- v\"]}}"));
            } else if layer.dashed_values {
                lines.push(format!("{keys}  - name: P{parameter} # L{id}-"));
                lines.push(format!("{keys}    value: # L{id}-"));
                lines.push(format!("{keys}      - L{id}- v"));
            } else {
                lines.push(format!("{keys}  - name: P{parameter} # L{id}-"));
                lines.push(format!("{keys}    value: ['L{id}- v']"));
            }
        }
        if let Some(deeper) = layer.comment_below {
            lines.push(format!("{dash}{}# L{id}- below", " ".repeat(deeper)));
        }
    }
    match layout.after {
        0 => {}
        1 => lines.push("tags: {Team: web}".into()),
        2 => lines.extend([
            "".into(),
            "# what it costs".into(),
            "tags:".into(),
            "  Team: web # ours".into(),
        ]),
        _ => lines.extend([
            "description: |".into(),
            "  # no comment".into(),
            "".into(),
            "  text".into(),
        ]),
    }
    let mut text = lines.join(layout.eol);
    if layout.final_eol {
        text.push_str(layout.eol);
    }
    text
}

/// Layers as reference and parameters.
type Layers = Vec<(String, Vec<(String, Vec<String>)>)>;

/// The layers as `ingot-recipe` reads them.
fn model(text: &str) -> Layers {
    let reading = ingot_recipe::read(&Source::new("recipe.yaml", text));
    let Some(Resource::ImageRecipe(recipe)) = reading.resource else {
        panic!("no recipe: {text}")
    };
    let parameters = |list: &[ingot_recipe::resources::ComponentParameter]| {
        list.iter()
            .map(|parameter| (parameter.name.clone(), parameter.value.clone()))
            .collect()
    };
    recipe
        .value
        .components
        .iter()
        .map(|layer| (layer.component_arn.to_string(), parameters(&layer.parameters)))
        .collect()
}

/// The lines that say something and do not belong to layer `id`.
fn others(text: &str, id: usize) -> Vec<String> {
    let mark = format!("L{id}-");
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.contains(&mark))
        .map(str::to_owned)
        .collect()
}

fn blank_lines(text: &str) -> usize {
    text.lines().filter(|line| line.trim().is_empty()).count()
}

fn recipes(lone: bool, layers: std::ops::Range<usize>) -> impl Strategy<Value = (Vec<Layer>, String)> {
    (layout(), prop::collection::vec(layer(lone), layers))
        .prop_map(|(layout, layers)| (layers.clone(), write(&layout, &layers)))
}

fn edit(layers: usize) -> impl Strategy<Value = Edit> {
    let index = 0..layers.max(1);
    let value = || prop::collection::vec("[ -~]{0,12}", 1..3);
    prop_oneof![
        (0..layers + 2, "[a-z]{3,8}").prop_map(|(index, name)| Edit::AddComponent {
            slot: index,
            component_arn: format!("Component/{name}"),
        }),
        (index.clone(), index.clone()).prop_map(|(from, to)| Edit::MoveComponents { slots: vec![from], to }),
        index
            .clone()
            .prop_map(|index| Edit::RemoveComponents { slots: vec![index] }),
        (index.clone(), 0..4_usize, prop::option::of(value())).prop_map(|(index, name, value)| {
            Edit::SetParameter {
                slot: index,
                name: format!("P{name}"),
                value,
            }
        }),
        (index, prop::option::of(Just("2.x.x".to_owned()))).prop_map(|(index, version)| Edit::SetComponentVersions {
            versions: vec![(index, version)]
        }),
    ]
}

/// The same edit on the plain list.
fn expected(mut layers: Layers, edit: &Edit) -> Layers {
    match edit {
        Edit::AddComponent {
            slot: index,
            component_arn,
        } => {
            layers.insert((*index).min(layers.len()), (component_arn.clone(), Vec::new()));
        }
        Edit::MoveComponents { slots, to } => {
            let layer = layers.remove(slots[0]);
            layers.insert(*to, layer);
        }
        Edit::RemoveComponents { slots } => {
            layers.remove(slots[0]);
        }
        Edit::SetParameter {
            slot: index,
            name,
            value,
        } => {
            let parameters = &mut layers[*index].1;
            let at = parameters.iter().position(|(known, _)| known == name);
            match (at, value) {
                (Some(at), Some(value)) => parameters[at].1 = value.clone(),
                (None, Some(value)) => parameters.push((name.clone(), value.clone())),
                (Some(at), None) => {
                    parameters.remove(at);
                }
                (None, None) => {}
            }
        }
        Edit::SetComponentVersions { versions } => {
            let (index, version) = &versions[0];
            let name = layers[*index].0.split('/').nth(1).unwrap().to_owned();
            let version = version.iter().map(|version| format!("/{version}")).collect::<String>();
            layers[*index].0 = format!("Component/{name}{version}");
        }
        other => panic!("not generated: {other:?}"),
    }
    layers
}

/// Positions an edit needs.
fn fits(edit: &Edit, layers: usize) -> bool {
    match edit {
        Edit::AddComponent { .. } => true,
        Edit::MoveComponents { slots, to } => slots[0].max(*to) < layers,
        Edit::RemoveComponents { slots } => slots[0] < layers,
        Edit::SetParameter { slot, .. } => *slot < layers,
        Edit::SetComponentVersions { versions } => versions[0].0 < layers,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moving_a_layer_and_moving_it_back_gives_the_same_bytes(
        (layers, text) in recipes(false, 1..6), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()
    ) {
        let (from, to) = (from.index(layers.len()), to.index(layers.len()));
        let moved = apply(&text, &Edit::MoveComponents { slots: vec![from], to }).unwrap();
        let back = apply(&moved, &Edit::MoveComponents { slots: vec![to], to: from }).unwrap();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn moving_a_layer_moves_its_own_lines_and_blank_ones_only(
        (layers, text) in recipes(true, 1..6), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()
    ) {
        let (from, to) = (from.index(layers.len()), to.index(layers.len()));
        let moved = apply(&text, &Edit::MoveComponents { slots: vec![from], to }).unwrap();
        prop_assert_eq!(others(&moved, from), others(&text, from));
        prop_assert_eq!(moved.matches(&format!("L{from}-")).count(), text.matches(&format!("L{from}-")).count());
        if !layers.iter().any(|layer| layer.lone_comment_before) {
            prop_assert_eq!(blank_lines(&moved), blank_lines(&text));
        }
    }

    #[test]
    fn adding_a_layer_and_removing_it_gives_the_same_bytes(
        (layers, text) in recipes(false, 0..6), index in 0..7_usize
    ) {
        let edit = Edit::AddComponent { slot: index, component_arn: "Component/added".to_owned() };
        let more = apply(&text, &edit).unwrap();
        let back = apply(&more, &Edit::RemoveComponents { slots: vec![index.min(layers.len())] }).unwrap();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn setting_a_new_parameter_and_clearing_it_gives_the_same_bytes(
        (layers, text) in recipes(true, 1..5), index in any::<prop::sample::Index>(), values in prop::collection::vec("\\PC{0,12}", 1..4)
    ) {
        let index = index.index(layers.len());
        let set = |value| Edit::SetParameter { slot: index, name: "Fresh".to_owned(), value };
        let more = apply(&text, &set(Some(values))).unwrap();
        prop_assert_eq!(apply(&more, &set(None)).unwrap(), text);
    }

    #[test]
    fn a_session_of_edits_says_exactly_what_was_asked_for_and_loses_no_comment(
        (layers, text) in recipes(true, 0..5), edits in prop::collection::vec(edit(5), 1..12)
    ) {
        let mut text = text;
        let mut wanted = model(&text);
        prop_assert_eq!(wanted.len(), layers.len());
        for edit in edits {
            if !fits(&edit, wanted.len()) {
                continue;
            }
            wanted = expected(wanted, &edit);
            text = apply(&text, &edit).unwrap();
            prop_assert_eq!(&model(&text), &wanted);
            let lone = layers.iter().skip(1).filter(|layer| layer.lone_comment_before).count();
            prop_assert_eq!(text.matches("# lone ").count(), lone);
        }
    }

    #[test]
    fn no_text_makes_an_edit_panic(text in "([-#:&*\\[\\]{},'\"|>!%@` \r\n\t]|components|componentArn|parameters|[a-z]|\\PC){0,60}", edit in edit(3)) {
        let _ = apply(&text, &edit);
        let _ = apply(&format!("components:\n{text}"), &edit);
        let _ = apply(&format!("components: [{text}]\n"), &edit);
    }
}
