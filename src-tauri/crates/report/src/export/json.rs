//! The JSON that `ingot scan list` writes, with everything that is known of each finding.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use super::ExportRow;
use super::visible::is_hidden;

/// Writes `{"report": …, "total": …, "findings": […]}`, one finding a line.
pub struct JsonExport<W> {
    out: W,
    rows: u64,
}

/// A finding as scripts rely on it; fields may be added, never renamed.
#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    report: &'a str,
    vulnerability: &'a str,
    severity: &'a str,
    package: &'a str,
    installed: &'a str,
    fixed: Option<&'a str>,
    fix_available: Option<bool>,
    epss: Option<f64>,
    exploited: Option<bool>,
    kev: Option<bool>,
    score: Option<f64>,
    image: &'a str,
    layer: &'static str,
    origin: Option<&'a str>,
    first_seen: Option<&'a str>,
    status: Option<&'a str>,
    decision: Option<Decision<'a>>,
    title: &'a str,
    description: Option<&'a str>,
    path: Option<&'a str>,
    package_manager: Option<&'a str>,
    scanner: &'a str,
}

#[derive(Serialize)]
struct Decision<'a> {
    state: &'static str,
    reason: &'a str,
    expires: Option<String>,
    expired: bool,
}

impl<W: Write> JsonExport<W> {
    /// Begins a document of `total` findings; `report` is the one they are of, if it is one.
    ///
    /// # Errors
    /// What writing says.
    pub fn begin(mut out: W, report: Option<&str>, total: u64) -> io::Result<Self> {
        out.write_all(b"{\"report\": ")?;
        write(&mut out, &report)?;
        write!(out, ", \"total\": {total}, \"findings\": [")?;
        Ok(Self { out, rows: 0 })
    }

    /// Writes one finding.
    ///
    /// # Errors
    /// What writing says.
    pub fn row(&mut self, row: &ExportRow) -> io::Result<()> {
        self.out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        let decision = row.decision.as_ref().map(|decision| Decision {
            state: decision.state.name(),
            reason: &decision.reason,
            expires: decision.expires.map(|expires| expires.to_string()),
            expired: decision.expired,
        });
        let finding = Finding {
            id: &row.id,
            report: &row.report,
            vulnerability: &row.vulnerability,
            severity: &row.severity,
            package: &row.package,
            installed: &row.installed,
            fixed: row.fixed.as_deref(),
            fix_available: row.fix_available,
            epss: row.epss,
            exploited: row.exploited,
            kev: row.kev,
            score: row.score,
            image: &row.image,
            layer: row.layer.name(),
            origin: row.origin.as_deref(),
            first_seen: row.first_seen.as_deref(),
            status: row.status.as_deref(),
            decision,
            title: &row.title,
            description: row.description.as_deref(),
            path: row.path.as_deref(),
            package_manager: row.package_manager.as_deref(),
            scanner: &row.scanner,
        };
        write(&mut self.out, &finding)
    }

    /// Ends the document.
    ///
    /// # Errors
    /// What writing says.
    pub fn end(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Visible(CompactFormatter));
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// Escapes what cannot be seen: the text that a program reads is the same, and a person who opens the file sees it.
struct Visible(CompactFormatter);

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_hidden) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            if let Some(hidden) = characters.next() {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }
}
