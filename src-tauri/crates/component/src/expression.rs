//! References in double braces: `{{ build.Download.outputs.destination }}`.
//!
//! Names and namespaces from
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>,
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html> (chaining) and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html>.

use crate::text::{Source, Span};
use crate::yaml::Node;

/// Something in double braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression<'a> {
    /// Bytes of the searched text, braces included.
    pub span: Span,
    /// The text between the braces without the spaces around it.
    pub inner: &'a str,
    /// What it refers to.
    pub reference: Reference<'a>,
}

/// What an expression refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// `Name`: a parameter or a constant.
    Variable(&'a str),
    /// `phase.step.inputs.x`, `phase.step.outputs[0].x`: chaining.
    Step(StepReference<'a>),
    /// `loop.index`, `loop.value` and the same with the name of a loop.
    Loop {
        /// `loop`, or the loop's own name.
        name: &'a str,
        /// Which of the two.
        field: LoopField,
    },
    /// `aws:ssm:/path` and `aws:ssm:resolve(Parameter)`: a Systems Manager parameter; the part
    /// behind the second colon.
    SystemsManager(&'a str),
    /// `env:NAME`: an environment variable of the instance.
    Environment(&'a str),
    /// `aws:imds:path`: instance metadata, relative to `meta-data/`.
    InstanceMetadata(&'a str),
    /// `context:KEY`: a fact about the execution, such as `context:region`.
    Context(&'a str),
    /// None of these: a Jinja or Go template, or a slip of the pen.
    Other,
}

/// The parts of `phase.step.inputs[0].x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepReference<'a> {
    /// Name of the phase.
    pub phase: &'a str,
    /// Name of the step.
    pub step: &'a str,
    /// Whether the step's inputs or its outputs are meant.
    pub direction: Direction,
    /// `[n]`, from 0.
    pub index: Option<u32>,
    /// What follows; empty when nothing does.
    pub path: &'a str,
}

/// Inputs or outputs of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `inputs`
    Inputs,
    /// `outputs`
    Outputs,
}

/// What a loop offers to its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopField {
    /// The number of the iteration, from 0.
    Index,
    /// The value of the iteration.
    Value,
}

/// The expressions of `text` from left to right. Braces that are never closed are text.
pub fn find(text: &str) -> impl Iterator<Item = Expression<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let close = from + text[from..].find("}}")?;
        let start = from;
        from = close + 2;
        Some((start, close))
    })
    .filter_map(move |(start, close)| {
        // The innermost opening: `{{ {{ X }}` holds the expression `{{ X }}`.
        let open = start + text[start..close].rfind("{{")?;
        let inner = text[open + 2..close].trim();
        Some(Expression {
            span: Span::new(open, close + 2),
            inner,
            reference: reference(inner),
        })
    })
}

/// The expressions of a scalar node with their places in `source`. Where the scalar was decoded in
/// a way that hides the place (escaped braces, an alias), the place is the whole node.
pub fn locate<'a>(source: &Source, node: &'a Node) -> Vec<Expression<'a>> {
    let Some(scalar) = node.scalar() else {
        return Vec::new();
    };
    let mut found: Vec<_> = find(&scalar.text).collect();
    if found.is_empty() {
        return found;
    }
    let (base, written) = node.written(source);
    let places: Vec<_> = find(written).collect();
    let same = places.len() == found.len()
        && places
            .iter()
            .zip(&found)
            .all(|(a, b)| a.inner.split_whitespace().eq(b.inner.split_whitespace()));
    for (at, expression) in found.iter_mut().enumerate() {
        expression.span = match places.get(at).filter(|_| same) {
            Some(place) => Span::new(base + place.span.start, base + place.span.end),
            None => node.span,
        };
    }
    found
}

/// Whether `name` can be the name of a parameter or constant in a reference, whatever its length.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

fn reference(inner: &str) -> Reference<'_> {
    if let Some((namespace, name)) = namespaced(inner) {
        return if name.is_empty() { Reference::Other } else { namespace };
    }
    if is_name(inner) {
        return Reference::Variable(inner);
    }
    let Some((first, rest)) = inner.split_once('.').filter(|(first, _)| !first.is_empty()) else {
        return Reference::Other;
    };
    match rest {
        "index" => {
            return Reference::Loop {
                name: first,
                field: LoopField::Index,
            };
        }
        "value" => {
            return Reference::Loop {
                name: first,
                field: LoopField::Value,
            };
        }
        _ => {}
    }
    chain(first, rest).map_or(Reference::Other, Reference::Step)
}

/// The reference behind a namespace, and what follows the namespace.
fn namespaced(inner: &str) -> Option<(Reference<'_>, &str)> {
    let (namespace, rest) = inner.split_once(':')?;
    Some(match namespace {
        "env" => (Reference::Environment(rest), rest),
        "context" => (Reference::Context(rest), rest),
        "aws" => match rest.split_once(':')? {
            ("ssm", name) => (Reference::SystemsManager(name), name),
            ("imds", path) => (Reference::InstanceMetadata(path), path),
            _ => return None,
        },
        _ => return None,
    })
}

