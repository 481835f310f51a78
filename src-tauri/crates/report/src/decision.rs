//! What people decided about findings.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::version::without_zero_epoch;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    /// Somebody looks into it.
    InTriage,
    /// The vulnerability cannot be exploited here, for a reason that [`Justification`] names.
    NotAffected,
    /// The scanner is wrong: the package or the flaw is not there.
    FalsePositive,
    /// The risk is known and borne, until the decision expires.
    Accepted,
}

/// Why a product is not affected: the five reasons of OpenVEX
/// (<https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-justifications>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Justification {
    ComponentNotPresent,
    VulnerableCodeNotPresent,
    VulnerableCodeNotInExecutePath,
    VulnerableCodeCannotBeControlledByAdversary,
    InlineMitigationsAlreadyExist,
}

/// A decision about one vulnerability in one package, of one image or of every image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `CVE-…`; matches findings that have it as their id or among their aliases.
    pub vulnerability: String,
    /// Of this package alone; `None` for every package that has the vulnerability.
    pub package: Option<String>,
    /// Of this installed version alone.
    pub version: Option<String>,
    /// Name of the image (its recipe) that it is about; `None` for every image.
    pub image: Option<String>,
    pub state: DecisionState,
    pub justification: Option<Justification>,
    pub reason: String,
    /// Who decided.
    pub author: Option<String>,
    pub decided: Timestamp,
    /// From then on the finding is open again.
    pub expires: Option<Timestamp>,
}

impl DecisionState {
    pub const ALL: [Self; 4] = [Self::InTriage, Self::NotAffected, Self::FalsePositive, Self::Accepted];

    /// The name that is stored and written in JSON and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::InTriage => "in_triage",
            Self::NotAffected => "not_affected",
            Self::FalsePositive => "false_positive",
            Self::Accepted => "accepted",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Justification {
    pub const ALL: [Self; 5] = [
        Self::ComponentNotPresent,
        Self::VulnerableCodeNotPresent,
        Self::VulnerableCodeNotInExecutePath,
        Self::VulnerableCodeCannotBeControlledByAdversary,
        Self::InlineMitigationsAlreadyExist,
    ];

    /// OpenVEX's label.
    pub fn name(self) -> &'static str {
        match self {
            Self::ComponentNotPresent => "component_not_present",
            Self::VulnerableCodeNotPresent => "vulnerable_code_not_present",
            Self::VulnerableCodeNotInExecutePath => "vulnerable_code_not_in_execute_path",
            Self::VulnerableCodeCannotBeControlledByAdversary => "vulnerable_code_cannot_be_controlled_by_adversary",
            Self::InlineMitigationsAlreadyExist => "inline_mitigations_already_exist",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|justification| justification.name() == name)
    }
}

impl Decision {
    /// Whether it holds at `now`.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    /// Whether it is about a finding of `vulnerability` (also known as `aliases`) in that package and version of the
    /// image with that name. What a finding does not say is not what a decision names.
    pub fn matches(
        &self,
        vulnerability: &str,
        aliases: &[impl AsRef<str>],
        package: Option<&str>,
        version: Option<&str>,
        image_name: Option<&str>,
    ) -> bool {
        let is =
            |wanted: &Option<String>, there: Option<&str>| wanted.as_deref().is_none_or(|wanted| there == Some(wanted));
        let is_version = || match (&self.version, version) {
            (None, _) => true,
            (Some(wanted), Some(there)) => without_zero_epoch(wanted) == without_zero_epoch(there),
            (Some(_), None) => false,
        };
        let is_name = |name: &str| name.eq_ignore_ascii_case(&self.vulnerability);
        is(&self.image, image_name)
            && is(&self.package, package)
            && (is_name(vulnerability) || aliases.iter().any(|alias| is_name(alias.as_ref())))
            && is_version()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision() -> Decision {
        Decision {
            vulnerability: "CVE-2026-0001".into(),
            package: None,
            version: None,
            image: None,
            state: DecisionState::Accepted,
            justification: None,
            reason: String::new(),
            author: None,
            decided: Timestamp::from_millis(0),
            expires: Some(Timestamp::from_millis(10)),
        }
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn a_decision_is_about_no_more_than_it_names() {
        let wide = decision();
        assert!(wide.matches("CVE-2026-0001", &NONE, Some("openssl"), Some("3.0.2"), Some("web")));
        assert!(wide.matches("GHSA-x", &["CVE-2026-0001"], None, None, None));
        assert!(!wide.matches("CVE-2026-0002", &NONE, None, None, None));
        let narrow = Decision {
            package: Some("openssl".into()),
            version: Some("0:3.0.2".into()),
            image: Some("web".into()),
            ..decision()
        };
        assert!(narrow.matches("CVE-2026-0001", &NONE, Some("openssl"), Some("3.0.2"), Some("web")));
        assert!(!narrow.matches("CVE-2026-0001", &NONE, Some("libssl3"), Some("3.0.2"), Some("web")));
        assert!(!narrow.matches("CVE-2026-0001", &NONE, Some("openssl"), Some("3.0.3"), Some("web")));
        assert!(!narrow.matches("CVE-2026-0001", &NONE, Some("openssl"), None, Some("web")));
        assert!(!narrow.matches("CVE-2026-0001", &NONE, Some("openssl"), Some("3.0.2"), None));
    }
}
