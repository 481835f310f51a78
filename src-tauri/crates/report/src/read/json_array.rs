//! Finds the entries of a findings report in a stream of JSON without parsing it: the elements of a top-level
//! array, or of the array under `findings` of a top-level object.
//!
//! Looks only at strings, brackets and commas, so it goes at the speed of reading, holds one entry at a time,
//! never recurses, and can tell a bad entry's end from the next one's beginning. What an entry says is for the
//! typed parser.

use std::io::{self, Read};

use super::{BrokenOff, ReadError, foreign};

/// Longest entry that is read. Inspector's entries are a few kilobytes.
const LONGEST_ENTRY: usize = 8 << 20;
/// Deepest nesting inside an entry. Inspector's entries nest about 8 deep.
const DEEPEST_ENTRY: u32 = 100;
const CHUNK: usize = 64 << 10;
/// What is read before the first look.
const HEAD: usize = 4 << 10;

/// One element of the array. Entries and lines count from 1.
pub(super) struct Element<'a> {
    pub entry: u64,
    /// Line of the element's first byte.
    pub line: u64,
    pub json: Result<&'a [u8], Unreadable>,
}

/// Why an element cannot be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    TooLong,
    TooDeep,
    CutOff,
    Empty,
}

impl Unreadable {
    pub fn reason(self) -> String {
        match self {
            Self::TooLong => format!("the entry is longer than {} MiB", LONGEST_ENTRY >> 20),
            Self::TooDeep => format!("the entry nests deeper than {DEEPEST_ENTRY} levels"),
            Self::CutOff => "the file ends inside this entry".into(),
            Self::Empty => "there is nothing between two commas".into(),
        }
    }
}

/// How the file ended.
#[derive(Debug, Default)]
pub(super) struct End {
    /// An object with `findings` was seen, not only a bare array.
    pub wrapped: bool,
    pub entries: u64,
    pub more_pages: bool,
    pub broken_off: Option<BrokenOff>,
}

pub(super) struct EntryScanner<R> {
    reader: R,
    buffer: Box<[u8]>,
    position: usize,
    filled: usize,
    line: u64,
    /// The element being captured.
    element: Vec<u8>,
    end: End,
    /// An array of entries was seen.
    found: bool,
}

/// Why a document could not be followed to its end.
enum Fault {
    /// The text stopped being JSON, or being a report.
    Broken(String),
    Read(ReadError),
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

type Sink<'a> = dyn FnMut(Element<'_>) -> Result<(), ReadError> + 'a;

