//! Keys, inputs, operators and the starts of items.

use super::{Completion, CompletionKind, completion, new_line};
use crate::actions::{ActionModule, Input, InputForm, Need, Shape, find};
use crate::language::describe;
use crate::language::fields::{self, Field, Holds};
use crate::language::meaning::{self, List, Mapping, Meaning};
use crate::language::operators;
use crate::language::place::{Level, Place, Spot};
use crate::text::Source;

/// What can be the key, or the item, at `place`.
pub(super) fn complete(source: &Source, place: &Place<'_>) -> Vec<Completion> {
    let Some(level) = place.levels.last() else {
        return Vec::new();
    };
    match meaning::meaning(place) {
        Some(Meaning::Mapping(mapping)) => Writer { source, place, level }.mapping(mapping),
        Some(Meaning::List(list)) if place.spot == Spot::Word => Writer { source, place, level }.item(list),
        _ => Vec::new(),
    }
}

/// The inputs that `module` needs, as they are written below a key at column `indentation`.
pub(super) fn required_inputs(text: &str, module: &ActionModule, indentation: usize) -> String {
    let mut needed = module
        .inputs
        .iter()
        .filter(|input| input.need == Need::Required)
        .peekable();
    if needed.peek().is_none() {
        // Of two inputs that exclude each other, the first.
        let first = module
            .inputs
            .first()
            .filter(|input| matches!(input.need, Need::Either(_)));
        return match first {
            Some(input) => format!(
                "{}{}",
                new_line(text, indentation + 2),
                input_text(text, input, indentation + 2)
            ),
            None => new_line(text, indentation + 2),
        };
    }
    let mut written = String::new();
    let is_list = module.form == InputForm::List;
    for (number, input) in needed.enumerate() {
        let dash = match (is_list, number) {
            (false, _) => "",
            (true, 0) => "- ",
            (true, _) => "  ",
        };
        written += &new_line(text, indentation + 2);
        written += dash;
        written += &input_text(text, input, indentation + 2 + dash.len());
    }
    written
}

/// `name: ` or, for what stands below it, `name:` and the start of that.
fn input_text(text: &str, input: &Input, indentation: usize) -> String {
    match input.takes.shape() {
        Shape::Texts | Shape::Mappings => format!("{}:{}- ", input.name, new_line(text, indentation + 2)),
        Shape::Mapping => format!("{}:{}", input.name, new_line(text, indentation + 2)),
        Shape::Text | Shape::Flag | Shape::Number | Shape::Any => format!("{}: ", input.name),
    }
}

struct Writer<'a> {
    source: &'a Source,
    place: &'a Place<'a>,
    level: &'a Level<'a>,
}

