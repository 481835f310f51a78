//! What references mean now.

use std::sync::Arc;

use ingot_component::spelling::similar;

use super::asked::Question;
use super::{Catalogue, ComponentFacts, Origin, RecipeFacts, Resolution};
use crate::names::{ArnType, ImageBuilderArn, Kind, LocalReference, Reference, WrittenVersion, normalised};

impl Catalogue {
    /// The component that `reference` means now.
    pub fn component(&self, reference: &Reference) -> Resolution<&ComponentFacts> {
        match reference {
            Reference::Local(local) if local.kind == Kind::Component => {
                let all = self.components_named(local.name.as_str());
                let known = all.filter(|it| matches!(it.origin, Origin::Workspace | Origin::Account));
                let candidates: Vec<&ComponentFacts> = known.collect();
                match &local.version {
                    None => own_or_account(&candidates, |it| it.origin, |it| it.version)
                        .map_or_else(|| self.unknown(local), Resolution::Found),
                    Some(wanted) => {
                        let fitting = candidates
                            .iter()
                            .copied()
                            .filter(|it| it.version.is_some_and(|version| wanted.pattern().matches(version)));
                        match newest_component(fitting) {
                            Some(found) => Resolution::Found(found),
                            None if candidates.is_empty() => self.unknown(local),
                            None => Resolution::NoSuchVersion {
                                available: component_versions(&candidates),
                            },
                        }
                    }
                }
            }
            Reference::Arn(arn) if arn.r#type == ArnType::Component => {
                let wanted = arn.version.clone().unwrap_or_else(WrittenVersion::any);
                let fitting = self.components_named(&arn.name).filter(|it| {
                    let owned = match &it.arn {
                        Some(known) => known.parse().is_ok_and(|known: ImageBuilderArn| {
                            known.same_resource(arn) && (arn.build.is_none() || known.build == arn.build)
                        }),
                        None => self.is_own(arn) && arn.build.is_none(),
                    };
                    owned && it.version.is_some_and(|version| wanted.pattern().matches(version))
                });
                newest_component(fitting).map_or(Resolution::NotCached, Resolution::Found)
            }
            Reference::Other(text) => Resolution::Unknown {
                nearest: self.nearest(Kind::Component, text),
            },
            _ => Resolution::Unknown { nearest: None },
        }
    }

    /// The recipe that an `imageRecipeArn` means now.
    pub fn recipe_reference(&self, reference: &Reference) -> Resolution<&RecipeFacts> {
        match reference {
            Reference::Local(local) if local.kind == Kind::ImageRecipe => self.local_recipe(local),
            Reference::Arn(arn) if arn.r#type == ArnType::ImageRecipe => self.recipe_arn(arn),
            Reference::Other(text) => Resolution::Unknown {
                nearest: self.nearest(Kind::ImageRecipe, text),
            },
            _ => Resolution::Unknown { nearest: None },
        }
    }

    /// The recipe whose image a `parentImage` means now: `ImageRecipe/…`, or the ARN of an image,
    /// which has the name and the version of its recipe.
    pub fn parent_recipe(&self, reference: &Reference) -> Resolution<&RecipeFacts> {
        match reference {
            Reference::Arn(arn) if arn.r#type == ArnType::Image => self.recipe_arn(arn),
            Reference::Arn(_) => Resolution::Unknown { nearest: None },
            other => self.recipe_reference(other),
        }
    }

    /// What was probably meant by `written`, as a reference to a `kind` of the workspace.
    pub fn nearest(&self, kind: Kind, written: &str) -> Option<String> {
        self.notes.note(Question::Names(kind));
        let names = || {
            self.known
                .resources
                .iter()
                .filter(|it| it.kind() == kind)
                .map(|it| it.name())
        };
        let bare = written
            .strip_prefix(kind.as_str())
            .map_or(written, |rest| rest.trim_start_matches('/'));
        let name = names()
            .find(|name| *name == bare && bare != written)
            .or_else(|| names().find(|name| *name == bare).or_else(|| similar(bare, names())))?;
        Some(format!("{kind}/{name}"))
    }

    pub(super) fn components_named(&self, name: &str) -> impl Iterator<Item = &ComponentFacts> {
        let name = normalised(name);
        self.notes.note(Question::Named(Kind::Component, &name));
        let positions = self.known.index.components(&name).iter();
        positions.filter_map(|&at| self.known.components.get(at).map(Arc::as_ref))
    }

    pub(super) fn recipes_named(&self, name: &str) -> impl Iterator<Item = &RecipeFacts> + Clone {
        let name = normalised(name);
        self.notes.note(Question::Named(Kind::ImageRecipe, &name));
        let positions = self.known.index.recipes(&name).iter();
        positions.filter_map(|&at| self.known.recipes.get(at).map(Arc::as_ref))
    }

    fn local_recipe(&self, local: &LocalReference) -> Resolution<&RecipeFacts> {
        let all = self.recipes_named(local.name.as_str());
        let candidates: Vec<&RecipeFacts> = all
            .filter(|it| matches!(it.origin, Origin::Workspace | Origin::Account))
            .collect();
        match &local.version {
            None => own_or_account(&candidates, |it| it.origin, |it| it.version.clone())
                .map_or_else(|| self.unknown(local), Resolution::Found),
            Some(wanted) => match newest_recipe(&candidates, wanted) {
                Some(found) => Resolution::Found(found),
                None if candidates.is_empty() => self.unknown(local),
                None => Resolution::NoSuchVersion {
                    available: recipe_versions(&candidates),
                },
            },
        }
    }

    fn recipe_arn(&self, arn: &ImageBuilderArn) -> Resolution<&RecipeFacts> {
        let wanted = arn.version.clone().unwrap_or_else(WrittenVersion::any);
        let candidates: Vec<&RecipeFacts> = self
            .recipes_named(&arn.name)
            .filter(|it| match &it.arn {
                Some(known) => {
                    known.owner == arn.owner && known.region == arn.region && known.partition == arn.partition
                }
                None => self.is_own(arn),
            })
            .collect();
        newest_recipe(&candidates, &wanted).map_or(Resolution::NotCached, Resolution::Found)
    }

    fn unknown<T>(&self, local: &LocalReference) -> Resolution<T> {
        Resolution::Unknown {
            nearest: self.nearest(local.kind, local.name.as_str()),
        }
    }
}

