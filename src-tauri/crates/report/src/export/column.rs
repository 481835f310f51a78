//! The columns of a table of findings.

use std::borrow::Cow;

use super::ExportRow;

/// A column; `None` in its cell is "not in this source".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Severity,
    Vulnerability,
    Package,
    Installed,
    Fixed,
    FixAvailable,
    Epss,
    Kev,
    Exploited,
    Score,
    Layer,
    Origin,
    FirstSeen,
    Status,
    Decision,
    DecisionReason,
    DecisionExpires,
    Image,
    Path,
    PackageManager,
    Scanner,
    Title,
    Description,
    Report,
    Id,
}

impl Column {
    pub const ALL: [Self; 25] = [
        Self::Severity,
        Self::Vulnerability,
        Self::Package,
        Self::Installed,
        Self::Fixed,
        Self::FixAvailable,
        Self::Epss,
        Self::Kev,
        Self::Exploited,
        Self::Score,
        Self::Layer,
        Self::Origin,
        Self::FirstSeen,
        Self::Status,
        Self::Decision,
        Self::DecisionReason,
        Self::DecisionExpires,
        Self::Image,
        Self::Path,
        Self::PackageManager,
        Self::Scanner,
        Self::Title,
        Self::Description,
        Self::Report,
        Self::Id,
    ];

    /// Those that are shown unless somebody chose others.
    pub const USUAL: [Self; 11] = [
        Self::Severity,
        Self::Vulnerability,
        Self::Package,
        Self::Installed,
        Self::Fixed,
        Self::Epss,
        Self::Kev,
        Self::Exploited,
        Self::Layer,
        Self::FirstSeen,
        Self::Status,
    ];

    /// As it is saved in views and written over a column of CSV.
    pub fn key(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Vulnerability => "vulnerability",
            Self::Package => "package",
            Self::Installed => "installed",
            Self::Fixed => "fixed",
            Self::FixAvailable => "fix_available",
            Self::Epss => "epss",
            Self::Kev => "kev",
            Self::Exploited => "exploited",
            Self::Score => "score",
            Self::Layer => "layer",
            Self::Origin => "origin",
            Self::FirstSeen => "first_seen",
            Self::Status => "status",
            Self::Decision => "decision",
            Self::DecisionReason => "decision_reason",
            Self::DecisionExpires => "decision_expires",
            Self::Image => "image",
            Self::Path => "path",
            Self::PackageManager => "package_manager",
            Self::Scanner => "scanner",
            Self::Title => "title",
            Self::Description => "description",
            Self::Report => "report",
            Self::Id => "id",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }

