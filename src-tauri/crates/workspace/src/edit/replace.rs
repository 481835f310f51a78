//! Replacing scalars, in the style in which they are written.

use ingot_component::yaml::{Entry, Node, ScalarKind, ScalarStyle};

use super::EditError;
use super::document::Document;
use super::mapping;
use super::new::New;
use super::scalar::{self, Manner};

/// The text with another scalar behind the key of `entry`.
pub(super) fn set_scalar(
    document: &Document,
    entry: &Entry,
    field: &str,
    value: &str,
    typed: bool,
    in_flow: bool,
) -> Result<String, EditError> {
    let node = &entry.value;
    document.own(node)?;
    if !node.is_null() || node.tag.is_some() {
        return replace_scalar(document, node, field, value, typed, in_flow);
    }
    let manner = Manner {
        typed,
        flow: in_flow,
        ..Manner::PLAIN
    };
    let new = New::Scalar {
        text: value.to_owned(),
        manner,
    };
    Ok(mapping::fill(document, entry, &new, in_flow))
}

/// The text with another scalar in the place of `node`, in its style.
pub(super) fn replace_scalar(
    document: &Document,
    node: &Node,
    field: &str,
    value: &str,
    typed: bool,
    in_flow: bool,
) -> Result<String, EditError> {
    document.own(node)?;
    let Some(old) = node.scalar() else {
        return Err(document.wrong_shape(field, node, "a single value"));
    };
    let wanted_text = !typed || is_text(value);
    let is_same_sort = (node.kind() == Some(ScalarKind::Text)) == wanted_text;
    if old.text == value && is_same_sort {
        return Ok(document.text().to_owned());
    }
    let style = if wanted_text { old.style } else { ScalarStyle::Plain };
    let is_block = matches!(old.style, ScalarStyle::Literal | ScalarStyle::Folded);
    let span = document.exact(node);
    // A comment behind `|` would go with the old value.
    let header = document.slice(span).lines().next().filter(|_| is_block).unwrap_or("");
    let comment = header
        .find(" #")
        .map_or("", |at| &header[header[..at].trim_end().len()..]);
    let is_quoted_so = !is_block && old.style != ScalarStyle::Plain && old.text.contains('\n');
    if !in_flow && !is_quoted_so && value.contains('\n') {
        let line = document.line_of(span.start);
        let text = document.lines(line..line + 1);
        let key = text.len() - text.trim_start_matches([' ', '-']).len();
        // An item's text stands where the item does, a field's text to the right of its key.
        let beside = if document.column(span.start) == key {
            key
        } else {
            key + 2
        };
        let indent = content_indent(document.slice(span))
            .filter(|_| is_block)
            .unwrap_or(beside);
        if let Some(written) = scalar::literal(value, indent, document.eol()) {
            let end_of_header = written.find(['\r', '\n']).unwrap_or(written.len());
            let (header, lines) = written.split_at(end_of_header);
            let behind = document.text().get(span.end..).unwrap_or("");
            let behind = behind.split(['\r', '\n']).next().filter(|_| !is_block).unwrap_or("");
            let end = span.end + behind.len();
            return Ok(document.replace(span.start..end, &[header, comment, behind, lines].concat()));
        }
    }
    let written = scalar::write(
        value,
        Manner {
            style,
            flow: in_flow,
            typed,
        },
    );
    Ok(document.replace(span.start..span.end, &format!("{written}{comment}")))
}

fn is_text(value: &str) -> bool {
    let scalar = ingot_component::yaml::Scalar {
        text: value.to_owned(),
        style: ScalarStyle::Plain,
    };
    matches!(scalar.kind(), ScalarKind::Text | ScalarKind::Null)
}

/// Spaces before the first line of a block scalar.
fn content_indent(written: &str) -> Option<usize> {
    let line = written.lines().skip(1).find(|line| !line.trim().is_empty())?;
    Some(line.len() - line.trim_start_matches(' ').len())
}
