//! What the editor of a component document asks while somebody writes.

use ingot_component::{Position, Range, Source, TextEdit, format as formatter, language};
use similar::{DiffOp, TextDiff};

use crate::Workbench;
use crate::contract::Error;
use crate::contract::language::{
    Completions, DefinitionAnswer, EditList, Formatted, HoverAnswer, MoveStep, Nameable, PlaceRequest, RenameRequest,
    RenameTarget, Symbols, TextRequest,
};

pub async fn complete(_: &Workbench, request: PlaceRequest) -> Result<Completions, Error> {
    Ok(Completions {
        items: language::complete(&source(request.text), request.position),
    })
}

pub async fn hover(_: &Workbench, request: PlaceRequest) -> Result<HoverAnswer, Error> {
    Ok(HoverAnswer {
        hover: language::hover(&source(request.text), request.position),
    })
}

pub async fn definition(_: &Workbench, request: PlaceRequest) -> Result<DefinitionAnswer, Error> {
    Ok(DefinitionAnswer {
        range: language::definition(&source(request.text), request.position),
    })
}

pub async fn rename_at(_: &Workbench, request: PlaceRequest) -> Result<RenameTarget, Error> {
    let target = language::rename_at(&source(request.text), request.position);
    Ok(RenameTarget {
        target: target.map(|(range, name)| Nameable { range, name }),
    })
}

pub async fn rename(_: &Workbench, request: RenameRequest) -> Result<EditList, Error> {
    language::rename(&source(request.text), request.position, &request.name)
        .map(|edits| EditList { edits })
        .map_err(|error| Error::invalid(error.to_string()))
}

pub async fn format(_: &Workbench, request: TextRequest) -> Result<Formatted, Error> {
    let source = source(request.text);
    Ok(match formatter::format(&source) {
        Ok(text) => Formatted {
            edits: line_edits(source.text(), &text),
            refused: None,
        },
        Err(error) => Formatted {
            edits: Vec::new(),
            refused: Some(error.to_string()),
        },
    })
}

pub async fn symbols(_: &Workbench, request: TextRequest) -> Result<Symbols, Error> {
    Ok(Symbols {
        symbols: language::symbols(&source(request.text)),
    })
}

pub async fn move_step(_: &Workbench, request: MoveStep) -> Result<EditList, Error> {
    let [phase, step, to_phase, to_step] =
        [request.phase, request.step, request.to_phase, request.to_step].map(|index| index as usize);
    language::move_step(&source(request.text), phase, step, to_phase, to_step)
        .map(|edits| EditList { edits })
        .map_err(|error| Error::invalid(error.to_string()))
}

fn source(text: String) -> Source {
    Source::new("document.yaml", text)
}

/// The lines that changed, so that a cursor elsewhere stays where it is.
fn line_edits(before: &str, after: &str) -> Vec<TextEdit> {
    let diff = TextDiff::from_lines(before, after);
    let end = Source::new("", before).position(before.len());
    let start_of = |line: usize| {
        let start = Position {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: 1,
        };
        start.min(end)
    };
    diff.ops()
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            let lines = op.old_range();
            TextEdit {
                range: Range {
                    start: start_of(lines.start),
                    end: start_of(lines.end),
                },
                text: op
                    .new_range()
                    .filter_map(|line| diff.new_slices().get(line).copied())
                    .collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use ingot_component::Fix;

    use super::*;

    #[test]
    fn the_edits_of_a_format_give_the_formatted_text() {
        for (before, after) in [
            ("a: 1   \n\n\n\nb: 2", "a: 1\n\nb: 2\n"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\n", "a\n"),
            ("", "a\n"),
            ("a\nb", ""),
        ] {
            let source = source(before.to_owned());
            let fix = Fix {
                title: String::new(),
                edits: line_edits(before, after),
            };
            assert_eq!(fix.apply(&source).as_deref(), Some(after));
        }
    }
}
