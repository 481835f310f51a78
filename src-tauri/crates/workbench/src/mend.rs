//! Applying fixes to files: what `ingot check --fix` and `--diff` do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use ingot_component::{Diagnostic, Fix, Source};
use ingot_workspace::{ContentHash, SaveError, save};

use crate::check::{CheckReport, check_texts};
use crate::shellcheck::{Scripts, Wanted};

/// A file with fixes applied.
#[derive(Debug)]
pub struct MendedFile {
    /// As the check named it.
    pub name: String,
    /// Where it lies.
    pub place: PathBuf,
    /// As it is on disk.
    pub before: String,
    /// With the fixes.
    pub after: String,
    /// What was done, in the order in which it was done.
    pub fixes: Vec<Applied>,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The rule that it satisfies.
    pub rule: String,
    /// What it did: `quote the reference`.
    pub title: String,
}

/// What fixing came to.
#[derive(Debug)]
pub struct Mended {
    /// What was found before any fix.
    pub before: CheckReport,
    /// What is left when all files are as they were mended.
    pub after: CheckReport,
    /// The files that change, by name.
    pub files: Vec<MendedFile>,
}

/// Most rounds of fixing. A fix may make room for another one; fixes that undo each other must not
/// go on for ever.
const MOST_ROUNDS: usize = 10;

/// Checks `paths` and applies every fix, in rounds until none is left; of fixes that overlap the
/// later ones wait for the next round. Writes nothing.
pub fn mend(paths: &[PathBuf], shellcheck: Wanted) -> Mended {
    let scripts = Scripts::new(shellcheck);
    let before = check_texts(paths, &BTreeMap::new(), &scripts);
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut files: BTreeMap<String, MendedFile> = BTreeMap::new();
    let mut given_up: BTreeSet<String> = BTreeSet::new();
    let mut round = mend_once(&before, &given_up);
    let mut after = None;
    for _ in 0..MOST_ROUNDS {
        if round.is_empty() {
            break;
        }
        for (name, mended) in std::mem::take(&mut round) {
            let report = after.as_ref().unwrap_or(&before);
            let Some((place, real, source)) = place_of(report, &name) else {
                given_up.insert(name);
                continue;
            };
            // A fix that makes a file unreadable is worse than what it mends.
            if is_damaged(source, &mended.text) {
                given_up.insert(name);
                continue;
            }
            texts.insert(real, mended.text.clone());
            let file = files.entry(name.clone()).or_insert_with(|| MendedFile {
                name,
                place,
                before: source.text().to_owned(),
                after: String::new(),
                fixes: Vec::new(),
            });
            file.after = mended.text;
            file.fixes.extend(mended.fixes);
        }
        let report = check_texts(paths, &texts, &scripts);
        round = mend_once(&report, &given_up);
        after = Some(report);
    }
    Mended {
        after: after.unwrap_or_else(|| check_texts(paths, &texts, &scripts)),
        before,
        files: files.into_values().filter(|file| file.before != file.after).collect(),
    }
}

impl MendedFile {
    /// Writes it, unless it changed on disk meanwhile or may not be written.
    ///
    /// # Errors
    /// See [`SaveError`]; the file is then as it was.
    pub fn write(&self) -> Result<(), SaveError> {
        save::save(&self.place, &self.after, Some(&ContentHash::of(self.before.as_bytes()))).map(drop)
    }
}

struct Round {
    text: String,
    fixes: Vec<Applied>,
}

/// The files of `report` after one round of fixes.
fn mend_once(report: &CheckReport, given_up: &BTreeSet<String>) -> BTreeMap<String, Round> {
    let mut wanted: BTreeMap<&str, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        if let Some(fix) = &diagnostic.fix
            && !given_up.contains(&diagnostic.file)
        {
            wanted.entry(&diagnostic.file).or_default().push((diagnostic, fix));
        }
    }
    wanted
        .into_iter()
        .filter_map(|(file, fixes)| Some((file.to_owned(), apply(report.sources.get(file)?, &fixes)?)))
        .collect()
}

/// Applies as many of `fixes`, in the order of the text, as do not touch each other's places.
fn apply(source: &Source, fixes: &[(&Diagnostic, &Fix)]) -> Option<Round> {
    let mut edits = Vec::new();
    let mut applied = Vec::new();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for (diagnostic, fix) in fixes {
        let places: Vec<(usize, usize)> = fix
            .edits
            .iter()
            .map(|edit| (source.offset(edit.range.start), source.offset(edit.range.end)))
            .collect();
        // Two insertions at one place touch as well: their order would be chance.
        let touches = |&(start, end): &(usize, usize)| {
            let before = taken.range(..=end).next_back();
            before.is_some_and(|(_, &taken_end)| taken_end >= start)
        };
        if places.is_empty() || places.iter().any(touches) {
            continue;
        }
        taken.extend(places);
        edits.extend(fix.edits.iter().cloned());
        applied.push(Applied {
            rule: diagnostic.rule.clone(),
            title: fix.title.clone(),
        });
    }
    let all = Fix {
        title: String::new(),
        edits,
    };
    let text = all.apply(source).filter(|text| text != source.text())?;
    Some(Round { text, fixes: applied })
}

fn place_of<'r>(report: &'r CheckReport, name: &str) -> Option<(PathBuf, PathBuf, &'r Source)> {
    let place = report.places.get(name)?;
    let real = std::fs::canonicalize(place).ok()?;
    Some((place.clone(), real, report.sources.get(name)?))
}

fn is_damaged(source: &Source, text: &str) -> bool {
    let errors = |source: &Source| ingot_component::yaml::parse(source).errors.len();
    errors(&Source::new("", text)) > errors(source)
}

#[cfg(test)]
mod tests {
    use ingot_component::Span;

    use super::*;

    fn fix(source: &Source, start: usize, end: usize, text: &str) -> Diagnostic {
        use ingot_component::Severity;
        Diagnostic::new(source, Span::new(start, end), "a/b", Severity::Error, "x").with_fix(Fix::replace(
            source,
            Span::new(start, end),
            "do",
            text,
        ))
    }

    #[test]
    fn fixes_that_touch_wait_and_the_others_are_applied_together() {
        let source = Source::new("a", "0123456789");
        let found = [
            fix(&source, 0, 2, "A"),
            fix(&source, 1, 3, "B"),
            fix(&source, 2, 4, "C"),
            fix(&source, 5, 5, "D"),
            fix(&source, 5, 5, "E"),
            fix(&source, 8, 9, ""),
        ];
        let fixes: Vec<_> = found.iter().filter_map(|it| Some((it, it.fix.as_ref()?))).collect();
        let round = apply(&source, &fixes);
        assert_eq!(round.as_ref().map(|it| it.text.as_str()), Some("A234D5679"));
        assert_eq!(round.map(|it| it.fixes.len()), Some(3));
    }
}
