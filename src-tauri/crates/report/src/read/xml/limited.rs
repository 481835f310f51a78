//! Ends what goes on too long.

use std::io::{self, BufRead, Read};

use super::super::stream::Stream;

/// Ends a single text or tag that goes on too long.
pub(super) struct Limited<'a> {
    pub stream: Stream<'a>,
    /// Bytes consumed since the last event.
    pub since: usize,
    /// What the source failed with.
    pub failed: Option<io::Error>,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.read(into)
    }
}

impl BufRead for Limited<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > super::LONGEST {
            return Err(io::Error::other("too long"));
        }
        match self.stream.fill() {
            Ok(()) => Ok(self.stream.rest()),
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.since = self.since.saturating_add(count);
        self.stream.advance(count);
    }
}
