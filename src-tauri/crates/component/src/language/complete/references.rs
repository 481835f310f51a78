//! References in double braces.

use super::{Completion, CompletionKind, completion};
use crate::actions;
use crate::document::{ComponentDocument, Phase, Stage, Step};
use crate::expression::{CONTEXT_KEYS, ENVIRONMENT, METADATA};
use crate::language::describe;
use crate::language::meaning::{StepAt, step_at};
use crate::language::place::{Place, Via};
use crate::language::reading::mended;
use crate::text::{Source, Span};

/// Most steps whose outputs are offered.
const MOST_STEPS: usize = 500;

/// What can stand in the double braces around byte `at`; `None` when there are none.
pub(super) fn complete(source: &Source, at: usize) -> Option<Vec<Completion>> {
    let braces = Braces::around(source.text(), at)?;
    let place = Place::find(source.text(), braces.open);
    let step = step_at(&place);
    // References are replaced in these alone, and not in the bounds of a range.
    let replaced = match place.path().get(4..) {
        Some([Via::Key("loop"), Via::Key("for"), ..]) => false,
        Some([Via::Key("inputs" | "loop" | "if"), ..]) => true,
        Some([]) => matches!(
            place.spot,
            crate::language::place::Spot::Value("inputs" | "loop" | "if")
        ),
        _ => false,
    };
    let Some(step) = step.filter(|_| replaced) else {
        return Some(Vec::new());
    };
    let (_, reading) = mended(source, Some(at));
    let empty = ComponentDocument::default();
    let document = reading.document.as_ref().unwrap_or(&empty);
    let mut offered = Offered {
        source,
        braces,
        found: Vec::new(),
    };
    offered.own_loop(document, &step, at);
    offered.variables(document);
    offered.steps(document, &step);
    offered.namespaces(document);
    Some(offered.found)
}

/// Double braces that are open at the cursor, on its line.
struct Braces {
    /// Byte of `{{`.
    open: usize,
    /// What is typed between them, without blanks around it.
    inner: Span,
    /// What goes before and behind the reference.
    before: &'static str,
    behind: &'static str,
}

impl Braces {
    fn around(text: &str, at: usize) -> Option<Self> {
        let before = text.get(..at)?;
        let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let open = line + before.get(line..)?.rfind("{{")?;
        let typed = text.get(open + 2..at)?;
        if typed.contains("}}") {
            return None;
        }
        let rest = text.get(at..)?;
        let rest = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))?;
        let close = rest
            .find("}}")
            .filter(|close| !rest.get(..*close).is_some_and(|between| between.contains("{{")));
        let start = at - typed.trim_start().len();
        let end = close.map_or(at, |close| at + rest.get(..close).unwrap_or("").trim_end().len());
        let closed_tightly = close.is_some_and(|close| at + close == end);
        Some(Self {
            open,
            inner: Span::new(start, end),
            before: if start == open + 2 { " " } else { "" },
            behind: match close {
                None => " }}",
                Some(_) if closed_tightly => " ",
                Some(_) => "",
            },
        })
    }
}

struct Offered<'a> {
    source: &'a Source,
    braces: Braces,
    found: Vec<Completion>,
}

