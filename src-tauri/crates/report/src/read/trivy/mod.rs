//! Trivy's JSON reports: schema 2, the array of results that was schema 1, and Kubernetes reports.
//!
//! Shapes: <https://github.com/aquasecurity/trivy/tree/main/pkg/types> (`report.go`, `vulnerability.go`,
//! `finding.go`, `secret.go`, `license.go`, `misconfiguration.go`).

mod other;
mod package;
mod reading;
mod vulnerability;

use serde::Deserialize;

use super::Subject;
use super::moment;
use super::vocabulary::stated;
use crate::{Finding, Scanner, Severity};

use other::{License, Misconfiguration, ModifiedFinding, Secret};
use package::InstalledPackage;
pub(super) use reading::ROOM;
use vulnerability::Vulnerability;

/// What the report says outside its results.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    pub artifact_name: Option<String>,
    pub artifact_type: Option<String>,
    pub created_at: Option<String>,
    /// Of a Kubernetes report.
    pub cluster_name: Option<String>,
    pub metadata: Option<Metadata>,
    pub trivy: Option<Tool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Metadata {
    #[serde(rename = "OS")]
    os: Option<Os>,
    #[serde(rename = "ImageID")]
    image_id: Option<String>,
    repo_digests: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Os {
    family: Option<String>,
    name: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tool {
    version: Option<String>,
}

/// What one result says of what it looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Target {
    pub target: Option<String>,
    pub class: Option<String>,
    #[serde(rename = "Type")]
    pub kind: Option<String>,
}

impl Report {
    pub fn subject(&self) -> Subject {
        Subject {
            name: self
                .artifact_name
                .clone()
                .or_else(|| self.cluster_name.clone())
                .and_then(|name| stated(Some(name))),
            image: self.image(),
            tool: Some(match self.trivy.as_ref().and_then(|tool| tool.version.as_deref()) {
                Some(version) => format!("Trivy {version}"),
                None => "Trivy".to_owned(),
            }),
            written: moment::at(self.created_at.as_deref()),
            gap: None,
        }
    }

    /// The digest of a container image, else its id; the id of the AMI that `trivy vm ami:…` scanned.
    fn image(&self) -> Option<String> {
        let name = self.artifact_name.as_deref().unwrap_or_default();
        let name = name.strip_prefix("ami:").unwrap_or(name);
        if is_ami(name) {
            return Some(name.to_owned());
        }
        if self.artifact_type.as_deref() != Some("container_image") {
            return None;
        }
        let metadata = self.metadata.as_ref()?;
        let mut digests = metadata.repo_digests.iter().flatten();
        let digest = digests.find(|digest| !digest.is_empty()).cloned();
        digest.or_else(|| stated(metadata.image_id.clone()))
    }

    fn platform(&self) -> Option<String> {
        let os = self.metadata.as_ref()?.os.as_ref()?;
        let words: Vec<_> = [&os.family, &os.name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        stated(Some(words.join(" ")))
    }

    /// A finding of this report that says no more yet than what was scanned.
    fn finding(&self, id: String, severity: Option<&str>, kind: &str) -> Finding {
        let (severity, other_word) = super::vocabulary::graded(severity);
        let mut finding = Finding::new(Scanner::Trivy, id, severity);
        finding.vendor_severity = other_word;
        finding.finding_type = Some(kind.to_owned());
        finding.image = self.image();
        finding.resource = stated(self.artifact_name.clone());
        finding.resource_type = stated(self.artifact_type.clone());
        finding.platform = self.platform();
        finding
    }
}

impl Target {
    /// The file that was looked at. Packages of a language that lie as files of their own (jars, wheels) stand under
    /// the language's name, which is no file (`PkgTargets` in `pkg/scanner/langpkg/scan.go`).
    fn file(&self) -> Option<&str> {
        const LANGUAGES: [&str; 8] = [
            "Python",
            "Conda",
            "Ruby",
            "Node.js",
            "Java",
            "PHP",
            "Kubernetes",
            "OS Packages",
        ];
        let target = self.target.as_deref().filter(|target| !target.is_empty())?;
        let of_system = match self.class.as_deref() {
            Some(class) => class == "os-pkgs",
            // Schema 1 has no class: `alpine:3.9 (alpine 3.9.0)` is a system.
            None => target.ends_with(')') && target.contains(" ("),
        };
        (!of_system && !LANGUAGES.contains(&target)).then_some(target)
    }

    /// The file, with the line if there is one.
    fn place(&self, line: Option<u64>) -> Option<String> {
        let file = self.target.as_deref().filter(|target| !target.is_empty())?;
        Some(match line.filter(|line| *line > 0) {
            Some(line) => format!("{file}:{line}"),
            None => file.to_owned(),
        })
    }
}

/// `ami-` and 8 or 17 hexadecimal digits
/// (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html>).
fn is_ami(name: &str) -> bool {
    name.strip_prefix("ami-")
        .is_some_and(|id| matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Trivy's numbers for severities, as `VendorSeverity` has them
/// (<https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/types.go>).
fn numbered(severity: i64) -> Option<Severity> {
    Some(match severity {
        0 => Severity::Untriaged,
        1 => Severity::Low,
        2 => Severity::Medium,
        3 => Severity::High,
        4 => Severity::Critical,
        _ => return None,
    })
}
