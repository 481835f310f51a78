//! Rules about `ingot.yaml`: which rules run, and which guardrails hold.

mod fixed_rule;
mod guardrail;
mod inherit;
mod level;
mod misplaced;
mod pattern;
mod unknown_rule;

pub use fixed_rule::FixedRule;
pub use guardrail::GuardrailForm;
pub use inherit::InheritRead;
pub use level::LevelOfRule;
pub use misplaced::Misplaced;
pub use pattern::PathPattern;
pub use unknown_rule::UnknownRule;
