//! Reading a query. What is right so far counts while somebody types; the first thing that is wrong is told.
//!
//! Brackets are kept on a stack of our own of at most [`MAX_DEPTH`], so no text can exhaust the program's.

use std::ops::Range;

use super::error::QueryError;
use super::lex::{MAX_CHARACTERS, TokenKind, tokens};
use super::value::meaning;
use super::{Condition, Query};

/// Deepest nesting of brackets.
pub const MAX_DEPTH: usize = 32;

/// Reads a query. Terms that are wrong are left out of it, and the error is about the first of them; whoever acts on
/// the result rather than showing it must refuse a query with an error.
pub fn parse(text: &str) -> (Query, Option<QueryError>) {
    let read = read(text);
    (read.query, read.error)
}

/// A query with the terms it is made of.
pub(super) struct Read {
    pub query: Query,
    pub error: Option<QueryError>,
    pub terms: Vec<ReadTerm>,
}

/// A term that was understood.
pub(super) struct ReadTerm {
    /// With a `-` or `not` before it.
    pub range: Range<usize>,
    pub condition: Condition,
    pub negated: bool,
    /// Neither within brackets nor beside an `or`.
    pub top: bool,
}

/// An open bracket, and what stands in it so far.
#[derive(Default)]
struct Group {
    start: usize,
    negated: bool,
    alternatives: Vec<Query>,
    /// The alternative that is being read; `None` until it has a part that is right.
    all: Option<Vec<Query>>,
    /// What was said since the last `or`, even if it was wrong.
    has_part: bool,
    dangling_or: Option<Range<usize>>,
    /// `-` and `not` that wait for what they are about.
    not: Option<Range<usize>>,
    is_negated: bool,
}

impl Group {
    fn add(&mut self, query: Query) {
        let negated = std::mem::take(&mut self.is_negated);
        let all = self.all.get_or_insert_default();
        match if negated { query.negated() } else { query } {
            Query::All(parts) => all.extend(parts),
            one => all.push(one),
        }
    }

    fn finish(mut self) -> Option<Query> {
        self.end_alternative();
        Query::any(self.alternatives)
    }

    fn end_alternative(&mut self) {
        match self.all.take().map(Query::all) {
            None => {}
            Some(Query::Any(parts)) => self.alternatives.extend(parts),
            Some(one) => self.alternatives.push(one),
        }
    }
}

pub(super) fn read(text: &str) -> Read {
    let characters: Vec<char> = text.chars().take(MAX_CHARACTERS + 1).collect();
    let mut reader = Reader {
        error: None,
        terms: Vec::new(),
        open: Vec::new(),
        group: Group::default(),
        has_or: false,
    };
    if characters.len() > MAX_CHARACTERS {
        let message = format!("the query is longer than {MAX_CHARACTERS} characters");
        reader.wrong(QueryError::new(
            &(MAX_CHARACTERS..MAX_CHARACTERS + 1),
            message,
            "make it shorter",
        ));
        return reader.end(0);
    }
    for token in tokens(&characters) {
        match token.kind {
            TokenKind::Open => {
                if reader.open.len() >= MAX_DEPTH {
                    let message = format!("brackets are nested deeper than {MAX_DEPTH}");
                    reader.wrong(QueryError::new(&token.range, message, "take some of them away"));
                    break;
                }
                reader.open(token.range.start);
            }
            TokenKind::Close => reader.close(&token.range),
            TokenKind::Or => reader.or(token.range),
            TokenKind::And => {}
            TokenKind::Not => {
                let group = &mut reader.group;
                group.not.get_or_insert(token.range);
                group.is_negated = !group.is_negated;
            }
            TokenKind::Term(term) => {
                let range = reader.begin_part(token.range.clone());
                if term.unclosed {
                    reader.wrong(QueryError::new(
                        &token.range,
                        "a quotation mark is not closed",
                        "put another `\"` behind the words",
                    ));
                }
                match meaning(&term, &token.range) {
                    Ok(query) => {
                        if let Query::Is(condition) = &query {
                            reader.terms.push(ReadTerm {
                                range,
                                condition: condition.clone(),
                                negated: reader.group.is_negated,
                                top: reader.open.is_empty(),
                            });
                        }
                        reader.group.add(query);
                    }
                    Err(error) => {
                        reader.wrong(error);
                        reader.group.is_negated = false;
                    }
                }
            }
        }
    }
    reader.end(characters.len())
}

