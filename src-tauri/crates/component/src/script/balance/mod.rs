//! What a bash script lacks: the quote, bracket, keyword or here-document that is not closed.
//!
//! The grammar says that something is wrong somewhere, and is wrong itself about one script in
//! ten of those that systems come with. This reader follows only what opens and closes, so it can
//! say what is missing, and it gives up on everything that the shell reads in more than one way.

mod commands;
mod here;
mod quoting;
mod words;

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
            return Err(Stop::Found(here::without_end(here, None)));
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
}

fn found(range: Range<usize>, message: String, help: impl Into<String>) -> Step {
    Err(Stop::Found(Imbalance {
        range,
        message,
        help: help.into(),
        goes_on: false,
    }))
}
