//! Layers that are commented out: what a person sees in the file, and what every edit does to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_recipe::Edit;
use ingot_workspace::{EditError, apply};

const RECIPE: &str = r#"kind: ImageRecipe
name: payments-web
components:
  # The runtime
  - componentArn: Component/openjdk/2.1.0  # pinned
    parameters:
      - name: Banner
        value:
          - |
            one

            two
      # - name: GcLog
      #   value: ["on"]

  # Not before the audit.
  # - componentArn: Component/nginx-tls
  #   parameters:
  #     - {name: Port, value: ['443']}

  - componentArn: Component/log-shipping

# what it costs
tags: {Team: web}
"#;

fn set(slots: &[usize], enabled: bool) -> Edit {
    Edit::SetComponentsEnabled {
        slots: slots.to_vec(),
        enabled,
    }
}

fn remove(slots: &[usize]) -> Edit {
    Edit::RemoveComponents { slots: slots.to_vec() }
}

fn relocate(slots: &[usize], to: usize) -> Edit {
    Edit::MoveComponents {
        slots: slots.to_vec(),
        to,
    }
}

fn parameter(slot: usize, value: Option<&str>) -> Edit {
    Edit::SetParameter {
        slot,
        name: "Port".to_owned(),
        value: value.map(|value| vec![value.to_owned()]),
    }
}

