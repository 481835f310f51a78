//! Findings as text for the clipboard.

use ingot_report::export::{Column, CsvExport, MarkdownExport};

use super::export::exported;
use super::{ask, decide, off_the_runtime, view};
use crate::contract::Error;
use crate::contract::scan::{CopiedText, CopyFindings, CopyFormat};
use crate::{Workbench, scans};

/// Findings that are copied at once.
const MOST: usize = 1_000;

pub async fn copy(workbench: &Workbench, request: CopyFindings) -> Result<CopiedText, Error> {
    let copying = workbench.clone();
    off_the_runtime(move || {
        let mut ids = decide::ids(&copying, &request.which)?;
        let cut = ids.len() > MOST;
        ids.truncate(MOST);
        let columns = columns(&request.columns)?;
        let book = scans::decisions::book(&copying)?;
        let reader = copying.store().reader()?;
        let rows = reader.finding_rows(&ids, &book.decisions(), ask::now())?;
        let findings = view::count(rows.len() as u64);
        let rows = rows.into_iter().map(|row| exported(row, None, &book));
        let text = match request.format {
            CopyFormat::Markdown => {
                let mut out = MarkdownExport::begin(Vec::new(), &columns)?;
                for row in rows {
                    out.row(&row)?;
                }
                out.end()?
            }
            CopyFormat::Csv => {
                let mut out = CsvExport::begin(Vec::new(), &columns)?;
                for row in rows {
                    out.row(&row)?;
                }
                out.end()?
            }
        };
        Ok(CopiedText {
            text: String::from_utf8_lossy(&text).into_owned(),
            findings,
            cut,
        })
    })
    .await
}

/// The columns of these keys; the usual ones for none.
fn columns(keys: &[String]) -> Result<Vec<Column>, Error> {
    if keys.is_empty() {
        return Ok(Column::USUAL.to_vec());
    }
    keys.iter()
        .map(|key| Column::from_key(key).ok_or_else(|| Error::invalid(format!("there is no column {key}"))))
        .collect()
}
