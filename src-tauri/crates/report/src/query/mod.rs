//! The query of findings: `severity:critical,high fix:yes epss:>0.5 (pkg:openssl or layer:overlay) -status:accepted`.
//!
//! Terms are joined by "and"; `or`, `not` (or `-`) and brackets combine them. A term is a `key:value` or a word that is
//! searched for. A query is a text everywhere (typed, saved, in a link); this is what it means.
//!
//! [`parse`] reads it, `Display` writes it again, [`terms`] shows its parts, [`complete`] offers what could be typed.

mod complete;
mod error;
mod key;
mod lex;
mod parse;
mod print;
mod terms;
mod value;

pub use complete::{Completion, complete};
pub use error::QueryError;
pub use key::Key;
pub use lex::MAX_CHARACTERS;
pub use parse::{MAX_DEPTH, parse};
pub use terms::{Term, terms};

use crate::{DecisionState, FindingStatus, FixAvailable, Layer, Scanner, Severity};

/// What a finding must meet.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every one of them; an empty list is met by every finding.
    All(Vec<Query>),
    /// At least one of them.
    Any(Vec<Query>),
    Not(Box<Query>),
    Is(Condition),
}

/// One `key:value`. A list is met by any of its values.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `severity:critical,high`, `severity:>=high`
    Severity(Vec<Severity>),
    /// `fix:yes`, `fix:no`, `fix:partial`, `fix:?` (`None`: not in this source)
    Fix(Vec<Option<FixAvailable>>),
    /// `kev:yes`
    Kev(Vec<Option<bool>>),
    /// `exploit:yes`
    Exploit(Vec<Option<bool>>),
    /// `epss:>0.5`
    Epss(Comparison),
    /// `score:>=7`, of the scanner's own score
    Score(Comparison),
    /// `age:>30d`, in days since it was first seen
    Age(Comparison),
    /// `layer:overlay`
    Layer(Vec<Layer>),
    /// `status:open`, `status:accepted`, `status:suppressed`
    Status(Vec<Status>),
    /// `scanner:trivy`
    Scanner(Vec<Scanner>),
    /// `pkg:openssl`, `id:CVE-2026-*`, `image:golden-*`
    Text(Field, Vec<Pattern>),
    /// A bare word or "words in quotes": part of the vulnerability, its aliases, the package, the title or the
    /// description.
    Words(String),
}

/// Where a finding stands, decisions that hold counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Active as far as the source knows, and nobody decided otherwise; `in_triage` is open too.
    Open,
    /// The scanner's own word.
    Scanner(FindingStatus),
    Decided(DecisionState),
    /// A decision about it has expired.
    Expired,
}

/// Fields that a [`Pattern`] is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// `pkg`
    Package,
    /// `id`: the vulnerability or one of its aliases
    Vulnerability,
    /// `version`
    Installed,
    /// `fixed`
    Fixed,
    /// `type`: the package manager
    PackageManager,
    Path,
    Image,
    Resource,
    Account,
    Region,
    /// `cwe`
    Cwe,
    /// `origin`: the golden image build or the component that brought it in
    Origin,
    /// `kind`: PACKAGE_VULNERABILITY, NETWORK_REACHABILITY …
    FindingType,
}

/// A text to compare with; letter case of ASCII letters does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `pkg:=openssl`
    Exact(String),
    /// `pkg:openssl`: has it as a part
    Part(String),
    /// `pkg:openssl*`: `*` stands for any text
    Glob(String),
    /// `pkg:?`: not in this source
    Absent,
}

/// `>0.5`, `0.1..0.5`, `?`
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    Above(f64),
    AtLeast(f64),
    Below(f64),
    AtMost(f64),
    Equal(f64),
    /// Both ends included.
    Between(f64, f64),
    /// Not in this source.
    Absent,
}

impl Query {
    /// Met by every finding.
    pub fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// Every one of `parts`; of a single one, itself.
    pub fn all(mut parts: Vec<Self>) -> Self {
        match (parts.len(), parts.pop()) {
            (1, Some(one)) => one,
            (_, last) => {
                parts.extend(last);
                Self::All(parts)
            }
        }
    }

    /// At least one of `parts`; of a single one, itself. `None` without any.
    pub fn any(mut parts: Vec<Self>) -> Option<Self> {
        let last = parts.pop()?;
        if parts.is_empty() {
            return Some(last);
        }
        parts.push(last);
        Some(Self::Any(parts))
    }

    /// Met by the findings that do not meet this.
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            one => Self::Not(Box::new(one)),
        }
    }
}

impl Comparison {
    /// Whether `value` meets it; `None` is "not in this source", which only [`Comparison::Absent`] is met by.
    pub fn is_met_by(self, value: Option<f64>) -> bool {
        match (self, value) {
            (Self::Absent, value) => value.is_none(),
            (_, None) => false,
            (Self::Above(bound), Some(value)) => value > bound,
            (Self::AtLeast(bound), Some(value)) => value >= bound,
            (Self::Below(bound), Some(value)) => value < bound,
            (Self::AtMost(bound), Some(value)) => value <= bound,
            (Self::Equal(bound), Some(value)) => value == bound,
            (Self::Between(low, high), Some(value)) => (low..=high).contains(&value),
        }
    }
}
