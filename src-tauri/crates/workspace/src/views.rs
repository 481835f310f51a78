//! Saved views of findings, in `scans/views.yaml`.

use std::io;

use ingot_component::Source;
use ingot_component::yaml::{self, Node};

use crate::edit::one_line_scalar;
use crate::file::{ContentHash, ReadError, read_bounded};
use crate::{SaveError, Workspace};

/// Where they are kept.
pub const VIEWS: &str = "scans/views.yaml";

/// A way to look at findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    pub name: String,
    pub query: String,
    /// `package`, `vulnerability` …; `None` for the findings one by one.
    pub group: Option<String>,
    /// `severity`, `first_seen` …
    pub sort: String,
    pub descending: bool,
    /// Empty for the usual ones.
    pub columns: Vec<String>,
}

/// The views of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Views {
    /// In the order of the file; of several with one name the first counts.
    pub views: Vec<SavedView>,
    /// Why the file, or some of its views, cannot be read: each with its line.
    pub problems: Vec<String>,
}

/// Why a view was not saved.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The file cannot be changed without losing what somebody wrote.
    #[error("cannot change {VIEWS}: {0}; mend it by hand first")]
    Unreadable(String),
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl Workspace {
    /// The saved views; none, and no problem, where there is no such file.
    pub fn views(&self) -> Views {
        match self.views_text() {
            Ok(None) => Views::default(),
            Ok(Some((text, _))) => read(&text),
            Err(problem) => Views {
                views: Vec::new(),
                problems: vec![problem],
            },
        }
    }

    /// Saves a view; one of the same name is replaced.
    ///
    /// # Errors
    /// See [`ViewError`]; the file is as it was.
    pub fn save_view(&self, view: &SavedView) -> Result<(), ViewError> {
        match self.views_text().map_err(ViewError::Unreadable)? {
            None => self.create(VIEWS, &new(view))?,
            Some((text, hash)) => {
                let text = put(&text, view).map_err(ViewError::Unreadable)?;
                self.save(VIEWS, &text, Some(&hash))?
            }
        };
        Ok(())
    }

    /// Removes the view of that name; `false` if there is none.
    ///
    /// # Errors
    /// See [`ViewError`]; the file is as it was.
    pub fn remove_view(&self, name: &str) -> Result<bool, ViewError> {
        let Some((text, hash)) = self.views_text().map_err(ViewError::Unreadable)? else {
            return Ok(false);
        };
        let Some(text) = without(&text, name).map_err(ViewError::Unreadable)? else {
            return Ok(false);
        };
        self.save(VIEWS, &text, Some(&hash))?;
        Ok(true)
    }

    fn views_text(&self) -> Result<Option<(String, ContentHash)>, String> {
        let disk = self
            .locate(VIEWS)
            .ok_or_else(|| format!("{VIEWS} is a link that leads out of the workspace"))?;
        match read_bounded(&disk) {
            Ok(read) => {
                let hash = ContentHash::of(&read.bytes);
                let text = String::from_utf8(read.bytes).map_err(|_| format!("{VIEWS} is not UTF-8"))?;
                Ok(Some((text, hash)))
            }
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(ReadError::Io(error)) => Err(format!("{VIEWS} cannot be read: {error}")),
            Err(ReadError::TooLarge(_)) => Err(format!("{VIEWS} is too large")),
        }
    }
}

