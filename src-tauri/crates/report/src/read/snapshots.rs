//! Lists that findings are joined with by vulnerability: CISA's known exploited vulnerabilities (KEV) and FIRST's exploit
//! prediction scores (EPSS), as their publishers write them.
//!
//! <https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities_schema.json>,
//! <https://www.first.org/epss/data_stats>

use serde::Deserialize;

use super::csv::{self, Beginning, Row};
use super::entry::{Content, EpssEntry, KevEntry};
use super::head::Head;
use super::inspector::wire;
use super::json;
use super::out::Out;
use super::{Format, ReadError, Room, Source, Verdict};
use crate::Timestamp;

pub(super) const ROOM: Room = Room { recognise, read };

const KEV_COLUMNS: &[&str] = &["cveID", "dateAdded", "dueDate"];
const EPSS_COLUMNS: &[&str] = &["cve", "epss"];

fn recognise(head: &Head) -> Verdict {
    match head {
        Head::Json(json) if json.has("catalogVersion") && json.has("vulnerabilities") => Verdict::Is(Format::KevJson),
        Head::Json(json)
            if json
                .get("vulnerabilities")
                .is_some_and(|all| all.objects().iter().any(|one| one.has("cveID") && one.has("dateAdded"))) =>
        {
            Verdict::Is(Format::KevJson)
        }
        Head::Text { table, .. } if table.header(KEV_COLUMNS).is_some() => Verdict::Is(Format::KevCsv),
        Head::Text { table, .. } if is_epss(table) => Verdict::Is(Format::EpssCsv),
        _ => Verdict::Unknown,
    }
}

/// Scanners have these columns too, among many others.
fn is_epss(table: &Beginning) -> bool {
    table.header(EPSS_COLUMNS).is_some_and(|layout| {
        let header = table.rows(layout).get(layout.preamble);
        header.is_some_and(|cells| cells.len() <= 3)
    })
}

fn read(format: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    match (format, head) {
        (Format::KevCsv, Head::Text { table, .. }) => {
            let Some(layout) = table.header(KEV_COLUMNS) else {
                return Ok(());
            };
            // The table does not say when it was made: not before its newest entry.
            let mut newest = None;
            csv::rows(source, layout, &mut |line, row| {
                let kev = row.and_then(kev_row);
                newest = newest.max(kev.as_ref().ok().and_then(|kev| kev.added));
                out.content(line, kev.map(Content::Kev))
            })?;
            out.subject.written = newest;
            Ok(())
        }
        (Format::EpssCsv, Head::Text { table, .. }) => {
            let Some(layout) = table.header(EPSS_COLUMNS) else {
                return Ok(());
            };
            let before = table.rows(layout).iter().take(layout.preamble);
            for cell in before.flatten() {
                epss_preamble(cell, out);
            }
            csv::rows(source, layout, &mut |line, row| {
                out.content(line, row.and_then(epss_row).map(Content::Epss))
            })
        }
        _ => kev_json(source, out),
    }
}

fn kev_json(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let patterns = ["vulnerabilities[*]", "dateReleased", "catalogVersion"];
    let end = json::walk(source, &patterns, &mut |element| {
        let text = || {
            element
                .json
                .ok()
                .and_then(|json| serde_json::from_slice::<String>(json).ok())
        };
        match element.pattern {
            1 => out.subject.written = text().and_then(|text| wire::read(&text).ok()),
            2 => out.subject.tool = text().map(|version| format!("CISA KEV {version}")),
            _ => {
                let kev = json::entry::<Kev>(&element).and_then(Kev::into_entry);
                return out.content(element.line, kev.map(Content::Kev));
            }
        }
        Ok(())
    })?;
    out.broken_off(end.broken_off);
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kev {
    #[serde(rename = "cveID")]
    cve_id: Option<String>,
    vulnerability_name: Option<String>,
    date_added: Option<String>,
    due_date: Option<String>,
    known_ransomware_campaign_use: Option<String>,
}

impl Kev {
    fn into_entry(self) -> Result<KevEntry, String> {
        Ok(KevEntry {
            vulnerability: self
                .cve_id
                .map(|id| id.trim().to_owned())
                .filter(|id| !id.is_empty())
                .ok_or("the entry has no `cveID`")?,
            added: day("dateAdded", self.date_added.as_deref())?,
            due: day("dueDate", self.due_date.as_deref())?,
            // "Known" or "Unknown", which is not "no".
            ransomware: self
                .known_ransomware_campaign_use
                .is_some_and(|word| word.trim().eq_ignore_ascii_case("known"))
                .then_some(true),
            name: self.vulnerability_name,
        })
    }
}

fn kev_row(row: &Row<'_>) -> Result<KevEntry, String> {
    whole(row)?;
    let cell = |column: &str| row.get(column).map(str::to_owned);
    Kev {
        cve_id: cell("cveID"),
        vulnerability_name: cell("vulnerabilityName"),
        date_added: cell("dateAdded"),
        due_date: cell("dueDate"),
        known_ransomware_campaign_use: cell("knownRansomwareCampaignUse"),
    }
    .into_entry()
}

fn day(field: &str, text: Option<&str>) -> Result<Option<Timestamp>, String> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => wire::read(text)
            .map(Some)
            .map_err(|reason| format!("`{field}`: {reason}")),
        None => Ok(None),
    }
}

/// `#model_version:v2025.03.14`, `score_date:2026-01-31T00:00:00+0000`
fn epss_preamble(cell: &str, out: &mut Out<'_>) {
    let Some((name, value)) = cell.trim_start_matches('#').split_once(':') else {
        return;
    };
    match name.trim() {
        "model_version" => out.subject.tool = Some(format!("EPSS {}", value.trim())),
        "score_date" => {
            let value = value.trim();
            // The day is what matters, and the notation of the zone has changed.
            let moment = wire::read(value).or_else(|_| wire::read(value.get(..10).unwrap_or_default()));
            out.subject.written = moment.ok();
        }
        _ => {}
    }
}

fn epss_row(row: &Row<'_>) -> Result<EpssEntry, String> {
    whole(row)?;
    let number = |column: &str| {
        row.get(column)
            .map(|text| wire::number(text).map_err(|reason| format!("`{column}`: {reason}")))
            .transpose()
    };
    Ok(EpssEntry {
        vulnerability: row.get("cve").ok_or("the row has no `cve`")?.to_owned(),
        score: number("epss")?.ok_or("the row has no `epss`")?,
        percentile: number("percentile")?,
    })
}

/// A row that was cut off has fewer cells than the header.
fn whole(row: &Row<'_>) -> Result<(), String> {
    let (cells, columns) = row.cells();
    if cells < columns {
        return Err(format!("the row has {cells} cells and the header {columns}"));
    }
    Ok(())
}
