//! What the cache holds, in the contract's words.

use std::path::Path;

use ingot_report::Layer;
use ingot_report::query::{Condition, Field, Pattern, Status};
use ingot_store::{FacetKey, FacetValue, Group, Report, ReportSource, SortKey};

use crate::contract::scan::{
    Coverage, DecisionMark, DecisionState, FindingLayer, FindingRow, FindingSort, GroupBy, GroupRow, GroupSort,
    Justification, ReportSummary, SeverityCounts, Tells,
};
use crate::scans::decisions::Book;

pub(super) fn row(row: ingot_store::FindingRow, book: &Book) -> FindingRow {
    FindingRow {
        id: row.id.to_string(),
        report: row.report.to_string(),
        vulnerability: row.vulnerability,
        severity: row.severity.name().to_owned(),
        package: row.package.unwrap_or_default(),
        installed: row.installed.unwrap_or_default(),
        fixed: row.fixed,
        fix_available: row.fix_available,
        epss: row.epss,
        exploited: row.exploited,
        kev: row.kev,
        score: row.score,
        image: row.image.unwrap_or_default(),
        layer: layer(row.layer),
        origin: row.origin,
        first_seen: row.first_seen.map(|time| time.to_string()),
        status: row.status.map(|status| status.name().to_owned()),
        decision: row.decision.and_then(|matched| {
            let entry = book.entry(matched.index)?;
            let decision = &entry.statement.decision;
            Some(DecisionMark {
                decision: entry.name(),
                state: state(decision.state),
                expires: decision.expires.map(|time| time.to_string()),
                expired: matched.expired,
            })
        }),
        title: row.title,
        path: row.path,
        package_manager: row.package_manager,
        scanner: row.scanner.name().to_owned(),
    }
}

pub(super) fn summary(report: Report) -> ReportSummary {
    let about = report.about;
    let title = match (&about.image_name, &about.image_version, &about.file) {
        (Some(name), Some(version), _) => format!("{name} {version}"),
        (Some(name), None, _) => name.clone(),
        (None, _, Some(file)) => file_name(file),
        (None, _, None) => about.image.clone().unwrap_or_default(),
    };
    let scanner = report.scanner.map(ingot_report::Scanner::name);
    ReportSummary {
        report: report.id.to_string(),
        title,
        run: about
            .image
            .clone()
            .filter(|image| image.contains(":imagebuilder:") && about.source != ReportSource::File),
        image: about.image,
        image_name: about.image_name,
        source: source(about.source, scanner, about.format.as_deref()),
        scanner: scanner.map(str::to_owned),
        format: about.format,
        tool: about.tool,
        file: about.file,
        as_of: about.as_of,
        imported_at: about.imported_at,
        coverage: match about.coverage {
            ingot_store::Coverage::Scanned => Coverage::Scanned,
            ingot_store::Coverage::Partial => Coverage::Partial,
            ingot_store::Coverage::NotScanned => Coverage::NotScanned,
            ingot_store::Coverage::Unknown => Coverage::Unknown,
        },
        coverage_reason: about.coverage_reason,
        total: count(report.counts.total()),
        counts: counts(report.counts),
        packages: report.packages.map(count),
        rejected: count(report.rejected),
        tells: Tells {
            epss: report.tells.epss,
            kev: report.tells.kev,
            exploit: report.tells.exploit,
            fix: report.tells.fix,
            status: report.tells.status,
            first_seen: report.tells.first_seen,
        },
    }
}

/// Where a report is from, in words.
fn source(source: ReportSource, scanner: Option<&str>, format: Option<&str>) -> String {
    match (source, scanner) {
        (ReportSource::Inspector, _) => "Inspector".to_owned(),
        (ReportSource::ImageBuilder, _) => "Image Builder and Inspector".to_owned(),
        (ReportSource::File, Some(scanner)) => format!("{} file", name_of_scanner(scanner)),
        (ReportSource::File, None) => match format.and_then(|format| format.split('-').next()) {
            Some(first) => format!("{} file", name_of_scanner(first)),
            None => "file".to_owned(),
        },
    }
}

fn name_of_scanner(scanner: &str) -> &str {
    match scanner {
        "inspector" => "Inspector",
        "image" => "Image Builder",
        "qualys" => "Qualys",
        "trivy" => "Trivy",
        "grype" => "Grype",
        "cyclonedx" => "CycloneDX",
        "spdx" => "SPDX",
        "security" | "security-hub" => "Security Hub",
        other => other,
    }
}

pub(super) fn counts(counts: ingot_report::SeverityCounts) -> SeverityCounts {
    SeverityCounts {
        critical: count(counts.critical),
        high: count(counts.high),
        medium: count(counts.medium),
        low: count(counts.low),
        informational: count(counts.informational),
        untriaged: count(counts.untriaged),
    }
}

pub(super) fn layer(layer: Layer) -> FindingLayer {
    match layer {
        Layer::Golden => FindingLayer::Golden,
        Layer::Overlay => FindingLayer::Overlay,
        Layer::Unknown => FindingLayer::Unknown,
    }
}

pub(super) fn state(state: ingot_report::DecisionState) -> DecisionState {
    match state {
        ingot_report::DecisionState::InTriage => DecisionState::InTriage,
        ingot_report::DecisionState::NotAffected => DecisionState::NotAffected,
        ingot_report::DecisionState::FalsePositive => DecisionState::FalsePositive,
        ingot_report::DecisionState::Accepted => DecisionState::Accepted,
    }
}

