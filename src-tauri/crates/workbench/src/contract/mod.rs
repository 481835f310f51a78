//! The contract: every command a face can call, once, with its request and response.
//!
//! The window, the browser and the terminal call this list and nothing else. The TypeScript types are generated
//! from it (see [`typescript`]), so a face cannot name a command that does not exist.

mod error;
mod event;
mod job;
mod plan;
mod target;

pub mod compare;
pub mod component;
pub mod draft;
pub mod language;
pub mod pipeline;
pub mod recipe;
pub mod resource;
pub mod run;
pub mod scan;
pub mod session;
pub mod typescript;
pub mod workspace;

pub use error::{Code, Error};
pub use event::{Event, Topic};
pub use job::{JobKind, JobList, JobRequest, JobStarted, JobState, JobView, Progress};
pub use plan::{
    FieldChange, LaunchRequest, LeftOut, PlanAction, PlanItem, PlanRequest, PlanView, PlannedLaunch, PublishRequest,
};
pub use target::{AccountView, ShareList, ShareView, TargetList};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The request of commands that take nothing.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, TS)]
pub struct Nothing {}

/// Calls `$with!` with the whole list: `"name" => module::function : Request => Response`.
///
/// `module::function` is below [`crate::commands`].
#[macro_export]
macro_rules! with_commands {
    ($with:ident) => {
        $with! {
            "workspace.current" => workspace::current: Nothing => Option<workspace::WorkspaceView>;
            "workspace.open" => workspace::open: workspace::OpenWorkspace => workspace::WorkspaceView;
            "workspace.sample" => workspace::sample: workspace::CreateSample => workspace::WorkspaceView;
            "problems.list" => workspace::problems: Nothing => workspace::Problems;
            "file.get" => file::get: workspace::FileRequest => workspace::FileView;
            "file.set_text" => file::set_text: workspace::SetText => workspace::FileView;
            "file.undo" => file::undo: workspace::FileRequest => workspace::FileView;
            "file.redo" => file::redo: workspace::FileRequest => workspace::FileView;
            "file.discard" => file::discard: workspace::FileRequest => workspace::FileView;
            "file.save" => file::save: workspace::SaveFile => workspace::FileView;
            "recipe.get" => recipe::get: recipe::RecipeRequest => recipe::RecipeView;
            "recipe.parents" => recipe::parents: Nothing => recipe::ParentChoices;
            "recipe.create" => recipe::create: recipe::CreateRecipe => recipe::RecipeView;
            "recipe.add_layer" => recipe::add_layer: recipe::AddLayer => recipe::RecipeView;
            "recipe.move_layers" => recipe::move_layers: recipe::MoveLayers => recipe::RecipeView;
            "recipe.remove_layers" => recipe::remove_layers: recipe::LayersRequest => recipe::RecipeView;
            "recipe.replace_layer" => recipe::replace_layer: recipe::ReplaceLayer => recipe::RecipeView;
            "recipe.set_layers_enabled" => recipe::set_layers_enabled: recipe::SetLayersEnabled => recipe::RecipeView;
            "recipe.set_parameter" => recipe::set_parameter: recipe::SetParameter => recipe::RecipeView;
            "recipe.set_layer_versions" => recipe::set_layer_versions: recipe::SetLayerVersions => recipe::RecipeView;
            "recipe.set_favourite" => recipe::set_favourite: recipe::SetFavourite => Nothing;
            "recipe.palette" => recipe::palette: recipe::RecipeRequest => recipe::Palette;
            "recipe.run_order" => recipe::run_order: recipe::RecipeRequest => recipe::RunOrder;
            "resource.list" => resource::list: Nothing => resource::ResourceList;
            "resource.get" => resource::get: resource::ResourceName => resource::ResourceView;
            "resource.set" => resource::set: resource::SetFields => resource::ResourceView;
            "resource.move_item" => resource::move_item: resource::MoveItem => resource::ResourceView;
            "resource.create" => resource::create: resource::CreateResource => resource::ResourceView;
            "resource.copy" => resource::copy: resource::CopyResource => resource::ResourceView;
            "resource.rename" => resource::rename: resource::RenameResource => resource::Renamed;
            "resource.delete" => resource::delete: resource::ResourceName => resource::Deleted;
            "resource.restore" => resource::restore: resource::Deleted => Nothing;
            "compare.sides" => compare::sides: recipe::RecipeRequest => compare::Sides;
            "compare.run" => compare::run: compare::CompareRequest => compare::CompareView;
            "stale.list" => compare::stale: Nothing => compare::StaleList;
            "stale.propose" => compare::propose: recipe::RecipeRequest => compare::UpdateProposal;
            "component.list" => component::list: Nothing => component::ComponentList;
            "component.get" => component::get: component::ComponentRequest => component::ComponentView;
            "component.check" => component::check: component::CheckText => component::CheckedText;
            "component.templates" => draft::templates: Nothing => draft::TemplateList;
            "component.draft" => draft::draft: draft::DraftRequest => draft::DraftView;
            "component.create" => draft::create: draft::CreateComponent => draft::CreatedComponent;
            "component.read_script" => draft::read_script: draft::ReadScript => draft::ScriptFile;
            "language.complete" => language::complete: language::PlaceRequest => language::Completions;
            "language.hover" => language::hover: language::PlaceRequest => language::HoverAnswer;
            "language.definition" => language::definition: language::PlaceRequest => language::DefinitionAnswer;
            "language.rename_at" => language::rename_at: language::PlaceRequest => language::RenameTarget;
            "language.rename" => language::rename: language::RenameRequest => language::EditList;
            "language.format" => language::format: language::TextRequest => language::Formatted;
            "language.symbols" => language::symbols: language::TextRequest => language::Symbols;
            "language.move_step" => language::move_step: language::MoveStep => language::EditList;
            "rule.explain" => component::explain: component::ExplainRule => component::RuleView;
            "pipeline.list" => pipeline::list: Nothing => pipeline::PipelineList;
            "plan.make" => plan::make: PlanRequest => PlanView;
            "publish.start" => plan::publish: PublishRequest => JobStarted;
            "launch.start" => plan::launch: LaunchRequest => JobStarted;
            "run.list" => run::list: Nothing => run::RunList;
            "run.get" => run::get: run::RunRequest => run::RunView;
            "run.logs" => run::logs: run::LogRequest => run::LogPage;
            "run.follow" => run::follow: run::RunRequest => JobStarted;
            "run.cancel" => run::cancel: run::CancelRun => run::RunSummary;
            "scan.list" => scan::list: Nothing => scan::ReportList;
            "scan.query" => scan::query: scan::QueryRequest => scan::QueryView;
            "scan.page" => scan::page: scan::FindingRequest => scan::FindingPage;
            "scan.facets" => scan::facets: scan::FindingScope => scan::Facets;
            "scan.groups" => scan::groups: scan::GroupRequest => scan::GroupPage;
            "scan.finding" => scan::finding: scan::FindingDetailRequest => scan::FindingDetail;
            "scan.whose" => scan::whose: scan::ReportRequest => scan::Whose;
            "scan.compare" => scan::compare: scan::CompareReports => scan::ReportComparison;
            "scan.trend" => scan::trend: scan::TrendRequest => scan::Trend;
            "scan.decide" => scan::decide: scan::DecideRequest => scan::Decided;
            "scan.withdraw" => scan::withdraw: scan::DecisionRequest => scan::Decided;
            "scan.decisions" => scan::decisions: Nothing => scan::DecisionList;
            "scan.views" => scan::views: Nothing => scan::ViewList;
            "scan.save_view" => scan::save_view: scan::SavedView => scan::ViewList;
            "scan.delete_view" => scan::delete_view: scan::ViewName => scan::ViewList;
            "scan.copy" => scan::copy: scan::CopyFindings => scan::CopiedText;
            "scan.export" => scan::export: scan::ExportFindings => JobStarted;
            "scan.fetch" => scan::fetch: scan::FetchReport => JobStarted;
            "scan.delete" => scan::delete: scan::ReportRequest => Nothing;
            "scan.import" => scan::import: scan::ImportRequest => JobStarted;
            "scan.imported" => scan::imported: JobRequest => scan::ImportSummary;
            "target.list" => target::list: Nothing => TargetList;
            "share.list" => target::shares: Nothing => ShareList;
            "session.get" => session::get: Nothing => session::SessionView;
            "session.use_profile" => session::use_profile: session::UseProfile => session::SessionView;
            "session.set_offline" => session::set_offline: session::SetOffline => session::SessionView;
            "session.fail_next_run" => session::fail_next_run: session::FailNextRun => Nothing;
            "sync.start" => session::sync: Nothing => JobStarted;
            "job.list" => job::list: Nothing => JobList;
            "job.cancel" => job::cancel: JobRequest => JobView;
            "job.resume" => job::resume: JobRequest => JobStarted;
        }
    };
}
