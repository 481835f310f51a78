//! CSV (<https://www.rfc-editor.org/rfc/rfc4180>), safe to open in a spreadsheet.

use std::io::{self, Write};

use super::{Column, ExportRow, visible};

/// Writes a table as CSV: a line of column keys, then a line for each row. An empty cell is "not in this source".
pub struct CsvExport<W> {
    out: W,
    columns: Vec<Column>,
}

impl<W: Write> CsvExport<W> {
    /// Begins with the line of keys; no columns at all means every one.
    ///
    /// # Errors
    /// What writing says.
    pub fn begin(mut out: W, columns: &[Column]) -> io::Result<Self> {
        let columns = if columns.is_empty() { &Column::ALL } else { columns }.to_vec();
        let keys: Vec<&str> = columns.iter().map(|column| column.key()).collect();
        write!(out, "{}\r\n", keys.join(","))?;
        Ok(Self { out, columns })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What writing says.
    pub fn row(&mut self, row: &ExportRow) -> io::Result<()> {
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            if let Some(text) = column.cell(row) {
                let is_text = !column.is_ours();
                cell(&mut self.out, &text, is_text)?;
            }
        }
        self.out.write_all(b"\r\n")
    }

    /// # Errors
    /// What writing says.
    pub fn end(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// One cell. A text that a spreadsheet would take for a formula gets a `'` in front
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn cell(out: &mut impl Write, text: &str, is_text: bool) -> io::Result<()> {
    let neutral = if is_text && is_formula(text) { "'" } else { "" };
    let shown = visible(text);
    // Spreadsheets of other countries split at `;` and tabs: within quotes they are text everywhere.
    if neutral.is_empty() && !shown.contains([',', '"', '\n', '\r', ';', '\t', '|', ' ']) {
        return out.write_all(shown.as_bytes());
    }
    write!(out, "\"{neutral}{}\"", shown.replace('"', "\"\""))
}

/// Whether a spreadsheet would compute the text, or a part of it behind blanks.
fn is_formula(text: &str) -> bool {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(starts) || text.trim_start().starts_with(starts)
}
