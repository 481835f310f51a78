//! What a statement is about, as OpenVEX writes it: products and their subcomponents.

use serde::Deserialize;

use super::product::{Named, named};

/// Before v0.2.0 it was the identifier alone.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a product is no identifier and no object with one")]
pub(super) enum Product {
    Id(String),
    Described(Component),
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Component {
    #[serde(rename = "@id")]
    id: Option<String>,
    identifiers: Identifiers,
    subcomponents: Vec<Component>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Identifiers {
    purl: Option<String>,
}

impl Component {
    fn id(&self) -> Option<&str> {
        self.id.as_deref().or(self.identifiers.purl.as_deref())
    }

    fn purl(&self) -> Option<&str> {
        let own = self
            .id
            .as_deref()
            .filter(|id| id.starts_with("pkg:") && !id.starts_with("pkg:generic/package/"));
        self.identifiers.purl.as_deref().or(own)
    }
}

/// What a statement is about: a package, an image, or a package of an image.
#[derive(Default)]
pub(super) struct Subject {
    pub image: Option<String>,
    pub package: Option<String>,
    pub version: Option<String>,
    pub purl: Option<String>,
}

pub(super) fn subjects(products: Vec<Product>, wrong: &mut dyn FnMut(String)) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for product in products {
        let product = match product {
            Product::Id(id) => Component {
                id: Some(id),
                ..Component::default()
            },
            Product::Described(component) => component,
        };
        let Some(id) = product.id() else {
            wrong("has a product without `@id` or package URL".to_owned());
            continue;
        };
        let image = match named(id) {
            Named::EveryImage => None,
            Named::Image(name) => Some(name),
            Named::Package { name, version } if product.subcomponents.is_empty() => {
                let purl = product.purl().map(str::to_owned);
                subjects.push(Subject {
                    image: None,
                    package: Some(name),
                    version,
                    purl,
                });
                continue;
            }
            // A package with parts is a product of its own: not what an image of ours is called.
            Named::Package { .. } => Some(id.to_owned()),
        };
        if product.subcomponents.is_empty() {
            subjects.push(Subject {
                image,
                ..Subject::default()
            });
            continue;
        }
        for part in &product.subcomponents {
            match part.id().map(named) {
                Some(Named::Package { name, version }) => subjects.push(Subject {
                    image: image.clone(),
                    package: Some(name),
                    version,
                    purl: part.purl().map(str::to_owned),
                }),
                _ => wrong("has a subcomponent that is no package".to_owned()),
            }
        }
    }
    if subjects.is_empty() {
        wrong("names no product".to_owned());
    }
    subjects
}
