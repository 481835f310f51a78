//! An element as a small tree.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

/// An element with what is in it. Names are without their namespace prefix.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// Text directly in it, character data sections among it.
    pub(super) content: String,
}

impl Node {
    /// Its own text without white space around it; `None` if there is none.
    pub fn text(&self) -> Option<&str> {
        Some(self.content.trim()).filter(|text| !text.is_empty())
    }

    /// The attribute without white space around it; `None` if it is absent or empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first descendant by names joined by `/`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |node, name| node.child(name))
    }

    /// The text of [`Node::at`].
    pub fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path)?.text()
    }
}

/// The element that begins with `tag`, without what is in it.
pub(super) fn start(tag: &BytesStart<'_>) -> Result<Node, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Node {
        name: tag.local_name().as_ref().to_owned(),
        attributes,
        ..Node::default()
    })
}