#[test]
fn a_layer_that_is_switched_off_is_commented_out_line_by_line() {
    let off = apply(RECIPE, &set(&[0, 2], false)).unwrap();
    insta::assert_snapshot!(off, @r#"
    kind: ImageRecipe
    name: payments-web
    components: []
      # The runtime
      # - componentArn: Component/openjdk/2.1.0  # pinned
      #   parameters:
      #     - name: Banner
      #       value:
      #         - |
      #           one
      #
      #           two
      #     # - name: GcLog
      #     #   value: ["on"]

      # Not before the audit.
      # - componentArn: Component/nginx-tls
      #   parameters:
      #     - {name: Port, value: ['443']}

      # - componentArn: Component/log-shipping

    # what it costs
    tags: {Team: web}
    "#);
    assert_eq!(apply(&off, &set(&[0, 2], true)).unwrap(), RECIPE);
}

#[test]
fn a_layer_that_is_switched_on_reads_as_if_it_had_never_been_off() {
    let on = apply(RECIPE, &set(&[1], true)).unwrap();
    insta::assert_snapshot!(on, @r#"
    kind: ImageRecipe
    name: payments-web
    components:
      # The runtime
      - componentArn: Component/openjdk/2.1.0  # pinned
        parameters:
          - name: Banner
            value:
              - |
                one

                two
          # - name: GcLog
          #   value: ["on"]

      # Not before the audit.
      - componentArn: Component/nginx-tls
        parameters:
          - {name: Port, value: ['443']}

      - componentArn: Component/log-shipping

    # what it costs
    tags: {Team: web}
    "#);
    assert_eq!(apply(&on, &set(&[1], false)).unwrap(), RECIPE);
}

#[test]
fn layers_that_are_off_move_and_go_with_their_comments() {
    let moved = apply(RECIPE, &relocate(&[1], 0)).unwrap();
    insta::assert_snapshot!(moved, @r#"
    kind: ImageRecipe
    name: payments-web
    components:
      # Not before the audit.
      # - componentArn: Component/nginx-tls
      #   parameters:
      #     - {name: Port, value: ['443']}

      # The runtime
      - componentArn: Component/openjdk/2.1.0  # pinned
        parameters:
          - name: Banner
            value:
              - |
                one

                two
          # - name: GcLog
          #   value: ["on"]

      - componentArn: Component/log-shipping

    # what it costs
    tags: {Team: web}
    "#);
    assert_eq!(apply(&moved, &relocate(&[0], 1)).unwrap(), RECIPE);
    let removed = apply(RECIPE, &remove(&[1])).unwrap();
    assert_eq!(
        removed,
        RECIPE.replace("\n  # Not before the audit.\n  # - componentArn: Component/nginx-tls\n  #   parameters:\n  #     - {name: Port, value: ['443']}\n", "")
    );
}

#[test]
fn layers_that_are_off_are_edited_behind_their_marks() {
    let port = apply(RECIPE, &parameter(1, Some("8443"))).unwrap();
    assert_eq!(port, RECIPE.replace("['443']", "['8443']"));
    let none = apply(RECIPE, &parameter(1, None)).unwrap();
    assert_eq!(
        none,
        RECIPE.replace("  #   parameters:\n  #     - {name: Port, value: ['443']}\n", "")
    );
    let replace = Edit::ReplaceComponent {
        slot: 1,
        component_arn: "Component/caddy".to_owned(),
        keep: vec!["Port".to_owned()],
    };
    assert_eq!(
        apply(RECIPE, &replace).unwrap(),
        RECIPE.replace("Component/nginx-tls", "Component/caddy")
    );
    let versions = Edit::SetComponentVersions {
        versions: vec![(0, Some("2.x.x".to_owned())), (1, Some("1.0.0".to_owned()))],
    };
    assert_eq!(
        apply(RECIPE, &versions).unwrap(),
        RECIPE
            .replace("openjdk/2.1.0", "openjdk/2.x.x")
            .replace("nginx-tls", "nginx-tls/1.0.0")
    );
}

#[test]
fn comment_marks_of_other_tools_are_kept_as_they_are() {
    for off in [
        "#  - componentArn: Component/a\n#    parameters:\n#      - {name: Port, value: [x]}\n",
        "  #- componentArn: Component/a\n  #  parameters:\n  #    - {name: Port, value: [x]}\n",
        "      # - componentArn: Component/a\n      #   parameters:\n      #     - {name: Port, value: [x]}\n",
    ] {
        let recipe = format!("name: a\ncomponents:\n{off}  - componentArn: Component/b\n");
        let on = apply(&recipe, &set(&[0], true)).unwrap();
        let wanted = "name: a\ncomponents:\n  - componentArn: Component/a\n    parameters:\n      - {name: Port, value: [x]}\n  - componentArn: Component/b\n";
        assert_eq!(on, wanted, "{recipe}");
        if !off.starts_with("      #") {
            let port = apply(&recipe, &parameter(0, Some("z"))).unwrap();
            assert_eq!(port, recipe.replace("[x]", "[z]"));
        }
    }
}

#[test]
fn a_recipe_whose_layers_are_all_off_says_that_its_list_is_empty() {
    let recipe = "name: a\r\ncomponents: # in order\r\n- componentArn: Component/a\r\n\r\n- componentArn: Component/b";
    let off = apply(recipe, &set(&[0, 1], false)).unwrap();
    assert_eq!(
        off,
        "name: a\r\ncomponents: [] # in order\r\n# - componentArn: Component/a\r\n\r\n# - componentArn: Component/b"
    );
    assert_eq!(apply(&off, &set(&[1, 0], true)).unwrap(), recipe);
    let more = Edit::AddComponent {
        slot: 1,
        component_arn: "Component/c".to_owned(),
    };
    assert_eq!(
        apply(&off, &more).unwrap(),
        "name: a\r\ncomponents: # in order\r\n# - componentArn: Component/a\r\n\r\n- componentArn: Component/c\r\n\r\n# - componentArn: Component/b"
    );
    assert_eq!(apply(&off, &remove(&[0, 1])).unwrap(), "name: a");
    let one = apply(recipe, &set(&[0], false)).unwrap();
    assert_eq!(
        apply(&one, &remove(&[1])).unwrap(),
        "name: a\r\ncomponents: [] # in order\r\n# - componentArn: Component/a"
    );
}

#[test]
fn fields_behind_the_layers_find_their_place_behind_those_that_are_off() {
    let recipe = "kind: ImageRecipe\ncomponents:\n- componentArn: Component/a\n# - componentArn: Component/b\n";
    let directory = Edit::SetFields {
        changes: vec![ingot_recipe::FieldChange {
            path: vec!["workingDirectory".to_owned()],
            value: Some(ingot_recipe::FieldValue::Scalar("/var/tmp".to_owned())),
        }],
    };
    let with = apply(recipe, &directory).unwrap();
    assert_eq!(with, format!("{recipe}workingDirectory: /var/tmp\n"));
}

#[test]
fn what_cannot_be_commented_out_is_refused_with_the_reason() {
    let refused = |recipe: &str, edit: &Edit| apply(recipe, edit).unwrap_err().to_string();
    insta::assert_snapshot!(
        [
            refused("components: [{componentArn: Component/a}]\n", &set(&[0], false)),
            refused("components:\n- &one {componentArn: Component/a}\n- *one\n", &set(&[1], false)),
            refused("components:\n- &one {componentArn: Component/a}\n- *one\n", &set(&[0], false)),
            refused("components:\n- componentArn: Component/a\n", &set(&[1], false)),
            refused("components:\n- componentArn: not a reference\n", &set(&[0], false)),
            refused(RECIPE, &relocate(&[0, 3], 1)),
            refused(RECIPE, &relocate(&[0], 3)),
        ]
        .join("\n"),
        @r"
        line 1: a layer between brackets cannot be commented out; edit it in the source
        line 3: this is an alias (`*…`) of something written elsewhere; edit it in the source
        this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
        there is no layer 2: the recipe has 1
        this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
        there is no layer 4: the recipe has 3
        there is no layer 4: the recipe has 3
        "
    );
    assert_eq!(
        apply("components: []\n", &remove(&[0])),
        Err(EditError::NoSuchLayer { index: 0, count: 0 })
    );
}
