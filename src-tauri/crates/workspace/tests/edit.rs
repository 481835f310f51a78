//! Visual edits on recipes as people really write them: what changes, and what must not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_recipe::{Edit, FieldChange, FieldValue};
use ingot_workspace::{EditError, apply};
use similar::{ChangeTag, TextDiff};

/// A recipe with everything that a careless edit would lose.
const RECIPE: &str = r#"---
# Payments web tier. Owner: payments@example.com
kind: ImageRecipe
name: payments-web
semanticVersion: "1.4.0"   # bump with every change
parentImage: ImageRecipe/golden-ubuntu-22-04/x.x.x

components:
  # Order matters: runtime before service.

  # The runtime
  # (pinned)
  - componentArn: Component/openjdk-runtime/2.1.0
    parameters:
      - name: HeapSize
        value: ["512m"]
      # - name: GcLog
      #   value: ["on"]
  - componentArn: 'Component/nginx-tls'  # terminates TLS

  # Ships logs to the central account
  - componentArn: Component/log-shipping
    parameters:
      - {name: Group, value: ['payments: web']}
      - name: Banner
        value:
          - "tab	inside, # no comment"

blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20, encrypted: true}
"#;

/// The lines that differ, in the order of a diff: `-` gone, `+` new.
fn diff(before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .iter_all_changes()
        .filter_map(|change| match change.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(format!("-{}", change.value().trim_end_matches(['\r', '\n']))),
            ChangeTag::Insert => Some(format!("+{}", change.value().trim_end_matches(['\r', '\n']))),
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn edited(edit: Edit) -> String {
    diff(RECIPE, &apply(RECIPE, &edit).unwrap())
}

fn add(index: usize, arn: &str) -> Edit {
    Edit::AddComponent {
        slot: index,
        component_arn: arn.to_owned(),
    }
}

fn remove(slot: usize) -> Edit {
    Edit::RemoveComponents { slots: vec![slot] }
}

fn version(slot: usize, version: Option<&str>) -> Edit {
    Edit::SetComponentVersions {
        versions: vec![(slot, version.map(str::to_owned))],
    }
}

fn relocate(from: usize, to: usize) -> Edit {
    Edit::MoveComponents { slots: vec![from], to }
}

fn parameter(index: usize, name: &str, value: Option<&[&str]>) -> Edit {
    let value = value.map(|values| values.iter().map(|&value| value.to_owned()).collect());
    Edit::SetParameter {
        slot: index,
        name: name.to_owned(),
        value,
    }
}

fn field(path: &[&str], value: Option<&str>) -> Edit {
    Edit::SetFields {
        changes: vec![FieldChange {
            path: path.iter().map(|&step| step.to_owned()).collect(),
            value: value.map(|value| FieldValue::Scalar(value.to_owned())),
        }],
    }
}

#[test]
fn moving_a_layer_moves_its_lines_and_its_comments_and_nothing_else() {
    insta::assert_snapshot!(edited(relocate(0, 1)), @r"
    +  - componentArn: 'Component/nginx-tls'  # terminates TLS
    -  - componentArn: 'Component/nginx-tls'  # terminates TLS
    ");
    insta::assert_snapshot!(edited(relocate(2, 0)), @r#"
    +  # Ships logs to the central account
    +  - componentArn: Component/log-shipping
    +    parameters:
    +      - {name: Group, value: ['payments: web']}
    +      - name: Banner
    +        value:
    +          - "tab	inside, # no comment"
    +
    -
    -  # Ships logs to the central account
    -  - componentArn: Component/log-shipping
    -    parameters:
    -      - {name: Group, value: ['payments: web']}
    -      - name: Banner
    -        value:
    -          - "tab	inside, # no comment"
    "#);
    insta::assert_snapshot!(edited(relocate(0, 2)), @r#"
    -  # The runtime
    -  # (pinned)
    -  - componentArn: Component/openjdk-runtime/2.1.0
    -    parameters:
    -      - name: HeapSize
    -        value: ["512m"]
    -      # - name: GcLog
    -      #   value: ["on"]
    +  # The runtime
    +  # (pinned)
    +  - componentArn: Component/openjdk-runtime/2.1.0
    +    parameters:
    +      - name: HeapSize
    +        value: ["512m"]
    +      # - name: GcLog
    +      #   value: ["on"]
    "#);
}

#[test]
fn a_moved_recipe_reads_as_if_it_had_been_written_so() {
    insta::assert_snapshot!(apply(RECIPE, &relocate(2, 0)).unwrap(), @r#"
    ---
    # Payments web tier. Owner: payments@example.com
    kind: ImageRecipe
    name: payments-web
    semanticVersion: "1.4.0"   # bump with every change
    parentImage: ImageRecipe/golden-ubuntu-22-04/x.x.x

    components:
      # Order matters: runtime before service.

      # Ships logs to the central account
      - componentArn: Component/log-shipping
        parameters:
          - {name: Group, value: ['payments: web']}
          - name: Banner
            value:
              - "tab	inside, # no comment"

      # The runtime
      # (pinned)
      - componentArn: Component/openjdk-runtime/2.1.0
        parameters:
          - name: HeapSize
            value: ["512m"]
          # - name: GcLog
          #   value: ["on"]
      - componentArn: 'Component/nginx-tls'  # terminates TLS

    blockDeviceMappings:
      - deviceName: /dev/sda1
        ebs: {volumeSize: 20, encrypted: true}
    "#);
}

#[test]
fn adding_and_removing_a_layer_touches_only_its_lines() {
    insta::assert_snapshot!(edited(add(1, "Component/time-sync")), @"+  - componentArn: Component/time-sync");
    insta::assert_snapshot!(edited(add(9, "Component/time-sync")), @"+  - componentArn: Component/time-sync");
    insta::assert_snapshot!(edited(remove(0)), @r#"
    -  # The runtime
    -  # (pinned)
    -  - componentArn: Component/openjdk-runtime/2.1.0
    -    parameters:
    -      - name: HeapSize
    -        value: ["512m"]
    -      # - name: GcLog
    -      #   value: ["on"]
    "#);
    insta::assert_snapshot!(edited(remove(2)), @r#"
    -  # Ships logs to the central account
    -  - componentArn: Component/log-shipping
    -    parameters:
    -      - {name: Group, value: ['payments: web']}
    -      - name: Banner
    -        value:
    -          - "tab	inside, # no comment"
    -
    "#);
}

#[test]
fn parameters_are_set_and_cleared_in_the_style_of_the_file() {
    insta::assert_snapshot!(edited(parameter(0, "HeapSize", Some(&["2g"]))), @r#"
    -        value: ["512m"]
    +        value: ["2g"]
    "#);
    insta::assert_snapshot!(edited(parameter(0, "Mode", Some(&["true"]))), @r#"
    +      - name: Mode
    +        value: ["true"]
    "#);
    insta::assert_snapshot!(edited(parameter(0, "HeapSize", None)), @r#"
    -    parameters:
    -      - name: HeapSize
    -        value: ["512m"]
    "#);
    insta::assert_snapshot!(edited(parameter(1, "Port", Some(&["8443"]))), @r#"
    +    parameters:
    +      - name: Port
    +        value: ["8443"]
    "#);
    insta::assert_snapshot!(edited(parameter(2, "Group", Some(&["it's"]))), @r"
    -      - {name: Group, value: ['payments: web']}
    +      - {name: Group, value: ['it''s']}
    ");
    insta::assert_snapshot!(edited(parameter(2, "Banner", Some(&["one", "two"]))), @r#"
    -          - "tab	inside, # no comment"
    +          - "one"
    +          - "two"
    "#);
}

#[test]
fn parameters_of_several_lines_are_block_scalars() {
    insta::assert_snapshot!(edited(parameter(0, "HeapSize", Some(&["one\n\ntwo\n"]))), @r#"
    -        value: ["512m"]
    +        value:
    +          - |
    +            one
    +
    +            two
    "#);
    insta::assert_snapshot!(edited(parameter(1, "Config", Some(&["[main]\nport = 1"]))), @r"
    +    parameters:
    +      - name: Config
    +        value:
    +          - |-
    +            [main]
    +            port = 1
    ");
    insta::assert_snapshot!(edited(parameter(2, "Group", Some(&["one\ntwo"]))), @r#"
    -      - {name: Group, value: ['payments: web']}
    +      - {name: Group, value: ["one\ntwo"]}
    "#);
    insta::assert_snapshot!(edited(parameter(2, "Banner", Some(&["one\ntwo"]))), @r#"
    -          - "tab	inside, # no comment"
    +          - |-
    +            one
    +            two
    "#);
    insta::assert_snapshot!(edited(parameter(2, "Banner", Some(&[]))), @r#"
    -        value:
    -          - "tab	inside, # no comment"
    +        value: []
    "#);
}

#[test]
fn versions_change_in_place() {
    let pin = |index, version: Option<&str>| edited(self::version(index, version));
    insta::assert_snapshot!(pin(0, Some("2.x.x")), @r"
    -  - componentArn: Component/openjdk-runtime/2.1.0
    +  - componentArn: Component/openjdk-runtime/2.x.x
    ");
    insta::assert_snapshot!(pin(0, None), @r"
    -  - componentArn: Component/openjdk-runtime/2.1.0
    +  - componentArn: Component/openjdk-runtime
    ");
    insta::assert_snapshot!(pin(1, Some("1.0.3")), @r"
    -  - componentArn: 'Component/nginx-tls'  # terminates TLS
    +  - componentArn: 'Component/nginx-tls/1.0.3'  # terminates TLS
    ");
    insta::assert_snapshot!(edited(field(&["semanticVersion"], Some("1.5.0"))), @r#"
    -semanticVersion: "1.4.0"   # bump with every change
    +semanticVersion: "1.5.0"   # bump with every change
    "#);
}

#[test]
fn fields_are_set_added_in_their_place_and_cleared() {
    insta::assert_snapshot!(edited(field(&["description"], Some("Web tier: TLS and JDK"))), @r#"+description: "Web tier: TLS and JDK""#);
    insta::assert_snapshot!(edited(field(&["workingDirectory"], Some("/var/tmp"))), @"+workingDirectory: /var/tmp");
    insta::assert_snapshot!(edited(field(&["blockDeviceMappings", "0", "ebs", "volumeSize"], Some("40"))), @r"
    -    ebs: {volumeSize: 20, encrypted: true}
    +    ebs: {volumeSize: 40, encrypted: true}
    ");
    insta::assert_snapshot!(edited(field(&["blockDeviceMappings", "0", "ebs", "iops"], Some("3000"))), @r"
    -    ebs: {volumeSize: 20, encrypted: true}
    +    ebs: {volumeSize: 20, encrypted: true, iops: 3000}
    ");
    insta::assert_snapshot!(edited(field(&["blockDeviceMappings", "1", "deviceName"], Some("/dev/sdb"))), @"+  - deviceName: /dev/sdb");
    insta::assert_snapshot!(edited(field(&["tags", "CostCentre"], Some("0042"))), @r#"
    +tags:
    +  CostCentre: "0042"
    "#);
    insta::assert_snapshot!(
        edited(field(&["additionalInstanceConfiguration", "systemsManagerAgent", "uninstallAfterBuild"], Some("true"))),
        @r"
        +additionalInstanceConfiguration:
        +  systemsManagerAgent:
        +    uninstallAfterBuild: true
        "
    );
    insta::assert_snapshot!(edited(field(&["blockDeviceMappings", "0", "ebs", "encrypted"], None)), @r"
    -    ebs: {volumeSize: 20, encrypted: true}
    +    ebs: {volumeSize: 20}
    ");
    insta::assert_snapshot!(edited(field(&["description"], Some("first\n\nsecond\n"))), @r"
    +description: |
    +  first
    +
    +  second
    ");
}

#[test]
fn clearing_the_last_field_of_a_block_clears_the_block() {
    let recipe = "name: a\nebs:\n  deep:\n    volumeSize: 1\ntags:\n  x: y\n";
    let cleared = apply(recipe, &field(&["ebs", "deep", "volumeSize"], None)).unwrap();
    assert_eq!(cleared, "name: a\ntags:\n  x: y\n");
    assert_eq!(apply(recipe, &field(&["nowhere"], None)).unwrap(), recipe);
}

#[test]
fn the_first_layer_makes_the_list_and_the_last_one_takes_it_away() {
    let recipe = "kind: ImageRecipe\nname: a\nparentImage: ami-1\n\n# sizes\nblockDeviceMappings:\n- deviceName: x\n";
    let with = apply(recipe, &add(0, "Component/base")).unwrap();
    assert_eq!(
        with,
        "kind: ImageRecipe\nname: a\nparentImage: ami-1\ncomponents:\n- componentArn: Component/base\n\n# sizes\nblockDeviceMappings:\n- deviceName: x\n"
    );
    assert_eq!(apply(&with, &remove(0)).unwrap(), recipe);
}

#[test]
fn an_empty_list_or_nothing_at_all_becomes_a_list() {
    for empty in [
        "components:",
        "components: []",
        "components:   []  # none yet",
        "components: ~",
        "components: # none yet",
    ] {
        let recipe = format!("name: a\n{empty}\ntags: {{}}\n");
        let with = apply(&recipe, &add(0, "Component/base")).unwrap();
        let comment = if empty.contains('#') {
            if empty.contains("  #") {
                "  # none yet"
            } else {
                " # none yet"
            }
        } else {
            ""
        };
        assert_eq!(
            with,
            format!("name: a\ncomponents:{comment}\n  - componentArn: Component/base\ntags: {{}}\n")
        );
    }
}

#[test]
fn comments_above_a_list_stay_when_its_last_layer_goes() {
    let recipe = "name: a\ncomponents:\n  # keep me\n\n  # mine\n  - componentArn: Component/base\ntags: {a: b}\n";
    let without = apply(recipe, &remove(0)).unwrap();
    assert_eq!(without, "name: a\n  # keep me\n\ntags: {a: b}\n");
}

#[test]
fn windows_line_ends_and_a_missing_last_one_stay() {
    let recipe = "components:\r\n- componentArn: Component/aide\r\n\r\n- componentArn: Component/base";
    let moved = apply(recipe, &relocate(0, 1)).unwrap();
    assert_eq!(
        moved,
        "components:\r\n- componentArn: Component/base\r\n\r\n- componentArn: Component/aide"
    );
    let more = apply(recipe, &add(2, "Component/cron")).unwrap();
    assert_eq!(
        more,
        "components:\r\n- componentArn: Component/aide\r\n\r\n- componentArn: Component/base\r\n\r\n- componentArn: Component/cron"
    );
    let mark = format!("\u{feff}{recipe}");
    assert_eq!(apply(&mark, &relocate(0, 1)).unwrap(), format!("\u{feff}{moved}"));
}

#[test]
fn odd_indentation_is_followed() {
    let recipe = "name: a\ncomponents:\n     -   componentArn: Component/aide\n         parameters:\n          -\n            name: A\n            value: [x]\n     -   componentArn: Component/base\n";
    let more = apply(recipe, &add(1, "Component/cron")).unwrap();
    assert_eq!(diff(recipe, &more), "+     -   componentArn: Component/cron");
    insta::assert_snapshot!(diff(recipe, &apply(recipe, &parameter(0, "B", Some(&["y"]))).unwrap()), @r#"
    +          - name: B
    +            value: ["y"]
    "#);
    insta::assert_snapshot!(diff(recipe, &apply(recipe, &parameter(1, "B", Some(&["y"]))).unwrap()), @r#"
    +         parameters:
    +              - name: B
    +                value: ["y"]
    "#);
}

#[test]
fn lists_in_brackets_are_edited_in_brackets() {
    let recipe = "name: a\ncomponents: [{componentArn: Component/aide}, {componentArn: Component/base, parameters: [{name: P, value: [x]}]}] # both\n";
    let line = |edit: &Edit| apply(recipe, edit).unwrap().lines().nth(1).unwrap().to_owned();
    insta::assert_snapshot!(
        [
            line(&relocate(0, 1)),
            line(&add(1, "Component/cron")),
            line(&remove(0)),
            line(&parameter(0, "P", Some(&["1"]))),
            line(&parameter(1, "P", Some(&["y", "z, w"]))),
            line(&parameter(1, "P", None)),
            line(&version(1, Some("1.x.x"))),
        ]
        .join("\n"),
        @r#"
        components: [{componentArn: Component/base, parameters: [{name: P, value: [x]}]}, {componentArn: Component/aide}] # both
        components: [{componentArn: Component/aide}, {componentArn: Component/cron}, {componentArn: Component/base, parameters: [{name: P, value: [x]}]}] # both
        components: [{componentArn: Component/base, parameters: [{name: P, value: [x]}]}] # both
        components: [{componentArn: Component/aide, parameters: [{name: P, value: ["1"]}]}, {componentArn: Component/base, parameters: [{name: P, value: [x]}]}] # both
        components: [{componentArn: Component/aide}, {componentArn: Component/base, parameters: [{name: P, value: ["y", "z, w"]}]}] # both
        components: [{componentArn: Component/aide}, {componentArn: Component/base}] # both
        components: [{componentArn: Component/aide}, {componentArn: Component/base/1.x.x, parameters: [{name: P, value: [x]}]}] # both
        "#
    );
}

#[test]
fn json_stays_json() {
    let recipe = "{\n  \"name\": \"a\",\n  \"components\": [\n    {\n      \"componentArn\": \"Component/aide\"\n    },\n    {\n      \"componentArn\": \"Component/base\"\n    }\n  ]\n}\n";
    insta::assert_snapshot!(diff(recipe, &apply(recipe, &parameter(0, "P", Some(&["1"]))).unwrap()), @r#"
    -      "componentArn": "Component/aide"
    +      "componentArn": "Component/aide",
    +      "parameters": [{"name": "P", "value": ["1"]}]
    "#);
    insta::assert_snapshot!(diff(recipe, &apply(recipe, &add(2, "Component/cron")).unwrap()), @r#"
    -    }
    +    },
    +    {"componentArn": "Component/cron"}
    "#);
    insta::assert_snapshot!(diff(recipe, &apply(recipe, &field(&["semanticVersion"], Some("1.0.0"))).unwrap()), @r#"+  "semanticVersion": "1.0.0","#);
}

#[test]
fn a_comment_that_stands_alone_stays_where_it_is() {
    let recipe = "components:\n- componentArn: Component/aide\n\n# --- web ---\n\n- componentArn: Component/base\n- componentArn: Component/cron\n";
    let moved = apply(recipe, &relocate(2, 0)).unwrap();
    assert_eq!(
        moved,
        "components:\n- componentArn: Component/cron\n- componentArn: Component/aide\n\n# --- web ---\n\n- componentArn: Component/base\n"
    );
    let moved = apply(recipe, &relocate(0, 2)).unwrap();
    assert_eq!(
        moved,
        "components:\n\n# --- web ---\n\n- componentArn: Component/base\n- componentArn: Component/cron\n- componentArn: Component/aide\n"
    );
}

#[test]
fn references_to_amazons_components_get_versions_too() {
    let recipe = "components:\n- componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1\n- componentArn: not/a reference\n";
    let pin = |index, version: Option<&str>| apply(recipe, &self::version(index, version));
    assert!(
        pin(0, Some("x.x.x"))
            .unwrap()
            .contains("component/update-linux/x.x.x\n")
    );
    insta::assert_snapshot!(
        [pin(0, None), pin(0, Some("x.1.x")), pin(1, Some("1.0.0"))].map(|result| result.unwrap_err().to_string()).join("\n"),
        @r"
        `arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1` has no version that can be removed; edit the reference in the source
        `x.1.x` is no version: write `1.2.0`, or a wildcard such as `1.2.x`
        `not/a reference` has no version that can be set; edit the reference in the source
        "
    );
}

#[test]
fn what_cannot_be_edited_exactly_is_refused_with_the_reason() {
    let refused = |recipe: &str, edit: &Edit| match apply(recipe, edit) {
        Ok(text) => panic!("was edited to {text}"),
        Err(error) => error.to_string(),
    };
    let anchored = "components:\n- &one\n  componentArn: Component/aide\n- *one\n";
    let shared = "common: &list\n- componentArn: Component/aide\n- componentArn: Component/base\ncomponents: *list\n";
    insta::assert_snapshot!(
        [
            refused("components: [\n", &relocate(0, 1)),
            refused("a: 1\na: 2\n", &relocate(0, 1)),
            refused("- a\n", &add(0, "Component/aide")),
            refused("a: 1\n---\nb: 2\n", &add(0, "Component/aide")),
            refused("", &add(0, "Component/aide")),
            refused("components:\n- componentArn: Component/aide\n", &relocate(0, 1)),
            refused("components: none\n", &add(0, "Component/aide")),
            refused("components:\n- text\n", &parameter(0, "A", Some(&["b"]))),
            refused(anchored, &relocate(0, 1)),
            refused(anchored, &parameter(1, "A", Some(&["b"]))),
            refused(anchored, &parameter(0, "A", Some(&["b"]))),
            refused(shared, &relocate(0, 1)),
            refused("tags:\n- a\n", &field(&["tags", "Owner"], Some("me"))),
            refused("tags: {a: {b: c}}\n", &field(&["tags", "a"], Some("me"))),
            refused("components: [{componentArn: Component/aide}, # mine\n  {componentArn: Component/base}]\n", &remove(1)),
        ]
        .join("\n"),
        @r"
        line 2: a value is missing here; mend it in the source first
        line 2: the key `a` is here twice; mend it in the source first
        this file holds a list, not one resource; edit it in the source
        this file holds 2 YAML documents, not one resource; edit it in the source
        this file holds nothing, not one resource; edit it in the source
        there is no layer 2: the recipe has 1
        line 1: `components` is text where a list belongs; mend it in the source first
        line 2: `components` is text where a mapping with `componentArn` belongs; mend it in the source first
        this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
        line 4: this is an alias (`*…`) of something written elsewhere; edit it in the source
        this edit would change more than it should, probably because of an anchor or an unusual layout; edit it in the source
        line 4: this is an alias (`*…`) of something written elsewhere; edit it in the source
        line 2: `tags` is a list where a mapping belongs; mend it in the source first
        line 1: `tags.a` is a mapping where a single value belongs; mend it in the source first
        line 2: a comment stands between the items of this list in brackets; edit it in the source
        "
    );
}

#[test]
fn an_edit_of_one_value_never_reaches_a_value_that_shares_its_anchor() {
    let recipe = "name: a\ntags: &shared\n  Team: web\namiTags: *shared\n";
    assert_eq!(
        apply(recipe, &field(&["tags", "Team"], Some("api"))),
        Err(EditError::WouldNotBeExact)
    );
    assert!(matches!(
        apply(recipe, &field(&["amiTags", "Team"], Some("api"))),
        Err(EditError::Alias { line: 4 })
    ));
}

#[test]
fn anchors_elsewhere_are_no_obstacle() {
    let recipe = "name: &n payments\ncomponents:\n- componentArn: Component/aide\n- componentArn: Component/base\ntags: {Name: *n}\n";
    let moved = apply(recipe, &relocate(0, 1)).unwrap();
    assert_eq!(
        diff(recipe, &moved),
        "+- componentArn: Component/base\n-- componentArn: Component/base"
    );
}

#[test]
fn long_and_block_texts_survive_and_are_replaced_as_a_whole() {
    let long = "x".repeat(4000);
    let recipe = format!(
        "name: a\ndescription: |  # shown in the console\n    first\n\n    second {long}\ntags:\n  folded: >-\n    a\n    b\n"
    );
    let moved = apply(&recipe, &field(&["description"], Some("one\ntwo\n"))).unwrap();
    assert_eq!(
        moved,
        "name: a\ndescription: |  # shown in the console\n    one\n    two\ntags:\n  folded: >-\n    a\n    b\n"
    );
    let tagged = apply(&recipe, &field(&["tags", "folded"], Some("one line"))).unwrap();
    assert!(
        tagged.contains(&long) && tagged.ends_with("tags:\n  folded: one line\n"),
        "{tagged}"
    );
}
