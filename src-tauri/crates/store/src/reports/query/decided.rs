//! Which decision a finding falls under.

use std::collections::HashMap;

use ingot_report::query::Status;
use ingot_report::{Decision, DecisionState, FindingStatus, Timestamp};

use crate::reports::columns::kept::Opened;
use crate::reports::columns::names::{Name, Names};
use crate::reports::finding::DecisionMatch;
use crate::reports::stored_words::status_code;

/// The decisions about a report's findings.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    /// For a vulnerability of the dictionary, the decisions about it: those that hold first, then the newest.
    about: HashMap<u32, Vec<Wanted>>,
}

/// A decision, with the numbers of what it names.
#[derive(Clone, Debug)]
struct Wanted {
    index: usize,
    expired: bool,
    package: Option<Name>,
    version: Option<Name>,
    /// For each place, whether the decision is about what was scanned there; `None` for everywhere.
    places: Option<Vec<bool>>,
}

impl Decided {
    pub fn of(opened: &Opened, names: &Names, decisions: &[Decision], now: Timestamp) -> Self {
        let mut by_vulnerability: HashMap<Name, Vec<usize>> = HashMap::new();
        for (index, decision) in decisions.iter().enumerate() {
            if let Some(name) = names.find(&decision.vulnerability) {
                by_vulnerability.entry(name).or_default().push(index);
            }
        }
        let mut decided = Self::default();
        if by_vulnerability.is_empty() {
            return decided;
        }
        for (text, at) in opened.columns.dictionary.texts.iter().zip(0..) {
            let ids = std::iter::once(&text.vulnerability).chain(text.aliases());
            let mut about: Vec<usize> = ids
                .filter_map(|id| by_vulnerability.get(id))
                .flatten()
                .copied()
                .collect();
            about.sort_unstable();
            about.dedup();
            about.sort_by_key(|index| {
                let decision = decisions.get(*index);
                let holds = decision.is_some_and(|decision| decision.is_valid_at(now));
                std::cmp::Reverse((holds, decision.map(|decision| decision.decided), *index))
            });
            let wanted: Vec<Wanted> = about
                .into_iter()
                .filter_map(|index| Wanted::of(index, decisions.get(index)?, opened, names, now))
                .collect();
            if !wanted.is_empty() {
                decided.about.insert(at, wanted);
            }
        }
        decided
    }

    /// The decision that a row falls under.
    pub fn of_row(&self, opened: &Opened, row: usize) -> Option<DecisionMatch> {
        if self.about.is_empty() {
            return None;
        }
        let columns = &opened.columns;
        let wanted = self.about.get(columns.text.get(row)?)?;
        let package = columns.package_of(row)?;
        let place = *columns.place.get(row)? as usize;
        wanted
            .iter()
            .find(|wanted| {
                wanted.package.is_none_or(|name| name == package.name)
                    && wanted.version.is_none_or(|version| version == package.installed)
                    && wanted
                        .places
                        .as_ref()
                        .is_none_or(|places| places.get(place).copied().unwrap_or(false))
            })
            .map(|wanted| DecisionMatch {
                index: wanted.index,
                expired: wanted.expired,
            })
    }

    /// Where every row stands.
    pub fn standings(&self, opened: &Opened, decisions: &[Decision]) -> Vec<Standing> {
        let status = &opened.columns.status;
        let mut standings: Vec<Standing> = status
            .iter()
            .map(|code| Standing {
                status: *code,
                decision: Standing::NONE,
            })
            .collect();
        if self.about.is_empty() {
            return standings;
        }
        for (row, standing) in standings.iter_mut().enumerate() {
            standing.decision = match self.of_row(opened, row) {
                None => Standing::NONE,
                Some(found) if found.expired => Standing::EXPIRED,
                Some(found) => decisions
                    .get(found.index)
                    .map_or(Standing::NONE, |decision| Standing::held(decision.state)),
            };
        }
        standings
    }
}

impl Wanted {
    /// `None` if it cannot be about anything in the report.
    fn of(index: usize, decision: &Decision, opened: &Opened, names: &Names, now: Timestamp) -> Option<Self> {
        // Outer: nothing of that name is known at all.
        let find = |text: &Option<String>| match text {
            None => Some(None),
            Some(text) => names.find(text).map(Some),
        };
        let places = match &decision.image {
            None => None,
            Some(image) if opened.image_name.as_ref() == Some(image) => None,
            Some(image) => {
                let places = &opened.columns.dictionary.places;
                let about = |name| names.get(name).and_then(image_name) == Some(image);
                Some(places.iter().map(|place| about(place.image)).collect())
            }
        };
        Some(Self {
            index,
            expired: !decision.is_valid_at(now),
            package: find(&decision.package)?,
            version: find(&decision.version)?,
            places,
        })
    }
}

/// The image's name in an image build version ARN: `arn:aws:imagebuilder:…:image/NAME/1.0.0/1`.
fn image_name(image: &str) -> Option<&str> {
    let (_, behind) = image.strip_prefix("arn:")?.split_once(":image/")?;
    behind.split('/').next()
}

/// Where a finding stands: the scanner's word, and what was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    status: u8,
    decision: u8,
}

impl Standing {
    const NONE: u8 = 0;
    const EXPIRED: u8 = 5;

    fn held(state: DecisionState) -> u8 {
        match state {
            DecisionState::InTriage => 1,
            DecisionState::NotAffected => 2,
            DecisionState::FalsePositive => 3,
            DecisionState::Accepted => 4,
        }
    }

    fn is_held(self) -> bool {
        !matches!(self.decision, Self::NONE | Self::EXPIRED)
    }

    /// A decision that holds wins over the scanner's word.
    pub fn meets(self, status: Status) -> bool {
        match status {
            Status::Open => {
                let shut = [FindingStatus::Suppressed, FindingStatus::Closed];
                let shut = shut.into_iter().any(|status| status_code(Some(status)) == self.status);
                !shut && (!self.is_held() || self.decision == Self::held(DecisionState::InTriage))
            }
            Status::Scanner(status) => !self.is_held() && status_code(Some(status)) == self.status,
            Status::Decided(state) => self.decision == Self::held(state),
            Status::Expired => self.decision == Self::EXPIRED,
        }
    }

    /// The place in the order of [`super::SortKey::Status`]; `None` if nobody says anything.
    pub fn rank(self) -> Option<u32> {
        if self.is_held() {
            let order = [
                DecisionState::InTriage,
                DecisionState::Accepted,
                DecisionState::NotAffected,
                DecisionState::FalsePositive,
            ];
            let at = order.into_iter().position(|state| self.decision == Self::held(state));
            return at.and_then(|at| u32::try_from(at + 1).ok());
        }
        match self.status {
            0 => None,
            1 => Some(0),
            shut => Some(5 + u32::from(shut)),
        }
    }
}
