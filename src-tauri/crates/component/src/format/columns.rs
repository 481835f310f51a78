//! Where each line goes: two columns to the right of what it belongs to.

use super::spacing::{Moved, Role};
use crate::lines::{Form, Kind, Line, Structure};

/// The lines at their new columns.
pub(super) fn moved(text: &str, lines: &[Line]) -> Vec<Moved> {
    let mut mover = Mover {
        text,
        open: Vec::new(),
        shifts: Vec::new(),
        comments: Vec::new(),
        moved: Vec::with_capacity(lines.len()),
    };
    for (number, line) in lines.iter().enumerate() {
        match &line.kind {
            Kind::Blank => mover.put(String::new(), Role::Blank),
            Kind::Comment => {
                mover.comments.push((mover.moved.len(), line.indentation));
                mover.put(mover.written(line).trim().to_owned(), Role::Comment);
            }
            Kind::Other => {
                mover.place_comments(None);
                mover.open.clear();
                mover.put(mover.written(line).trim_end().to_owned(), Role::Other);
            }
            Kind::Structure(structure) => mover.structure(lines, number, line, structure),
            Kind::More(owner) => mover.more(*owner, line),
        }
    }
    mover.place_comments(None);
    mover.moved
}

/// A list or mapping that is open, by the column of its dashes or keys before and after.
struct Open<'t> {
    column: usize,
    new: usize,
    is_list: bool,
    /// The key of a mapping that was written last.
    key: &'t str,
    /// Whether a blank line goes before each item but the first.
    spaced: bool,
}

/// How the lines move that go on with the value of a line.
#[derive(Clone, Copy)]
struct Shift {
    owner: usize,
    by: isize,
    form: Form,
    /// Column of a text in block style, when the text itself says it.
    content: Option<usize>,
}

struct Mover<'t> {
    text: &'t str,
    open: Vec<Open<'t>>,
    shifts: Vec<Shift>,
    /// Comments that wait for the line below them: their place in `moved` and their column.
    comments: Vec<(usize, usize)>,
    moved: Vec<Moved>,
}

