//! One walk over the tree of a PowerShell script: its commands, variables and texts.

use tree_sitter::{Node, Tree};

use super::command::{Command, Input, Word};
use super::parse::Syntax;

/// What is known of a place from the nodes around it.
#[derive(Clone, Copy)]
struct Around {
    sometimes: bool,
    tested: bool,
    function: usize,
    input: Input,
}

/// A node that is open during the walk.
struct Frame<'t> {
    kind: &'t str,
    around: Around,
    /// Named children entered so far.
    child: usize,
    /// The command that a pipeline fed last.
    fed: Option<usize>,
}

/// Lists what is in `tree`; `text` is the script with its references.
pub(super) fn walk(tree: &Tree, text: &str) -> Syntax {
    let mut syntax = Syntax::default();
    let mut functions = 0;
    let mut statements = 0;
    let mut cursor = tree.walk();
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let top = Around {
        sometimes: false,
        tested: false,
        function: 0,
        input: Input::Nothing,
    };
    loop {
        let node = cursor.node();
        let mut around = frames.last().map_or(top, |parent| parent.around);
        if let Some(parent) = frames.last_mut().filter(|_| node.is_named()) {
            parent.child += 1;
            if parent.kind == "pipeline_chain" && parent.child > 1 {
                around.input = Input::Pipe(parent.fed);
            }
        }
        let mut fed = None;
        match node.kind() {
            "statement_block" | "script_block_expression" | "switch_body" => around.sometimes = true,
            "try_statement" => around.tested = true,
            "function_statement" | "class_statement" => {
                functions += 1;
                around.function = functions;
                around.sometimes = true;
            }
            "command" | "flow_control_statement" => {
                statements += 1;
                if let Some(command) = command(text, node, around, statements) {
                    fed = Some(syntax.commands.len());
                    syntax.commands.push(command);
                }
            }
            "assignment_expression" => {
                if let Some((name, value)) = assigned(text, node) {
                    syntax.variables.insert(name, value);
                }
            }
            "string_literal" => syntax.texts.push(word(text, node)),
            _ => {}
        }
        let frame = Frame {
            kind: node.kind(),
            around,
            child: 0,
            fed,
        };
        if cursor.goto_first_child() {
            frames.push(frame);
            continue;
        }
        while !cursor.goto_next_sibling() {
            let closed = frames.pop();
            if !cursor.goto_parent() {
                return syntax;
            }
            if let (Some(closed), Some(parent)) = (closed, frames.last_mut()) {
                parent.fed = closed.fed.or(parent.fed);
            }
        }
    }
}

/// `Name -Parameter value`, or `exit 1`.
fn command(text: &str, node: Node<'_>, around: Around, statement: usize) -> Option<Command> {
    let mut words: Vec<Word> = Vec::new();
    let mut cursor = node.walk();
    if !cursor.goto_first_child() {
        return None;
    }
    // The words stand one level deeper, and separators between them.
    let mut inside = false;
    let mut joined = false;
    loop {
        let child = cursor.node();
        match child.kind() {
            "command_elements" if !inside && cursor.goto_first_child() => {
                inside = true;
                continue;
            }
            // `-Confirm:$false` is one word.
            "command_argument_sep" => joined = text.get(child.byte_range()).is_some_and(|sep| sep.starts_with(':')),
            "command_invokation_operator" | "redirection" => {}
            _ if inside || child.is_named() || node.kind() == "flow_control_statement" => {
                let word = word(text, child);
                match words.last_mut().filter(|_| joined) {
                    Some(before) => join(text, before, word),
                    None => words.push(word),
                }
                joined = false;
            }
            _ => {}
        }
        if !cursor.goto_next_sibling() {
            break;
        }
    }
    let range = words.first()?.range.start..words.last()?.range.end;
    let mut words = words.into_iter();
    Some(Command {
        name: words.next()?,
        arguments: words.collect(),
        sudo: None,
        environment: Vec::new(),
        range,
        input: around.input,
        sometimes: around.sometimes,
        tested: around.tested,
        function: around.function,
        statement,
        after: node.end_byte(),
        substituted: false,
    })
}

/// Makes `before` and `after`, with what stands between them, one word.
fn join(text: &str, before: &mut Word, after: Word) {
    before.range.end = after.range.end;
    before.literal &= after.literal;
    before.text = text.get(before.range.clone()).unwrap_or_default().to_owned();
}

/// The variable and value of `$Name = value`.
fn assigned(text: &str, node: Node<'_>) -> Option<(String, Word)> {
    let value = node.child_by_field_name("value")?;
    let left = text.get(node.start_byte()..value.start_byte())?;
    let name = left.trim_start().strip_prefix('$')?;
    let end = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':'))?;
    let name = name.get(..end)?.to_ascii_lowercase();
    let name = name.rsplit(':').next().unwrap_or_default().to_owned();
    Some((name, word(text, value)))
}

fn word(text: &str, node: Node<'_>) -> Word {
    let range = node.byte_range();
    let written = text.get(range.clone()).unwrap_or_default();
    let quoted = |quote: char| written.len() > 1 && written.starts_with(quote) && written.ends_with(quote);
    let replaced = !quoted('\'') && written.contains(['$', '`', '(']);
    let literal = !replaced && super::references(written).next().is_none();
    let bare = written.get(1..written.len().max(1) - 1);
    let unquoted = bare.filter(|bare| (quoted('"') || quoted('\'')) && !bare.contains(['"', '\'']));
    Word {
        text: unquoted.unwrap_or(written).to_owned(),
        literal,
        range,
    }
}
