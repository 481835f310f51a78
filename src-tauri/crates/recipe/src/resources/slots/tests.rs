//! Which comments are layers.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn outline(text: &str) -> String {
    let source = Source::new("recipe.yaml", text);
    let line = |layer: &WrittenLayer| {
        let parameters: Vec<String> = layer
            .component
            .parameters
            .iter()
            .map(|it| format!(" {}={}", it.name, it.value.join(",")))
            .collect();
        let state = layer.index.map_or_else(|| "off".to_owned(), |index| index.to_string());
        format!(
            "{state} {}{} | {:?}",
            layer.component.component_arn,
            parameters.concat(),
            source.slice(layer.span)
        )
    };
    layers(&source).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn layers_that_are_commented_out_are_layers_that_are_off() {
    let text = "components:\n  # - componentArn: Component/first\n  - componentArn: Component/a\n    parameters: []\n  # - componentArn: Component/off/1.x.x\n  #   parameters:\n  #     - name: P\n  #       value: [x]\n  # - componentArn: Component/next\n  - componentArn: Component/b\n#  - componentArn: Component/toggled\n\n  #- {componentArn: Component/flow}\ntags: {}\n# - componentArn: Component/outside\n";
    insta::assert_snapshot!(outline(text), @r##"
    off Component/first | "# - componentArn: Component/first"
    0 Component/a | "componentArn: Component/a\n    parameters: []"
    off Component/off/1.x.x P=x | "# - componentArn: Component/off/1.x.x\n  #   parameters:\n  #     - name: P\n  #       value: [x]"
    off Component/next | "# - componentArn: Component/next"
    1 Component/b | "componentArn: Component/b"
    off Component/toggled | "#  - componentArn: Component/toggled"
    off Component/flow | "#- {componentArn: Component/flow}"
    "##);
}

#[test]
fn prose_is_no_layer() {
    let text = "components:\n  # - about the list\n  # - componentArn: is what names a layer\n  # Our layers:\n  #   componentArn: x\n  - componentArn: Component/a\n    # - componentArn: Component/inside\n    parameters:\n      - {name: A, value: [b]}\n      # - name: P\n      #   value: [x]\n  # - name: P\n  # - [componentArn]\n  # - componentArn:\n";
    insta::assert_snapshot!(outline(text), @r##"
    0 Component/a A=b | "componentArn: Component/a\n    # - componentArn: Component/inside\n    parameters:\n      - {name: A, value: [b]}"
    "##);
}

#[test]
fn a_layer_behind_a_long_character_is_found() {
    let text = "components:\n- componentArn: Component/\u{16af0}\n# - componentArn: Component/off\n";
    assert_eq!(layers(&Source::new("", text)).len(), 2);
}

#[test]
fn prose_below_a_layer_that_is_off_stays_prose() {
    let text = "components:\n  # - componentArn: Component/off\n  #     which we will need again\n  # one day\n  - componentArn: Component/a\n";
    insta::assert_snapshot!(outline(text), @r##"
    off Component/off | "# - componentArn: Component/off"
    0 Component/a | "componentArn: Component/a"
    "##);
}

#[test]
fn a_list_without_any_layer_that_is_on_keeps_those_that_are_off() {
    for head in [
        "components:",
        "components: []",
        "components: [] # none",
        "components: ~",
    ] {
        let text = format!("name: a\r\n{head}\r\n# - componentArn: Component/off\r\n");
        let found = layers(&Source::new("recipe.yaml", text.as_str()));
        assert_eq!(found.len(), 1, "{head}");
        assert_eq!(
            found[0].comment.as_ref().unwrap().yaml,
            "- componentArn: Component/off\n"
        );
    }
    assert_eq!(
        layers(&Source::new(
            "",
            "components: [\n# - componentArn: a\n  {componentArn: b}]\n"
        ))
        .len(),
        1
    );
    assert_eq!(
        layers(&Source::new("", "components: text\n# - componentArn: a\n")).len(),
        0
    );
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "([-#:&*\\[\\]{},'\"|>!%@` \r\n\t]|# - componentArn: a\n|components|componentArn|parameters|[a-z]|\\PC){0,60}") {
        let _ = layers(&Source::new("", text.as_str()));
        let _ = layers(&Source::new("", format!("components:\n{text}").as_str()));
    }
}
