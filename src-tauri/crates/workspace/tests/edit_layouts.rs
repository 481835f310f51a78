//! Recipes laid out by hand in unusual ways: every edit is made exactly, or refused with the reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_component::Source;
use ingot_recipe::resources::layers;
use ingot_recipe::{Edit, FieldChange, FieldValue};
use ingot_workspace::apply;

/// Each with two layers called `aaa` and `bbb`; the first has the parameter `P`.
const LAYOUTS: [(&str, &str); 21] = [
    (
        "dash alone",
        "kind: ImageRecipe\ncomponents:\n-\n  # inner\n  componentArn: Component/aaa\n  parameters:\n  -\n    name: P\n    value:\n    - x\n-\n  componentArn: Component/bbb\n",
    ),
    (
        "params first",
        "kind: ImageRecipe\ncomponents:\n- parameters:\n  - value: [x]\n    name: P\n  componentArn: Component/aaa # c\n- componentArn: Component/bbb\n",
    ),
    (
        "folded arn",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: >-\n      Component/aaa\n    parameters:\n      - name: P\n        value: [x]\n  - componentArn:\n      Component/bbb\n",
    ),
    (
        "anchors",
        "kind: ImageRecipe\nx-p: &p\n  - name: P\n    value: [x]\ncomponents:\n  - componentArn: Component/aaa\n    parameters: *p\n  - componentArn: Component/bbb\n    parameters: *p\n",
    ),
    (
        "anchor in layer",
        "kind: ImageRecipe\ncomponents:\n  - &a\n    componentArn: Component/aaa\n    parameters: &p\n      - name: P\n        value: [x]\n  - componentArn: Component/bbb\n    parameters: *p\n",
    ),
    (
        "merge",
        "kind: ImageRecipe\nx-d: &d\n  componentArn: Component/aaa\ncomponents:\n  - <<: *d\n    parameters:\n      - name: P\n        value: [x]\n  - componentArn: Component/bbb\n",
    ),
    (
        "quoted keys",
        "\"kind\": ImageRecipe\n\"components\":\n  - \"componentArn\": \"Component/aaa\"\n    \"parameters\":\n      - {\"name\": \"P\", \"value\": [\"x\"]}\n  - 'componentArn': Component/bbb\n",
    ),
    (
        "flow items",
        "kind: ImageRecipe\ncomponents:\n  - {componentArn: Component/aaa, parameters: [{name: P, value: [x]}]}\n  - {\n      componentArn: Component/bbb, # x\n    }\n",
    ),
    (
        "multiline flow",
        "kind: ImageRecipe\ncomponents: [\n  # first\n  {componentArn: Component/aaa, parameters: [{name: P, value: [x]}]}, # a\n  # second\n  {componentArn: Component/bbb}, # b\n]\n",
    ),
    (
        "multiline plain",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value:\n          - one\n            two\n\n            three\n  - componentArn: Component/bbb\n",
    ),
    (
        "multiline quoted",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value: [\"one\n\n            two\"]\n  - componentArn: Component/bbb\n",
    ),
    (
        "less indented comments",
        "kind: ImageRecipe\ncomponents:\n    - componentArn: Component/aaa\n# why\n      parameters:\n  # how\n        - name: P\n          value: [x]\n\n    - componentArn: Component/bbb\n",
    ),
    (
        "trailing blanks",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa   \n    parameters:\n      - name: P\n        value: [x]  \n   \n  - componentArn: Component/bbb\n\n\n",
    ),
    (
        "keep block",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value:\n          - |+\n            one\n\n  - componentArn: Component/bbb\n",
    ),
    (
        "tabs",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\t# tab\n    parameters:\n      - name: P\n        value:\t[x]\n  - componentArn: Component/bbb\n",
    ),
    (
        "tags",
        "kind: ImageRecipe\ncomponents: !!seq\n  - !!map\n    componentArn: !!str Component/aaa\n    parameters:\n      - name: P\n        value: [!!str x]\n  - componentArn: Component/bbb\n",
    ),
    (
        "explicit",
        "kind: ImageRecipe\n? components\n: - componentArn: Component/aaa\n    parameters:\n    - name: P\n      value: [x]\n  - componentArn: Component/bbb\n",
    ),
    (
        "doc end",
        "---\nkind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value: [x]\n  - componentArn: Component/bbb\n...\n",
    ),
    (
        "doc end off",
        "---\nkind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value: [x]\n  # - componentArn: Component/bbb\n...\n",
    ),
    (
        "indented root",
        "  kind: ImageRecipe\n  components:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value: [x]\n  - componentArn: Component/bbb\n",
    ),
    (
        "prose under",
        "kind: ImageRecipe\ncomponents:\n  - componentArn: Component/aaa\n    parameters:\n      - name: P\n        value: [x]\n  #   explains bbb\n  #   - or more\n  - componentArn: Component/bbb\n",
    ),
];

fn edits() -> Vec<(&'static str, Edit)> {
    let parameter = |slot, name: &str, value: Option<&str>| Edit::SetParameter {
        slot,
        name: name.to_owned(),
        value: value.map(|value| vec![value.to_owned()]),
    };
    let off = |slots: &[usize]| Edit::SetComponentsEnabled {
        slots: slots.to_vec(),
        enabled: false,
    };
    let description = FieldChange {
        path: vec!["description".to_owned()],
        value: Some(FieldValue::Scalar("text".to_owned())),
    };
    vec![
        (
            "add",
            Edit::AddComponent {
                slot: 1,
                component_arn: "Component/new".to_owned(),
            },
        ),
        ("move", Edit::MoveComponents { slots: vec![0], to: 1 }),
        ("remove", Edit::RemoveComponents { slots: vec![0] }),
        ("remove all", Edit::RemoveComponents { slots: vec![0, 1] }),
        ("off", off(&[0])),
        ("all off", off(&[0, 1])),
        ("set parameter", parameter(0, "P", Some("z"))),
        ("new parameter", parameter(1, "Q", Some("z"))),
        ("clear parameter", parameter(0, "P", None)),
        (
            "pin",
            Edit::SetComponentVersions {
                versions: vec![(0, Some("1.x.x".to_owned())), (1, Some("2.0.0".to_owned()))],
            },
        ),
        (
            "replace",
            Edit::ReplaceComponent {
                slot: 0,
                component_arn: "Component/other".to_owned(),
                keep: Vec::new(),
            },
        ),
        (
            "field",
            Edit::SetFields {
                changes: vec![description],
            },
        ),
    ]
}

#[test]
fn unusual_layouts_are_edited_exactly_or_refused_with_the_reason() {
    let mut refused = String::new();
    for (layout, text) in LAYOUTS {
        for (what, edit) in edits() {
            match apply(text, &edit) {
                Err(error) => refused.push_str(&format!("{layout}, {what}: {error}\n")),
                Ok(edited) => assert_ne!(edited, text, "{layout}, {what}"),
            }
        }
    }
    insta::assert_snapshot!(refused, @r"
    anchors, off: line 7: this is an alias (`*…`) of something written elsewhere; edit it in the source
    anchors, all off: line 7: this is an alias (`*…`) of something written elsewhere; edit it in the source
    anchors, set parameter: line 7: this is an alias (`*…`) of something written elsewhere; edit it in the source
    anchors, new parameter: line 9: this is an alias (`*…`) of something written elsewhere; edit it in the source
    anchors, clear parameter: line 7: this is an alias (`*…`) of something written elsewhere; edit it in the source
    anchor in layer, move: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    anchor in layer, remove: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    anchor in layer, off: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    anchor in layer, all off: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    anchor in layer, set parameter: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    anchor in layer, new parameter: line 9: this is an alias (`*…`) of something written elsewhere; edit it in the source
    anchor in layer, clear parameter: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    anchor in layer, replace: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    merge, off: line 5: this is an alias (`*…`) of something written elsewhere; edit it in the source
    merge, all off: line 5: this is an alias (`*…`) of something written elsewhere; edit it in the source
    merge, pin: line 5: this is an alias (`*…`) of something written elsewhere; edit it in the source
    merge, replace: line 5: this is an alias (`*…`) of something written elsewhere; edit it in the source
    multiline flow, remove: line 4: a comment stands between the items of this list in brackets; edit it in the source
    multiline flow, remove all: line 6: a comment stands between the items of this list in brackets; edit it in the source
    multiline flow, off: line 4: a layer between brackets cannot be commented out; edit it in the source
    multiline flow, all off: line 4: a layer between brackets cannot be commented out; edit it in the source
    keep block, move: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    keep block, off: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    keep block, all off: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    tags, all off: this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
    explicit, add: line 3: this list is not written with one `-` line for each item; edit it in the source
    explicit, move: line 3: this list is not written with one `-` line for each item; edit it in the source
    explicit, remove: line 3: this list is not written with one `-` line for each item; edit it in the source
    explicit, remove all: line 3: this list is not written with one `-` line for each item; edit it in the source
    explicit, off: line 3: this list is not written with one `-` line for each item; edit it in the source
    explicit, all off: line 3: this list is not written with one `-` line for each item; edit it in the source
    ");
}

#[test]
fn layers_in_unusual_layouts_come_back_byte_for_byte() {
    for (layout, text) in LAYOUTS {
        let on: Vec<usize> = layers(&Source::new("", text))
            .iter()
            .enumerate()
            .filter(|(_, layer)| layer.enabled())
            .map(|(slot, _)| slot)
            .collect();
        for slots in [&on[..1], &on[..]] {
            let enable = |enabled| Edit::SetComponentsEnabled {
                slots: slots.to_vec(),
                enabled,
            };
            if let Ok(off) = apply(text, &enable(false)) {
                assert_eq!(apply(&off, &enable(true)).as_deref(), Ok(text), "{layout}");
            }
        }
    }
}
