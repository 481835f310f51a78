//! The grammars: from the text of a script to its commands, in bounded time and memory.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use tree_sitter::{ParseOptions, Parser, Tree};

use super::command::{Command, Word};
use super::{Language, MAX_BYTES, balance, bash, powershell};

/// What a script consists of.
#[derive(Debug, Default)]
pub struct Syntax {
    /// Its commands in order.
    pub commands: Vec<Command>,
    /// Its variables with the last value each is given; names in lower case in PowerShell.
    pub variables: HashMap<String, Word>,
    /// Whether there is a place that the grammar does not understand. The grammars have gaps, so
    /// this is no proof that the shell does not understand it either.
    pub strange: bool,
    /// Texts in quotes, in PowerShell only: what methods are called with.
    pub texts: Vec<Word>,
}

/// Work of the parser for so many bytes, in the unit in which it reports progress (100 operations).
/// Real scripts need one for forty bytes or more.
const BYTES_PER_PROGRESS: usize = 4;
/// The same for the shortest scripts.
const PROGRESS: usize = 1_000;
/// Largest bash script that is parsed although it is not balanced, in bytes. How long the grammar
/// takes to recover grows with the square of some of those (`a | a | a |`); of the others it does
/// not.
const MAX_UNBALANCED: usize = 2 * 1024;

thread_local! {
    static BASH: RefCell<Parser> = RefCell::new(Parser::new());
    static POWERSHELL: RefCell<Parser> = RefCell::new(Parser::new());
}

/// Parses `masked`, which is `text` without references and as long.
pub(super) fn parse(language: Language, text: &str, masked: &str) -> Option<Syntax> {
    let tree = grammar(language, masked)?;
    let mut syntax = match language {
        Language::Bash => bash::walk(&tree, text),
        Language::PowerShell => powershell::walk(&tree, text),
    };
    syntax.strange = tree.root_node().has_error();
    Some(syntax)
}

/// The tree of `text`, whose bytes are those of the text; `None` where parsing it would take too long. Nothing else hands
/// text to the grammars.
pub(crate) fn grammar(language: Language, text: &str) -> Option<Tree> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let broken = || balance::imbalance(text).is_some_and(|lack| !lack.goes_on);
    if language == Language::Bash && text.len() > MAX_UNBALANCED && broken() {
        return None;
    }
    let ascii = match language {
        Language::Bash => in_ascii(text),
        Language::PowerShell => Cow::Borrowed(text),
    };
    tree(language, &ascii)
}

/// `text` with a letter for each byte that is not ASCII. To bash every such character is a part of a
/// word; the scanner of the grammar, though, asks C's `isdigit` about it, which then reads memory
/// that is not its own (tree-sitter-bash 0.25.1, `src/scanner.c`, `brace_start`).
fn in_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let letters = text
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte) } else { 'x' });
    Cow::Owned(letters.collect())
}

fn tree(language: Language, text: &str) -> Option<Tree> {
    let (parser, grammar) = match language {
        Language::Bash => (&BASH, tree_sitter_bash::LANGUAGE),
        Language::PowerShell => (&POWERSHELL, tree_sitter_powershell::LANGUAGE),
    };
    parser.with_borrow_mut(|parser| {
        if parser.language().is_none() {
            parser.set_language(&grammar.into()).ok()?;
        }
        let mut left = PROGRESS + text.len() / BYTES_PER_PROGRESS;
        let mut progress = |_: &tree_sitter::ParseState| match left.checked_sub(1) {
            Some(less) => {
                left = less;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let bytes = text.as_bytes();
        let tree = parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), None, Some(options));
        if tree.is_none() {
            // What was begun would be taken up again by the next call.
            parser.reset();
        }
        tree
    })
}
