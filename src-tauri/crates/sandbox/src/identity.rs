//! Ids that follow from what they name, so that a restart gives the same ones.

use sha2::{Digest, Sha256};

/// The account every request acts in: AWS's documentation account
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>).
pub(crate) const ACCOUNT: &str = "111122223333";

/// 64 lower-case hex digits that depend on every part and on where the parts end.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number that looks random but follows from the parts.
pub(crate) fn number(parts: &[&str]) -> u64 {
    u64::from_str_radix(&digest(parts)[..16], 16).unwrap_or_default()
}

/// A UUID-shaped id.
pub(crate) fn uuid(parts: &[&str]) -> String {
    let hex = digest(parts);
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..32]
    )
}

/// An EC2 id with the long, 17-digit form: `ami-0123456789abcdef0`.
pub(crate) fn ec2(prefix: &str, parts: &[&str]) -> String {
    format!("{prefix}-0{}", &digest(parts)[..16])
}
