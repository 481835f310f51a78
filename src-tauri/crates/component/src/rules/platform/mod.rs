//! Rules about what works on which platform.
//!
//! A document says nothing about its platform; what says it are the modules it calls. Steps with an
//! `if` count for nothing here, because the condition may keep them for one platform; nor do steps
//! whose failure is ignored, and phases that Image Builder never runs.

mod mixed;
mod ownership_on_windows;
mod unix_path_on_windows;
mod update_os;
mod windows_path_on_unix;

use super::Rule;
use crate::actions::{self, ActionModule, Input, Takes};
use crate::document::{ComponentDocument, OnFailure, Stage, Step};
use crate::platform::Platform;
use mixed::Mixed;
use ownership_on_windows::OwnershipOnWindows;
use unix_path_on_windows::UnixPathOnWindows;
use update_os::UpdateOs;
use windows_path_on_unix::WindowsPathOnUnix;

pub(super) const RULES: &[&dyn Rule] = &[
    &Mixed,
    &OwnershipOnWindows,
    &UnixPathOnWindows,
    &UpdateOs,
    &WindowsPathOnUnix,
];

/// A step that runs on whatever platform the document is for.
struct Running<'a> {
    step: &'a Step,
    module: &'static ActionModule,
}

fn running(document: &ComponentDocument) -> impl Iterator<Item = Running<'_>> {
    let phases = document.phases.iter();
    let steps = phases
        .filter(|phase| Stage::of_phase(&phase.name.value).is_some())
        .flat_map(|phase| &phase.steps);
    steps.filter_map(|step| {
        let ignored = step.on_failure.as_ref().and_then(|setting| setting.value) == Some(OnFailure::Ignore);
        let module = actions::find(&step.action.value)?;
        (step.condition.is_none() && !ignored).then_some(Running { step, module })
    })
}

/// The platforms on which every step runs; none when there is no such platform.
fn common_platforms(document: &ComponentDocument) -> Vec<Platform> {
    let mut platforms = Platform::ALL.to_vec();
    for running in running(document) {
        platforms.retain(|platform| running.module.runs_on(*platform));
    }
    platforms
}

/// Whether an input takes a path of the instance, among other things.
fn is_local(input: &Input) -> bool {
    matches!(
        input.takes,
        Takes::Path(_) | Takes::Package | Takes::Document | Takes::PowerShellFile
    )
}
