//! Forms of settings, infrastructure, distribution and container recipes on files as people write
//! them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_recipe::Kind;
use ingot_recipe::{Edit, FieldChange, FieldValue};
use ingot_workspace::{apply, rename, rename_references, replace_reference};
use similar::{ChangeTag, TextDiff};

const DISTRIBUTION: &str = r#"kind: DistributionConfiguration
name: payments
distributions:
  # Production
  - region: eu-central-1
    amiDistributionConfiguration:
      name: payments {{ imagebuilder:buildDate }}
      launchPermission:
        userIds:
          # payments-prod
          - "111122223333"
          # payments-test
          - "444455556666"
          # ledger
          - "777788889999"

  # Disaster recovery
  - region: eu-west-1
"#;

const RECIPE: &str = r#"kind: ImageRecipe
name: payments-web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden/1.x.x
blockDeviceMappings:
  - deviceName: /dev/sda1   # root
    ebs:
      encrypted: true
      volumeSize: 20        # GiB
  - ebs: {volumeSize: 8}
amiTags:
  Team: web
"#;

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

fn text(value: &str) -> FieldValue {
    FieldValue::Scalar(value.to_owned())
}

fn list(items: &[FieldValue]) -> FieldValue {
    FieldValue::List(items.to_vec())
}

fn mapping(fields: &[(&str, FieldValue)]) -> FieldValue {
    let fields = fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
    FieldValue::Mapping(fields.collect())
}

fn set(changes: &[(&str, Option<FieldValue>)]) -> Edit {
    let change = |(path, value): &(&str, Option<FieldValue>)| FieldChange {
        path: path.split('.').map(str::to_owned).collect(),
        value: value.clone(),
    };
    Edit::SetFields {
        changes: changes.iter().map(change).collect(),
    }
}

fn changed(file: &str, changes: &[(&str, Option<FieldValue>)]) -> String {
    diff(file, &apply(file, &set(changes)).unwrap())
}

