//! Where the document of a component is.

use ingot_component::yaml::ScalarStyle;
use ingot_component::{Source, Span};

use crate::resources::{Authored, Component};

/// The path of a document from the path of the resource file that names it: both relative to the
/// workspace, with `/`. `None` for absolute paths and for paths that leave the workspace.
pub fn document_path(resource_file: &str, uri: &str) -> Option<String> {
    if uri.starts_with('/') || uri.contains(['\\', '\0']) {
        return None;
    }
    let folder = resource_file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in uri.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The inline document of a component as a text of its own.
///
/// A literal block (`data: |`) keeps its indentation and gets as many empty lines before it as the
/// file has, so that positions in it are those of the file. Other ways of writing it change the
/// text, so that only the document's own lines can be counted; its label says so.
pub fn inline_document(component: &Authored<Component>) -> Option<Source> {
    let data = component.value.data.as_ref()?;
    let source = component.source();
    let place = component.at("data");
    let literal = place
        .node()
        .and_then(|node| node.scalar())
        .is_some_and(|s| s.style == ScalarStyle::Literal);
    if literal && let Some(text) = in_place(source, place.span()) {
        return Some(Source::new(source.file(), text));
    }
    Some(Source::new(format!("{} (data)", source.file()), data.as_str()))
}

fn in_place(source: &Source, span: Span) -> Option<String> {
    let header = source.slice(span).find('\n')?;
    let start = span.start + header + 1;
    let lines = source.position(start).line.saturating_sub(1) as usize;
    let body = source.text().get(start..span.end)?;
    Some(format!("{}{body}\n", "\n".repeat(lines)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::resources::{Resource, read};

    #[test]
    fn a_document_stands_beside_the_file_that_names_it_and_inside_the_workspace() {
        let path = |file, uri| document_path(file, uri);
        assert_eq!(
            path("components/sshd/component.yaml", "document.yaml").as_deref(),
            Some("components/sshd/document.yaml")
        );
        assert_eq!(
            path("components/sshd/component.yaml", "./../shared/a.yaml").as_deref(),
            Some("components/shared/a.yaml")
        );
        assert_eq!(
            path("component.yaml", "document.yaml").as_deref(),
            Some("document.yaml")
        );
        assert_eq!(path("component.yaml", "../outside.yaml"), None);
        assert_eq!(path("a/component.yaml", "/etc/passwd"), None);
        assert_eq!(path("a/component.yaml", "..\\x.yaml"), None);
    }

    #[test]
    fn positions_in_an_inline_document_are_those_of_the_file() {
        let text = "kind: Component\nname: hello\nsemanticVersion: 1.0.0\nplatform: Linux\ndata: |\n  schemaVersion: 1.0\n  phases:\n    - name: build\n      steps:\n        - name: Hi\n          action: ExecuteBash\n          inputs: {commands: [\"true\"]}\ndescription: after\n";
        let source = Source::new("hello.yaml", text);
        let Some(Resource::Component(component)) = read(&source).resource else {
            panic!("no component")
        };
        let inline = inline_document(&component).unwrap();
        let document = ingot_component::read(&inline);
        let step = &document.document.unwrap().phases[0].steps[0];
        assert_eq!(inline.range(step.name.span), source.range(step_name(&source)));
    }

    fn step_name(source: &Source) -> Span {
        let at = source.text().find("Hi").unwrap();
        Span::new(at, at + 2)
    }
}
