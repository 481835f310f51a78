//! One statement of a script as far as splitting it needs to know, whatever the language.

use std::collections::BTreeSet;

use tree_sitter::Node;

/// A top-level statement, or a comment between statements, with whole lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// First line, from 0.
    pub first: usize,
    /// Last line.
    pub last: usize,
    /// Nothing but a comment.
    pub is_comment: bool,
    /// Variables it sets, wherever in it.
    pub sets: BTreeSet<String>,
    /// Variables and functions it uses.
    pub uses: BTreeSet<String>,
    /// Set when all it does is to give a variable a literal value.
    pub literal: Option<Literal>,
    /// Set when all it does is to define a function.
    pub function: Option<String>,
    /// Changes the shell itself for all that follows: the working directory, traps, what is sourced.
    pub lasting: bool,
    /// Only says how errors are dealt with; every step gets that line.
    pub error_mode: bool,
    /// All it does is to restart the machine.
    pub restarts: bool,
}

/// `NAME=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    pub variable: String,
    pub value: String,
    /// `export `, or nothing.
    pub prefix: &'static str,
}

impl Statement {
    pub fn at(node: Node<'_>) -> Self {
        let last = node.end_position();
        // A node that ends with its line's break ends on that line.
        let last = if last.column == 0 && last.row > node.start_position().row {
            last.row - 1
        } else {
            last.row
        };
        Self {
            first: node.start_position().row,
            last,
            ..Self::default()
        }
    }

    /// Takes in another statement that shares a line with this one.
    pub fn join(&mut self, other: Self) {
        self.last = self.last.max(other.last);
        if other.is_comment {
            return;
        }
        self.is_comment = false;
        self.sets.extend(other.sets);
        self.uses.extend(other.uses);
        self.literal = None;
        self.function = None;
        self.lasting |= other.lasting;
        self.error_mode = false;
        self.restarts = false;
    }
}

/// `node` and all below it, in the order of the text, without recursion.
pub fn descend(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut cursor = node.walk();
    let mut next = Some(node);
    std::iter::from_fn(move || {
        let current = next?;
        next = if cursor.goto_first_child() {
            Some(cursor.node())
        } else {
            loop {
                if cursor.goto_next_sibling() {
                    break Some(cursor.node());
                }
                if !cursor.goto_parent() {
                    break None;
                }
            }
        };
        Some(current)
    })
}

/// Deeper than people write, and so deep that looking at the ancestors of every node would take long.
pub fn is_too_deep(root: Node<'_>) -> bool {
    const MOST: u32 = 400;
    let mut cursor = root.walk();
    loop {
        if cursor.depth() > MOST {
            return true;
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return false;
            }
        }
    }
}

/// A script that could not be parsed, as one statement.
pub fn whole(script: &str) -> Vec<Statement> {
    let is_blank = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
    vec![Statement {
        last: script.lines().count().saturating_sub(1),
        is_comment: script.lines().all(is_blank),
        ..Statement::default()
    }]
}

/// The statements in order, those on one line joined.
pub fn by_line(statements: impl IntoIterator<Item = Statement>) -> Vec<Statement> {
    let mut lines: Vec<Statement> = Vec::new();
    for statement in statements {
        match lines.last_mut() {
            Some(before) if before.last >= statement.first => before.join(statement),
            _ => lines.push(statement),
        }
    }
    lines
}
