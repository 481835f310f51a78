//! The meaning of queries, lists, facets, groups and comparisons, written as plainly as it can be said.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use ingot_report::query::{Condition, Field, Pattern, Query, Status};
use ingot_report::{Decision, DecisionState, Finding, FindingStatus, FixAvailable, Layer, Scanner, SeverityCounts};
use ingot_store::{
    Change, CompareQuery, FacetKey, FacetValue, FindingId, Group, GroupBy, GroupSort, ReportId, SortKey,
};

use crate::support::now;

/// A stored finding and what is known of its report.
pub struct Item {
    pub id: FindingId,
    pub report: ReportId,
    pub finding: Finding,
    pub layer: Layer,
    pub origin: Option<String>,
    pub image_name: Option<String>,
}

impl Item {
    fn image(&self) -> Option<&str> {
        self.finding.image.as_deref().or(self.finding.resource.as_deref())
    }

    fn fix(&self) -> Option<FixAvailable> {
        let finding = &self.finding;
        match finding.fix_available {
            _ if finding.fixed.is_some() => Some(FixAvailable::Yes),
            word => word,
        }
    }

    fn ids(&self) -> Vec<&str> {
        let finding = &self.finding;
        let mut ids = vec![finding.vulnerability.as_str()];
        ids.extend(finding.aliases.iter().map(String::as_str));
        ids
    }

    fn falls_under(&self, decision: &Decision) -> bool {
        let of_image = |name: &String| {
            let built = format!(":image/{name}/");
            let image = self.finding.image.as_deref();
            self.image_name.as_ref() == Some(name) || image.is_some_and(|image| image.contains(&built))
        };
        self.ids().contains(&decision.vulnerability.as_str())
            && decision
                .package
                .as_ref()
                .is_none_or(|name| self.finding.package.as_ref() == Some(name))
            && decision
                .version
                .as_ref()
                .is_none_or(|it| self.finding.installed.as_ref() == Some(it))
            && decision.image.as_ref().is_none_or(of_image)
    }

    /// The state that holds, and whether one has expired and none holds.
    fn decided(&self, decisions: &[Decision]) -> (Option<DecisionState>, bool) {
        let about: Vec<_> = decisions
            .iter()
            .enumerate()
            .filter(|(_, it)| self.falls_under(it))
            .collect();
        let holding = about.iter().filter(|(_, it)| it.is_valid_at(now()));
        let newest = holding.max_by_key(|(index, it)| (it.decided, *index));
        match newest {
            Some((_, decision)) => (Some(decision.state), false),
            None => (None, !about.is_empty()),
        }
    }

    fn stands(&self, status: Status, decisions: &[Decision]) -> bool {
        let (state, expired) = self.decided(decisions);
        match status {
            Status::Open => {
                matches!(self.finding.status, None | Some(FindingStatus::Active))
                    && matches!(state, None | Some(DecisionState::InTriage))
            }
            Status::Scanner(status) => state.is_none() && self.finding.status == Some(status),
            Status::Decided(wanted) => state == Some(wanted),
            Status::Expired => expired,
        }
    }

    fn texts(&self, field: Field) -> Vec<&str> {
        let finding = &self.finding;
        match field {
            Field::Package => finding.package.as_deref().into_iter().collect(),
            Field::Vulnerability => self.ids(),
            Field::Installed => finding.installed.as_deref().into_iter().collect(),
            Field::Fixed => finding.fixed.as_deref().into_iter().collect(),
            Field::PackageManager => finding.package_manager.as_deref().into_iter().collect(),
            Field::Path => finding.path.as_deref().into_iter().collect(),
            Field::Image => self.image().into_iter().collect(),
            Field::Resource => finding.resource.as_deref().into_iter().collect(),
            Field::Account => finding.account.as_deref().into_iter().collect(),
            Field::Region => finding.region.as_deref().into_iter().collect(),
            Field::Cwe => finding.cwes.iter().map(String::as_str).collect(),
            Field::Origin => self.origin.as_deref().into_iter().collect(),
            Field::FindingType => finding.finding_type.as_deref().into_iter().collect(),
        }
    }
}

