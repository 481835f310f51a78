//! What makes two findings the same one.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::Finding;

/// The identity of a finding: scanner, image (else resource), vulnerability, package, installed version,
/// architecture and path. It outlives re-imports, so decisions and comparisons hang on it.
///
/// The first 16 bytes of a SHA-256: a report is written by others, so two findings must not be made to collide.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingKey([u8; 16]);

impl FindingKey {
    pub fn of(finding: &Finding) -> Self {
        let mut hash = Sha256::new();
        let parts = [
            Some(finding.scanner.name()),
            finding.image.as_deref().or(finding.resource.as_deref()),
            Some(finding.vulnerability.as_str()),
            finding.package.as_deref(),
            finding.installed.as_deref(),
            finding.arch.as_deref(),
            finding.path.as_deref(),
        ];
        for part in parts {
            // The length goes first, so that no text can reach into the next part; absent differs from empty.
            match part {
                Some(text) => {
                    hash.update((text.len() as u64 + 1).to_le_bytes());
                    hash.update(text.as_bytes());
                }
                None => hash.update(0u64.to_le_bytes()),
            }
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Self(key)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for FindingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FindingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FindingKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Severity};

    fn finding() -> Finding {
        let mut finding = Finding::new(Scanner::Inspector, "CVE-2026-0001", Severity::High);
        finding.image = Some("ami-0123456789abcdef0".into());
        finding.package = Some("openssl".into());
        finding.installed = Some("3.0.2".into());
        finding
    }

    #[test]
    fn the_same_finding_seen_later_with_another_severity_keeps_its_identity() {
        let mut later = finding();
        later.severity = Severity::Critical;
        later.epss = Some(0.9);
        later.resource = Some("i-0123456789abcdef0".into());
        assert_eq!(FindingKey::of(&finding()), FindingKey::of(&later));
    }

    #[test]
    fn each_part_of_the_identity_tells_findings_apart() {
        let changes: [fn(&mut Finding); 6] = [
            |f| f.image = Some("ami-1".into()),
            |f| f.vulnerability = "CVE-2026-0002".into(),
            |f| f.package = Some("libssl3".into()),
            |f| f.installed = Some("3.0.3".into()),
            |f| f.arch = Some("i686".into()),
            |f| f.path = Some("/opt/app/lib.jar".into()),
        ];
        for change in changes {
            let mut other = finding();
            change(&mut other);
            assert_ne!(FindingKey::of(&finding()), FindingKey::of(&other));
        }
    }

    /// Keys are stored; this value may only change together with a migration of what is stored.
    #[test]
    fn stored_keys_stay_valid() {
        insta::assert_snapshot!(FindingKey::of(&finding()), @"0b838a0f4964280c4398f5e016da4f8c");
    }
}
