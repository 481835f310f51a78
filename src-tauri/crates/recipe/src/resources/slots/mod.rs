//! The layers that a file has, those that are off included.
//!
//! A layer that is off is commented out: `# - componentArn: …`, at any indentation, with its
//! parameters behind further `#`s. AWS never sees it. Other comments are prose: a layer is only what
//! reads as exactly one entry with `componentArn` once the comment marks are gone.

use ingot_component::yaml::{self, Node};
use ingot_component::{Source, Span};

use super::image_recipe::ComponentConfiguration;
use super::shape::{FromNode, Reader};

/// How many lines of prose directly below a layer that is off are tried as prose. With more of them
/// the comment counts as prose altogether, so that a long comment costs no more than its length.
const PROSE_BELOW: usize = 8;

/// A layer as the file has it. Its slot is its position among all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLayer {
    /// Its position in `components`; `None` when it is off.
    pub index: Option<usize>,
    /// What it says. Fields that cannot be read have their default.
    pub component: ComponentConfiguration,
    /// The entry; for a layer that is off its comment, from the first `#` to the end of the last line.
    pub span: Span,
    /// How it is commented out; `None` when it is on.
    pub comment: Option<Commented>,
}

/// How a layer is commented out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commented {
    /// Its lines without the comment marks, each ended by `\n`.
    pub yaml: String,
    /// Column of the `#` of its first line, from 0.
    pub column: usize,
    /// Whether a blank behind each `#` belongs to the mark.
    pub blank: bool,
    /// Column of the dash without the mark, from 0.
    pub dash: usize,
}

impl WrittenLayer {
    /// Whether AWS sees it.
    pub fn enabled(&self) -> bool {
        self.comment.is_none()
    }
}

/// The layers of the recipe in `source`, in order.
pub fn layers(source: &Source) -> Vec<WrittenLayer> {
    let parsed = yaml::parse(source);
    parsed
        .documents
        .first()
        .map_or_else(Vec::new, |root| layers_of(source, root))
}

/// The layers of the recipe `root`, which was read from `source`.
pub fn layers_of(source: &Source, root: &Node) -> Vec<WrittenLayer> {
    let Some(entry) = root.entry("components") else {
        return Vec::new();
    };
    let list = &entry.value;
    let written = source.slice(list.span);
    let is_block = list.items().first().is_some_and(|first| {
        !written.starts_with(['[', '*']) && first.span.start >= list.span.start && first.span.start > entry.key.span.end
    });
    let is_empty = list.items().is_empty() && (list.is_sequence() || list.is_null()) && !written.starts_with('*');
    let mut layers = Vec::new();
    if is_empty {
        let end = list.span.end.max(entry.key.span.end);
        commented_out(source, next_line(source.text(), end), &mut layers);
    } else if is_block {
        commented_out(source, next_line(source.text(), entry.key.span.end), &mut layers);
    }
    for (index, item) in list.items().iter().enumerate() {
        layers.push(WrittenLayer {
            index: Some(index),
            component: configuration(source, item),
            span: item.span,
            comment: None,
        });
        if is_block {
            commented_out(source, next_line(source.text(), last_byte(item)), &mut layers);
        }
    }
    layers
}

fn configuration(source: &Source, node: &Node) -> ComponentConfiguration {
    let mut reader = Reader {
        source,
        diagnostics: Vec::new(),
    };
    ComponentConfiguration::from_node(node, "components", &mut reader)
}

/// A byte on the last line of `node`.
fn last_byte(node: &Node) -> usize {
    node.span.end.saturating_sub(1).max(node.span.start)
}

/// Where the line behind that of `byte` starts.
fn next_line(text: &str, byte: usize) -> usize {
    let rest = text.as_bytes().get(byte..).unwrap_or(&[]);
    let line_feed = rest.iter().position(|byte| *byte == b'\n');
    line_feed.map_or(text.len(), |at| byte + at + 1)
}

/// A comment line.
struct Line<'a> {
    /// Byte of its `#`.
    start: usize,
    /// Byte behind its text.
    end: usize,
    /// Column of the `#`.
    column: usize,
    /// What stands behind the `#`.
    rest: &'a str,
}

impl Line<'_> {
    /// The line without its mark.
    fn without_mark(&self, blank: bool) -> String {
        let rest = self.rest.strip_prefix(' ').filter(|_| blank).unwrap_or(self.rest);
        format!("{}{rest}", " ".repeat(self.column))
    }
}

