//! A fix mends what it says: afterwards the document still reads, and the finding is gone.
#![allow(clippy::unwrap_used)]

use ingot_component::rules::{RuleSettings, check};
use ingot_component::{Diagnostic, Source, actions, read};
use proptest::prelude::*;

fn findings(source: &Source) -> Vec<Diagnostic> {
    check(source, &RuleSettings::default())
}

/// A document whose only step calls the module with one value for each of its inputs.
fn document(module: &actions::ActionModule, values: &[String]) -> String {
    let mut text = format!(
        "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Step\n        action: {}\n        inputs:\n",
        module.name
    );
    for (at, (input, value)) in module.inputs.iter().zip(values).enumerate() {
        let dash = match module.form {
            actions::InputForm::List if at == 0 => "- ",
            actions::InputForm::List => "  ",
            _ => "",
        };
        text += &format!("          {dash}{}: {value}\n", input.name);
    }
    text
}

fn value() -> impl Strategy<Value = String> {
    const ODD: &[&str] = &[
        "true",
        "yes # or no",
        "'false'",
        "0644",
        "011122223333",
        "\"1111 2222 3333\"",
        "1.10",
        "-1",
        "60s",
        "[a: b, 1.10, KB 5031234, true]",
        "\n            - echo a: b # c\n            - echo \"it's\": \\\n            -\n            - yes",
        "\n            - a: b\n              c: d\n            - {name: a, value: 1.10}",
        "{A: 1.10, B: yes, C: [a]}",
        "s3://ec2imagebuilder-a/b/",
        "\"s3://ec2imagebuilder-a/b/\" # c",
        "'HKLM\\SOFTWARE'",
        "HKEY_USERS:",
        "C:\\a\\*",
        "\"C:\\\\a\"",
        "/tmp",
        "|\n              /tmp",
        "Build, build,,test",
        "sha256",
        "allow",
        "&anchor 0755",
        "!!str 0755",
        "*anchor",
        "'{{ env:A }}'",
        "",
    ];
    prop_oneof![
        3 => prop::sample::select(ODD).prop_map(str::to_owned),
        1 => "'[a-z0-9/*:\\\\. -]{0,12}'",
        1 => "[a-zA-Z0-9/*\\\\.-]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_inputs_hold_fixes_mend_them(
        pick in any::<prop::sample::Index>(),
        values in prop::collection::vec(value(), 7),
    ) {
        let modules: Vec<_> = actions::all().collect();
        let source = Source::new("component.yaml", document(modules[pick.index(modules.len())], &values));
        let before = findings(&source);
        for found in before.iter().filter(|found| found.rule.starts_with("actions/")) {
            let Some(fix) = &found.fix else { continue };
            let mended = Source::new("component.yaml", fix.apply(&source).unwrap());
            prop_assert!(read(&mended).complete, "{found:?}\n{}", mended.text());
            let same = |other: &&Diagnostic| other.rule == found.rule && other.message == found.message;
            let after = findings(&mended);
            prop_assert!(
                after.iter().filter(same).count() < before.iter().filter(same).count(),
                "{found:?}\n{}",
                mended.text()
            );
        }
    }
}