impl Offered<'_> {
    fn add(&mut self, kind: CompletionKind, sort: u32, reference: &str, detail: &str, documentation: String) {
        let text = format!("{}{reference}{}", self.braces.before, self.braces.behind);
        self.found.push(Completion {
            detail: detail.replace('`', ""),
            documentation,
            sort,
            ..completion(self.source, kind, reference, self.braces.inner, text)
        });
    }

    fn own_loop(&mut self, document: &ComponentDocument, at: &StepAt<'_>, cursor: usize) {
        if at.step.get("loop").is_none() {
            return;
        }
        let named = steps(document)
            .map(|(_, step)| step)
            .find(|step| step.span.start >= at.start && step.span.start <= cursor)
            .and_then(|step| step.r#loop.as_ref()?.get("name")?.text());
        for name in ["loop"].into_iter().chain(named) {
            self.add(
                CompletionKind::Variable,
                0,
                &format!("{name}.value"),
                "value of this round",
                String::new(),
            );
            let detail = "number of this round, from 0";
            self.add(
                CompletionKind::Variable,
                1,
                &format!("{name}.index"),
                detail,
                String::new(),
            );
        }
    }

    fn variables(&mut self, document: &ComponentDocument) {
        let parameters = document
            .parameters
            .iter()
            .map(|parameter| (&parameter.name.value, "parameter"));
        let constants = document
            .constants
            .iter()
            .map(|constant| (&constant.name.value, "constant"));
        for (name, detail) in parameters.chain(constants).take(MOST_STEPS) {
            let about = describe::variable(document, name).unwrap_or_default();
            self.add(CompletionKind::Variable, 10, name, detail, about);
        }
    }

    /// What the steps before this one left, as long as they run on the same instance.
    fn steps(&mut self, document: &ComponentDocument, here: &StepAt<'_>) {
        let stage = Stage::of_phase(here.phase);
        let earlier = steps(document)
            .filter(|(phase, step)| step.span.start < here.start && Stage::of_phase(&phase.name.value) == stage)
            .filter(|(phase, step)| !phase.name.value.is_empty() && !step.name.value.is_empty());
        // The last ones are the most likely ones.
        let mut earlier: Vec<_> = earlier.collect();
        earlier.reverse();
        for (phase, step) in earlier.into_iter().take(MOST_STEPS) {
            let name = format!("{}.{}", phase.name.value, step.name.value);
            let action = step.action.value.as_str();
            for output in actions::find(action).map_or(&[][..], |module| module.outputs) {
                let reference = format!("{name}.outputs.{output}");
                self.add(CompletionKind::Step, 20, &reference, action, String::new());
            }
            for input in written_inputs(step) {
                self.add(
                    CompletionKind::Step,
                    30,
                    &format!("{name}.{input}"),
                    action,
                    String::new(),
                );
            }
        }
    }

    fn namespaces(&mut self, document: &ComponentDocument) {
        const KIND: CompletionKind = CompletionKind::Namespace;
        for known in CONTEXT_KEYS {
            self.add(KIND, 40, &format!("context:{}", known.name), known.about, String::new());
        }
        for known in ENVIRONMENT {
            self.add(KIND, 41, &format!("env:{}", known.name), known.about, String::new());
        }
        for known in METADATA {
            self.add(
                KIND,
                42,
                &format!("aws:imds:{}", known.name),
                known.about,
                String::new(),
            );
        }
        let detail = "a Systems Manager parameter";
        self.add(KIND, 43, "aws:ssm:/", detail, String::new());
        for parameter in document.parameters.iter().take(MOST_STEPS) {
            let reference = format!("aws:ssm:resolve({})", parameter.name.value);
            self.add(
                KIND,
                44,
                &reference,
                "the Systems Manager parameter that it names",
                String::new(),
            );
        }
    }
}

fn steps(document: &ComponentDocument) -> impl Iterator<Item = (&Phase, &Step)> {
    document
        .phases
        .iter()
        .flat_map(|phase| phase.steps.iter().map(move |step| (phase, step)))
}

/// `inputs.path`, `inputs[0].destination`: the inputs of a step that are one text. Commands and the
/// like are lists, which nobody refers to.
fn written_inputs(step: &Step) -> Vec<String> {
    /// Calls of one step that are offered.
    const MOST_CALLS: usize = 10;
    let Some(inputs) = &step.inputs else { return Vec::new() };
    let texts = |node: &crate::yaml::Node| -> Vec<String> {
        let texts = node.entries().iter().filter(|entry| entry.value.scalar().is_some());
        texts
            .filter_map(|entry| entry.key.text().map(str::to_owned))
            .take(MOST_STEPS)
            .collect()
    };
    if inputs.is_mapping() {
        return texts(inputs).into_iter().map(|name| format!("inputs.{name}")).collect();
    }
    let calls = inputs.items().iter().take(MOST_CALLS).enumerate();
    calls
        .flat_map(|(number, call)| {
            texts(call)
                .into_iter()
                .map(move |name| format!("inputs[{number}].{name}"))
        })
        .collect()
}
