//! Which version comes next: recipes and components never change in AWS, so that content which
//! differs from what is published needs a version of its own.
//!
//! A recipe whose version ends in `x` gets the next free number from AWS when it is created
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.semanticVersion`, a
//! `WildcardVersionNumber`); components always need a concrete version.

use std::collections::BTreeSet;

use ingot_component::SemanticVersion;
use ingot_component::spelling::shorten;

use super::side::Side;
use super::{ChangeSize, Comparison, LayerDifference, NextVersion, VersionAdvice, document, of_sides};
use crate::catalogue::{Catalogue, ComponentFacts, Origin, RecipeFacts};
use crate::names::{Reference, WrittenVersion, normalised};

/// Fields that a build uses.
const BUILD_FIELDS: [&str; 3] = [
    "blockDeviceMappings",
    "workingDirectory",
    "additionalInstanceConfiguration",
];

/// Which version the recipe called `recipe` should have next; `None` when there is no such recipe.
pub fn version_advice(catalogue: &Catalogue, recipe: &str) -> Option<VersionAdvice> {
    let facts = catalogue.recipe(recipe)?;
    let name = normalised(&facts.name);
    let published = catalogue
        .recipes()
        .iter()
        .filter(|it| it.origin == Origin::Account && normalised(&it.name) == name)
        .filter_map(|it| Some((it.version.as_ref()?.concrete()?, &**it)));
    let change = |base: &&RecipeFacts| recipe_change(catalogue, base, facts);
    let written = &facts.recipe.semantic_version;
    Some(advice(written, facts.version.as_ref(), published.collect(), change))
}

/// Which version the component called `component` should have next; `None` when the workspace has
/// no such component. Content that was not read from AWS is not compared.
pub fn component_version_advice(catalogue: &Catalogue, component: &str) -> Option<VersionAdvice> {
    let name = normalised(component);
    let named = || catalogue.components().iter().filter(|it| normalised(&it.name) == name);
    let own = named().filter(|it| it.origin == Origin::Workspace);
    let facts = own.max_by_key(|it| it.version)?;
    let published = named()
        .filter(|it| it.origin == Origin::Account)
        .filter_map(|it| Some((it.version?, &**it)));
    let written: Option<WrittenVersion> = facts.version.map(Into::into);
    let change = |base: &&ComponentFacts| component_change(catalogue, base, facts);
    Some(advice(
        &facts.written_version,
        written.as_ref(),
        published.collect(),
        change,
    ))
}

fn advice<T>(
    current: &str,
    written: Option<&WrittenVersion>,
    mut published: Vec<(SemanticVersion, T)>,
    change: impl Fn(&T) -> Change,
) -> VersionAdvice {
    published.sort_by_key(|(version, _)| *version);
    let concrete = written.and_then(WrittenVersion::concrete);
    // Of several builds of a version the last read counts; the sort keeps their order.
    let same = published.iter().rev().find(|(version, _)| Some(*version) == concrete);
    let base = same.or_else(|| follows(&published, written));
    let Change { reasons } = base.map(|(_, base)| change(base)).unwrap_or_default();
    let size = reasons.iter().map(|(size, _)| *size).max();
    let automatic = written.is_some_and(WrittenVersion::is_wildcard);
    let taken = published.iter().map(|(version, _)| *version).chain(concrete);
    VersionAdvice {
        current: current.to_owned(),
        automatic,
        published: published.last().map(|(version, _)| version.to_string()),
        needed: same.is_some() && size.is_some(),
        next: if automatic {
            Vec::new()
        } else {
            next(concrete, &taken.collect())
        },
        reasons: reasons
            .into_iter()
            .filter(|(this, _)| Some(*this) == size)
            .map(|(_, reason)| reason)
            .collect(),
        size,
    }
}

/// The version that a new one follows: the newest before it. A wildcard follows the newest that it
/// admits. Otherwise the newest at all.
fn follows<'p, T>(
    published: &'p [(SemanticVersion, T)],
    written: Option<&WrittenVersion>,
) -> Option<&'p (SemanticVersion, T)> {
    let fits = |version: SemanticVersion| match written.map(|it| (it.concrete(), it.pattern())) {
        Some((Some(concrete), _)) => version < concrete,
        Some((None, pattern)) => pattern.matches(version),
        None => true,
    };
    let mut newest_first = published.iter().rev();
    newest_first.find(|(version, _)| fits(*version)).or(published.last())
}

/// The next patch, minor and major version that nothing has and that are the newest of their line.
fn next(written: Option<SemanticVersion>, taken: &BTreeSet<SemanticVersion>) -> Vec<NextVersion> {
    let Some(from) = written.or_else(|| taken.last().copied()) else {
        return Vec::new();
    };
    let newest = |fits: &dyn Fn(&SemanticVersion) -> bool| taken.iter().copied().filter(fits).max().unwrap_or(from);
    let patch = newest(&|it| (it.major, it.minor) == (from.major, from.minor));
    let minor = newest(&|it| it.major == from.major);
    let major = newest(&|_| true);
    let versions = [
        (ChangeSize::Patch, patch.next_patch()),
        (ChangeSize::Minor, SemanticVersion::new(minor.major, minor.minor + 1, 0)),
        (ChangeSize::Major, SemanticVersion::new(major.major + 1, 0, 0)),
    ];
    versions
        .into_iter()
        .filter_map(|(size, version)| {
            let version = version?.to_string();
            Some(NextVersion { size, version })
        })
        .collect()
}

/// What is different from what is published, each with how much it weighs.
#[derive(Default)]
struct Change {
    reasons: Vec<(ChangeSize, String)>,
}

impl Change {
    fn add(&mut self, size: ChangeSize, reason: String) {
        self.reasons.push((size, reason));
    }
}

/// What a recipe changes itself: what its parent brings has versions of its own. Tags can change
/// without a new version.
fn recipe_change(catalogue: &Catalogue, base: &RecipeFacts, now: &RecipeFacts) -> Change {
    let comparison = of_sides(&Side::own(catalogue, base), &Side::own(catalogue, now));
    let mut change = Change::default();
    for layer in &comparison.layers {
        let name = shorten(&layer.component);
        for difference in &layer.changes {
            match difference {
                LayerDifference::Removed => change.add(ChangeSize::Major, format!("`{name}` is removed")),
                LayerDifference::Disabled => change.add(ChangeSize::Major, format!("`{name}` is off")),
                LayerDifference::Added => change.add(ChangeSize::Minor, format!("`{name}` is added")),
                LayerDifference::Enabled => change.add(ChangeSize::Minor, format!("`{name}` is on again")),
                LayerDifference::Moved => change.add(ChangeSize::Minor, format!("`{name}` has another place")),
                LayerDifference::Repinned => change.add(ChangeSize::Patch, format!("`{name}` has another version")),
                LayerDifference::Parameters => {
                    change.add(ChangeSize::Patch, format!("parameters of `{name}` are set differently"));
                }
                // Not of the recipe: components have versions of their own.
                LayerDifference::ResolvesDifferently | LayerDifference::Document => {}
            }
        }
    }
    fields(&comparison, base, now, &mut change);
    change
}

fn fields(comparison: &Comparison, base: &RecipeFacts, now: &RecipeFacts, change: &mut Change) {
    for field in &comparison.fields {
        let top = field.field.split(['.', '[']).next().unwrap_or_default();
        match top {
            "tags" => {}
            "parentImage" => parent(base, now, change),
            top if BUILD_FIELDS.contains(&top) => {
                change.add(ChangeSize::Minor, format!("`{}` differs", shorten(&field.field)));
            }
            _ => change.add(ChangeSize::Patch, format!("`{}` differs", shorten(&field.field))),
        }
    }
}

/// Another parent, or another major version of it, is a large change; another pin of it a small one.
fn parent(base: &RecipeFacts, now: &RecipeFacts, change: &mut Change) {
    let parts = |recipe: &RecipeFacts| match &recipe.recipe.parent_image {
        Reference::Local(local) => (local.name.normalised(), local.version.clone()),
        Reference::Arn(arn) => (arn.name.clone(), arn.version.clone()),
        other => (other.to_string(), None),
    };
    let ((old, from), (new, to)) = (parts(base), parts(now));
    let major = |version: &Option<WrittenVersion>| {
        let text = version.as_ref()?.as_str();
        text.split('.').next()?.parse::<u32>().ok()
    };
    if old != new {
        change.add(ChangeSize::Major, "the parent image is another one".to_owned());
    } else if major(&from).is_some() && major(&to).is_some() && major(&from) != major(&to) {
        change.add(
            ChangeSize::Major,
            "the parent image has another major version".to_owned(),
        );
    } else {
        change.add(
            ChangeSize::Patch,
            "another version of the parent image is written".to_owned(),
        );
    }
}

/// Documents and what recipes see of them.
fn component_change(catalogue: &Catalogue, base: &ComponentFacts, now: &ComponentFacts) -> Change {
    let mut change = Change::default();
    if base.platform.is_some() && now.platform.is_some() && base.platform != now.platform {
        change.add(ChangeSize::Major, "it is for another platform".to_owned());
    }
    if base.supported_os_versions != now.supported_os_versions {
        change.add(ChangeSize::Minor, "it supports other operating systems".to_owned());
    }
    if base.description != now.description {
        change.add(ChangeSize::Patch, "the description differs".to_owned());
    }
    if base.parameters_known && now.parameters_known {
        parameters(base, now, &mut change);
    }
    let document = document::change(Some((catalogue, base)), Some((catalogue, now)));
    let Some(document) = document.filter(|it| it.left.is_some() && it.right.is_some()) else {
        return change;
    };
    let steps = [
        (ChangeSize::Major, &document.steps_removed, "is removed"),
        (ChangeSize::Minor, &document.steps_added, "is added"),
        (ChangeSize::Patch, &document.steps_changed, "differs"),
    ];
    for (size, steps, what) in steps {
        for step in steps {
            change.add(size, format!("step `{}` {what}", shorten(step)));
        }
    }
    if change.reasons.is_empty() {
        change.add(ChangeSize::Patch, "the text of the document differs".to_owned());
    }
    change
}

fn parameters(base: &ComponentFacts, now: &ComponentFacts, change: &mut Change) {
    for old in &base.parameters {
        let name = shorten(&old.name);
        match now.parameters.iter().find(|it| it.name == old.name) {
            None => change.add(ChangeSize::Major, format!("parameter `{name}` is removed")),
            Some(new) if old.default.is_some() && new.default.is_none() => {
                change.add(ChangeSize::Major, format!("parameter `{name}` has no default any more"));
            }
            Some(new) if old.default != new.default => {
                change.add(ChangeSize::Minor, format!("parameter `{name}` has another default"));
            }
            Some(_) => {}
        }
    }
    for new in &now.parameters {
        let name = shorten(&new.name);
        if base.parameters.iter().any(|it| it.name == new.name) {
            continue;
        }
        if new.default.is_none() {
            change.add(ChangeSize::Major, format!("parameter `{name}` must be set"));
        } else {
            change.add(ChangeSize::Minor, format!("parameter `{name}` is added"));
        }
    }
}
