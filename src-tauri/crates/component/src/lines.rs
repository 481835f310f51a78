//! The lines of a YAML text: which carry structure, and which belong to a text or bracket that
//! began on an earlier line.
//!
//! The strict tree of [`crate::yaml`] ends at the first mistake, and a text that is being typed is
//! nearly always mistaken where the cursor stands. This reading never fails and never looks further
//! than a line needs. Where the text is not what it takes it for, it is wrong: who changes a text
//! because of it compares the trees afterwards.

mod structure;

use crate::text::Span;

pub(crate) use structure::{Brackets, Element, Form, Structure};

/// A line without its break.
#[derive(Debug)]
pub(crate) struct Line {
    pub span: Span,
    /// Blanks before the first other character, in bytes.
    pub indentation: usize,
    pub kind: Kind,
}

/// What a line is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Nothing but blanks.
    Blank,
    /// Nothing but a comment.
    Comment,
    /// `---`, `...` or `%…`, or a shape that documents of components do not have (`? key`).
    Other,
    /// Dashes, a key, a value, or several of them.
    Structure(Structure),
    /// More of the value of an earlier line, whose number this is.
    More(usize),
}

impl Line {
    /// The structure on this line.
    pub fn structure(&self) -> Option<&Structure> {
        match &self.kind {
            Kind::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    /// The column of `byte`, from 0, in bytes.
    pub fn column(&self, byte: usize) -> usize {
        byte.saturating_sub(self.span.start)
    }
}

/// The lines of `text`; at least one.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut open = Open::Nothing;
    for span in spans(text) {
        let written = text.get(span.start..span.end).unwrap_or("");
        let indentation = written.len() - written.trim_start_matches(' ').len();
        let kind = match open.take(written, indentation) {
            Some(owner) => {
                // Blank lines inside a text are part of it.
                for line in found
                    .iter_mut()
                    .rev()
                    .take_while(|line| matches!(line.kind, Kind::Blank))
                {
                    line.kind = Kind::More(owner);
                }
                Kind::More(owner)
            }
            None => {
                let kind = structure::read(written, span.start, indentation);
                if let Kind::Structure(structure) = &kind {
                    open = Open::after(text, structure, found.len(), span.start, indentation);
                }
                kind
            }
        };
        found.push(Line {
            span,
            indentation,
            kind,
        });
    }
    found
}

/// The number of the line on which `byte` stands.
pub(crate) fn line_at(lines: &[Line], byte: usize) -> usize {
    lines.partition_point(|line| line.span.start <= byte).saturating_sub(1)
}

/// Every line of `text` without its break; a byte order mark belongs to no line.
fn spans(text: &str) -> impl Iterator<Item = Span> {
    let mut start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = text.get(start..)?;
        let end = rest.find(['\n', '\r']).map_or(text.len(), |length| start + length);
        let span = Span::new(start, end);
        match text.get(end..) {
            Some(rest) if rest.starts_with("\r\n") => start = end + 2,
            Some("") | None => done = true,
            Some(_) => start = end + 1,
        }
        Some(span)
    })
}

/// The value that goes on over the lines to come. `least` is the smallest indentation with which a
/// line can belong to it.
enum Open {
    Nothing,
    /// `|` or `>`: everything that is indented as much as its first line.
    Block {
        owner: usize,
        least: usize,
        /// Indentation of its first line that is not blank.
        content: Option<usize>,
        /// Whether blank lines at the end are part of the text (`|+`).
        keeps: bool,
    },
    /// Text without quotes: everything that is indented more than its key.
    Plain {
        owner: usize,
        least: usize,
    },
    /// A quote that is not closed yet.
    Quoted {
        owner: usize,
        least: usize,
        quote: char,
    },
    /// Brackets that are not closed yet.
    Flow {
        owner: usize,
        least: usize,
        brackets: Brackets,
    },
}

impl Open {
    /// What the structure on line `owner`, which begins at byte `start`, leaves open.
    fn after(text: &str, structure: &Structure, owner: usize, start: usize, indentation: usize) -> Self {
        let column = structure.column(start);
        let least = column.map_or(indentation, |column| column + 1);
        let value = text.get(structure.value.start..structure.value.end).unwrap_or("");
        match structure.form {
            Form::Empty => Self::Nothing,
            // A word alone on a line is a key that is being typed.
            Form::Text | Form::Block { .. } if column.is_none() => Self::Nothing,
            Form::Block { keeps, .. } => Self::Block {
                owner,
                least,
                content: None,
                keeps,
            },
            Form::Text => match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
                None => Self::Plain { owner, least },
                Some(quote) if structure::quoted(value, quote).is_none() => Self::Quoted { owner, least, quote },
                Some(_) => Self::Nothing,
            },
            Form::Flow => {
                let mut brackets = Brackets::default();
                brackets.read(value);
                if brackets.closed() {
                    Self::Nothing
                } else {
                    Self::Flow { owner, least, brackets }
                }
            }
        }
    }

    /// Whether the line goes on with what is open, and with which line that began. What the line
    /// does not go on with is over.
    fn take(&mut self, written: &str, indentation: usize) -> Option<usize> {
        let blank = written.trim_matches([' ', '\t']).is_empty();
        let mut closed = false;
        let owner = match self {
            Self::Nothing => None,
            Self::Block {
                owner,
                least,
                content,
                keeps,
            } => {
                let belongs = match *content {
                    _ if blank => *keeps || content.is_some_and(|content| indentation > content),
                    Some(content) => indentation >= content,
                    None => indentation >= *least,
                };
                if belongs && !blank {
                    content.get_or_insert(indentation);
                }
                belongs.then_some(*owner)
            }
            Self::Plain { owner, least } => {
                let ends = blank || written.trim_start().starts_with('#') || structure::has_key(written);
                (!ends && indentation >= *least).then_some(*owner)
            }
            Self::Quoted { owner, least, quote } => (!blank && indentation >= *least).then(|| {
                closed = structure::closes(written, *quote);
                *owner
            }),
            Self::Flow { owner, least, brackets } => {
                let bracket = written.trim_start().starts_with([']', '}']);
                (!blank && (bracket || indentation >= *least)).then(|| {
                    brackets.read(written);
                    closed = brackets.closed();
                    *owner
                })
            }
        };
        if closed || (owner.is_none() && !blank) {
            *self = Self::Nothing;
        }
        owner
    }
}
