//! CycloneDX in XML: the same things under other names.

use super::component::{Evidence, Occurrence, Property};
use super::reading::Known;
use super::vulnerability::{
    Advisory, Affected, Analysis, Rating, Reference, Source as Publisher, Version, Vulnerability,
};
use super::{Component, Metadata, Tool, Tools};
use crate::read::out::Out;
use crate::read::xml::{self, Node};
use crate::read::{ReadError, Source};

const COMPONENT: &str = "bom/components/component";
const VULNERABILITY: &str = "bom/vulnerabilities/vulnerability";

pub(super) fn read(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let mut known = Known::default();
    let references = "bom/vulnerabilities/vulnerability/affects/target/ref";
    xml::walk(source, &[references, "bom/metadata"], &mut |element| {
        match (element.path, element.node) {
            (0, Ok(node)) => known.want(node.text().unwrap_or_default().to_owned()),
            (_, Ok(node)) => known.subject = metadata(&node).subject(),
            (_, Err(_)) => {}
        }
        Ok(())
    })?;
    out.subject = known.subject.clone();

    xml::walk(source, &[COMPONENT], &mut |element| {
        let node = match element.node {
            Ok(node) => node,
            Err(reason) => return out.package(element.line, Err(reason)),
        };
        let mut waiting = vec![&node];
        while let Some(node) = waiting.pop() {
            let component = component(node);
            let reference = component.bom_ref.clone();
            let package = component.into_package();
            known.learn(reference.as_deref(), &package);
            out.package(element.line, package)?;
            waiting.extend(all(node, "components", "component").rev());
        }
        Ok(())
    })?;

    let broken_off = xml::walk(source, &[VULNERABILITY], &mut |element| {
        let findings = element
            .node
            .and_then(|node| vulnerability(&node))
            .and_then(|vulnerability| known.findings(vulnerability));
        out.findings(element.line, findings)
    })?;
    out.broken_off(broken_off);
    Ok(())
}

/// The children `name` of the child `list`.
fn all<'a>(node: &'a Node, list: &str, name: &'a str) -> impl DoubleEndedIterator<Item = &'a Node> {
    let children = node.child(list).map_or(&[][..], |list| list.children.as_slice());
    children.iter().filter(move |child| child.name == name)
}

fn text(node: &Node, path: &str) -> Option<String> {
    node.text_at(path).map(str::to_owned)
}

fn metadata(node: &Node) -> Metadata {
    let named = |tool: &Node| Tool {
        name: text(tool, "name"),
        version: text(tool, "version"),
    };
    let mut tools: Vec<_> = all(node, "tools", "tool").map(named).collect();
    if let Some(list) = node.child("tools") {
        tools.extend(all(list, "components", "component").map(named));
    }
    Metadata {
        timestamp: text(node, "timestamp"),
        tools: Some(Tools::List(tools)),
        component: node.child("component").map(component),
    }
}

fn component(node: &Node) -> Component {
    let occurrences = node
        .child("evidence")
        .map(|evidence| all(evidence, "occurrences", "occurrence").collect::<Vec<_>>());
    Component {
        bom_ref: node.attribute("bom-ref").map(str::to_owned),
        kind: node.attribute("type").map(str::to_owned),
        group: text(node, "group"),
        name: text(node, "name"),
        version: text(node, "version"),
        purl: text(node, "purl"),
        properties: Some(properties(node)),
        evidence: occurrences.map(|occurrences| Evidence {
            occurrences: Some(
                occurrences
                    .into_iter()
                    .map(|occurrence| Occurrence {
                        location: text(occurrence, "location"),
                    })
                    .collect(),
            ),
        }),
    }
}

fn properties(node: &Node) -> Vec<Property> {
    all(node, "properties", "property")
        .map(|property| Property {
            name: property.attribute("name").map(str::to_owned),
            value: property.text().map(str::to_owned),
        })
        .collect()
}

fn publisher(node: &Node) -> Option<Publisher> {
    let source = node.child("source")?;
    Some(Publisher {
        name: text(source, "name"),
        url: text(source, "url"),
    })
}

fn vulnerability(node: &Node) -> Result<Vulnerability, String> {
    let ratings = all(node, "ratings", "rating")
        .map(rating)
        .collect::<Result<Vec<_>, _>>()?;
    let cwes = all(node, "cwes", "cwe")
        .filter_map(Node::text)
        .map(|cwe| cwe.parse().map_err(|_| format!("`cwe` is {cwe:?}, which is no number")))
        .collect::<Result<Vec<u64>, _>>()?;
    let affects = all(node, "affects", "target").map(|target| Affected {
        reference: text(target, "ref"),
        versions: Some(
            all(target, "versions", "version")
                .map(|version| Version {
                    version: text(version, "version"),
                    range: text(version, "range"),
                    status: text(version, "status"),
                })
                .collect(),
        ),
    });
    Ok(Vulnerability {
        id: text(node, "id"),
        source: publisher(node),
        references: Some(
            all(node, "references", "reference")
                .map(|reference| Reference {
                    id: text(reference, "id"),
                    source: publisher(reference),
                })
                .collect(),
        ),
        ratings: Some(ratings),
        cwes: Some(cwes),
        description: text(node, "description"),
        detail: text(node, "detail"),
        recommendation: text(node, "recommendation"),
        advisories: Some(
            all(node, "advisories", "advisory")
                .map(|advisory| Advisory {
                    url: text(advisory, "url"),
                })
                .collect(),
        ),
        created: text(node, "created"),
        published: text(node, "published"),
        updated: text(node, "updated"),
        analysis: node.child("analysis").map(|analysis| Analysis {
            state: text(analysis, "state"),
            justification: text(analysis, "justification"),
            response: Some(
                all(analysis, "responses", "response")
                    .filter_map(Node::text)
                    .map(str::to_owned)
                    .collect(),
            ),
            detail: text(analysis, "detail"),
        }),
        affects: Some(affects.collect()),
        properties: Some(properties(node)),
    })
}

fn rating(node: &Node) -> Result<Rating, String> {
    let score = node.text_at("score").map(|score| {
        let number = score.parse::<f64>();
        number.map_err(|_| format!("`score` is {score:?}, which is no number"))
    });
    Ok(Rating {
        source: publisher(node),
        score: score.transpose()?,
        severity: text(node, "severity"),
        method: text(node, "method"),
        vector: text(node, "vector"),
    })
}
