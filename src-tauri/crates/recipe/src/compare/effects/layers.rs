//! What runs, what no longer runs, and in which order.

use std::collections::BTreeMap;

use ingot_component::spelling::shorten;

use super::{Said, moves, tally};
use crate::compare::layers::{Changed, Compared, joined};
use crate::compare::side::{Laid, Side};
use crate::compare::{DocumentChange, LayerDifference};

/// Most moved layers, and most lost steps of one layer, that are named one by one.
const MOST_NAMED: usize = 5;

/// `parent_told`: what came with the parent is summed up already, except what is lost.
pub(super) fn say(left: &Side<'_>, right: &Side<'_>, compared: &Compared, parent_told: bool, said: &mut Said) {
    let speaker = Speaker {
        left,
        right,
        before: running(left),
        now: running(right),
    };
    for changed in &compared.changed {
        let (old, new) = speaker.layers(changed);
        let quiet = parent_told && changed.change.inherited;
        match (old, new) {
            (Some(old), None) => speaker.gone(old, said),
            (None, Some(new)) if !quiet => speaker.came(new, said),
            (Some(old), Some(new)) => speaker.differs(changed, old, new, quiet, said),
            _ => {}
        }
    }
    let moved = compared.changed.iter().filter(|it| {
        let told = parent_told && it.change.inherited;
        !told && it.change.changes.contains(&LayerDifference::Moved)
    });
    let moved: Vec<&Changed> = moved.collect();
    if moved.len() > MOST_NAMED {
        said.change(format!("{} layers run in another order now", moved.len()));
    } else {
        for changed in moved {
            speaker.moved(changed, said);
        }
    }
}

/// How often each component runs, by its normalised name, and whether the last comes with the
/// parent.
fn running(side: &Side<'_>) -> BTreeMap<String, (usize, bool)> {
    let mut running: BTreeMap<String, (usize, bool)> = BTreeMap::new();
    for laid in side.layers.iter().filter(|laid| laid.enabled) {
        let entry = running.entry(laid.key.clone()).or_default();
        *entry = (entry.0 + 1, laid.inherited);
    }
    running
}

struct Speaker<'a, 'c> {
    left: &'a Side<'c>,
    right: &'a Side<'c>,
    before: BTreeMap<String, (usize, bool)>,
    now: BTreeMap<String, (usize, bool)>,
}

impl<'a, 'c> Speaker<'a, 'c> {
    fn layers(&self, changed: &Changed) -> (Option<&'a Laid<'c>>, Option<&'a Laid<'c>>) {
        (
            changed.pair.left.and_then(|at| self.left.layers.get(at)),
            changed.pair.right.and_then(|at| self.right.layers.get(at)),
        )
    }

    fn gone(&self, laid: &Laid<'_>, said: &mut Said) {
        let name = shorten(&laid.name);
        if !laid.enabled {
            return said.note(format!("`{name}`, which was off, is removed"));
        }
        match self.now.get(&laid.key) {
            Some((_, true)) if !laid.inherited => {
                said.note(format!("`{name}` comes with the parent image now"));
            }
            Some((_, false)) if laid.inherited => said.note(format!(
                "`{name}` no longer comes with the parent image; the recipe lays it itself"
            )),
            Some(_) => said.change(format!("`{name}` runs once less")),
            None if laid.is_test() => said.loss(format!("tests: `{name}` no longer runs")),
            None if laid.inherited => said.loss(format!(
                "the image loses `{name}`, which came with `{}`",
                shorten(laid.recipe)
            )),
            None => said.loss(format!("the image loses `{name}`")),
        }
    }

    fn came(&self, laid: &Laid<'_>, said: &mut Said) {
        let name = shorten(&laid.name);
        if !laid.enabled {
            return said.note(format!("`{name}` is added, but it is off"));
        }
        match self.before.get(&laid.key) {
            // Said where it is gone.
            Some((_, inherited)) if *inherited != laid.inherited && !self.still(laid) => {}
            Some(_) => said.change(format!("`{name}` runs once more")),
            None if laid.is_test() => said.change(format!("tests: `{name}` runs as well")),
            None => {
                let version = laid.version().map(|version| format!(" {version}"));
                said.change(format!("the image gains `{name}`{}", version.unwrap_or_default()));
            }
        }
    }

    /// Whether the component runs more often than before.
    fn still(&self, laid: &Laid<'_>) -> bool {
        let times = |running: &BTreeMap<String, (usize, bool)>| running.get(&laid.key).map_or(0, |it| it.0);
        times(&self.now) > times(&self.before)
    }

