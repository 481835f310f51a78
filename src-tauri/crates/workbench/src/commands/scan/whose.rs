//! Whose the findings of a report are, as two lists that say what to do.

use ingot_report::query::{Condition, Field, Pattern, Query};
use ingot_report::{Inherited, Layer, NewerBuild, Outlook, SeverityCounts};
use ingot_store::{FindingQuery, Group, GroupBy, GroupSort, Reader};

use super::{ask, off_the_runtime, view};
use crate::Workbench;
use crate::contract::Error;
use crate::contract::scan::{GoldenShare, NewerGolden, OwnShare, ReportRequest, Share, Whose};
use crate::scans::lineage::{self, Newer};

/// Inherited findings that are held against a newer build one by one; the worst come first.
const MOST_JUDGED: usize = 20_000;
/// Groups of a report by layer.
const MOST_GROUPS: u32 = 200;

pub async fn whose(workbench: &Workbench, request: ReportRequest) -> Result<Whose, Error> {
    let report = ask::known(workbench, &request.report)?;
    let mut open = ask::of_reports(workbench, vec![report.id], Query::Is(view::open()))?;
    open.limit = MOST_GROUPS;
    let known = lineage::of(workbench, &report)?;
    let asked = workbench.clone();
    off_the_runtime(move || {
        let reader = asked.store().reader()?;
        let groups = reader.groups(&open, GroupBy::Layer, GroupSort::Total, true)?.groups;
        let mut whose = Whose {
            golden: Vec::new(),
            own: Vec::new(),
            unknown: Share {
                counts: view::counts(SeverityCounts::default()),
                total: 0,
                fixable: 0,
                query: query_of(Layer::Unknown, None).to_string(),
            },
            unknown_reason: None,
        };
        for group in groups {
            let layer = group.layer.unwrap_or(Layer::Unknown);
            match layer {
                Layer::Golden => whose.golden.push(golden(&reader, &open, &group, &known.newer)?),
                Layer::Overlay => whose.own.push(OwnShare {
                    evidence: match &group.name {
                        Some(component) => format!("only {component} says that it installs these packages"),
                        None => "the golden image's inventory does not have these packages, and not exactly one \
                                 component says that it installs them"
                            .to_owned(),
                    },
                    component: group.name.clone(),
                    share: share(layer, &group),
                }),
                Layer::Unknown => {
                    whose.unknown = share(layer, &group);
                    whose.unknown_reason = Some(known.gap.clone().unwrap_or_else(|| {
                        "these findings name no package and version to look for in the golden image".to_owned()
                    }));
                }
            }
        }
        // In the order of the lineage: what the parent can mend comes first.
        whose
            .golden
            .sort_by_key(|share| known.newer.iter().position(|newer| newer.is_of(&share.name)));
        Ok(whose)
    })
    .await
}

fn golden(reader: &Reader<'_>, open: &FindingQuery, group: &Group, newer: &[Newer]) -> Result<GoldenShare, Error> {
    let origin = group.name.clone().unwrap_or_default();
    let (name, build) = origin.rsplit_once(' ').map_or_else(
        || (origin.clone(), String::new()),
        |(name, build)| (name.to_owned(), build.to_owned()),
    );
    let known = newer.iter().find(|newer| newer.is_of(&name));
    let judged = match known.and_then(|newer| newer.build.as_ref()) {
        Some(newer) => Some(judge(reader, open, &origin, newer)?),
        None => None,
    };
    Ok(GoldenShare {
        name,
        build,
        share: share(Layer::Golden, group),
        note: match (&judged, known) {
            (Some(_), _) => None,
            (None, Some(newer)) => Some(newer.note.clone()),
            (None, None) => Some("no build of it is known that is newer".to_owned()),
        },
        newer: judged,
    })
}

/// What becomes of the findings of `origin` when the image moves to the newer build.
fn judge(reader: &Reader<'_>, open: &FindingQuery, origin: &str, newer: &lineage::Build) -> Result<NewerGolden, Error> {
    let query = FindingQuery {
        query: Query::All(vec![open.query.clone(), query_of(Layer::Golden, Some(origin))]),
        ..open.clone()
    };
    let build: &NewerBuild = &newer.evidence;
    let (mut fixes, mut keeps, mut unknown) = (0, 0, 0_u64);
    let mut fixed_counts = SeverityCounts::default();
    let ids = reader.finding_ids(&query, MOST_JUDGED)?;
    for id in &ids {
        let Some(stored) = reader.finding(*id)? else { continue };
        let (outlook, _) = build.outlook(&Inherited::of(&stored.finding));
        match outlook {
            Outlook::Fixes => {
                fixes += 1;
                fixed_counts.add(stored.finding.severity, 1);
            }
            Outlook::Keeps => keeps += 1,
            Outlook::Unknown => unknown += 1,
        }
    }
    let more = reader
        .findings(&FindingQuery { limit: 0, ..query })?
        .total
        .saturating_sub(ids.len() as u64);
    Ok(NewerGolden {
        build: newer.build.clone(),
        fixes,
        keeps,
        unknown: view::count(unknown + more),
        fixed_counts: view::counts(fixed_counts),
        evidence: newer.known_by.clone(),
    })
}

fn share(layer: Layer, group: &Group) -> Share {
    Share {
        counts: view::counts(group.counts),
        total: view::count(group.total),
        fixable: view::count(group.fixable),
        query: query_of(layer, group.name.as_deref()).to_string(),
    }
}

/// Open findings of a layer, of one origin or of none that is named.
fn query_of(layer: Layer, origin: Option<&str>) -> Query {
    let origin = match origin {
        Some(origin) => Pattern::Exact(origin.to_owned()),
        None => Pattern::Absent,
    };
    let mut parts = vec![Query::Is(Condition::Layer(vec![layer]))];
    if layer != Layer::Unknown {
        parts.push(Query::Is(Condition::Text(Field::Origin, vec![origin])));
    }
    parts.push(Query::Is(view::open()));
    Query::All(parts)
}
