//! Goes through JSON without parsing it: looks only at strings, brackets and commas, so it goes at the speed of
//! reading, holds one value at a time, never recurses over what it reads, and can tell a bad value's end from the
//! next one's beginning. What a value says is for the typed parser.

use super::super::ReadError;
use super::super::stream::Stream;

/// Longest entry that is read. Entries are a few kilobytes.
pub(super) const LONGEST_ENTRY: usize = 8 << 20;
/// Deepest nesting inside an entry. Inspector's entries nest about 8 deep.
pub(super) const DEEPEST_ENTRY: u32 = 100;

/// Why a value cannot be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Unreadable {
    TooLong,
    TooDeep,
    CutOff,
    /// Nothing between two commas.
    Empty,
    /// There is something else where an array or object with entries should be.
    Misplaced,
}

impl Unreadable {
    pub fn reason(self) -> String {
        match self {
            Self::TooLong => format!("the entry is longer than {} MiB", LONGEST_ENTRY >> 20),
            Self::TooDeep => format!("the entry nests deeper than {DEEPEST_ENTRY} levels"),
            Self::CutOff => "the file ends inside this entry".into(),
            Self::Empty => "there is nothing between two commas".into(),
            Self::Misplaced => "there is something else where a list of entries should be".into(),
        }
    }
}

/// Where a value ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// At the `,` or this closing bracket behind it, which stays. A bracket that closes nothing is taken as part of the
    /// value, for the parser to refuse.
    Closer(u8),
    /// With the bracket that closes it: a whole document.
    Balance,
}

/// Why a document could not be followed to its end.
pub(super) enum Fault {
    /// The text stopped being JSON here.
    Broken(String),
    Read(ReadError),
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

pub(super) struct Scanner<'a> {
    pub stream: Stream<'a>,
    /// The value that was captured last.
    pub value: Vec<u8>,
}

impl<'a> Scanner<'a> {
    pub fn new(stream: Stream<'a>) -> Self {
        Self {
            stream,
            value: Vec::new(),
        }
    }

