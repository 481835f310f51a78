//! The hosts of a list in XML, whose parts stand before their detections.

use super::detection::Host;
use crate::read::xml::{self, Node};
use crate::read::{ReadError, Source};

/// The parts of a `HOST` that are wanted.
pub(super) const HOST_PARTS: [&str; 10] = [
    "IP",
    "IPV6",
    "DNS",
    "NETBIOS",
    "OPERATING_SYSTEM",
    "OS",
    "EC2_INSTANCE_ID",
    "CLOUD_RESOURCE_ID",
    "METADATA",
    "DNS_DATA",
];

/// What is handed over of a list of hosts: the position of the wanted part, or of the entry.
pub(super) enum Part {
    Host(usize),
    Entry(usize),
}

/// What gets the parts: the line, which host it is, and the element.
pub(super) type Sink<'s> = dyn FnMut(u64, Option<u64>, Part, Result<Node, String>) -> Result<(), ReadError> + 's;

pub(super) fn walk_hosts(
    source: &dyn Source,
    host: &[String],
    entries: &[&str],
    sink: &mut Sink<'_>,
) -> Result<xml::BrokenOff, ReadError> {
    let paths: Vec<_> = host.iter().map(String::as_str).chain(entries.iter().copied()).collect();
    // Where in the path the host is.
    let level = paths
        .first()
        .map_or(0, |path| path.split('/').count().saturating_sub(2));
    xml::walk(source, &paths, &mut |element| {
        let place = element.indices.get(level).copied();
        let part = match element.path.checked_sub(host.len()) {
            Some(entry) => Part::Entry(entry),
            None => Part::Host(element.path),
        };
        sink(element.line, place, part, element.node)
    })
}

/// The host that is being read; each begins unknown.
#[derive(Default)]
pub(super) struct Current {
    host: Host,
    place: Option<u64>,
}

impl Current {
    pub fn at(&mut self, place: Option<u64>) -> &mut Host {
        if self.place != place {
            self.host = Host::default();
            self.place = place;
        }
        &mut self.host
    }
}

impl Host {
    pub fn learn(&mut self, part: usize, node: &Node) {
        let text = node.text().map(str::to_owned);
        match HOST_PARTS.get(part).copied().unwrap_or_default() {
            "IP" | "IPV6" => self.ip = self.ip.take().or(text),
            "DNS" => self.dns = text,
            "DNS_DATA" => self.dns = self.dns.take().or_else(|| node.text_at("FQDN").map(str::to_owned)),
            "NETBIOS" => self.netbios = text,
            "OPERATING_SYSTEM" | "OS" => self.os = text,
            "METADATA" => self.learn_metadata(node),
            _ => self.instance = self.instance.take().or(text.filter(|id| id.starts_with("i-"))),
        }
    }

    /// What the instance says of itself, by the names under which EC2 has it
    /// (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html>).
    fn learn_metadata(&mut self, node: &Node) {
        for attribute in node.child("EC2").map_or(&[][..], |ec2| ec2.children.as_slice()) {
            let name = attribute.text_at("NAME").unwrap_or_default();
            let value = attribute.text_at("VALUE").map(str::to_owned);
            match name.rsplit('/').next().unwrap_or_default() {
                "imageId" | "ami-id" => self.image = value,
                "instanceId" | "instance-id" => self.instance = value,
                "accountId" => self.account = value,
                "region" => self.region = value,
                _ => {}
            }
        }
    }
}
