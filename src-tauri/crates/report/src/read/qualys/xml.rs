//! Qualys' reports in XML. Those that explain their QIDs in a glossary at the end are read twice.
//!
//! Shapes: the DTDs that the reports name (`asset_data_report.dtd`, `scan-1.dtd`, `host_list_vm_detection_output.dtd`),
//! <https://docs.qualys.com/en/vm/api/users/index.htm>; reports on web applications as published ones have them.

use super::detection::{Detection, Host};
use super::glossary::Glossary;
use super::host::{Current, HOST_PARTS, Part, walk_hosts};
use crate::read::moment::{Slashes, moment};
use crate::read::out::Out;
use crate::read::vocabulary::said;
use crate::read::xml::{self, Node};
use crate::read::{ReadError, Source};
use crate::{Finding, Timestamp};

/// No report in XML writes dates with slashes but in the American way.
const SLASHES: Slashes = Slashes::MonthFirst;

fn date(node: &Node) -> Option<Timestamp> {
    moment(node.text()?, SLASHES)
}

/// `ASSET_DATA_REPORT`.
pub(super) fn assets(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    const HOST: &str = "ASSET_DATA_REPORT/HOST_LIST/HOST";
    let mut glossary = Glossary::default();
    let head = [
        "ASSET_DATA_REPORT/GLOSSARY/VULN_DETAILS_LIST/VULN_DETAILS",
        "ASSET_DATA_REPORT/HEADER/GENERATION_DATETIME",
    ];
    out.subject.tool = Some("Qualys".to_owned());
    xml::walk(source, &head, &mut |element| {
        match (element.path, element.node) {
            (0, Ok(node)) => glossary.add(node),
            (_, Ok(node)) => out.subject.written = date(&node),
            (_, Err(_)) => {}
        }
        Ok(())
    })?;
    let mut host = Current::default();
    let paths = HOST_PARTS.map(|part| format!("{HOST}/{part}"));
    let entries = format!("{HOST}/VULN_INFO_LIST/VULN_INFO");
    let broken_off = walk_hosts(source, &paths, &[&entries], &mut |line, place, part, node| {
        let host = host.at(place);
        match (part, node) {
            (Part::Host(part), Ok(node)) => host.learn(part, &node),
            (Part::Host(_), Err(_)) => {}
            (Part::Entry(_), Err(reason)) => return out.findings(line, Err(reason)),
            (Part::Entry(_), Ok(node)) => return out.findings(line, glossary.explain(&node, detected(&node), host)),
        }
        Ok(())
    })?;
    out.broken_off(broken_off);
    Ok(())
}

/// `HOST_LIST_VM_DETECTION_OUTPUT`.
pub(super) fn detections(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    const RESPONSE: &str = "HOST_LIST_VM_DETECTION_OUTPUT/RESPONSE";
    out.subject.tool = Some("Qualys".to_owned());
    let mut host = Current::default();
    let paths = HOST_PARTS.map(|part| format!("{RESPONSE}/HOST_LIST/HOST/{part}"));
    let entries = [
        format!("{RESPONSE}/HOST_LIST/HOST/DETECTION_LIST/DETECTION"),
        format!("{RESPONSE}/DATETIME"),
        format!("{RESPONSE}/WARNING"),
    ];
    let entries = [entries[0].as_str(), entries[1].as_str(), entries[2].as_str()];
    let broken_off = walk_hosts(source, &paths, &entries, &mut |line, place, part, node| {
        let host = host.at(place);
        match (part, node) {
            (Part::Host(part), Ok(node)) => host.learn(part, &node),
            (Part::Entry(0), Ok(node)) => return out.findings(line, detected(&node).into_findings(host, SLASHES)),
            (Part::Entry(0), Err(reason)) => return out.findings(line, Err(reason)),
            (Part::Entry(1), Ok(node)) => out.subject.written = date(&node),
            // The list was cut at the number of hosts that was asked for; `URL` leads to the rest.
            (Part::Entry(_), Ok(node)) => out.more_pages |= node.text_at("CODE") == Some("1980"),
            (_, Err(_)) => {}
        }
        Ok(())
    })?;
    out.broken_off(broken_off);
    Ok(())
}