/// The views that `text` holds.
fn read(text: &str) -> Views {
    let source = Source::new(VIEWS, text);
    let parsed = yaml::parse(&source);
    let line = |node: &Node| source.position(node.span.start).line;
    let mut found = Views::default();
    for error in &parsed.errors {
        let diagnostic = error.diagnostic(&source);
        let line = diagnostic.range.start.line;
        found.problems.push(format!("line {line}: {}", diagnostic.message));
    }
    let list = parsed.documents.first().and_then(|document| document.get("views"));
    if let (Some(document), None) = (parsed.documents.first(), list) {
        found
            .problems
            .push(format!("line {}: there is no list of `views`", line(document)));
    }
    for item in list.map(Node::items).unwrap_or_default() {
        let text = |key: &str| item.get(key).filter(|node| !node.is_null()).and_then(Node::text);
        let Some(name) = text("name").filter(|name| !name.is_empty()) else {
            found
                .problems
                .push(format!("line {}: a view has no `name`", line(item)));
            continue;
        };
        if found.views.iter().any(|view| view.name == name) {
            found
                .problems
                .push(format!("line {}: there are two views called `{name}`", line(item)));
            continue;
        }
        let columns = item.get("columns").map(Node::items).unwrap_or_default();
        found.views.push(SavedView {
            name: name.to_owned(),
            query: text("query").unwrap_or_default().to_owned(),
            group: text("group").map(str::to_owned),
            sort: text("sort").unwrap_or("severity").to_owned(),
            descending: text("descending").is_none_or(|word| word != "false"),
            columns: columns.iter().filter_map(Node::text).map(str::to_owned).collect(),
        });
    }
    found
}

/// A file with one view.
fn new(view: &SavedView) -> String {
    format!(
        "# Views of findings, saved in Ingot.\nviews:\n  - {}\n",
        written(view, "    ", "\n")
    )
}

/// A view as an item of the list, its first line without indentation.
fn written(view: &SavedView, indent: &str, newline: &str) -> String {
    let columns: Vec<String> = view
        .columns
        .iter()
        .map(|column| one_line_scalar(column, true))
        .collect();
    let mut lines = vec![
        format!("name: {}", one_line_scalar(&view.name, false)),
        format!("query: {}", one_line_scalar(&view.query, false)),
    ];
    lines.extend(
        view.group
            .as_ref()
            .map(|group| format!("group: {}", one_line_scalar(group, false))),
    );
    lines.push(format!("sort: {}", one_line_scalar(&view.sort, false)));
    lines.push(format!("descending: {}", view.descending));
    if !columns.is_empty() {
        lines.push(format!("columns: [{}]", columns.join(", ")));
    }
    lines.join(&format!("{newline}{indent}"))
}

/// The list of views in `text`, which can be read to its end.
fn list(text: &str) -> Result<Option<Node>, String> {
    let source = Source::new(VIEWS, text);
    let mut parsed = yaml::parse(&source);
    if let Some(error) = parsed.errors.first() {
        return Err(error.diagnostic(&source).message);
    }
    if parsed.documents.len() > 1 {
        return Err("it holds several documents".to_owned());
    }
    let Some(document) = parsed.documents.pop() else {
        return Ok(None);
    };
    let list = document.get("views").cloned();
    if list.is_none() {
        return Err("there is no list of `views`".to_owned());
    }
    let in_brackets = list.as_ref().is_some_and(|list| {
        !list.items().is_empty() && text.get(list.span.start..).is_some_and(|rest| rest.starts_with('['))
    });
    if in_brackets {
        return Err("its views are written in brackets".to_owned());
    }
    Ok(list)
}

/// `text` with the view in it: in the place of one of the same name, else behind the others.
fn put(text: &str, view: &SavedView) -> Result<String, String> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(list) = list(text)? else {
        let before = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            newline
        };
        return checked(
            format!("{text}{before}{}", new(view).replace('\n', newline)),
            text,
            view,
        );
    };
    let there = list
        .items()
        .iter()
        .find(|item| item.get("name").and_then(Node::text) == Some(&view.name));
    let column = |item: &Node| {
        let before = text.get(..item.span.start).unwrap_or_default();
        item.span.start - before.rfind('\n').map_or(0, |end| end + 1)
    };
    let edited = match (there, list.items().last()) {
        (Some(item), _) => {
            let written = written(view, &" ".repeat(column(item)), newline);
            replaced(text, item.span.start, item.span.end, &written)
        }
        (None, Some(last)) => {
            let end = end_of_line(text, last.span.end);
            let column = column(last);
            let written = written(view, &" ".repeat(column), newline);
            let dash = " ".repeat(column.saturating_sub(2));
            replaced(text, end, end, &format!("{newline}{dash}- {written}"))
        }
        (None, None) => {
            let written = written(view, "    ", newline);
            replaced(text, list.span.start, list.span.end, &format!("{newline}  - {written}"))
        }
    };
    checked(edited, text, view)
}

