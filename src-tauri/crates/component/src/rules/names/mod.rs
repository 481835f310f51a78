//! Rules about names.

mod duplicate_parameter;
mod duplicate_phase;
mod duplicate_step;
mod number;
mod only_case_differs;
mod parameter_name;
mod surrounding_space;

use super::Rule;
use number::NumberName;
use only_case_differs::OnlyCaseDiffers;
use std::collections::HashMap;
use surrounding_space::SurroundingSpace;

use crate::document::Spanned;

use duplicate_parameter::DuplicateParameter;
use duplicate_phase::DuplicatePhase;
use duplicate_step::DuplicateStep;
use parameter_name::ParameterName;

pub(super) const RULES: &[&dyn Rule] = &[
    &DuplicateParameter,
    &DuplicatePhase,
    &DuplicateStep,
    &NumberName,
    &OnlyCaseDiffers,
    &ParameterName,
    &SurroundingSpace,
];

/// Every name that has been there before, with its first place. Missing names are another rule's.
fn repeated<'a>(names: impl Iterator<Item = &'a Spanned<String>>) -> Vec<(&'a Spanned<String>, &'a Spanned<String>)> {
    let mut first: HashMap<&str, &Spanned<String>> = HashMap::new();
    let mut repeated = Vec::new();
    for name in names.filter(|name| !name.value.is_empty()) {
        match first.get(name.value.as_str()) {
            Some(earlier) => repeated.push((name, *earlier)),
            None => {
                first.insert(&name.value, name);
            }
        }
    }
    repeated
}
