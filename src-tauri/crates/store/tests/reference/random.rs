//! Findings and queries by chance, of few values, so that everything meets everything.

use ingot_report::query::{Comparison, Condition, Field, Pattern, Query, Status};
use ingot_report::{
    Decision, DecisionState, Finding, FindingStatus, FixAvailable, Layer, Scanner, Severity, Timestamp,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{IMAGE, now};

#[derive(Clone, Debug)]
pub struct Case {
    /// Two; no finding twice within one.
    pub reports: Vec<Vec<Finding>>,
    pub query: Query,
    pub decisions: Vec<Decision>,
    /// Whether one report is asked, or all.
    pub one: bool,
}

const IDS: [&str; 5] = ["CVE-2026-1", "CVE-2026-10", "CVE-2025-2", "GHSA-aaaa", "QID-7"];
const PACKAGES: [&str; 4] = ["openssl", "libssl3", "žluť", "a b"];
const VERSIONS: [&str; 3] = ["1.0", "1.0-2ubuntu1", "2.0"];
const PASSAGES: [&str; 4] = [
    "A buffer overflow in the parser.",
    "An overflow of a BUFFER, remote",
    "",
    "=cmd()|'x' \"quoted\" <script>",
];

pub fn case() -> impl Strategy<Value = Case> {
    (vec(report(), 2), query(), vec(decision(), 0..4), any::<bool>()).prop_map(|(reports, query, decisions, one)| {
        Case {
            reports,
            query,
            decisions,
            one,
        }
    })
}

fn report() -> impl Strategy<Value = Vec<Finding>> {
    // A scanner mostly writes a whole report; sometimes two do.
    (scanner(), option::weighted(0.2, scanner()), vec(finding(), 0..25)).prop_map(|(first, second, mut findings)| {
        for (finding, at) in findings.iter_mut().zip(0..) {
            finding.scanner = second.filter(|_| at % 3 == 0).unwrap_or(first);
        }
        let mut met = std::collections::HashSet::new();
        findings.retain(|finding| met.insert(ingot_report::FindingKey::of(finding)));
        findings
    })
}

fn scanner() -> impl Strategy<Value = Scanner> {
    select(vec![Scanner::Inspector, Scanner::Inspector, Scanner::Trivy])
}

fn text(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(values).prop_map(str::to_owned)
}

fn finding() -> impl Strategy<Value = Finding> {
    let named = (
        text(&IDS),
        vec(text(&IDS), 0..2),
        select(Severity::ALL.to_vec()),
        option::of(text(&PACKAGES)),
        option::of(text(&VERSIONS)),
        option::of(text(&VERSIONS)),
        option::of(select(vec![FixAvailable::Yes, FixAvailable::No, FixAvailable::Partial])),
        text(&PASSAGES),
        option::of(text(&PASSAGES)),
    );
    let told = (
        option::of(select(vec![0.0, 0.1, 0.5, 1.0, f64::NAN])),
        option::of(any::<bool>()),
        option::of(any::<bool>()),
        option::of(select(vec![0.0, 5.5, 9.8])),
        option::of(0_i64..4),
        option::of(select(vec![
            FindingStatus::Active,
            FindingStatus::Suppressed,
            FindingStatus::Closed,
        ])),
    );
    let found = (
        option::of(text(&["deb", "rpm"])),
        option::of(text(&["/a.jar", "/b.jar"])),
        option::of(text(&["X86_64", "NOARCH"])),
        option::of(text(&["ami-1", IMAGE])),
        option::of(text(&["i-1", "i-2"])),
        vec(text(&["CWE-79", "CWE-787"]), 0..3),
        option::of(text(&["PACKAGE_VULNERABILITY", "CIS_CHECK"])),
    );
    (named, told, found).prop_map(|(named, told, found)| {
        let mut finding = Finding::new(Scanner::Inspector, named.0, named.2);
        finding.aliases = named.1;
        finding.package = named.3;
        finding.installed = named.4;
        finding.fixed = named.5;
        finding.fix_available = named.6;
        finding.title = named.7;
        finding.description = named.8;
        finding.epss = told.0;
        finding.exploited = told.1;
        finding.kev = told.2;
        finding.score = told.3;
        finding.first_seen = told
            .4
            .map(|days| Timestamp::from_millis(now().as_millis() - days * 86_400_000));
        finding.status = told.5;
        finding.package_manager = found.0;
        finding.path = found.1;
        finding.arch = found.2;
        finding.image = found.3;
        finding.resource = found.4;
        finding.cwes = found.5;
        finding.finding_type = found.6;
        finding
    })
}

fn decision() -> impl Strategy<Value = Decision> {
    (
        text(&IDS),
        option::weighted(0.3, text(&PACKAGES)),
        option::weighted(0.3, text(&VERSIONS)),
        option::weighted(0.4, text(&["payments-web", "other"])),
        select(DecisionState::ALL.to_vec()),
        0_i64..3,
        option::of(-1_i64..2),
    )
        .prop_map(
            |(vulnerability, package, version, image, state, decided, expires)| Decision {
                vulnerability,
                package,
                version,
                image,
                state,
                justification: None,
                reason: String::new(),
                author: None,
                decided: Timestamp::from_millis(decided),
                expires: expires.map(|days| Timestamp::from_millis(now().as_millis() + days)),
            },
        )
}

fn query() -> impl Strategy<Value = Query> {
    let leaf = condition().prop_map(Query::Is);
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 0..4).prop_map(Query::All),
            1 => vec(inner.clone(), 0..3).prop_map(Query::Any),
            1 => inner.prop_map(|query| Query::Not(Box::new(query))),
        ]
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    let fixes = vec![
        None,
        Some(FixAvailable::Yes),
        Some(FixAvailable::No),
        Some(FixAvailable::Partial),
    ];
    let flags = || vec(option::of(any::<bool>()), 1..3);
    let statuses: Vec<Status> = DecisionState::ALL
        .map(Status::Decided)
        .into_iter()
        .chain([Status::Open, Status::Expired])
        .chain([FindingStatus::Active, FindingStatus::Suppressed, FindingStatus::Closed].map(Status::Scanner))
        .collect();
    let fields = vec![
        Field::Package,
        Field::Vulnerability,
        Field::Installed,
        Field::Fixed,
        Field::PackageManager,
        Field::Path,
        Field::Image,
        Field::Resource,
        Field::Account,
        Field::Cwe,
        Field::Origin,
        Field::FindingType,
    ];
    let words = [
        "overflow",
        "BUFFER over",
        "ssl",
        "2026-1",
        "buf",
        "over the",
        "quoted",
        "žlu",
        "-",
        " ",
        "<",
    ];
    prop_oneof![
        vec(select(Severity::ALL.to_vec()), 1..4).prop_map(Condition::Severity),
        vec(select(fixes), 1..3).prop_map(Condition::Fix),
        flags().prop_map(Condition::Kev),
        flags().prop_map(Condition::Exploit),
        comparison(vec![0.0, 0.1, 0.3, 0.5, 1.0]).prop_map(Condition::Epss),
        comparison(vec![5.0, 5.5, 9.8]).prop_map(Condition::Score),
        comparison(vec![0.0, 1.0, 2.5]).prop_map(Condition::Age),
        vec(select(Layer::ALL.to_vec()), 1..3).prop_map(Condition::Layer),
        vec(select(statuses), 1..3).prop_map(Condition::Status),
        vec(select(vec![Scanner::Inspector, Scanner::Trivy]), 1..3).prop_map(Condition::Scanner),
        (select(fields), vec(pattern(), 1..3)).prop_map(|(field, patterns)| Condition::Text(field, patterns)),
        select(words.to_vec()).prop_map(|words| Condition::Words(words.to_owned())),
    ]
}