pub(super) fn justification(justification: ingot_report::Justification) -> Justification {
    use ingot_report::Justification as Stored;
    match justification {
        Stored::ComponentNotPresent => Justification::ComponentNotPresent,
        Stored::VulnerableCodeNotPresent => Justification::VulnerableCodeNotPresent,
        Stored::VulnerableCodeNotInExecutePath => Justification::VulnerableCodeNotInExecutePath,
        Stored::VulnerableCodeCannotBeControlledByAdversary => {
            Justification::VulnerableCodeCannotBeControlledByAdversary
        }
        Stored::InlineMitigationsAlreadyExist => Justification::InlineMitigationsAlreadyExist,
    }
}

pub(super) fn sort_key(sort: FindingSort) -> SortKey {
    match sort {
        FindingSort::Severity => SortKey::Severity,
        FindingSort::Vulnerability => SortKey::Vulnerability,
        FindingSort::Package => SortKey::Package,
        FindingSort::Installed => SortKey::Installed,
        FindingSort::Fixed => SortKey::Fixed,
        FindingSort::Epss => SortKey::Epss,
        FindingSort::Kev => SortKey::Kev,
        FindingSort::Exploited => SortKey::Exploited,
        FindingSort::Score => SortKey::Score,
        FindingSort::Layer => SortKey::Layer,
        FindingSort::Origin => SortKey::Origin,
        FindingSort::FirstSeen => SortKey::FirstSeen,
        FindingSort::Status => SortKey::Status,
        FindingSort::Image => SortKey::Image,
        FindingSort::Path => SortKey::Path,
        FindingSort::PackageManager => SortKey::PackageManager,
        FindingSort::Scanner => SortKey::Scanner,
    }
}

pub(super) fn group_by(by: GroupBy) -> ingot_store::GroupBy {
    match by {
        GroupBy::Package => ingot_store::GroupBy::Package,
        GroupBy::Vulnerability => ingot_store::GroupBy::Vulnerability,
        GroupBy::Image => ingot_store::GroupBy::Image,
        GroupBy::Layer => ingot_store::GroupBy::Layer,
    }
}

pub(super) fn group_sort(sort: GroupSort) -> ingot_store::GroupSort {
    match sort {
        GroupSort::Name => ingot_store::GroupSort::Name,
        GroupSort::Severity => ingot_store::GroupSort::Severity,
        GroupSort::Total => ingot_store::GroupSort::Total,
        GroupSort::Fixable => ingot_store::GroupSort::Fixable,
        GroupSort::Epss => ingot_store::GroupSort::Epss,
    }
}

pub(super) fn group(by: GroupBy, group: Group) -> GroupRow {
    let query = query_of_group(by, &group);
    GroupRow {
        name: group.name.or_else(|| group.layer.map(|layer| layer.name().to_owned())),
        query,
        counts: counts(group.counts),
        total: count(group.total),
        fixable: count(group.fixable),
        kev: count(group.kev),
        exploited: count(group.exploited),
        epss: group.epss,
        packages: count(group.packages),
        vulnerabilities: count(group.vulnerabilities),
        images: count(group.images),
        first_seen: group.first_seen.map(|time| time.to_string()),
    }
}

/// The query that shows the findings of a group alone.
fn query_of_group(by: GroupBy, group: &Group) -> String {
    let text = |field| {
        let pattern = match &group.name {
            Some(name) => Pattern::Exact(name.clone()),
            None => Pattern::Absent,
        };
        Condition::Text(field, vec![pattern]).to_string()
    };
    match by {
        GroupBy::Package => text(Field::Package),
        GroupBy::Vulnerability => text(Field::Vulnerability),
        GroupBy::Image => text(Field::Image),
        GroupBy::Layer => {
            let layer = group.layer.map(|layer| Condition::Layer(vec![layer]).to_string());
            match (layer, &group.name) {
                (Some(layer), _) => format!("{layer} {}", text(Field::Origin)),
                (None, _) => text(Field::Origin),
            }
        }
    }
}

/// A facet's value as a query takes it.
pub(super) fn facet_value(key: FacetKey, value: FacetValue) -> String {
    let condition = match (key, value) {
        (_, FacetValue::Severity(severity)) => Condition::Severity(vec![severity]),
        (_, FacetValue::Fix(fix)) => Condition::Fix(vec![fix]),
        (FacetKey::Kev, FacetValue::Flag(flag)) => Condition::Kev(vec![flag]),
        (_, FacetValue::Flag(flag)) => Condition::Exploit(vec![flag]),
        (_, FacetValue::Layer(layer)) => Condition::Layer(vec![layer]),
        (_, FacetValue::Status(status)) => Condition::Status(vec![status]),
        (_, FacetValue::Scanner(scanner)) => Condition::Scanner(vec![scanner]),
        (key, FacetValue::Text(text)) => {
            let field = match key {
                FacetKey::PackageManager => Field::PackageManager,
                FacetKey::Image => Field::Image,
                _ => Field::Package,
            };
            let pattern = text.map_or(Pattern::Absent, Pattern::Exact);
            Condition::Text(field, vec![pattern])
        }
    };
    condition.values().into_iter().next().unwrap_or_default()
}

/// The query of findings that are open.
pub(super) fn open() -> Condition {
    Condition::Status(vec![Status::Open])
}

pub(super) fn count(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

pub(super) fn file_name(path: &str) -> String {
    Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}
