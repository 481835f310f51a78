//! The writing side of an import: takes findings in batches on a thread of its own, in one transaction.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use ingot_report::{Finding, FindingKey, Layer, SeverityCounts};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::about::{NewReport, ReportId};
use super::columns::keys::{self, Keys};
use super::columns::names::{ABSENT, Names};
use super::columns::numbered::Numbered;
use super::columns::rows::Rows;
use super::columns::stored::{self, decoded, key_number};
use super::columns::{Columns, Facts, PackagePart, PlacePart, RowValues, TextMore, TextPart};
use super::part::{Shared, Sharing};
use super::prepare::{Batch, End, Message, Prepared};
use super::report::Found;
use super::stored_words::layer_rank;
use super::{finding, history, package, part, rejection, report, snapshot};

/// What was written.
pub(crate) struct Written {
    pub report: ReportId,
    pub rows: u64,
    pub packages: u64,
    pub new: u64,
    pub changed: u64,
    pub closed: u64,
    pub repeated: u64,
    pub counts: SeverityCounts,
}

/// Writes what comes; `None` if it broke off without an end or was cancelled, and then nothing is kept.
pub(crate) fn write(
    connection: &mut Connection,
    about: &NewReport,
    messages: &Receiver<Message<Prepared>>,
    cancelled: &AtomicBool,
) -> rusqlite::Result<Option<Written>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut intake = Intake::begin(&transaction, about)?;
    for message in messages {
        if cancelled.load(Ordering::Relaxed) {
            return Ok(None);
        }
        match message {
            Message::Batch(batch) => intake.batch(batch)?,
            Message::End(end) => {
                let written = intake.end(*end)?;
                if cancelled.load(Ordering::Relaxed) {
                    return Ok(None);
                }
                transaction.commit()?;
                return Ok(Some(written));
            }
        }
    }
    Ok(None)
}

struct Intake<'a> {
    transaction: &'a Transaction<'a>,
    report: ReportId,
    /// When the source has it so.
    at: String,
    names: Names,
    columns: Columns,
    keys: Keys,
    /// Of the rows of an earlier import, those that are in this one, too; `None` for a report that is new.
    still_there: Option<Rows>,
    sharing: Sharing<'a>,
    titles: Numbered,
    texts: Numbered,
    packages: Numbered,
    places: Numbered,
    inventory: u64,
    rejected: u64,
    new: u64,
    changed: u64,
    repeated: u64,
}

impl<'a> Intake<'a> {
    fn begin(transaction: &'a Transaction<'a>, about: &NewReport) -> rusqlite::Result<Self> {
        let (report, made) = report::find_or_make(transaction, about)?;
        rejection::clear(transaction, report)?;
        package::clear(transaction, report)?;
        let mut names = Names::default();
        let columns = stored::read(transaction, report, &mut names)?;
        let keys = stored::read_keys(transaction, report)?;
        let dictionary = &columns.dictionary;
        Ok(Self {
            transaction,
            report,
            at: about.as_of.clone(),
            still_there: (!made).then(|| Rows::none(keys.len())),
            sharing: Sharing::of(transaction)?,
            titles: Numbered::of(&dictionary.titles),
            texts: Numbered::of(&dictionary.texts),
            packages: Numbered::of(&dictionary.packages),
            places: Numbered::of(&dictionary.places),
            names,
            columns,
            keys: Keys::of(keys),
            inventory: 0,
            rejected: 0,
            new: 0,
            changed: 0,
            repeated: 0,
        })
    }

