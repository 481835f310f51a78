//! What can be wrong with a workspace: one file a rule, one walk for all of them.
//!
//! A rule is a unit struct with a [`RuleMeta`] and the hooks it needs of [`Rule`]. Its examples are
//! small workspaces in one text ([`example`]). A test checks that every bad
//! example breaks its rule and no other, and that every good example breaks none.

#[cfg(test)]
mod breaking;
mod component;
mod configuration;
mod container;
mod distribution;
pub mod example;
pub(crate) mod guardrails;
mod infrastructure;
mod kept;
mod layers;
mod lineage;
mod naming;
mod pipeline;
mod pipeline_site;
mod reading;
mod recipe;
mod site;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use ingot_component::Diagnostic;
use ingot_component::rules::ignore::Ignores;
use ingot_component::rules::{Ignored, RuleMeta, RuleSettings};
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::resources::{Authored, ImageRecipe, Place, Resource};
use crate::settings::Settings;
pub use kept::Kept;
use pipeline_site::PipelineSite;
use site::{Found, RecipeSite, sorted};

/// A diagnostic with the layer that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecipeDiagnostic {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The recipe it is about.
    pub recipe: Option<String>,
    /// Position in the recipe's `components` of the layer it is about.
    pub layer: Option<usize>,
}

/// What checking a workspace says.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What is wrong with the resources beyond what [`crate::read`] says of each file by itself, in
    /// the order of files and places.
    pub found: Vec<RecipeDiagnostic>,
    /// What of the catalogue's problems counts, and what is wrong with comments that ignore
    /// something.
    pub problems: Vec<Diagnostic>,
    /// What comments in the resource files ignore.
    pub ignored: Vec<Ignored>,
}

/// Checks the resources of a workspace.
pub fn check(catalogue: &Catalogue, settings: &Settings) -> Checked {
    check_after(catalogue, settings, None).0
}

/// Checks the resources of a workspace when some of them were checked a moment ago. Only those are
/// checked anew of which anything that was looked at has changed since.
pub fn check_after(catalogue: &Catalogue, settings: &Settings, before: Option<&Kept>) -> (Checked, Kept) {
    let (found, kept) = find_all(catalogue, settings, before);
    let mut checked = Checked {
        found,
        problems: catalogue.problems().to_vec(),
        ignored: Vec::new(),
    };
    checked
        .problems
        .retain_mut(|found| settings.of(&found.file).keeps(found));
    checked.ignore(catalogue, settings);
    (checked, kept)
}

impl Checked {
    /// Sets aside what comments in the files of resources ignore.
    fn ignore(&mut self, catalogue: &Catalogue, settings: &Settings) {
        let resources = catalogue.resources().iter();
        let mut files: BTreeMap<&str, (&Resource, Ignores)> = resources
            .map(|resource| (resource.file(), (&**resource, Ignores::read(resource.place().source()))))
            .filter(|(_, (_, ignores))| !ignores.is_empty())
            .collect();
        if files.is_empty() {
            return;
        }
        let ignored = &mut self.ignored;
        let mut stays = |diagnostic: &mut Diagnostic| {
            let file = files.get_mut(diagnostic.file.as_str());
            let Some(reason) = file.and_then(|(_, ignores)| ignores.reason(diagnostic)) else {
                return true;
            };
            if guardrails::is_fixed(catalogue, diagnostic) {
                guardrails::say_fixed(diagnostic);
                return true;
            }
            let diagnostic = diagnostic.clone();
            ignored.push(Ignored { diagnostic, reason });
            false
        };
        self.found.retain_mut(|found| stays(&mut found.diagnostic));
        self.problems.retain_mut(&mut stays);
        let known: Vec<&str> = all_rules().map(|meta| meta.id).collect();
        for (file, (resource, ignores)) in files {
            // What stands inside `data` is a document, and is checked as one.
            let ran = |id: &str| resource.is_complete() && (find(id).is_some() || id.starts_with("yaml/"));
            let source = resource.place().source();
            self.problems
                .extend(ignores.problems(source, &settings.of(file), &known, ran));
        }
    }
}

/// What the active rules find.
fn find_all(catalogue: &Catalogue, settings: &Settings, before: Option<&Kept>) -> (Vec<RecipeDiagnostic>, Kept) {
    let active: Vec<_> = RULES
        .iter()
        .copied()
        .filter(|rule| settings.runs_somewhere(rule.meta().id))
        .collect();
    let mut found = Found::default();
    for rule in &active {
        rule.workspace(catalogue, &mut found);
    }
    let mut all = found.kept_by(settings);
    let mut rules = Rules::new(active, settings);
    let kept = Kept::after(before, catalogue, settings, |catalogue, resource| {
        find_in(catalogue, resource, &mut rules).kept_by(settings)
    });
    for resource in catalogue.resources() {
        all.extend(kept.of(resource).iter().cloned());
    }
    (sorted(all), kept)
}

