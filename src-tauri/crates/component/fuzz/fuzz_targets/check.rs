//! Any text can be checked: every finding has a place in the text, every fix can be applied, and nothing panics.
#![no_main]

use ingot_component::Source;
use ingot_component::rules::{RuleSettings, check};
use ingot_component::workflow;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.yaml", text);
    let settings = RuleSettings::default();
    let found = check(&source, &settings)
        .into_iter()
        .chain(workflow::check(&source, &settings));
    for found in found {
        let (start, end) = (source.offset(found.range.start), source.offset(found.range.end));
        assert!(start <= end && text.get(start..end).is_some(), "{found:?}");
        assert!(!found.message.is_empty());
        if let Some(fix) = &found.fix {
            assert!(fix.apply(&source).is_some(), "{found:?}");
        }
    }
});
