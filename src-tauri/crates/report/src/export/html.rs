//! One page of HTML that needs nothing else: no script, no image, no address that is opened.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::{Column, ExportRow, visible};
use crate::{Severity, SeverityCounts, Timestamp};

/// Rows that a browser still shows without delay; a page of more is cut, and says so.
pub const MOST_ROWS: u64 = 5_000;

const STYLE: &str = include_str!("page.css");

/// What a page says before its rows.
#[derive(Clone, Debug)]
pub struct HtmlReport {
    pub title: String,
    /// When the page was made.
    pub made: Timestamp,
    /// The query whose findings these are; empty for all.
    pub query: String,
    pub sources: Vec<HtmlSource>,
    /// Of all findings of the query, those that are not listed included.
    pub counts: SeverityCounts,
}

/// A report that the findings are from.
#[derive(Clone, Debug)]
pub struct HtmlSource {
    pub title: String,
    pub image: Option<String>,
    /// `Inspector`, `Trivy file`
    pub source: String,
    pub as_of: String,
    pub coverage: Coverage,
    /// Why, in the scanner's words.
    pub reason: Option<String>,
    /// Findings of the whole report.
    pub total: u64,
}

/// How much of an image a scan covered: "0 findings" and "not scanned" never look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    Scanned,
    Partial,
    NotScanned,
    Unknown,
}

impl Coverage {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Scanned => ("scanned", "scanned"),
            Self::Partial => ("partial", "scanned in part"),
            Self::NotScanned => ("not-scanned", "not scanned"),
            Self::Unknown => ("unknown", "the source does not say"),
        }
    }
}

/// Writes the page.
pub struct HtmlExport<W> {
    out: W,
    columns: Vec<Column>,
    rows: u64,
    most: u64,
}

impl<W: Write> HtmlExport<W> {
    /// Begins with what was scanned and how much was found; no columns at all means the usual ones and the title. Of the
    /// rows, `most` are listed ([`MOST_ROWS`] is a good number).
    ///
    /// # Errors
    /// What writing says.
    pub fn begin(mut out: W, report: &HtmlReport, columns: &[Column], most: u64) -> io::Result<Self> {
        let mut columns = columns.to_vec();
        if columns.is_empty() {
            columns.extend(Column::USUAL);
            columns.push(Column::Title);
        }
        let title = escaped(&report.title);
        writeln!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
             base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
            base64(&Sha256::digest(STYLE.as_bytes()))
        )?;
        let made = report.made.to_string();
        let (day, time) = made.split_once('T').unwrap_or((&made, ""));
        let time = time.get(..5).unwrap_or_default();
        writeln!(
            out,
            "<p>Made by Ingot on {day} at {time} UTC.</p>\n<h2>What was scanned</h2>"
        )?;
        sources(&mut out, &report.sources)?;
        writeln!(out, "<h2>What was found</h2>")?;
        if report.query.trim().is_empty() {
            writeln!(out, "<p>All findings.</p>")?;
        } else {
            writeln!(
                out,
                "<p>Findings of the query <code>{}</code></p>",
                escaped(&report.query)
            )?;
        }
        counts(&mut out, &report.counts)?;
        let total = report.counts.total();
        if total > most {
            writeln!(
                out,
                "<p class=\"cut\">The first {most} of {total} findings are listed here. Export CSV or JSON for all of \
                 them.</p>"
            )?;
        }
        write!(out, "<table>\n<thead><tr>")?;
        for column in &columns {
            write!(out, "<th scope=\"col\">{}</th>", column.heading())?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        Ok(Self {
            out,
            columns,
            rows: 0,
            most,
        })
    }

    /// Whether further rows will be left out.
    pub fn is_full(&self) -> bool {
        self.rows >= self.most
    }