/// `step.outputs[0].x` behind the name of a phase. Names of steps may contain dots, so the word
/// `inputs` or `outputs` decides where the name ends.
fn chain<'a>(phase: &'a str, rest: &'a str) -> Option<StepReference<'a>> {
    let ends_word = |after: &str| after.is_empty() || after.starts_with(['.', '[']);
    let (step, direction, after) = rest.match_indices('.').find_map(|(dot, _)| {
        let (step, word) = (&rest[..dot], &rest[dot + 1..]);
        let inputs = word
            .strip_prefix("inputs")
            .map(|after| (step, Direction::Inputs, after));
        let outputs = word
            .strip_prefix("outputs")
            .map(|after| (step, Direction::Outputs, after));
        inputs
            .or(outputs)
            .filter(|(step, _, after)| !step.is_empty() && ends_word(after))
    })?;
    let (index, path) = match after.strip_prefix('[') {
        Some(bracket) => {
            let (index, path) = bracket.split_once(']')?;
            (Some(index.trim().parse().ok()?), path)
        }
        None => (None, after),
    };
    let path = if path.is_empty() { path } else { path.strip_prefix('.')? };
    Some(StepReference {
        phase,
        step,
        direction,
        index,
        path,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::yaml;

    fn only(text: &str) -> Reference<'_> {
        let mut found = find(text);
        let first = found.next().unwrap();
        assert_eq!(found.next(), None);
        first.reference
    }

    #[test]
    fn every_documented_kind_of_reference_is_told_apart() {
        assert_eq!(only("a {{Package_Name-1}} b"), Reference::Variable("Package_Name-1"));
        let step = |direction, index, path| {
            Reference::Step(StepReference {
                phase: "build",
                step: "Get it",
                direction,
                index,
                path,
            })
        };
        assert_eq!(
            only("{{ build.Get it.outputs.stdout }}"),
            step(Direction::Outputs, None, "stdout")
        );
        assert_eq!(
            only("{{ build.Get it.inputs[0].destination }}"),
            step(Direction::Inputs, Some(0), "destination")
        );
        assert_eq!(
            only("{{ loop.index }}"),
            Reference::Loop {
                name: "loop",
                field: LoopField::Index
            }
        );
        assert_eq!(
            only("{{ Disks.value }}"),
            Reference::Loop {
                name: "Disks",
                field: LoopField::Value
            }
        );
        assert_eq!(only("{{ aws:ssm:/a/b }}"), Reference::SystemsManager("/a/b"));
        assert_eq!(
            only("{{ aws:imds:instance-id }}"),
            Reference::InstanceMetadata("instance-id")
        );
        assert_eq!(
            only("{{ env:ProgramFiles(x86) }}"),
            Reference::Environment("ProgramFiles(x86)")
        );
        assert_eq!(only("{{ context:region }}"), Reference::Context("region"));
    }

    #[test]
    fn templates_of_other_languages_are_not_references() {
        for text in [
            "{{ .Names }}",
            "{{ a | upper }}",
            "{{}}",
            "{{ build.Step.outputs[x].y }}",
            "{{ env: }}",
        ] {
            assert_eq!(only(text), Reference::Other, "{text}");
        }
        assert_eq!(find("{{ a } }").count(), 0);
        assert_eq!(find("}} {{").count(), 0);
    }

    #[test]
    fn places_are_exact_in_every_style() {
        let text = "a: \"é \\t {{ X }} and\n  {{ Y\n  }}\"\nb: |2 # {{ no }}\n  é {{ X }}\n  {{ Y }}\nc: é{{ X }}\n  {{ Y }}\nd: '''{{ X }} {{ Y }}'\ne: >-\n  {{ X }}\n\n  {{ Y }}\n";
        let source = Source::new("a", text);
        let parsed = yaml::parse(&source);
        assert_eq!(parsed.errors, []);
        for entry in parsed.documents[0].entries() {
            let places: Vec<_> = locate(&source, &entry.value)
                .iter()
                .map(|found| source.slice(found.span).split_whitespace().collect::<String>())
                .collect();
            assert_eq!(places, ["{{X}}", "{{Y}}"], "{:?}", entry.key.text());
        }
    }

    #[test]
    fn a_place_that_escapes_hide_is_the_whole_scalar() {
        let source = Source::new("a", "- \"\\x7b{ X }} {{ Y }}\"\n");
        let parsed = yaml::parse(&source);
        let node = &parsed.documents[0].items()[0];
        let places: Vec<_> = locate(&source, node).iter().map(|found| found.span).collect();
        assert_eq!(places, [node.span, node.span]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_searched(text in "([{}.\\[\\]a:é ]|\\{\\{|\\}\\}|inputs|outputs){0,40}") {
            for found in find(&text) {
                prop_assert!(text[found.span.start..found.span.end].starts_with("{{"));
                prop_assert!(text[found.span.start..found.span.end].ends_with("}}"));
            }
        }
    }
}