impl Writer<'_> {
    fn mapping(&self, mapping: Mapping) -> Vec<Completion> {
        let mut found: Vec<Completion> = meaning::fields_of(mapping)
            .iter()
            .filter(|field| self.is_free(field.name) && !self.is_excluded(mapping, field.name))
            .enumerate()
            .map(|(number, field)| self.field(mapping, field, number))
            .collect();
        match mapping {
            Mapping::Inputs(module) => found.extend(self.inputs(module)),
            Mapping::If | Mapping::Condition => found.extend(self.operators()),
            _ => {}
        }
        found
    }

    /// Whether `key` is not there yet, apart from where the cursor stands.
    fn is_free(&self, key: &str) -> bool {
        self.level.get(key).is_none()
    }

    /// Whether another key rules it out.
    fn is_excluded(&self, mapping: Mapping, key: &str) -> bool {
        let other = match (mapping, key) {
            (Mapping::Loop, "for") => "forEach",
            (Mapping::Loop, "forEach") => "for",
            _ => return false,
        };
        !self.is_free(other)
    }

    fn field(&self, mapping: Mapping, field: &Field, number: usize) -> Completion {
        let below = self.place.indentation + 2;
        let text = self.source.text();
        let written = match field.holds {
            Holds::Value => format!("{}: ", field.name),
            Holds::Mapping if field.name == "inputs" && mapping == Mapping::Step => {
                let inputs = match self.level.get("action").and_then(find) {
                    Some(module) => required_inputs(text, module, self.place.indentation),
                    None => new_line(text, below),
                };
                format!("{}:{inputs}", field.name)
            }
            Holds::Mapping => format!("{}:{}", field.name, new_line(text, below)),
            Holds::List => format!("{}:{}- ", field.name, new_line(text, below)),
        };
        let order = if field.required { 0 } else { 100 };
        Completion {
            detail: field
                .default
                .map(|default| format!("default {default}"))
                .unwrap_or_default(),
            documentation: describe::field(field),
            sort: order + rank(number),
            ..self.key(CompletionKind::Field, field.name, written)
        }
    }

    fn inputs(&self, module: &'static ActionModule) -> Vec<Completion> {
        let offered = module.inputs.iter().filter(|input| {
            let other_is_there = matches!(input.need, Need::Either(other) if !self.is_free(other));
            self.is_free(input.name) && !other_is_there
        });
        offered
            .enumerate()
            .map(|(number, input)| {
                let missing = match input.need {
                    Need::Required | Need::Either(_) => true,
                    Need::With(other) => !self.is_free(other),
                    Need::Optional => false,
                };
                let written = input_text(self.source.text(), input, self.place.indentation);
                let detail = if missing {
                    "required"
                } else {
                    input.default.unwrap_or("")
                };
                Completion {
                    detail: detail.to_owned(),
                    documentation: describe::input(module, input),
                    sort: if missing { 0 } else { 100 } + rank(number),
                    ..self.key(CompletionKind::Input, input.name, written)
                }
            })
            .collect()
    }

    /// The operators; beside an operator only the key that belongs to it.
    fn operators(&self) -> Vec<Completion> {
        let present = self.level.entries.iter().find_map(|(key, _)| operators::find(key));
        if let Some(operator) = present {
            let companion = operator.companion.filter(|key| self.is_free(key));
            let field = fields::COMPANIONS.iter().find(|field| Some(field.name) == companion);
            return field
                .map(|field| Completion {
                    sort: 0,
                    ..self.field(Mapping::Condition, field, 0)
                })
                .into_iter()
                .collect();
        }
        let below = self.place.indentation + 2;
        operators::all()
            .enumerate()
            .map(|(number, operator)| {
                let written = match operator.name {
                    "and" | "or" => format!("{}:{}- ", operator.name, new_line(self.source.text(), below)),
                    "not" => format!("not:{}", new_line(self.source.text(), below)),
                    name => format!("{name}: "),
                };
                Completion {
                    detail: operator.holds.replace('`', ""),
                    documentation: describe::operator(&operator),
                    sort: rank(number),
                    ..self.key(CompletionKind::Operator, operator.name, written)
                }
            })
            .collect()
    }

    /// A key; in brackets, and before a colon that is there already, nothing but the word.
    fn key(&self, kind: CompletionKind, name: &str, written: String) -> Completion {
        let text = match self.place.spot {
            Spot::Key => name.to_owned(),
            _ if self.place.in_flow => format!("{name}: "),
            _ => written,
        };
        completion(self.source, kind, name, self.place.word, text)
    }

    /// The start of an item, where a list has no dash yet.
    fn item(&self, list: List) -> Vec<Completion> {
        let inner = self.place.indentation + 2;
        let text = self.source.text();
        let (label, detail, written) = match list {
            _ if self.place.in_flow => return Vec::new(),
            List::Phases => ("- name", "a phase", "- name: ".to_owned()),
            List::Steps => ("- name", "a step", format!("- name: {}action: ", new_line(text, inner))),
            List::Declarations if self.place.levels.len() == 2 => (
                "- Name",
                "a declaration",
                format!("- Name:{}type: string", new_line(text, inner + 2)),
            ),
            List::Calls => {
                let step = self
                    .place
                    .levels
                    .len()
                    .checked_sub(2)
                    .and_then(|step| self.place.levels.get(step));
                let Some(module) = step.and_then(|step| step.get("action")).and_then(find) else {
                    return Vec::new();
                };
                let inputs = required_inputs(text, module, self.place.indentation.saturating_sub(2));
                ("- ", "a call", inputs.trim_start().to_owned())
            }
            List::Declarations | List::Other => return Vec::new(),
        };
        let item = completion(self.source, CompletionKind::Item, label, self.place.word, written);
        vec![Completion {
            detail: detail.to_owned(),
            ..item
        }]
    }
}

fn rank(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX / 2)
}
