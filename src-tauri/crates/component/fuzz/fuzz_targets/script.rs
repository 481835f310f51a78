//! Any script becomes a document that can be read, or is refused with a reason.
#![no_main]

use ingot_component::draft::from_script;
use ingot_component::{Source, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(made) = from_script(text, None, "fuzz") {
        let reading = read(&Source::new("fuzz.yaml", made.document));
        assert!(
            reading.complete && reading.diagnostics.is_empty(),
            "{:?}",
            reading.diagnostics
        );
    }
});
