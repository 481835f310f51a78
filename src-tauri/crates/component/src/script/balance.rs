//! What a bash script lacks: the quote, bracket, keyword or here-document that is not closed.
//!
//! The grammar says that something is wrong somewhere, and is wrong itself about one script in
//! ten of those that systems come with. This reader follows only what opens and closes, so it can
//! say what is missing, and it gives up on everything that the shell reads in more than one way.

use std::collections::VecDeque;
use std::ops::Range;

/// Something that is opened and not closed, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imbalance {
    /// Bytes of the script: what was opened, or what was not expected.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether bash goes on nevertheless, as it does without the end of a here-document.
    pub goes_on: bool,
}

/// The first imbalance of `script`; `None` when there is none or it cannot be known.
pub fn imbalance(script: &str) -> Option<Imbalance> {
    let mut reader = Reader {
        text: script,
        bytes: script.as_bytes(),
        at: 0,
        stack: vec![Open::new(Kind::Top, 0, 0)],
        here: VecDeque::new(),
    };
    match reader.run() {
        Err(Stop::Found(found)) => Some(found),
        Err(Stop::Unsure) | Ok(()) => None,
    }
}

enum Stop {
    Found(Imbalance),
    /// The shell might read this in another way.
    Unsure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Top,
    /// `(`
    Paren,
    /// `$(`, `<(`, `>(`
    Substitution,
    /// `` ` ``
    Backtick,
    /// `"`
    Double,
    /// `${`
    Expansion,
    /// `((`, `$((`, with the parentheses open inside
    Arithmetic(u32),
    /// `[[`
    Test,
    /// `{`
    Brace,
    /// `x=(`, `@(`
    Group,
    If(Branch),
    /// `while`, `until`, and `for` and `select` from their `do` on
    Loop(Part),
    For(Header),
    Case(Arm),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Branch {
    Condition,
    Then,
    Else,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Condition,
    Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Header {
    Name,
    In,
    List,
    Do,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arm {
    Word,
    In,
    Pattern,
    Body,
}

/// Something that is open.
struct Open {
    kind: Kind,
    range: Range<usize>,
    /// Whether a keyword may stand here.
    command: bool,
    /// Whether there is a command since the last keyword.
    filled: bool,
    /// The operator (`&&`, `|`) that still wants a command.
    wants: Option<Range<usize>>,
    /// Whether the next word belongs to a redirection or a `function`.
    swallow: bool,
    /// Whether the command has a redirection, which is enough for a command.
    redirected: bool,
    /// The word that is being read, and whether it is without quotes and expansions.
    word: Option<(usize, bool)>,
}

impl Open {
    fn new(kind: Kind, at: usize, length: usize) -> Self {
        Self {
            kind,
            range: at..at + length,
            command: true,
            filled: false,
            wants: None,
            swallow: false,
            redirected: false,
            word: None,
        }
    }
}

struct Here {
    word: String,
    range: Range<usize>,
    tabs: bool,
}

type Step = Result<(), Stop>;

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Open>,
    here: VecDeque<Here>,
}

impl Reader<'_> {
    fn run(&mut self) -> Step {
        while let Some(&byte) = self.bytes.get(self.at) {
            match self.kind() {
                Kind::Double => self.double(byte)?,
                Kind::Expansion => self.expansion(byte)?,
                Kind::Arithmetic(depth) => self.arithmetic(byte, depth)?,
                Kind::Test => self.test(byte)?,
                _ => self.commands(byte)?,
            }
        }
        self.end_word()?;
        if let Some(here) = self.here.pop_front() {
            return Err(Stop::Found(without_end(here, None)));
        }
        self.all_closed()
    }

    fn kind(&self) -> Kind {
        self.stack.last().map_or(Kind::Top, |open| open.kind)
    }

    fn top(&mut self) -> Result<&mut Open, Stop> {
        self.stack.last_mut().ok_or(Stop::Unsure)
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn open(&mut self, kind: Kind, length: usize) {
        self.stack.push(Open::new(kind, self.at, length));
        self.at += length;
    }

    /// Closes what is on top, which is part of a word.
    fn close(&mut self, length: usize) {
        self.stack.pop();
        self.at += length;
    }

    fn all_closed(&mut self) -> Step {
        let Some(open) = self.stack.pop() else {
            return Ok(());
        };
        if let Some(operator) = open.wants {
            let written = self.text.get(operator.clone()).unwrap_or_default();
            return found(
                operator,
                format!("the script ends behind `{written}`"),
                "add the command that should follow, or remove it",
            );
        }
        let needs = match open.kind {
            Kind::Top => return Ok(()),
            Kind::Paren | Kind::Substitution | Kind::Group => ")",
            Kind::Arithmetic(_) => "))",
            Kind::Test => "]]",
            Kind::Brace | Kind::Expansion => "}",
            Kind::Backtick => "`",
            Kind::Double => "\"",
            Kind::If(Branch::Condition) => "then",
            Kind::If(_) => "fi",
            Kind::Loop(Part::Body) => "done",
            Kind::Loop(Part::Condition) | Kind::For(_) => "do",
            Kind::Case(_) => "esac",
        };
        let written = self.text.get(open.range.clone()).unwrap_or_default();
        let (message, help) = match needs {
            "\"" | "`" => (
                "this quote is never closed".to_owned(),
                "close it, or look for the quote further up that is missing".to_owned(),
            ),
            _ => (
                format!("`{written}` is never closed: `{needs}` is missing"),
                format!("add `{needs}` where it should end"),
            ),
        };
        found(open.range, message, help)
    }

    /// Quotes, escapes and expansions, which mean the same nearly everywhere; `false` when there is
    /// none of them here.
    fn quoting(&mut self, byte: u8) -> Result<bool, Stop> {
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

    fn double(&mut self, byte: u8) -> Step {
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

    fn expansion(&mut self, byte: u8) -> Step {
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

    fn arithmetic(&mut self, byte: u8, depth: u32) -> Step {
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

    fn test(&mut self, byte: u8) -> Step {
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

    fn commands(&mut self, byte: u8) -> Step {
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
    fn keyword_may_follow(&mut self) {
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

    fn redirection(&mut self, byte: u8) -> Step {
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
    fn here_documents(&mut self) -> Step {
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

    fn unexpected(&self, range: Range<usize>) -> Step {
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
    fn end_word(&mut self) -> Step {
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

fn found(range: Range<usize>, message: String, help: impl Into<String>) -> Step {
    Err(Stop::Found(Imbalance {
        range,
        message,
        help: help.into(),
        goes_on: false,
    }))
}

fn without_end(here: Here, almost: Option<Range<usize>>) -> Imbalance {
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