impl<R: Read> EntryScanner<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: vec![0; CHUNK].into_boxed_slice(),
            position: 0,
            filled: 0,
            line: 1,
            element: Vec::new(),
            end: End::default(),
            found: false,
        }
    }

    /// Hands every element to `sink`, whose errors end the scan.
    ///
    /// # Errors
    /// `NotAReport` if no array of entries was found; a text that breaks off behind its beginning is no error
    /// but [`End::broken_off`].
    pub fn scan(mut self, sink: &mut Sink<'_>) -> Result<End, ReadError> {
        self.open()?;
        loop {
            match self.document(sink) {
                Ok(()) => {}
                Err(Fault::Read(error)) => return Err(error),
                Err(Fault::Broken(reason)) if self.found => {
                    self.end.broken_off = Some(BrokenOff {
                        entry: self.end.entries,
                        line: self.line,
                        reason,
                    });
                    return Ok(self.end);
                }
                Err(Fault::Broken(reason)) => return Err(ReadError::NotAReport { reason }),
            }
            // Pages of one listing that were appended to one file follow one another.
            match self.peek()? {
                None => return Ok(self.end),
                Some(b'{' | b'[') if self.found => {}
                Some(_) => {
                    let reason = "there is other text after the end of the report".to_owned();
                    self.end.broken_off = Some(BrokenOff {
                        entry: self.end.entries,
                        line: self.line,
                        reason,
                    });
                    return Ok(self.end);
                }
            }
        }
    }

    /// Skips a byte order mark; refuses what is plainly no JSON.
    fn open(&mut self) -> Result<(), ReadError> {
        while self.filled < HEAD && self.fill_on()? {}
        let head = &self.buffer[..self.filled];
        if let Some(reason) = foreign::by_first_bytes(head) {
            return Err(ReadError::NotAReport { reason });
        }
        if head.starts_with(b"\xef\xbb\xbf") {
            self.position = 3;
        }
        Ok(())
    }

    fn document(&mut self, sink: &mut Sink<'_>) -> Result<(), Fault> {
        match self.peek()? {
            Some(b'[') => self.array(sink),
            Some(b'{') => self.object(sink),
            Some(_) => Err(Fault::Broken("it does not begin with a JSON object or array".into())),
            None => Err(Fault::Broken("the file is empty".into())),
        }
    }

    fn object(&mut self, sink: &mut Sink<'_>) -> Result<(), Fault> {
        self.consume(1);
        let mut keys = Vec::new();
        let mut has_findings = false;
        self.end.more_pages = false;
        loop {
            match self.peek()? {
                Some(b'}') => {
                    self.consume(1);
                    break;
                }
                Some(b'"') => {}
                Some(_) => return Err(self.expected("a key in double quotes")),
                None => return Err(self.cut_off()),
            }
            let key = self.key()?;
            if self.peek()? != Some(b':') {
                return Err(self.expected("`:` after a key"));
            }
            self.consume(1);
            match (key.as_str(), self.peek()?) {
                ("findings", Some(b'[')) => {
                    has_findings = true;
                    self.end.wrapped = true;
                    self.array(sink)?;
                }
                // `NextToken` is what the CLI itself adds when `--max-items` cut the listing.
                ("nextToken" | "NextToken", Some(b'"')) => {
                    self.end.more_pages = true;
                    self.skip_value()?;
                }
                _ => self.skip_value()?,
            }
            if keys.len() < foreign::KEYS_SEEN {
                keys.push(key);
            }
            match self.peek()? {
                Some(b',') => self.consume(1),
                Some(b'}') => {}
                Some(_) => return Err(self.expected("`,` or `}` after a value")),
                None => return Err(self.cut_off()),
            }
        }
        if has_findings {
            Ok(())
        } else {
            Err(Fault::Broken(foreign::by_keys(&keys)))
        }
    }

    fn array(&mut self, sink: &mut Sink<'_>) -> Result<(), Fault> {
        self.consume(1);
        self.found = true;
        loop {
            match self.peek()? {
                Some(b']') => {
                    self.consume(1);
                    return Ok(());
                }
                Some(_) => {}
                None => return Err(self.cut_off()),
            }
            self.end.entries += 1;
            let (entry, line) = (self.end.entries, self.line);
            let unreadable = self.value(b']', true)?;
            let json = match unreadable {
                Some(unreadable) => Err(unreadable),
                None if self.element.is_empty() => Err(Unreadable::Empty),
                None => Ok(self.element.as_slice()),
            };
            sink(Element { entry, line, json })?;
            if unreadable == Some(Unreadable::CutOff) {
                return Err(self.cut_off());
            }
            if self.peek()? == Some(b',') {
                self.consume(1);
            }
        }
    }

    /// Consumes one value up to the `,` or `closer` behind it; `keep` puts its text into `self.element`.
    ///
    /// A bracket that closes nothing is taken as part of the value, for the parser to refuse.
    fn value(&mut self, closer: u8, keep: bool) -> Result<Option<Unreadable>, ReadError> {
        self.element.clear();
        let mut unreadable = None;
        let mut depth = 0u32;
        let (mut in_string, mut escaped) = (false, false);
        loop {
            if self.position == self.filled && !self.fill()? {
                // The value itself may be whole; what should follow it is missed by the caller.
                let whole = depth == 0 && !in_string && (!keep || !self.element.is_empty());
                return Ok(if whole { unreadable } else { Some(Unreadable::CutOff) });
            }
            let chunk = &self.buffer[self.position..self.filled];
            let mut at = 0;
            let mut ended = false;
            while at < chunk.len() {
                if escaped {
                    escaped = false;
                } else if in_string {
                    match memchr::memchr2(b'"', b'\\', &chunk[at..]) {
                        Some(offset) => {
                            at += offset;
                            in_string = chunk[at] != b'"';
                            escaped = chunk[at] == b'\\';
                        }
                        None => {
                            at = chunk.len();
                            break;
                        }
                    }
                } else {
                    match chunk[at] {
                        b'"' => in_string = true,
                        b'{' | b'[' => {
                            depth = depth.saturating_add(1);
                            if depth > DEEPEST_ENTRY {
                                unreadable = unreadable.or(Some(Unreadable::TooDeep));
                            }
                        }
                        b',' if depth == 0 => ended = true,
                        byte if byte == closer && depth == 0 => ended = true,
                        b'}' | b']' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if ended {
                        break;
                    }
                }
                at += 1;
            }
            if keep && unreadable.is_none() {
                if self.element.len() + at > LONGEST_ENTRY {
                    unreadable = Some(Unreadable::TooLong);
                    self.element = Vec::new();
                } else {
                    self.element
                        .extend_from_slice(&self.buffer[self.position..self.position + at]);
                }
            }
            self.consume(at);
            if ended {
                return Ok(unreadable);
            }
        }
    }

    fn skip_value(&mut self) -> Result<(), Fault> {
        match self.value(b'}', false)? {
            Some(Unreadable::CutOff) => Err(self.cut_off()),
            _ => Ok(()),
        }
    }

    /// The key that begins here, as written between its quotes, at most 64 bytes of it.
    fn key(&mut self) -> Result<String, Fault> {
        self.consume(1);
        let mut key = Vec::new();
        let mut escaped = false;
        loop {
            let Some(byte) = self.next_byte()? else {
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

    /// The next byte that is not white space, left where it is.
    fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let chunk = &self.buffer[self.position..self.filled];
            match chunk
                .iter()
                .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
            {
                Some(offset) => {
                    let byte = chunk[offset];
                    self.consume(offset);
                    return Ok(Some(byte));
                }
                None => {
                    self.consume(chunk.len());
                    if !self.fill()? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn next_byte(&mut self) -> Result<Option<u8>, ReadError> {
        if self.position == self.filled && !self.fill()? {
            return Ok(None);
        }
        let byte = self.buffer[self.position];
        self.consume(1);
        Ok(Some(byte))
    }

    fn consume(&mut self, count: usize) {
        let consumed = &self.buffer[self.position..self.position + count];
        self.line += memchr::memchr_iter(b'\n', consumed).count() as u64;
        self.position += count;
    }

    /// Reads the next chunk; `false` at the end. Only called when everything read is consumed.
    fn fill(&mut self) -> Result<bool, ReadError> {
        self.position = 0;
        self.filled = 0;
        self.fill_on()
    }

    /// Reads more behind what is there, which leaves room.
    fn fill_on(&mut self) -> Result<bool, ReadError> {
        loop {
            match self.reader.read(&mut self.buffer[self.filled..]) {
                Ok(count) => {
                    self.filled += count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => {
                    return Err(ReadError::Io {
                        line: self.line,
                        source,
                    });
                }
            }
        }
    }

    fn expected(&self, what: &str) -> Fault {
        Fault::Broken(format!("it is not valid JSON: expected {what} at line {}", self.line))
    }

    fn cut_off(&self) -> Fault {
        let reason = if self.found {
            "the file ends before the report does"
        } else {
            "it ends in the middle of JSON"
        };
        Fault::Broken(reason.into())
    }
}
