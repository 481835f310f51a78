//! The metrics of each version and their values, the worst first.
//!
//! <https://www.first.org/cvss/v2/guide>, <https://www.first.org/cvss/v3.1/specification-document>,
//! <https://www.first.org/cvss/v4.0/specification-document>

/// A metric of one version.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub code: &'static str,
    pub name: &'static str,
    pub values: Values,
}

type Values = &'static [(&'static str, &'static str)];

const fn metric(code: &'static str, name: &'static str, values: Values) -> Known {
    Known { code, name, values }
}

/// Metrics without which a vector is none.
pub(super) const BASE_2: &[&str] = &["AV", "AC", "Au", "C", "I", "A"];
pub(super) const BASE_3: &[&str] = &["AV", "AC", "PR", "UI", "S", "C", "I", "A"];
pub(super) const BASE_4: &[&str] = &["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"];

const IMPACT_2: Values = &[("C", "complete"), ("P", "partial"), ("N", "none")];
const REQUIREMENT: Values = &[("H", "high"), ("M", "medium"), ("L", "low")];

pub(super) const METRICS_2: &[Known] = &[
    metric(
        "AV",
        "Access vector",
        &[("N", "network"), ("A", "adjacent network"), ("L", "local")],
    ),
    metric(
        "AC",
        "Access complexity",
        &[("L", "low"), ("M", "medium"), ("H", "high")],
    ),
    metric(
        "Au",
        "Authentication",
        &[("N", "none"), ("S", "once"), ("M", "more than once")],
    ),
    metric("C", "Confidentiality impact", IMPACT_2),
    metric("I", "Integrity impact", IMPACT_2),
    metric("A", "Availability impact", IMPACT_2),
    metric(
        "E",
        "Exploitability",
        &[
            ("H", "high"),
            ("F", "functional exploit"),
            ("POC", "proof of concept"),
            ("U", "unproven"),
        ],
    ),
    metric(
        "RL",
        "Remediation level",
        &[
            ("U", "unavailable"),
            ("W", "workaround"),
            ("TF", "temporary fix"),
            ("OF", "official fix"),
        ],
    ),
    metric(
        "RC",
        "Report confidence",
        &[("C", "confirmed"), ("UR", "uncorroborated"), ("UC", "unconfirmed")],
    ),
    metric(
        "CDP",
        "Collateral damage potential",
        &[
            ("H", "high"),
            ("MH", "medium to high"),
            ("LM", "low to medium"),
            ("L", "low"),
            ("N", "none"),
        ],
    ),
    metric(
        "TD",
        "Target distribution",
        &[("H", "high"), ("M", "medium"), ("L", "low"), ("N", "none")],
    ),
    metric("CR", "Confidentiality requirement", REQUIREMENT),
    metric("IR", "Integrity requirement", REQUIREMENT),
    metric("AR", "Availability requirement", REQUIREMENT),
];

const VECTOR: Values = &[("N", "network"), ("A", "adjacent"), ("L", "local"), ("P", "physical")];
const COMPLEXITY: Values = &[("L", "low"), ("H", "high")];
const PRIVILEGES: Values = &[("N", "none"), ("L", "low"), ("H", "high")];
const INTERACTION_3: Values = &[("N", "none"), ("R", "required")];
const SCOPE: Values = &[("C", "changed"), ("U", "unchanged")];
const IMPACT: Values = &[("H", "high"), ("L", "low"), ("N", "none")];