    fn differs(&self, changed: &Changed, old: &Laid<'_>, new: &Laid<'_>, quiet: bool, said: &mut Said) {
        let name = shorten(&new.name);
        match (old.enabled, new.enabled) {
            (true, false) => return self.gone(old, said),
            (false, true) => return self.came(new, said),
            (false, false) => {
                return said.note(format!("`{name}`, which is off, is written in another way"));
            }
            (true, true) => {}
        }
        let document = changed.change.document.as_ref();
        if let Some(document) = document {
            lost_steps(&name, document, said);
        }
        missing_values(&name, changed, new, said);
        if quiet {
            return;
        }
        let steps = document.and_then(|it| {
            tally(
                "step",
                it.steps_added.len(),
                it.steps_removed.len(),
                it.steps_changed.len(),
            )
        });
        let has = |difference| changed.change.changes.contains(&difference);
        if has(LayerDifference::Repinned) || has(LayerDifference::ResolvesDifferently) {
            pin(&name, old, new, steps.as_deref(), said);
        } else if has(LayerDifference::Document) {
            match steps {
                Some(steps) => said.change(format!("the document of `{name}` differs: {steps}")),
                None if !same_defaults(old, new) => {}
                None => other_text(&name, old, new, said),
            }
        }
        values(&name, old, new, said);
    }

    /// Says which layer it passed, of those that run in the same stage.
    fn moved(&self, changed: &Changed, said: &mut Said) {
        let (Some(left), Some(right)) = (changed.pair.left, changed.pair.right) else {
            return;
        };
        let Some(laid) = self.right.layers.get(right).filter(|laid| laid.enabled) else {
            return;
        };
        let name = shorten(&laid.name);
        let was: BTreeMap<(&str, &str), usize> = self
            .left
            .layers
            .iter()
            .enumerate()
            .map(|(at, other)| ((other.recipe, other.key.as_str()), at))
            .collect();
        let place = |other: &Laid<'_>| {
            let own = (other.recipe, other.key.as_str());
            // Compared recipes of different names have the same layers under another recipe.
            was.get(&own)
                .or_else(|| was.get(&(self.left.recipe.name.as_str(), own.1)))
                .copied()
        };
        let passed = |other: &&Laid<'_>| other.enabled && laid.shares_stage(other);
        let behind = self.right.layers.iter().skip(right + 1);
        let overtaken = behind
            .filter(passed)
            .find(|other| place(other).is_some_and(|at| at < left));
        if let Some(other) = overtaken {
            return said.change(format!("`{name}` runs before `{}` now", shorten(&other.name)));
        }
        let before = self.right.layers.iter().take(right).rev();
        let overtaking = before
            .filter(passed)
            .find(|other| place(other).is_some_and(|at| at > left));
        match overtaking {
            Some(other) => said.change(format!("`{name}` runs behind `{}` now", shorten(&other.name))),
            None => said.note(format!(
                "`{name}` stands in another place, and nothing runs in another order"
            )),
        }
    }
}

fn lost_steps(name: &str, document: &DocumentChange, said: &mut Said) {
    let lost = &document.steps_removed;
    if lost.len() > MOST_NAMED {
        return said.loss(format!("`{name}` no longer runs {} of its steps", lost.len()));
    }
    for step in lost {
        said.loss(format!("`{name}` no longer runs `{}`", shorten(step)));
    }
}

/// Another version, or another way to write it.
fn pin(name: &str, old: &Laid<'_>, new: &Laid<'_>, steps: Option<&str>, said: &mut Said) {
    let steps = steps.map(|steps| format!(": {steps}")).unwrap_or_default();
    let written = |laid: &Laid<'_>| {
        laid.pin()
            .map_or_else(|| shorten(&laid.reference().to_string()), ToString::to_string)
    };
    let wildcard = |laid: &Laid<'_>| laid.pin().is_none_or(crate::names::WrittenVersion::is_wildcard);
    match (old.version(), new.version()) {
        (Some(from), Some(to)) if from != to => said.change(format!("`{name}` {}{steps}", moves(&from, &to))),
        (Some(_), Some(to)) if wildcard(old) && !wildcard(new) => said.note(format!("`{name}` is pinned to {to} now")),
        (Some(_), Some(to)) if wildcard(new) => {
            said.note(format!(
                "`{name}` follows `{}` now, which is {to} as before",
                written(new)
            ));
        }
        (Some(from), None) if new.nothing => said.loss(format!("`{name}` resolves to nothing now, it was {from}")),
        (None, Some(to)) if old.nothing => said.change(format!("`{name}` is {to} now, it resolved to nothing")),
        _ if written(old) == written(new) => said.change(format!(
            "`{name}` is `{}` now, it was `{}`",
            shorten(&new.reference().to_string()),
            shorten(&old.reference().to_string())
        )),
        _ => said.change(format!("`{name}` {}", moves(&written(old), &written(new)))),
    }
}

