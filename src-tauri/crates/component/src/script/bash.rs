//! One walk over the tree of a bash script: its commands and variables.

use std::ops::Range;

use tree_sitter::{Node, Tree, TreeCursor};

use super::command::{Assignment, Command, Input, Word};
use super::parse::Syntax;

/// What is known of a place from the nodes around it.
#[derive(Clone, Copy)]
struct Around {
    sometimes: bool,
    tested: bool,
    substituted: bool,
    function: usize,
    statement: usize,
    after: usize,
    input: Input,
}

/// A node that is open during the walk.
struct Frame<'t> {
    kind: &'t str,
    around: Around,
    /// How many named children were entered.
    child: usize,
    /// Where the last statement of a body starts.
    last: Option<usize>,
    /// Whether the operator of a list between the children is `||`.
    or: bool,
    /// The command that a pipeline fed last.
    fed: Option<usize>,
    /// Whether the input of the body is redirected.
    redirected: bool,
}

/// Lists what is in `tree`; `text` is the script with its references.
pub(super) fn walk(tree: &Tree, text: &str) -> Syntax {
    let mut walk = Walk {
        text,
        syntax: Syntax::default(),
        functions: 0,
        statements: 0,
    };
    walk.run(tree);
    walk.syntax
}

struct Walk<'a> {
    text: &'a str,
    syntax: Syntax,
    functions: usize,
    statements: usize,
}

impl Walk<'_> {
    /// Depth is a stack of frames, not of calls: a script can nest as deep as it is long.
    fn run(&mut self, tree: &Tree) {
        let mut cursor = tree.walk();
        let start = Around {
            sometimes: false,
            tested: false,
            substituted: false,
            function: 0,
            statement: 0,
            after: self.text.len(),
            input: Input::Nothing,
        };
        let mut frames = vec![self.frame(cursor.node(), start)];
        if !cursor.goto_first_child() {
            return;
        }
        loop {
            let node = cursor.node();
            let around = match frames.last_mut() {
                Some(parent) => self.enter(parent, node, cursor.field_name()),
                None => return,
            };
            match node.kind() {
                "command" => self.command(node, around),
                "variable_assignment" => self.assignment(node),
                _ => {}
            }
            let frame = self.frame(node, around);
            if cursor.goto_first_child() {
                frames.push(frame);
                continue;
            }
            while !cursor.goto_next_sibling() {
                let closed = frames.pop();
                if !cursor.goto_parent() {
                    return;
                }
                if let (Some(closed), Some(parent)) = (closed, frames.last_mut()) {
                    // What stands in a command's words is not what its pipeline reads.
                    if parent.kind != "command" {
                        parent.fed = closed.fed.or(parent.fed);
                    }
                }
            }
        }
    }

    fn frame<'t>(&self, node: Node<'t>, around: Around) -> Frame<'t> {
        let kind = node.kind();
        let fed = (kind == "command").then(|| self.syntax.commands.len().checked_sub(1));
        Frame {
            kind,
            around,
            child: 0,
            last: last_statement(node),
            or: kind == "list" && has_child(node, |child| child.kind() == "||"),
            fed: fed.flatten(),
            redirected: kind == "redirected_statement" && has_child(node, reads),
        }
    }

    /// What holds for the child `node` of `parent`.
    fn enter(&mut self, parent: &mut Frame<'_>, node: Node<'_>, field: Option<&str>) -> Around {
        let mut around = parent.around;
        if !node.is_named() {
            return around;
        }
        parent.child += 1;
        let first = parent.child == 1;
        match parent.kind {
            "program"
            | "compound_statement"
            | "subshell"
            | "do_group"
            | "case_item"
            | "else_clause"
            | "command_substitution"
            | "process_substitution" => {
                self.statements += 1;
                around.statement = self.statements;
            }
            _ => {}
        }
        let branch = matches!(node.kind(), "elif_clause" | "else_clause");
        if parent.last.is_some_and(|last| last != node.start_byte()) && !branch {
            around.after = node.end_byte();
        }
        match parent.kind {
            "if_statement" | "elif_clause" | "while_statement" if field == Some("condition") => around.tested = true,
            "if_statement" => {
                self.statements += 1;
                around.statement = self.statements;
                around.sometimes = true;
            }
            "elif_clause" | "else_clause" => {
                self.statements += 1;
                around.statement = self.statements;
                around.sometimes = true;
            }
            "case_item" => around.sometimes = true,
            "while_statement" | "for_statement" | "c_style_for_statement" => {
                around.sometimes = true;
                // The next round.
                around.after = 0;
            }
            "list" if first => around.tested |= parent.or,
            "list" => around.sometimes = true,
            "negated_command" => around.tested = true,
            "function_definition" => {
                self.functions += 1;
                around.function = self.functions;
                around.sometimes = true;
                around.tested = false;
            }
            "pipeline" if !first => around.input = Input::Pipe(parent.fed),
            "heredoc_redirect" if node.kind() == "pipeline" => around.input = Input::Pipe(None),
            "redirected_statement" if parent.redirected => around.input = Input::Redirected,
            "command_substitution" => {
                around.substituted = true;
                around.tested = false;
            }
            _ => {}
        }
        around
    }

    fn assignment(&mut self, node: Node<'_>) {
        let assignment = assigned(self.text, node);
        self.syntax.variables.insert(assignment.name, assignment.value);
    }

    fn command(&mut self, node: Node<'_>, around: Around) {
        let mut words = Vec::new();
        let mut environment = Vec::new();
        let mut input = around.input;
        let mut cursor = node.walk();
        each_child(&mut cursor, |child| match child.kind() {
            "variable_assignment" => environment.push(assigned(self.text, child)),
            "file_redirect" | "herestring_redirect" | "heredoc_redirect" if reads(child) => input = Input::Redirected,
            "file_redirect" => {}
            _ if child.is_named() => words.push(word(self.text, child)),
            _ => {}
        });
        let start = words.first().map_or(node.start_byte(), |word| word.range.start);
        let end = words.last().map_or(node.end_byte(), |word| word.range.end);
        let mut sudo = None;
        let name = unwrap(&words, &mut sudo, &mut environment);
        let mut words = words.into_iter().skip(name);
        let Some(name) = words.next() else { return };
        self.syntax.commands.push(Command {
            name,
            arguments: words.collect(),
            sudo,
            environment,
            range: start..end,
            input,
            sometimes: around.sometimes,
            tested: around.tested,
            function: around.function,
            statement: around.statement,
            after: around.after,
            substituted: around.substituted,
        });
    }
}