    fn batch(&mut self, batch: Batch<Prepared>) -> rusqlite::Result<()> {
        for finding in batch.findings {
            self.put(finding)?;
        }
        for package in batch.packages {
            self.inventory += 1;
            package::add(self.transaction, self.report, self.inventory, &package)?;
        }
        for rejection in batch.rejections {
            self.rejected += 1;
            if self.rejected <= rejection::KEPT {
                rejection::add(self.transaction, self.report, &rejection)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, finding: Prepared) -> rusqlite::Result<()> {
        let identity = finding.identity;
        let key = key_number(identity);
        let earlier = self.keys.find(key);
        if let Some(row) = earlier {
            let row = row as usize;
            match &mut self.still_there {
                Some(still_there) if row < still_there.len() && !still_there.contains(row) => still_there.insert(row),
                _ => {
                    self.repeated += 1;
                    return Ok(());
                }
            }
        }
        let facts = Facts {
            fixed: self.names.put_option(finding.fixed.as_deref()),
            ..finding.facts
        };
        let title = self.title(&finding.title)?;
        let text = self.text(&finding)?;
        let package = self.package(&finding.package)?;
        let place = self.place(&finding.place)?;
        let stored = finding::Stored {
            report: self.report,
            title: title.1,
            text: text.1,
            package: package.1,
            place: place.1,
            own: &finding.own,
        };
        let values = |id| RowValues {
            id,
            title: title.0,
            text: text.0,
            package: package.0,
            place: place.0,
            facts,
            first_seen: finding.first_seen,
        };
        if let Some(row) = earlier {
            return self.bring_up(row as usize, identity, &stored, &values);
        }
        let id = finding::insert(self.transaction, &stored)?;
        self.new += 1;
        self.keys.push(key);
        self.columns.push(values(id));
        match self.still_there {
            Some(_) => history::add(
                self.transaction,
                self.report,
                *identity.as_bytes(),
                &self.at,
                "reported",
            ),
            None => Ok(()),
        }
    }

    /// Brings the row of an earlier import to what the report says now.
    fn bring_up(
        &mut self,
        row: usize,
        identity: FindingKey,
        stored: &finding::Stored<'_>,
        values: &dyn Fn(i64) -> RowValues,
    ) -> rusqlite::Result<()> {
        let (Some(id), Some(before)) = (self.columns.ids.get(row).copied(), self.columns.facts(row)) else {
            return Ok(());
        };
        let values = values(id);
        if before != values.facts {
            self.changed += 1;
            let words = history::words(&before, &values.facts, &self.names);
            if !words.is_empty() {
                history::add(self.transaction, self.report, *identity.as_bytes(), &self.at, &words)?;
            }
        }
        finding::update(self.transaction, id, stored)?;
        self.columns.set(row, values);
        Ok(())
    }

    /// Index in the dictionary, and number in the database, here and below.
    fn title(&mut self, title: &Shared<String>) -> rusqlite::Result<(u32, i64)> {
        let passage = self.sharing.passage(title)?;
        let titles = &mut self.columns.dictionary.titles;
        let known = self.titles.find(titles, passage);
        Ok((known.unwrap_or_else(|| self.titles.push(titles, passage)), passage))
    }

    fn text(&mut self, finding: &Prepared) -> rusqlite::Result<(u32, i64)> {
        let description = match &finding.description {
            Some(description) => self.sharing.passage(description)?,
            None => 0,
        };
        let part = self.sharing.part(&finding.text, description)?;
        let texts = &mut self.columns.dictionary.texts;
        if let Some(index) = self.texts.find(texts, part) {
            return Ok((index, part));
        }
        let text: Finding = decoded(&finding.text.content)?;
        let names = &mut self.names;
        let entry = TextPart {
            part,
            description,
            vulnerability: names.put(&text.vulnerability),
            finding_type: names.put_option(text.finding_type.as_deref()),
            more: (!text.aliases.is_empty() || !text.cwes.is_empty()).then(|| {
                Box::new(TextMore {
                    aliases: text.aliases.iter().map(|alias| names.put(alias)).collect(),
                    cwes: text.cwes.iter().map(|cwe| names.put(cwe)).collect(),
                })
            }),
            kev: None,
            epss: None,
        };
        Ok((self.texts.push(texts, entry), part))
    }

    fn package(&mut self, package: &Shared<Vec<u8>>) -> rusqlite::Result<(u32, i64)> {
        let part = self.sharing.part(package, 0)?;
        let packages = &mut self.columns.dictionary.packages;
        if let Some(index) = self.packages.find(packages, part) {
            return Ok((index, part));
        }
        let package: Finding = decoded(&package.content)?;
        let names = &mut self.names;
        let entry = PackagePart {
            part,
            name: names.put_option(package.package.as_deref()),
            installed: names.put_option(package.installed.as_deref()),
            arch: names.put_option(package.arch.as_deref()),
            manager: names.put_option(package.package_manager.as_deref()),
            path: names.put_option(package.path.as_deref()),
            layer: layer_rank(Layer::Unknown),
            origin: ABSENT,
        };
        Ok((self.packages.push(packages, entry), part))
    }

    fn place(&mut self, place: &Shared<Vec<u8>>) -> rusqlite::Result<(u32, i64)> {
        let part = self.sharing.part(place, 0)?;
        let places = &mut self.columns.dictionary.places;
        if let Some(index) = self.places.find(places, part) {
            return Ok((index, part));
        }
        let place: Finding = decoded(&place.content)?;
        let names = &mut self.names;
        let entry = PlacePart {
            part,
            scanner: place.scanner,
            image: names.put_option(place.image.as_deref()),
            resource: names.put_option(place.resource.as_deref()),
            account: names.put_option(place.account.as_deref()),
            region: names.put_option(place.region.as_deref()),
        };
        Ok((self.places.push(places, entry), part))
    }

    fn end(mut self, end: End) -> rusqlite::Result<Written> {
        // Their memory is needed for writing the columns.
        let mut keys = std::mem::take(&mut self.keys).into_rows();
        let closed = match self.still_there.take() {
            Some(still_there) if end.complete => self.close_all_but(&still_there, &mut keys)?,
            _ => 0,
        };
        snapshot::join(self.transaction, &self.names, &mut self.columns.dictionary)?;
        let mut about = end.about;
        if about.image.is_none() {
            about.image = self.only_image();
        }
        stored::write(self.transaction, self.report, &self.names, &self.columns, &keys)?;
        let found = Found {
            entries: end.entries,
            rejected: end.rejected,
            packages: (end.inventory || self.inventory > 0).then_some(self.inventory),
            columns: &self.columns,
        };
        let counts = report::complete(self.transaction, self.report, &about, &found)?;
        Ok(Written {
            report: self.report,
            rows: counts.total(),
            packages: self.inventory,
            new: self.new,
            changed: self.changed,
            closed,
            repeated: self.repeated,
            counts,
        })
    }

    /// Closes the rows of an earlier import that this one does not have, and forgets what only they referred to.
    fn close_all_but(&mut self, still_there: &Rows, keys: &mut Vec<u128>) -> rusqlite::Result<u64> {
        let before = self.columns.dictionary.references();
        let mut keep = Rows::all(self.columns.len());
        let mut gone = Vec::new();
        for row in (0..still_there.len()).filter(|row| !still_there.contains(*row)) {
            keep.remove(row);
            gone.extend(self.columns.ids.get(row).copied());
            if let Some(key) = keys.get(row) {
                let what = "no longer in the report";
                history::add(self.transaction, self.report, key.to_le_bytes(), &self.at, what)?;
            }
        }
        finding::delete(self.transaction, &gone)?;
        self.columns.retain(&keep);
        keys::retain(keys, &keep);
        self.columns.compact();
        // The report itself refers to what it did before until its columns are written.
        let mut dropped = before;
        let now = self.columns.dictionary.references();
        dropped.parts.retain(|part| now.parts.binary_search(part).is_err());
        dropped
            .passages
            .retain(|passage| now.passages.binary_search(passage).is_err());
        part::sweep(self.transaction, dropped, Some(self.report))?;
        Ok(gone.len() as u64)
    }

    /// The image that all findings are about, if it is one.
    fn only_image(&self) -> Option<String> {
        let mut images = self.columns.dictionary.places.iter().map(|place| place.image);
        let first = images.find(|image| *image != ABSENT)?;
        let only = images.all(|image| image == first || image == ABSENT);
        only.then(|| self.names.get(first).map(str::to_owned)).flatten()
    }
}