pub fn meets(query: &Query, item: &Item, decisions: &[Decision]) -> bool {
    match query {
        Query::All(queries) => queries.iter().all(|query| meets(query, item, decisions)),
        Query::Any(queries) => queries.iter().any(|query| meets(query, item, decisions)),
        Query::Not(query) => !meets(query, item, decisions),
        Query::Is(condition) => is(condition, item, decisions),
    }
}

fn is(condition: &Condition, item: &Item, decisions: &[Decision]) -> bool {
    let finding = &item.finding;
    match condition {
        Condition::Severity(wanted) => wanted.contains(&finding.severity),
        Condition::Fix(wanted) => wanted.contains(&item.fix()),
        Condition::Kev(wanted) => wanted.contains(&finding.kev),
        Condition::Exploit(wanted) => wanted.contains(&finding.exploited),
        Condition::Epss(comparison) => comparison.is_met_by(finding.epss),
        Condition::Score(comparison) => comparison.is_met_by(finding.score),
        Condition::Age(comparison) => comparison.is_met_by(
            finding
                .first_seen
                .map(|seen| (now().as_millis() - seen.as_millis()) as f64 / 86_400_000.0),
        ),
        Condition::Layer(wanted) => wanted.contains(&item.layer),
        Condition::Status(wanted) => wanted.iter().any(|status| item.stands(*status, decisions)),
        Condition::Scanner(wanted) => wanted.contains(&finding.scanner),
        Condition::Text(field, patterns) => {
            let texts = item.texts(*field);
            patterns.iter().any(|pattern| match pattern {
                Pattern::Absent => texts.is_empty(),
                pattern => texts.iter().any(|text| matches(pattern, text)),
            })
        }
        Condition::Words(words) => {
            words.trim().is_empty()
                || item
                    .ids()
                    .into_iter()
                    .chain(finding.package.as_deref())
                    .any(|text| has(text, words))
                || phrase(&finding.title, words)
                || finding.description.as_ref().is_some_and(|text| phrase(text, words))
        }
    }
}

fn has(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

fn matches(pattern: &Pattern, text: &str) -> bool {
    match pattern {
        Pattern::Exact(wanted) => text.eq_ignore_ascii_case(wanted),
        Pattern::Part(part) => has(text, part),
        Pattern::Glob(glob) => {
            let (text, glob) = (text.to_ascii_lowercase(), glob.to_ascii_lowercase());
            match glob.split_once('*') {
                None => text == glob,
                Some((head, rest)) => text.strip_prefix(head).is_some_and(|text| {
                    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                    let rest = Pattern::Glob(rest.to_owned());
                    starts.into_iter().any(|at| matches(&rest, &text[at..]))
                }),
            }
        }
        Pattern::Absent => false,
    }
}

/// The words one after the other; the last may be begun.
fn phrase(text: &str, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (text, words) = (split(text), split(words));
    let Some((last, first)) = words.split_last() else {
        return false;
    };
    text.windows(words.len()).any(|window| {
        let (end, begin) = window.split_last().unwrap();
        begin == first && end.starts_with(last)
    })
}

pub fn in_order(items: &[&Item], sort: SortKey, descending: bool, decisions: &[Decision]) -> Vec<FindingId> {
    let mut items = items.to_vec();
    items.sort_by(|left, right| {
        by(left, right, sort, descending, decisions)
            .then_with(|| right.finding.severity.cmp(&left.finding.severity))
            .then_with(|| last(left.finding.epss, right.finding.epss, true))
            .then_with(|| left.id.cmp(&right.id))
    });
    items.iter().map(|item| item.id).collect()
}

fn last<T: PartialOrd>(left: Option<T>, right: Option<T>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => {
            let order = left.partial_cmp(&right).unwrap();
            if descending { order.reverse() } else { order }
        }
        (left, right) => left.is_none().cmp(&right.is_none()),
    }
}

