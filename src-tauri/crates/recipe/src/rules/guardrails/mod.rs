//! What the guardrails of an `ingot.yaml` ask of recipes and of what builds and distributes them.
//!
//! The message is the guardrail author's own words, the severity the guardrail's. Neither the
//! configuration of rules nor, unless the guardrail says so, a comment turns one off.

mod encryption;
mod forbidden_action;
mod forbidden_component;
mod instance_type;
mod parent;
mod region;
mod required_component;
mod required_test;
mod usage;
mod volume_size;

pub use encryption::EncryptionRequired;
pub use forbidden_action::ForbiddenAction;
pub use forbidden_component::ForbiddenComponent;
pub use instance_type::InstanceType;
pub use parent::ParentAllowed;
pub use region::RegionAllowed;
pub use required_component::RequiredComponent;
pub use required_test::RequiredTest;
pub use volume_size::VolumeSize;

use ingot_component::rules::RuleMeta;
use ingot_component::spelling::{list, shorten};
use ingot_component::{Diagnostic, Severity};

use super::site::{LayerSite, RecipeSite};
use crate::catalogue::{Catalogue, ComponentFacts, Guard};
use crate::lineage::LineageProblem;
use crate::names::{Reference, normalised};
use crate::resources::Place;

/// What the ids of these rules start with.
pub(crate) const GROUP: &str = "guardrails/";
/// Most characters of an author's words that are shown.
const LONGEST_MESSAGE: usize = 300;

/// The guardrails that hold for the recipe of `site`.
fn guards<'c>(catalogue: &'c Catalogue, site: &'c RecipeSite<'_>) -> impl Iterator<Item = &'c Guard> {
    let all = catalogue.guardrails().iter();
    all.filter(|guard| guard.holds_for(site.authored.file(), &site.facts.name))
}

/// What breaks `guard` at `place`: `broken` continues the sentence "the guardrail … ", `help` says
/// what to do, `field` is the guardrail's own that asks for it.
fn finding(meta: &RuleMeta, guard: &Guard, field: &str, place: Place<'_>, broken: &str, help: &str) -> Diagnostic {
    let severity = guard.guardrail.severity();
    let words = guard.guardrail.message.as_deref().map(plain);
    let (message, help) = match words.filter(|words| !words.is_empty()) {
        Some(words) => (words, format!("{}; {help}", sentence(guard, broken))),
        None => (sentence(guard, broken), help.to_owned()),
    };
    behind(
        guard,
        field,
        place.diagnostic(meta.id, severity, message).with_help(help),
    )
}

/// The same where it cannot be known whether `guard` is broken: worth knowing, and not in its
/// author's words.
fn unsure(meta: &RuleMeta, guard: &Guard, field: &str, place: Place<'_>, broken: &str, help: &str) -> Diagnostic {
    let diagnostic = place.diagnostic(meta.id, Severity::Info, sentence(guard, broken));
    behind(guard, field, diagnostic.with_help(help))
}

fn sentence(guard: &Guard, broken: &str) -> String {
    let name = plain(&guard.guardrail.name);
    match name.as_str() {
        "" => format!("a guardrail of `{}` {broken}", guard.file()),
        name => format!("the guardrail `{}` of `{}` {broken}", shorten(name), guard.file()),
    }
}

fn behind(guard: &Guard, field: &str, diagnostic: Diagnostic) -> Diagnostic {
    let at = guard.place(field);
    diagnostic.with_related(at.source(), at.span(), "the guardrail is here")
}

/// Whether `diagnostic` is of a guardrail that no comment may ignore.
pub(super) fn is_fixed(catalogue: &Catalogue, diagnostic: &Diagnostic) -> bool {
    let ignorable = |guard: &Guard| guard.guardrail.ignorable == Some(true);
    let mut all = catalogue.guardrails().iter();
    diagnostic.rule.starts_with(GROUP) && all.any(|guard| !ignorable(guard) && guard.made(diagnostic))
}

/// Tells whoever wrote a comment that it has no effect.
pub(super) fn say_fixed(diagnostic: &mut Diagnostic) {
    let help = diagnostic.help.take().unwrap_or_default();
    diagnostic.help = Some(format!(
        "{help}; the comment that ignores it has no effect, because the guardrail is not `ignorable`"
    ));
}

/// Words of a stranger as one line: without control characters and marks that turn the direction of
/// writing, which could hide or forge parts of a message, and of bounded length.
fn plain(text: &str) -> String {
    let hidden = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            || c.is_control()
    };
    let mut words = String::new();
    let mut characters = 0;
    for word in text.split_whitespace() {
        if characters > 0 {
            words.push(' ');
            characters += 1;
        }
        for c in word.chars().filter(|c| !hidden(*c)) {
            if characters >= LONGEST_MESSAGE {
                words.push('…');
                return words;
            }
            words.push(c);
            characters += 1;
        }
    }
    words.trim().to_owned()
}

/// Everything that a pattern may name a component by, in lower case: its name as written and as in
/// ARNs, the reference, and the ARN it resolves to.
fn names(reference: &Reference, facts: Option<&ComponentFacts>) -> Vec<String> {
    let name = facts.map_or_else(|| crate::stack::written_name(reference), |facts| facts.name.clone());
    let mut names = vec![
        normalised(&name),
        name.to_lowercase(),
        reference.to_string().to_lowercase(),
    ];
    names.extend(facts.and_then(|facts| facts.arn.as_ref()).map(|arn| arn.to_lowercase()));
    names.dedup();
    names
}

fn names_of(layer: &LayerSite<'_>) -> Vec<String> {
    names(&layer.configuration.component_arn, layer.component.found().copied())
}

/// The first patterns of a list.
fn some(patterns: &[&str]) -> String {
    let shown: Vec<String> = patterns.iter().take(5).map(|pattern| shorten(pattern)).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    match patterns.len().saturating_sub(5) {
        0 => list(&shown),
        more => format!("{} and {more} more", list(&shown)),
    }
}

/// How far down a lineage is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// To the vendor's image, with every layer.
    Known,
    /// Not so far, for want of the cache or because nothing tells what an AMI holds.
    Unknown,
    /// Not so far, and another rule says so as an error.
    Broken,
}

impl Depth {
    fn of(site: &RecipeSite<'_>) -> Self {
        let walk = &site.walk;
        match &walk.problem {
            Some(LineageProblem::NotCached { .. }) => return Self::Unknown,
            Some(_) => return Self::Broken,
            None => {}
        }
        if walk.ancestors.iter().any(|generation| generation.recipe.is_none()) {
            return Self::Unknown;
        }
        match &walk.vendor {
            // An AMI or an own parameter may well be a golden image of which nothing was read.
            Some(vendor) if vendor.publisher.is_none() && may_be_golden(&vendor.reference) => Self::Unknown,
            Some(_) => Self::Known,
            None => Self::Broken,
        }
    }
}

fn may_be_golden(reference: &str) -> bool {
    match Reference::lenient(reference) {
        Reference::Ami(_) => true,
        Reference::SsmParameter(parameter) => !parameter.starts_with("/aws/service/"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
