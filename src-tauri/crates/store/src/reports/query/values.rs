//! Values that a field has, for completion.

use std::collections::HashMap;

use ingot_report::Timestamp;
use ingot_report::query::{Field, Query};

use super::Asked;
use super::condition::{ids, image};
use crate::reports::columns::names::{ABSENT, Name};
use crate::{Reader, StoreError};

impl Reader<'_> {
    /// The values of `field` that begin with `prefix` (in any case), those of the most findings first. Values that only
    /// have it somewhere follow.
    pub fn values(&self, field: Field, prefix: &str, most: usize) -> Result<Vec<String>, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let everything = Query::everything();
            let now = Timestamp::from_millis(0);
            let asked = Asked::open(kept, connection, &[], &everything, &[], now, false)?;
            let mut counts: HashMap<Name, u64> = HashMap::new();
            for report in &asked.reports {
                let columns = &report.opened.columns;
                let dictionary = &columns.dictionary;
                let mut count = |column: &[u32], names: Vec<Vec<Name>>| {
                    let mut tally = vec![0_u64; names.len()];
                    for part in column {
                        if let Some(count) = tally.get_mut(*part as usize) {
                            *count += 1;
                        }
                    }
                    for (names, tally) in names.into_iter().zip(tally) {
                        for name in names {
                            *counts.entry(name).or_default() += tally;
                        }
                    }
                };
                let one = |name: Name| vec![name];
                let packages = dictionary.packages.iter();
                let places = dictionary.places.iter();
                let texts = dictionary.texts.iter();
                match field {
                    Field::Package => count(&columns.package, packages.map(|package| one(package.name)).collect()),
                    Field::Installed => count(&columns.package, packages.map(|it| one(it.installed)).collect()),
                    Field::PackageManager => count(&columns.package, packages.map(|it| one(it.manager)).collect()),
                    Field::Path => count(&columns.package, packages.map(|package| one(package.path)).collect()),
                    Field::Origin => count(&columns.package, packages.map(|it| one(it.origin)).collect()),
                    Field::Image => count(&columns.place, places.map(|place| one(image(place))).collect()),
                    Field::Resource => count(&columns.place, places.map(|place| one(place.resource)).collect()),
                    Field::Account => count(&columns.place, places.map(|place| one(place.account)).collect()),
                    Field::Region => count(&columns.place, places.map(|place| one(place.region)).collect()),
                    Field::Vulnerability => count(&columns.text, texts.map(|text| ids(text).collect()).collect()),
                    Field::Cwe => count(&columns.text, texts.map(|text| text.cwes().to_vec()).collect()),
                    Field::FindingType => count(&columns.text, texts.map(|text| one(text.finding_type)).collect()),
                    Field::Fixed => {
                        for name in &columns.fixed {
                            *counts.entry(*name).or_default() += 1;
                        }
                    }
                }
            }
            counts.remove(&ABSENT);
            let mut found: Vec<(bool, u64, &str)> = counts
                .into_iter()
                .filter_map(|(name, count)| {
                    let text = asked.names.get(name)?;
                    let begins = text
                        .as_bytes()
                        .get(..prefix.len())
                        .is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()));
                    let has = begins || super::pattern::has_part(text, prefix);
                    has.then_some((!begins, u64::MAX - count, text))
                })
                .collect();
            found.sort_unstable();
            found.truncate(most);
            Ok(found.into_iter().map(|(_, _, text)| text.to_owned()).collect())
        })
    }
}
