//! A list whose items each start on a line of their own, as lines.

use super::{StepEditError, line_break};
use crate::lines::{Kind, Line, line_at, lines};
use crate::text::{Source, Span};
use crate::yaml::{Node, Value};

/// A list in block style, or an empty one.
pub(super) struct List {
    /// Column of the dashes, from 0; for an empty list the one they would have.
    pub column: usize,
    /// Whole lines of each item, from its comments to its last line, the break at the end included.
    pub bodies: Vec<Span>,
    /// From behind the key to the end of the value.
    value: Span,
}

impl List {
    /// The list at `key` of `parent`.
    pub fn find(source: &Source, parent: &Node, key: &str) -> Result<Self, StepEditError> {
        let entry = parent.entry(key).ok_or(StepEditError::Missing)?;
        let lines = lines(source.text());
        let node = &entry.value;
        let value = Span::new(entry.key.span.end, node.span.end.max(entry.key.span.end));
        let empty = node.is_null() || (node.is_sequence() && node.items().is_empty());
        let in_flow = |span: Span| {
            let line = lines.get(line_at(&lines, span.start));
            !line.is_some_and(|line| {
                line.structure()
                    .is_some_and(|structure| structure.key.is_some_and(|key| key.start == span.start))
            })
        };
        if in_flow(entry.key.span) || source.slice(entry.key.span).starts_with('*') {
            return Err(StepEditError::NotLines);
        }
        if empty {
            let line = lines
                .get(line_at(&lines, entry.key.span.start))
                .ok_or(StepEditError::NotLines)?;
            return Ok(Self {
                column: line.column(entry.key.span.start) + 2,
                bodies: Vec::new(),
                value,
            });
        }
        if !source.slice(node.span).starts_with('-') {
            return Err(StepEditError::NotLines);
        }
        let first = lines
            .get(line_at(&lines, node.span.start))
            .ok_or(StepEditError::NotLines)?;
        let column = first.column(node.span.start);
        let mut bodies = Vec::new();
        let mut free = line_at(&lines, entry.key.span.end) + 1;
        for item in node.items() {
            let body = body(&lines, item, column, free).ok_or(StepEditError::NotLines)?;
            free = body.1 + 1;
            bodies.push(bytes(source.text(), &lines, body));
        }
        Ok(Self { column, bodies, value })
    }

    /// The lines of item `number`, moved to `column`, without the last break.
    pub fn body(&self, text: &str, number: usize, column: usize) -> String {
        let written = self
            .bodies
            .get(number)
            .and_then(|body| text.get(body.start..body.end))
            .unwrap_or("");
        let written = written.trim_end_matches(['\n', '\r']);
        let mut moved = String::with_capacity(written.len());
        for line in written.split_inclusive('\n') {
            let blank = line.trim().is_empty();
            if column > self.column && !blank {
                moved.push_str(&" ".repeat(column - self.column));
            }
            let most = self.column.saturating_sub(column);
            let blanks = line.len() - line.trim_start_matches(' ').len();
            moved.push_str(line.get(most.min(blanks)..).unwrap_or(line));
        }
        moved
    }

    /// The text in which item `from` stands at place `to`. What stands between the items stays.
    pub fn reordered(&self, text: &str, from: usize, to: usize) -> Option<String> {
        let line_break = line_break(text);
        let mut order: Vec<usize> = (0..self.bodies.len()).collect();
        let moved = order.remove(from);
        order.insert(to.min(order.len()), moved);
        let mut result = text.get(..self.bodies.first()?.start)?.to_owned();
        let last = self.bodies.len().checked_sub(1)?;
        for (place, number) in order.into_iter().enumerate() {
            let body = self.bodies.get(number)?;
            let written = text.get(body.start..body.end)?;
            result += written;
            if !written.ends_with(['\n', '\r']) {
                result += line_break;
            }
            if place < last {
                result += text.get(self.bodies.get(place)?.end..self.bodies.get(place + 1)?.start)?;
            }
        }
        let rest = text.get(self.bodies.get(last)?.end..)?;
        if rest.is_empty() && !text.ends_with(['\n', '\r']) {
            result.truncate(result.trim_end_matches(['\n', '\r']).len());
        }
        result += rest;
        Some(result)
    }

