//! The scripts inside steps: what a shell reads, and where each byte of it stands in the document.
//!
//! `ExecuteBash` and `ExecutePowerShell` take a list of `commands`. AWSTOE writes all of them to one
//! file (for example `input.sh`) and runs that, so the items of a step are the lines of one script:
//! an `if` may end in a later item, and a `cd` or a `set -e` reaches the next one
//! (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html>).
//!
//! `items` joins them; `map` leads back to the document; `parse` runs the grammars and lists the commands in one walk
//! (`command`, `bash`, `powershell`); `balance` says what a bash script lacks and `brackets` what a
//! PowerShell script does; `packages` lists what they install; [`shellcheck`] prepares and understands the program of that name.

mod balance;
mod bash;
mod brackets;
mod command;
mod items;
mod map;
mod packages;
mod parse;
mod powershell;
pub mod shellcheck;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::document::Step;
use crate::expression::{self, Expression, Reference};
use crate::text::{Source, Span};
use crate::yaml::Node;
use items::Items;

pub use balance::{Imbalance, imbalance};
pub use brackets::unclosed;
pub use command::{Assignment, Command, Input, Word};
pub use map::SourceMap;
pub use packages::{InstalledPackage, PackageManager, packages_installed};
pub use parse::Syntax;
pub(crate) use parse::grammar;

/// Largest script that is parsed, in bytes: four times what Image Builder takes as a whole document
/// (64 KB, the quota on the size of a component), so that no real script is left out and a hostile
/// text cannot keep the parser busy.
pub const MAX_BYTES: usize = 256 * 1024;

/// Largest document whose scripts are parsed, in bytes, for the same reason.
pub const MAX_DOCUMENT: usize = 1024 * 1024;

/// What reads a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `ExecuteBash`
    Bash,
    /// `ExecutePowerShell`
    PowerShell,
}

impl Language {
    /// The action module that runs it.
    pub fn action(self) -> &'static str {
        match self {
            Self::Bash => "ExecuteBash",
            Self::PowerShell => "ExecutePowerShell",
        }
    }

    /// The language of the `commands` of the action module `action`; `None` for modules that run
    /// no script.
    pub fn of_action(action: &str) -> Option<Self> {
        [Self::Bash, Self::PowerShell]
            .into_iter()
            .find(|language| language.action() == action)
    }
}

/// The script of a step: the items of its `commands`, one behind the other.
#[derive(Debug)]
pub struct Script<'a> {
    /// What reads it.
    pub language: Language,
    /// The text as AWSTOE gets it from the YAML, references not yet replaced; a line break stands
    /// between two items.
    pub text: Cow<'a, str>,
    items: Items<'a>,
    syntax: OnceCell<Option<Syntax>>,
}

impl<'a> Script<'a> {
    /// The script of `step`; `None` for steps that run none, and where an item of `commands` is no
    /// text, because nothing is known of a script that has a hole.
    pub fn of_step(source: &'a Source, step: &'a Step) -> Option<Self> {
        let language = Language::of_action(&step.action.value)?;
        let nodes = step.inputs.as_ref()?.get("commands")?.items();
        let (items, text) = Items::join(source, nodes)?;
        Some(Self {
            language,
            text,
            items,
            syntax: OnceCell::new(),
        })
    }

    /// The items of `commands`.
    pub fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.items.nodes()
    }

    /// Which item of `commands` holds the byte `at` of [`Self::text`], from 0.
    pub fn item(&self, at: usize) -> usize {
        self.items.number(at)
    }

    /// The text of each item of `commands`.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.nodes().filter_map(Node::text)
    }

    /// Where the bytes `range` of [`Self::text`] stand in the document.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.items.span(range)
    }

    /// Whether the bytes `range` of [`Self::text`] stand in one item, each at a place that is known.
    pub fn is_exact(&self, range: Range<usize>) -> bool {
        self.items.are_exact(range)
    }

    /// Its commands; `None` when it is too large ([`MAX_BYTES`], [`MAX_DOCUMENT`]), or when it is
    /// large and broken. Parses on the first call.
    pub fn syntax(&self) -> Option<&Syntax> {
        let parsed = || {
            let fits = self.items.source().text().len() <= MAX_DOCUMENT;
            fits.then(|| parse::parse(self.language, &self.text, &self.masked()))?
        };
        self.syntax.get_or_init(parsed).as_ref()
    }

    /// Its commands in order; none when it cannot be parsed.
    pub fn commands(&self) -> &[Command] {
        self.syntax().map_or(&[], |syntax| &syntax.commands)
    }

    /// The values that the script gives to its variables.
    pub fn variable(&self, name: &str) -> Option<&Word> {
        self.syntax()?.variables.get(name)
    }

    /// The bytes `range` of the text.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The text for a program that reads scripts: every reference is a word of the same length.
    pub fn masked(&self) -> String {
        masked(self.language, &self.text)
    }
}

/// `text` with every reference of AWSTOE replaced by a word of as many bytes, so that places hold.
/// Braces that are no reference stay, because the shell gets to see them.
fn masked(language: Language, text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for reference in references(text) {
        let before = text.get(done..reference.span.start).unwrap_or_default();
        masked.push_str(before);
        let letter = stand_in(language, &masked);
        let length = reference.span.end - reference.span.start;
        masked.extend(std::iter::repeat_n(letter, length));
        done = reference.span.end;
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    masked
}

/// The references in `text` that AWSTOE replaces.
fn references(text: &str) -> impl Iterator<Item = Expression<'_>> {
    expression::find(text).filter(|found| found.reference != Reference::Other)
}

/// What a reference behind `before` is replaced with: PowerShell takes a bare word only where a
/// command starts, and a number anywhere else.
fn stand_in(language: Language, before: &str) -> char {
    match (language, before.trim_end_matches([' ', '\t']).chars().next_back()) {
        (Language::Bash, _) | (_, None | Some('\n' | ';' | '|' | '&' | '{')) => 'x',
        (Language::PowerShell, Some(_)) => '1',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_words_of_the_same_length() {
        assert_eq!(masked(Language::Bash, "cd {{ A }}/b"), "cd xxxxxxx/b");
        assert_eq!(masked(Language::PowerShell, "$a = {{ A }}"), "$a = 1111111");
        assert_eq!(masked(Language::PowerShell, "a\n  {{ A }} -b"), "a\n  xxxxxxx -b");
        let template = "docker inspect -f '{{ .Id }}'";
        assert_eq!(masked(Language::Bash, template), template);
        assert_eq!(masked(Language::Bash, "é{{A}}é{{B}}"), "éxxxxxéxxxxx");
    }
}
