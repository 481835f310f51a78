//! Rules about what the instance profile must allow: what [`crate::iam`] computes, said at its place.
//!
//! All of them are information: which policies a profile has cannot be seen in the document.

mod bucket;
mod parameter_store;
mod secrets_manager;
mod upload;

use std::collections::BTreeMap;

use super::Rule;
use super::context::{CANDIDATES, Context};
use crate::diagnostic::Diagnostic;
use crate::iam::{self, Access, Need};

use bucket::Bucket;
use parameter_store::ParameterStore;
use secrets_manager::SecretsManager;
use upload::Upload;

pub(super) const RULES: &[&dyn Rule] = &[&Bucket, &Upload, &ParameterStore, &SecretsManager];

/// Reports with `rule` what no managed policy allows of `accesses`: once for each bucket or secret,
/// at the first place, with the statements for all places.
fn report(
    rule: &impl Rule,
    context: &Context<'_>,
    accesses: &[Access],
    message: fn(&Need) -> String,
    found: &mut Vec<Diagnostic>,
) {
    let needs = context.needs();
    let mut targets: BTreeMap<&str, Vec<&Need>> = BTreeMap::new();
    for need in needs {
        if need.is_known() && need.granted_by.is_none() && accesses.contains(&need.access) {
            targets.entry(&need.target).or_default().push(need);
        }
    }
    for needs in targets.into_values().take(CANDIDATES) {
        let Some(first) = needs.iter().min_by_key(|need| need.span.start) else {
            continue;
        };
        let statements: Vec<_> = iam::combine(needs.iter().copied().take(CANDIDATES))
            .iter()
            .map(|statement| statement.to_json("aws"))
            .collect();
        let help = format!(
            "allow it in the role of the instance profile: {}",
            statements.join(", ")
        );
        found.push(rule.at(context, first.span, message(first)).with_help(help));
    }
}
