//! Reads a PowerShell script. Names of variables and functions have no case: they are kept in lower case for comparing.

use tree_sitter::Node;

use super::Script;
use super::statement::{Literal, Statement, by_line, descend, is_too_deep, whole};
use crate::script::{Language, grammar};

pub fn read(script: &str) -> Script {
    let mut notes = Vec::new();
    let tree = grammar(Language::PowerShell, script)
        .filter(|tree| !tree.root_node().has_error() && !is_too_deep(tree.root_node()));
    let Some(tree) = tree else {
        return Script {
            statements: whole(script),
            complete: false,
            notes,
        };
    };
    let root = tree.root_node();
    let mut statements = Vec::new();
    let mut cursor = root.walk();
    for node in root.named_children(&mut cursor) {
        match node.kind() {
            "statement_list" => {
                let mut inner = node.walk();
                statements.extend(node.named_children(&mut inner).map(|node| statement(node, script)));
            }
            "param_block" => {
                notes.push(
                    "The script declares arguments with `param`, and a step gets none: give them values or make them parameters."
                        .to_owned(),
                );
                // Only the first statement of a script may be a `param` block, so nothing is split off before it.
                let mut block = statement(node, script);
                block.lasting = true;
                statements.push(block);
            }
            _ => statements.push(statement(node, script)),
        }
    }
    Script {
        statements: by_line(statements),
        complete: true,
        notes,
    }
}

fn statement(node: Node<'_>, script: &str) -> Statement {
    let mut found = Statement::at(node);
    match node.kind() {
        "comment" => found.is_comment = true,
        "function_statement" => {
            found.function = descend(node)
                .find(|inner| inner.kind() == "function_name")
                .map(|name| text(name, script).to_ascii_lowercase());
        }
        _ => {}
    }
    if found.function.is_none() {
        found.literal = literal(node, script);
        let words: Vec<_> = text(node, script)
            .split_whitespace()
            .map(str::to_ascii_lowercase)
            .collect();
        found.restarts = words.first().is_some_and(|word| word == "restart-computer");
        found.error_mode = words.first().is_some_and(|word| word == "$erroractionpreference");
    }
    for inner in descend(node) {
        match inner.kind() {
            "variable" => {
                let name = variable(inner, script);
                if within(inner, "left_assignment_expression") {
                    found.sets.insert(name.clone());
                }
                // `$x += 1` reads it too; a plain assignment of its own statement does not matter.
                if found.literal.is_none() {
                    found.uses.insert(name);
                }
            }
            "command_name" => {
                let name = text(inner, script).to_ascii_lowercase();
                found.lasting |= is_lasting(&name) && !within(inner, "function_statement");
                found.uses.insert(name);
            }
            // `. .\functions.ps1` and `& tool`
            "command_invokation_operator" if text(inner, script) == "." => found.lasting = true,
            _ => {}
        }
    }
    if found
        .sets
        .iter()
        .any(|name| name.starts_with("env:") || name.contains(':'))
    {
        // The environment and other drives outlive the statement, but not the step.
        found.lasting = true;
    }
    found
}

/// `$Name = 'text'`, `$Name = "text"`, `$Name = 42`
fn literal(node: Node<'_>, script: &str) -> Option<Literal> {
    let (left, right) = text(node, script).split_once('=')?;
    let variable = left.trim().strip_prefix('$')?;
    let assignment = descend(node).find(|inner| inner.kind() == "assignment_expression")?;
    if assignment.byte_range() != node.byte_range() || !variable.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    {
        return None;
    }
    let right = right.trim();
    let value = if let Some(inner) = right.strip_prefix('\'') {
        inner.strip_suffix('\'').filter(|inner| !inner.contains('\''))?
    } else if let Some(inner) = right.strip_prefix('"') {
        inner
            .strip_suffix('"')
            .filter(|inner| !inner.contains(['$', '`', '"']))?
    } else {
        return None;
    };
    Some(Literal {
        variable: variable.to_owned(),
        value: value.to_owned(),
        prefix: "",
    })
}

/// Cmdlets that change the session for all that follows.
fn is_lasting(command: &str) -> bool {
    matches!(
        command,
        "set-location"
            | "cd"
            | "push-location"
            | "pop-location"
            | "import-module"
            | "set-alias"
            | "new-alias"
            | "set-strictmode"
            | "set-variable"
            | "new-psdrive"
            | "invoke-expression"
            | "add-type"
    )
}

fn variable(node: Node<'_>, script: &str) -> String {
    text(node, script)
        .trim_start_matches(['$', '@'])
        .trim_matches(['{', '}'])
        .to_ascii_lowercase()
}

fn within(node: Node<'_>, kind: &str) -> bool {
    std::iter::successors(node.parent(), Node::parent).any(|parent| parent.kind() == kind)
}

fn text<'s>(node: Node<'_>, script: &'s str) -> &'s str {
    script.get(node.byte_range()).unwrap_or("")
}
