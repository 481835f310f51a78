//! The resource file beside a new document.

use super::yaml::quoted;
use crate::platform::Platform;

/// The file with `kind: Component` for a document that stands beside it as `document.yaml`. An empty `description` is
/// left out.
pub fn resource_file(name: &str, version: &str, platform: Platform, description: &str) -> String {
    let mut text = format!(
        "kind: Component\nname: {}\nsemanticVersion: {}\nplatform: {platform}\n",
        quoted(name),
        quoted(version)
    );
    if !description.is_empty() {
        text.push_str(&format!("description: {}\n", quoted(description)));
    }
    text.push_str("uri: document.yaml\n");
    text
}
