use super::*;

fn advice(from: &str, to: &str) -> String {
    assert!(OVERLAY.contains(from), "{from}");
    let workspace = with_inventory(&OVERLAY.replace(from, to), published()).catalogue;
    let advice = version_advice(&workspace, "web").unwrap();
    let next: Vec<&str> = advice.next.iter().map(|it| it.version.as_str()).collect();
    format!(
        "{} (AWS has {:?}){}{}: {:?} because {:?}; next {}",
        advice.current,
        advice.published,
        if advice.automatic { " automatic" } else { "" },
        if advice.needed { " needed" } else { "" },
        advice.size,
        advice.reasons,
        next.join(", ")
    )
}

#[test]
fn the_next_version_is_as_large_as_the_change() {
    let same = ("name: web", "name: web");
    let changes = [
        same,
        ("value: [4g]", "value: [8g]"),
        ("volumeSize: 30", "volumeSize: 50"),
        (LAYER, "  - componentArn: Component/sshd\n"),
        (
            "parentImage: ImageRecipe/golden/1.x.x",
            "parentImage: ImageRecipe/golden/1.2.0",
        ),
        (
            "parentImage: ImageRecipe/golden/1.x.x",
            "parentImage: ImageRecipe/golden/2.x.x",
        ),
        ("tags: {Owner: payments}", "tags: {Owner: web}"),
        ("semanticVersion: 2.0.0\n", "semanticVersion: 2.0.x\n"),
        ("semanticVersion: 2.0.0\n", "semanticVersion: 1.4.7\n"),
        ("semanticVersion: 2.0.0\n", "semanticVersion: two\n"),
    ];
    let lines: Vec<String> = changes.iter().map(|(from, to)| advice(from, to)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    2.0.0 (AWS has Some("2.0.0")): None because []; next 2.0.1, 2.1.0, 3.0.0
    2.0.0 (AWS has Some("2.0.0")) needed: Some(Patch) because ["parameters of `openjdk` are set differently"]; next 2.0.1, 2.1.0, 3.0.0
    2.0.0 (AWS has Some("2.0.0")) needed: Some(Minor) because ["`blockDeviceMappings[/dev/sda1].ebs.volumeSize` differs"]; next 2.0.1, 2.1.0, 3.0.0
    2.0.0 (AWS has Some("2.0.0")) needed: Some(Major) because ["`openjdk` is removed"]; next 2.0.1, 2.1.0, 3.0.0
    2.0.0 (AWS has Some("2.0.0")) needed: Some(Patch) because ["another version of the parent image is written"]; next 2.0.1, 2.1.0, 3.0.0
    2.0.0 (AWS has Some("2.0.0")) needed: Some(Major) because ["the parent image has another major version"]; next 2.0.1, 2.1.0, 3.0.0
    2.0.0 (AWS has Some("2.0.0")): None because []; next 2.0.1, 2.1.0, 3.0.0
    2.0.x (AWS has Some("2.0.0")) automatic: None because []; next 
    1.4.7 (AWS has Some("2.0.0")): None because []; next 1.4.8, 1.5.0, 3.0.0
    two (AWS has Some("2.0.0")): None because []; next 2.0.1, 2.1.0, 3.0.0
    "#);
}

#[test]
fn nothing_is_compared_with_what_was_never_published() {
    let advice = version_advice(&files(OVERLAY).catalogue, "web").unwrap();
    assert_eq!((advice.published, advice.needed, advice.size), (None, false, None));
    assert_eq!(advice.next.len(), 3);
    assert_eq!(version_advice(&files(OVERLAY).catalogue, "nothing"), None);
}

#[test]
fn a_component_needs_a_version_when_its_document_differs() {
    let document = "schemaVersion: 1.0\nphases:\n  - name: test\n    steps:\n      - name: Listens\n        action: ExecuteBash\n        inputs: {commands: [\"ss -tln | grep :22\"]}\n";
    let mut inventory = published();
    for component in &mut inventory.components {
        if component.name == "sshd-test" {
            component.data = Some(document.to_owned());
        }
    }
    let advice = |text: &str| {
        let catalogue = with_inventory(text, inventory.clone()).catalogue;
        component_version_advice(&catalogue, "sshd-test").unwrap()
    };
    assert!(!advice(OVERLAY).needed);
    let changed = advice(&OVERLAY.replace("- name: Listens", "- name: Open"));
    assert!(changed.needed);
    assert_eq!(changed.size, Some(ChangeSize::Major));
    assert_eq!(changed.reasons, ["step `test/Listens` is removed"]);
}
