//! Whatever an editor asks at any place of any text is answered, every edit can be applied, and a format is final.
//!
//! The first two bytes choose the place.
#![no_main]

use ingot_component::format::{format, format_edits};
use ingot_component::language::{
    complete, definition, hover, move_step, references, remove_step, rename, rename_at, symbols,
};
use ingot_component::{Fix, Range, Source, TextEdit, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (u16, &str)| {
    let (place, text) = data;
    let source = Source::new("fuzz.yaml", text);
    let mut at = usize::from(place) % (text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let position = source.position(at);
    for completion in complete(&source, position) {
        apply(&source, vec![completion.edit]);
    }
    if let Some(hover) = hover(&source, position) {
        inside(&source, hover.range);
    }
    for range in definition(&source, position)
        .into_iter()
        .chain(references(&source, position))
    {
        inside(&source, range);
    }
    if rename_at(&source, position).is_some()
        && let Ok(edits) = rename(&source, position, "Renamed")
    {
        let renamed = apply(&source, edits);
        assert!(!read(&source).complete || read(&renamed).complete);
    }
    for symbol in symbols(&source) {
        inside(&source, symbol.range);
    }
    for made in [move_step(&source, 0, 0, 0, 1), remove_step(&source, 0, 0)] {
        if let Ok(edits) = made {
            apply(&source, edits);
        }
    }
    if let Ok(edits) = format_edits(&source) {
        let formatted = apply(&source, edits);
        assert_eq!(format(&formatted).as_deref(), Ok(formatted.text()));
    }
});

fn inside(source: &Source, range: Range) {
    let (start, end) = (source.offset(range.start), source.offset(range.end));
    assert!(start <= end && source.text().get(start..end).is_some(), "{range:?}");
}

fn apply(source: &Source, edits: Vec<TextEdit>) -> Source {
    for edit in &edits {
        inside(source, edit.range);
    }
    let title = String::new();
    let text = Fix { title, edits }.apply(source).expect("edits overlap");
    Source::new(source.file(), text)
}
