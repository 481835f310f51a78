//! Whether a YAML text is a component document at all.

use crate::lines::{Element, lines};
use crate::text::Source;

use super::fields;

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// A component document, perhaps with mistakes.
    Component,
    /// Nothing yet that a component document could not begin with.
    Unfinished,
    /// Somebody else's: another kind of YAML, or a resource file of a workspace.
    Other,
}

/// What `source` looks like, told by its top-level keys and without reading the rest.
///
/// A component document has `phases` and `schemaVersion`, or `phases` that are a list, and no `kind`,
/// which resource files have. A CodeBuild specification has `phases` too, but as a mapping.
pub fn likeness(source: &Source) -> Likeness {
    let text = source.text();
    if text.len() > super::LARGEST {
        return Likeness::Other;
    }
    let lines = lines(text);
    let mut keys = Vec::new();
    let mut list = false;
    for line in &lines {
        let Some(structure) = line.structure() else { continue };
        match structure.elements().next() {
            Some(Element::Key(at)) if line.column(at) == 0 => {
                let key = structure.key.map_or("", |key| source.slice(key));
                keys.push(key.trim_matches(['"', '\'']));
            }
            Some(Element::Dash(_)) if keys.last() == Some(&"phases") => list = true,
            Some(Element::Value(at)) if line.column(at) == 0 && source.slice(structure.value).starts_with('{') => {
                // Brackets around everything: JSON.
                let has = |key: &str| text.contains(&format!("\"{key}\""));
                let component = has("phases") && has("schemaVersion") && !has("kind");
                return if component {
                    Likeness::Component
                } else {
                    Likeness::Other
                };
            }
            _ => {}
        }
    }
    let has = |key: &str| keys.contains(&key);
    if has("phases") && !has("kind") && (has("schemaVersion") || list) {
        Likeness::Component
    } else if keys
        .iter()
        .all(|key| fields::DOCUMENT.iter().any(|field| field.name == *key))
    {
        Likeness::Unfinished
    } else {
        Likeness::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Likeness {
        likeness(&Source::new("a", text))
    }

    #[test]
    fn component_documents_are_told_from_other_yaml() {
        assert_eq!(of("schemaVersion: 1.0\nphases: [\n"), Likeness::Component);
        assert_eq!(of("phases:\n  - name: build\n"), Likeness::Component);
        assert_eq!(of("{\"schemaVersion\": 1, \"phases\": []}"), Likeness::Component);
        assert_eq!(of(""), Likeness::Unfinished);
        assert_eq!(of("name: x\nph"), Likeness::Unfinished);
        // CodeBuild, a workflow, a resource file, Compose.
        assert_eq!(
            of("version: 0.2\nphases:\n  build:\n    commands: []\n"),
            Likeness::Other
        );
        assert_eq!(of("name: x\nschemaVersion: 1.0\nsteps: []\n"), Likeness::Other);
        assert_eq!(of("kind: Component\nphases: x\n"), Likeness::Other);
        assert_eq!(of("services:\n  web: {}\n"), Likeness::Other);
    }
}
