//! References in double braces: `{{ build.Download.outputs.destination }}`.
//!
//! Names and namespaces from
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>,
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html> (chaining) and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html>.

mod known;
mod parse;

use crate::text::{Source, Span};
use crate::yaml::Node;

pub use known::{CONTEXT_KEYS, ENVIRONMENT, KnownName, METADATA, is_forbidden_metadata};

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
    /// `aws:ssm:/path`: the value of a Systems Manager parameter; its name.
    SystemsManager(&'a str),
    /// `aws:ssm:resolve(Name)`: the value of the Systems Manager parameter whose name is itself
    /// the value of a reference.
    Resolve(Resolve<'a>),
    /// `env:NAME`: an environment variable of the instance.
    Environment(&'a str),
    /// `aws:imds:path`: instance metadata, relative to `meta-data/`.
    InstanceMetadata(&'a str),
    /// `context:KEY`: a fact about the execution, such as `context:region`.
    Context(&'a str),
    /// Nothing between the braces, or a namespace with no name behind it: `{{ }}`, `{{ env: }}`.
    Empty,
    /// None of these: a Jinja or Go template, or a slip of the pen.
    Other,
}

impl<'a> Reference<'a> {
    /// The parameter or constant whose value it needs.
    pub fn variable(&self) -> Option<&'a str> {
        match *self {
            Self::Variable(name) | Self::Resolve(Resolve::Parameter(name)) => Some(name),
            _ => None,
        }
    }
}

/// What stands between the brackets of `aws:ssm:resolve(…)`.
///
/// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>
/// (`toe-function-resolve`) allows the two kinds of argument and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolve<'a> {
    /// `Name`: a parameter of the document.
    Parameter(&'a str),
    /// `aws:ssm:/path`: another Systems Manager parameter; its name.
    SystemsManager(&'a str),
    /// Anything else, also without a closing bracket.
    Unreadable,
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
            reference: parse::reference(inner),
        })
    })
}

/// Whether `text` holds an expression, so that what it will be is not known before the build.
pub fn is_dynamic(text: &str) -> bool {
    find(text).next().is_some()
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
        for text in ["{{}}", "{{ }}", "{{ env: }}", "{{ aws:ssm: }}"] {
            assert_eq!(only(text), Reference::Empty, "{text}");
        }
    }

    #[test]
    fn resolve_is_taken_apart() {
        assert_eq!(
            only("{{aws:ssm:resolve( Path-Name )}}"),
            Reference::Resolve(Resolve::Parameter("Path-Name"))
        );
        assert_eq!(
            only("{{ aws:ssm:resolve(aws:ssm:/a/b) }}"),
            Reference::Resolve(Resolve::SystemsManager("/a/b"))
        );
        for text in [
            "{{ aws:ssm:resolve(a.b) }}",
            "{{ aws:ssm:resolve() }}",
            "{{ aws:ssm:resolve(a }}",
            "{{ aws:ssm:resolve(aws:ssm:) }}",
        ] {
            assert_eq!(only(text), Reference::Resolve(Resolve::Unreadable), "{text}");
        }
        assert_eq!(only("{{ aws:ssm:resolve(Path) }}").variable(), Some("Path"));
        assert_eq!(only("{{ aws:ssm:Path }}").variable(), None);
    }

    #[test]
    fn metadata_with_credentials_is_told_from_other_metadata() {
        for path in ["iam/info", "iam", "/iam/", "identity-credentials/ec2/info"] {
            assert!(is_forbidden_metadata(path), "{path}");
        }
        for path in ["instance-id", "placement/iam", "iamx"] {
            assert!(!is_forbidden_metadata(path), "{path}");
        }
    }

    #[test]
    fn templates_of_other_languages_are_not_references() {
        for text in [
            "{{ .Names }}",
            "{{ a | upper }}",
            "{{ build.Step.outputs[x].y }}",
            "{{ aws:s3:x }}",
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
        fn any_text_can_be_searched(text in "([{}.\\[\\]a:é ]|\\{\\{|\\}\\}|inputs|outputs|aws:ssm:|resolve\\(|\\)){0,40}") {
            let mut end = 0;
            for found in find(&text) {
                let Span { start, end: behind } = found.span;
                prop_assert!(start >= end && behind > start, "expressions follow each other");
                end = behind;
                let written = text.get(start..behind).unwrap();
                let inner = written.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).unwrap();
                prop_assert_eq!(inner.trim(), found.inner);
                prop_assert!(!found.inner.contains("}}") && !found.inner.contains("{{"));
                prop_assert!(!found.inner.is_empty() || found.reference == Reference::Empty);
            }
            prop_assert_eq!(is_dynamic(&text), find(&text).count() > 0);
        }

        #[test]
        fn places_lie_in_their_scalar(text in "([a:é .]|\\{\\{|\\}\\}|\\{\\{ [A-Z.]{1,5} \\}\\}){0,20}", style in 0..3_usize) {
            let quoted = match style {
                0 => format!("- '{text}'\n"),
                1 => format!("- \"{text}\"\n"),
                _ => format!("- |\n  .{text}\n"),
            };
            let source = Source::new("a", quoted);
            let parsed = yaml::parse(&source);
            let node = &parsed.documents[0].items()[0];
            let wanted: Vec<_> = find(node.text().unwrap()).map(|found| found.inner.to_owned()).collect();
            let placed: Vec<_> = locate(&source, node)
                .iter()
                .map(|found| {
                    assert!(node.span.start <= found.span.start && found.span.end <= node.span.end);
                    let written = source.slice(found.span);
                    written.trim_start_matches('{').trim_end_matches('}').trim().to_owned()
                })
                .collect();
            prop_assert_eq!(placed, wanted);
        }
    }
}