fn by(left: &Item, right: &Item, sort: SortKey, descending: bool, decisions: &[Decision]) -> Ordering {
    macro_rules! key {
        ($key:expr) => {{
            let key = $key;
            last(key(left), key(right), descending)
        }};
    }
    match sort {
        SortKey::Severity => key!(|item: &Item| Some(item.finding.severity)),
        SortKey::Vulnerability => key!(|item: &Item| Some(item.finding.vulnerability.clone())),
        SortKey::Package => key!(|item: &Item| item.finding.package.clone()),
        SortKey::Installed => key!(|item: &Item| item.finding.installed.clone()),
        SortKey::Fixed => key!(|item: &Item| item.finding.fixed.clone()),
        SortKey::Epss => key!(|item: &Item| item.finding.epss),
        SortKey::Kev => key!(|item: &Item| item.finding.kev),
        SortKey::Exploited => key!(|item: &Item| item.finding.exploited),
        SortKey::Score => key!(|item: &Item| item.finding.score),
        SortKey::Layer => key!(|item: &Item| Some(item.layer)),
        SortKey::Origin => key!(|item: &Item| item.origin.clone()),
        SortKey::FirstSeen => key!(|item: &Item| item.finding.first_seen),
        SortKey::Status => key!(|item: &Item| match (item.decided(decisions).0, item.finding.status) {
            (Some(DecisionState::InTriage), _) => Some(1),
            (Some(DecisionState::Accepted), _) => Some(2),
            (Some(DecisionState::NotAffected), _) => Some(3),
            (Some(DecisionState::FalsePositive), _) => Some(4),
            (None, None) => None,
            (None, Some(FindingStatus::Active)) => Some(0),
            (None, Some(FindingStatus::Suppressed)) => Some(5),
            (None, Some(FindingStatus::Closed)) => Some(6),
        }),
        SortKey::Image => key!(|item: &Item| item.image().map(str::to_owned)),
        SortKey::Path => key!(|item: &Item| item.finding.path.clone()),
        SortKey::PackageManager => key!(|item: &Item| item.finding.package_manager.clone()),
        SortKey::Scanner => {
            key!(|item: &Item| { Scanner::ALL.iter().position(|scanner| *scanner == item.finding.scanner) })
        }
    }
}