#[test]
fn writing_a_list_over_a_list_touches_only_what_differs() {
    let users = "distributions.0.amiDistributionConfiguration.launchPermission.userIds";
    let without = list(&[text("111122223333"), text("777788889999")]);
    insta::assert_snapshot!(changed(DISTRIBUTION, &[(users, Some(without))]), @r#"
    -          # payments-test
    -          - "444455556666"
    "#);
    let with = list(&["111122223333", "000000000001", "444455556666", "777788889999"].map(text));
    insta::assert_snapshot!(changed(DISTRIBUTION, &[(users, Some(with))]), @r#"+          - "000000000001""#);
    let other = list(&["111122223333", "000000000001", "777788889999"].map(text));
    insta::assert_snapshot!(changed(DISTRIBUTION, &[(users, Some(other))]), @r#"
    -          - "444455556666"
    +          - "000000000001"
    "#);
    let same = list(&["111122223333", "444455556666", "777788889999"].map(text));
    assert_eq!(changed(DISTRIBUTION, &[(users, Some(same))]), "");
}

#[test]
fn writing_a_structure_over_a_structure_touches_only_what_differs() {
    let volumes = list(&[
        mapping(&[
            ("deviceName", text("/dev/sda1")),
            (
                "ebs",
                mapping(&[
                    ("volumeSize", text("40")),
                    ("encrypted", text("true")),
                    ("volumeType", text("gp3")),
                ]),
            ),
        ]),
        mapping(&[("ebs", mapping(&[("volumeSize", text("8"))]))]),
    ]);
    insta::assert_snapshot!(changed(RECIPE, &[("blockDeviceMappings", Some(volumes))]), @r"
    -      volumeSize: 20        # GiB
    +      volumeSize: 40        # GiB
    +      volumeType: gp3
    ");
    let bare = mapping(&[("volumeSize", text("20"))]);
    insta::assert_snapshot!(changed(RECIPE, &[("blockDeviceMappings.0.ebs", Some(bare))]), @"-      encrypted: true");
}

#[test]
fn new_fields_stand_where_the_api_has_them() {
    insta::assert_snapshot!(changed(RECIPE, &[("blockDeviceMappings.1.deviceName", Some(text("/dev/sdb")))]), @r"
    -  - ebs: {volumeSize: 8}
    +  - deviceName: /dev/sdb
    +    ebs: {volumeSize: 8}
    ");
    insta::assert_snapshot!(changed(RECIPE, &[("blockDeviceMappings.0.ebs.kmsKeyId", Some(text("alias/ours")))]), @"+      kmsKeyId: alias/ours");
    insta::assert_snapshot!(changed(RECIPE, &[("description", Some(text("Web tier")))]), @"+description: Web tier");
    let volume = mapping(&[
        (
            "ebs",
            mapping(&[("volumeSize", text("100")), ("deleteOnTermination", text("false"))]),
        ),
        ("deviceName", text("/dev/sdc")),
    ]);
    insta::assert_snapshot!(changed(RECIPE, &[("blockDeviceMappings.2", Some(volume))]), @r"
    +  - deviceName: /dev/sdc
    +    ebs:
    +      deleteOnTermination: false
    +      volumeSize: 100
    ");
    let region = mapping(&[
        (
            "amiDistributionConfiguration",
            mapping(&[("targetAccountIds", list(&[text("111122223333")]))]),
        ),
        ("region", text("us-east-1")),
    ]);
    insta::assert_snapshot!(changed(DISTRIBUTION, &[("distributions.2", Some(region))]), @r#"
    +
    +  - region: us-east-1
    +    amiDistributionConfiguration:
    +      targetAccountIds:
    +        - "111122223333"
    "#);
}

#[test]
fn several_fields_change_as_one_edit() {
    insta::assert_snapshot!(
        changed(RECIPE, &[
            ("semanticVersion", Some(text("1.1.0"))),
            ("amiTags.Team", None),
            ("blockDeviceMappings.1", None),
            ("tags", Some(mapping(&[("Owner", text("payments")), ("encrypted", text("true"))]))),
        ]),
        @r#"
        -semanticVersion: 1.0.0
        +semanticVersion: 1.1.0
        -  - ebs: {volumeSize: 8}
        -amiTags:
        -  Team: web
        +tags:
        +  Owner: payments
        +  encrypted: "true"
        "#
    );
}

#[test]
fn a_list_can_become_empty_and_full_again() {
    let recipe = "name: a\namiWatermarks: # ours\n  - one\n  - two\ntags: {}\n";
    let empty = apply(recipe, &set(&[("amiWatermarks", Some(list(&[])))])).unwrap();
    assert_eq!(empty, "name: a\namiWatermarks: [] # ours\ntags: {}\n");
    let full = apply(
        &empty,
        &set(&[("amiWatermarks", Some(list(&[text("one"), text("two")])))]),
    )
    .unwrap();
    assert_eq!(full, recipe);
    let tagged = apply(recipe, &set(&[("tags", Some(mapping(&[("a", text("b"))])))])).unwrap();
    assert_eq!(tagged, recipe.replace("tags: {}", "tags:\n  a: b"));
    let flow = "{name: a, amiWatermarks: [one, two], tags: {}}\n";
    let less = apply(
        flow,
        &set(&[
            ("amiWatermarks", Some(list(&[text("two")]))),
            ("tags.a", Some(text("b"))),
        ]),
    )
    .unwrap();
    assert_eq!(less, "{name: a, amiWatermarks: [two], tags: {a: b}}\n");
}

#[test]
fn texts_of_several_lines_are_block_scalars() {
    let container = "kind: ContainerRecipe\r\nname: api\r\nparentImage: amazonlinux\r\ntargetRepository:\r\n  repositoryName: api\r\n";
    let template = "FROM {{{ imagebuilder:parentImage }}}\n  \n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n";
    let with = apply(container, &set(&[("dockerfileTemplateData", Some(text(template)))])).unwrap();
    insta::assert_snapshot!(with.replace("\r\n", "\\r\n"), @r"
    kind: ContainerRecipe\r
    name: api\r
    parentImage: amazonlinux\r
    dockerfileTemplateData: |\r
      FROM {{{ imagebuilder:parentImage }}}\r
        \r
      {{{ imagebuilder:environments }}}\r
      {{{ imagebuilder:components }}}\r
    targetRepository:\r
      repositoryName: api\r
    ");
    let longer = apply(
        &with,
        &set(&[("dockerfileTemplateData", Some(text(&format!("{template}USER app\n"))))]),
    )
    .unwrap();
    assert_eq!(diff(&with, &longer), "+  USER app");
    let one = apply(&longer, &set(&[("dockerfileTemplateData", Some(text("FROM scratch")))])).unwrap();
    assert!(one.contains("\r\ndockerfileTemplateData: FROM scratch\r\n"), "{one}");
    let quoted = "name: a\ndescription: \"one\"  # shown\n";
    let block = apply(quoted, &set(&[("description", Some(text("one\ntwo")))])).unwrap();
    assert_eq!(block, "name: a\ndescription: |-  # shown\n  one\n  two\n");
}

#[test]
fn items_of_any_list_move_with_their_comments() {
    let relocate = |path: &str, from, to| Edit::MoveItem {
        path: path.split('.').map(str::to_owned).collect(),
        from,
        to,
    };
    let moved = apply(DISTRIBUTION, &relocate("distributions", 1, 0)).unwrap();
    insta::assert_snapshot!(diff(DISTRIBUTION, &moved), @r"
    +  # Disaster recovery
    +  - region: eu-west-1
    +
    -
    -  # Disaster recovery
    -  - region: eu-west-1
    ");
    assert_eq!(apply(&moved, &relocate("distributions", 0, 1)).unwrap(), DISTRIBUTION);
    let users = "distributions.0.amiDistributionConfiguration.launchPermission.userIds";
    insta::assert_snapshot!(diff(DISTRIBUTION, &apply(DISTRIBUTION, &relocate(users, 2, 0)).unwrap()), @r#"
    +          # ledger
    +          - "777788889999"
    -          # ledger
    -          - "777788889999"
    "#);
    let layers =
        "components:\n- componentArn: Component/a\n# - componentArn: Component/off\n- componentArn: Component/b\n";
    assert_eq!(
        apply(layers, &relocate("components", 1, 0)).unwrap(),
        "components:\n- componentArn: Component/b\n- componentArn: Component/a\n# - componentArn: Component/off\n"
    );
    let refused = |path: &str, from, to| apply(DISTRIBUTION, &relocate(path, from, to)).unwrap_err().to_string();
    insta::assert_snapshot!(
        [refused("distributions", 0, 2), refused("tags", 0, 0), refused("name", 0, 0)].join("\n"),
        @r"
        there is no item 3: the list has 2
        there is no item 1: the list has 0
        there is no item 1: the list has 0
        "
    );
}

#[test]
fn references_are_replaced_where_they_stand() {
    let recipe = "parentImage: 'ImageRecipe/golden/1.x.x' # base\ncomponents:\n# - componentArn: Component/off\n- componentArn: Component/a/1.0.0\n";
    let path = |path: &str| -> Vec<String> { path.split('.').map(str::to_owned).collect() };
    let parent = replace_reference(recipe, &path("parentImage"), "ImageRecipe/base/1.x.x").unwrap();
    assert_eq!(parent, recipe.replace("golden", "base"));
    let component = replace_reference(recipe, &path("components.0.componentArn"), "Component/b/1.0.0").unwrap();
    assert_eq!(component, recipe.replace("Component/a/", "Component/b/"));
}

#[test]
fn a_renamed_resource_is_renamed_in_every_file_that_refers_to_it() {
    let component = "# ours\r\nkind: Component\r\nname: 'sshd' # short\r\n";
    let name = "sshd-hardening".parse().unwrap();
    assert_eq!(
        rename(component, &name).unwrap(),
        component.replace("'sshd'", "'sshd-hardening'")
    );
    let recipe = "\u{feff}parentImage: ImageRecipe/sshd/1.x.x\ncomponents:\n- componentArn: Component/sshd/1.0.0 # pinned\n  parameters: [{name: sshd, value: [Component/sshd]}]\n# - componentArn: \"Component/sshd\"\n#   parameters:\n#     - {name: Port, value: ['22']}\n- componentArn: Component/sshd-test\n- componentArn: Component/SSHD";
    let renamed = rename_references(recipe, Kind::Component, "sshd", &name).unwrap();
    insta::assert_snapshot!(diff(recipe, &renamed), @r#"
    -- componentArn: Component/sshd/1.0.0 # pinned
    +- componentArn: Component/sshd-hardening/1.0.0 # pinned
    -# - componentArn: "Component/sshd"
    +# - componentArn: "Component/sshd-hardening"
    -- componentArn: Component/SSHD
    +- componentArn: Component/sshd-hardening
    "#);
    let pipeline = "imageRecipeArn: ImageRecipe/sshd\n";
    assert_eq!(
        rename_references(pipeline, Kind::Component, "sshd", &name).unwrap(),
        pipeline
    );
    assert_eq!(
        rename_references(pipeline, Kind::ImageRecipe, "sshd", &name).unwrap(),
        "imageRecipeArn: ImageRecipe/sshd-hardening\n"
    );
}

#[test]
fn what_belongs_elsewhere_is_refused_with_the_reason() {
    let refused = |changes: &[(&str, Option<FieldValue>)]| apply(RECIPE, &set(changes)).unwrap_err().to_string();
    insta::assert_snapshot!(
        [
            refused(&[("name", Some(list(&[text("a")])))]),
            refused(&[("blockDeviceMappings", Some(text("a")))]),
            refused(&[("blockDeviceMappings", Some(mapping(&[("a", text("b"))])))]),
            refused(&[("blockDeviceMappings.7.deviceName", Some(text("a")))]),
            refused(&[("name.first", Some(text("a")))]),
        ]
        .join("\n"),
        @r"
        line 2: `name` is text where a list belongs; mend it in the source first
        line 6: `blockDeviceMappings` is a list where a single value belongs; mend it in the source first
        line 6: `blockDeviceMappings` is a list where a mapping belongs; mend it in the source first
        line 5: the list has no such position; edit it in the source
        line 2: `name` is text where a mapping belongs; mend it in the source first
        "
    );
}