impl<'t> Mover<'t> {
    fn written(&self, line: &Line) -> &'t str {
        self.text.get(line.span.start..line.span.end).unwrap_or("")
    }

    fn put(&mut self, text: String, role: Role) {
        self.moved.push(Moved { text, role });
    }

    fn structure(&mut self, lines: &[Line], number: usize, line: &Line, structure: &Structure) {
        let written = self.written(line);
        let behind = structure
            .dashes
            .last()
            .map_or(line.indentation, |dash| line.column(*dash) + 1);
        let rest = written.get(behind..).unwrap_or("");
        let rest_column = written.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let before = self.column_of(line.indentation, structure.dashes.is_empty());
        self.place_comments(Some((line.indentation, before)));
        let mut item = false;
        let mut first = None;
        let mut owner = (line.indentation, 0);
        for dash in &structure.dashes {
            let column = line.column(*dash);
            let (new, follows) = self.enter(column, true);
            item |= follows && first.is_none() && self.open.last().is_some_and(|list| list.spaced);
            first.get_or_insert(new);
            owner = (column, new);
        }
        if !rest.is_empty() && (structure.key.is_some() || structure.form != Form::Empty) {
            let (new, _) = self.enter(rest_column, false);
            if let (Some(key), Some(mapping)) = (structure.key, self.open.last_mut()) {
                mapping.key = self.text.get(key.start..key.end).unwrap_or("");
            }
            first.get_or_insert(new);
            if structure.key.is_some() || structure.dashes.is_empty() {
                owner = (rest_column, new);
            }
        }
        let mut text = " ".repeat(first.unwrap_or(line.indentation));
        for _ in &structure.dashes {
            text.push_str("- ");
        }
        text.push_str(rest);
        let goes_on = matches!(lines.get(number + 1).map(|next| &next.kind), Some(Kind::More(_)));
        if !(goes_on && structure.form == Form::Text) {
            text.truncate(text.trim_end_matches([' ', '\t']).len());
        }
        self.put(text, if item { Role::Item } else { Role::Structure });
        if goes_on {
            self.shifts.push(shift(lines, number, structure, owner));
        }
    }

    /// The new column of what stands at `column`, and whether it follows a sibling.
    fn enter(&mut self, column: usize, is_list: bool) -> (usize, bool) {
        let new = self.column_of(column, !is_list);
        let ends = |open: &Open<'_>| open.column > column || (open.column == column && open.is_list && !is_list);
        while self.open.last().is_some_and(ends) {
            self.open.pop();
        }
        if self
            .open
            .last()
            .is_some_and(|open| open.column == column && open.is_list == is_list)
        {
            return (new, true);
        }
        let depth = self.open.len();
        let spaced = match self.open.last() {
            Some(around) => matches!((depth, around.key), (1, "phases") | (3, "steps")),
            None => false,
        };
        self.open.push(Open {
            column,
            new,
            is_list,
            key: "",
            spaced,
        });
        (new, false)
    }

    /// The new column of a key, or of a dash, at `column`.
    fn column_of(&self, column: usize, is_key: bool) -> usize {
        let ended = |open: &&Open<'_>| open.column > column || (open.column == column && open.is_list && is_key);
        match self.open.iter().rev().find(|open| !ended(open)) {
            None => 0,
            Some(open) if open.column == column && open.is_list != is_key => open.new,
            Some(open) => open.new + 2,
        }
    }

    /// Puts the comments that wait above the line below them: at its column if they stood there,
    /// else with what they stood below. `below` is its column before and after.
    fn place_comments(&mut self, below: Option<(usize, usize)>) {
        for (at, column) in std::mem::take(&mut self.comments) {
            let level = || {
                self.open
                    .iter()
                    .rev()
                    .find(|open| open.column <= column)
                    .map(|open| open.new)
            };
            let new = match below {
                Some((before, after)) if before == column => after,
                Some((_, after)) => level().unwrap_or(after),
                None => level().unwrap_or(0),
            };
            if let Some(comment) = self.moved.get_mut(at) {
                comment.text.insert_str(0, &" ".repeat(new));
            }
        }
    }

    fn more(&mut self, owner: usize, line: &Line) {
        let written = self.written(line);
        let Some(shift) = self.shifts.last().copied().filter(|shift| shift.owner == owner) else {
            return self.put(written.to_owned(), Role::More);
        };
        let blank = written.trim().is_empty();
        let role = match shift.form {
            Form::Block { keeps: true, .. } => Role::Kept,
            _ => Role::More,
        };
        let empties = match shift.form {
            Form::Block { .. } => shift.content.is_some_and(|content| line.indentation <= content),
            _ => true,
        };
        if blank && empties && written.len() == line.indentation {
            return self.put(String::new(), role);
        }
        let column = line.indentation.saturating_add_signed(shift.by);
        let rest = written.get(line.indentation..).unwrap_or("");
        let rest = if shift.form == Form::Flow {
            rest.trim_end()
        } else {
            rest
        };
        self.put(format!("{}{rest}", " ".repeat(column)), role);
    }
}

/// How the lines behind line `number` move, whose key or dash went from one column to another.
fn shift(lines: &[Line], number: usize, structure: &Structure, (column, new): (usize, usize)) -> Shift {
    let difference = |from: usize, to: usize| to.cast_signed().saturating_sub(from.cast_signed());
    let more = lines.iter().skip(number + 1);
    let content = more
        .take_while(|line| matches!(line.kind, Kind::More(of) if of == number))
        .find(|line| line.indentation < line.span.end - line.span.start)
        .map(|line| line.indentation);
    let (by, content) = match (structure.form, content) {
        (Form::Block { given: false, .. }, Some(content)) => (difference(content, new + 2), Some(content)),
        _ => (difference(column, new), None),
    };
    Shift {
        owner: number,
        by,
        form: structure.form,
        content,
    }
}
