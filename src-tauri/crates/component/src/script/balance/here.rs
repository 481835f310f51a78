//! Redirections and here-documents.

use std::ops::Range;

use super::{Arm, Here, Imbalance, Kind, Reader, Step, Stop, found};

impl Reader<'_> {
    pub(super) fn redirection(&mut self, byte: u8) -> Step {
        // `<(…)` is a word; `2>` ends the word before it.
        if self.rest().get(1) == Some(&b'(') {
            let at = self.at;
            let top = self.top()?;
            top.word = Some((top.word.map_or(at, |(start, _)| start), false));
            self.open(Kind::Substitution, 2);
            return Ok(());
        }
        let number = self.top()?.word.filter(|&(start, _)| {
            let digits = self.bytes.get(start..self.at).unwrap_or_default();
            digits.iter().all(u8::is_ascii_digit) || digits.first() == Some(&b'{')
        });
        if number.is_some() {
            self.top()?.word = None;
        }
        self.end_word()?;
        let rest = self.rest();
        if rest.starts_with(b"<<<") {
            self.at += 3;
        } else if rest.starts_with(b"<<") {
            return self.here_word();
        } else {
            let more = matches!(rest.get(1), Some(b'>' | b'&' | b'|')) || (byte == b'<' && rest.get(1) == Some(&b'>'));
            self.at += 1 + usize::from(more);
        }
        let top = self.top()?;
        if matches!(
            top.kind,
            Kind::Group | Kind::Case(Arm::Pattern | Arm::Word | Arm::In) | Kind::For(_)
        ) {
            return Err(Stop::Unsure);
        }
        top.swallow = true;
        top.redirected = true;
        top.filled = true;
        top.wants = None;
        Ok(())
    }

    /// `<<EOF`, `<<-'EOF'`.
    fn here_word(&mut self) -> Step {
        self.at += 2;
        let tabs = self.rest().first() == Some(&b'-');
        self.at += usize::from(tabs);
        self.at += self
            .rest()
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let start = self.at;
        let mut word = String::new();
        let mut quote = None;
        for c in self.text.get(self.at..).unwrap_or_default().chars() {
            match (quote, c) {
                (_, '\n') => break,
                (Some(open), _) if c == open => quote = None,
                (None, '\'' | '"') => quote = Some(c),
                (None, '\\') => {}
                (None, ' ' | '\t' | ';' | '&' | '|' | '(' | ')' | '<' | '>') => break,
                _ => word.push(c),
            }
            self.at += c.len_utf8();
        }
        if quote.is_some() {
            return found(
                start..self.at,
                "the quote around this word is never closed".to_owned(),
                "close it on this line",
            );
        }
        if word.is_empty() || word.contains(['$', '`']) {
            return Err(Stop::Unsure);
        }
        self.here.push_back(Here {
            word,
            range: start..self.at,
            tabs,
        });
        let top = self.top()?;
        top.redirected = true;
        top.filled = true;
        top.wants = None;
        Ok(())
    }

    /// The bodies of the here-documents opened on the line that ended.
    pub(super) fn here_documents(&mut self) -> Step {
        while let Some(here) = self.here.pop_front() {
            let mut almost = None;
            loop {
                let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) else {
                    return Err(Stop::Found(without_end(here, almost)));
                };
                let line = rest.split('\n').next().unwrap_or_default();
                let start = self.at;
                self.at = (self.at + line.len() + 1).min(self.bytes.len());
                let content = if here.tabs { line.trim_start_matches('\t') } else { line };
                if content == here.word {
                    break;
                }
                if content
                    .strip_prefix(here.word.as_str())
                    .is_some_and(|rest| rest.starts_with([')', '`']))
                {
                    return Err(Stop::Unsure);
                }
                if almost.is_none() && line.trim() == here.word {
                    almost = Some(start..start + line.len());
                }
            }
        }
        Ok(())
    }
}

pub(super) fn without_end(here: Here, almost: Option<Range<usize>>) -> Imbalance {
    let word = crate::spelling::shorten(&here.word);
    let help = match almost {
        Some(_) if !here.tabs => format!("write `{word}` at the very start of its line, without blanks around it"),
        Some(_) => format!("indent `{word}` with tabs only, and leave no blanks behind it"),
        None => format!("add a line that is exactly `{word}`"),
    };
    Imbalance {
        range: here.range,
        message: format!(
            "this here-document never ends: no line is exactly `{word}`, so the rest of the script is text"
        ),
        help,
        goes_on: true,
    }
}
