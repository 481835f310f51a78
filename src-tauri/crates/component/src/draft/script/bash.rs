//! Reads a shell script.

use tree_sitter::Node;

use super::Script;
use super::statement::{Literal, Statement, by_line, descend, is_too_deep, whole};
use crate::script::{Language, grammar};

pub fn read(script: &str) -> Script {
    let Some(tree) = grammar(Language::Bash, script) else {
        return Script {
            statements: whole(script),
            complete: false,
            notes: Vec::new(),
        };
    };
    let root = tree.root_node();
    let mut notes = Vec::new();
    let arguments = descend(root).any(|node| {
        node.kind() == "variable_name"
            && text(node, script).parse::<u8>().is_ok_and(|number| number > 0)
            && !within(node, "function_definition")
    });
    if arguments {
        notes.push("The script reads arguments (`$1`), and a step has none: replace them by parameters.".to_owned());
    }
    if root.has_error() || is_too_deep(root) {
        return Script {
            statements: whole(script),
            complete: false,
            notes,
        };
    }
    let mut cursor = root.walk();
    let statements = root
        .named_children(&mut cursor)
        .map(|node| statement(node, script))
        .collect::<Vec<_>>();
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
        "function_definition" => {
            found.function = node
                .child_by_field_name("name")
                .map(|name| text(name, script).to_owned());
        }
        "variable_assignment" => found.literal = literal(node, script, ""),
        "declaration_command" if text(node, script).starts_with("export ") => {
            found.literal = node
                .named_child(0)
                .filter(|child| child.kind() == "variable_assignment" && node.named_child_count() == 1)
                .and_then(|child| literal(child, script, "export "));
            // The programs of all later sections may read it.
            found.lasting = found.literal.is_none();
        }
        "command" => {
            let words: Vec<_> = text(node, script).split_whitespace().collect();
            found.error_mode = words.first() == Some(&"set") && words.get(1).is_some_and(|word| word.starts_with("-e"));
            found.restarts = restarts(&words);
        }
        _ => {}
    }
    for inner in descend(node) {
        match inner.kind() {
            "variable_assignment" => {
                if let Some(name) = inner.child_by_field_name("name") {
                    found.sets.insert(text(name, script).to_owned());
                }
            }
            "variable_name" if !is_assigned(inner) => {
                found.uses.insert(text(inner, script).to_owned());
            }
            "command_name" => {
                let name = text(inner, script);
                found.uses.insert(name.to_owned());
                found.sets.extend(set_by(name, inner, script));
                // What happens in a subshell stays there.
                let own_shell = within(inner, "subshell") || within(inner, "command_substitution");
                let in_function = within(inner, "function_definition");
                found.lasting |= is_lasting(name) && !found.error_mode && !own_shell && !in_function;
            }
            _ => {}
        }
    }
    found
}

/// `NAME=word`, `NAME="text"`, `NAME='text'` with nothing that the shell would replace.
fn literal(node: Node<'_>, script: &str, prefix: &'static str) -> Option<Literal> {
    let name = node
        .child_by_field_name("name")
        .filter(|name| name.kind() == "variable_name")?;
    let value = node.child_by_field_name("value")?;
    if text(node, script)
        .get(name.end_byte() - node.start_byte()..)?
        .starts_with("+=")
    {
        return None;
    }
    let written = text(value, script);
    let value = match value.kind() {
        "word" | "number" if !written.contains(['\\', '*', '?', '[', '~', '{']) => written,
        "raw_string" => written.strip_prefix('\'')?.strip_suffix('\'')?,
        "string" if !written.contains(['$', '`', '\\']) => written.strip_prefix('"')?.strip_suffix('"')?,
        _ => return None,
    };
    Some(Literal {
        variable: text(name, script).to_owned(),
        value: value.to_owned(),
        prefix,
    })
}

fn is_assigned(name: Node<'_>) -> bool {
    name.parent().is_some_and(|parent| {
        parent.kind() == "variable_assignment"
            && parent.child_by_field_name("name").map(|node| node.id()) == Some(name.id())
    })
}

/// Variables that a builtin sets.
fn set_by(command: &str, name: Node<'_>, script: &str) -> Vec<String> {
    if !matches!(command, "read" | "mapfile" | "readarray" | "getopts" | "unset") {
        return Vec::new();
    }
    let Some(call) = name.parent() else { return Vec::new() };
    let words = text(call, script).split_whitespace().skip(1);
    words
        .filter(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
        .map(str::to_owned)
        .collect()
}

/// Builtins that change the shell for all that follows.
fn is_lasting(command: &str) -> bool {
    matches!(
        command,
        "cd" | "pushd"
            | "popd"
            | "source"
            | "."
            | "alias"
            | "unalias"
            | "umask"
            | "shopt"
            | "set"
            | "trap"
            | "exec"
            | "ulimit"
            | "eval"
    )
}

fn restarts(words: &[&str]) -> bool {
    let words = words.strip_prefix(&["sudo"]).unwrap_or(words);
    matches!(
        words,
        ["reboot"]
            | ["reboot", "now"]
            | ["/sbin/reboot"]
            | ["shutdown", "-r", "now"]
            | ["shutdown", "-r", "+0"]
            | ["systemctl", "reboot"]
            | ["init", "6"]
    )
}

fn within(node: Node<'_>, kind: &str) -> bool {
    std::iter::successors(node.parent(), Node::parent).any(|parent| parent.kind() == kind)
}

fn text<'s>(node: Node<'_>, script: &'s str) -> &'s str {
    script.get(node.byte_range()).unwrap_or("")
}
