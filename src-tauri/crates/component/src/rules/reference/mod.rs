//! Rules about `{{ … }}`.

mod across_stages;
mod foreign_template;
mod undeclared;
mod unknown_step;

pub(super) use across_stages::AcrossStages;
pub(super) use foreign_template::ForeignTemplate;
pub(super) use undeclared::Undeclared;
pub(super) use unknown_step::UnknownStep;
