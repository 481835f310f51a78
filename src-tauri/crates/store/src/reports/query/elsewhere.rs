//! Where else a vulnerability is found.

use ingot_report::query::Query;
use ingot_report::{Decision, Timestamp};

use super::Asked;
use super::condition::ids;
use crate::reports::columns::names::Name;
use crate::reports::finding::{self, FindingId, FindingRow};
use crate::{Reader, StoreError};

/// Findings of the same vulnerability.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elsewhere {
    /// Those of the same report first, then those of other reports, newest first.
    pub rows: Vec<FindingRow>,
    /// How many more there are.
    pub more: u64,
}

impl Reader<'_> {
    /// The other findings of the vulnerability of this one, by its id or an alias, in all reports.
    pub fn elsewhere(
        &self,
        id: FindingId,
        most: usize,
        decisions: &[Decision],
        now: Timestamp,
    ) -> Result<Elsewhere, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let everything = Query::everything();
            let asked = Asked::open(kept, connection, &[], &everything, decisions, now, false)?;
            let home = asked
                .reports
                .iter()
                .find_map(|report| Some((report.opened.report, report.opened.columns.row_of(id.0)?, report)));
            let Some((home, row, report)) = home else {
                return Ok(Elsewhere::default());
            };
            let Some(text) = report.opened.columns.text_of(row) else {
                return Ok(Elsewhere::default());
            };
            let wanted: Vec<Name> = ids(text).collect();
            let mut reports: Vec<_> = asked.reports.iter().collect();
            reports.sort_by(|left, right| {
                let key = |opened: &crate::reports::columns::kept::Opened| {
                    (
                        opened.report != home,
                        std::cmp::Reverse((opened.as_of.clone(), opened.report.0)),
                    )
                };
                key(&left.opened).cmp(&key(&right.opened))
            });
            let mut elsewhere = Elsewhere::default();
            for report in reports {
                let columns = &report.opened.columns;
                let texts = columns.dictionary.texts.iter();
                let same: Vec<bool> = texts.map(|text| ids(text).any(|id| wanted.contains(&id))).collect();
                if !same.contains(&true) {
                    continue;
                }
                let rows = columns.text.iter().zip(&columns.ids).enumerate();
                for (row, (text, other)) in rows {
                    if *other == id.0 || !same.get(*text as usize).copied().unwrap_or(false) {
                        continue;
                    }
                    if elsewhere.rows.len() >= most {
                        elsewhere.more += 1;
                        continue;
                    }
                    let decision = report.decided.of_row(&report.opened, row);
                    let row = finding::row(connection, &report.opened, &asked.names, row, decision)?;
                    elsewhere.rows.extend(row);
                }
            }
            Ok(elsewhere)
        })
    }
}
