//! Rules about `check` in `ingot.yaml`.

mod fixed_rule;
mod level;
mod misplaced;
mod pattern;
mod unknown_rule;

pub use fixed_rule::FixedRule;
pub use level::LevelOfRule;
pub use misplaced::Misplaced;
pub use pattern::PathPattern;
pub use unknown_rule::UnknownRule;
