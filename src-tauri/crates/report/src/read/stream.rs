//! The text of a report as readers see it: decoded to UTF-8, in chunks, with its lines counted.

use std::io::{self, BufRead, Read};

use super::decode::Decoder;
use super::{ReadError, Source};

const CHUNK: usize = 64 << 10;

/// A source that is being read. Lines count from 1 and are those of the unpacked text.
pub(super) struct Stream<'a> {
    decoder: Decoder<'a>,
    buffer: Vec<u8>,
    position: usize,
    filled: usize,
    line: u64,
}

impl<'a> Stream<'a> {
    /// The text of `source` from its beginning, without a byte order mark.
    ///
    /// # Errors
    /// [`ReadError::Io`] if it cannot be opened.
    pub fn open(source: &'a dyn Source) -> Result<Self, ReadError> {
        let failed = |source| ReadError::Io { line: 1, source };
        let decoder = Decoder::new(source.open().map_err(failed)?).map_err(failed)?;
        Ok(Self::over(decoder, CHUNK))
    }

    /// Bytes that are UTF-8 already.
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        Self::over(Decoder::utf8(Box::new(bytes)), bytes.len().clamp(1, CHUNK))
    }

    fn over(decoder: Decoder<'a>, chunk: usize) -> Self {
        Self {
            decoder,
            buffer: vec![0; chunk],
            position: 0,
            filled: 0,
            line: 1,
        }
    }

    /// The line that the next byte is on.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What is read and not consumed, after reading on if that is nothing; empty at the end.
    pub fn chunk(&mut self) -> Result<&[u8], ReadError> {
        match self.fill() {
            Ok(()) => Ok(self.rest()),
            Err(source) => Err(ReadError::Io {
                line: self.line,
                source,
            }),
        }
    }

    /// What is read and not consumed.
    pub fn rest(&self) -> &[u8] {
        self.buffer.get(self.position..self.filled).unwrap_or_default()
    }

    /// Goes `count` bytes on in what [`Stream::rest`] gave.
    pub fn advance(&mut self, count: usize) {
        let count = count.min(self.filled - self.position);
        let consumed = self.rest().get(..count).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', consumed).count() as u64;
        self.position += count;
    }

    /// The next byte that is not white space, left where it is.
    pub fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let blank = chunk
                .iter()
                .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
            let found = blank.and_then(|offset| chunk.get(offset).copied());
            let length = chunk.len();
            self.advance(blank.unwrap_or(length));
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// The next byte, consumed.
    pub fn next_byte(&mut self) -> Result<Option<u8>, ReadError> {
        let byte = self.chunk()?.first().copied();
        self.advance(1);
        Ok(byte)
    }

    /// Reads on if all that was read is consumed.
    pub fn fill(&mut self) -> io::Result<()> {
        if self.position < self.filled {
            return Ok(());
        }
        self.position = 0;
        self.filled = 0;
        loop {
            match self.decoder.read(&mut self.buffer) {
                Ok(count) => {
                    self.filled = count;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let count = self.rest().read(into)?;
        self.advance(count);
        Ok(count)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        Ok(self.rest())
    }

    fn consume(&mut self, count: usize) {
        self.advance(count);
    }
}