/// What the rules find in one resource.
fn find_in(catalogue: &Catalogue, resource: &Arc<Resource>, rules: &mut Rules<'_>) -> Found {
    let mut found = Found::default();
    // A file that was cut short by an unreadable place would seem to lack all that follows.
    if !resource.is_complete() {
        return found;
    }
    let rules = rules.of(resource.file());
    for rule in rules {
        rule.resource(catalogue, resource, &mut found);
    }
    match &**resource {
        Resource::ImageRecipe(authored) => {
            let Some(facts) = catalogue.facts_of(resource) else {
                return found;
            };
            let site = RecipeSite::new(catalogue, authored, facts);
            found.enter(&facts.name);
            for rule in rules {
                rule.recipe(catalogue, &site, &mut found);
            }
            found.leave();
        }
        Resource::ImagePipeline(authored) => {
            let site = PipelineSite::new(catalogue, authored);
            for rule in rules {
                rule.pipeline(catalogue, &site, &mut found);
            }
        }
        Resource::ContainerRecipe(container) => {
            let layers = container::Layers::of(container);
            let site = layers.site(catalogue);
            let run = |rule: &&&dyn Rule| rules.iter().any(|active| active.meta().id == rule.meta().id);
            for rule in container::LAYER_RULES.iter().filter(run) {
                rule.recipe(catalogue, &site, &mut found);
            }
        }
        _ => {}
    }
    found
}

/// The rules that run on a file.
struct Rules<'s> {
    active: Vec<&'static dyn Rule>,
    settings: &'s Settings,
    /// Those of the file that was last asked about: most files have the same settings.
    last: Option<(Arc<RuleSettings>, Vec<&'static dyn Rule>)>,
}

impl<'s> Rules<'s> {
    fn new(active: Vec<&'static dyn Rule>, settings: &'s Settings) -> Self {
        Self {
            active,
            settings,
            last: None,
        }
    }

    fn of(&mut self, file: &str) -> &[&'static dyn Rule] {
        let here = self.settings.of(file);
        let active = &self.active;
        let runs = |here: &RuleSettings| {
            let rules = active.iter().filter(|rule| here.runs(rule.meta().id));
            rules.copied().collect()
        };
        let last = self.last.take().filter(|(settings, _)| Arc::ptr_eq(settings, &here));
        let last = last.unwrap_or_else(|| {
            let rules = runs(&here);
            (here, rules)
        });
        &self.last.insert(last).1
    }
}

/// The layer of `recipe` that `diagnostic`, one of its own file, stands in.
pub fn layer_of(recipe: &Authored<ImageRecipe>, diagnostic: &Diagnostic) -> Option<usize> {
    if diagnostic.file != recipe.file() {
        return None;
    }
    let at = recipe.source().offset(diagnostic.range.start);
    let items = recipe.at("components").node()?.items();
    items
        .iter()
        .position(|item| item.span.start <= at && at < item.span.end)
}

/// Every rule of this crate, by group and name.
pub fn catalogue() -> &'static [&'static RuleMeta] {
    static METAS: LazyLock<Vec<&'static RuleMeta>> = LazyLock::new(|| {
        let mut metas: Vec<_> = RULES.iter().map(|rule| rule.meta()).collect();
        metas.sort_by_key(|meta| meta.id);
        metas
    });
    &METAS
}

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static RuleMeta> {
    catalogue().iter().copied().find(|meta| meta.id == id)
}

/// Every rule of component documents and of this crate.
pub fn all_rules() -> impl Iterator<Item = &'static RuleMeta> {
    ingot_component::rules::catalogue().iter().chain(catalogue()).copied()
}

/// One rule. The walk calls every hook of every active rule; a rule implements those it needs, and
/// none if reading the file already reports it.
trait Rule: Sync {
    fn meta(&self) -> &'static RuleMeta;

    /// Once.
    fn workspace(&self, _catalogue: &Catalogue, _found: &mut Found) {}

    /// For each resource.
    fn resource(&self, _catalogue: &Catalogue, _resource: &Resource, _found: &mut Found) {}