    pub fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        self.stream.peek()
    }

    /// Consumes one value and puts its text into `self.value`.
    pub fn capture(&mut self, until: Until) -> Result<Result<(), Unreadable>, ReadError> {
        let unreadable = self.value(until, LONGEST_ENTRY)?;
        Ok(match unreadable {
            Some(unreadable) => Err(unreadable),
            None if self.value.is_empty() => Err(Unreadable::Empty),
            None => Ok(()),
        })
    }

    /// Consumes one value and puts at most its first `longest` bytes into `self.value`.
    pub fn sample(&mut self, until: Until, longest: usize) -> Result<(), ReadError> {
        self.value(until, longest)?;
        Ok(())
    }

    pub fn skip(&mut self, until: Until) -> Result<(), Fault> {
        match self.value(until, 0)? {
            Some(Unreadable::CutOff) => Err(self.cut_off()),
            _ => Ok(()),
        }
    }

    fn value(&mut self, until: Until, longest: usize) -> Result<Option<Unreadable>, ReadError> {
        self.value.clear();
        let mut seen = 0usize;
        let mut unreadable = None;
        let mut depth = 0u32;
        let (mut in_string, mut escaped) = (false, false);
        loop {
            let chunk = self.stream.chunk()?;
            if chunk.is_empty() {
                // The value itself may be whole; what should follow it is missed by the caller.
                let whole = depth == 0 && !in_string && seen > 0 && until != Until::Balance;
                return Ok(if whole { unreadable } else { Some(Unreadable::CutOff) });
            }
            let mut at = 0;
            let mut ended = false;
            while let Some(rest) = chunk.get(at..).filter(|rest| !rest.is_empty()) {
                let byte = rest[0];
                if escaped {
                    escaped = false;
                } else if in_string {
                    match memchr::memchr2(b'"', b'\\', rest) {
                        Some(offset) => {
                            at += offset;
                            in_string = rest[offset] != b'"';
                            escaped = rest[offset] == b'\\';
                        }
                        None => {
                            at = chunk.len();
                            break;
                        }
                    }
                } else {
                    match byte {
                        b'"' => in_string = true,
                        b'{' | b'[' => {
                            depth = depth.saturating_add(1);
                            if depth > DEEPEST_ENTRY {
                                unreadable = unreadable.or(Some(Unreadable::TooDeep));
                            }
                        }
                        b',' if depth == 0 && until != Until::Balance => ended = true,
                        _ if depth == 0 && until == Until::Closer(byte) => ended = true,
                        b'}' | b']' => {
                            depth = depth.saturating_sub(1);
                            if depth == 0 && until == Until::Balance {
                                at += 1;
                                ended = true;
                            }
                        }
                        _ => {}
                    }
                    if ended {
                        break;
                    }
                }
                at += 1;
            }
            seen = seen.saturating_add(at);
            let sampled = longest < LONGEST_ENTRY;
            let room = longest.saturating_sub(self.value.len());
            if at > room && !sampled {
                unreadable = unreadable.or(Some(Unreadable::TooLong));
            }
            // The beginning of what cannot be read still tells what it is.
            if sampled || unreadable.is_none() {
                self.value.extend_from_slice(&chunk[..at.min(room)]);
            } else {
                self.value = Vec::new();
            }
            self.stream.advance(at);
            if ended {
                return Ok(unreadable);
            }
        }
    }

    /// The key that begins here, as written between its quotes, at most 64 bytes of it.
    pub fn key(&mut self) -> Result<String, Fault> {
        self.stream.advance(1);
        let mut key = Vec::new();
        let mut escaped = false;
        loop {
            let Some(byte) = self.stream.next_byte()? else {
                return Err(self.cut_off());
            };
            match byte {
                b'"' if !escaped => return Ok(String::from_utf8_lossy(&key).into_owned()),
                _ => {
                    escaped = byte == b'\\' && !escaped;
                    if key.len() < 64 {
                        key.push(byte);
                    }
                }
            }
        }
    }

    /// The next key of the object whose `{` is consumed, up to its value; `None` after the object's end.
    pub fn next_key(&mut self) -> Result<Option<String>, Fault> {
        match self.peek()? {
            Some(b'}') => {
                self.stream.advance(1);
                return Ok(None);
            }
            Some(b'"') => {}
            Some(_) => return Err(self.expected("a key in double quotes")),
            None => return Err(self.cut_off()),
        }
        let key = self.key()?;
        if self.peek()? != Some(b':') {
            return Err(self.expected("`:` after a key"));
        }
        self.stream.advance(1);
        self.peek()?;
        Ok(Some(key))
    }

    /// Consumes what separates the value that was read from the next one.
    pub fn after_member(&mut self) -> Result<(), Fault> {
        match self.peek()? {
            Some(b',') => self.stream.advance(1),
            Some(b'}') => {}
            Some(_) => return Err(self.expected("`,` or `}` after a value")),
            None => return Err(self.cut_off()),
        }
        Ok(())
    }

    /// Whether another element follows in the array whose `[` is consumed; its `]` is consumed.
    pub fn next_element(&mut self) -> Result<bool, Fault> {
        match self.peek()? {
            Some(b']') => {
                self.stream.advance(1);
                Ok(false)
            }
            Some(_) => Ok(true),
            None => Err(self.cut_off()),
        }
    }

    /// Consumes what separates the element that was read from the next one.
    pub fn after_element(&mut self) -> Result<(), Fault> {
        match self.peek()? {
            Some(b',') => self.stream.advance(1),
            Some(b']') => {}
            Some(_) => return Err(self.expected("`,` or `]` after a value")),
            None => return Err(self.cut_off()),
        }
        Ok(())
    }

    pub fn expected(&self, what: &str) -> Fault {
        Fault::Broken(format!("it is not valid JSON: expected {what}"))
    }

    pub fn cut_off(&self) -> Fault {
        Fault::Broken("the file ends before the report does".into())
    }
}
