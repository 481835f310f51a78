//! Blank lines: one at most, and one between phases and between steps.

/// A line at its new column.
#[derive(Debug)]
pub(super) struct Moved {
    pub text: String,
    pub role: Role,
}

/// What a line is, as far as blank lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Blank,
    Comment,
    /// The start of a phase or step that is not the first.
    Item,
    Structure,
    /// More of a text or bracket.
    More,
    /// More of a text to which the blank lines behind it belong.
    Kept,
    Other,
}

/// The lines with the blank lines they should have.
pub(super) fn spaced(lines: Vec<Moved>) -> Vec<String> {
    let mut result: Vec<Moved> = Vec::with_capacity(lines.len());
    for line in lines {
        match line.role {
            Role::Blank if result.last().is_none_or(|last| last.role == Role::Blank) => continue,
            Role::Item => separate(&mut result, &line.text),
            _ => {}
        }
        result.push(line);
    }
    while result.last().is_some_and(|last| last.role == Role::Blank) {
        result.pop();
    }
    result.into_iter().map(|line| line.text).collect()
}

/// Sees to a blank line before `item` and the comments that stand right above it.
fn separate(lines: &mut Vec<Moved>, item: &str) {
    let column = |text: &str| text.len() - text.trim_start().len();
    let comments = lines
        .iter()
        .rev()
        .take_while(|line| line.role == Role::Comment && column(&line.text) == column(item))
        .count();
    let at = lines.len() - comments;
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    if before.is_some_and(|before| !matches!(before.role, Role::Blank | Role::Kept)) {
        lines.insert(
            at,
            Moved {
                text: String::new(),
                role: Role::Blank,
            },
        );
    }
}
