//! Where in a document a cursor stands, also while the document cannot be read.

mod block;
mod flow;

use crate::lines::{Form, Kind, Line, Structure, line_at, lines};
use crate::text::Span;

/// How a list or mapping is reached from the one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via<'t> {
    /// It is the document.
    Root,
    /// It is the value of this key.
    Key(&'t str),
    /// It is an item of the list.
    Item,
}

/// A list or mapping around the cursor.
#[derive(Debug)]
pub(super) struct Level<'t> {
    pub via: Via<'t>,
    /// Where it starts; for an item that is its dash.
    pub start: usize,
    /// The keys on it with the first line of their values, quotes taken away; without the key at
    /// the cursor.
    pub entries: Vec<(&'t str, &'t str)>,
    /// Column of its keys or dashes, from 0.
    column: usize,
    /// Whether the cursor is in an item of it.
    is_list: bool,
}

impl<'t> Level<'t> {
    fn new(column: usize, start: usize, is_list: bool) -> Self {
        Self {
            via: Via::Root,
            start,
            entries: Vec::new(),
            column,
            is_list,
        }
    }

    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&'t str> {
        self.entries
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| *value)
    }
}

/// What stands, or could stand, at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot<'t> {
    /// The key of an entry.
    Key,
    /// The value of an entry.
    Value(&'t str),
    /// A word alone, or nothing yet: the key of an entry or an item.
    Word,
    /// A comment, or a place where nothing is known.
    Nothing,
}

/// Where a cursor stands.
#[derive(Debug)]
pub(super) struct Place<'t> {
    /// From the document inwards.
    pub levels: Vec<Level<'t>>,
    pub spot: Spot<'t>,
    /// The key or the value at the cursor; empty where there is none yet.
    pub word: Span,
    /// Columns before the key or word, for lines that are put below it.
    pub indentation: usize,
    /// Whether it stands in brackets, where indentation means nothing.
    pub in_flow: bool,
}

impl<'t> Place<'t> {
    /// Where byte `at` of `text` is.
    pub fn find(text: &'t str, at: usize) -> Self {
        let lines = lines(text);
        let number = line_at(&lines, at);
        let nowhere = Self {
            levels: Vec::new(),
            spot: Spot::Nothing,
            word: Span::at(at),
            indentation: 0,
            in_flow: false,
        };
        let Some(line) = lines.get(number) else { return nowhere };
        match &line.kind {
            Kind::Comment | Kind::Other => nowhere,
            Kind::Blank => {
                let column = line.column(at);
                Self {
                    levels: block::levels(text, &lines, number, at, column),
                    spot: Spot::Word,
                    indentation: column,
                    ..nowhere
                }
            }
            Kind::Structure(structure) => Self::on(text, &lines, number, structure, at).unwrap_or(nowhere),
            Kind::More(owner) => {
                let Some((first, structure)) = lines.get(*owner).zip(lines.get(*owner).and_then(Line::structure))
                else {
                    return nowhere;
                };
                let key = structure.key.map(|key| unquoted(text, key));
                let begin = structure.key.map_or(structure.value.start, |key| key.start);
                let levels = block::levels(text, &lines, *owner, begin, first.column(begin));
                if structure.form == Form::Flow {
                    let end = flow_end(&lines, *owner);
                    return flow::place(text, Span::new(structure.value.start, end), at, levels, key);
                }
                Self {
                    levels,
                    spot: key.map_or(Spot::Word, Spot::Value),
                    indentation: first.column(begin),
                    ..nowhere
                }
            }
        }
    }

    /// On a line with structure; `None` before its first element and in its comment.
    fn on(text: &'t str, lines: &[Line], number: usize, structure: &Structure, at: usize) -> Option<Self> {
        let line = lines.get(number)?;
        if structure.dashes.first().is_some_and(|dash| at <= *dash) || at < line.span.start + line.indentation {
            return None;
        }
        let begin = structure.key.map_or(structure.value.start, |key| key.start);
        let begin = if structure.form == Form::Empty && structure.key.is_none() {
            at
        } else {
            begin
        };
        if at < begin {
            return None;
        }
        let levels = block::levels(text, lines, number, begin, line.column(begin));
        let indentation = line.column(begin);
        let spot = match structure.key {
            Some(key) if at <= key.end || !text.get(key.end..at)?.contains(':') => {
                return Some(Self {
                    levels,
                    spot: Spot::Key,
                    word: key,
                    indentation,
                    in_flow: false,
                });
            }
            Some(key) => Spot::Value(unquoted(text, key)),
            None => Spot::Word,
        };
        let value = structure.value;
        if at > value.end && text.get(value.end..at)?.contains('#') {
            return None;
        }
        if structure.form == Form::Flow && at > value.start {
            let key = structure.key.map(|key| unquoted(text, key));
            let end = flow_end(lines, number);
            return Some(flow::place(text, Span::new(value.start, end), at, levels, key));
        }
        Some(Self {
            levels,
            spot,
            word: if value.touches(at) { value } else { Span::at(at) },
            indentation,
            in_flow: false,
        })
    }

    /// The keys and items on the way from the document to the cursor.
    pub fn path(&self) -> Vec<Via<'t>> {
        self.levels.iter().skip(1).map(|level| level.via).collect()
    }
}

/// The end of the value in brackets that begins on line `owner`.
fn flow_end(lines: &[Line], owner: usize) -> usize {
    let more = lines
        .iter()
        .skip(owner + 1)
        .take_while(|line| matches!(line.kind, Kind::More(of) if of == owner))
        .count();
    lines.get(owner + more).map_or(0, |line| line.span.end)
}

/// The text of a key or value without quotes around it; escapes stay.
fn unquoted(text: &str, span: Span) -> &str {
    strip(text.get(span.start..span.end).unwrap_or(""))
}

fn strip(written: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(written)
}
