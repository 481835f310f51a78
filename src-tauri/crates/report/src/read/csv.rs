//! Tables of comma, semicolon or tab separated values of any size, their cells found by the names of a header row that
//! may stand behind a preamble.

use std::collections::HashMap;

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::stream::Stream;
use super::{ReadError, Source};

/// Longest row, with its line breaks in quotes; most cells of one.
const LONGEST: usize = 8 << 20;
const MOST_CELLS: usize = 4096;
/// Rows of a file's beginning among which a header is looked for.
const HEAD_ROWS: usize = 60;
const DELIMITERS: [u8; 3] = *b",;\t";

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub delimiter: u8,
    /// Rows before the header.
    pub preamble: usize,
}

/// The first rows of a text, for each delimiter that it may use.
#[derive(Clone, Debug)]
pub(super) struct Beginning(Vec<Rows>);

#[derive(Clone, Debug)]
struct Rows {
    delimiter: u8,
    written: Vec<Vec<String>>,
    /// The same as column names are compared; every format asks for its own.
    folded: Vec<Vec<String>>,
}

impl Beginning {
    pub fn of(text: &[u8]) -> Self {
        let rows = |delimiter| {
            let mut written: Vec<Vec<String>> = Vec::new();
            let mut reading = Reading::new(Stream::of_bytes(text), delimiter);
            while written.len() < HEAD_ROWS {
                match reading.next() {
                    Ok(Some(_)) => written.push(reading.cells().map(str::to_owned).collect()),
                    _ => break,
                }
            }
            let folded = written
                .iter()
                .map(|row| row.iter().map(|cell| folded(cell)).collect())
                .collect();
            Rows {
                delimiter,
                written,
                folded,
            }
        };
        Self(DELIMITERS.into_iter().map(rows).collect())
    }

    /// How the table is written whose header has all these columns, in any case and order.
    pub fn header(&self, columns: &[&str]) -> Option<Layout> {
        let columns: Vec<_> = columns.iter().map(|column| folded(column)).collect();
        self.0.iter().find_map(|rows| {
            let fits = |row: &Vec<String>| columns.iter().all(|column| row.contains(column));
            rows.folded.iter().position(fits).map(|preamble| Layout {
                delimiter: rows.delimiter,
                preamble,
            })
        })
    }

    /// The first rows as written, their delimiter being that of `layout`; the header is at `layout.preamble`.
    pub fn rows(&self, layout: Layout) -> &[Vec<String>] {
        self.0
            .iter()
            .find(|rows| rows.delimiter == layout.delimiter)
            .map_or(&[], |rows| &rows.written)
    }
}

/// One row behind the header.
pub(super) struct Row<'a> {
    columns: &'a HashMap<String, usize>,
    width: usize,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// The cell under that column, without white space around it; `None` if there is no such column or nothing in it.
    pub fn get(&self, column: &str) -> Option<&'a str> {
        self.cell(self.position(column)?)
    }

    /// The cell at that position from 0.
    pub fn cell(&self, position: usize) -> Option<&'a str> {
        let from = match position.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let cell = self.text.get(from..*self.ends.get(position)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Whether the table has that column.
    pub fn has(&self, column: &str) -> bool {
        self.position(column).is_some()
    }

    fn position(&self, column: &str) -> Option<usize> {
        let position = self.columns.get(column).or_else(|| self.columns.get(&folded(column)));
        position.copied()
    }

    /// How many cells it has, and how many the header has.
    pub fn cells(&self) -> (usize, usize) {
        (self.ends.len(), self.width)
    }
}

/// What gets the rows, with the line on which each begins; its errors end the reading.
pub(super) type Sink<'s> = dyn FnMut(u64, Result<&Row<'_>, String>) -> Result<(), ReadError> + 's;

/// Hands every row behind the header to `sink`, or the reason why it cannot be read. Rows without any text are left
/// out.
///
/// # Errors
/// Those of `sink` and of reading.
pub(super) fn rows(source: &dyn Source, layout: Layout, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let mut reading = Reading::new(Stream::open(source)?, layout.delimiter);
    let mut columns = HashMap::new();
    let mut width = 0;
    let mut seen = 0;
    while let Some(line) = reading.next()? {
        if seen <= layout.preamble {
            if seen == layout.preamble {
                for (position, name) in reading.cells().enumerate() {
                    columns.entry(folded(name)).or_insert(position);
                    // As it is written, to be found without folding what is looked for.
                    columns.entry(name.trim().to_owned()).or_insert(position);
                    width = position + 1;
                }
            }
            seen += 1;
            continue;
        }
        match reading.record() {
            Ok((text, _)) if text.trim().is_empty() => {}
            Ok((text, ends)) => {
                let row = Row {
                    columns: &columns,
                    width,
                    text,
                    ends,
                };
                sink(line, Ok(&row))?;
            }
            Err(reason) => sink(line, Err(reason))?,
        }
    }
    Ok(())
}

/// Column names are compared without regard to case and white space.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

struct Reading<'a> {
    stream: Stream<'a>,
    parser: csv_core::Reader,
    text: Vec<u8>,
    filled: usize,
    ends: Vec<usize>,
    cells: usize,
    too_long: bool,
}

impl<'a> Reading<'a> {
    fn new(stream: Stream<'a>, delimiter: u8) -> Self {
        Self {
            stream,
            parser: ReaderBuilder::new().delimiter(delimiter).build(),
            text: vec![0; 4 << 10],
            filled: 0,
            ends: vec![0; 128],
            cells: 0,
            too_long: false,
        }
    }

    /// Goes to the next record; the line on which it begins, or `None` at the end.
    fn next(&mut self) -> Result<Option<u64>, ReadError> {
        while let Some(b'\r' | b'\n') = self.stream.chunk()?.first() {
            self.stream.advance(1);
        }
        let line = self.stream.line();
        (self.filled, self.cells, self.too_long) = (0, 0, false);
        loop {
            let chunk = self.stream.chunk()?;
            let text = self.text.get_mut(self.filled..).unwrap_or_default();
            let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
            let (result, read, written, ended) = self.parser.read_record(chunk, text, ends);
            self.stream.advance(read);
            self.filled += written;
            self.cells += ended;
            match result {
                ReadRecordResult::Record => return Ok(Some(line)),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.text.len() < LONGEST => {
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // The rest of the record is read over.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (self.filled, self.cells, self.too_long) = (0, 0, true);
                }
            }
        }
    }

    /// The record's text and where in it each cell ends.
    fn record(&self) -> Result<(&str, &[usize]), String> {
        if self.too_long {
            return Err(format!(
                "the row is longer than {} MiB or {MOST_CELLS} cells; a quoted cell may not be closed",
                LONGEST >> 20
            ));
        }
        let text = std::str::from_utf8(self.text.get(..self.filled).unwrap_or_default())
            .map_err(|_| "the row is not UTF-8 text; save the file as UTF-8")?;
        Ok((text, self.ends.get(..self.cells).unwrap_or_default()))
    }

    fn cells(&self) -> impl Iterator<Item = &str> {
        let (text, ends) = self.record().unwrap_or(("", &[]));
        let mut from = 0;
        ends.iter().map(move |end| {
            let cell = text.get(from..*end).unwrap_or_default();
            from = *end;
            cell
        })
    }
}
