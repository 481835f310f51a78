//! Every question about every place of every text has an answer, and edits lie inside the text.

use std::fs;
use std::path::Path;

use ingot_component::language::{
    add_phase, add_step, complete, definition, hover, move_step, references, remove_step, rename, rename_at, symbols,
};
use ingot_component::{Range, Source};
use proptest::prelude::*;

const VALID: &str = "schemaVersion: 1.0
parameters:
  - Package: {type: string, default: \"é\"}
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        if:
          and:
            - fileExists: /a
        inputs:
          commands:
            - |
              echo \"{{ Package }}\"
            - 'it''s {{Package}}'
      - name: Page
        action: CreateFile
        loop: {name: Pages, forEach: [a, \"b\\t{{ Package }}\"]}
        inputs:
          - path: \"{{ build.Install.outputs.stdout }}/{{ Pages.value }}.html\"
  - name: test
    steps: [{name: Show, action: ReadFile, inputs: [{path: /etc/hosts}]}]
";

fn examine(text: &str, at: usize) {
    let source = Source::new("a.yaml", text);
    let position = source.position(at);
    let end = source.position(text.len());
    let inside = |range: Range| assert!(range.start <= range.end && range.end <= end, "{range:?} in {text:?}");
    for offer in complete(&source, position) {
        inside(offer.edit.range);
        assert!(
            offer.edit.range.start <= position && position <= offer.edit.range.end,
            "{offer:?} in {text:?}"
        );
    }
    hover(&source, position).iter().for_each(|hover| inside(hover.range));
    definition(&source, position).into_iter().for_each(inside);
    references(&source, position).into_iter().for_each(inside);
    if let Some((range, _)) = rename_at(&source, position) {
        inside(range);
        for edit in rename(&source, position, "Another").unwrap_or_default() {
            inside(edit.range);
        }
    }
    for symbol in symbols(&source) {
        inside(symbol.range);
        assert!(symbol.range.start <= symbol.selection.start && symbol.selection.end <= symbol.range.end);
    }
    let edits = [
        move_step(&source, 0, 0, 0, 1),
        move_step(&source, 0, 0, 1, 0),
        add_step(&source, 0, 1, "x", "S3Upload"),
        remove_step(&source, 0, 0),
        add_phase(&source, "test"),
    ];
    edits
        .into_iter()
        .flatten()
        .flatten()
        .for_each(|edit| inside(edit.range));
}

#[test]
fn documents_without_bound_are_answered() {
    for text in [
        "[".repeat(10_000),
        "- ".repeat(10_000),
        "{a: ".repeat(10_000),
        (0..1_000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect::<String>(),
        "a: |\n".to_owned() + &"\n".repeat(20_000),
        "{{".repeat(10_000),
        "a: \"\n".repeat(10_000),
        "phases:\n".to_owned() + &"  - name: build\n".repeat(2_000),
        "#".repeat(2 << 20),
        // The middle is between the two characters of a line break.
        "\n    \n..\r\n        ".to_owned(),
    ] {
        examine(&text, text.len());
        examine(&text, text.len() / 2);
    }
}

#[test]
fn every_place_of_real_documents_is_answered() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora/components-from-guide");
    if !corpora.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return;
    }
    for entry in fs::read_dir(corpora)
        .unwrap()
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
    {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let places = text.char_indices().map(|(at, _)| at);
        places.step_by(text.len() / 15 + 1).for_each(|at| examine(&text, at));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "([-?:,\\[\\]{}#&*!|>'\"% \t\r\na1é\u{feff}=.]|\\{\\{|\\}\\}|phases:|steps:|name: |\n  |\n- |\n    ){0,60}", pick in any::<prop::sample::Index>()) {
        examine(&text, pick.index(text.len() + 1));
    }

    #[test]
    fn a_document_cut_anywhere(pick in any::<prop::sample::Index>(), until in any::<prop::sample::Index>(), new in "[-:\\[\\]{}'\"|>#&*! \n\ta]{0,4}") {
        let cut = |index: prop::sample::Index| (0..=index.index(VALID.len() + 1)).rev().find(|at| VALID.is_char_boundary(*at)).unwrap_or(0);
        let (start, end) = (cut(pick).min(cut(until)), cut(pick).max(cut(until)));
        let short = format!("{}{new}", &VALID[..end]);
        examine(&short, short.len());
        let end = end.min(start + 12);
        let holed = match VALID.get(end..) {
            Some(rest) => format!("{}{new}{rest}", &VALID[..start]),
            None => VALID.to_owned(),
        };
        examine(&holed, start);
    }
}
