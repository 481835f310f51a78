//! A table in GitHub's Markdown (<https://github.github.com/gfm/#tables-extension->), to paste into a ticket.

use std::io::{self, Write};

use super::{Column, ExportRow, visible};

/// Writes a table; `–` is "not in this source".
pub struct MarkdownExport<W> {
    out: W,
    columns: Vec<Column>,
}

impl<W: Write> MarkdownExport<W> {
    /// Begins with the headings; no columns at all means the usual ones.
    ///
    /// # Errors
    /// What writing says.
    pub fn begin(mut out: W, columns: &[Column]) -> io::Result<Self> {
        let columns = if columns.is_empty() { &Column::USUAL } else { columns }.to_vec();
        let headings: Vec<&str> = columns.iter().map(|column| column.heading()).collect();
        let lines: Vec<&str> = columns.iter().map(|_| "---").collect();
        write!(out, "| {} |\n| {} |\n", headings.join(" | "), lines.join(" | "))?;
        Ok(Self { out, columns })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What writing says.
    pub fn row(&mut self, row: &ExportRow) -> io::Result<()> {
        self.out.write_all(b"|")?;
        for column in &self.columns {
            let cell = column.shown(row).map_or_else(|| "–".to_owned(), |text| cell(&text));
            write!(self.out, " {cell} |")?;
        }
        self.out.write_all(b"\n")
    }

    /// # Errors
    /// What writing says.
    pub fn end(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A text that reads as itself: no markup, no HTML, no link, and in one line.
fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = visible(&line);
    // A code span is the only place where addresses and `@names` stay what they are.
    let is_link = line.contains('@') || line.contains("://") || line.to_ascii_lowercase().contains("www.");
    if is_link && !line.contains(['`', '\\', '|']) {
        return format!("`{line}`");
    }
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Where no code span is possible: addresses are not recognised without these.
            ':' | '@' if is_link => out.push_str(&format!("&#{};", u32::from(character))),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    if is_link {
        out.replace("www.", "www&#46;").replace("WWW.", "WWW&#46;")
    } else {
        out
    }
}
