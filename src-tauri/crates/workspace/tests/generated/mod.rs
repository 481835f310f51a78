//! Recipes in every layout that a person may choose.

use proptest::prelude::*;

/// One generated layer; every line of it but blank ones names it.
#[derive(Clone, Debug)]
pub struct Layer {
    comments_above: usize,
    comment_below: Option<usize>,
    comment_behind: bool,
    quotes: usize,
    parameters: usize,
    value: Value,
    blank_lines_before: usize,
    pub lone_comment_before: bool,
    pub off: Off,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug)]
enum Value {
    Flow,
    Brackets,
    Dashes,
    Block,
}

/// Whether and how a layer is commented out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    No,
    /// As Ingot does it.
    Usual,
    /// A `#` before everything.
    Before,
    /// A `#` without a blank, at the dash.
    Tight,
}

/// What may be generated.
#[derive(Clone, Copy)]
pub struct Scope {
    /// Comments that stand alone between layers.
    pub lone: bool,
    /// Layers that are off: none, those that Ingot wrote, or any.
    pub off: usize,
}

impl Scope {
    pub const TIDY: Self = Self { lone: false, off: 2 };
    pub const ANY: Self = Self { lone: true, off: 4 };
}

/// How a generated recipe is laid out.
#[derive(Clone, Debug)]
struct Layout {
    indent: usize,
    space: usize,
    eol: &'static str,
    final_eol: bool,
    head: usize,
    before: bool,
    after: usize,
}

fn layer(scope: Scope) -> impl Strategy<Value = Layer> {
    let value = prop::sample::select(vec![Value::Flow, Value::Brackets, Value::Dashes, Value::Block]);
    let off = prop::sample::select(vec![Off::No, Off::Usual, Off::Before, Off::Tight][..scope.off].to_vec());
    (
        0..3_usize,
        prop::option::weighted(0.3, 1..6_usize),
        any::<bool>(),
        0..3_usize,
        0..3_usize,
        value,
        0..3_usize,
        any::<bool>(),
        prop_oneof![3 => Just(Off::No), 2 => off],
    )
        .prop_map(
            move |(above, below, behind, quotes, parameters, value, blank, lone, off)| Layer {
                comments_above: above,
                comment_below: below,
                comment_behind: behind,
                quotes,
                parameters,
                value,
                blank_lines_before: blank,
                lone_comment_before: scope.lone && lone,
                off,
            },
        )
}

fn layout() -> impl Strategy<Value = Layout> {
    (
        0..5_usize,
        1..4_usize,
        any::<bool>(),
        any::<bool>(),
        0..3_usize,
        any::<bool>(),
        0..4_usize,
    )
        .prop_map(|(indent, space, crlf, final_eol, head, before, after)| Layout {
            indent,
            space,
            eol: if crlf { "\r\n" } else { "\n" },
            final_eol,
            head,
            before,
            after,
        })
}

/// Layers, and a recipe that has them.
pub fn recipes(scope: Scope, layers: std::ops::Range<usize>) -> impl Strategy<Value = (Vec<Layer>, String)> {
    (layout(), prop::collection::vec(layer(scope), layers), any::<bool>()).prop_map(|(layout, layers, mark)| {
        let mark = if mark { "\u{feff}" } else { "" };
        (layers.clone(), format!("{mark}{}", write(&layout, &layers)))
    })
}

fn write(layout: &Layout, layers: &[Layer]) -> String {
    let mut lines: Vec<String> = vec!["kind: ImageRecipe".into(), "name: generated".into()];
    if layout.before {
        lines.extend(["---".to_owned(), "# a recipe".to_owned()].into_iter().rev());
        lines.rotate_right(2);
    }
    lines.push("parentImage: 'ami-1' # quoted".into());
    if !layers.is_empty() {
        let all_off = layers.iter().all(|layer| layer.off != Off::No);
        lines.push(format!("components:{} # in order", if all_off { " []" } else { "" }));
    }
    let dash = " ".repeat(layout.indent);
    if layout.head > 0 && !layers.is_empty() {
        lines.push(format!("{dash}# about the whole list"));
        lines.extend(vec![String::new(); layout.head]);
    }
    for (id, layer) in layers.iter().enumerate() {
        if id > 0 {
            lines.extend(vec![String::new(); layer.blank_lines_before]);
            if layer.lone_comment_before {
                lines.extend([String::new(), format!("{dash}# lone {id}"), String::new()]);
            }
        }
        lines.extend((0..layer.comments_above).map(|line| {
            // Prose may have bullets and indentation too.
            let lead = ["", "- ", "   "][(line + layer.quotes) % 3];
            format!("{dash}# {lead}L{id}- line {line}")
        }));
        let own = own_lines(layout, layer, id);
        // `# -` says nothing of a blank before the dash.
        let off = match layer.off {
            Off::Before if layout.indent == 1 => Off::Tight,
            off => off,
        };
        lines.extend(own.into_iter().map(|line| commented(&line, off, layout.indent)));
    }
    match layout.after {
        0 => {}
        1 => lines.push("tags: {Team: web}".into()),
        2 => lines.extend([
            "".into(),
            "# what it costs".into(),
            "tags:".into(),
            "  Team: web # ours".into(),
        ]),
        _ => lines.extend([
            "description: |".into(),
            "  # no comment".into(),
            "".into(),
            "  text".into(),
        ]),
    }
    let mut text = lines.join(layout.eol);
    if layout.final_eol {
        text.push_str(layout.eol);
    }
    text
}

/// From the dash to the comment below.
fn own_lines(layout: &Layout, layer: &Layer, id: usize) -> Vec<String> {
    let dash = " ".repeat(layout.indent);
    let keys = " ".repeat(layout.indent + 1 + layout.space);
    let quote = ["", "'", "\""][layer.quotes];
    let behind = if layer.comment_behind {
        format!("  # L{id}- behind")
    } else {
        String::new()
    };
    let space = " ".repeat(layout.space);
    let mut lines = vec![format!(
        "{dash}-{space}componentArn: {quote}Component/L{id}-x{quote}{behind}"
    )];
    if layer.parameters > 0 {
        lines.push(format!("{keys}parameters: # L{id}-"));
    }
    for parameter in 0..layer.parameters {
        if let Value::Flow = layer.value {
            lines.push(format!("{keys}  - {{name: P{parameter}, value: [\"L{id}- v\"]}}"));
            continue;
        }
        lines.push(format!("{keys}  - name: P{parameter} # L{id}-"));
        match layer.value {
            Value::Dashes => lines.extend([format!("{keys}    value: # L{id}-"), format!("{keys}      - L{id}- v")]),
            Value::Block => lines.extend([
                format!("{keys}    value: # L{id}-"),
                format!("{keys}      - |"),
                format!("{keys}        L{id}- one"),
                String::new(),
                format!("{keys}        # L{id}- two"),
            ]),
            _ => lines.push(format!("{keys}    value: ['L{id}- v']")),
        }
    }
    if let Some(deeper) = layer.comment_below {
        lines.push(format!("{dash}{}# L{id}- below", " ".repeat(deeper)));
    }
    lines
}

fn commented(line: &str, off: Off, indent: usize) -> String {
    let (before, behind) = line.split_at(line.len().min(indent));
    match off {
        Off::No => line.to_owned(),
        Off::Before => format!("#{line}"),
        Off::Usual if line.is_empty() => format!("{}#", " ".repeat(indent)),
        Off::Usual => format!("{before}# {behind}"),
        Off::Tight if line.is_empty() => format!("{}#", " ".repeat(indent)),
        Off::Tight => format!("{before}#{behind}"),
    }
}
