//! What stands between the braces, taken apart.

use super::{Direction, LoopField, Reference, Resolve, StepReference, is_name};

pub(super) fn reference(inner: &str) -> Reference<'_> {
    if inner.is_empty() {
        return Reference::Empty;
    }
    if let Some((namespace, name)) = namespaced(inner) {
        return if name.is_empty() { Reference::Empty } else { namespace };
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
            ("ssm", name) => (systems_manager(name), name),
            ("imds", path) => (Reference::InstanceMetadata(path), path),
            _ => return None,
        },
        _ => return None,
    })
}

fn systems_manager(name: &str) -> Reference<'_> {
    let Some(argument) = name.strip_prefix("resolve(") else {
        return Reference::SystemsManager(name);
    };
    let Some(argument) = argument.strip_suffix(')').map(str::trim) else {
        return Reference::Resolve(Resolve::Unreadable);
    };
    Reference::Resolve(match argument.strip_prefix("aws:ssm:") {
        Some(name) if !name.is_empty() => Resolve::SystemsManager(name),
        _ if is_name(argument) => Resolve::Parameter(argument),
        _ => Resolve::Unreadable,
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
