//! The lists and mappings around a place in brackets: `inputs: {commands: [echo]}`.

use super::{Level, Place, Spot, Via, strip};
use crate::text::Span;

/// Where byte `at` is in the value `flow` of `key` (or of an item), which stands in `levels`.
pub(super) fn place<'t>(
    text: &'t str,
    flow: Span,
    at: usize,
    levels: Vec<Level<'t>>,
    key: Option<&'t str>,
) -> Place<'t> {
    let mut scan = Scan {
        text,
        levels: Vec::new(),
        stack: Vec::new(),
        token: Span::at(flow.start),
        found: None,
    };
    scan.run(flow, at, key.map_or(Via::Item, Via::Key));
    let mut place = Place {
        levels,
        spot: Spot::Nothing,
        word: Span::at(at),
        indentation: 0,
        in_flow: true,
    };
    // Without a key and without a dash the brackets are the document itself.
    let is_document = key.is_none() && place.levels.len() == 1;
    if key.is_none() {
        place.levels.pop();
    }
    let Some(found) = scan.found else { return place };
    place.spot = found.spot;
    place.word = found.word;
    let mut inner: Vec<Option<Level<'t>>> = scan.levels.into_iter().map(Some).collect();
    for id in found.levels {
        place.levels.extend(inner.get_mut(id).and_then(Option::take));
    }
    if is_document && let Some(root) = place.levels.first_mut() {
        root.via = Via::Root;
    }
    if found.in_list {
        let mut item = Level::new(0, found.word.start, false);
        item.via = Via::Item;
        place.levels.push(item);
    }
    place
}

struct Scan<'t> {
    text: &'t str,
    /// Every bracket so far.
    levels: Vec<Level<'t>>,
    /// The open ones with the key that waits for its value.
    stack: Vec<(usize, Option<&'t str>)>,
    /// The key or value that is being read.
    token: Span,
    found: Option<Found<'t>>,
}

struct Found<'t> {
    levels: Vec<usize>,
    spot: Spot<'t>,
    word: Span,
    in_list: bool,
}

impl<'t> Scan<'t> {
    fn run(&mut self, flow: Span, at: usize, via: Via<'t>) {
        let mut quote = None;
        let mut comment = false;
        let mut escaped = false;
        let mut before = ' ';
        for (offset, c) in self.text.get(flow.start..flow.end).unwrap_or("").char_indices() {
            let byte = flow.start + offset;
            if byte == at && !comment {
                self.found = Some(self.here(at));
            }
            match (quote, c) {
                _ if comment => comment = !matches!(c, '\n' | '\r'),
                (Some('"'), _) if escaped => escaped = false,
                (Some('"'), '\\') => escaped = true,
                (Some(open), c) if open == c => quote = None,
                (Some(_), _) => {}
                (None, '#') if before.is_whitespace() => comment = true,
                (None, '"' | '\'') if self.written().trim().is_empty() => quote = Some(c),
                (None, '[' | '{') => {
                    let via = match self.stack.last() {
                        Some((_, Some(key))) => Via::Key(key),
                        Some(_) => Via::Item,
                        None => via,
                    };
                    let mut level = Level::new(0, byte, c == '[');
                    level.via = via;
                    self.levels.push(level);
                    self.stack.push((self.levels.len() - 1, None));
                    self.token = Span::at(byte + 1);
                    before = c;
                    continue;
                }
                (None, ']' | '}') => {
                    self.entry();
                    self.stack.pop();
                    // What a bracket closed is no key any more.
                    if let Some((_, key)) = self.stack.last_mut() {
                        *key = None;
                    }
                    self.token = Span::at(byte + 1);
                    if self.stack.is_empty() {
                        return;
                    }
                }
                (None, ',') => {
                    self.entry();
                    self.token = Span::at(byte + 1);
                }
                (None, ':') if self.ends_key(byte) => {
                    let key = strip(self.written().trim());
                    if let Some((_, waiting)) = self.stack.last_mut() {
                        *waiting = Some(key);
                    }
                    self.token = Span::at(byte + 1);
                }
                (None, _) => {}
            }
            self.token.end = self.token.end.max(byte + c.len_utf8());
            before = c;
        }
        if self.found.is_none() && at >= flow.end {
            self.found = Some(self.here(at));
        }
    }

    /// What is known when the cursor is reached.
    fn here(&self, at: usize) -> Found<'t> {
        let rest = self.text.get(at..).unwrap_or("");
        let length = rest
            .find([',', ']', '}', ':', '\n', '\r', '{', '[', '#'])
            .unwrap_or(rest.len());
        let end = at + rest.get(..length).unwrap_or("").trim_end().len();
        let typed = self.text.get(self.token.start..at).unwrap_or("");
        let start = at - typed.trim_start().len();
        let top = self
            .stack
            .last()
            .and_then(|(id, key)| Some((self.levels.get(*id)?, *key)));
        let spot = match top {
            None => Spot::Nothing,
            Some((level, _)) if level.is_list => Spot::Word,
            Some((_, Some(key))) => Spot::Value(key),
            Some((_, None)) if self.has_colon(end) => Spot::Key,
            Some((_, None)) => Spot::Word,
        };
        Found {
            levels: self.stack.iter().map(|(id, _)| *id).collect(),
            spot,
            word: Span::new(start, end),
            in_list: top.is_some_and(|(level, _)| level.is_list),
        }
    }

    fn has_colon(&self, byte: usize) -> bool {
        self.text
            .get(byte..)
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'))
    }

    /// Files what was read under the key that waits for it.
    fn entry(&mut self) {
        let value = strip(self.written().trim());
        let Some((id, key)) = self.stack.last_mut() else { return };
        let Some(level) = self.levels.get_mut(*id) else { return };
        if level.is_list {
            return;
        }
        let at_cursor = self
            .found
            .as_ref()
            .is_some_and(|found| self.token.touches(found.word.start));
        match key.take() {
            Some(key) => level.entries.push((key, value)),
            None if !value.is_empty() && !at_cursor => level.entries.push((value, "")),
            None => {}
        }
    }

    fn written(&self) -> &'t str {
        self.text.get(self.token.start..self.token.end).unwrap_or("")
    }

    fn ends_key(&self, colon: usize) -> bool {
        let rest = self.text.get(colon + 1..).unwrap_or("");
        let after_quote = self.written().trim_end().ends_with(['"', '\'']);
        rest.is_empty() || after_quote || rest.starts_with([' ', '\t', '\n', '\r', ',', ']', '}'])
    }
}