    /// The edit that removes item `number` and what separates it from its neighbour.
    pub fn without(&self, text: &str, number: usize) -> Option<(Span, String)> {
        let body = *self.bodies.get(number)?;
        if self.bodies.len() == 1 {
            let between = text.get(self.value.start..body.start)?;
            let end = body.start + text.get(body.start..body.end)?.trim_end_matches(['\n', '\r']).len();
            // A comment between the key and the item has no place any more.
            let only_colon = between.trim_end_matches(['\n', '\r', ' ']) == ":";
            return only_colon.then(|| (Span::new(self.value.start, end), ": []".to_owned()));
        }
        let span = match self.bodies.get(number + 1) {
            Some(next) => Span::new(body.start, next.start),
            None => Span::new(self.bodies.get(number.checked_sub(1)?)?.end, body.end),
        };
        Some((span, String::new()))
    }

    /// The edit that puts `body`, which has no break at its end, at place `number`.
    pub fn with(&self, text: &str, number: usize, body: &str) -> Option<(Span, String)> {
        let line_break = line_break(text);
        if self.bodies.is_empty() {
            let written = text.get(self.value.start..self.value.end)?;
            let only_value = written
                .trim_start_matches(':')
                .trim()
                .trim_matches(['[', ']', '~'])
                .trim();
            let replaceable = only_value.is_empty() || only_value == "null";
            return replaceable.then(|| (self.value, format!(":{line_break}{body}")));
        }
        // As many blank lines as its neighbours have between them.
        let second = number.clamp(1, self.bodies.len().saturating_sub(1).max(1));
        let between = match (self.bodies.get(second - 1), self.bodies.get(second)) {
            (Some(first), Some(second)) => text.get(first.end..second.start)?,
            _ => "",
        };
        let between = if between.trim().is_empty() { between } else { "" };
        Some(match self.bodies.get(number) {
            Some(next) => (Span::at(next.start), format!("{body}{line_break}{between}")),
            None => {
                let last = self.bodies.last()?;
                let ends = text.get(last.start..last.end)?.ends_with(['\n', '\r']);
                let before = if ends { "" } else { line_break };
                let behind = if ends { line_break } else { "" };
                (Span::at(last.end), format!("{before}{between}{body}{behind}"))
            }
        })
    }
}

/// The first and last line of an item of a list whose dashes stand at `column`; the lines before
/// `free` belong to others. `None` when the item does not start on a line of its own.
fn body(lines: &[Line], item: &Node, column: usize, free: usize) -> Option<(usize, usize)> {
    let starts = |number: &usize| {
        let line = lines.get(*number)?;
        let dash = *line.structure()?.dashes.first()?;
        (line.column(dash) == column).then_some(())
    };
    let content = line_at(lines, item.span.start);
    let dash = (free..=content).rev().find(|number| starts(number).is_some())?;
    let mut first = dash;
    while let Some(above) = first.checked_sub(1).filter(|above| *above >= free) {
        let line = lines.get(above)?;
        if !matches!(line.kind, Kind::Comment) || line.indentation != column {
            break;
        }
        first = above;
    }
    let mut last = line_at(lines, item.span.end);
    while let Some(below) = lines.get(last + 1) {
        let belongs = match below.kind {
            Kind::More(_) => true,
            Kind::Comment => below.indentation > column,
            _ => false,
        };
        if !belongs {
            break;
        }
        last += 1;
    }
    Some((first, last))
}

/// The bytes of whole lines, the break of the last one included.
fn bytes(text: &str, lines: &[Line], (first, last): (usize, usize)) -> Span {
    let start = lines.get(first).map_or(0, |line| line.span.start);
    let end = lines.get(last + 1).map_or(text.len(), |line| line.span.start);
    Span::new(start, end)
}

/// Takes a step out of a tree.
pub(super) fn take_step(root: &mut Node, phase: usize, step: usize) -> Option<Node> {
    let steps = steps_of(root, phase)?;
    match &mut steps.value {
        Value::Sequence(items) if step < items.len() => Some(items.remove(step)),
        _ => None,
    }
}

/// Makes `steps: []` of a phase without steps, however that is written.
pub(super) fn clear_if_empty(root: &mut Node, phase: usize) {
    if let Some(steps) = steps_of(root, phase)
        && (steps.is_null() || steps.items().is_empty())
        && !steps.is_mapping()
    {
        steps.value = Value::Sequence(Vec::new());
    }
}

fn steps_of(root: &mut Node, phase: usize) -> Option<&mut Node> {
    let phases = value_mut(root, "phases")?;
    match &mut phases.value {
        Value::Sequence(items) => value_mut(items.get_mut(phase)?, "steps"),
        _ => None,
    }
}

fn value_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.value {
        Value::Mapping(entries) => entries
            .iter_mut()
            .find(|entry| entry.key.text() == Some(key))
            .map(|entry| &mut entry.value),
        _ => None,
    }
}