/// `text` without the view of that name; `None` if there is none.
fn without(text: &str, name: &str) -> Result<Option<String>, String> {
    let Some(list) = list(text)? else {
        return Ok(None);
    };
    let items = list.items();
    let Some(item) = items
        .iter()
        .find(|item| item.get("name").and_then(Node::text) == Some(name))
    else {
        return Ok(None);
    };
    let edited = if items.len() == 1 {
        let key = text.get(..item.span.start).and_then(|before| before.rfind("views:"));
        let start = key.map_or(list.span.start, |key| key + "views:".len());
        replaced(text, start, item.span.end, " []")
    } else {
        let start = text
            .get(..item.span.start)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |end| end + 1);
        let end = end_of_line(text, item.span.end);
        let end = text
            .get(end..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |line| end + line + 1);
        replaced(text, start, end, "")
    };
    let mut wanted = read(text).views;
    wanted.retain(|view| view.name != name);
    if read(&edited).views == wanted {
        Ok(Some(edited))
    } else {
        Err("it is written in an unusual form".to_owned())
    }
}

/// Hands out no text that does not read as what was asked for.
fn checked(edited: String, text: &str, view: &SavedView) -> Result<String, String> {
    let mut wanted = read(text).views;
    match wanted.iter_mut().find(|one| one.name == view.name) {
        Some(one) => *one = view.clone(),
        None => wanted.push(view.clone()),
    }
    if read(&edited).views == wanted {
        Ok(edited)
    } else {
        Err("it is written in an unusual form".to_owned())
    }
}

/// Where the line that holds `at` ends, without its line end.
fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

fn replaced(text: &str, start: usize, end: usize, with: &str) -> String {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end.max(start)..).unwrap_or_default();
    format!("{before}{with}{after}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn view(name: &str) -> SavedView {
        SavedView {
            name: name.into(),
            query: "severity:critical fix:yes \"two words\"".into(),
            group: Some("package".into()),
            sort: "epss".into(),
            descending: true,
            columns: vec!["severity".into(), "vulnerability".into()],
        }
    }

    #[test]
    fn a_new_file_is_what_a_person_would_write() {
        insta::assert_snapshot!(new(&view("Critical, with a fix")));
    }

    #[test]
    fn an_edit_keeps_comments_and_other_views() {
        let text =
            "views:\n# first\n- name: A   # mine\n  query: a\n  sort: severity\n\n# second\n- {name: B, query: b}\n";
        let changed = put(
            text,
            &SavedView {
                query: "kev:yes".into(),
                ..view("B")
            },
        )
        .unwrap();
        let more = put(&changed, &view("C")).unwrap();
        let less = without(&more, "B").unwrap().unwrap();
        insta::assert_snapshot!([changed, more, less].join("---\n"));
        assert_eq!(without(text, "Z"), Ok(None));
    }

    #[test]
    fn a_broken_file_is_told_and_never_changed() {
        for text in [
            "views: [",
            "- name: a\n",
            "views:\n- name: a\n---\nviews: []\n",
            "views: [{name: a}]\n",
        ] {
            assert!(put(text, &view("a")).is_err(), "{text}");
        }
        let found = read("views:\n- query: a\n- name: A\n- name: A\n- nothing\n");
        assert_eq!(found.views.len(), 1);
        insta::assert_snapshot!(found.problems.join("\n"));
        assert_eq!(read("a: 1").problems, ["line 1: there is no list of `views`"]);
    }

    proptest! {
        #[test]
        fn every_view_survives_the_file(names in prop::collection::vec("\\PC{1,10}", 1..5), query in "\\PC{0,20}", crlf: bool) {
            let mut text = new(&view("first"));
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            for name in &names {
                text = put(&text, &SavedView { query: query.clone(), ..view(name) }).unwrap();
            }
            prop_assert_eq!(read(&text).problems, Vec::<String>::new());
            for name in &names {
                if let Some(less) = without(&text, name).unwrap() {
                    text = less;
                }
            }
            text = without(&text, "first").unwrap().unwrap_or(text);
            prop_assert_eq!(read(&text), Views::default());
            prop_assert!(put(&text, &view("again")).is_ok());
        }
    }
}
