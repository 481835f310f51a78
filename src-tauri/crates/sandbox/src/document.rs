//! The little of a component document that the sandbox needs: its parameters, and the steps it would run.
//!
//! Written on its own, sharing nothing with Ingot's checker, so that neither hides the other's mistakes. It is no
//! validator: what it does not understand it leaves out.
//! Facts: <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>.

use saphyr_parser::{Event, Parser};

use crate::state::Parameter;

/// What the sandbox reads out of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub parameters: Vec<Parameter>,
    pub phases: Vec<Phase>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phase {
    pub name: String,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub name: String,
    pub action: String,
    /// The first lines of a script's `commands`, for the log.
    pub commands: Vec<String>,
}

/// Deeper documents, or ones with more nodes, are refused; AWS's limit of 16,000 characters keeps real ones far below.
const MAX_DEPTH: usize = 64;
const MAX_NODES: usize = 20_000;
const LOGGED_COMMANDS: usize = 4;

impl Document {
    /// Reads a document, or says in one sentence why it is none.
    pub(crate) fn read(text: &str) -> Result<Document, String> {
        let root = tree(text)?;
        if root.get("schemaVersion").is_none() {
            return Err("The document has no schemaVersion.".to_owned());
        }
        let phases: Vec<Phase> = root
            .get("phases")
            .ok_or("The document has no phases.")?
            .items()
            .iter()
            .map(phase)
            .collect::<Option<_>>()
            .ok_or("A phase needs a name and steps, and a step a name and an action.")?;
        if !phases
            .iter()
            .any(|phase| ["build", "validate", "test"].contains(&phase.name.as_str()))
        {
            return Err("The document has none of the phases build, validate, test.".to_owned());
        }
        let parameters = root
            .get("parameters")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .flat_map(Node::entries)
            .map(|(name, declared)| parameter(name, declared))
            .collect();
        Ok(Document { parameters, phases })
    }

    /// `TEST` where the only phase is `test`, `BUILD` otherwise
    /// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html>).
    pub(crate) fn kind(&self) -> &'static str {
        match self.phases.as_slice() {
            [only] if only.name == "test" => "TEST",
            _ => "BUILD",
        }
    }
}

fn phase(node: &Node) -> Option<Phase> {
    Some(Phase {
        name: node.get("name")?.text()?.to_owned(),
        steps: node.get("steps")?.items().iter().map(step).collect::<Option<_>>()?,
    })
}

fn step(node: &Node) -> Option<Step> {
    let commands = node
        .get("inputs")
        .and_then(|inputs| inputs.get("commands"))
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::text)
        .flat_map(str::lines)
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("set "))
        .take(LOGGED_COMMANDS)
        .map(|line| line.chars().take(160).collect())
        .collect();
    Some(Step {
        name: node.get("name")?.text()?.to_owned(),
        action: node.get("action")?.text()?.to_owned(),
        commands,
    })
}

fn parameter(name: &str, declared: &Node) -> Parameter {
    let text = |key: &str| declared.get(key).and_then(Node::text).map(str::to_owned);
    Parameter {
        name: name.to_owned(),
        kind: text("type").unwrap_or_else(|| "string".to_owned()),
        default: text("default"),
        description: text("description"),
    }
}

#[derive(Debug, Clone)]
enum Node {
    Text(String),
    Items(Vec<Node>),
    Entries(Vec<(String, Node)>),
}

impl Node {
    fn get(&self, key: &str) -> Option<&Node> {
        self.entries().find_map(|(name, node)| (name == key).then_some(node))
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let entries = match self {
            Node::Entries(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|(name, node)| (name.as_str(), node))
    }

    fn items(&self) -> &[Node] {
        match self {
            Node::Items(items) => items,
            _ => &[],
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A collection that is still open: finished children, and the key that waits for its value.
struct Open {
    node: Node,
    key: Option<String>,
}

/// Builds the tree without recursion; an alias becomes empty text, so a document cannot grow by itself.
fn tree(text: &str) -> Result<Node, String> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for (nodes, event) in Parser::new_from_str(text).enumerate() {
        let (event, _) = event.map_err(|error| format!("The document is not YAML: {error}."))?;
        if nodes > MAX_NODES || open.len() > MAX_DEPTH {
            return Err("The document is too large or too deep.".to_owned());
        }
        let finished = match event {
            Event::MappingStart(..) => {
                open.push(Open {
                    node: Node::Entries(Vec::new()),
                    key: None,
                });
                None
            }
            Event::SequenceStart(..) => {
                open.push(Open {
                    node: Node::Items(Vec::new()),
                    key: None,
                });
                None
            }
            Event::MappingEnd | Event::SequenceEnd => open.pop().map(|open| open.node),
            Event::Scalar(value, ..) => Some(Node::Text(value.into_owned())),
            Event::Alias(_) => Some(Node::Text(String::new())),
            Event::DocumentEnd => break,
            _ => None,
        };
        if let Some(node) = finished {
            match open.last_mut() {
                None => root = Some(node),
                Some(parent) => place(parent, node),
            }
        }
    }
    root.ok_or_else(|| "The document is empty.".to_owned())
}

fn place(parent: &mut Open, node: Node) {
    match &mut parent.node {
        Node::Items(items) => items.push(node),
        Node::Entries(entries) => match parent.key.take() {
            Some(key) => entries.push((key, node)),
            None => parent.key = Some(node.text().unwrap_or_default().to_owned()),
        },
        Node::Text(_) => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn parameters_phases_and_commands_are_read() {
        let document = Document::read(
            "schemaVersion: 1.0\nparameters:\n  - Port:\n      type: string\n      default: '22'\n  - Banner: {type: string}\n\
             phases:\n  - name: test\n    steps:\n      - name: Listens\n        action: ExecuteBash\n        inputs:\n\
             \x20         commands:\n            - |\n              set -e\n              ss -ltn | grep :{{ Port }}\n",
        )
        .expect("a document");
        assert_eq!(document.kind(), "TEST");
        assert_eq!(document.parameters[0].default.as_deref(), Some("22"));
        assert_eq!(document.parameters[1].default, None);
        assert_eq!(document.phases[0].steps[0].commands, ["ss -ltn | grep :{{ Port }}"]);
    }

    #[test]
    fn what_is_no_document_says_why() {
        for (text, why) in [
            ("", "empty"),
            ("a: [", "not YAML"),
            ("phases: []", "schemaVersion"),
            ("schemaVersion: 1.0", "no phases"),
            ("schemaVersion: 1.0\nphases: [{name: build}]", "needs a name"),
            (
                "schemaVersion: 1.0\nphases: [{name: verify, steps: []}]",
                "none of the phases",
            ),
        ] {
            let error = Document::read(text).expect_err(text);
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in "(?s)[ -~\n]{0,400}") {
            let _ = Document::read(&text);
            let _ = Document::read(&format!("schemaVersion: 1.0\nphases:\n  - name: build\n    steps: {text}"));
        }
    }

    #[test]
    fn a_document_cannot_grow_without_bound() {
        let deep = format!("a: {}", "[".repeat(10_000));
        assert!(Document::read(&deep).is_err());
        let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nschemaVersion: 1\nphases: [{name: build, steps: []}]";
        assert!(Document::read(bomb).is_ok());
    }
}
