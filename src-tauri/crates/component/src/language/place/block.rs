//! The lists and mappings around a place, by indentation.

use super::{Level, Via, unquoted};
use crate::lines::{Element, Line};

/// The levels around byte `begin` of line `number`, where something stands at `column`.
pub(super) fn levels<'t>(text: &'t str, lines: &[Line], number: usize, begin: usize, column: usize) -> Vec<Level<'t>> {
    let mut inside_out = Upwards::new(begin, column);
    if let Some(line) = lines.get(number) {
        inside_out.line(text, line, begin);
    }
    for line in lines.get(..number).unwrap_or_default().iter().rev() {
        inside_out.line(text, line, usize::MAX);
    }
    let mut levels = inside_out.levels;
    levels.reverse();
    downwards(text, lines.get(number + 1..).unwrap_or_default(), &mut levels);
    levels
}

/// Collects levels from the innermost to the document while going up.
struct Upwards<'t> {
    levels: Vec<Level<'t>>,
}

impl<'t> Upwards<'t> {
    fn new(start: usize, column: usize) -> Self {
        Self {
            levels: vec![Level::new(column, start, false)],
        }
    }

    /// Takes what stands on `line` before byte `limit`.
    fn line(&mut self, text: &'t str, line: &Line, limit: usize) {
        let Some(structure) = line.structure() else { return };
        for element in structure.elements().rev() {
            let Some(current) = self.levels.last_mut() else { return };
            match element {
                Element::Key(at) if at < limit => {
                    let column = line.column(at);
                    let (Some(key), value) = (structure.key, structure.value) else {
                        continue;
                    };
                    let entry = (unquoted(text, key), unquoted(text, value));
                    if column < current.column || (column == current.column && current.is_list) {
                        current.via = Via::Key(entry.0);
                        let mut level = Level::new(column, at, false);
                        level.entries.push(entry);
                        self.levels.push(level);
                    } else if column == current.column {
                        current.start = at;
                        current.entries.push(entry);
                    }
                }
                Element::Dash(at) if at < limit => {
                    let column = line.column(at);
                    if column < current.column {
                        current.via = Via::Item;
                        current.start = at;
                        self.levels.push(Level::new(column, at, true));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Adds the keys below the cursor to the levels that go on there.
fn downwards<'t>(text: &'t str, lines: &[Line], levels: &mut [Level<'t>]) {
    let mut open = levels.len();
    for line in lines {
        let Some(structure) = line.structure() else { continue };
        let Some(first) = structure.elements().next() else {
            continue;
        };
        let (Element::Dash(at) | Element::Key(at) | Element::Value(at)) = first;
        let column = line.column(at);
        let is_dash = matches!(first, Element::Dash(_));
        while let Some(level) = open.checked_sub(1).and_then(|last| levels.get(last)) {
            if level.column > column || (level.column == column && level.is_list && !is_dash) {
                open -= 1;
            } else {
                break;
            }
        }
        let Some(level) = open.checked_sub(1).and_then(|last| levels.get_mut(last)) else {
            return;
        };
        if let (Element::Key(_), Some(key)) = (first, structure.key)
            && level.column == column
        {
            level
                .entries
                .push((unquoted(text, key), unquoted(text, structure.value)));
        }
    }
}
