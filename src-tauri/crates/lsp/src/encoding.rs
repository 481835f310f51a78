//! Columns of the protocol count UTF-16 units, or bytes when the client prefers that; columns of
//! this program count characters.

use ingot_component::{Position, Range, Source};

/// What a column of the protocol counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }

    /// A place in `source` as the protocol says it.
    pub fn outward(self, source: &Source, position: Position) -> lsp_types::Position {
        let start = source.offset(Position {
            line: position.line,
            column: 1,
        });
        let before = source.text().get(start..source.offset(position)).unwrap_or("");
        let units = before.chars().map(|c| self.width(c)).sum::<usize>();
        lsp_types::Position {
            line: position.line.saturating_sub(1),
            character: u32::try_from(units).unwrap_or(u32::MAX),
        }
    }

    /// [`Self::outward`] for both ends.
    pub fn outward_range(self, source: &Source, range: Range) -> lsp_types::Range {
        lsp_types::Range {
            start: self.outward(source, range.start),
            end: self.outward(source, range.end),
        }
    }

    /// A place of the protocol in `source`. A column beyond the line is its end, a line beyond the
    /// text the end of the text, a column inside a character the start of it.
    pub fn inward(self, source: &Source, position: lsp_types::Position) -> Position {
        let line = position.line.saturating_add(1);
        let start = source.offset(Position { line, column: 1 });
        let end = source.offset(Position { line, column: u32::MAX });
        let wanted = position.character as usize;
        let mut units = 0;
        let mut characters = 0;
        for c in source.text().get(start..end).unwrap_or("").chars() {
            units += self.width(c);
            if units > wanted {
                break;
            }
            characters += 1;
        }
        let start = source.position(start);
        Position {
            column: start.column.saturating_add(characters),
            ..start
        }
    }

    /// [`Self::inward`] for both ends.
    pub fn inward_range(self, source: &Source, range: lsp_types::Range) -> Range {
        let start = self.inward(source, range.start);
        Range {
            start,
            end: self.inward(source, range.end).max(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_the_client_counts() {
        let source = Source::new("a", "x\n😀é1\r\n");
        let one = Position { line: 2, column: 3 };
        for (encoding, character) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3)] {
            let outward = lsp_types::Position { line: 1, character };
            assert_eq!(encoding.outward(&source, one), outward);
            assert_eq!(encoding.inward(&source, outward), one);
        }
    }

    #[test]
    fn places_outside_the_text_are_moved_into_it() {
        let source = Source::new("a", "😀b\nc");
        let inward = |line, character| Encoding::Utf16.inward(&source, lsp_types::Position { line, character });
        assert_eq!(inward(0, 1), Position { line: 1, column: 1 });
        assert_eq!(inward(0, 99), Position { line: 1, column: 3 });
        assert_eq!(inward(9, 9), Position { line: 2, column: 2 });
        assert_eq!(inward(u32::MAX, u32::MAX), Position { line: 2, column: 2 });
    }
}
