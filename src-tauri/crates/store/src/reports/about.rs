//! What a report is: where it came from, what it covers, what it tells.

use std::fmt;
use std::str::FromStr;

use ingot_report::{Scanner, SeverityCounts};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

use super::columns::{self, Columns};

/// A report's number; it stays over re-imports and is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportId(pub(crate) i64);

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ReportId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Where the findings were read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportSource {
    /// Amazon Inspector's API.
    Inspector,
    /// Image Builder's API, joined with Inspector's where that was permitted.
    ImageBuilder,
    File,
}

/// What the scan looked at. "0 findings" and "not scanned" must never look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    Scanned,
    /// Some of it, or some of the findings are missing from the report.
    Partial,
    NotScanned,
    /// The source does not say.
    Unknown,
}

/// What is known of a report before its findings are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    pub source: ReportSource,
    /// Name of the file's format; set from what was read for files.
    pub format: Option<String>,
    /// The tool that wrote it, with its version; set from what was read for files.
    pub tool: Option<String>,
    pub file: Option<String>,
    /// The image build version ARN or AMI id the whole report is about.
    pub image: Option<String>,
    pub image_name: Option<String>,
    /// `1.8.0/3`
    pub image_version: Option<String>,
    pub pipeline: Option<String>,
    pub profile: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
    pub imported_at: String,
    /// When the source had these findings: the scan's or the file's time.
    pub as_of: String,
    pub coverage: Coverage,
    /// Why the coverage is what it is, in the scanner's words.
    pub coverage_reason: Option<String>,
}

/// A stored report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub id: ReportId,
    pub about: NewReport,
    /// Entries in the source, rejected ones included.
    pub entries: u64,
    pub rejected: u64,
    /// Of the rows; their total is the number of rows.
    pub counts: SeverityCounts,
    /// Whose findings they are, where they are all of one scanner.
    pub scanner: Option<Scanner>,
    /// Packages of its inventory; `None` if it has no inventory.
    pub packages: Option<u64>,
    pub tells: Tells,
}

/// Which facts the source gives for at least one finding; of the others nothing is known, not even "no".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tells {
    pub epss: bool,
    pub kev: bool,
    pub exploit: bool,
    pub fix: bool,
    pub status: bool,
    pub first_seen: bool,
}

impl NewReport {
    /// A report that a file holds; the coverage is not known until the file says something of it.
    pub fn of_file(file: impl Into<String>, imported_at: impl Into<String>, as_of: impl Into<String>) -> Self {
        Self::new(
            ReportSource::File,
            None,
            Some(file.into()),
            imported_at.into(),
            as_of.into(),
        )
    }

    /// What a service says about one image.
    pub fn of_image(
        source: ReportSource,
        image: impl Into<String>,
        imported_at: impl Into<String>,
        as_of: impl Into<String>,
    ) -> Self {
        Self::new(source, Some(image.into()), None, imported_at.into(), as_of.into())
    }

    fn new(
        source: ReportSource,
        image: Option<String>,
        file: Option<String>,
        imported_at: String,
        as_of: String,
    ) -> Self {
        Self {
            source,
            format: None,
            tool: None,
            file,
            image,
            image_name: None,
            image_version: None,
            pipeline: None,
            profile: None,
            account: None,
            region: None,
            imported_at,
            as_of,
            coverage: Coverage::Unknown,
            coverage_reason: None,
        }
    }

    /// What makes a later import the same report again: the file's path, else source, profile and image.
    pub(crate) fn identity(&self) -> String {
        match (&self.file, &self.image) {
            (Some(file), _) => format!("file\n{file}"),
            (None, image) => format!(
                "{}\n{}\n{}",
                self.source.name(),
                self.profile.as_deref().unwrap_or_default(),
                image.as_deref().unwrap_or_default()
            ),
        }
    }
}

impl Tells {
    pub(crate) fn of(columns: &Columns) -> Self {
        let told = |codes: &[u8]| codes.iter().any(|code| *code > 0);
        Self {
            epss: columns.epss.iter().any(|epss| !epss.is_nan()),
            kev: told(&columns.kev),
            exploit: told(&columns.exploited),
            fix: told(&columns.fix),
            status: told(&columns.status),
            first_seen: columns.first_seen.iter().any(|time| *time != columns::NO_TIME),
        }
    }

    pub(crate) fn bits(self) -> i64 {
        let flags = [
            self.epss,
            self.kev,
            self.exploit,
            self.fix,
            self.status,
            self.first_seen,
        ];
        flags
            .into_iter()
            .rev()
            .fold(0, |bits, flag| bits << 1 | i64::from(flag))
    }

    pub(crate) fn from_bits(bits: i64) -> Self {
        let flag = |at: u32| bits >> at & 1 == 1;
        Self {
            epss: flag(0),
            kev: flag(1),
            exploit: flag(2),
            fix: flag(3),
            status: flag(4),
            first_seen: flag(5),
        }
    }
}

impl ReportSource {
    const ALL: [Self; 3] = [Self::Inspector, Self::ImageBuilder, Self::File];

    /// The name that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inspector => "inspector",
            Self::ImageBuilder => "image-builder",
            Self::File => "file",
        }
    }
}

impl Coverage {
    const ALL: [Self; 4] = [Self::Scanned, Self::Partial, Self::NotScanned, Self::Unknown];

    /// The name that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scanned => "scanned",
            Self::Partial => "partial",
            Self::NotScanned => "not_scanned",
            Self::Unknown => "unknown",
        }
    }
}

impl ToSql for ReportSource {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for ReportSource {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|source| source.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for Coverage {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Coverage {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|coverage| coverage.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}
