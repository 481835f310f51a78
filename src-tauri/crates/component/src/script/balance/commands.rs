//! Where commands stand: what separates, joins and groups them.

use super::{Arm, Header, Kind, Reader, Step, Stop};

impl Reader<'_> {
    pub(super) fn commands(&mut self, byte: u8) -> Step {
        let in_word = self.top()?.word.is_some();
        match byte {
            b' ' | b'\t' => {
                self.end_word()?;
                self.at += 1;
            }
            b'\\' if self.rest().starts_with(b"\\\n") => self.at += 2,
            b'\n' => {
                self.end_word()?;
                self.at += 1;
                self.line_ends();
                self.here_documents()?;
            }
            b'#' if !in_word => {
                self.at += self
                    .rest()
                    .iter()
                    .position(|&byte| byte == b'\n')
                    .unwrap_or(self.rest().len());
            }
            b';' => self.semicolon()?,
            b'&' | b'|' => self.operator(byte)?,
            b'(' => self.parenthesis()?,
            b')' => self.closing()?,
            b'<' | b'>' => self.redirection(byte)?,
            b'`' if self.kind() == Kind::Backtick => {
                self.end_word()?;
                self.close(1);
            }
            _ => {
                let at = self.at;
                let plain = !matches!(byte, b'\\' | b'\'' | b'"' | b'`' | b'$');
                let top = self.top()?;
                let (start, before) = top.word.unwrap_or((at, true));
                top.word = Some((start, before && plain));
                if !self.quoting(byte)? {
                    self.at += 1;
                }
            }
        }
        Ok(())
    }

    /// A line break or `;` ends a command.
    fn line_ends(&mut self) {
        if let Some(top) = self.stack.last_mut() {
            top.command = true;
            top.swallow = false;
            top.redirected = false;
            if top.kind == Kind::For(Header::List) {
                top.kind = Kind::For(Header::Do);
            }
        }
    }

    fn semicolon(&mut self) -> Step {
        self.end_word()?;
        let ends_arm = matches!(self.rest(), [_, b';' | b'&', ..]);
        if ends_arm {
            let length = if self.rest().starts_with(b";;&") { 3 } else { 2 };
            let range = self.at..self.at + length;
            self.at += length;
            let top = self.top()?;
            return match top.kind {
                Kind::Case(Arm::Body) => {
                    top.kind = Kind::Case(Arm::Pattern);
                    Ok(())
                }
                _ => self.unexpected(range),
            };
        }
        let at = self.at;
        let top = self.top()?;
        let header = matches!(top.kind, Kind::For(_) | Kind::Group);
        if top.command && !top.redirected && !header {
            return self.unexpected(at..at + 1);
        }
        self.at += 1;
        if let Kind::For(Header::In) = self.kind() {
            self.top()?.kind = Kind::For(Header::Do);
        }
        self.line_ends();
        Ok(())
    }

    fn operator(&mut self, byte: u8) -> Step {
        if self.rest().starts_with(b"&>") {
            self.end_word()?;
            self.at += if self.rest().starts_with(b"&>>") { 3 } else { 2 };
            self.top()?.swallow = true;
            return Ok(());
        }
        self.end_word()?;
        let double = self.rest().get(1) == Some(&byte);
        let length = 1 + usize::from(double || self.rest().starts_with(b"|&"));
        let range = self.at..self.at + length;
        self.at += length;
        let background = byte == b'&' && !double;
        let top = self.top()?;
        match top.kind {
            Kind::Case(Arm::Pattern) | Kind::Group => return Ok(()),
            Kind::For(_) | Kind::Case(Arm::Word | Arm::In) => return self.unexpected(range),
            _ => {}
        }
        if top.command && !top.redirected {
            return self.unexpected(range);
        }
        top.command = true;
        top.swallow = false;
        top.redirected = false;
        if !background {
            top.wants = Some(range);
        }
        Ok(())
    }

    fn parenthesis(&mut self) -> Step {
        let at = self.at;
        let before = at.checked_sub(1).and_then(|before| self.bytes.get(before)).copied();
        let double = self.rest().starts_with(b"((");
        let top = self.top()?;
        match (top.kind, top.word) {
            (Kind::Case(Arm::Pattern), None) => self.at += 1,
            // Patterns and arrays: `@(a|b)`, `x=(a b)`.
            // An array in an array.
            (Kind::Group, Some(_)) if before == Some(b'=') => return self.unexpected(at..at + 1),
            (_, Some(_)) if matches!(before, Some(b'=' | b'@' | b'!' | b'?' | b'*' | b'+')) => {
                top.word = top.word.map(|(start, _)| (start, false));
                self.open(Kind::Group, 1);
            }
            (Kind::Group, _) => self.open(Kind::Group, 1),
            (Kind::For(Header::Name), None) if double => self.open(Kind::Arithmetic(0), 2),
            (_, None) if top.command => {
                top.command = false;
                top.filled = true;
                top.wants = None;
                if double {
                    self.open(Kind::Arithmetic(0), 2);
                } else {
                    self.open(Kind::Paren, 1);
                }
            }
            _ => {
                // `name ()`, else nothing that may stand here.
                let ends = self
                    .rest()
                    .iter()
                    .skip(1)
                    .position(|&byte| !matches!(byte, b' ' | b'\t'));
                let closing = ends.map(|ends| self.at + 1 + ends);
                if closing.and_then(|closing| self.bytes.get(closing)) != Some(&b')') {
                    return self.unexpected(at..at + 1);
                }
                self.end_word()?;
                self.at = closing.unwrap_or(self.at) + 1;
                let top = self.top()?;
                top.command = true;
                top.swallow = false;
            }
        }
        Ok(())
    }

    fn closing(&mut self) -> Step {
        self.end_word()?;
        let range = self.at..self.at + 1;
        let top = self.top()?;
        match top.kind {
            Kind::Case(Arm::Pattern) => {
                top.kind = Kind::Case(Arm::Body);
                top.command = true;
                top.filled = false;
                self.at += 1;
            }
            Kind::Substitution | Kind::Group => self.close(1),
            Kind::Paren if !top.filled || top.wants.is_some() => return self.unexpected(range),
            Kind::Paren => {
                self.close(1);
                self.keyword_may_follow();
            }
            Kind::Top => return self.unexpected(range),
            Kind::Backtick => return Err(Stop::Unsure),
            _ => return self.all_closed(),
        }
        Ok(())
    }

    /// Behind a compound command a keyword needs no `;` before it, as in `then (a) fi`.
    pub(super) fn keyword_may_follow(&mut self) {
        let rest = self
            .text
            .get(self.at..)
            .unwrap_or_default()
            .trim_start_matches([' ', '\t']);
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '}')
            .unwrap_or(rest.len());
        let keyword = matches!(
            rest.get(..end),
            Some("fi" | "done" | "esac" | "then" | "do" | "else" | "elif" | "}")
        );
        if let Some(top) = self.stack.last_mut().filter(|top| top.word.is_none()) {
            top.command = keyword;
        }
    }
}
