//! Components that could be laid on a recipe.

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::Platform;
use ingot_recipe::names::{WrittenVersion, normalised};
use ingot_recipe::stack::{self, Layer, Stack, Stratum};
use ingot_recipe::{Catalogue, ComponentFacts, Origin, lineage};

use super::no_recipe;
use crate::Workbench;
use crate::contract::Error;
use crate::contract::recipe::{Palette, PaletteEntry, RecipeRequest};
use crate::views;

/// Those that fit first; of each name the newest version.
pub async fn palette(workbench: &Workbench, request: RecipeRequest) -> Result<Palette, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let stack = stack::stack(catalogue, &request.recipe).ok_or_else(|| no_recipe(&request.recipe))?;
    let vendor = stack.lineage.vendor.as_ref();
    let platform = vendor.and_then(|vendor| vendor.platform);
    let os = vendor.and_then(lineage::VendorImage::os_name);
    let own = names(&stack, |stratum, layer| !stratum.locked && layer.enabled);
    let off = names(&stack, |stratum, layer| !stratum.locked && !layer.enabled);
    let inherited = names(&stack, |stratum, _| stratum.locked);
    let favourites = super::create::favourites(catalogue);
    let mut entries: Vec<PaletteEntry> = newest(catalogue)
        .into_iter()
        .map(|component| {
            let name = normalised(&component.name);
            let unfit = if own.contains(&name) {
                Some("already laid here; Image Builder takes a component once".to_owned())
            } else if off.contains(&name) {
                Some("laid here already, and off".to_owned())
            } else if let Some(status) = catalogue.retired(component) {
                // botocore imagebuilder/2019-12-02 service-2.json, ComponentStatus.
                Some(format!("is {}; AWS takes it in no new recipe", status.to_lowercase()))
            } else {
                unfit(component, platform, os.as_deref()).or_else(|| {
                    inherited
                        .contains(&name)
                        .then(|| "already in the golden image".to_owned())
                })
            };
            PaletteEntry {
                name: component.name.clone(),
                reference: reference_of(component),
                version: component.written_version.clone(),
                description: component.description.clone(),
                origin: views::origin(component.origin),
                owner: component.owner.clone(),
                platform: component.platform.map(|platform| platform.to_string()),
                phases: component.phases.clone(),
                test: component.is_test(),
                favourite: favourites.contains(&name),
                unfit,
            }
        })
        .collect();
    entries.sort_by(|left, right| {
        (left.unfit.is_some(), !left.favourite, &left.name).cmp(&(right.unfit.is_some(), !right.favourite, &right.name))
    });
    Ok(Palette {
        entries,
        as_of: catalogue.inventory().as_of.clone(),
    })
}

/// The newest version of each name and origin that new recipes can take. The account's copy of a component of the workspace is the same
/// component, published.
fn newest(catalogue: &Catalogue) -> Vec<&ComponentFacts> {
    let worth = |component: &ComponentFacts| (catalogue.retired(component).is_none(), component.version);
    let mut newest: BTreeMap<(Origin, &str), &ComponentFacts> = BTreeMap::new();
    for component in catalogue.components() {
        newest
            .entry((component.origin, component.name.as_str()))
            .and_modify(|known| {
                if worth(known) < worth(component) {
                    *known = component;
                }
            })
            .or_insert(component);
    }
    let authored: BTreeSet<&str> = newest
        .keys()
        .filter(|(origin, _)| *origin == Origin::Workspace)
        .map(|(_, name)| *name)
        .collect();
    newest
        .into_iter()
        .filter(|((origin, name), _)| *origin == Origin::Workspace || !authored.contains(name))
        .map(|(_, component)| component)
        .collect()
}

/// The normalised names of some of a stack's layers.
fn names(stack: &Stack, of: impl Fn(&Stratum, &Layer) -> bool) -> BTreeSet<String> {
    let layers = stack
        .strata
        .iter()
        .flat_map(|stratum| stratum.layers.iter().map(move |layer| (stratum, layer)));
    layers
        .filter(|(stratum, layer)| of(stratum, layer))
        .map(|(_, layer)| normalised(&layer.name))
        .collect()
}

/// What a recipe writes to lay this component: its name for the workspace's own, else its ARN with the newest version
/// of the same major.
fn reference_of(component: &ComponentFacts) -> String {
    match &component.arn {
        Some(arn) if component.origin != Origin::Workspace => arn.parse::<ingot_recipe::ImageBuilderArn>().map_or_else(
            |_| arn.clone(),
            |arn| arn.with_version(newest_of_major(component)).to_string(),
        ),
        _ => format!("Component/{}", component.name),
    }
}

fn newest_of_major(component: &ComponentFacts) -> WrittenVersion {
    let major = component.version.map(|version| format!("{}.x.x", version.major));
    major
        .and_then(|major| major.parse().ok())
        .unwrap_or_else(WrittenVersion::any)
}

fn unfit(component: &ComponentFacts, platform: Option<Platform>, os: Option<&str>) -> Option<String> {
    if let (Some(theirs), Some(ours)) = (component.platform, platform)
        && theirs != ours
    {
        return Some(format!("is for {theirs}, this image is {ours}"));
    }
    let os = os?;
    let supported = &component.supported_os_versions;
    let fits = supported.is_empty() || supported.iter().any(|prefix| os.starts_with(prefix.as_str()));
    (!fits).then(|| format!("is for {}, this image is {os}", supported.join(", ")))
}
