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

use std::sync::LazyLock;

use ingot_component::Diagnostic;
use ingot_component::rules::ignore::Ignores;
use ingot_component::rules::{Ignored, RuleMeta};
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::resources::{Authored, ImageRecipe, Place, Resource};
use crate::settings::Settings;
use pipeline_site::PipelineSite;
use site::{Found, RecipeSite};

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
    let mut checked = Checked {
        found: find_all(catalogue, settings),
        problems: catalogue.problems().to_vec(),
        ignored: Vec::new(),
    };
    checked
        .found
        .retain_mut(|found| settings.of(&found.diagnostic.file).keeps(&mut found.diagnostic));
    checked
        .problems
        .retain_mut(|found| settings.of(&found.file).keeps(found));
    for resource in catalogue.resources() {
        checked.ignore(catalogue, resource, settings);
    }
    checked
}

impl Checked {
    /// Sets aside what comments in the file of `resource` ignore.
    fn ignore(&mut self, catalogue: &Catalogue, resource: &Resource, settings: &Settings) {
        let place = resource.place();
        let source = place.source();
        let mut ignores = Ignores::read(source);
        if ignores.is_empty() {
            return;
        }
        let ignored = &mut self.ignored;
        let mut stays = |diagnostic: &mut Diagnostic| {
            let reason = (diagnostic.file == source.file())
                .then(|| ignores.reason(diagnostic))
                .flatten();
            let Some(reason) = reason else { return true };
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
        // What stands inside `data` is a document, and is checked as one.
        let ran = |id: &str| resource.is_complete() && (find(id).is_some() || id.starts_with("yaml/"));
        self.problems
            .extend(ignores.problems(source, &settings.of(source.file()), &known, ran));
    }
}

/// What the active rules find.
fn find_all(catalogue: &Catalogue, settings: &Settings) -> Vec<RecipeDiagnostic> {
    let active: Vec<_> = RULES
        .iter()
        .filter(|rule| settings.runs_somewhere(rule.meta().id))
        .collect();
    let mut found = Found::default();
    for rule in &active {
        rule.workspace(catalogue, &mut found);
    }
    // A file that was cut short by an unreadable place would seem to lack all that follows.
    for resource in catalogue.resources().iter().filter(|it| it.is_complete()) {
        let here = settings.of(resource.file());
        for rule in active.iter().filter(|rule| here.runs(rule.meta().id)) {
            rule.resource(catalogue, resource, &mut found);
        }
    }
    for facts in catalogue.recipes() {
        let Some(authored) = catalogue.authored(facts).filter(|it| it.is_complete()) else {
            continue;
        };
        let site = RecipeSite::new(catalogue, authored, facts);
        let here = settings.of(authored.file());
        found.enter(&facts.name);
        for rule in active.iter().filter(|rule| here.runs(rule.meta().id)) {
            rule.recipe(catalogue, &site, &mut found);
        }
        found.leave();
    }
    for authored in catalogue.pipelines().filter(|it| it.is_complete()) {
        let site = PipelineSite::new(catalogue, authored);
        let here = settings.of(authored.file());
        for rule in active.iter().filter(|rule| here.runs(rule.meta().id)) {
            rule.pipeline(catalogue, &site, &mut found);
        }
    }
    for container in catalogue.container_recipes().filter(|it| it.is_complete()) {
        let layers = container::Layers::of(container);
        let site = layers.site(catalogue);
        let here = settings.of(container.file());
        for rule in container::LAYER_RULES.iter().filter(|rule| here.runs(rule.meta().id)) {
            rule.recipe(catalogue, &site, &mut found);
        }
    }
    found.sorted()
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
