//! Columns that stay in memory between questions.

use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use rusqlite::{Connection, params_from_iter};

use super::names::Names;
use super::{Columns, stored};
use crate::reports::about::ReportId;
use crate::reports::query::order::Place;
use crate::reports::query::page::KeptOrder;
use crate::reports::stored_words::flag_code;

/// Bytes of columns that are kept; the report that was asked for last is kept whatever its size.
const MOST_KEPT: usize = 256 << 20;

/// Orders of long lists that are kept.
const MOST_ORDERS: usize = 2;

/// Columns of reports, those that were asked for last.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Of all columns: numbers of names mean the same in every report. Only grows.
    names: RwLock<Names>,
    /// The last asked for comes last.
    columns: Mutex<Vec<Arc<Opened>>>,
    /// The last made comes last.
    orders: Mutex<Vec<KeptOrder>>,
}

/// A report's columns, ready to be asked.
#[derive(Debug)]
pub(crate) struct Opened {
    pub report: ReportId,
    /// Of the report when it was read: another revision has other columns.
    pub revision: i64,
    /// Name of the image: what decisions go by.
    pub image_name: Option<String>,
    pub as_of: String,
    /// With what the snapshots say where the source does not.
    pub columns: Columns,
}

impl Kept {
    /// The columns of these reports, of all for none, newest import last; unknown ones are left out. The connection
    /// stands in one snapshot.
    pub fn open(&self, connection: &Connection, reports: &[ReportId]) -> rusqlite::Result<Vec<Arc<Opened>>> {
        let filter = match reports.len() {
            0 => String::new(),
            many => format!("WHERE id IN ({})", vec!["?"; many].join(", ")),
        };
        let wanted = connection
            .prepare_cached(&format!(
                "SELECT id, revision, image_name, as_of FROM reports {filter} ORDER BY id"
            ))?
            .query_map(params_from_iter(reports.iter().map(|report| report.0)), |row| {
                Ok((ReportId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut opened = Vec::with_capacity(wanted.len());
        for (report, revision, image_name, as_of) in wanted {
            let one = match self.find(report, revision) {
                Some(kept) => kept,
                None => Arc::new(Opened {
                    report,
                    revision,
                    image_name,
                    as_of,
                    columns: self.read(connection, report)?,
                }),
            };
            self.keep(&one);
            opened.push(one);
        }
        Ok(opened)
    }

    pub fn names(&self) -> RwLockReadGuard<'_, Names> {
        self.names.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The names, with their ranks right.
    pub fn sorted_names(&self) -> RwLockReadGuard<'_, Names> {
        let names = self.names();
        if names.is_sorted() {
            return names;
        }
        drop(names);
        self.names.write().unwrap_or_else(PoisonError::into_inner).sort();
        self.names()
    }

    /// An order that `serves`.
    pub fn order(&self, serves: impl Fn(&KeptOrder) -> bool) -> Option<Arc<Vec<Place>>> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.iter().find(|order| serves(order)).map(KeptOrder::places)
    }

    pub fn keep_order(&self, order: KeptOrder) {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.push(order);
        if orders.len() > MOST_ORDERS {
            orders.remove(0);
        }
    }

    fn read(&self, connection: &Connection, report: ReportId) -> rusqlite::Result<Columns> {
        let mut columns = {
            let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
            stored::read(connection, report, &mut names)?
        };
        let texts = &columns.dictionary.texts;
        for (epss, text) in columns.epss.iter_mut().zip(&columns.text) {
            if epss.is_nan() {
                *epss = texts.get(*text as usize).and_then(|text| text.epss).unwrap_or(f64::NAN);
            }
        }
        for (kev, text) in columns.kev.iter_mut().zip(&columns.text) {
            if *kev == 0 {
                *kev = flag_code(texts.get(*text as usize).and_then(|text| text.kev));
            }
        }
        Ok(columns)
    }

    fn find(&self, report: ReportId, revision: i64) -> Option<Arc<Opened>> {
        let kept = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|one| one.report == report && one.revision == revision)
            .map(Arc::clone)
    }

    fn keep(&self, one: &Arc<Opened>) {
        let mut kept = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.report != one.report);
        kept.push(Arc::clone(one));
        let mut size: usize = kept.iter().map(|one| one.columns.size()).sum();
        while size > MOST_KEPT && kept.len() > 1 {
            size -= kept.remove(0).columns.size();
        }
    }
}
