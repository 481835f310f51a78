//! Hands over the values at given places of a JSON text of any size, one at a time.

use super::super::stream::Stream;
use super::super::{ReadError, Source};
use super::pattern::Patterns;
use super::scanner::{Fault, Scanner, Unreadable, Until};

/// One value at a place that was asked for.
pub(in crate::read) struct Element<'a> {
    /// Which of the patterns it is at: their position from 0.
    pub pattern: usize,
    /// Which document of the file it is in, from 0: pages of one listing may follow one another.
    pub document: u64,
    /// The position in each array (`[*]`) on the way to it, from 0.
    pub indices: &'a [u64],
    /// Line of its first byte.
    pub line: u64,
    pub json: Result<&'a [u8], Unreadable>,
}

/// How a file ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct End {
    /// Documents in it that held something asked for.
    pub documents: u64,
    /// Elements of the top-level array of the last document; 0 if that is no array.
    pub top_elements: u64,
    /// Where and why it stopped making sense.
    pub broken_off: Option<(u64, String)>,
}

/// What gets the elements; its errors end the walk.
pub(in crate::read) type Sink<'s> = dyn FnMut(Element<'_>) -> Result<(), ReadError> + 's;

/// Hands every value of `source` at one of the `patterns` to `sink`, in the order of the file.
///
/// Patterns of entries come before those of their context. A place where something else stands than the pattern says (a text for an array) is handed over as
/// [`Unreadable::Misplaced`] under the first pattern that leads there; `null` is as good as absent.
///
/// # Errors
/// Those of `sink` and of reading. A text that breaks off is no error but [`End::broken_off`].
pub(in crate::read) fn walk(source: &dyn Source, patterns: &[&str], sink: &mut Sink<'_>) -> Result<End, ReadError> {
    let mut walk = Walk {
        scanner: Scanner::new(Stream::open(source)?),
        patterns: Patterns::new(patterns),
        indices: Vec::new(),
        found: false,
        end: End::default(),
    };
    walk.documents(sink)?;
    Ok(walk.end)
}

struct Walk<'a> {
    scanner: Scanner<'a>,
    patterns: Patterns,
    indices: Vec<u64>,
    /// The way to something asked for was there in this document.
    found: bool,
    end: End,
}

impl Walk<'_> {
    fn documents(&mut self, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        loop {
            let line = self.scanner.stream.line();
            match self.scanner.peek()? {
                None => return Ok(()),
                Some(b'{' | b'[') => {}
                Some(_) => {
                    self.break_off("there is other text after the end of the report".into());
                    return Ok(());
                }
            }
            self.found = false;
            self.indices.clear();
            match self.value(self.patterns.all(), 0, Until::Balance, sink) {
                // A first document without any entry is an empty report.
                Ok(()) if self.found || self.end.documents == 0 => self.end.documents += 1,
                Ok(()) => {
                    self.end.broken_off = Some((line, "what follows is no further page of the report".into()));
                    return Ok(());
                }
                Err(Fault::Read(error)) => return Err(error),
                Err(Fault::Broken(reason)) => {
                    self.end.documents += u64::from(self.found);
                    self.break_off(reason);
                    return Ok(());
                }
            }
        }
    }

    fn break_off(&mut self, reason: String) {
        self.end.broken_off = Some((self.scanner.stream.line(), reason));
    }

    /// The value that begins here, which the first `depth` steps of the `active` patterns led to. Goes as deep as the
    /// longest pattern and no deeper.
    fn value(&mut self, active: u32, depth: usize, until: Until, sink: &mut Sink<'_>) -> Result<(), Fault> {
        if let Some(pattern) = self.patterns.ending(active, depth) {
            self.found = true;
            return self.hand_over(pattern, until, sink);
        }
        let next = self.scanner.peek()?;
        match next {
            Some(b'{') if self.patterns.to_members(active, depth) != 0 => self.object(active, depth, sink),
            Some(b'[') if self.patterns.to_elements(active, depth) != 0 => self.array(active, depth, sink),
            _ => {
                let line = self.scanner.stream.line();
                self.scanner.skip(until)?;
                if next != Some(b'n') && depth > 0 {
                    sink(Element {
                        pattern: self.patterns.first(active),
                        document: self.end.documents,
                        indices: &self.indices,
                        line,
                        json: Err(Unreadable::Misplaced),
                    })?;
                }
                Ok(())
            }
        }
    }

    fn object(&mut self, active: u32, depth: usize, sink: &mut Sink<'_>) -> Result<(), Fault> {
        self.scanner.stream.advance(1);
        while let Some(key) = self.scanner.next_key()? {
            let inside = self.patterns.to_key(active, depth, &key);
            if inside == 0 {
                self.scanner.skip(Until::Closer(b'}'))?;
            } else {
                self.value(inside, depth + 1, Until::Closer(b'}'), sink)?;
            }
            self.scanner.after_member()?;
        }
        Ok(())
    }

    fn array(&mut self, active: u32, depth: usize, sink: &mut Sink<'_>) -> Result<(), Fault> {
        self.scanner.stream.advance(1);
        self.found = true;
        let inside = self.patterns.to_elements(active, depth);
        let mut index = 0;
        while self.scanner.next_element()? {
            self.indices.push(index);
            self.value(inside, depth + 1, Until::Closer(b']'), sink)?;
            self.indices.pop();
            self.scanner.after_element()?;
            index += 1;
        }
        if depth == 0 {
            self.end.top_elements = index;
        }
        Ok(())
    }

    fn hand_over(&mut self, pattern: usize, until: Until, sink: &mut Sink<'_>) -> Result<(), Fault> {
        let line = self.scanner.stream.line();
        let captured = self.scanner.capture(until)?;
        sink(Element {
            pattern,
            document: self.end.documents,
            indices: &self.indices,
            line,
            json: captured.map(|()| self.scanner.value.as_slice()),
        })?;
        match captured {
            Err(Unreadable::CutOff) => Err(self.scanner.cut_off()),
            _ => Ok(()),
        }
    }
}