/// `SCAN`.
pub(super) fn scan(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    out.subject.tool = Some("Qualys".to_owned());
    let paths = [
        "SCAN/IP/VULNS/CAT/VULN",
        "SCAN/IP/PRACTICES/CAT/PRACTICE",
        "SCAN/IP/INFOS/CAT/INFO",
        "SCAN/IP/SERVICES/CAT/SERVICE",
        "SCAN/IP/OS",
        "SCAN/IP/NETBIOS_HOSTNAME",
        "SCAN/HEADER/KEY",
        "SCAN/ERROR",
    ];
    let mut host = Current::default();
    let broken_off = xml::walk(source, &paths, &mut |element| {
        let line = element.line;
        let host = host.at(element.indices.get(1).copied());
        let attribute = |level: usize, name: &str| {
            let attributes = element.around.get(level)?;
            let (_, value) = attributes.iter().find(|(known, _)| known == name)?;
            said(value)
        };
        match (element.path, element.node) {
            (path @ 0..=3, Ok(node)) => {
                host.ip = attribute(1, "value").map(str::to_owned);
                let name = attribute(1, "name").filter(|name| *name != "No registered hostname");
                host.dns = name.map(str::to_owned);
                let kind = ["Vuln", "Practice", "Ig", "Ig"].get(path).copied();
                let cves = node.attribute("cveid").into_iter();
                let listed = children(&node, "CVE_ID_LIST", "CVE_ID").filter_map(|cve| cve.text_at("ID"));
                let detection = Detection {
                    qid: node.attribute("number"),
                    cves: cves.chain(listed).collect(),
                    kind,
                    level: node.attribute("severity"),
                    port: attribute(3, "port"),
                    protocol: attribute(3, "protocol"),
                    threat: node.text_at("DIAGNOSIS"),
                    impact: node.text_at("CONSEQUENCE"),
                    results: node.text_at("RESULT"),
                    last: None,
                    ..explained(&node)
                };
                let findings = detection.into_findings(host, SLASHES).map(|mut findings| {
                    // A scan finds what it finds when it runs.
                    for finding in &mut findings {
                        finding.last_seen = out.subject.written;
                    }
                    findings
                });
                return out.findings(line, findings);
            }
            (0..=3, Err(reason)) => return out.findings(line, Err(reason)),
            (4, Ok(node)) => host.os = node.text().map(str::to_owned),
            (5, Ok(node)) => host.netbios = node.text().map(str::to_owned),
            (6, Ok(node)) => match node.attribute("value") {
                Some("DATE") => out.subject.written = date(&node),
                Some("TITLE") => out.subject.name = node.text().map(str::to_owned),
                _ => {}
            },
            (7, Ok(node)) => out.subject.gap = node.text().map(str::to_owned),
            (_, _) => {}
        }
        Ok(())
    })?;
    out.broken_off(broken_off);
    Ok(())
}

/// `WAS_SCAN_REPORT` and `WAS_WEBAPP_REPORT`.
pub(super) fn was(root: &str, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    out.subject.tool = Some("Qualys WAS".to_owned());
    let mut glossary = Glossary::default();
    let mut applications: Vec<Host> = Vec::new();
    let head =
        ["GLOSSARY/QID_LIST/QID", "APPENDIX/WEBAPP", "HEADER/GENERATION_DATETIME"].map(|path| format!("{root}/{path}"));
    let head = [head[0].as_str(), head[1].as_str(), head[2].as_str()];
    xml::walk(source, &head, &mut |element| {
        match (element.path, element.node) {
            (0, Ok(node)) => glossary.add(node),
            (1, Ok(node)) if applications.len() < 2 => applications.push(Host {
                dns: node.text_at("NAME").or_else(|| node.text_at("URL")).map(str::to_owned),
                os: node.text_at("OPERATING_SYSTEM").map(str::to_owned),
                ..Host::default()
            }),
            (2, Ok(node)) => out.subject.written = date(&node),
            (_, _) => {}
        }
        Ok(())
    })?;
    // Whose a detection is, is only said by there being one application; its address tells otherwise.
    let only = match applications.as_slice() {
        [only] => only.clone(),
        _ => Host::default(),
    };
    out.subject.name = only.name();

    let lists = [
        ("VULNERABILITY_LIST/VULNERABILITY", "Vuln"),
        ("SENSITIVE_CONTENT_LIST/SENSITIVE_CONTENT", "Vuln"),
        ("INFORMATION_GATHERED_LIST/INFORMATION_GATHERED", "Ig"),
    ];
    let places = [format!("{root}/RESULTS"), format!("{root}/RESULTS/WEB_APPLICATION")];
    let paths: Vec<_> = places
        .iter()
        .flat_map(|place| lists.map(|(list, _)| format!("{place}/{list}")))
        .collect();
    let paths: Vec<_> = paths.iter().map(String::as_str).collect();
    let broken_off = xml::walk(source, &paths, &mut |element| {
        let node = match element.node {
            Ok(node) => node,
            Err(reason) => return out.findings(element.line, Err(reason)),
        };
        let kind = lists.get(element.path % lists.len()).map(|(_, kind)| *kind);
        let potential = node.text_at("POTENTIAL") == Some("true");
        let detection = Detection {
            kind: if potential { Some("Potential") } else { kind },
            ignored: node.text_at("IGNORED"),
            url: node.text_at("URL"),
            parameter: node.text_at("PARAM"),
            first: node.text_at("FIRST_TIME_DETECTED"),
            last: node
                .text_at("LAST_TIME_DETECTED")
                .or_else(|| node.text_at("DETECTION_DATE")),
            ..detected(&node)
        };
        let findings = glossary.explain(&node, detection, &only).map(|mut findings| {
            for finding in &mut findings {
                web(finding);
            }
            findings
        });
        out.findings(element.line, findings)
    })?;
    out.broken_off(broken_off);
    Ok(())
}