fn comparison(values: Vec<f64>) -> impl Strategy<Value = Comparison> {
    (select(values.clone()), select(values), 0..7).prop_map(|(first, second, kind)| match kind {
        0 => Comparison::Above(first),
        1 => Comparison::AtLeast(first),
        2 => Comparison::Below(first),
        3 => Comparison::AtMost(first),
        4 => Comparison::Equal(first),
        5 => Comparison::Between(first.min(second), first.max(second)),
        _ => Comparison::Absent,
    })
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let exact = [
        "OPENSSL",
        "CVE-2026-1",
        "1.0",
        "deb",
        "ami-1",
        "CWE-79",
        "golden 1.0.0/1",
        "2.0",
    ];
    let part = ["ssl", "cve-2026-1", "1.", "jar", "i-", "-7", "golden", "VULN"];
    let glob = ["*ssl*", "cve-*-1", "1*", "*.jar", "a*b", "*", "open"];
    prop_oneof![
        select(exact.to_vec()).prop_map(|text| Pattern::Exact(text.to_owned())),
        select(part.to_vec()).prop_map(|text| Pattern::Part(text.to_owned())),
        select(glob.to_vec()).prop_map(|text| Pattern::Glob(text.to_owned())),
        Just(Pattern::Absent),
    ]
}