pub(super) const METRICS_3: &[Known] = &[
    metric("AV", "Attack vector", VECTOR),
    metric("AC", "Attack complexity", COMPLEXITY),
    metric("PR", "Privileges required", PRIVILEGES),
    metric("UI", "User interaction", INTERACTION_3),
    metric("S", "Scope", SCOPE),
    metric("C", "Confidentiality impact", IMPACT),
    metric("I", "Integrity impact", IMPACT),
    metric("A", "Availability impact", IMPACT),
    metric(
        "E",
        "Exploit code maturity",
        &[
            ("H", "high"),
            ("F", "functional"),
            ("P", "proof of concept"),
            ("U", "unproven"),
        ],
    ),
    metric(
        "RL",
        "Remediation level",
        &[
            ("U", "unavailable"),
            ("W", "workaround"),
            ("T", "temporary fix"),
            ("O", "official fix"),
        ],
    ),
    metric(
        "RC",
        "Report confidence",
        &[("C", "confirmed"), ("R", "reasonable"), ("U", "unknown")],
    ),
    metric("CR", "Confidentiality requirement", REQUIREMENT),
    metric("IR", "Integrity requirement", REQUIREMENT),
    metric("AR", "Availability requirement", REQUIREMENT),
    metric("MAV", "Attack vector here", VECTOR),
    metric("MAC", "Attack complexity here", COMPLEXITY),
    metric("MPR", "Privileges required here", PRIVILEGES),
    metric("MUI", "User interaction here", INTERACTION_3),
    metric("MS", "Scope here", SCOPE),
    metric("MC", "Confidentiality impact here", IMPACT),
    metric("MI", "Integrity impact here", IMPACT),
    metric("MA", "Availability impact here", IMPACT),
];

const REQUIREMENTS_4: Values = &[("N", "none"), ("P", "present")];
const INTERACTION_4: Values = &[("N", "none"), ("P", "passive"), ("A", "active")];
const SAFETY: Values = &[("S", "safety"), ("H", "high"), ("L", "low"), ("N", "negligible")];

pub(super) const METRICS_4: &[Known] = &[
    metric("AV", "Attack vector", VECTOR),
    metric("AC", "Attack complexity", COMPLEXITY),
    metric("AT", "Attack requirements", REQUIREMENTS_4),
    metric("PR", "Privileges required", PRIVILEGES),
    metric("UI", "User interaction", INTERACTION_4),
    metric("VC", "Confidentiality of the vulnerable system", IMPACT),
    metric("VI", "Integrity of the vulnerable system", IMPACT),
    metric("VA", "Availability of the vulnerable system", IMPACT),
    metric("SC", "Confidentiality of subsequent systems", IMPACT),
    metric("SI", "Integrity of subsequent systems", IMPACT),
    metric("SA", "Availability of subsequent systems", IMPACT),
    metric(
        "E",
        "Exploit maturity",
        &[("A", "attacked"), ("P", "proof of concept"), ("U", "unreported")],
    ),
    metric("CR", "Confidentiality requirement", REQUIREMENT),
    metric("IR", "Integrity requirement", REQUIREMENT),
    metric("AR", "Availability requirement", REQUIREMENT),
    metric("MAV", "Attack vector here", VECTOR),
    metric("MAC", "Attack complexity here", COMPLEXITY),
    metric("MAT", "Attack requirements here", REQUIREMENTS_4),
    metric("MPR", "Privileges required here", PRIVILEGES),
    metric("MUI", "User interaction here", INTERACTION_4),
    metric("MVC", "Confidentiality of the vulnerable system here", IMPACT),
    metric("MVI", "Integrity of the vulnerable system here", IMPACT),
    metric("MVA", "Availability of the vulnerable system here", IMPACT),
    metric(
        "MSC",
        "Confidentiality of subsequent systems here",
        &[("H", "high"), ("L", "low"), ("N", "negligible")],
    ),
    metric("MSI", "Integrity of subsequent systems here", SAFETY),
    metric("MSA", "Availability of subsequent systems here", SAFETY),
    metric("S", "Safety", &[("P", "present"), ("N", "negligible")]),
    metric("AU", "Automatable", &[("Y", "yes"), ("N", "no")]),
    metric(
        "R",
        "Recovery",
        &[("I", "irrecoverable"), ("U", "by a user"), ("A", "automatic")],
    ),
    metric("V", "Value density", &[("C", "concentrated"), ("D", "diffuse")]),
    metric(
        "RE",
        "Vulnerability response effort",
        &[("H", "high"), ("M", "moderate"), ("L", "low")],
    ),
    metric(
        "U",
        "Provider urgency",
        &[
            ("Red", "red"),
            ("Amber", "amber"),
            ("Green", "green"),
            ("Clear", "clear"),
        ],
    ),
];
