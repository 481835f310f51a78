//! New components: a document to look at first, then the files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateList {
    pub templates: Vec<TemplateView>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateView {
    pub id: String,
    pub title: String,
    pub about: String,
    /// `Linux`, `Windows` or `macOS`.
    pub platform: String,
}

/// Asks for a document without writing anything.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftRequest {
    pub from: DraftFrom,
    pub name: String,
}

/// What a new document starts from.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum DraftFrom {
    Template {
        id: String,
    },
    Script {
        /// Told from the text when it is left out.
        language: Option<ScriptLanguage>,
        text: String,
    },
    /// A component of the workspace or the cache: `Component/<name>` or an ARN.
    Copy {
        component: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ScriptLanguage {
    Bash,
    PowerShell,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftView {
    pub document: String,
    /// `Linux`, `Windows` or `macOS`.
    pub platform: String,
    /// What was decided on the way and should be looked at.
    pub notes: Vec<String>,
    pub parameters: Vec<ProposedParameter>,
}

/// A variable of the script that became a parameter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProposedParameter {
    pub name: String,
    /// The name of the variable.
    pub proposed_from: String,
    pub default: String,
}

/// Reads a script that was picked or dropped, wherever it lies.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadScript {
    /// Absolute path on the machine of the workbench.
    pub path: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ScriptFile {
    /// The file's own name.
    pub name: String,
    pub text: String,
}

/// Writes `components/<name>/component.yaml` and `document.yaml` into the workspace.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateComponent {
    pub name: String,
    /// `major.minor.patch`
    pub version: String,
    /// `Linux`, `Windows` or `macOS`.
    pub platform: String,
    pub description: Option<String>,
    pub document: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CreatedComponent {
    /// `Component/<name>`
    pub component: String,
    /// The document's file.
    pub file: String,
}
