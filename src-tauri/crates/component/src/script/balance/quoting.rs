//! What is read alike nearly everywhere: quotes, escapes, expansions, arithmetic and tests.

use super::{Header, Kind, Reader, Step, Stop, found};

impl Reader<'_> {
    /// Quotes, escapes and expansions, which mean the same nearly everywhere; `false` when there is
    /// none of them here.
    pub(super) fn quoting(&mut self, byte: u8) -> Result<bool, Stop> {
        let inside_double = self.kind() == Kind::Double;
        match (byte, self.rest()) {
            (b'\\', [_, b'`', ..]) if self.stack.iter().any(|open| open.kind == Kind::Backtick) => {
                return Err(Stop::Unsure);
            }
            (b'\\', _) => {
                let escaped = self.text.get(self.at + 1..).and_then(|rest| rest.chars().next());
                self.at += 1 + escaped.map_or(0, char::len_utf8);
            }
            (b'$', [_, b'(', b'(', ..]) => self.open(Kind::Arithmetic(0), 3),
            (b'$', [_, b'(', ..]) => self.open(Kind::Substitution, 2),
            (b'$', [_, b'{', ..]) => self.open(Kind::Expansion, 2),
            (b'$', [_, b'\'', ..]) if !inside_double => self.single(2, true)?,
            (b'$', [_, b'$' | b'#' | b'?' | b'!' | b'@' | b'*', ..]) => self.at += 2,
            (b'\'', _) if !inside_double => self.single(1, false)?,
            (b'"', _) if !inside_double => self.open(Kind::Double, 1),
            (b'`', _) => {
                if self.kind() == Kind::Backtick {
                    return Ok(false);
                }
                if self.stack.iter().any(|open| open.kind == Kind::Backtick) {
                    return Err(Stop::Unsure);
                }
                self.open(Kind::Backtick, 1);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `'…'`, or `$'…'` with escapes.
    fn single(&mut self, opening: usize, escapes: bool) -> Step {
        let start = self.at;
        self.at += opening;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' if escapes => self.at += 1,
                b'\'' => return Ok(()),
                b'\n' if !self.here.is_empty() => return Err(Stop::Unsure),
                _ => {}
            }
        }
        found(
            start..start + opening,
            "this quote is never closed".to_owned(),
            "close it, or look for the quote further up that is missing",
        )
    }

    pub(super) fn double(&mut self, byte: u8) -> Step {
        match byte {
            b'"' => self.close(1),
            b'\n' if !self.here.is_empty() => return Err(Stop::Unsure),
            _ => {
                if !self.quoting(byte)? {
                    self.at += 1;
                }
            }
        }
        Ok(())
    }

    pub(super) fn expansion(&mut self, byte: u8) -> Step {
        match byte {
            b'}' => self.close(1),
            b'\n' if !self.here.is_empty() => return Err(Stop::Unsure),
            // Within double quotes it depends on the operator whether this is a quote.
            b'\'' if self.stack.iter().any(|open| open.kind == Kind::Double) => return Err(Stop::Unsure),
            _ => {
                if !self.quoting(byte)? {
                    self.at += 1;
                }
            }
        }
        Ok(())
    }

    pub(super) fn arithmetic(&mut self, byte: u8, depth: u32) -> Step {
        match (byte, depth) {
            (b'(', _) => {
                self.top()?.kind = Kind::Arithmetic(depth + 1);
                self.at += 1;
            }
            (b')', 0) => {
                if self.rest().get(1) != Some(&b')') {
                    // `((a) | b)`: two subshells.
                    return Err(Stop::Unsure);
                }
                self.close(2);
                let top = self.top()?;
                if top.kind == Kind::For(Header::Name) {
                    top.kind = Kind::For(Header::Do);
                }
                self.keyword_may_follow();
            }
            (b')', _) => {
                self.top()?.kind = Kind::Arithmetic(depth - 1);
                self.at += 1;
            }
            (b'\n' | b';', _) if self.stack.len() > 1 && !self.is_for_header() => return Err(Stop::Unsure),
            _ => {
                if !self.quoting(byte)? {
                    self.at += 1;
                }
            }
        }
        Ok(())
    }

    fn is_for_header(&self) -> bool {
        let below = self.stack.len().checked_sub(2).and_then(|at| self.stack.get(at));
        below.is_some_and(|open| matches!(open.kind, Kind::For(_)))
    }

    pub(super) fn test(&mut self, byte: u8) -> Step {
        let after_blank = self
            .at
            .checked_sub(1)
            .and_then(|at| self.bytes.get(at))
            .is_some_and(u8::is_ascii_whitespace);
        if byte == b']' && self.rest().starts_with(b"]]") && after_blank {
            self.close(2);
            self.keyword_may_follow();
        } else if !self.quoting(byte)? {
            self.at += 1;
        }
        Ok(())
    }
}
