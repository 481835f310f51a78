//! What every answer of a catalogue may stand on: AWS as it was read, the settings, the guardrails.

use std::sync::Arc;

use super::cloud::Cloud;
use super::guardrails::{Guard, InheritProblem, Inherited, collect};
use crate::inventory::Inventory;
use crate::resources::{Authored, Resource, Workspace};
use crate::settings::Settings;

/// What the whole workspace stands on. It changes seldom, and all that was found out with it.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// The workspace files that it was made of.
    files: Vec<Arc<Resource>>,
    /// What they inherit.
    inherited: Vec<Inherited>,
    pub settings: Settings,
    pub cloud: Arc<Cloud>,
    pub owner: Option<String>,
    pub guardrails: Vec<Guard>,
    pub inherit_problems: Vec<InheritProblem>,
    /// Labels of the workspace's own files that another one inherits.
    pub inherited_files: Vec<String>,
    /// The workspace's own file.
    workspace: Option<Arc<Resource>>,
}

impl Ground {
    /// The ground of these; `before` itself when it is of the same.
    pub fn new(
        resources: &[Arc<Resource>],
        inherited: Vec<Inherited>,
        settings: Settings,
        inventory: Arc<Inventory>,
        before: Option<&Arc<Self>>,
    ) -> Arc<Self> {
        let files = resources.iter().filter(|it| matches!(&***it, Resource::Workspace(_)));
        let files: Vec<Arc<Resource>> = files.cloned().collect();
        if let Some(before) = before
            && before.is_of(&files, &inherited, &settings, &inventory)
        {
            return Arc::clone(before);
        }
        let inherited_files: Vec<String> = inherited
            .iter()
            .filter_map(|it| Some(it.text.as_ref().ok()?.file().to_owned()))
            .collect();
        let workspace = own_workspace(&files, &inherited_files);
        let owner = workspace.and_then(of_workspace).and_then(|it| it.value.owner.clone());
        let (guardrails, inherit_problems) = collect(&files, inherited.clone());
        let cloud = match before {
            Some(before) if Arc::ptr_eq(&before.cloud.inventory, &inventory) => Arc::clone(&before.cloud),
            _ => Arc::new(Cloud::new(inventory)),
        };
        Arc::new(Self {
            workspace: workspace.cloned(),
            files,
            inherited,
            settings,
            cloud,
            owner,
            guardrails,
            inherit_problems,
            inherited_files,
        })
    }

    /// The file that describes the workspace itself.
    pub fn workspace(&self) -> Option<&Authored<Workspace>> {
        self.workspace.as_ref().and_then(of_workspace)
    }

    fn is_of(
        &self,
        files: &[Arc<Resource>],
        inherited: &[Inherited],
        settings: &Settings,
        inventory: &Arc<Inventory>,
    ) -> bool {
        let same_files =
            self.files.len() == files.len() && self.files.iter().zip(files).all(|(a, b)| Arc::ptr_eq(a, b));
        same_files
            && self.inherited.len() == inherited.len()
            && self.inherited.iter().zip(inherited).all(|(a, b)| a.is(b))
            && self.settings.is(settings)
            && Arc::ptr_eq(&self.cloud.inventory, inventory)
    }
}

/// The file that describes the workspace itself and not a part or a copy in it: the one nearest to
/// its folder.
fn own_workspace<'r>(files: &'r [Arc<Resource>], inherited: &[String]) -> Option<&'r Arc<Resource>> {
    let own = files
        .iter()
        .filter(|it| !inherited.iter().any(|file| file == it.file()));
    own.min_by_key(|it| it.file().matches('/').count())
}

fn of_workspace(resource: &Arc<Resource>) -> Option<&Authored<Workspace>> {
    match &**resource {
        Resource::Workspace(file) => Some(file),
        _ => None,
    }
}