/// Index of the program that really runs, behind those that run another one (`sudo`, `env`).
fn unwrap(words: &[Word], sudo: &mut Option<Range<usize>>, environment: &mut Vec<Assignment>) -> usize {
    let mut at = 0;
    while let Some(wrapper) = words.get(at) {
        // Options that take a value of their own, and how many words stand before the program.
        let (with_value, mut operands): (&[&str], usize) = match wrapper.text.rsplit('/').next().unwrap_or_default() {
            "sudo" => (&["-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "-U", "-r", "-t"], 0),
            "env" => (&["-u", "-C"], 0),
            "exec" => (&["-a"], 0),
            "nice" => (&["-n"], 0),
            "ionice" => (&["-c", "-n", "-p"], 0),
            "stdbuf" => (&["-i", "-o", "-e"], 0),
            "timeout" => (&["-s", "-k"], 1),
            "nohup" | "time" | "setsid" | "builtin" | "command" => (&[], 0),
            _ => return at,
        };
        let mut next = at + 1;
        while let Some(word) = words.get(next) {
            if word.text.starts_with('-') && word.text.len() > 1 {
                next += 1 + usize::from(with_value.contains(&word.text.as_str()));
            } else if let Some((name, value)) = word.text.split_once('=').filter(|(name, _)| is_variable(name)) {
                environment.push(Assignment {
                    name: name.to_owned(),
                    value: Word {
                        text: value.to_owned(),
                        literal: word.literal,
                        range: word.range.clone(),
                    },
                });
                next += 1;
            } else if operands > 0 {
                operands -= 1;
                next += 1;
            } else {
                break;
            }
        }
        // `command -v` asks where a program is; `env` and `sudo -i` alone run no other program.
        let asks = wrapper.text == "command" && next > at + 1;
        if asks || next >= words.len() {
            return at;
        }
        if wrapper.text.ends_with("sudo") {
            *sudo = Some(wrapper.range.clone());
        }
        at = next;
    }
    at
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn assigned(text: &str, node: Node<'_>) -> Assignment {
    let range = node.byte_range();
    let written = text.get(range.clone()).unwrap_or_default();
    let (name, _) = written.split_once('=').unwrap_or((written, ""));
    let value = match node.child_by_field_name("value") {
        Some(value) => word(text, value),
        None => Word {
            text: String::new(),
            literal: true,
            range: range.end..range.end,
        },
    };
    Assignment {
        name: name.trim_end_matches('+').to_owned(),
        value,
    }
}

/// The word that `node` is.
fn word(text: &str, node: Node<'_>) -> Word {
    let range = node.byte_range();
    let written = text.get(range.clone()).unwrap_or_default();
    let single = node.kind() == "raw_string";
    let replaced = written.contains(['$', '`']) && !single;
    let literal = !replaced && super::references(written).next().is_none();
    Word {
        text: if literal { unquoted(written) } else { written.to_owned() },
        literal,
        range,
    }
}

/// A literal word without its quotes and backslashes.
fn unquoted(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut quote = None;
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None | Some('"'), '\\') => text.extend(chars.next().filter(|&next| next != '\n')),
            _ => text.push(c),
        }
    }
    text
}

/// Where the last statement of the body of `node` starts; `None` for nodes without a body. The
/// branches behind the first one of an `if` are bodies of their own.
fn last_statement(node: Node<'_>) -> Option<usize> {
    let body = matches!(
        node.kind(),
        "program"
            | "compound_statement"
            | "subshell"
            | "do_group"
            | "case_item"
            | "if_statement"
            | "elif_clause"
            | "else_clause"
    );
    let mut last = None;
    if body {
        each_child(&mut node.walk(), |child| {
            if child.is_named() && !matches!(child.kind(), "comment" | "elif_clause" | "else_clause") {
                last = Some(child.start_byte());
            }
        });
    }
    last
}

/// Whether a redirection gives a command something to read.
fn reads(redirection: Node<'_>) -> bool {
    match redirection.kind() {
        "herestring_redirect" | "heredoc_redirect" => true,
        "file_redirect" => has_child(redirection, |child| matches!(child.kind(), "<" | "<&" | "<>")),
        _ => false,
    }
}

fn has_child(node: Node<'_>, found: impl Fn(Node<'_>) -> bool) -> bool {
    let mut cursor = node.walk();
    let mut any = false;
    each_child(&mut cursor, |child| any |= found(child));
    any
}

fn each_child<'t>(cursor: &mut TreeCursor<'t>, mut visit: impl FnMut(Node<'t>)) {
    if cursor.goto_first_child() {
        loop {
            visit(cursor.node());
            if !cursor.goto_next_sibling() {
                return;
            }
        }
    }
}
