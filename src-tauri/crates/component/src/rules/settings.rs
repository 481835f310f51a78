//! Which rules run on a file, and how much breaking them matters there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::diagnostic::{Diagnostic, Severity};

/// Which rules run, and with which severity. The default runs all of them as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RuleSettings {
    /// Ids of the rules that do not run.
    pub off: BTreeSet<String>,
    /// Severities that take the place of the rules' own, by id.
    pub severity: BTreeMap<String, Severity>,
}

impl RuleSettings {
    /// All rules but these.
    pub fn without<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            off: ids.into_iter().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// Whether the rule `id` runs.
    pub fn runs(&self, id: &str) -> bool {
        !self.off.contains(id)
    }

    /// Takes out what rules that are off found, and gives the rest the severity that is wanted.
    pub fn apply(&self, found: &mut Vec<Diagnostic>) {
        if self.off.is_empty() && self.severity.is_empty() {
            return;
        }
        found.retain_mut(|diagnostic| self.keeps(diagnostic));
    }

    /// Whether the rule of `diagnostic` runs; if it does, `diagnostic` gets the severity that is
    /// wanted.
    pub fn keeps(&self, diagnostic: &mut Diagnostic) -> bool {
        if let Some(severity) = self.severity.get(&diagnostic.rule) {
            diagnostic.severity = *severity;
        }
        self.runs(&diagnostic.rule)
    }
}