    /// Writes one row; leaves it out if the page is full.
    ///
    /// # Errors
    /// What writing says.
    pub fn row(&mut self, row: &ExportRow) -> io::Result<()> {
        if self.is_full() {
            return Ok(());
        }
        self.rows += 1;
        self.out.write_all(b"<tr>")?;
        let has_description = self.columns.contains(&Column::Description);
        for column in &self.columns {
            let Some(text) = column.shown(row) else {
                self.out.write_all("<td class=\"absent\">–</td>".as_bytes())?;
                continue;
            };
            let text = escaped(&text);
            match column {
                Column::Severity => {
                    let class = Severity::from_name(&row.severity).map_or("untriaged", class);
                    write!(self.out, "<td><span class=\"severity {class}\">{text}</span></td>")?;
                }
                Column::Title => match Column::Description.shown(row).filter(|_| !has_description) {
                    Some(description) => write!(
                        self.out,
                        "<td><details><summary>{text}</summary><p>{}</p></details></td>",
                        escaped(&description)
                    )?,
                    None => write!(self.out, "<td>{text}</td>")?,
                },
                _ => write!(self.out, "<td{}>{text}</td>", width(*column))?,
            }
        }
        self.out.write_all(b"</tr>\n")
    }

    /// Ends the page.
    ///
    /// # Errors
    /// What writing says.
    pub fn end(mut self) -> io::Result<W> {
        writeln!(self.out, "</tbody>\n</table>")?;
        if self.rows == 0 {
            writeln!(
                self.out,
                "<p>No finding is listed. Whether that is good news, the coverage above says.</p>"
            )?;
        }
        writeln!(
            self.out,
            "<p class=\"legend\">– means: not in this source.</p>\n</body>\n</html>"
        )?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Columns whose words are not to be broken.
fn width(column: Column) -> &'static str {
    match column {
        _ if column.is_ours() => " class=\"whole\"",
        Column::Vulnerability => " class=\"id\"",
        Column::Status | Column::FirstSeen => " class=\"short\"",
        _ => "",
    }
}

fn sources(out: &mut impl Write, sources: &[HtmlSource]) -> io::Result<()> {
    if sources.is_empty() {
        return writeln!(out, "<p>No report.</p>");
    }
    writeln!(
        out,
        "<table>\n<thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Image</th><th scope=\"col\">Source</th>\
         <th scope=\"col\">As of</th><th scope=\"col\">Coverage</th><th scope=\"col\">Findings</th></tr></thead>\n<tbody>"
    )?;
    for source in sources {
        let (class, words) = source.coverage.words();
        let reason = source
            .reason
            .as_deref()
            .map(|reason| format!(": {}", escaped(reason)))
            .unwrap_or_default();
        let total = match source.coverage {
            Coverage::NotScanned if source.total == 0 => "–".to_owned(),
            _ => source.total.to_string(),
        };
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><span class=\"coverage {class}\">{words}</span>{reason}</td>\
             <td>{total}</td></tr>",
            escaped(&source.title),
            escaped(source.image.as_deref().unwrap_or("–")),
            escaped(&source.source),
            escaped(&source.as_of),
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn counts(out: &mut impl Write, counts: &SeverityCounts) -> io::Result<()> {
    write!(out, "<ul class=\"counts\">")?;
    for severity in Severity::ALL {
        let class = class(severity);
        write!(
            out,
            "<li><span class=\"severity {class}\">{class}</span> {}</li>",
            counts.get(severity)
        )?;
    }
    writeln!(out, "<li>{} in all</li></ul>", counts.total())
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Informational => "informational",
        Severity::Untriaged => "untriaged",
    }
}

/// A text of anybody's as text of HTML.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}

/// <https://www.rfc-editor.org/rfc/rfc4648#section-4>
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).map_or(0, |&byte| u32::from(byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS
                .get((bits >> (18 - 6 * place) & 63) as usize)
                .copied()
                .unwrap_or(b'=');
            out.push(char::from(if place > chunk.len() { b'=' } else { digit }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standard() {
        let shown = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(shown, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
