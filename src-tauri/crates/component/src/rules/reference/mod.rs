//! Rules about `{{ … }}`.

mod across_stages;
mod foreign_template;
mod undeclared;
mod unknown_step;

use super::Rule;
use across_stages::AcrossStages;
use foreign_template::ForeignTemplate;
use undeclared::Undeclared;
use unknown_step::UnknownStep;

pub(super) const RULES: &[&dyn Rule] = &[&Undeclared, &UnknownStep, &AcrossStages, &ForeignTemplate];
