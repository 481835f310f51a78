//! Words, and the keywords among them that open and close compound commands.

use std::ops::Range;

use super::{Arm, Branch, Header, Kind, Open, Part, Reader, Step, Stop, found};

impl Reader<'_> {
    pub(super) fn unexpected(&self, range: Range<usize>) -> Step {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let help = match self.stack.last().map(|open| (open.kind, open.filled)) {
            Some((_, false)) if matches!(written, "fi" | "done" | "else" | "elif" | "}" | "then" | "do" | ")") => {
                "put a command before it; `:` does nothing"
            }
            _ => match written {
                "fi" => "remove it, or add the `if` or `then` that it ends",
                "done" => "remove it, or add the `for`, `while` or `do` that it ends",
                "then" | "else" | "elif" => "remove it, or add the `if` that it belongs to",
                "do" => "remove it, or add the `for` or `while` that it belongs to",
                "esac" | ";;" => "remove it, or add the `case` that it belongs to",
                "}" => "remove it, or add the `{` that it closes",
                ")" => "remove it, or add the `(` that it closes",
                "(" => "put it in quotes if it is text",
                "&&" | "||" | "|" => "end the line before it with a backslash, or move it there",
                _ => "remove it, or put it in quotes if it is text",
            },
        };
        found(range, format!("bash does not expect `{written}` here"), help)
    }

    /// The word that ends here, if any.
    pub(super) fn end_word(&mut self) -> Step {
        let end = self.at;
        let text = self.text;
        let Some(top) = self.stack.last_mut() else {
            return Ok(());
        };
        let Some((start, plain)) = top.word.take() else {
            return Ok(());
        };
        let word = text.get(start..end).filter(|_| plain).unwrap_or_default();
        let range = start..end;
        if std::mem::take(&mut top.swallow) {
            return Ok(());
        }
        match top.kind {
            Kind::Group => return Ok(()),
            Kind::For(header) => return self.header(header, word, range),
            Kind::Case(Arm::Word) => {
                top.kind = Kind::Case(Arm::In);
                return Ok(());
            }
            Kind::Case(Arm::In) => {
                if word != "in" {
                    return self.unexpected(range);
                }
                top.kind = Kind::Case(Arm::Pattern);
                return Ok(());
            }
            Kind::Case(Arm::Pattern) => {
                if word == "esac" {
                    self.finish();
                }
                return Ok(());
            }
            _ => {}
        }
        if !top.command {
            return Ok(());
        }
        self.first_word(word, range)
    }

    fn header(&mut self, header: Header, word: &str, range: Range<usize>) -> Step {
        let top = self.top()?;
        match (header, word) {
            (Header::Name, _) => top.kind = Kind::For(Header::In),
            (Header::In, "in") => top.kind = Kind::For(Header::List),
            (Header::In | Header::Do, "do") => {
                top.kind = Kind::Loop(Part::Body);
                top.command = true;
                top.filled = false;
            }
            (Header::Do, "{") => return Err(Stop::Unsure),
            (Header::List, _) => {}
            _ => {
                return found(
                    range.clone(),
                    format!(
                        "bash expects `do` before `{}`",
                        crate::spelling::shorten(self.text.get(range).unwrap_or_default())
                    ),
                    "write `do` behind the head of the loop",
                );
            }
        }
        Ok(())
    }

    /// A word where a command starts: a keyword or a command.
    fn first_word(&mut self, word: &str, range: Range<usize>) -> Step {
        let top = self.top()?;
        let (kind, filled) = (top.kind, top.filled && top.wants.is_none());
        let opens = match word {
            "if" => Some(Kind::If(Branch::Condition)),
            "while" | "until" => Some(Kind::Loop(Part::Condition)),
            "for" | "select" => Some(Kind::For(Header::Name)),
            "case" => Some(Kind::Case(Arm::Word)),
            "{" => Some(Kind::Brace),
            "[[" => Some(Kind::Test),
            _ => None,
        };
        if let Some(opens) = opens {
            top.filled = true;
            top.wants = None;
            top.command = false;
            self.stack.push(Open::new(opens, range.start, range.len()));
            return Ok(());
        }
        let becomes = match (word, kind) {
            ("then", Kind::If(Branch::Condition)) => Some(Kind::If(Branch::Then)),
            ("elif", Kind::If(Branch::Then)) => Some(Kind::If(Branch::Condition)),
            ("else", Kind::If(Branch::Then)) => Some(Kind::If(Branch::Else)),
            ("do", Kind::Loop(Part::Condition)) => Some(Kind::Loop(Part::Body)),
            _ => None,
        };
        if let Some(becomes) = becomes.filter(|_| filled) {
            top.kind = becomes;
            top.filled = false;
            return Ok(());
        }
        let closes = match (word, kind) {
            ("fi", Kind::If(Branch::Then | Branch::Else)) => filled,
            ("done", Kind::Loop(Part::Body)) => filled,
            ("}", Kind::Brace) => filled,
            ("esac", Kind::Case(Arm::Body)) => true,
            _ => false,
        };
        if closes {
            self.finish();
            return Ok(());
        }
        match word {
            "then" | "elif" | "else" | "fi" | "do" | "done" | "esac" | "}" => {
                // What stands in between is not closed, or there is nothing to close.
                let expected = |open: &Open| match word {
                    "fi" | "then" | "elif" | "else" => matches!(open.kind, Kind::If(_)),
                    "done" | "do" => matches!(open.kind, Kind::Loop(_)),
                    "esac" => matches!(open.kind, Kind::Case(_)),
                    _ => open.kind == Kind::Brace,
                };
                let inner = self
                    .stack
                    .last()
                    .is_some_and(|open| !expected(open) && open.kind != Kind::Top);
                if inner && self.stack.iter().any(expected) {
                    return self.all_closed();
                }
                self.unexpected(range)
            }
            "!" | "time" | "coproc" => Ok(()),
            "function" => {
                top.swallow = true;
                top.filled = true;
                Ok(())
            }
            _ => {
                top.filled = true;
                top.wants = None;
                top.command = false;
                Ok(())
            }
        }
    }

    /// Closes a compound command.
    fn finish(&mut self) {
        self.stack.pop();
        self.keyword_may_follow();
    }
}
