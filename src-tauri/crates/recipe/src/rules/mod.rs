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
mod walk;

use std::sync::LazyLock;

use ingot_component::Diagnostic;
use ingot_component::rules::RuleMeta;
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::resources::{Authored, ImageRecipe, Place, Resource};
pub use kept::Kept;
use pipeline_site::PipelineSite;
use site::{Found, RecipeSite};
pub use walk::{Checked, check, check_after};

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
