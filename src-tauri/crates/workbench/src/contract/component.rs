//! The component library of the workspace and the cache, and one component with its document.

use ingot_component::Diagnostic;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::recipe::{Origin, PhaseOutline};
use super::workspace::ProblemCounts;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ComponentRequest {
    /// `Component/<name>` or an ARN.
    pub component: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ComponentList {
    pub components: Vec<ComponentSummary>,
    /// When those that are not in the workspace were last read (RFC 3339, UTC).
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ComponentSummary {
    pub reference: String,
    pub name: String,
    pub version: String,
    pub description: Option<String>,
    pub origin: Origin,
    pub owner: Option<String>,
    pub platform: Option<String>,
    pub phases: Vec<String>,
    pub test: bool,
    /// Recipes of the workspace that lay it.
    pub used_by: Vec<String>,
    /// Those that have it, switched off.
    pub off_in: Vec<String>,
    pub problems: ProblemCounts,
    pub unsaved: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ComponentView {
    pub summary: ComponentSummary,
    pub supported_os_versions: Vec<String>,
    pub parameters: Vec<ParameterView>,
    pub outline: Vec<PhaseOutline>,
    /// The document's file; `None` when it comes from AWS or stands inline in the resource file.
    pub document_file: Option<String>,
    pub resource_file: Option<String>,
    /// The document's text; `None` when it was never read or AWS does not show it.
    pub document: Option<String>,
    /// What AWS Marketplace bills it by.
    pub product_codes: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ParameterView {
    pub name: String,
    pub description: Option<String>,
    pub default: Option<String>,
    pub required: bool,
    pub used_in_steps: u32,
}

/// Checks a component document that need not be saved.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckText {
    pub file: String,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckedText {
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ExplainRule {
    pub rule: String,
}

/// Why a rule exists.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleView {
    pub id: String,
    pub title: String,
    pub severity: ingot_component::Severity,
    pub reason: String,
    pub bad: String,
    pub good: String,
    pub source: String,
}