/// Each value and its count, with the conditions on the key itself left out of the query's outermost list.
pub fn facet(items: &[&Item], key: FacetKey, query: &Query, decisions: &[Decision]) -> Vec<(String, u64)> {
    let own = |query: &Query| {
        let condition = match query {
            Query::Is(condition) => condition,
            Query::Not(query) => match query.as_ref() {
                Query::Is(condition) => condition,
                _ => return false,
            },
            _ => return false,
        };
        let of = match condition {
            Condition::Severity(_) => FacetKey::Severity,
            Condition::Fix(_) => FacetKey::Fix,
            Condition::Kev(_) => FacetKey::Kev,
            Condition::Exploit(_) => FacetKey::Exploit,
            Condition::Layer(_) => FacetKey::Layer,
            Condition::Status(_) => FacetKey::Status,
            Condition::Scanner(_) => FacetKey::Scanner,
            Condition::Text(Field::PackageManager, _) => FacetKey::PackageManager,
            Condition::Text(Field::Package, _) => FacetKey::Package,
            Condition::Text(Field::Image, _) => FacetKey::Image,
            _ => return false,
        };
        of == key
    };
    let terms = match query {
        Query::All(terms) => terms.clone(),
        one => vec![one.clone()],
    };
    let others = Query::All(terms.into_iter().filter(|term| !own(term)).collect());
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for item in items.iter().filter(|item| meets(&others, item, decisions)) {
        let finding = &item.finding;
        let values = match key {
            FacetKey::Severity => vec![FacetValue::Severity(finding.severity)],
            FacetKey::Fix => vec![FacetValue::Fix(item.fix())],
            FacetKey::Kev => vec![FacetValue::Flag(finding.kev)],
            FacetKey::Exploit => vec![FacetValue::Flag(finding.exploited)],
            FacetKey::Layer => vec![FacetValue::Layer(item.layer)],
            FacetKey::Scanner => vec![FacetValue::Scanner(finding.scanner)],
            FacetKey::PackageManager => vec![FacetValue::Text(finding.package_manager.clone())],
            FacetKey::Package => vec![FacetValue::Text(finding.package.clone())],
            FacetKey::Image => vec![FacetValue::Text(item.image().map(str::to_owned))],
            FacetKey::Status => [Status::Open, Status::Expired]
                .into_iter()
                .chain(DecisionState::ALL.map(Status::Decided))
                .chain([FindingStatus::Suppressed, FindingStatus::Closed].map(Status::Scanner))
                .filter(|status| item.stands(*status, decisions))
                .map(FacetValue::Status)
                .collect(),
        };
        for value in values {
            *counts.entry(format!("{value:?}")).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

pub fn group(items: &[&Item], by: GroupBy, sort: GroupSort, descending: bool) -> Vec<Group> {
    let mut groups: BTreeMap<(Option<String>, Option<Layer>), Vec<&Item>> = BTreeMap::new();
    for item in items {
        let key = match by {
            GroupBy::Package => (item.finding.package.clone(), None),
            GroupBy::Vulnerability => (Some(item.finding.vulnerability.clone()), None),
            GroupBy::Image => (item.image().map(str::to_owned), None),
            GroupBy::Layer => (item.origin.clone(), Some(item.layer)),
        };
        groups.entry(key).or_default().push(item);
    }
    let mut groups: Vec<Group> = groups
        .into_iter()
        .map(|((name, layer), items)| {
            let mut counts = SeverityCounts::default();
            for item in &items {
                counts.add(item.finding.severity, 1);
            }
            let count = |holds: &dyn Fn(&Item) -> bool| items.iter().filter(|item| holds(item)).count() as u64;
            let distinct = |text: &dyn Fn(&Item) -> Option<String>| {
                items
                    .iter()
                    .filter_map(|item| text(item))
                    .collect::<BTreeSet<_>>()
                    .len() as u64
            };
            Group {
                name,
                layer,
                counts,
                total: items.len() as u64,
                fixable: count(&|item| item.finding.has_fix() == Some(true)),
                kev: count(&|item| item.finding.kev == Some(true)),
                exploited: count(&|item| item.finding.exploited == Some(true)),
                epss: items.iter().filter_map(|item| item.finding.epss).reduce(f64::max),
                packages: distinct(&|item| item.finding.package.clone()),
                vulnerabilities: distinct(&|item| Some(item.finding.vulnerability.clone())),
                images: distinct(&|item| item.image().map(str::to_owned)),
                first_seen: items.iter().filter_map(|item| item.finding.first_seen).min(),
            }
        })
        .collect();
    groups.sort_by(|left, right| {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        let severities = |group: &Group| {
            let counts = group.counts;
            [
                counts.critical,
                counts.high,
                counts.medium,
                counts.low,
                counts.informational,
                counts.untriaged,
            ]
        };
        let first = match sort {
            GroupSort::Name => last(left.name.clone(), right.name.clone(), descending),
            GroupSort::Severity => turned(severities(left).cmp(&severities(right))),
            GroupSort::Total => turned(left.total.cmp(&right.total)),
            GroupSort::Fixable => turned(left.fixable.cmp(&right.fixable)),
            GroupSort::Epss => last(left.epss, right.epss, descending),
        };
        first
            .then_with(|| last(left.name.clone(), right.name.clone(), false))
            .then_with(|| left.layer.cmp(&right.layer))
    });
    groups
}

type Compared = (Change, Option<FindingId>, Option<FindingId>);

pub fn compare(items: &[Item], query: &CompareQuery) -> (Vec<(Change, SeverityCounts)>, Vec<Compared>) {
    let open = |report| -> Vec<&Item> {
        let of = items.iter().filter(|item| item.report == report);
        of.filter(|item| item.finding.status != Some(FindingStatus::Closed))
            .collect()
    };
    let scanners = |report| -> BTreeSet<Scanner> {
        let of = items.iter().filter(|item| item.report == report);
        of.map(|item| item.finding.scanner).collect()
    };
    let (before, after) = (open(query.before), open(query.after));
    // Ids that are the same vulnerability: those of one finding, and whatever shares one with it.
    let mut classes: Vec<BTreeSet<&str>> = Vec::new();
    for item in items
        .iter()
        .filter(|item| [query.before, query.after].contains(&item.report))
    {
        let mut class: BTreeSet<&str> = item.ids().into_iter().collect();
        let (same, others): (Vec<_>, Vec<_>) = classes.into_iter().partition(|other| !other.is_disjoint(&class));
        class.extend(same.into_iter().flatten());
        classes = others;
        classes.push(class);
    }
    let across = scanners(query.before) != scanners(query.after);
    let tells = |part: &dyn Fn(&Finding) -> bool| {
        let of = |report| {
            let mut of = items.iter().filter(|item| item.report == report).peekable();
            of.peek().is_none() || of.any(|item| part(&item.finding))
        };
        let empty = |report| !items.iter().any(|item| item.report == report);
        (of(query.before) && of(query.after)) || empty(query.before) || empty(query.after)
    };
    let (arch, path) = (tells(&|it| it.arch.is_some()), tells(&|it| it.path.is_some()));
    let key = |item: &Item| {
        let id = match classes
            .iter()
            .find(|class| class.contains(item.finding.vulnerability.as_str()))
        {
            Some(class) if across => class.first().unwrap().to_string(),
            _ => item.finding.vulnerability.clone(),
        };
        let finding = &item.finding;
        (
            id,
            finding.package.clone(),
            finding.arch.clone().filter(|_| arch),
            finding.path.clone().filter(|_| path),
        )
    };
    let keys: BTreeSet<_> = before.iter().chain(&after).map(|item| key(item)).collect();
    let mut pairs: Vec<(Option<&Item>, Option<&Item>)> = Vec::new();
    for wanted in keys {
        let of = |items: &[&'_ Item]| -> Vec<FindingId> {
            items
                .iter()
                .filter(|item| key(item) == wanted)
                .map(|item| item.id)
                .collect()
        };
        let find = |id: FindingId| items.iter().find(|item| item.id == id).unwrap();
        let (mut was, mut is) = (of(&before), of(&after));
        let same = |left: FindingId, right: FindingId| {
            let (left, right) = (find(left), find(right));
            left.image() == right.image() && left.finding.installed == right.finding.installed
        };
        // Pairs of the same image and version, in the order of their numbers.
        was.sort();
        is.sort();
        let mut rest = Vec::new();
        for left in was {
            match is.iter().position(|right| same(left, *right)) {
                Some(at) => pairs.push((Some(find(left)), Some(find(is.remove(at))))),
                None => rest.push(left),
            }
        }
        for at in 0..rest.len().max(is.len()) {
            pairs.push((rest.get(at).map(|id| find(*id)), is.get(at).map(|id| find(*id))));
        }
    }
    let shown = |item: Option<&Item>| item.is_some_and(|item| meets(&query.query, item, &query.decisions));
    let mut counts = Change::ALL.map(|change| (change, SeverityCounts::default()));
    let mut rows = Vec::new();
    for (was, is) in pairs.into_iter().filter(|(was, is)| shown(*was) || shown(*is)) {
        let change = match (was, is) {
            (None, _) => Change::New,
            (_, None) => Change::Fixed,
            (Some(was), Some(is)) if was.finding.severity != is.finding.severity => Change::SeverityChanged,
            (Some(was), Some(is)) if was.finding.has_fix() != is.finding.has_fix() => Change::FixChanged,
            _ => Change::Unchanged,
        };
        let severity = is.or(was).unwrap().finding.severity;
        let (_, count) = counts.iter_mut().find(|(of, _)| *of == change).unwrap();
        count.add(severity, 1);
        if query.show.map_or(change != Change::Unchanged, |show| show == change) {
            rows.push((change, was.map(|item| item.id), is.map(|item| item.id)));
        }
    }
    rows.sort();
    (counts.to_vec(), rows)
}
