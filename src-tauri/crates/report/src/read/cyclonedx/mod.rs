//! CycloneDX documents in JSON and XML, 1.2 to 1.6.
//!
//! Shapes: <https://cyclonedx.org/docs/1.6/json/>, <https://cyclonedx.org/docs/1.6/xml/>.

mod component;
mod reading;
mod vulnerability;
mod xml;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Subject;
use super::moment;
use super::vocabulary::stated;
use component::property;

use component::Component;
pub(super) use reading::ROOM;
use vulnerability::{Components, Vulnerability};

/// What the document says of itself.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Metadata {
    pub timestamp: Option<String>,
    pub tools: Option<Tools>,
    pub component: Option<Component>,
}

/// A list of tools before 1.5, the components that tools are since.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Tools {
    List(Vec<Tool>),
    Components { components: Option<Vec<Tool>> },
    Other(IgnoredAny),
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Tool {
    pub name: Option<String>,
    pub version: Option<String>,
}

impl Metadata {
    pub fn subject(self) -> Subject {
        let tools = match self.tools {
            Some(Tools::List(tools)) => tools,
            Some(Tools::Components { components }) => components.unwrap_or_default(),
            Some(Tools::Other(_)) | None => Vec::new(),
        };
        let tools: Vec<_> = tools
            .into_iter()
            .filter_map(|tool| {
                let name = stated(tool.name)?;
                Some(match stated(tool.version) {
                    Some(version) => format!("{name} {version}"),
                    None => name,
                })
            })
            .collect();
        let component = self.component.unwrap_or_default();
        let properties = component.properties.unwrap_or_default();
        let image = property(
            &properties,
            &["aquasecurity:trivy:RepoDigest", "aquasecurity:trivy:ImageID"],
        );
        // Syft gives the digest of an image as its version.
        let digest = stated(component.version.clone()).filter(|version| version.starts_with("sha256:"));
        Subject {
            name: stated(component.name),
            image: image.or(digest),
            tool: stated(Some(tools.join(", "))),
            written: moment::at(self.timestamp.as_deref()),
            gap: None,
        }
    }
}
