//! Two states of recipes side by side, and overlays whose golden image moved on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ingot_recipe::catalogue::RecipeFacts;
use ingot_recipe::compare::{Comparison, Effect, EffectWeight, FieldDifference, RecipeState, between, version_advice};
use ingot_recipe::names::normalised;
use ingot_recipe::{Catalogue, Edit, Kind, Origin, stack, stale as moved_on};
use ingot_workspace::git;

use super::recipe::authored;
use crate::contract::compare::{
    CompareRequest, CompareView, PublishedVersion, Revision, Side, SideAt, Sides, StaleList, StaleOverlay,
    UpdateProposal,
};
use crate::contract::recipe::RecipeRequest;
use crate::contract::{Code, Error, Nothing};
use crate::prepared::Prepared;
use crate::{Workbench, editing, failure};

pub async fn run(workbench: &Workbench, request: CompareRequest) -> Result<CompareView, Error> {
    let (left, right) = (request.left.clone(), request.right.clone());
    let states = workbench.clone();
    // Git is another program, and a large commit takes a second to read.
    let comparison = tokio::task::spawn_blocking(move || {
        let sides = (State::of(&states, &left)?, State::of(&states, &right)?);
        let facts = (sides.0.recipe(&left)?, sides.1.recipe(&right)?);
        Ok::<Comparison, Error>(between((sides.0.catalogue(), facts.0), (sides.1.catalogue(), facts.1)))
    });
    let comparison = comparison.await.map_err(|error| Error::internal(error.to_string()))??;
    Ok(CompareView {
        left: request.left,
        right: request.right,
        comparison,
    })
}

/// Where one side's recipe is looked up.
enum State {
    Files(Arc<Prepared>),
    Other(Arc<Catalogue>),
}

impl State {
    fn of(workbench: &Workbench, side: &Side) -> Result<Self, Error> {
        let prepared = workbench.desk().prepared()?;
        let inventory = prepared.catalogue.inventory();
        let revisions = workbench.revisions();
        Ok(match &side.at {
            SideAt::Workspace => Self::Files(prepared),
            SideAt::Git { revision } => {
                Self::Other(revisions.at_commit(&workbench.desk().root()?, revision, inventory)?)
            }
            SideAt::Aws { .. } => Self::Other(revisions.of_aws(inventory)?),
        })
    }

    fn catalogue(&self) -> &Catalogue {
        match self {
            Self::Files(prepared) => &prepared.catalogue,
            Self::Other(catalogue) => catalogue,
        }
    }

    fn recipe(&self, side: &Side) -> Result<&RecipeFacts, Error> {
        let catalogue = self.catalogue();
        let name = &side.recipe;
        match &side.at {
            // A recipe that only the account has is no state of the files.
            SideAt::Workspace => {
                authored(catalogue, name)?;
                catalogue
                    .recipe(name)
                    .ok_or_else(|| Error::internal("no facts of a recipe"))
            }
            SideAt::Git { revision } => {
                let there = catalogue.recipe(name).filter(|facts| facts.origin == Origin::Workspace);
                there.ok_or_else(|| {
                    Error::not_found(format!("there is no recipe {name} in the files of {revision}"))
                        .hint("it may be newer than that, or have had another name")
                })
            }
            SideAt::Aws { version } => published(catalogue, name, version.as_deref()),
        }
    }
}

fn published<'c>(catalogue: &'c Catalogue, name: &str, version: Option<&str>) -> Result<&'c RecipeFacts, Error> {
    let versions = || {
        let wanted = normalised(name);
        let all = catalogue.recipes().iter().map(Arc::as_ref);
        let own = all.filter(|it: &&RecipeFacts| it.origin == Origin::Account);
        own.filter(move |it| normalised(&it.name) == wanted)
    };
    let written = |facts: &RecipeFacts| facts.version.as_ref().map(ToString::to_string);
    let found = match version {
        Some(version) => versions().find(|it| written(it).as_deref() == Some(version)),
        None => versions().max_by_key(|it| it.version.clone()),
    };
    found.ok_or_else(|| {
        let known: Vec<String> = versions().filter_map(written).collect();
        let as_of = match &catalogue.inventory().as_of {
            Some(at) => format!("AWS was last read at {at}; `ingot sync` reads it again"),
            None => "AWS was never read: `ingot sync` does".to_owned(),
        };
        match version {
            Some(version) if !known.is_empty() => Error::not_found(format!("AWS holds no version {version} of {name}"))
                .hint(format!("versions that it holds: {}", known.join(", ")))
                .hint(as_of),
            _ => Error::not_found(format!("AWS holds no recipe {name}, as far as it was read")).hint(as_of),
        }
    })
}

