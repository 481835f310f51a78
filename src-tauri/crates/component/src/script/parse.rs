//! The grammars: from the text of a script to its commands, in bounded time and memory.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use tree_sitter::{ParseOptions, Parser, Tree};

use super::command::{Command, Word};
use super::{Language, MAX_BYTES, bash, powershell};

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

/// Work of the parser for each byte, in the unit in which it reports progress (100 operations).
/// Real scripts need about a hundredth of it.
const PROGRESS_PER_BYTE: usize = 1;
/// The same for the shortest scripts.
const PROGRESS: usize = 1_000;

thread_local! {
    static BASH: RefCell<Parser> = RefCell::new(Parser::new());
    static POWERSHELL: RefCell<Parser> = RefCell::new(Parser::new());
}

/// Parses `masked`, which is `text` without references and as long.
pub(super) fn parse(language: Language, text: &str, masked: &str) -> Option<Syntax> {
    if masked.len() > MAX_BYTES {
        return None;
    }
    let tree = tree(language, masked)?;
    let mut syntax = match language {
        Language::Bash => bash::walk(&tree, text),
        Language::PowerShell => powershell::walk(&tree, text),
    };
    syntax.strange = tree.root_node().has_error();
    Some(syntax)
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
        let mut left = PROGRESS + text.len() * PROGRESS_PER_BYTE;
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
