//! References under edit.

use ingot_component::VersionPattern;
use ingot_recipe::Reference;

use super::EditError;

/// A component reference with another version, or without one.
pub(super) fn with_version(reference: &str, version: Option<&str>) -> Result<String, EditError> {
    let wanted = if version.is_some() { "set" } else { "removed" };
    let refused = || EditError::NotVersioned {
        reference: reference.to_owned(),
        wanted,
    };
    if let Some(version) = version
        && version.parse::<VersionPattern>().is_err()
    {
        return Err(EditError::Version {
            version: version.to_owned(),
        });
    }
    match (reference.parse::<Reference>(), version) {
        (Ok(Reference::Local(mut local)), version) => {
            local.version = version.and_then(|version| version.parse().ok());
            Ok(local.to_string())
        }
        (Ok(Reference::Arn(mut arn)), Some(version)) if arn.version.is_some() => {
            arn.version = version.parse().ok();
            arn.build = None;
            Ok(arn.to_string())
        }
        _ => Err(refused()),
    }
}