/// Without a version a reference means the workspace's newest, or else the account's newest.
fn own_or_account<'a, T, V: Ord>(
    candidates: &[&'a T],
    origin: impl Fn(&T) -> Origin,
    version: impl Fn(&T) -> V,
) -> Option<&'a T> {
    let of = |wanted: Origin| {
        candidates
            .iter()
            .copied()
            .filter(|it| origin(it) == wanted)
            .max_by_key(|it| version(it))
    };
    of(Origin::Workspace).or_else(|| of(Origin::Account))
}

/// The newest version; of equal versions the workspace's, then the one with the highest build.
fn newest_component<'a>(candidates: impl Iterator<Item = &'a ComponentFacts>) -> Option<&'a ComponentFacts> {
    candidates.max_by_key(|it| {
        let arn = it.arn.as_deref().and_then(|arn| arn.parse::<ImageBuilderArn>().ok());
        (
            it.version,
            it.origin == Origin::Workspace,
            arn.and_then(|arn| arn.build),
        )
    })
}

fn newest_recipe<'a>(candidates: &[&'a RecipeFacts], wanted: &WrittenVersion) -> Option<&'a RecipeFacts> {
    candidates
        .iter()
        .copied()
        .filter(|it| it.version.as_ref().is_some_and(|have| wanted.admits(have)))
        .max_by_key(|it| (it.version.clone(), it.origin == Origin::Workspace))
}

fn component_versions(candidates: &[&ComponentFacts]) -> Vec<String> {
    let mut versions: Vec<_> = candidates.iter().filter_map(|it| it.version).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.iter().rev().map(ToString::to_string).collect()
}

fn recipe_versions(candidates: &[&RecipeFacts]) -> Vec<String> {
    let mut versions: Vec<_> = candidates.iter().filter_map(|it| it.version.clone()).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.iter().rev().map(ToString::to_string).collect()
}
