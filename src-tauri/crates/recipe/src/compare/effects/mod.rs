//! What the differences mean for the image, in sentences that a colleague would say. Each follows
//! from what differs; what is not known is said to be not known.

mod fields;
mod layers;
mod lineage;

use super::layers::Compared;
use super::side::Side;
use super::{Effect, EffectWeight, FieldDifference};

/// The effects, most important first.
pub(super) fn of(left: &Side<'_>, right: &Side<'_>, compared: &Compared, fields: &[FieldDifference]) -> Vec<Effect> {
    let mut said = Said::default();
    let parent_told = lineage::say(left, right, compared, fields, &mut said);
    layers::say(left, right, compared, parent_told, &mut said);
    fields::say(left, right, fields, &mut said);
    let mut effects = said.effects;
    effects.sort_by_key(|effect| effect.weight);
    effects
}

#[derive(Default)]
struct Said {
    effects: Vec<Effect>,
}

impl Said {
    fn loss(&mut self, text: String) {
        self.say(EffectWeight::Loss, text);
    }

    fn change(&mut self, text: String) {
        self.say(EffectWeight::Change, text);
    }

    fn note(&mut self, text: String) {
        self.say(EffectWeight::Note, text);
    }

    fn say(&mut self, weight: EffectWeight, text: String) {
        self.effects.push(Effect { weight, text });
    }
}

/// `2 layers more, 1 fewer, 3 changed`; `None` when there are none.
fn tally(what: &str, more: usize, fewer: usize, changed: usize) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for (count, how) in [(more, "more"), (fewer, "fewer"), (changed, "changed")] {
        match (count, parts.is_empty()) {
            (0, _) => {}
            (1, true) => parts.push(format!("1 {what} {how}")),
            (_, true) => parts.push(format!("{count} {what}s {how}")),
            (_, false) => parts.push(format!("{count} {how}")),
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `moves from 1.7.0 to 1.8.2`, or `goes back from … to …`.
fn moves(from: &str, to: &str) -> String {
    let older = match (
        from.parse::<ingot_component::VersionPattern>(),
        to.parse::<ingot_component::VersionPattern>(),
    ) {
        (Ok(from), Ok(to)) => to < from,
        _ => false,
    };
    let verb = if older { "goes back" } else { "moves" };
    format!("{verb} from {from} to {to}")
}