struct Reader {
    error: Option<QueryError>,
    terms: Vec<ReadTerm>,
    open: Vec<Group>,
    group: Group,
    /// An `or` stands outside of all brackets.
    has_or: bool,
}

impl Reader {
    fn wrong(&mut self, error: QueryError) {
        self.error.get_or_insert(error);
    }

    /// The place of what follows, its `not` included.
    fn begin_part(&mut self, range: Range<usize>) -> Range<usize> {
        self.group.has_part = true;
        self.group.dangling_or = None;
        self.group.not.take().map_or(range.start, |not| not.start)..range.end
    }

    fn open(&mut self, start: usize) {
        self.begin_part(start..start);
        let negated = std::mem::take(&mut self.group.is_negated);
        let outer = std::mem::replace(
            &mut self.group,
            Group {
                start,
                negated,
                ..Group::default()
            },
        );
        self.open.push(outer);
    }

    fn close(&mut self, range: &Range<usize>) {
        let Some(outer) = self.open.pop() else {
            self.wrong(QueryError::new(
                range,
                "there is no bracket to close",
                "leave it out, or put it in quotes",
            ));
            return;
        };
        let inner = std::mem::replace(&mut self.group, outer);
        let place = inner.start..range.end;
        if !inner.has_part && inner.dangling_or.is_none() && inner.not.is_none() {
            self.wrong(QueryError::new(
                &place,
                "there is nothing in the brackets",
                "leave them out",
            ));
        }
        self.end_group(inner);
    }

    /// Takes a group that has ended into the one around it.
    fn end_group(&mut self, inner: Group) {
        self.check_end(&inner);
        let negated = inner.negated;
        if let Some(query) = inner.finish() {
            self.group.is_negated = negated;
            self.group.add(query);
        }
    }

    fn check_end(&mut self, group: &Group) {
        if let Some(not) = &group.not {
            self.wrong(QueryError::new(
                not,
                "nothing follows that could be left out",
                "write what to leave out",
            ));
        } else if let Some(or) = &group.dangling_or {
            self.wrong(QueryError::new(
                or,
                "nothing follows `or`",
                "write another term behind it",
            ));
        }
    }

    fn or(&mut self, range: Range<usize>) {
        if let Some(not) = self.group.not.take() {
            self.group.is_negated = false;
            self.wrong(QueryError::new(
                &not,
                "nothing follows that could be left out",
                "write what to leave out",
            ));
        }
        if !self.group.has_part {
            self.wrong(QueryError::new(
                &range,
                "nothing stands before `or`",
                "write a term before it, or put it in quotes",
            ));
        }
        self.has_or |= self.open.is_empty();
        self.group.end_alternative();
        self.group.has_part = false;
        self.group.dangling_or = Some(range);
    }

    fn end(mut self, length: usize) -> Read {
        while let Some(outer) = self.open.pop() {
            let inner = std::mem::replace(&mut self.group, outer);
            let place = inner.start..(inner.start + 1).min(length.max(1));
            self.check_end(&inner);
            self.wrong(QueryError::new(
                &place,
                "a bracket is not closed",
                "put a `)` behind what belongs together",
            ));
            self.end_group(inner);
        }
        let group = std::mem::take(&mut self.group);
        self.check_end(&group);
        if self.has_or {
            self.terms.iter_mut().for_each(|term| term.top = false);
        }
        Read {
            query: group.finish().unwrap_or_else(Query::everything),
            error: self.error,
            terms: self.terms,
        }
    }
}