/// Adds the layers among the comment lines from byte `start` to the next line that is neither blank
/// nor a comment.
fn commented_out(source: &Source, start: usize, layers: &mut Vec<WrittenLayer>) {
    let text = source.text().get(start..).unwrap_or("");
    let mut at = start;
    let mut run: Vec<Line<'_>> = Vec::new();
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let bare = content.trim_start_matches(' ');
        let column = content.len() - bare.len();
        if let Some(rest) = bare.strip_prefix('#') {
            run.push(Line {
                start: at + column,
                end: at + content.len(),
                column,
                rest,
            });
        } else {
            in_run(source, &run, layers);
            run.clear();
            let rest = bare.trim_start();
            if !rest.is_empty() && !rest.starts_with('#') {
                return;
            }
        }
        at += line.len();
    }
    in_run(source, &run, layers);
}

/// Adds the layers among comment lines that follow each other.
fn in_run(source: &Source, mut run: &[Line<'_>], layers: &mut Vec<WrittenLayer>) {
    while let Some(first) = run.first() {
        let blank = first.rest.starts_with(' ');
        let count = first
            .rest
            .trim_start_matches(' ')
            .strip_prefix('-')
            .filter(|behind| behind.is_empty() || behind.starts_with(' '))
            .map_or(0, |_| length(run, blank));
        let (mine, _) = run.split_at(count);
        let found = if mine.iter().any(|line| line.rest.contains("componentArn")) {
            (count.saturating_sub(PROSE_BELOW).max(1)..=count)
                .rev()
                .find_map(|count| layer(source, mine.get(..count)?, blank))
        } else {
            None
        };
        let done = match found {
            Some((layer, lines)) => {
                layers.push(layer);
                lines
            }
            None => count.max(1),
        };
        run = run.get(done..).unwrap_or(&[]);
    }
}

/// How many of the lines belong to the dash of the first: they stand where its fields do, or deeper.
fn length(run: &[Line<'_>], blank: bool) -> usize {
    let Some(first) = run.first() else { return 0 };
    let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let head = first.without_mark(blank);
    let dash = indent(&head);
    let behind = head.get(dash + 1..).unwrap_or("");
    let field = match behind.trim().is_empty() {
        true => dash + 1,
        false => dash + 1 + indent(behind),
    };
    let mut count = 1;
    for (at, line) in run.iter().enumerate().skip(1) {
        let text = line.without_mark(blank);
        let is_blank = text.trim().is_empty();
        let is_comment = text.trim_start().starts_with('#');
        // A comment in the layer that was indented less than its dash keeps that indentation.
        let is_less = line.column < first.column && (is_blank || is_comment);
        if line.column != first.column && !is_less {
            break;
        }
        if is_blank {
            continue;
        }
        let least = if is_comment { dash + 1 } else { field };
        if indent(&text) < least && !is_less {
            break;
        }
        count = at + 1;
    }
    count
}

/// The layer that the lines are, with their number.
fn layer(source: &Source, lines: &[Line<'_>], blank: bool) -> Option<(WrittenLayer, usize)> {
    let (first, last) = (lines.first()?, lines.last()?);
    let mut yaml = String::new();
    for line in lines {
        let text = line.without_mark(blank);
        // A blank line of a layer has no more to say than its blanks behind the mark.
        yaml.push_str(if line.rest.is_empty() && line.column == first.column {
            ""
        } else {
            &text
        });
        yaml.push('\n');
    }
    let alone = Source::new(source.file(), yaml.as_str());
    let parsed = yaml::parse(&alone);
    let [list] = &parsed.documents[..] else { return None };
    let ([item], true) = (list.items(), parsed.errors.is_empty()) else {
        return None;
    };
    let reference = item.get("componentArn")?.text()?;
    if !list.is_sequence() || reference.is_empty() || reference.contains(char::is_whitespace) {
        return None;
    }
    let component = configuration(&alone, item);
    let dash = yaml.len() - yaml.trim_start_matches(' ').len();
    let layer = WrittenLayer {
        index: None,
        component,
        span: Span::new(first.start, last.end),
        comment: Some(Commented {
            yaml,
            column: first.column,
            blank,
            dash,
        }),
    };
    Some((layer, lines.len()))
}

#[cfg(test)]
mod tests;