    /// For each recipe of the workspace, with its lineage and its layers.
    fn recipe(&self, _catalogue: &Catalogue, _site: &RecipeSite<'_>, _found: &mut Found) {}

    /// For each pipeline of the workspace, with what it joins.
    fn pipeline(&self, _catalogue: &Catalogue, _site: &PipelineSite<'_>, _found: &mut Found) {}

    /// A finding of this rule.
    fn at(&self, place: Place<'_>, message: impl Into<String>) -> Diagnostic
    where
        Self: Sized,
    {
        place.diagnostic(self.meta().id, self.meta().severity, message)
    }
}

/// Declares a rule: its unit struct and its meta. What it does is in an `impl Rule` beside it, or
/// in reading when it has no hooks.
macro_rules! rule {
    ($(#[$doc:meta])* $Name:ident { $($body:tt)* }, $($meta:tt)*) => {
        $(#[$doc])*
        pub struct $Name;

        impl crate::rules::Rule for $Name {
            fn meta(&self) -> &'static ingot_component::rules::RuleMeta {
                static META: ingot_component::rules::RuleMeta = ingot_component::rules::RuleMeta { $($meta)* };
                &META
            }

            $($body)*
        }
    };
}

use rule;

const RULES: &[&dyn Rule] = &[
    &reading::UnknownKind,
    &reading::SeveralDocuments,
    &reading::UnknownField,
    &reading::MissingField,
    &reading::WrongType,
    &reading::UnknownValue,
    &reading::MalformedReference,
    &configuration::UnknownRule,
    &configuration::LevelOfRule,
    &configuration::PathPattern,
    &configuration::FixedRule,
    &configuration::Misplaced,
    &configuration::GuardrailForm,
    &configuration::InheritRead,
    &naming::NameInvalid,
    &naming::NameCollision,
    &naming::VersionInvalid,
    &lineage::Cycle,
    &lineage::ParentUnknown,
    &lineage::ParentNotRead,
    &lineage::ParentNotBuilt,
    &lineage::ParentNotVisible,
    &lineage::ParentRetired,
    &lineage::ParentOutdated,
    &lineage::RegionsDiffer,
    &layers::ComponentUnknown,
    &layers::ComponentTwice,
    &layers::TooManyComponents,
    &layers::EmptyComponents,
    &layers::ParameterMissing,
    &layers::ParameterUnknown,
    &layers::PlatformMismatch,
    &layers::OsMismatch,
    &layers::ComponentRunsAgain,
    &layers::ComponentRetired,
    &layers::ComponentNotFound,
    &layers::CheckedTooEarly,
    &layers::RemovedTooEarly,
    &layers::UsedBeforeInstalled,
    &layers::NeedlessReboot,
    &layers::ArchitectureMismatch,
    &layers::LooseVersion,
    &layers::AgentRemoved,
    &layers::ParameterTwice,
    &layers::ComponentOutdated,
    &recipe::ParentArnEc2,
    &recipe::VolumeRange,
    &recipe::OutOfRange,
    &recipe::VolumeSpeed,
    &recipe::VolumeKey,
    &recipe::DeviceTwice,
    &recipe::DeviceIncomplete,
    &recipe::RootDevice,
    &recipe::RootVolumeType,
    &recipe::WorkingDirectory,
    &recipe::UserData,
    &recipe::UserDataAgent,
    &recipe::UserDataCleanup,
    &recipe::AgentOnWindows,
    &recipe::Watermark,
    &recipe::TextLength,
    &recipe::ListLength,
    &recipe::Tags,
    &recipe::ParentMalformed,
    &component::DocumentMissing,
    &component::DataAndUri,
    &infrastructure::ProfileMissing,
    &infrastructure::SubnetNeedsSecurityGroup,
    &infrastructure::InstanceType,
    &infrastructure::MixedArchitectures,
    &infrastructure::ProfileName,
    &infrastructure::ReservedTag,
    &infrastructure::Topic,
    &infrastructure::HostPlacement,
    &distribution::RegionTwice,
    &distribution::AmiNameBuildDate,
    &distribution::RegionInvalid,
    &distribution::AccountInvalid,
    &distribution::AmiNameInvalid,
    &distribution::TwoOutputs,
    &distribution::PublicImage,
    &distribution::KeyRegion,
    &distribution::AwsManagedKey,
    &distribution::SsmParameterName,
    &distribution::SsmParameterAccount,
    &distribution::LaunchTemplateId,
    &distribution::CopyAndPermission,
    &distribution::License,
    &pipeline::ReferenceUnknown,
    &pipeline::RecipeMissing,
    &pipeline::Schedule,
    &pipeline::InstanceArchitecture,
    &pipeline::UnshareableVolume,
    &pipeline::PublicConflict,
    &pipeline::OutputMismatch,
    &pipeline::Scan,
    &pipeline::ExecutionRole,
    &pipeline::LogGroup,
    &pipeline::NeverStarts,
    &pipeline::TimeZone,
    &pipeline::TestsOff,
    &pipeline::ParameterRole,
    &pipeline::FastLaunchPlatform,
    &pipeline::WorkflowSettings,
    &pipeline::ImageTags,
    &pipeline::ReferenceNotFound,
    &pipeline::TestsTimeout,
    &container::TemplateGiven,
    &container::TemplateSize,
    &container::PlaceholderMissing,
    &container::PlaceholderUnknown,
    &container::Braces,
    &container::Order,
    &container::From,
    &container::Parent,
    &container::PlatformNeeded,
    &container::Repository,
    &container::WorkingDirectory,
    &container::HopLimit,
    &container::InstanceImage,
    &guardrails::RequiredComponent,
    &guardrails::RequiredTest,
    &guardrails::ForbiddenComponent,
    &guardrails::ForbiddenAction,
    &guardrails::ParentAllowed,
    &guardrails::RegionAllowed,
    &guardrails::InstanceType,
    &guardrails::VolumeSize,
    &guardrails::EncryptionRequired,
];