pub async fn sides(workbench: &Workbench, request: RecipeRequest) -> Result<Sides, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let own = authored(catalogue, &request.recipe)?;
    let paths = files_below(catalogue, own.file(), &request.recipe);
    let root = workbench.desk().root()?;
    let revisions = tokio::task::spawn_blocking(move || {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        git::revisions(&root, &paths).unwrap_or_default()
    });
    let revisions = revisions.await.map_err(|error| Error::internal(error.to_string()))?;
    let name = normalised(&request.recipe);
    let dates: HashMap<&str, &Option<String>> = catalogue
        .inventory()
        .image_recipes
        .iter()
        .map(|cloud| (cloud.arn.as_str(), &cloud.date_created))
        .collect();
    let held = catalogue.recipes().iter().filter(|it| it.origin == Origin::Account);
    let mut published: Vec<_> = held
        .filter(|facts| normalised(&facts.name) == name)
        .filter_map(|facts| {
            let arn = facts.arn.as_ref()?.to_string();
            Some((
                facts.version.clone()?,
                dates.get(arn.as_str()).and_then(|at| (*at).clone()),
            ))
        })
        .collect();
    published.sort_by(|left, right| right.0.cmp(&left.0));
    let others = catalogue.image_recipes().map(|it| it.value.name.clone());
    let others: BTreeSet<String> = others
        .filter(|name| *name != request.recipe && !name.is_empty())
        .collect();
    Ok(Sides {
        revisions: revisions
            .into_iter()
            .map(|revision| Revision {
                id: revision.id,
                summary: revision.summary,
                author: revision.author,
                at: revision.at,
            })
            .collect(),
        published: published
            .into_iter()
            .map(|(version, at)| PublishedVersion {
                version: version.to_string(),
                at,
            })
            .collect(),
        recipes: others.into_iter().collect(),
    })
}

/// The files that an image is made of: its recipe, the golden ones below it, their components and documents.
fn files_below(catalogue: &Catalogue, own: &str, recipe: &str) -> BTreeSet<String> {
    let mut files = BTreeSet::from([own.to_owned()]);
    let strata = stack::stack(catalogue, recipe)
        .map(|stack| stack.strata)
        .unwrap_or_default();
    for stratum in strata {
        files.extend(stratum.file);
        let components = stratum.layers.iter().filter_map(|layer| layer.component.found());
        for component in components {
            files.extend(component.file.clone());
            files.extend(component.document_file.clone());
        }
    }
    files
}

pub async fn stale(workbench: &Workbench, _: Nothing) -> Result<StaleList, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    Ok(StaleList {
        overlays: moved_on::stale(catalogue).into_iter().map(overlay).collect(),
        as_of: catalogue.inventory().as_of.clone(),
    })
}

/// Why a recipe's golden image is no longer the newest; `None` when it is.
pub fn stale_overlay(catalogue: &Catalogue, recipe: &str) -> Option<StaleOverlay> {
    moved_on::stale_overlay(catalogue, recipe).map(overlay)
}

fn overlay(stale: moved_on::Stale) -> StaleOverlay {
    StaleOverlay {
        recipe: stale.recipe,
        in_workspace: stale.in_workspace,
        golden: stale.golden,
        reference: stale.reference,
        stands_on: stale.stands_on,
        newest: stale.newest,
        why: stale.why,
    }
}

pub async fn propose(workbench: &Workbench, request: RecipeRequest) -> Result<UpdateProposal, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let recipe = &request.recipe;
    let own = authored(catalogue, recipe)?;
    let stale = moved_on::stale_overlay(catalogue, recipe).ok_or_else(|| {
        Error::not_found(format!("{recipe} stands on the newest golden image that is known here"))
            .hint("a sync asks AWS for newer ones")
    })?;
    if let Some(through) = &stale.through {
        return Err(Error::new(
            Code::Conflict,
            format!("{recipe} stands on {through}, which has to move first"),
        )
        .hint(format!("propose the update of {through}")));
    }
    let new_reference = moved_on::updated_parent(catalogue, recipe).ok_or_else(|| {
        Error::not_found(format!(
            "no reference to {} {} is known here",
            stale.golden, stale.newest
        ))
        .hint("edit `parentImage` by hand")
    })?;
    let comparison = moved_on::update_comparison(catalogue, recipe)
        .unwrap_or_else(|| unknown_update(own.value.semantic_version.clone(), &stale, &new_reference));
    let moved = Edit::SetFields {
        changes: vec![editing::set("parentImage", &new_reference)],
    };
    let text = ingot_workspace::apply(own.source().text(), &moved).map_err(|error| failure::edit(&error))?;
    let edited = HashMap::from([(own.file().to_owned(), text)]);
    let edited = prepared.snapshot.with_overlay(&edited).catalogue();
    let edited = edited.inventory(catalogue.inventory().clone()).build();
    let version = version_advice(&edited, recipe)
        .ok_or_else(|| Error::internal(format!("{} {recipe} is gone in its own update", Kind::ImageRecipe)))?;
    Ok(UpdateProposal {
        recipe: stale.recipe,
        golden: stale.golden,
        reference: stale.reference,
        new_reference,
        comparison,
        version,
    })
}

/// When the layers of one of the two golden images are not known: that much is said, and no more.
fn unknown_update(version: String, stale: &moved_on::Stale, new_reference: &str) -> Comparison {
    let state = |parent_image: &str| RecipeState {
        recipe: stale.recipe.clone(),
        version: version.clone(),
        parent_image: parent_image.to_owned(),
    };
    Comparison {
        left: state(&stale.reference),
        right: state(new_reference),
        fields: vec![FieldDifference {
            field: "parentImage".to_owned(),
            left: Some(stale.reference.clone()),
            right: Some(new_reference.to_owned()),
        }],
        effects: vec![Effect {
            weight: EffectWeight::Note,
            text: format!(
                "the layers of {} {} or of {} are not known here, so what changes cannot be said",
                stale.golden, stale.stands_on, stale.newest
            ),
        }],
        ..Comparison::default()
    }
}
