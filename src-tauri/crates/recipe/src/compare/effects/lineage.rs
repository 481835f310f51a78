//! What the image stands on.

use ingot_component::spelling::shorten;

use super::{Said, moves, tally};
use crate::compare::FieldDifference;
use crate::compare::layers::Compared;
use crate::compare::side::{Below, Side};
use crate::names::normalised;

/// Says what became of the parent; whether that sums up the layers that come with it.
pub(super) fn say(
    left: &Side<'_>,
    right: &Side<'_>,
    compared: &Compared,
    fields: &[FieldDifference],
    said: &mut Said,
) -> bool {
    let parent = parent(left, right);
    let told = parent.is_some();
    if let Some(sentence) = parent {
        let layers = layers(left, right, compared);
        said.change(sentence + &layers.unwrap_or_default());
    }
    let mut moved = told;
    for above in left.below.iter().skip(1) {
        let key = normalised(&above.name);
        let other = right.below.iter().skip(1).find(|it| normalised(&it.name) == key);
        if let (Some(from), Some(to)) = (&above.version, other.and_then(|it| it.version.as_ref()))
            && from != to
        {
            said.change(format!(
                "`{}`, further below, {}",
                shorten(&above.name),
                moves(from, to)
            ));
            moved = true;
        }
    }
    moved |= vendor(left, right, said);
    let written = fields.iter().find(|it| it.field == "parentImage");
    if let (Some(field), false) = (written, moved) {
        let text = |side: &Option<String>| shorten(side.as_deref().unwrap_or("nothing"));
        let sentence = format!(
            "the parent image is written `{}` now, it was `{}`",
            text(&field.right),
            text(&field.left)
        );
        if left.whole && right.whole {
            said.note(sentence);
        } else {
            said.change(sentence);
        }
    }
    if moved || written.is_some() {
        unknown(left, right, said);
    }
    told
}

fn parent(left: &Side<'_>, right: &Side<'_>) -> Option<String> {
    match (left.below.first(), right.below.first()) {
        (Some(old), Some(new)) if normalised(&old.name) == normalised(&new.name) => {
            match (&old.version, &new.version) {
                (Some(from), Some(to)) if from != to => {
                    Some(format!("the parent image `{}` {}", shorten(&new.name), moves(from, to)))
                }
                _ => None,
            }
        }
        (Some(old), Some(new)) => Some(format!(
            "the image stands on {} now, it stood on {}",
            one(new),
            one(old)
        )),
        (None, Some(new)) if left.vendor.is_some() => Some(format!(
            "the image stands on {} now, it stood on the vendor's image",
            one(new)
        )),
        (Some(old), None) if right.vendor.is_some() => Some(format!(
            "the image stands on the vendor's image now, it stood on {}",
            one(old)
        )),
        _ => None,
    }
}

fn one(below: &Below) -> String {
    let version = below.version.as_ref().map(|version| format!(" {version}"));
    format!("`{}`{}", shorten(&below.name), version.unwrap_or_default())
}

/// How many layers come with it more, fewer and changed, to be put behind a sentence.
fn layers(left: &Side<'_>, right: &Side<'_>, compared: &Compared) -> Option<String> {
    let (mut more, mut fewer, mut changed) = (0, 0, 0);
    for layer in compared.changed.iter().filter(|it| it.change.inherited) {
        match (&layer.change.left, &layer.change.right) {
            (None, _) => more += 1,
            (_, None) => fewer += 1,
            _ => changed += 1,
        }
    }
    let both = left.whole && right.whole && !left.below.is_empty() && !right.below.is_empty();
    let same = || both.then(|| ", with the same layers".to_owned());
    tally("layer", more, fewer, changed)
        .map(|layers| format!(": {layers}"))
        .or_else(same)
}

fn vendor(left: &Side<'_>, right: &Side<'_>, said: &mut Said) -> bool {
    match (&left.vendor, &right.vendor) {
        (Some(old), Some(new)) if old.reference != new.reference => {
            if old.label == new.label {
                said.change(format!("the vendor's image is another one of {}", shorten(&new.label)));
            } else {
                said.change(format!(
                    "the vendor's image is {} now, it was {}",
                    shorten(&new.label),
                    shorten(&old.label)
                ));
            }
            true
        }
        _ => false,
    }
}

fn unknown(left: &Side<'_>, right: &Side<'_>, said: &mut Said) {
    if left.whole && right.whole {
        return;
    }
    let which = match (left.whole, right.whole) {
        (true, false) => "on the right",
        (false, true) => "on the left",
        _ => "on both sides",
    };
    said.note(format!(
        "not everything the image stands on is known {which}; layers that only the other side shows are left out"
    ));
}
