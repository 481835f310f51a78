//! Setting and clearing single fields.

use ingot_component::yaml::{Entry, Node, ScalarKind, ScalarStyle, Value};

use super::EditError;
use super::document::Document;
use super::list::List;
use super::mapping;
use super::new::New;
use super::scalar::{self, Manner};

/// The order in which an image recipe's fields are usually written, so that a new one finds its
/// place.
const ORDER: [&str; 12] = [
    "kind",
    "name",
    "semanticVersion",
    "description",
    "parentImage",
    "components",
    "blockDeviceMappings",
    "workingDirectory",
    "additionalInstanceConfiguration",
    "amiTags",
    "amiWatermarks",
    "tags",
];

/// Fields that hold numbers or booleans; a number written into any other field is a text and gets
/// quotes (botocore imagebuilder/2019-12-02 service-2.json, the requests that create components,
/// recipes, configurations and pipelines).
const TYPED: [&str; 18] = [
    "capacityWaitTimeoutSeconds",
    "deleteOnTermination",
    "enabled",
    "encrypted",
    "enhancedImageMetadataEnabled",
    "failureCount",
    "httpPutResponseHopLimit",
    "imageScanningEnabled",
    "imageTestsEnabled",
    "iops",
    "maxParallelLaunches",
    "setDefaultVersion",
    "targetResourceCount",
    "terminateInstanceOnFailure",
    "throughput",
    "timeoutMinutes",
    "uninstallAfterBuild",
    "volumeSize",
];

/// Fields that hold lists (same source); a position below one of them makes the list when it is
/// not there yet.
const LISTS: [&str; 4] = [
    "blockDeviceMappings",
    "distributions",
    "instanceTypes",
    "securityGroupIds",
];

/// Whether the field `key` holds a number or a boolean.
pub(super) fn is_typed(key: &str) -> bool {
    TYPED.contains(&key)
}

/// Whether a position below the missing field `key` means a list.
pub(super) fn is_list(key: &str) -> bool {
    LISTS.contains(&key)
}

/// The key behind which `key` is added at the root: the last one there that usually stands before
/// it.
pub(super) fn predecessor<'a>(root: &'a Node, key: &str) -> Option<&'a str> {
    let place = ORDER.iter().position(|name| *name == key)?;
    ORDER[..place]
        .iter()
        .rev()
        .find_map(|name| root.entry(name)?.key.text())
}

/// The text with the scalar `value` at `path`.
pub(super) fn set(document: &Document, path: &[&str], value: &str) -> Result<String, EditError> {
    let mut node = &document.root;
    let mut in_flow = false;
    for (depth, step) in path.iter().enumerate() {
        document.own(node)?;
        in_flow |= document.is_flow(node);
        let rest = &path[depth + 1..];
        let field = path[..=depth].join(".");
        match &node.value {
            Value::Mapping(_) => match node.entry(step) {
                Some(entry) if rest.is_empty() => {
                    let typed = is_typed(step);
                    return set_scalar(document, entry, &field, value, typed, in_flow);
                }
                Some(entry) if entry.value.is_null() => {
                    let below = chain(step, rest, value);
                    return Ok(mapping::fill(document, entry, &below, in_flow));
                }
                Some(entry) => node = &entry.value,
                None => {
                    let after = if depth == 0 {
                        predecessor(&document.root, step)
                    } else {
                        None
                    };
                    return mapping::add(document, node, after, step, &chain(step, rest, value));
                }
            },
            Value::Sequence(items) => {
                let Ok(index) = step.parse::<usize>() else {
                    return Err(document.wrong_shape(&path[..depth].join("."), node, "a mapping"));
                };
                match items.get(index) {
                    Some(item) if rest.is_empty() => {
                        return replace_scalar(document, item, &field, value, false, in_flow);
                    }
                    Some(item) => node = item,
                    None => return append(document, path, depth, &chain("", rest, value)),
                }
            }
            Value::Scalar(_) => {
                return Err(document.wrong_shape(&path[..depth].join("."), node, "a mapping"));
            }
        }
    }
    Ok(document.text().to_owned())
}

/// The text without what is at `path`, and without whatever would then hold nothing.
pub(super) fn clear(document: &Document, path: &[&str]) -> Result<String, EditError> {
    let mut nodes = vec![&document.root];
    for step in path {
        let here = nodes[nodes.len() - 1];
        let below = match &here.value {
            Value::Mapping(_) => here.get(step),
            Value::Sequence(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            Value::Scalar(_) => None,
        };
        match below {
            Some(below) => nodes.push(below),
            None => return Ok(document.text().to_owned()),
        }
    }
    let only = |node: &Node| node.entries().len() + node.items().len() <= 1;
    let mut depth = path.len();
    while depth > 1 && only(nodes[depth - 1]) {
        depth -= 1;
    }
    let Some(step) = depth.checked_sub(1).map(|last| path[last]) else {
        return Ok(document.text().to_owned());
    };
    let holder = nodes[depth - 1];
    document.own(holder)?;
    match holder.entry(step) {
        Some(entry) => mapping::remove(document, holder, entry),
        None => {
            let list = entry_of(document, &path[..depth - 1])?;
            List::read(document, list)?.remove(step.parse().unwrap_or(0))
        }
    }
}

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
    if !in_flow && (is_block || old.style == ScalarStyle::Plain) && value.contains('\n') {
        let line = document.line_of(span.start);
        let text = document.lines(line..line + 1);
        let key = text.len() - text.trim_start_matches([' ', '-']).len();
        let indent = content_indent(document.slice(span))
            .filter(|_| is_block)
            .unwrap_or(key + 2);
        if let Some(written) = scalar::literal(value, indent, document.eol()) {
            let end_of_header = written.find(['\r', '\n']).unwrap_or(written.len());
            let (header, lines) = written.split_at(end_of_header);
            return Ok(document.replace(span.start..span.end, &[header, comment, lines].concat()));
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

/// What stands below `key`, when `rest` of a path and a value are all there is.
fn chain(key: &str, rest: &[&str], value: &str) -> New {
    match rest.split_first() {
        None => New::Scalar {
            text: value.to_owned(),
            manner: Manner {
                typed: is_typed(key),
                ..Manner::PLAIN
            },
        },
        Some((first, below)) if is_list(key) && first.parse::<usize>().is_ok() => New::List {
            items: vec![chain("", below, value)],
            flow: false,
        },
        Some((first, below)) => New::Mapping(vec![((*first).to_owned(), chain(first, below, value))]),
    }
}

/// The text with `item` behind the last item of the list at the first `depth` steps of `path`.
fn append(document: &Document, path: &[&str], depth: usize, item: &New) -> Result<String, EditError> {
    let entry = entry_of(document, &path[..depth])?;
    let count = entry.value.items().len();
    if path[depth].parse() != Ok(count) {
        return Err(document.layout(entry.key.span.start, "the list has no such position"));
    }
    super::layers::append_item(document, &document.root, entry, count, item)
}

/// The entry at `path`, whose last step is a key.
fn entry_of<'a>(document: &'a Document, path: &[&str]) -> Result<&'a Entry, EditError> {
    let mut node = &document.root;
    let mut found = None;
    for step in path {
        let next = match step.parse::<usize>() {
            Ok(index) if node.is_sequence() => {
                found = None;
                node.items().get(index)
            }
            _ => {
                found = node.entry(step);
                found.map(|entry| &entry.value)
            }
        };
        node = next.unwrap_or(node);
    }
    found.ok_or_else(|| document.layout(node.span.start, "a list inside a list"))
}
