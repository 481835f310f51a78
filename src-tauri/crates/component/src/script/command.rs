//! The commands of a script, whatever shell reads it.

use std::ops::Range;

/// One call of a program, builtin, function or cmdlet. Ranges are bytes of the script.
#[derive(Clone, Debug)]
pub struct Command {
    /// What is called, behind `sudo`, `env` and the like.
    pub name: Word,
    /// What stands behind the name.
    pub arguments: Vec<Word>,
    /// Whether `sudo` stands in front, and where.
    pub sudo: Option<Range<usize>>,
    /// Variables set for this command alone.
    pub environment: Vec<Assignment>,
    /// The whole command without redirections.
    pub range: Range<usize>,
    /// What it reads from.
    pub input: Input,
    /// Whether it runs only sometimes: in a branch, a loop, a function, behind `&&` or `||`.
    pub sometimes: bool,
    /// Whether something looks at whether it failed: `if`, `||`, `!`, `while`; in PowerShell `try`.
    pub tested: bool,
    /// The number of the function that it stands in; 0 outside of functions.
    pub function: usize,
    /// The number of the statement it belongs to: commands of one `&&` chain or pipeline share it.
    pub statement: usize,
    /// The byte behind which what runs after it stands: the end of its statement, or, where that is
    /// the last one of a branch or a body, of the statement around it; 0 in a loop, whose next round
    /// comes after it.
    pub after: usize,
    /// Whether what it writes is taken as text (`$(…)`).
    pub substituted: bool,
}

/// What a command reads from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing: AWSTOE gives a script no terminal.
    Nothing,
    /// A file, a here-document or a string, or whatever the loop around it reads.
    Redirected,
    /// The command with this index, through a pipe.
    Pipe(Option<usize>),
}

/// One word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its text: without the quotes when it is literal, as written otherwise.
    pub text: String,
    /// Whether nothing in it is replaced: no variable, no substitution, no reference of AWSTOE.
    pub literal: bool,
    /// Where it stands.
    pub range: Range<usize>,
}

/// `NAME=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The variable; in lower case and without `$` in PowerShell.
    pub name: String,
    /// What it is set to.
    pub value: Word,
}

impl Command {
    /// The name without its folder and without `.exe`, in lower case.
    pub fn program(&self) -> String {
        let name = self.name.text.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        name.strip_suffix(".exe").map(str::to_owned).unwrap_or(name)
    }

    /// Whether an argument is the option `long` (`--yes`; also `--yes=…`) or, of the options in
    /// one letter, holds `short` (`y` in `-qy`).
    pub fn has(&self, short: char, long: &str) -> bool {
        self.options().any(|word| {
            let text = word.text.as_str();
            match text.strip_prefix("--") {
                Some(name) => !long.is_empty() && name.split('=').next() == Some(long),
                None => short != '\0' && text.chars().skip(1).any(|c| c == short),
            }
        })
    }

    /// The arguments that start with `-`, up to `--`.
    pub fn options(&self) -> impl Iterator<Item = &Word> {
        self.arguments
            .iter()
            .take_while(|word| word.text != "--")
            .filter(|word| word.text.starts_with('-') && word.text.len() > 1)
    }

    /// The arguments that are not options.
    pub fn operands(&self) -> impl Iterator<Item = &Word> {
        self.arguments.iter().filter(|word| !word.text.starts_with('-'))
    }

    /// The first argument that is not an option: the verb of `apt-get -q install`.
    pub fn verb(&self) -> Option<&str> {
        self.operands().next().map(|word| word.text.as_str())
    }

    /// Whether PowerShell gets the parameter `-name`; parameters may be cut short, as PowerShell
    /// allows, but not below `least` letters.
    pub fn parameter(&self, name: &str, least: usize) -> bool {
        self.arguments.iter().any(|word| is_parameter(&word.text, name, least))
    }

    /// The value behind the parameter `-name`.
    pub fn value(&self, name: &str, least: usize) -> Option<&Word> {
        let at = self
            .arguments
            .iter()
            .position(|word| is_parameter(&word.text, name, least))?;
        self.arguments.get(at + 1)
    }
}

fn is_parameter(text: &str, name: &str, least: usize) -> bool {
    let Some(written) = text.strip_prefix('-') else {
        return false;
    };
    let written = written.split(':').next().unwrap_or_default();
    written.len() >= least
        && name
            .get(..written.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(written))
}