/// A document that differs in no step.
fn other_text(name: &str, old: &Laid<'_>, new: &Laid<'_>, said: &mut Said) {
    let constants = |laid: &Laid<'_>| -> Option<BTreeMap<String, Option<String>>> {
        let document = laid.facts?.document.as_deref()?;
        let constants = document.constants.iter();
        Some(constants.map(|it| (it.name.value.clone(), it.value.clone())).collect())
    };
    let (Some(before), Some(now)) = (constants(old), constants(new)) else {
        return said.change(format!("the document of `{name}` differs"));
    };
    let differing = now.iter().filter(|(key, value)| before.get(*key) != Some(*value));
    let names: Vec<&str> = differing.map(|(key, _)| key.as_str()).take(MOST_NAMED).collect();
    if names.is_empty() {
        said.note(format!("the document of `{name}` differs, but none of its steps"));
    } else {
        said.change(format!(
            "`{name}` works with other constants: {}",
            ingot_component::spelling::list(&names)
        ));
    }
}

/// Parameters that hold another value now, set or by default.
fn values(name: &str, old: &Laid<'_>, new: &Laid<'_>, said: &mut Said) {
    let (before, now) = (effective(old), effective(new));
    let mut names: Vec<&String> = before.keys().chain(now.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for parameter in names {
        let (from, to) = (before.get(parameter), now.get(parameter));
        let called = shorten(parameter);
        let value = |value: &Value| {
            let by_default = if value.set { "" } else { ", its default" };
            (shorten(&value.text), by_default)
        };
        match (from, to) {
            (Some(a), Some(b)) if a.text != b.text => {
                let ((a, _), (b, by_default)) = (value(a), value(b));
                said.change(format!("`{name}`: `{called}` is `{b}` now{by_default}; it was `{a}`"));
            }
            (Some(a), Some(b)) if a.set != b.set => {
                let how = if b.set { "set to" } else { "left at" };
                said.note(format!(
                    "`{name}`: `{called}` is {how} its default, `{}`",
                    shorten(&b.text)
                ));
            }
            (None, Some(b)) if b.set => said.change(format!("`{name}`: `{called}` is set to `{}`", shorten(&b.text))),
            (Some(a), None) if a.set && !required(new, parameter) => {
                said.change(format!(
                    "`{name}`: `{called}` is no longer set; it was `{}`",
                    shorten(&a.text)
                ));
            }
            _ => {}
        }
    }
}

/// Required parameters that have lost their value.
fn missing_values(name: &str, changed: &Changed, new: &Laid<'_>, said: &mut Said) {
    for parameter in &changed.change.parameters {
        if parameter.right.is_none() && required(new, &parameter.name) {
            said.loss(format!(
                "`{name}`: `{}` has no value any more, and no default",
                shorten(&parameter.name)
            ));
        }
    }
}

fn required(laid: &Laid<'_>, parameter: &str) -> bool {
    let declared = laid.facts.into_iter().flat_map(|facts| &facts.parameters);
    declared
        .into_iter()
        .any(|it| it.name == parameter && it.default.is_none())
}

/// Whether no default differs: those that do are told by what the parameters hold.
fn same_defaults(old: &Laid<'_>, new: &Laid<'_>) -> bool {
    let defaults = |laid: &Laid<'_>| -> BTreeMap<String, Option<String>> {
        let declared = laid.facts.into_iter().flat_map(|facts| &facts.parameters);
        declared.map(|it| (it.name.clone(), it.default.clone())).collect()
    };
    defaults(old) == defaults(new)
}

struct Value {
    text: String,
    /// By the recipe; otherwise it is the default.
    set: bool,
}

/// What each parameter holds: what the recipe sets, or its default.
fn effective(laid: &Laid<'_>) -> BTreeMap<String, Value> {
    let declared = laid.facts.into_iter().flat_map(|facts| &facts.parameters);
    let mut values: BTreeMap<String, Value> = declared
        .filter_map(|it| {
            let text = it.default.clone()?;
            Some((it.name.clone(), Value { text, set: false }))
        })
        .collect();
    for parameter in laid.configuration.parameters.iter().rev() {
        let text = joined(&parameter.value);
        values.insert(parameter.name.clone(), Value { text, set: true });
    }
    values
}