fn web(finding: &mut Finding) {
    finding.resource_type = Some("WEB_APPLICATION".to_owned());
    if finding.resource.is_none() {
        let address = finding.path.as_deref().and_then(|path| path.split_once("://"));
        finding.resource = address
            .and_then(|(_, rest)| rest.split(['/', '?', ' ']).next())
            .map(str::to_owned);
    }
}

/// What a detection says of itself, in any of the reports.
fn detected(node: &Node) -> Detection<'_> {
    let second = factor(node, "CVSS_version").is_some_and(|version| version.starts_with("v2"));
    let score = factor(node, "CVSS");
    Detection {
        qid: node.text_at("QID"),
        kind: node.text_at("TYPE"),
        level: node.text_at("SEVERITY"),
        risk: node.text_at("QDS"),
        other_severity: node.at("QDS").and_then(|qds| qds.attribute("severity")),
        status: node.text_at("VULN_STATUS").or_else(|| node.text_at("STATUS")),
        ignored: node.text_at("IS_IGNORED"),
        disabled: node.text_at("IS_DISABLED"),
        port: node.text_at("PORT"),
        protocol: node.text_at("PROTOCOL"),
        first: node
            .text_at("FIRST_FOUND")
            .or_else(|| node.text_at("FIRST_FOUND_DATETIME")),
        last: node
            .text_at("LAST_FOUND")
            .or_else(|| node.text_at("LAST_FOUND_DATETIME")),
        updated: node.text_at("LAST_UPDATE_DATETIME"),
        results: node.text_at("RESULT").or_else(|| node.text_at("RESULTS")),
        cvss3: score.filter(|_| !second),
        cvss2: score.filter(|_| second),
        vector: factor(node, "CVSS_vector"),
        epss: factor(node, "epss"),
        kev: factor(node, "CISA_vuln"),
        threats: factor(node, "RTI"),
        // `weaponized`, `poc`: code that exploits it is known.
        exploits: factor(node, "exploit_maturity").is_some(),
        ..Detection::default()
    }
}

/// What Qualys' detection score was made from, in lists that were asked for with `show_qds_factors=1`.
fn factor<'a>(node: &'a Node, name: &'a str) -> Option<&'a str> {
    let found = children(node, "QDS_FACTORS", "QDS_FACTOR").find(|factor| factor.attribute("name") == Some(name));
    said(found?.text()?)
}

/// What is said of a QID, in a glossary or beside the detection.
pub(super) fn explained(node: &Node) -> Detection<'_> {
    Detection {
        title: node.text_at("TITLE"),
        level: node.text_at("SEVERITY"),
        threat: node.text_at("THREAT").or_else(|| node.text_at("DESCRIPTION")),
        impact: node.text_at("IMPACT"),
        solution: node.text_at("SOLUTION"),
        cvss3: node
            .text_at("CVSS3_SCORE/CVSS3_BASE")
            .or_else(|| node.text_at("CVSS3_BASE")),
        cvss2: node
            .text_at("CVSS_SCORE/CVSS_BASE")
            .or_else(|| node.text_at("CVSS_BASE")),
        cves: children(node, "CVE_ID_LIST", "CVE_ID")
            .filter_map(|cve| cve.text_at("ID"))
            .collect(),
        exploits: node.at("CORRELATION/EXPLOITABILITY").is_some(),
        cwes: node.text_at("CWE"),
        references: children(node, "VENDOR_REFERENCE_LIST", "VENDOR_REFERENCE")
            .filter_map(|reference| reference.text_at("URL"))
            .collect(),
        ..Detection::default()
    }
}

/// The children `name` of the child `list`.
fn children<'a>(node: &'a Node, list: &str, name: &'a str) -> impl Iterator<Item = &'a Node> {
    let children = node.child(list).map_or(&[][..], |list| list.children.as_slice());
    children.iter().filter(move |child| child.name == name)
}
