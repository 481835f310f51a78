//! Any text can be checked: every finding has a place in the text, every fix can be applied, and nothing panics.
#![no_main]

use ingot_component::Source;
use ingot_component::rules::{RuleSettings, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.yaml", text);
    for found in check(&source, &RuleSettings::default()) {
        let (start, end) = (source.offset(found.range.start), source.offset(found.range.end));
        assert!(start <= end && text.get(start..end).is_some(), "{found:?}");
        assert!(!found.message.is_empty());
        if let Some(fix) = &found.fix {
            assert!(fix.apply(&source).is_some(), "{found:?}");
        }
    }
});