    /// As a person reads it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Severity => "Severity",
            Self::Vulnerability => "Vulnerability",
            Self::Package => "Package",
            Self::Installed => "Installed",
            Self::Fixed => "Fixed in",
            Self::FixAvailable => "Fix available",
            Self::Epss => "EPSS",
            Self::Kev => "KEV",
            Self::Exploited => "Exploit known",
            Self::Score => "Score",
            Self::Layer => "Layer",
            Self::Origin => "Origin",
            Self::FirstSeen => "First seen",
            Self::Status => "Status",
            Self::Decision => "Decision",
            Self::DecisionReason => "Reason",
            Self::DecisionExpires => "Expires",
            Self::Image => "Image",
            Self::Path => "Path",
            Self::PackageManager => "Type",
            Self::Scanner => "Scanner",
            Self::Title => "Title",
            Self::Description => "Description",
            Self::Report => "Report",
            Self::Id => "Id",
        }
    }

    /// Whether its cells are words or numbers of ours, in which nobody else can write anything.
    pub(super) fn is_ours(self) -> bool {
        matches!(
            self,
            Self::FixAvailable
                | Self::Epss
                | Self::Kev
                | Self::Exploited
                | Self::Score
                | Self::Layer
                | Self::Decision
                | Self::DecisionExpires
        )
    }

    /// The cell of a row as a program reads it.
    pub fn cell(self, row: &ExportRow) -> Option<Cow<'_, str>> {
        let text = |text: &'static str| Some(Cow::Borrowed(text));
        let yes_no = |value: Option<bool>| value.and_then(|yes| text(if yes { "true" } else { "false" }));
        let number = |value: Option<f64>| {
            value
                .filter(|number| number.is_finite())
                .map(|number| Cow::Owned(number.to_string()))
        };
        match self {
            Self::Severity => Some(Cow::Borrowed(&row.severity)),
            Self::Vulnerability => Some(Cow::Borrowed(&row.vulnerability)),
            Self::Package => Some(Cow::Borrowed(&row.package)),
            Self::Installed => Some(Cow::Borrowed(&row.installed)),
            Self::Fixed => row.fixed.as_deref().map(Cow::Borrowed),
            Self::FixAvailable => yes_no(row.fix_available),
            Self::Epss => number(row.epss),
            Self::Kev => yes_no(row.kev),
            Self::Exploited => yes_no(row.exploited),
            Self::Score => number(row.score),
            Self::Layer => text(row.layer.name()),
            Self::Origin => row.origin.as_deref().map(Cow::Borrowed),
            Self::FirstSeen => row.first_seen.as_deref().map(Cow::Borrowed),
            Self::Status => row.status.as_deref().map(Cow::Borrowed),
            Self::Decision => row.decision.as_ref().and_then(|decision| text(decision.state.name())),
            Self::DecisionReason => row
                .decision
                .as_ref()
                .map(|decision| Cow::Borrowed(decision.reason.as_str())),
            Self::DecisionExpires => {
                let expires = row.decision.as_ref().and_then(|decision| decision.expires);
                expires.map(|expires| Cow::Owned(expires.to_string()))
            }
            Self::Image => Some(Cow::Borrowed(&row.image)),
            Self::Path => row.path.as_deref().map(Cow::Borrowed),
            Self::PackageManager => row.package_manager.as_deref().map(Cow::Borrowed),
            Self::Scanner => Some(Cow::Borrowed(&row.scanner)),
            Self::Title => Some(Cow::Borrowed(&row.title)),
            Self::Description => row.description.as_deref().map(Cow::Borrowed),
            Self::Report => Some(Cow::Borrowed(&row.report)),
            Self::Id => Some(Cow::Borrowed(&row.id)),
        }
    }

    /// The cell of a row as a person reads it, at most [`LONGEST`] characters of it.
    pub(super) fn shown(self, row: &ExportRow) -> Option<Cow<'_, str>> {
        let cell = match self {
            Self::Status => row.standing().map(Cow::Borrowed)?,
            _ => self.cell(row)?,
        };
        Some(match self {
            Self::FixAvailable | Self::Kev | Self::Exploited => {
                Cow::Borrowed(if cell == "true" { "yes" } else { "no" })
            }
            Self::Epss => Cow::Owned(
                row.epss
                    .map_or_else(String::new, |share| format!("{:.1} %", share * 100.0)),
            ),
            // The day of a time is enough.
            Self::FirstSeen | Self::DecisionExpires => match cell.split_once('T') {
                Some((day, _)) => Cow::Owned(day.to_owned()),
                None => cell,
            },
            Self::Decision if row.decision.as_ref().is_some_and(|decision| decision.expired) => {
                Cow::Owned(format!("{} (expired)", cell.replace('_', " ")))
            }
            Self::Status | Self::Decision => Cow::Owned(cell.to_lowercase().replace('_', " ")),
            _ => match cell.char_indices().nth(LONGEST) {
                Some((end, _)) => Cow::Owned(format!("{}…", cell.get(..end).unwrap_or_default())),
                None => cell,
            },
        })
    }
}

/// Most characters of a cell that a person is to read.
const LONGEST: usize = 2_000;
