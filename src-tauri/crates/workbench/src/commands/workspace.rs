//! The workspace as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ingot_component::rules::Ignored;
use ingot_recipe::{Resource, lineage};

use crate::Workbench;
use crate::contract::workspace::{
    CreateSample, GitView, IgnoredProblem, ImageNode, ImageTier, OpenWorkspace, Problems, WorkspaceView,
};
use crate::contract::{Error, Nothing};
use crate::prepared::{Prepared, counts};

pub async fn current(workbench: &Workbench, _: Nothing) -> Result<Option<WorkspaceView>, Error> {
    if workbench.has_workspace() {
        view(workbench).await.map(Some)
    } else {
        Ok(None)
    }
}

pub async fn open(workbench: &Workbench, request: OpenWorkspace) -> Result<WorkspaceView, Error> {
    workbench.open_workspace(Path::new(&request.path))?;
    view(workbench).await
}

/// Writes a copy of the sample workspace and opens it. The copy in Ingot's own folder is opened as it is when it is
/// there already.
pub async fn sample(workbench: &Workbench, request: CreateSample) -> Result<WorkspaceView, Error> {
    let folder = match request.into {
        Some(into) => {
            let folder = PathBuf::from(into);
            crate::sample::write(&folder)?;
            folder
        }
        None => {
            let folder = workbench.dirs().sample();
            if !folder.exists() {
                crate::sample::write(&folder)?;
            }
            folder
        }
    };
    workbench.open_workspace(&folder)?;
    view(workbench).await
}

pub async fn problems(workbench: &Workbench, _: Nothing) -> Result<Problems, Error> {
    let prepared = workbench.desk().prepared()?;
    Ok(Problems {
        diagnostics: prepared.diagnostics.clone(),
        counts: counts(&prepared.diagnostics),
        ignored: prepared.ignored.iter().map(ignored).collect(),
        files: u32::try_from(prepared.snapshot.files().count()).unwrap_or(u32::MAX),
    })
}

fn ignored(ignored: &Ignored) -> IgnoredProblem {
    IgnoredProblem {
        diagnostic: ignored.diagnostic.clone(),
        reason: ignored.reason.clone(),
    }
}

async fn view(workbench: &Workbench) -> Result<WorkspaceView, Error> {
    let prepared = workbench.desk().prepared()?;
    let root = workbench.desk().root()?;
    let unsaved = workbench.desk().unsaved()?;
    let (name, description) = title(&prepared, &root);
    // Git is another program: its answer is waited for on a thread of its own.
    let folder = root.clone();
    let git = tokio::task::spawn_blocking(move || ingot_workspace::git::state(&folder))
        .await
        .ok()
        .flatten();
    Ok(WorkspaceView {
        path: root.to_string_lossy().into_owned(),
        name,
        description,
        git: git.map(|git| GitView {
            branch: git.branch.or(git.head).unwrap_or_else(|| "no commit yet".to_owned()),
            changed: u32::try_from(git.changed.len()).unwrap_or(u32::MAX),
        }),
        images: images(&prepared, &unsaved),
        components: count(prepared.catalogue.component_resources()),
        pipelines: count(prepared.catalogue.pipelines()),
        problems: counts(&prepared.diagnostics),
        unsaved,
        revision: workbench.desk().revision(),
    })
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn title(prepared: &Prepared, root: &Path) -> (String, Option<String>) {
    let workspace = prepared
        .catalogue
        .resources()
        .iter()
        .find_map(|resource| match &**resource {
            Resource::Workspace(workspace) => Some(&workspace.value),
            _ => None,
        });
    let folder = || {
        root.file_name()
            .map_or_else(|| root.to_string_lossy(), |name| name.to_string_lossy())
            .into_owned()
    };
    (
        workspace
            .and_then(|workspace| workspace.name.clone())
            .unwrap_or_else(folder),
        workspace.and_then(|workspace| workspace.description.clone()),
    )
}

/// The tree of lineage. A recipe whose parent is itself, or goes round in a circle, stands at the top.
fn images(prepared: &Prepared, unsaved: &[String]) -> Vec<ImageNode> {
    let catalogue = &prepared.catalogue;
    let mut nodes: BTreeMap<String, ImageNode> = BTreeMap::new();
    let mut parents: BTreeMap<String, String> = BTreeMap::new();
    for authored in catalogue.image_recipes() {
        let recipe = &authored.value;
        let known = lineage::resolve(catalogue, &recipe.name);
        let parent = known
            .as_ref()
            .filter(|lineage| lineage.problem.is_none())
            .and_then(|lineage| lineage.ancestors.last());
        if let Some(parent) = parent {
            parents.insert(recipe.name.clone(), parent.recipe.clone());
        }
        let vendor = known.as_ref().and_then(|lineage| lineage.vendor.as_ref());
        nodes.insert(
            recipe.name.clone(),
            ImageNode {
                recipe: recipe.name.clone(),
                version: recipe.semantic_version.clone(),
                owner: catalogue.recipe(&recipe.name).and_then(|facts| facts.owner.clone()),
                tier: if parent.is_some() {
                    ImageTier::Overlay
                } else {
                    ImageTier::Golden
                },
                platform: vendor
                    .and_then(|vendor| vendor.platform)
                    .map(|platform| platform.to_string()),
                os: vendor.and_then(ingot_recipe::lineage::VendorImage::os_name),
                problems: counts(
                    prepared
                        .recipe_diagnostics
                        .iter()
                        .filter(|found| found.recipe.as_deref() == Some(recipe.name.as_str()))
                        .map(|found| &found.diagnostic),
                ),
                unsaved: unsaved.iter().any(|file| file == authored.file()),
                children: Vec::new(),
            },
        );
    }
    let names: BTreeSet<String> = nodes.keys().cloned().collect();
    parents.retain(|_, parent| names.contains(parent));
    // Deepest first, so that a node has its children before it becomes one.
    let depth = |name: &str| {
        let mut steps = 0;
        let mut at = name;
        while let Some(parent) = parents.get(at) {
            at = parent;
            steps += 1;
            if steps > names.len() {
                break;
            }
        }
        steps
    };
    let mut order: Vec<&String> = names.iter().collect();
    order.sort_by_key(|name| (std::cmp::Reverse(depth(name)), name.as_str()));
    for name in order {
        if let Some(parent) = parents.get(name)
            && let Some(node) = nodes.remove(name)
        {
            match nodes.get_mut(parent) {
                Some(parent) => parent.children.push(node),
                None => {
                    nodes.insert(name.clone(), node);
                }
            }
        }
    }
    nodes.into_values().collect()
}
